"""Figures with their place: section, sentence and clause of the outline, status, trend and indicator."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from pipeline.domain.figure import Direction, Endpoint, Figure, Numeral, Owner
from pipeline.domain.report import Cell, Outline, Role, Sentence
from pipeline.domain.span import Span
from pipeline.figures.cells import change, measured, read_cell, reported_year, told_status
from pipeline.figures.cues import Cues
from pipeline.figures.indicator import indicator
from pipeline.figures.reading import Reading
from pipeline.figures.sign import sign_start
from pipeline.figures.status import status
from pipeline.figures.trend import base, told_by_verb, trend, with_sign
from pipeline.figures.walk import readings
from pipeline.outline import read_outline

_SHARES = ("占", "为", "比", "完成年", "完成全年", "完成预算")  # a share of a target names no subject
_JOINTS = ("和", "、", "及", "与")
# Enum members as globals: reading one through its class takes ten times as long on Python 3.11.
_FIGURE = Owner.FIGURE


class _Place:
    """The sentence the walk is in; moves forward only."""

    __slots__ = (
        "at",
        "clause_at",
        "cues",
        "end",
        "headings",
        "indicator",
        "outline",
        "role",
        "section",
        "sentence",
        "start",
        "text",
        "trend",
    )

    def __init__(self, text: str, outline: Outline) -> None:
        self.text, self.outline = text, outline
        self.at = -1
        self.sentence: Sentence | None = None
        self.start = self.end = -1
        self.clause_at = 0
        self.section: int | None = None
        self.role: Role | None = None
        self.headings = [section.heading.start for section in outline.sections]
        self.cues = Cues(text, 0, 0)
        self.indicator = ""
        self.trend: tuple[Direction | None, Endpoint | None] = (None, None)

    def move(self, start: int) -> None:
        """Go to the sentence that holds `start`, or to the stretch between two sentences."""
        if start < self.end:
            return
        sentences = self.outline.sentences
        at = self.at
        while at + 1 < len(sentences) and sentences[at + 1].span.start <= start:
            at += 1
        self.at, self.clause_at, self.indicator = at, 0, ""
        if at >= 0 and start < sentences[at].span.end:
            self.sentence = sentences[at]
            self.start, self.end = self.sentence.span
        else:
            self.sentence = None
            self.start = self.text.rfind("\n", 0, start) + 1
            line = self.text.find("\n", start)
            self.end = min(
                len(self.text) if line < 0 else line,
                sentences[at + 1].span.start if at + 1 < len(sentences) else len(self.text),
            )
            self.start = max(self.start, sentences[at].span.end if at >= 0 else 0)
        self.section = self._section_at()
        self.role = self._role_at()
        self.cues = Cues(self.text, self.start, self.end)

    def _section_at(self) -> int | None:
        """The innermost section of the sentence; of a heading, the section it opens."""
        if self.sentence:
            return self.sentence.section
        at = bisect_right(self.headings, self.start) - 1
        sections = self.outline.sections
        return sections[at].id if at >= 0 and self.start < sections[at].heading.end else None

    def _role_at(self) -> Role | None:
        if self.sentence:
            return self.outline.role(self.sentence)
        return None if self.section is None else self.outline.sections[self.section].role

    def clause(self, reading: Reading) -> Span:
        """The clause of the outline that holds the figure; the line when it stands outside the sentences."""
        if self.sentence is None:
            return Span(self.start, self.end)
        clauses = self.sentence.clauses
        while self.clause_at < len(clauses) - 1 and clauses[self.clause_at].end <= reading.start:
            self.clause_at += 1
        return clauses[self.clause_at] if clauses else self.sentence.span


def find_figures(text: str, outline: Outline | None = None) -> list[Figure]:
    """Every figure of the body, in order of the text, with ids f1, f2, …"""
    outline = read_outline(text) if outline is None else outline
    return [figure for _, figure in _walk(text, outline) if figure]


def find_numerals(text: str, outline: Outline | None = None) -> list[Numeral]:
    """Every numeral of the text with its owner; those outside the body are furniture."""
    outline = read_outline(text) if outline is None else outline
    found = [_numeral(text, reading, reading.owner, figure) for reading, figure in _walk(text, outline)]
    edges = [0, *(edge for body in outline.body for edge in body), len(text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        found += (_numeral(text, reading, Owner.FURNITURE) for reading in readings(text, start, end))
    return sorted(found, key=lambda numeral: numeral.start)


def _numeral(text: str, reading: Reading, owner: Owner, figure: Figure | None = None) -> Numeral:
    return Numeral(reading.start, reading.end, text[reading.start : reading.end], owner, figure)


def _walk(text: str, outline: Outline) -> Iterator[tuple[Reading, Figure | None]]:
    place = _Place(text, outline)
    number = 0
    year = outline.head.year or reported_year(outline.cells)
    for span, cell in _stretches(outline):
        last = span.start
        read = readings(text, *span, outline.ends) if cell is None or cell.tells else read_cell(text, cell)
        for reading in read:
            figure = None
            if reading.owner is _FIGURE:
                number += 1
                place.move(reading.start)
                if cell is None:
                    figure = _figure(text, reading, place, last, number)
                else:
                    figure = _in_table(text, reading, place, cell, last, number)
                    figure.status = told_status(cell, year) or figure.status
                last = reading.end
            yield reading, figure


def _stretches(outline: Outline) -> Iterator[tuple[Span, Cell | None]]:
    """The body cut at the cells of its tables, in order."""
    cells = iter(outline.cells)
    cell = next(cells, None)
    for body in outline.body:
        begin = body.start
        while cell and cell.span.end <= body.end:
            yield Span(begin, cell.span.start), None
            yield cell.span, cell
            begin, cell = cell.span.end, next(cells, None)
        yield Span(begin, body.end), None


def _in_table(text: str, reading: Reading, place: _Place, cell: Cell, last: int, number: int) -> Figure:
    """A figure of a cell: its own words and, where it holds no sentence, the heads of the table say all of it."""
    if cell.tells:
        return _figure(text, reading, place, last, number)
    start, end = reading.start, reading.end
    words, first = cell.span.of(text), cell.span.start
    local = replace(reading, start=start - first, end=end - first)
    direction, endpoint = trend(words, local, 0)
    against = base(words, local, 0, direction)
    if endpoint is None:
        way, against_head, endpoint = change(text, reading, cell)
        direction, against = way or direction, against_head or against
    said = indicator(words, local, 0, "", direction, len(words)) if reading.unit else ""
    name = measured(cell) if said in ("", reading.unit) else said
    sentence = place.sentence
    return Figure(
        f"f{number}", start, end, text[start:end], reading.value, reading.value_hi, reading.unit, reading.unit_norm,
        reading.kind, reading.ulp, reading.marker, reading.bound, direction, against, endpoint,
        status(words, local, Cues(words, 0, len(words)), 0, place.role), name or said, place.section,
        sentence.number if sentence else 0, cell.span,
    )  # fmt: skip


def _figure(text: str, reading: Reading, place: _Place, last: int, number: int) -> Figure:
    start, end = reading.start, reading.end
    clause = place.clause(reading)
    segment = clause.start
    floor = segment if segment > last else last
    sign = sign_start(text, start, reading.kind, reading.unit_norm)
    if text[last:sign] not in _JOINTS:  # 分别增长5%和8%: the second changes like the first, whatever their signs
        place.trend = told_by_verb(text, reading, segment)
    direction, endpoint = with_sign(text, reading, segment, place.trend)
    measured = indicator(text, reading, floor, place.indicator, direction, place.end)
    if endpoint is None and not measured.startswith(_SHARES):
        place.indicator = measured
    sentence = place.sentence
    return Figure(
        f"f{number}", start, end, text[start:end], reading.value, reading.value_hi, reading.unit, reading.unit_norm,
        reading.kind, reading.ulp, reading.marker, reading.bound, direction, base(text, reading, segment, direction),
        endpoint, status(text, reading, place.cues, segment, place.role, place.outline.head), measured, place.section,
        sentence.number if sentence else 0, clause,
    )  # fmt: skip
