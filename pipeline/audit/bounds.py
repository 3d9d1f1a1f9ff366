"""What was dealt with cannot be more than what was found, received or at stake: 发现3757条, 整改3742条.

The verbs give the order. A breach is told only where both stand in one sentence and name the same thing; where they do
not, a breach may be another scope, and nothing is said.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.audit.interval import interval
from pipeline.audit.layout import Item, Layout, comparable
from pipeline.audit.outcome import Outcome, Severity, show, spans_of
from pipeline.domain.figure import Kind

_FOUND = re.compile(
    r"发现|查出|查摆|排查|排摸|摸排|检查|受理|收到|接到|收集|登记|录入|申报|申请|核查|涉及|承担|任务|目标|计划|总|共|累计|鉴定|签约|征集|梳理|"
    r"占地|现有|辖区|确定|列入|反映|第一批|产生|下达|上报"
)
_DEALT = re.compile(
    r"整改|办结|解决|化解|完成|消除|通过|拆除|拆迁|鉴定|签约|下达|处罚|立案|下架|满意|清零|腾空|验收|销号|关停|在建|处置|回复|学历|集中|清空|受理"
)
_NEAR = 24  # numbers before one that are looked at whatever they are of
_MOST = 60  # and of those found or received
_SO_FAR = re.compile(r"累计|截至目前|截止目前|至今")
_SINCE = re.compile(r"特别是|尤其是|其中|月以来")
_BESIDE = 12  # characters between two numbers of one clause
_SAME_OBJECT = 2  # shared bigrams that make two numbers numbers of one thing
_PERSONS = {"批": "人次", "轮": "人次", "件": "人次", "场": "人次", "场次": "人次", "次": "人次"}


def bounds(layout: Layout) -> Iterator[Outcome]:
    """Pairs of found and dealt with, within the sentence and the two before it."""
    for n, items in layout.each():
        around = [item for item in layout.back(n, 2) if item.figure.kind not in (Kind.PERCENT, Kind.POINT)]
        found = [item for item in around if _FOUND.search(_words(layout, item))]
        dealt = {item.i for item in around if _DEALT.search(_words(layout, item))}
        for k, part in enumerate(around):
            if part.i < items[0].i:
                continue
            yield from _against_found(layout, found, part, dealt)
            yield from _against_all(layout, around[max(0, k - _NEAR) : k], part)


def _against_found(layout: Layout, found: list[Item], part: Item, dealt: set[int]) -> Iterator[Outcome]:
    if part.i not in dealt:
        return
    for whole in found[-_MOST:]:
        if whole.i < part.i and comparable(whole.figure, part.figure):
            yield from _told(layout, whole, part, "办理数不大于总数")


def _against_all(layout: Layout, around: list[Item], part: Item) -> Iterator[Outcome]:
    """Persons against batches, and a stretch of time against the whole of it, whatever the verbs."""
    so_far, since = _SO_FAR.search(_sentence_before(layout, part)), _SINCE.search(part.lead)
    for whole in around:
        if _PERSONS.get(whole.figure.unit_norm) == part.figure.unit_norm and whole.i + 1 == part.i:
            yield from _told(layout, part, whole, "一批、一场至少一人次")
        elif (so_far or since) and comparable(whole.figure, part.figure) and _alike(layout, whole, part):
            if so_far:
                yield from _told(layout, part, whole, "一段时间的数不大于累计数")
            else:
                yield from _told(layout, whole, part, "其中一段时间的数不大于全年数")


def _words(layout: Layout, item: Item) -> str:
    """The words before it back to a comma and the noun after it; for a bare “面积” also those of the number before."""
    own = re.split("[,，;；。]", item.lead)[-1] + re.split("[,，;；。、]", item.tail)[0][:10]
    if item.i and not _FOUND.search(own) and not _DEALT.search(own):
        before = layout.figures[item.i - 1]
        if before.sentence == item.figure.sentence and len(item.lead) <= _BESIDE:
            return layout.settings[item.i - 1].before + layout.settings[item.i - 1].after + own
    return own


def _alike(layout: Layout, one: Item, other: Item) -> bool:
    return len(_content(layout, one) & _content(layout, other)) >= _SAME_OBJECT


def _sentence_before(layout: Layout, item: Item) -> str:
    """The words of the sentence up to the number."""
    return layout.text[layout.setting(item).reach.sentence[0] : item.figure.start]


def _content(layout: Layout, item: Item) -> frozenset[str]:
    return layout.setting(item).near | layout.setting(item).anchor


def _told(layout: Layout, whole: Item, part: Item, message: str) -> Iterator[Outcome]:
    low, high = interval(part.figure).low, interval(whole.figure).high
    if low <= high:
        yield _outcome(whole, part, None, message)
    elif _certain(layout, whole, part):
        yield _outcome(whole, part, "warn", "整改、办结的数大于发现、受理的数")


def _certain(layout: Layout, whole: Item, part: Item) -> bool:
    """发现隐患N条，整改M条: neighbours in one sentence, the verbs a pair, the object the same or left out."""
    if whole.i + 1 != part.i or whole.figure.unit_norm != part.figure.unit_norm or whole.depth != part.depth:
        return False
    if not (re.search("发现|查出", _words(layout, whole)) and re.search("整改|消除|销号", part.lead)):
        return False
    objects = layout.setting(part).near - layout.setting(whole).near
    return len(objects) <= _SAME_OBJECT + 1


def _outcome(whole: Item, part: Item, severity: Severity | None, message: str) -> Outcome:
    sign = "<=" if severity is None else ">"
    share = ""
    if whole.figure.value and whole.figure.unit_norm == part.figure.unit_norm:
        share = f"，占{(part.figure.value / whole.figure.value * 100).quantize(Decimal('0.01'))}%"
    return Outcome(
        "subset_bound",
        severity,
        f"{message}：{part.figure.text} {sign} {whole.figure.text}{share}",
        spans_of([whole.figure, part.figure]),
        stated=whole.figure.text,
        computed=f"{show(part.figure.value, whole.figure)}{sign}{show(whole.figure.value, whole.figure)}",
        question=None if severity is None else "两个数的口径是否相同（是否含上年结转）？",
        operands=(part.figure.text, whole.figure.text),
    )
