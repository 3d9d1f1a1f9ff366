"""Sums over sentences: a summary line and the lines after it, 合计, 其余."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.audit.complete import meant_whole
from pipeline.audit.interval import interval, total
from pipeline.audit.layout import Item, Layout, comparable
from pipeline.audit.outcome import Outcome, Severity, show, spans_of, sum_outcome
from pipeline.audit.slips import slip
from pipeline.audit.sums import crosses
from pipeline.domain.figure import Endpoint, Kind

_TOTAL = re.compile(r"共|累计|总|合计|全年|各类")
_SUM_AFTER = re.compile(r"(?:合计|共计|总计|小计|一共|[两三四五六七]项(?:合计|共计?))[^,，。；;]{0,8}$")
_OPENS = re.compile(r"^\s*(?:其中|分别|包括|按[^,，;；。]{1,12}分|分[^,，;；。]{1,6}看|[^,，;；。]{1,12}中[,，:：])")
_SO_FAR = re.compile(r"^\s*(?:截至|截止|目前|其中|到目前)")
_ADDED = re.compile(r"加上|再加|连同")  # 加上补助3亿元、结转2亿元，总计9亿元: to a number told before
_REST = re.compile(r"(?:其余|其他|其它|余下|剩余|另外|余)的?$")
_ALSO_LIST = re.compile(r"(?:以及|和|及)([^,，。；;]{2,200})")
_GROUP = re.compile(r"[；;。]")
_INNER = re.compile(r"其中|[,，(（]含|同比|[较比](?:上|去)|人均|平均|每")  # parts of parts, and other years
_SHARE = re.compile(r"^[,，(（]?占")  # a part told as a share of its own is a kind that may overlap others
_SLACK = Decimal("0.01")
_ROWS = 3  # rows from which one column that adds up shows the list to be complete
_LARGE = 50  # and the least it adds up to
_OVERLAP = Decimal("1.1")  # far more than the whole, and amounts of money: the rows overlap (工业投资, 技改投资)


def totals(layout: Layout) -> Iterator[Outcome]:
    """甲3个、乙2个，合计5个: the total closes the list before it."""
    for _, items in layout.each():
        for k, item in enumerate(items):
            if k >= 2 and _SUM_AFTER.search(item.lead):
                parts = _run_before(items, k)
                if len(parts) >= 2 and not _ADDED.search(parts[0].lead):
                    yield _closing(item, parts)


def _run_before(items: Sequence[Item], k: int) -> list[Item]:
    """Figures of one unit right before `items[k]`, in its bracket and its part of the sentence."""
    parts: list[Item] = []
    for item in reversed(items[:k]):
        if not comparable(item.figure, items[k].figure) or item.path != items[k].path or re.search("[；;]", item.tail):
            break
        parts.insert(0, item)
    return parts


def _closing(whole: Item, parts: Sequence[Item]) -> Outcome:
    for n in range(len(parts), 1, -1):
        if total(p.figure for p in parts[-n:]).meets(interval(whole.figure)):
            return _sum("total_sum", None, "合计与各项相符", whole, parts[-n:])
    gap = abs(total(p.figure for p in parts).low - whole.figure.value)
    close = gap <= Decimal("0.1") * whole.figure.value and not any(_INNER.search(part.lead) for part in parts)
    return _sum("total_sum", "warn" if close else "info", "合计与各项之和不符", whole, parts, "合计与各项哪一个有误？")


def columns(layout: Layout) -> Iterator[Outcome]:
    """A sentence with 共 or 累计, then one that opens 其中: each unit of the first is a column of the second."""
    for n, items in layout.each():
        if not (layout.adjoins(n) and _OPENS.match(items[0].lead)):
            continue
        wholes = [item for item in layout.sentences[n - 1] if item.depth == 0 and _adds_up(item)]
        rows = bool(re.search("[；;]", layout.text[items[0].figure.end : items[-1].figure.start]))
        found: list[tuple[Item, list[Item]]] = []
        for whole in wholes:
            if any(o is not whole and o.figure.unit_norm == whole.figure.unit_norm for o in wholes):
                continue
            parts = _column(items, whole) if rows else _list(items, whole)
            if len(parts) < 2:
                continue
            found.append((whole, parts))
            words = layout.text[layout.spans[n - 1].start : whole.figure.start]
            if rows and _TOTAL.search(words):
                yield from _column_sum(whole, parts)
            elif (outcome := _closed(whole, parts) or _slipped(whole, parts)) is not None:
                yield outcome
        yield from _parallel(found)


def _adds_up(item: Item) -> bool:
    plain = item.figure.kind not in (Kind.PERCENT, Kind.POINT, Kind.MULTIPLE)
    return bool(item.figure.unit_norm) and plain and item.figure.endpoint is not Endpoint.CHANGE


def _column(items: Sequence[Item], whole: Item) -> list[Item]:
    """The first figure of the whole's unit in each part of the sentence (；): one a row."""
    parts: list[Item] = []
    fresh = True
    for item in items:
        fresh = fresh or bool(_GROUP.search(item.lead))
        if fresh and item.depth == 0 and item.figure.unit_norm == whole.figure.unit_norm:
            parts.append(item)
            fresh = False
    return parts


