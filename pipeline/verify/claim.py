"""The gate of the pipeline: one claim whose figures and evidence sentences are known."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from pipeline.domain.figure import Figure
from pipeline.domain.span import Span
from pipeline.figures.sign import is_minus, touched
from pipeline.verify.align import named_by, near_silent, same_words, usurper
from pipeline.verify.index import SourceIndex
from pipeline.verify.judge import judge, other_period, quote
from pipeline.verify.problem import Problem
from pipeline.verify.respectively import broken_lists
from pipeline.verify.setting import Setting, read_settings
from pipeline.verify.strings import fold, loose_numerals, where

_RIVALS = 60  # figures on either side whose words are compared: a sentence of thousands must not go quadratic
_BLANK = re.compile(r"\s+")
_WIDE = str.maketrans(",;:()", "，；：（）")  # a claim has the marks of Chinese print, whatever its report has
# A digit, numeral or sign that would change the number it touches.
_GLUED = re.compile(r"(?:\d[.,]?|\.|(?P<sign>[-－−﹣‐‑–—负])|[一二两三四五六七八九十百千万亿])$")
_UNIT_GOES_ON = re.compile(r"^(?:次(?!性)|个?百分点|万|亿|[美欧港日]?元|倍|[/%‰]|\d)")


class Mark(Protocol):
    """Which figure stands where in a text; `pipeline.domain.result.FigureMark` is one."""

    @property
    def id(self) -> str:
        """Id of the report's figure."""

    @property
    def start(self) -> int:
        """First character of its words in the text."""

    @property
    def end(self) -> int:
        """One past the last."""


def check_claim(
    text: str, marks: Sequence[Mark], evidence: Sequence[Span], source: SourceIndex, *, planned: bool = False
) -> list[Problem]:
    """Everything wrong with `text` as a claim on the sentences `evidence` of `source`; [] when it may be published.

    `text` has the report's own words in place of references and `marks` say which figure stands where. A problem of
    severity error refuses the claim. `planned`: the claim is given as a plan, so it need not say 计划 itself.
    """
    ordered = sorted(marks, key=lambda mark: mark.start)
    spans = [(mark.start, mark.end) for mark in ordered]
    settings = read_settings(text, spans)
    cited, starts = source.within(evidence), {start for start, _ in spans}
    said = {source.place[mark.id]: mark.start for mark in ordered if mark.id in source.place}
    problems: list[Problem] = []
    for mark, told in zip(ordered, settings, strict=True):
        place = source.place.get(mark.id)
        touching = mark.end in starts  # 拆违42处4500平方米: the digit after it is another figure's
        problems += list(_identity(text, mark, place, cited, source, touching)) or list(
            _words(told, place, cited, said, source, planned)
        )
    problems += _torn(text, ordered, source)
    problems += _loose(text, spans, evidence, source)
    return sorted(problems, key=lambda problem: (problem.start, problem.end))


def _torn(text: str, ordered: Sequence[Mark], source: SourceIndex) -> Iterator[Problem]:
    """A number taken out of its 分别 list: whose it is can no longer be told."""
    told = [source.place[mark.id] for mark in ordered if mark.id in source.place]
    torn = set(broken_lists(source.report.text, source.figures, told, text))
    for mark in ordered:
        if source.place.get(mark.id) in torn:
            message = f"原文用“分别”并列的几个数要一起写，“{text[mark.start : mark.end]}”单独写就分不清是谁的"
            yield Problem("attribution", "error", message, mark.start, mark.end, mark.id)


def _identity(
    text: str, mark: Mark, place: int | None, cited: list[int], source: SourceIndex, touching: bool
) -> Iterator[Problem]:
    """Is it the figure it says, in full, and of a cited sentence?"""
    words = text[mark.start : mark.end]
    if place is None:
        yield Problem("unsupported", "error", f"原文没有编号为{mark.id}的数", mark.start, mark.end)
        return
    figure = source.figures[place]
    if _BLANK.sub("", words) != _BLANK.sub("", figure.text):  # a line the report breaks inside a number is mended
        message = f"这里写的是“{words}”，原文的数是“{figure.text}”"
        yield Problem("quotation", "error", message, mark.start, mark.end, mark.id)
    elif place not in cited:
        message = f"“{words}”不在所引的句子里，原文为“{quote(source.settings[place])}”"
        yield Problem("evidence", "error", message, mark.start, mark.end, mark.id)
    elif _glued(text, mark, source.settings[place], figure) or (
        not touching and _unit_changed(text, mark, source.settings[place])
    ):
        message = f"“{words}”前后连着别的数字或单位，读出来不是原文的数“{figure.text}”"
        yield Problem("unit_mismatch", "error", message, mark.start, mark.end, mark.id)


