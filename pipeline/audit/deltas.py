"""A number, its change and the rate of the change side by side: 出栏12万头，比上年增加0.6万头，增长5.3%.

What it was before follows from the first two, and the rate from that.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from pipeline.audit.interval import BESIDE, VISIBLE, Interval, near, printed
from pipeline.audit.layout import Item, Layout, comparable
from pipeline.audit.outcome import Outcome, Severity, spans_of
from pipeline.audit.slips import first_digit
from pipeline.domain.figure import Endpoint, Kind

# Nothing but the change may stand between two of the three: no other subject, no other year.
_CHANGED = re.compile(
    r"^\s*[,，、]?\s*(?:(?:同比|环比|年均)|[比较与][^,，;；。]{1,14}?(?:相比)?)?[,，]?"
    r"(?:净|共|总共|绝对额)?(?:增[加长收支产速幅]?|减[少收支产幅]?|下降|降低|降幅|上升|提高|升幅|多收|少收|多支|少支)(?:了|为|达到?|约)?\s*$"
)
_BASE = re.compile(r"[比较][^,，;；。]{0,14}的?$")
_MEASURE = re.compile(r"(?:占|预算(?!收入|支出|总收入)|计划|目标|任务|指标|上年|去年|同期)[^,，;；。]*$")
_OF_IT = re.compile(r"^\s*[）)]?的$")  # 占调整预算8465万元的41.5%: the number is what another is measured by
_REACH = 5  # numbers after the level among which its change and its rate stand
_DOWN = re.compile(r"减|降|少")
_OTHER_MEASURE = re.compile(r"可比|同口径|不变价|实际|名义|剔除|扣除|年均")
_AT_CONSTANT_PRICES = re.compile(r"生产总值|GDP|gdp|增加值|总产值|农业产值")  # these grow otherwise than they add up
_SAID = re.compile(r"可比价|不变价|(?:扣除|剔除)价格")  # a note that may stand anywhere in a bulletin
_PRICED = re.compile(r"收入|消费|零售|产值|总值")  # and what it may be said of


def deltas(layout: Layout) -> Iterator[Outcome]:
    """Three neighbours of one sentence: the number, then its change and its rate in either order."""
    for n, items in layout.each():
        for k, level in enumerate(items):
            changes = [item for item in items[k + 1 : k + 1 + _REACH] if not (_is_share(item) or _is_measure(item))][:2]
            if len(changes) < 2 or _is_measure(level):
                continue
            one, other = changes
            amount, rate = (one, other) if other.figure.kind is Kind.PERCENT else (other, one)
            if _side_by_side(level, one, other) and _belong(level, amount, rate):
                yield from _check(layout, n, level, amount, rate)


def _is_share(item: Item) -> bool:
    """支出46亿元，占预算的115.8%，增支4.3亿元，增长10.3%: the share stands between and says nothing of the change."""
    return item.figure.kind is Kind.PERCENT and not _CHANGED.match(item.lead)


def _is_measure(item: Item) -> bool:
    """收入2.8亿元，占预算2.7亿元的105.5%，增收0.3亿元: the amount of the plan neither grew nor is what grew."""
    return bool(_OF_IT.match(item.tail) and _MEASURE.search(item.lead))


def _side_by_side(level: Item, one: Item, other: Item) -> bool:
    return level.path == one.path == other.path and bool(_CHANGED.match(one.lead) and _CHANGED.match(other.lead))


def _belong(level: Item, amount: Item, rate: Item) -> bool:
    numbers = (level.figure, amount.figure, rate.figure)
    if rate.figure.kind is not Kind.PERCENT or level.figure.kind in (Kind.PERCENT, Kind.POINT):
        return False
    if "年均" in rate.lead and "年均" not in amount.lead:
        return False  # 五年增加120亿元，年均增长6.5%
    if any(number.approx or number.value_hi is not None for number in numbers):
        return False
    return (
        _falls(amount) is _falls(rate)
        and level.figure.endpoint is not Endpoint.CHANGE
        and not re.search("[从由]", level.lead[-12:])
        and comparable(level.figure, amount.figure)
        and _before(level, amount) > 0
    )


def _before(level: Item, amount: Item) -> Decimal:
    """What the number was before the change; 比上年的11183批次增加5458批次 names it."""
    if _BASE.search(level.lead):
        return level.figure.value
    return level.figure.value + (amount.figure.value if _falls(amount) else -amount.figure.value)


def _falls(item: Item) -> bool:
    return bool(_DOWN.search(item.lead))


def _check(layout: Layout, n: int, level: Item, amount: Item, rate: Item) -> Iterator[Outcome]:
    value = amount.figure.value / _before(level, amount) * 100
    span = _open(level, amount)
    place = rate.figure.ulp
    fits = span.low - place / 2 <= rate.figure.value <= span.high + place / 2 or (
        rate.figure.value <= value < rate.figure.value + place
    )
    severity: Severity | None = None
    if not fits:
        words = layout.text[layout.spans[n].start : rate.figure.start]
        own = re.split("[;；。]", words)[-1]
        if _OTHER_MEASURE.search(words) or _AT_CONSTANT_PRICES.search(own):
            return
        if not near(value, rate.figure, BESIDE) and not _first_digit_wrong(level, amount, rate, value):
            return
        other = _PRICED.search(own) and _SAID.search(layout.text)
        severity = "info" if other else "warn" if abs(value - rate.figure.value) <= VISIBLE else "error"
    computed = f"{value.quantize(Decimal('0.0001'), ROUND_HALF_UP)}%"
    message = "增减率与增减量" + ("相符" if fits else "不符")
    yield Outcome(
        "change_rate",
        severity,
        f"{message}：{level.figure.text}中增减{amount.figure.text}，合{computed}，文中为{rate.figure.text}",
        spans_of([level.figure, amount.figure, rate.figure]),
        stated=rate.figure.text,
        computed=computed,
        question=None if fits else "总量、增减量和增减率哪一个有误，或口径不同？",
        operands=(amount.figure.text, level.figure.text),
    )


def _first_digit_wrong(level: Item, amount: Item, rate: Item, value: Decimal) -> bool:
    sign = 0 if _BASE.search(level.lead) else 1 if _falls(amount) else -1

    def work(values: Sequence[Decimal]) -> Decimal:
        before = values[0] + sign * values[1]
        return values[1] / before * 100 if before > 0 else Decimal("Infinity")

    return first_digit(rate.figure, value, (level.figure, amount.figure), work)


def _open(level: Item, amount: Item) -> Interval:
    """The rates that the printed digits of the two leave open."""
    now, change = printed(level.figure), printed(amount.figure)
    if _BASE.search(level.lead):
        return Interval(change.low / now.high * 100, change.high / now.low * 100)
    sign = 1 if _falls(amount) else -1
    low = change.low / (now.high + sign * change.low)
    floor = now.low + sign * change.high
    return Interval(low * 100, change.high / floor * 100 if floor > 0 else Decimal("Infinity"))