def _list(items: Sequence[Item], whole: Item) -> list[Item]:
    """The figures of the whole's unit in a sentence that has no rows, changes apart."""
    same = (item for item in items if item.depth == 0 and item.figure.unit_norm == whole.figure.unit_norm)
    return [item for item in same if _adds_up(item) and not _INNER.search(item.lead[3:])]


def _closed(whole: Item, parts: Sequence[Item]) -> Outcome | None:
    for n in range(len(parts), 1, -1):
        if any(part.figure.approx for part in parts[:n]) or whole.figure.approx:
            continue
        if total(part.figure for part in parts[:n]).meets(interval(whole.figure)):
            return _sum("column_sum", None, "分述之和与总述相符", whole, parts[:n])
    return None


def _slipped(whole: Item, parts: Sequence[Item]) -> Outcome | None:
    found = slip(whole.figure, [part.figure for part in parts])
    if found is None:
        return None
    message = f"分述之和与总述不符，“{found.text}”若错了一位数字就相符"
    return _sum("column_sum", "warn", message, whole, parts, "总述与分述哪一个有误？")


def _parallel(found: Sequence[tuple[Item, list[Item]]]) -> Iterator[Outcome]:
    """281户1078人：甲村61户247人…: where one column of the rows adds up, the list is complete, and the other has to."""
    for whole, parts in found:
        for other, theirs in found:
            if whole.figure.approx or len(parts) < _ROWS or len(theirs) != len(parts) or _closed(whole, parts):
                continue
            side = all(abs(part.i - their.i) == 1 for part, their in zip(parts, theirs, strict=True))
            if side and other.figure.value >= _LARGE and _adds_up_to(other, theirs):
                message = "同一份清单的另一列相加等于总数，这一列却不等"
                yield _sum("column_sum", "warn", message, whole, parts, "总述与分述哪一个有误？")


def _adds_up_to(whole: Item, parts: Sequence[Item]) -> bool:
    return sum((part.figure.value for part in parts), Decimal(0)) == whole.figure.value


def _column_sum(whole: Item, parts: Sequence[Item]) -> Iterator[Outcome]:
    span, target = total(p.figure for p in parts), interval(whole.figure)
    approximate = any(p.figure.approx for p in [whole, *parts])
    if span.meets(target, _SLACK if approximate else Decimal(0)):
        yield _sum("column_sum", None, "分述之和与总述相符", whole, parts)
        return
    for n in range(len(parts) - 1, 1, -1):  # rows after those that close speak of something else
        if not approximate and total(p.figure for p in parts[:n]).meets(target):
            yield _sum("column_sum", None, "前几行之和与总述相符", whole, parts[:n])
            return
    if (outcome := _slipped(whole, parts)) is not None:
        yield outcome
    elif span.low > target.high:
        close = span.low <= target.high * _OVERLAP and whole.figure.kind is not Kind.MONEY
        close = close and not any(_SHARE.search(part.tail) or crosses(part) for part in parts)
        yield _sum(
            "column_sum",
            "warn" if close else "info",
            "分述之和大于总述",
            whole,
            parts,
            "总述的数是否有误，或分述有重复？",
        )
    elif meant_whole(whole, parts):
        yield _sum("column_sum", "info", "分述之和小于总述，可能未列全", whole, parts, "其余的在哪里？")


def near_sums(layout: Layout) -> Iterator[Outcome]:
    """A total with 累计 or 共, and the state of things in the next sentence that all but adds up to it."""
    for n, items in layout.each():
        parts = [item for item in items if item.depth == 0]
        if len(parts) < 2 or not layout.adjoins(n) or not _SO_FAR.match(items[0].lead):
            continue
        for whole in layout.sentences[n - 1]:
            if not (whole.depth == 0 and _TOTAL.search(whole.lead)):
                continue
            if all(comparable(whole.figure, p.figure) for p in parts) and _same_subject(layout, whole, parts):
                yield from _near(whole, parts)


