"""How a figure stands in its report: the words that lead to it and follow it, what limits it, whether it is a part.

Everything is read off folded text, in which one character stands for one: Chinese punctuation and brackets, ASCII
digits and letters. So a rule is written once for both widths.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.domain.figure import Kind
from pipeline.domain.report import Report, Role, Sentence
from pipeline.domain.result import FigureRow
from pipeline.figures.sign import sign_start
from pipeline.figures.units import norm

_WINDOW = 240  # characters of a sentence looked back over: what stands before says nothing of the figure
_FOLDED = {0xFF01 + i: 0x21 + i for i in range(94)} | {
    ord(a): b for a, b in zip(",;:()（），；：", "，；：（）（），；：", strict=True)
}
_SPACE = re.compile(r"\s+")
_STRETCH = re.compile(r"[^，；。：（）、！？!?]*")  # up to the next mark
_JOINED = re.compile(r"^[、和及与并]+|^以及")
_LEANING = re.compile(r"^(?:其?(?:拆除|涉及|总|共)*(?:建筑|占地)?(?:总)?面积)?(?:约|近|达到?|为|共计?|累计|合计)*$")
_PART = re.compile(r"其中|特别是|尤其是?|包括|包含")
_ANEW = re.compile(r"，(?:今年|截[至止]|全[街镇乡县市区省州旗])")  # what is said behind it is of the whole again
_LIMIT = re.compile(
    r"截[至止]到?(?:(?:20\d\d年)?\d{1,2}月(?:\d{1,2}[日号]|份?(?:上旬|中旬|下旬|底|末)|份)?|目前|今|现在|年底|年末|上半年)|"
    r"(?:20\d\d年)?(?:上半年|下半年|[一二三四]季度|第[一二三四]季度|前[一二三]季度|1月?[-—–~至到]\d{1,2}月份?)"
)
_WHOLE = re.compile(r"^(?:截[至止]到?)?(?:20\d\d年)?(?:12月(?:31[日号]|份?[底末]|份)|年[底末]|1月?[-—–~至到]12月份?)$")
_RESET = re.compile(r"全年|今年(?:共|以来)?|本年|1月?[-—–~至到]12月")
_YEAR = re.compile(r"(?<![比较从由自与同于至])(20\d\d)年")
_LAST = re.compile(r"(?<![比较同与于是占])(?:去年|上年|上一年|前年)(?!同期|同|末|底)|20\d\d年?[-—–~至]20\d\d年")
_TERM = re.compile(
    r"(?:[两二三四五六七八九十]|\d{1,2})年(?:来|间|期间|累计)|“?十[一二三四五]五”?(?:时期|期间|以来|末)|"
    r"过去[两二三四五几]年|近[年几两二三四五]年?来?|本届|任期|历年|年均"
)
_THIS = re.compile(r"今年|本年|全年")
_ONE_YEAR = re.compile(r"(?:过去)?一年来")


def fold(text: str) -> str:
    """`text` with punctuation as Chinese has it, digits and letters as ASCII has them; as many characters as before."""
    return text.translate(_FOLDED)


@dataclass(frozen=True, slots=True)
class Frame:
    """A figure and the words round it, folded and without white space."""

    row: FigureRow
    unit: str  # canonical; 元 for money without a unit
    lead: str  # the words of its clause up to it or its minus sign, back to the figure before
    phrase: str  # `lead`, or with the figure before it where it leans on that (226处、面积23636平方米)
    gap: str  # what stands between the figure before and it
    tail: str  # up to the next mark or figure
    context: str  # the clauses between ； up to the end of its own
    sentence: str  # the sentence up to the end of its clause
    part: bool  # in brackets, or under 其中
    bracketed: bool  # in brackets
    other: bool  # of another year or of several
    limit: str | None  # 截至9月底, 上半年: what its time is limited to
    intended: bool  # stands in the part of plans
    previous: "Frame | None"  # the figure before it in the sentence


def frames_of(report: Report, rows: Sequence[FigureRow]) -> list[Frame]:
    """The frames of the figures of the body, in order of the text."""
    text = fold(report.text)
    frames: list[Frame] = []
    scope = _Scope(report, text)
    for number, held in groupby(sorted(rows, key=lambda row: row.start), key=lambda row: row.sentence):
        if 0 < number <= len(report.outline.sentences):
            sentence = report.outline.sentences[number - 1]
            scope.enter(sentence)
            frames += _frames(text, sentence, list(held), scope)
    return frames


def _frames(text: str, sentence: Sentence, rows: Sequence[FigureRow], scope: "_Scope") -> Iterator[Frame]:
    previous: Frame | None = None
    starts = [clause.start for clause in sentence.clauses] or [sentence.span.start]
    opening = _bare(text[sentence.span.start : sentence.span.start + 12])
    for place, row in enumerate(rows):
        end = rows[place + 1].start if place + 1 < len(rows) else sentence.span.end
        follows = previous.row.end if previous else 0
        begin = max(starts[max(0, bisect_right(starts, row.start) - 1)], follows)
        sign = max(begin, sign_start(text, row.start, Kind(row.kind), norm(row.unit)))
        window = text[max(sentence.span.start, row.start - _WINDOW) : row.start]
        tail = _tail(text, row.end, end)
        lead = _JOINED.sub("", _bare(text[begin:sign]).rpartition("：")[2])
        segment = window.rpartition("；")[2]
        previous = Frame(
            row=row,
            unit="元" if row.kind == "money" and not row.unit else norm(row.unit),
            lead=lead,
            phrase=_phrase(lead, row, previous, "；" in text[follows : row.start]),
            gap=_bare(text[previous.row.end : sign][:_WINDOW]) if previous else "",
            tail=tail,
            context=_bare(segment) + "#" + tail,
            sentence=_bare(window) + "#" + tail,
            part=_is_part(segment) or bool(_PART.match(opening)) or _bracketed(window),
            bracketed=_bracketed(window),
            other=scope.other(window, segment),
            limit=scope.limit(window),
            intended=scope.intended,
            previous=previous,
        )
        yield previous


def _bare(text: str) -> str:
    return _SPACE.sub("", text)


def _tail(text: str, start: int, end: int) -> str:
    found = _STRETCH.match(text, start, min(end, start + 40))
    return _bare(found[0]) if found else ""


def _is_part(segment: str) -> bool:
    """True behind 其中, unless a clause behind it speaks of the whole again."""
    parts = list(_PART.finditer(segment))
    return bool(parts) and _ANEW.search(segment, parts[-1].end()) is None


def _bracketed(window: str) -> bool:
    return window.count("（") > window.count("）")


def _phrase(lead: str, row: FigureRow, previous: Frame | None, apart: bool) -> str:
    """`lead`, with the words of the figure before where it has none of its own: 226处、面积23636平方米."""
    if previous is None or apart or not _LEANING.match(lead) or norm(row.unit) == previous.unit:
        return lead
    return f"{previous.phrase}{previous.tail}{lead}"


class _Scope:
    """What holds beyond a sentence: the limit that opens a paragraph, the years of a section, the part of plans."""

    def __init__(self, report: Report, text: str) -> None:
        self._report, self._text, self._number = report, text, 0
        self._carried: str | None = None
        self._term = self.intended = False

    def enter(self, sentence: Sentence) -> None:
        """Go on to `sentence`, past those without figures."""
        sentences = self._report.outline.sentences
        for one in sentences[self._number : sentence.number]:
            before = sentences[one.number - 2].span.end if one.number > 1 else 0
            broken = self._text[max(0, before - 2) : before].rstrip()[-1:] == "；"  # by the page, inside a list
            if "\n" in self._text[before : one.span.start] and not broken:
                opening = _bare(self._text[one.span.start : one.span.start + 24])
                found = _LIMIT.match(opening)
                self._carried = found[0] if found and opening[found.end() : found.end() + 1] in ("，", "") else None
                self._term = _several_years(opening)
        self._number = sentence.number
        self.intended = self._report.outline.role(sentence) not in (Role.WORK, Role.PREFACE)
        self._path = fold(" ".join(self._report.outline.path(sentence.section)))

    def limit(self, window: str) -> str | None:
        """The nearest limit before the figure in its sentence, else the paragraph's; None when it is the year's."""
        said = list(_LIMIT.finditer(window))
        whole = [found.end() for found in _RESET.finditer(window)]
        if said and not any(end > said[-1].end() for end in whole):
            limit: str | None = said[-1][0]
        else:
            limit = None if whole else self._carried
        if limit is None:
            period = fold(self._report.outline.head.period or "")
            limit = period if _LIMIT.fullmatch(period) else None
        if limit is None or _WHOLE.match(limit):
            return None
        year = self._report.outline.head.year
        return limit.replace(f"{year}年", "", 1) if year else limit

    def other(self, window: str, segment: str) -> bool:
        """True when it is of another year, or of several."""
        year, said = self._report.outline.head.year, _YEAR.findall(window)
        if year and said and int(said[-1]) != year:
            return True
        carried = self._term and not said and not _THIS.search(window)
        return carried or bool(_LAST.search(segment)) or _several_years(window) or _several_years(self._path)


def _several_years(text: str) -> bool:
    return bool(_TERM.search(_ONE_YEAR.sub("", text)))
