"""Shares: 小学生507人，占51.0%. The whole is the number that the list stands under.

A number told as a share of another names it at best in passing (占总数的, 占比), so the whole is found by what fits:
where other shares of the list are shares of one number, so is this one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from pipeline.audit.interval import VISIBLE, Interval, near, printed
from pipeline.audit.layout import Item, Layout, comparable
from pipeline.audit.outcome import Outcome, Severity, spans_of
from pipeline.audit.slips import first_digit
from pipeline.domain.figure import Endpoint, Kind

_SHARE = re.compile(
    r"^(?P<own>[约仅共均已也各的]?)占(?:比|(?P<of>[^,，;；。]{0,24}?))?(?:的?比[重例率]|的)?(?:最[大高多])?(?:为|是|达到?|约|近)?[:：]?\s*$"
)
_NO_SHARE = re.compile(r"任务|计划|目标|预算|指标|进度|分别|全[国省市]|[增升降减]|[由从自]$")
_BACK = 4  # sentences a list may run on after its whole
_AGREE = 2  # other shares of one whole that make it the whole of this one
_SURE = 1  # and how many, where 其中 says whose parts they are
_ALL = 3  # shares that have to agree on a number that is not printed
_MOST = 60  # numbers before a share that may be its whole


@dataclass(frozen=True, slots=True)
class _Share:
    rate: Item
    part: Item
    of: str
    wholes: tuple[Item, ...]  # numbers it may be a share of, nearest first


def shares(layout: Layout) -> Iterator[Outcome]:
    """Every 占…% that has a number before it, against the numbers it may be a share of."""
    for group in _groups(layout):
        yield from _of_another(group)
        for share in group:
            whole = next((whole for whole in share.wholes if _fits(share, whole)), None)
            if whole is not None:
                yield _outcome(share, whole, None)
            else:
                yield from _unlike(layout, share, group)


def _groups(layout: Layout) -> Iterator[list[_Share]]:
    """The shares of each paragraph."""
    group: list[_Share] = []
    for n, items in layout.each():
        if group and "\n" in layout.text[group[-1].rate.figure.end : layout.spans[n].start]:
            yield group
            group = []
        group += _read(layout, n, items)
    yield group


def _read(layout: Layout, n: int, items: Sequence[Item]) -> Iterator[_Share]:
    before: list[Item] | None = None
    for k, item in enumerate(items):
        found = _SHARE.match(re.split("[,，;；。、(（]", item.lead)[-1]) if k else None
        if not found or item.figure.kind is not Kind.PERCENT or item.figure.value_hi is not None:
            continue
        part = _part(items, k)
        if (
            part is None
            or (_NO_SHARE.search(found["of"] or "") and not _quoted(found["of"], items[:k]))
            or item.figure.approx
            or part.figure.approx
        ):
            continue
        if before is None:
            before = [other for other in layout.back(n, _BACK) if _is_amount(other)]
        wholes = [
            other
            for other in before[-_MOST:]
            if other.i < part.i and comparable(other.figure, part.figure) and other.figure.value >= part.figure.value
        ]
        yield _Share(item, part, found["of"] or "", tuple(reversed(wholes)))


def _quoted(of: str, before: Sequence[Item]) -> bool:
    """全市就业人员164万人，…占全市就业人员…: the words name a number of this sentence."""
    return any(re.split("[,，;；。]", other.lead)[-1].endswith(of.removesuffix("的")) for other in before)


def _part(items: Sequence[Item], k: int) -> Item | None:
    """The number that the share is told of: the last before it in its clause, its growth apart."""
    for other in reversed(items[:k]):
        if other.depth > items[k].depth:
            continue
        if _is_amount(other):
            between = items[other.i - items[0].i + 1 : k + 1]
            return None if any(re.search("[;；。]", item.lead) for item in between) else other
    return None


def _is_amount(item: Item) -> bool:
    figure = item.figure
    return (
        figure.kind not in (Kind.PERCENT, Kind.POINT, Kind.MULTIPLE)
        and figure.endpoint is not Endpoint.CHANGE
        and figure.value > 0
    )


def _value(share: _Share, whole: Item) -> Decimal:
    return share.part.figure.value / whole.figure.value * 100


def _fits(share: _Share, whole: Item) -> bool:
    """Rounded, cut off, one up in the last place, or inside what the printed digits leave open."""
    rate, place = share.rate.figure.value, share.rate.figure.ulp
    if abs(_value(share, whole) - rate) < place or whole.figure.approx:
        return abs(_value(share, whole) - rate) < max(place, rate / 20 if whole.figure.approx else place)
    span = printed(share.part.figure).over(printed(whole.figure))
    return span.low * 100 - place / 2 <= rate <= span.high * 100 + place / 2


def _unlike(layout: Layout, share: _Share, group: Sequence[_Share]) -> Iterator[Outcome]:
    """No number before it gives the share: told where the whole is known."""
    for whole in share.wholes:
        others = sum(1 for other in group if other is not share and whole in other.wholes and _fits(other, whole))
        if others < (_SURE if _leads(whole, group) else _AGREE) or not _doubtful(share, whole):
            continue
        if not _elsewhere(share, group):
            yield _outcome(share, whole, _severity(share, whole))
            return
    for whole in share.wholes[:1]:
        doubted = _named(layout, share, whole) and _doubtful(share, whole)
        if doubted and not _has_share(whole, group) and not _agree(share, group):
            severity = _severity(share, whole)
            yield _outcome(share, whole, "warn" if severity == "error" else "info")


def _of_another(group: Sequence[_Share]) -> Iterator[Outcome]:
    """总人口13015人：男7058人占54.2%，女…: when all shares point to one other number, the printed whole is wrong."""
    for k, share in enumerate(group[: 1 - _ALL] if len(group) >= _ALL else ()):
        run = group[k : k + _ALL]
        whole = share.wholes[0] if share.wholes else None
        if whole is None or _has_share(whole, group) or (share.part.i != whole.i + 1 and not _head(whole)):
            continue
        if any(_fits(other, candidate) for other in run for candidate in other.wholes):
            continue
        low, high = max(_implied(other).low for other in run), min(_implied(other).high for other in run)
        doubted = all(whole in other.wholes for other in run) and _doubtful(share, whole)
        if low <= high and doubted:
            yield _outcome(share, whole, _severity(share, whole))
            return


def _doubtful(share: _Share, whole: Item) -> bool:
    """A share far from the computed one is a share of something else, unless one wrong digit explains it."""
    rate, value = share.rate.figure, _value(share, whole)
    operands = (share.part.figure, whole.figure)
    return near(value, rate) or first_digit(rate, value, operands, lambda values: values[0] / values[1] * 100)


def _leads(whole: Item, group: Sequence[_Share]) -> bool:
    """园地201万亩。其中，果园…: the list opens right after the whole."""
    return any("其中" in share.part.lead and share.part.i == whole.i + 1 for share in group)


def _head(whole: Item) -> bool:
    """共, 总 or 全 before the number, or a colon after it: a list hangs on it."""
    return bool(re.search("[共总全计]", re.split("[,，;；。]", whole.lead)[-1]) or re.search("[:：]", whole.tail))


def _severity(share: _Share, whole: Item) -> Severity:
    if abs(_value(share, whole) - share.rate.figure.value) <= VISIBLE:
        return "info"
    return "error" if near(_value(share, whole), share.rate.figure) else "warn"


def _named(layout: Layout, share: _Share, whole: Item) -> bool:
    """其中 leads to the part, or the words after 占 name the whole."""
    if share.part.i != whole.i + 1 and not share.of:
        return False
    if "其中" in share.part.lead and share.part.i == whole.i + 1:
        return True
    words = layout.text[max(0, whole.figure.start - 16) : whole.figure.start] + whole.tail[:6]
    return any(share.of[at : at + 2] in words for at in range(len(share.of) - 1))


def _has_share(whole: Item, group: Sequence[_Share]) -> bool:
    """Then it is a row of the list itself."""
    return any(other.part is whole or other.part.i == whole.i for other in group)


def _agree(share: _Share, group: Sequence[_Share]) -> bool:
    """Do this and another share point to one whole that the text does not print?"""
    mine = _implied(share)
    return any(
        mine.meets(_implied(other)) and comparable(other.part.figure, share.part.figure)
        for other in group
        if other is not share
    )


def _elsewhere(share: _Share, group: Sequence[_Share]) -> bool:
    """Does a share that no printed number explains either point to the same whole? Then the list has another whole."""
    mine = _implied(share)
    return any(
        other is not share
        and comparable(other.part.figure, share.part.figure)
        and not any(_fits(other, whole) for whole in other.wholes)
        and mine.meets(_implied(other))
        for other in group
    )


def _implied(share: _Share) -> Interval:
    half = share.rate.figure.ulp
    part, rate = share.part.figure.value, share.rate.figure.value
    low = part / (rate + half) * 100
    return Interval(low, part / (rate - half) * 100 if rate > half else Decimal("Infinity"))


def _outcome(share: _Share, whole: Item, severity: Severity | None) -> Outcome:
    computed = f"{_value(share, whole).quantize(Decimal('0.0001'), ROUND_HALF_UP)}%"
    part, rate = share.part.figure, share.rate.figure
    message = "占比与其分子分母" + ("相符" if severity is None else "不符")
    return Outcome(
        "share",
        severity,
        f"{message}：{part.text} ÷ {whole.figure.text} = {computed}，文中为{rate.text}",
        spans_of([whole.figure, part, rate]),
        stated=rate.text,
        computed=computed,
        question=None if severity is None else "占的是哪个数？该数、总数和占比哪一个有误？",
        operands=(part.text, whole.figure.text),
    )