def _glued(text: str, mark: Mark, source: Setting, figure: Figure) -> bool:
    """Does a digit or dash touch the number that does not touch it in the source (分别-6.2%、-19.3%)?"""
    told = _GLUED.search(text[max(0, mark.start - 2) : mark.start])
    if told is None:
        return False
    if told["sign"] and (
        touched(source.text, source.start) or is_minus(text, mark.start, figure.kind, figure.unit_norm)
    ):
        return False  # another width of the sign, or one that `judge` holds against the source's words
    return not source.text.endswith(told.group(), 0, source.start)


def _unit_changed(text: str, mark: Mark, source: Setting) -> bool:
    told = _UNIT_GOES_ON.match(text[mark.end : mark.end + 4])
    return told is not None and not source.text.startswith(told.group(), source.end)


def _words(
    told: Setting, place: int | None, cited: list[int], said: Mapping[int, int], source: SourceIndex, planned: bool
) -> Iterator[Problem]:
    assert place is not None  # `_identity` yields a problem otherwise
    figure, own = source.figures[place], source.settings[place]
    if _from_the_start(told, own):
        return
    copied = _copied(told, own)
    rivals = (
        source.settings[i]
        for i in cited
        if abs(i - place) <= _RIVALS
        and source.figures[i].text != figure.text
        and (source.figures[i].unit_norm == figure.unit_norm or source.figures[i].kind is figure.kind)
        and (not copied or same_words(told, source.settings[i]))
        and not (_in_turn(i, place, told, said) and near_silent(told, own, source.settings[i]))
    )
    later = (source.settings[i] for i in cited if place < i <= place + _RIVALS)
    stolen = usurper(told, own, rivals) or (None if copied else named_by(told, own, later))
    if stolen is not None:
        message = f"这里的话说的是“{quote(stolen)}”，而“{figure.text}”在原文是“{quote(own)}”"
        yield Problem("attribution", "error", message, told.start, told.end, figure.id)
        return
    yield from other_period(told, own, figure, source.report.outline.head.period)
    for problem in () if copied else judge(told, own, figure, planned=planned):
        # A reader of a digest cannot see a limit that was left out, so the gate is stricter than `verify`.
        if problem.code == "marker_lost" and told.softened != own.softened and told.base == own.base:
            yield Problem("marker_lost", "error", problem.message, problem.start, problem.end, problem.figure)
        else:
            yield problem


def _from_the_start(told: Setting, own: Setting) -> bool:
    """Is it told in the report's own words, from the start of its sentence to the end of its clause?

    Then no rule can find a difference: each compares what it reads there, and what stands further off is of the
    other numbers.
    """
    behind = told.text[told.end : told.reach.right] == own.text[own.end : own.reach.right]
    return behind and told.text[told.reach.sentence[0] : told.start] == own.text[own.reach.sentence[0] : own.start]


def _copied(told: Setting, own: Setting) -> bool:
    """Do the same words, and words that say something, stand round it back to the number before it and to the comma?

    Then `judge` reads the same of both, and only a rival between the very same words can be meant.
    """
    return (
        same_words(told, own)
        and told.after == own.after
        and told.label == own.label
        and told.softened == own.softened
        and told.left.translate(_WIDE) == own.left.translate(_WIDE)
        and told.governed.translate(_WIDE) == own.governed.translate(_WIDE)
        and not told.listed
    )


def _in_turn(rival: int, place: int, told: Setting, said: Mapping[int, int]) -> bool:
    """Does the claim carry the rival too, and in the report's order (检查甲3次、乙2次，查处隐患5条、4条)?"""
    return rival in said and (said[rival] < told.start) == (rival < place)


def _loose(text: str, spans: list[tuple[int, int]], evidence: Sequence[Span], source: SourceIndex) -> Iterator[Problem]:
    """Numerals outside the marks must stand, as strings, in the cited words and not be a figure there."""
    free = "\n".join(span.of(source.unfigured) for span in evidence)
    year = source.report.outline.head.year
    known = free + (f"\n{year}年" if year else "")
    folded = fold(text)
    for start, end in loose_numerals(folded, spans):
        if where(folded, start, end, known) >= 0:
            continue
        message = f"“{text[start:end]}”不是引用的数，所引的句子里也没有这样的日期、名称或序号"
        yield Problem("unsupported", "error", message, start, end)
