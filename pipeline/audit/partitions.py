"""Kinds that make the whole whatever the report is about: three industries, town and country, men and women.

Where all kinds of such a set are listed under their whole, the list is complete and has to add up.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.audit.interval import interval, total
from pipeline.audit.layout import Item, Layout, comparable
from pipeline.audit.outcome import Outcome, spans_of, sum_outcome
from pipeline.domain.figure import Endpoint, Kind


@dataclass(frozen=True, slots=True)
class _Partition:
    kinds: tuple[re.Pattern[str], ...]
    whole: re.Pattern[str]  # words of the number they make up


def _partition(whole: str, *kinds: str) -> _Partition:
    return _Partition(tuple(re.compile(kind) for kind in kinds), re.compile(whole))


_PARTITIONS = (
    _partition(
        r"生产总值|GDP|gdp|增加值|[从就]业人[员数]",
        r"(?:第一产业|一产)(?!业?投资)",
        r"(?:第二产业|二产)",
        r"(?:第三产业|三产)",
    ),
    _partition(r"人口|零售|总户|低保|用户|投资", r"城镇|城市", r"乡村|农村"),
    _partition(r"人口|党员|学生|职工|教师|代表|总人", r"男", r"女"),
    _partition(r"收入", r"(?<!非)税收", r"非税"),
    _partition(r"进出口|外贸", r"(?<!进)出口", r"进口"),
    _partition(r"保费|保险", r"财产?险", r"人身险"),
)
_PER_HEAD = re.compile(r"人均|平均|户均|每|标准|价格|面积")  # such numbers of the kinds are not added
_REACH = 2  # sentences from the whole to the last kind
_FAR = Decimal("0.5")  # a sum off by more than half is one of other scope
_STRUCTURE = re.compile(
    r"(?:产业|内部|构成)[^,，;；。\d]{0,8}(?:结构|比[重例]?|占比|构成)[^;；。]{0,40}?"
    r"(?P<shares>\d{1,2}(?:\.\d+)?(?:\s*[:：∶]\s*\d{1,2}(?:\.\d+)?){2,6})(?![\d.%])"
)
_SHARES = re.compile(r"\d{1,2}(?:\.\d+)?(?:\s*[:：∶]\s*\d{1,2}(?:\.\d+)?){2,6}(?![\d.])")
_HUNDRED = Decimal(100)


def named(layout: Layout) -> Iterator[Outcome]:
    """Lists of all kinds of a set, after their whole in its sentence or the two after it."""
    for n, items in layout.each():
        words = layout.text[layout.spans[n].start : layout.spans[n].end]
        for partition in _PARTITIONS:
            if partition.kinds[-1].search(words):
                yield from _one(layout, n, items, partition)


def _one(layout: Layout, n: int, items: Sequence[Item], partition: _Partition) -> Iterator[Outcome]:
    around = [item for item in layout.back(n, _REACH) if _amount(item)]
    for k, last in enumerate(around):
        if last.i < items[0].i or not _names(last, partition.kinds[-1]):
            continue
        found = _list(around[: k + 1], partition)
        if found is not None:
            yield from _judge(*found)


def _amount(item: Item) -> bool:
    figure = item.figure
    return figure.kind not in (Kind.PERCENT, Kind.POINT, Kind.MULTIPLE) and figure.endpoint is not Endpoint.CHANGE


def _names(item: Item, kind: re.Pattern[str]) -> bool:
    return bool(kind.search(_own(item)))


def _own(item: Item) -> str:
    """The words of the number itself: back to a mark of the list."""
    return re.split("[,，、;；。:：(（)）]", item.lead)[-1]


def _list(around: Sequence[Item], partition: _Partition) -> tuple[Item, list[Item]] | None:
    """The kinds back from the last one, in their order and nothing of their unit between, and the whole before them."""
    last = around[-1]
    row = [item for item in around if comparable(item.figure, last.figure) and item.path == last.path]
    size = len(partition.kinds)
    parts, rest = row[-size:], row[:-size]
    if len(parts) < size or not rest or any(_PER_HEAD.search(_own(item)) for item in parts):
        return None
    if not all(_names(part, kind) for part, kind in zip(parts, partition.kinds, strict=True)):
        return None
    whole = next((item for item in reversed(rest) if partition.whole.search(_clause(item))), None)
    if whole is None or _PER_HEAD.search(_clause(whole)) or whole.figure.value < parts[0].figure.value:
        return None
    if any(kind.search(_clause(whole)) for kind in partition.kinds):
        return None
    return whole, parts


def _clause(item: Item) -> str:
    return re.split("[,，;；。]", item.lead)[-1] + re.split("[,，;；。]", item.tail)[0][:6]


def _judge(whole: Item, parts: Sequence[Item]) -> Iterator[Outcome]:
    span, target = total(part.figure for part in parts), interval(whole.figure)
    good = span.meets(target)
    gap = max(span.low - target.high, target.low - span.high, Decimal(0))
    if gap > whole.figure.value * _FAR:
        return
    yield sum_outcome(
        "partition_sum",
        None if good else "warn",
        "各项之和等于总数" if good else "这几项合起来就是总数，和却不等",
        whole.figure,
        [part.figure for part in parts],
        None if good else "总数与各项哪一个有误，或口径不同？",
    )


def structures(layout: Layout) -> Iterator[Outcome]:
    """三次产业结构为14.9:39.5:45.6: the shares make a hundred."""
    for found in _STRUCTURE.finditer(layout.text):
        for shares in _SHARES.finditer(layout.text, found.start("shares"), found.end() + 40):
            yield from _hundred(layout, shares)


def _hundred(layout: Layout, shares: re.Match[str]) -> Iterator[Outcome]:
    spans = [f for f in layout.figures if shares.start() <= f.start and f.end <= shares.end()]
    if len(spans) < 3:
        return
    made = sum((figure.value for figure in spans), Decimal(0))
    good = abs(made - _HUNDRED) <= len(spans) * max(figure.ulp for figure in spans) / 2
    yield Outcome(
        "structure",
        None if good else "warn" if abs(made - _HUNDRED) <= 10 else "info",
        f"构成相加{'为100' if good else '不是100'}：{shares[0]} = {made.normalize():f}",
        spans_of(spans),
        stated="100",
        computed=f"{made.normalize():f}",
        question=None if good else "哪一项有误？",
        operands=tuple(figure.text for figure in spans),
    )
