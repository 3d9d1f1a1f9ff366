"""The same indicator stated twice, also across sections: equal, or one of the two is wrong.

Reports repeat the words of a list for different things (查处隐患144条；…查处隐患20条), so two numbers are taken for one
indicator only when the words that name it are many and the same and neither sentence sets another time or part.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.audit.layout import Item, Layout, plain
from pipeline.audit.outcome import Outcome, spans_of
from pipeline.domain.figure import Figure, Kind

_LONG = 6  # bigrams of a name too long to be met twice by chance
_KEPT = 40  # numbers of one unit a new one is compared with
_SMALL = 14  # numbers below this are often equal by chance
_LARGE = 100  # and numbers from here on hardly ever
_ENOUGH = 3  # bigrams that make two equal numbers numbers of one thing
_OTHER_TIME = re.compile(
    r"其中|上半年|下半年|季度|\d+月|月份|去年|上年|同期|截至|截止|目前|累计|今年|明年|新增|分别|另|每|平均|人均|本级|[县区市省乡镇]级|全[县区市省乡镇]|预期|预计|预算|计划|目标|[一二三四]是|五年|20\d\d|"
    r"再|又|还|第[一二三四五六七八九十\d]|[\u4e00-\u9fff]{2,6}(?:社区|村|镇|街道|小区|片区|园区|公司|县|区|市|省)"
)
_SHARE = re.compile(r"占[^,，;；。]{0,20}$")  # 占总数的23.9%: the words name the whole, not the part
_UNIT_PAIR = re.compile(r"个|项|名|人")


def repeats(layout: Layout) -> Iterator[Outcome]:
    """Equal numbers of one name are a check passed; unequal ones under one long name are a finding."""
    seen: dict[str, list[int]] = {}
    for i, figure in enumerate(layout.figures):
        for j in seen.get(figure.unit_norm, ())[-_KEPT:]:
            yield from _compare(layout, j, i)
        seen.setdefault(figure.unit_norm, []).append(i)


def _compare(layout: Layout, j: int, i: int) -> Iterator[Outcome]:
    one, other = layout.figures[j], layout.figures[i]
    if one.text == other.text:
        mine, theirs = layout.settings[i], layout.settings[j]
        shared = len(mine.near & theirs.near)
        if shared >= (_ENOUGH if one.value < _SMALL else 1) or (
            one.value >= _LARGE and len(mine.group & theirs.group) >= _ENOUGH
        ):
            yield _outcome(one, other, same=True)
        return
    if one.sentence == other.sentence or one.approx or other.approx or one.status is not other.status:
        return
    if _one_name(layout, j, i):
        yield _outcome(one, other, same=False, sure=_one_sentence(layout, j, i))


def _one_sentence(layout: Layout, j: int, i: int) -> bool:
    """One section, and the same words from the start of the sentence to the number: no other subject can be meant.

    Two lists under the same headings (建议A类、B类…，提案A类、B类…) share the words right before each number only, and
    what stands between the two may have turned to another time or place (10月份…。1月至10月累计…).
    """
    sentences = layout.report.outline.sentences
    one, other = (sentences[layout.figures[k].sentence - 1] for k in (j, i))
    leads = [_bare(layout.text[s.span.start : layout.figures[k].start]) for s, k in ((one, j), (other, i))]
    between = layout.text[layout.figures[j].end : layout.figures[i].start]
    return one.section == other.section and leads[0] == leads[1] and not _OTHER_TIME.search(between)


def _bare(words: str) -> str:
    return re.sub(r"\W", "", words)


def _one_name(layout: Layout, j: int, i: int) -> bool:
    mine, theirs = layout.settings[i], layout.settings[j]
    if mine.near != theirs.near or len(mine.near) < _LONG or mine.direction or theirs.direction:
        return False
    windows = [s.text[s.reach.sentence[0] : s.reach.right] for s in (mine, theirs)]
    return not any(_OTHER_TIME.search(words) or _SHARE.search(words) for words in windows)


def _outcome(one: Figure, other: Figure, *, same: bool, sure: bool = False) -> Outcome:
    return Outcome(
        "repeat",
        None if same else "warn" if sure else "info",
        f"同一指标两处都是{one.text}" if same else f"同一指标前后不一：前为{one.text}，后为{other.text}",
        spans_of([one, other]),
        stated=one.text,
        computed=other.text,
        question=None if same else "两处说的是否同一件事？以哪个为准？",
        operands=(one.text, other.text),
    )


def liaisons(layout: Layout) -> Iterator[Outcome]:
    """划分微网格478个，配备微网格联络员478名: one for each."""
    for _, items in layout.each():
        for before, item in pairwise(items):
            if plain(before.figure) != plain(item.figure) or before.figure.unit_norm == item.figure.unit_norm:
                continue
            if layout.setting(before).near & layout.setting(item).near and _counts(before) and _counts(item):
                yield _outcome(before.figure, item.figure, same=True)


def _counts(item: Item) -> bool:
    return item.figure.kind in (Kind.COUNT, Kind.PEOPLE) and bool(_UNIT_PAIR.search(item.figure.unit_norm))
