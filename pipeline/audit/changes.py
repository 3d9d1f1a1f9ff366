"""From one level to another: the direction told and, where a rate stands beside it, the rate."""

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from pipeline.audit.interval import interval, printed
from pipeline.audit.layout import Item, Layout, comparable
from pipeline.audit.outcome import Outcome, Severity, spans_of
from pipeline.domain.figure import Kind

_FROM = re.compile(r"(?:从|由)[^,，;；。、]{0,12}$")
# 由下降3.2%提高到增长2.1%, 由每月5次增加到每周3次: the sign or the base is in the words, not in the numbers.
_SIGNED = re.compile(r"(?:增长|下降|减少|降低|负|亏损|每[^,，;；。]{0,4})[^,，;；。\d至到为]{0,2}$")
# Less of these is better: 时限由20天提高到5天, 排名由第8名上升到第3名 are no contradiction.
_LESS_IS_MORE = re.compile(r"时限|时间|时长|周期|用时|耗时|工作日|效率|提速|排名|名次|位次|位居|降幅|跌幅|降速|第\s*$")
_REAL_GROWTH = re.compile(r"生产总值|GDP|gdp|增加值|总产值|可比|不变价|实际")  # these grow at constant prices
_TO_UP = re.compile(
    r"^[^,，;；。]{0,12}?(?:增长|增加|上升|提高|提升|扩大|增|升|跃升|攀升|发展|拓展)[至到为](?:了)?[^,，;；。]{0,6}$"
)
_TO_DOWN = re.compile(
    r"^[^,，;；。]{0,12}?(?:下降|减少|降低|锐减|缩减|压减|缩短|精简|压缩|减|降|缩)[至到为](?:了)?[^,，;；。]{0,6}$"
)
_RATE_UP = re.compile(
    r"^[^,，、;；。]{0,8}[,，、]\s*(?:同比|共|净|累计|总共|比上年|较上年)?(?:增长|增幅|升幅|提高|上升)(?:了|达|为)?$"
)
_RATE_DOWN = re.compile(
    r"^[^,，、;；。]{0,8}[,，、]\s*(?:同比|共|净|累计|总共|比上年|较上年)?(?:下降|降幅|减少|降低)(?:了|达|为)?$"
)


def changes(layout: Layout) -> Iterator[Outcome]:
    """从498台锐减至60台."""
    for _, items in layout.each():
        for k in range(1, len(items)):
            start, end = items[k - 1], items[k]
            if not (_FROM.search(start.lead) and comparable(start.figure, end.figure)):
                continue
            if _SIGNED.search(start.lead) or _SIGNED.search(end.lead):
                continue
            up, down = _TO_UP.match(end.lead), _TO_DOWN.match(end.lead)
            if up or down:
                yield _direction(start, end, rising=bool(up))
                yield from _rate(start, end, items[k + 1 :], rising=bool(up))


def _direction(start: Item, end: Item, *, rising: bool) -> Outcome:
    low, high = (start, end) if rising else (end, start)
    good = interval(low.figure).low < interval(high.figure).high
    rate = _change(start, end).quantize(Decimal("0.01"), ROUND_HALF_UP)
    word = "增" if rising else "减"
    severity: Severity | None = None
    if not good:
        severity = "info" if rising and _LESS_IS_MORE.search(start.lead + start.figure.text) else "error"
    return Outcome(
        "from_to",
        severity,
        f"从{start.figure.text}到{end.figure.text}，变动{rate:+f}%，"
        + (f"与“{word}”相符" if good else f"与“{word}”相反"),
        spans_of([start.figure, end.figure]),
        stated=word,
        computed=f"{rate:+f}%",
        question=None if good else "起点与终点是否写反？",
        operands=(start.figure.text, end.figure.text),
    )


def _change(start: Item, end: Item) -> Decimal:
    return (end.figure.value / start.figure.value - 1) * 100 if start.figure.value else Decimal(0)


def _rate(start: Item, end: Item, after: Sequence[Item], *, rising: bool) -> Iterator[Outcome]:
    """由甲增加到乙，增长P%: P is worked out from the two."""
    rate = after[0] if after else None
    pattern = _RATE_UP if rising else _RATE_DOWN
    if rate is None or not pattern.match(rate.lead) or not start.figure.value:
        return
    if rate.figure.kind is Kind.POINT and start.figure.kind is end.figure.kind is Kind.PERCENT:
        yield from _points(start, end, rate)
        return
    if rate.figure.kind is not Kind.PERCENT:
        return
    if start.figure.kind in (Kind.PERCENT, Kind.POINT) or rate.figure.approx:
        return
    value = abs(_change(start, end))
    span = printed(end.figure).over(printed(start.figure))
    bounds = sorted((abs(span.low - 1) * 100, abs(span.high - 1) * 100))
    half = rate.figure.ulp / 2
    severity: Severity | None = None
    if abs(value - rate.figure.value) > rate.figure.ulp:
        inside = bounds[0] - half <= rate.figure.value <= bounds[1] + half
        severity = "info" if inside else "error"
    if severity is not None and _REAL_GROWTH.search(start.lead + end.lead):
        return
    computed = f"{value.quantize(Decimal('0.0001'), ROUND_HALF_UP)}%"
    message = "变动率与起点、终点" + ("相符" if severity is None else "不符")
    yield Outcome(
        "rate",
        severity,
        f"{message}：{start.figure.text} → {end.figure.text}，变动{computed}，文中为{rate.figure.text}",
        spans_of([start.figure, end.figure, rate.figure]),
        stated=rate.figure.text,
        computed=computed,
        question=None if severity is None else "起点、终点和变动率哪一个有误？",
        operands=(start.figure.text, end.figure.text),
    )


def _points(start: Item, end: Item, rate: Item) -> Iterator[Outcome]:
    """破案率从41%升至64.6%，提高23.6个百分点: the difference of the two."""
    if rate.figure.approx or start.figure.approx or end.figure.approx:
        return
    value = abs(end.figure.value - start.figure.value)
    good = abs(value - rate.figure.value) <= (start.figure.ulp + end.figure.ulp + rate.figure.ulp) / 2
    message = "变动的百分点与起点、终点" + ("相符" if good else "不符")
    yield Outcome(
        "rate",
        None if good else "error",
        f"{message}：{start.figure.text} → {end.figure.text}，相差{value}个百分点，文中为{rate.figure.text}",
        spans_of([start.figure, end.figure, rate.figure]),
        stated=rate.figure.text,
        computed=f"{value}个百分点",
        question=None if good else "起点、终点和变动的百分点哪一个有误？",
        operands=(start.figure.text, end.figure.text),
    )