def _same_subject(layout: Layout, whole: Item, parts: Sequence[Item]) -> bool:
    words = layout.setting(whole).near | layout.setting(whole).group
    return all(layout.setting(part).near & words for part in parts)


def _near(whole: Item, parts: Sequence[Item]) -> Iterator[Outcome]:
    span, target = total(p.figure for p in parts), interval(whole.figure)
    if span.meets(target):
        yield _sum("near_sum", None, "各项之和等于总数", whole, parts)
    elif span.low == span.high and abs(span.low - whole.figure.value) <= _SLACK * whole.figure.value:
        yield _sum("near_sum", "warn", "各项之和与总数相差不到1%", whole, parts, "总数与各项哪一个有误，或口径不同？")


def remainders(layout: Layout) -> Iterator[Outcome]:
    """8个项目……其中一个已完工，其他7个: the rest and what was named make the whole."""
    for n, items in layout.each():
        for item in items:
            if not _REST.search(item.lead):
                continue
            before = [
                other for other in layout.back(n, 1) if other.i < item.i and comparable(other.figure, item.figure)
            ]
            yield from _rest(layout, before, item)


def _rest(layout: Layout, before: Sequence[Item], rest: Item) -> Iterator[Outcome]:
    """Named parts are figures after the whole, or one thing named in words (其中甲项目已完工)."""
    for whole in reversed(before):
        if whole.figure.value <= rest.figure.value:
            continue
        between = [item for item in before if item.i > whole.i]
        named = sum((item.figure.value for item in between), Decimal(0)) or _named(layout, whole, rest)
        if named and named + rest.figure.value == whole.figure.value:
            yield Outcome(
                "remainder",
                None,
                f"已列的{show(named, whole.figure)}加其余{rest.figure.text}等于{whole.figure.text}",
                spans_of([whole.figure, *(item.figure for item in between), rest.figure]),
                stated=show(whole.figure.value, whole.figure),
                computed=show(named + rest.figure.value, whole.figure),
                operands=(show(named, whole.figure), rest.figure.text),
            )
            return


def _named(layout: Layout, whole: Item, rest: Item) -> Decimal:
    words = layout.text[whole.figure.end : rest.figure.start]
    among = words.rfind("其中")
    return Decimal(words.count("、", among) + 1) if among >= 0 else Decimal(0)


def counted(layout: Layout) -> Iterator[Outcome]:
    """完成8个项目。4个邻里改造项目以及甲小区、乙小区…: a number and a list of names make the whole."""
    for n, items in layout.each():
        if not layout.adjoins(n) or len(items) != 1:
            continue
        whole, part = layout.sentences[n - 1][-1], items[0]
        listed = _ALSO_LIST.search(part.tail)
        if listed and comparable(whole.figure, part.figure) and part.figure.value < whole.figure.value:
            names = listed[1].count("、") + 1
            if part.figure.value + names == whole.figure.value:
                yield Outcome(
                    "remainder",
                    None,
                    f"{part.figure.text}加所列{names}项等于{whole.figure.text}",
                    spans_of([whole.figure, part.figure]),
                    stated=show(whole.figure.value, whole.figure),
                    computed=show(part.figure.value + names, whole.figure),
                    operands=(part.figure.text, str(names)),
                )


def nested(layout: Layout) -> Iterator[Outcome]:
    """Two or more numbers of one unit right after a larger one that add up to it exactly: a breakdown without a cue.

    Only a sum that closes is told; one that does not is no finding, for nothing says that it should.
    """
    for n, items in layout.each():
        own = [item for item in layout.back(n, 1) if item.depth == 0]
        for k, whole in enumerate(own):
            if whole.figure.value < 20 or whole.figure.approx:
                continue
            parts = [o for o in own[k + 1 :] if comparable(o.figure, whole.figure) and not o.figure.approx][:6]
            for size in range(2, len(parts) + 1):
                if sum((p.figure.value for p in parts[:size]), Decimal(0)) == whole.figure.value and (
                    parts[size - 1].figure.sentence == items[0].figure.sentence
                ):
                    yield _sum("partition_sum", None, "后列各项之和等于前数", whole, parts[:size])
                    break


def _sum(
    rule: str, severity: Severity | None, message: str, whole: Item, parts: Sequence[Item], question: str | None = None
) -> Outcome:
    return sum_outcome(rule, severity, message, whole.figure, [part.figure for part in parts], question)
