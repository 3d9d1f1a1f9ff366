"""A report's text as HTML: every character once, in order; sentences, headings, figures, findings marked in place."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Protocol

from markupsafe import Markup, escape

from pipeline.domain.report import Report
from pipeline.render.plain import visible

_FOLD = 160  # characters of page furniture in one run above which it is folded away


@dataclass(frozen=True, slots=True)
class Note:
    """A finding's span in the text; `number` is the finding's in the list, `place` the span's in the finding."""

    number: int
    place: int
    start: int
    end: int


class Marked(Protocol):
    """A number of the text to be marked; `pipeline.domain.result.FigureRow` is one."""

    @property
    def id(self) -> str:
        """Its name within the report."""

    @property
    def start(self) -> int:
        """Its first character."""

    @property
    def end(self) -> int:
        """One past its last."""

    @property
    def status(self) -> str:
        """How it looks: the first letter is its class in the style sheet."""


class _Layer:
    """Disjoint ranges in order, to ask which of them holds a place."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self.spans: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if start < end and (not self.spans or start >= self.spans[-1][1]):
                self.spans.append((start, end))
        self._starts = [start for start, _ in self.spans]

    def at(self, place: int) -> tuple[int, int] | None:
        i = bisect_right(self._starts, place) - 1
        return self.spans[i] if i >= 0 and place < self.spans[i][1] else None

    def cuts(self) -> Iterator[int]:
        for span in self.spans:
            yield from span


@dataclass(frozen=True, slots=True)
class _Segment:
    """Characters that every layer treats alike."""

    start: int
    end: int
    body: tuple[int, int] | None
    line: int
    sentence: tuple[int, int] | None


class SourceText:
    """The HTML of one report; `key` ("s1") begins every id in it."""

    def __init__(
        self, report: Report, key: str, rows: Sequence[Marked], notes: Sequence[Note], used: Iterable[str]
    ) -> None:
        self._text, self._key, self._used = visible(report.text), key, frozenset(used)
        outline = report.outline
        self._body = _Layer(outline.body)
        self._sentences = _Layer(s.span for s in outline.sentences)
        self._numbers: dict[tuple[int, int], int] = {s.span: s.number for s in outline.sentences}
        self._headings = _Layer(s.heading for s in outline.sections)
        self._levels: dict[tuple[int, int], int] = {s.heading: s.level for s in outline.sections}
        self._figures = _Layer((row.start, row.end) for row in rows)
        self._rows = {(row.start, row.end): row for row in rows}
        self._doubted = _merged((note.start, note.end) for note in notes)
        self._badges: dict[int, list[Note]] = {}
        for note in notes:
            held = self._figures.at(note.start)
            self._badges.setdefault(held[0] if held else note.start, []).append(note)
        self._named: set[tuple[int, int]] = set()

    def html(self) -> Markup:
        """The whole text; without tags it is `visible(report.text)`."""
        runs = groupby(self._segments(), key=lambda s: s.body)
        return Markup("").join(self._run(body, list(segments)) for body, segments in runs)

    def _segments(self) -> Iterator[_Segment]:
        layers = (self._body, self._sentences, self._headings, self._figures, self._doubted)
        lines = [i + 1 for i, character in enumerate(self._text) if character == "\n"]
        cuts = {0, len(self._text), *lines, *self._badges, *(cut for layer in layers for cut in layer.cuts())}
        places = sorted(cut for cut in cuts if 0 <= cut <= len(self._text))
        for start, end in pairwise(places):
            held = self._figures.at(start)
            if held and start > held[0]:
                continue  # a figure is never cut: its first segment carries all of it
            yield _Segment(
                start,
                held[1] if held else end,
                self._body.at(start),
                bisect_right(lines, start),
                self._sentences.at(start),
            )

    def _run(self, body: tuple[int, int] | None, segments: list[_Segment]) -> Markup:
        lines = groupby(segments, key=lambda s: s.line)
        inner = Markup("").join(self._line(list(line)) for _, line in lines)
        if body:
            return inner
        length = segments[-1].end - segments[0].start
        if length < _FOLD:
            return Markup('<div class="out">{}</div>').format(inner)
        return Markup('<details class="out"><summary data-n="{}"></summary>{}</details>').format(length, inner)

    def _line(self, segments: list[_Segment]) -> Markup:
        words = self._text[segments[0].start : segments[-1].end]
        parts = (self._sentence(span, list(some)) for span, some in groupby(segments, key=lambda s: s.sentence))
        return Markup('<span class="{}">{}</span>').format("l" if words.strip() else "l e", Markup("").join(parts))

    def _sentence(self, span: tuple[int, int] | None, segments: list[_Segment]) -> Markup:
        inner = Markup("").join(self._segment(segment) for segment in segments)
        if span is None:
            return inner
        number = self._numbers[span]
        name = Markup("") if span in self._named else Markup(' id="{}-n{}"').format(self._key, number)
        self._named.add(span)
        return Markup('<span class="s" data-n="{}"{}>{}</span>').format(number, name, inner)

    def _segment(self, segment: _Segment) -> Markup:
        badges = Markup("").join(self._badge(note) for note in self._badges.get(segment.start, ()))
        words = escape(self._text[segment.start : segment.end])
        doubted = self._doubted.at(segment.start) is not None
        heading = self._headings.at(segment.start)
        names = [f"h h{min(self._levels[heading], 4)}"] if heading else []
        names += ["q"] if doubted else []
        if row := self._rows.get((segment.start, segment.end)):
            return badges + self._figure(row, words, names)
        if not names:
            return badges + words
        return badges + Markup('<span class="{}">{}</span>').format(" ".join(names), words)

    def _figure(self, row: Marked, words: Markup, names: Sequence[str]) -> Markup:
        used = row.id in self._used
        names = ["f", row.status[0], *names, *([] if used else ["n"])]
        way_back = Markup('href="#{}"').format(use_id(self._key, row.id))
        target = way_back if used else Markup('tabindex="0" role="button"')
        name = figure_id(self._key, row.id)
        return Markup('<a id="{}" class="{}" {}>{}</a>').format(name, " ".join(names), target, words)

    def _badge(self, note: Note) -> Markup:
        shape = '<a id="{}" class="badge" href="#q{}" data-q="{}"></a>'
        return Markup(shape).format(note_id(self._key, note), note.number, note.number)


def figure_id(key: str, figure: str) -> str:
    """The id of a figure in its report's text."""
    return f"{key}-{figure}"


def use_id(key: str, figure: str) -> str:
    """The id of the first place where the digest uses a figure."""
    return f"u-{key}-{figure}"


def note_id(key: str, note: Note) -> str:
    """The id of a finding's mark in the text."""
    return f"{key}-q{note.number}-{note.place}"


def _merged(spans: Iterable[tuple[int, int]]) -> _Layer:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return _Layer(merged)
