"""The numbers of a report as lists: which stand in one sentence, between which words, in which bracket."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from pipeline.domain.figure import Figure, Kind
from pipeline.domain.report import Report
from pipeline.domain.span import Span
from pipeline.verify.setting import Setting, read_settings

_SAME_THING = ({"人", "名", "位"}, {"次", "人次"}, {"个", "项", "处", "个项目"}, {"件", "起", "例", "宗"})
_MOST = 60  # figures of one sentence looked at together: more is a table without line breaks
_OPEN, _CLOSE = "（(", "）)"


@dataclass(slots=True)
class Item:
    """One figure in its sentence."""

    i: int  # place in `Layout.figures`
    figure: Figure
    lead: str  # words from the figure before it in the sentence, or from the sentence's start
    tail: str  # words up to the next figure, or to the sentence's end
    path: tuple[int, ...]  # places of the brackets open round it

    @property
    def depth(self) -> int:
        """How many brackets stand open round it."""
        return len(self.path)


class Layout:
    """The figures of the body, sentence by sentence, without those of tables.

    `sentences[n]` are the items of the n-th sentence with figures.
    """

    def __init__(self, report: Report, figures: Sequence[Figure]) -> None:
        self.report = report
        self.text = report.text
        told = report.outline.sentences
        held = [figure for figure in figures if figure.sentence]
        rows = [figure for figure in held if told[figure.sentence - 1].row]
        self.tabled: dict[Span, Figure] = {figure.clause: figure for figure in rows}  # by their cells
        self.figures = sorted(
            (figure for figure in held if not told[figure.sentence - 1].row), key=lambda figure: figure.start
        )
        self.spans: list[Span] = []
        self.sentences: list[list[Item]] = []
        for number, run in groupby(range(len(self.figures)), key=lambda i: self.figures[i].sentence):
            span = report.outline.sentences[number - 1].span
            places = list(run)
            for first in range(0, len(places), _MOST):
                self._add(span, places, first)

    def _add(self, span: Span, places: list[int], first: int) -> None:
        """Add the stretch of a sentence that holds `places[first:]`, as far as one stretch goes."""
        run = places[first : first + _MOST]
        start = self.figures[places[first - 1]].end if first else span.start
        end = self.figures[places[first + _MOST]].start if first + _MOST < len(places) else span.end
        self.spans.append(Span(start, end))
        self.sentences.append(self._items(self.spans[-1], run))

    def _items(self, span: Span, run: list[int]) -> list[Item]:
        items: list[Item] = []
        at, path = span.start, []
        for k, i in enumerate(run):
            figure = self.figures[i]
            lead = self.text[at : figure.start]
            for offset, char in enumerate(lead, at):
                if char in _OPEN:
                    path.append(offset)
                elif char in _CLOSE and path:
                    path.pop()
            end = self.figures[run[k + 1]].start if k + 1 < len(run) else span.end
            items.append(Item(i, figure, lead, self.text[figure.end : end], tuple(path)))
            at = figure.end
        return items

    @cached_property
    def settings(self) -> list[Setting]:
        """The words round each figure, in order of `figures`."""
        return read_settings(self.text, [(figure.start, figure.end) for figure in self.figures])

    def setting(self, item: Item) -> Setting:
        """The words round `item`."""
        return self.settings[item.i]

    def adjoins(self, n: int) -> bool:
        """True when sentence `n` comes right after the one before it, in the same paragraph."""
        return n > 0 and not self.text[self.spans[n - 1].end : self.spans[n].start].strip(" \t\u3000")

    def back(self, n: int, sentences: int) -> list[Item]:
        """Items of sentence `n` and of up to `sentences` before it in its paragraph, in order of the text."""
        first = n
        while first > 0 and n - first < sentences and self._same_paragraph(first):
            first -= 1
        return [item for sentence in self.sentences[first : n + 1] for item in sentence]

    def _same_paragraph(self, n: int) -> bool:
        return "\n" not in self.text[self.spans[n - 1].end : self.spans[n].start]

    def each(self) -> Iterator[tuple[int, list[Item]]]:
        """Number and items of each sentence with figures."""
        yield from enumerate(self.sentences)


def comparable(one: Figure, other: Figure) -> bool:
    """May the two be added or compared? One unit, or units that count the same thing (31名 = 20人 + 7人 + 4人)."""
    if one.unit_norm == other.unit_norm:
        return bool(one.unit_norm) or one.kind is other.kind
    if one.kind is Kind.MONEY and other.kind is Kind.MONEY:
        return {one.unit_norm, other.unit_norm} <= {"", "元"}
    return any(one.unit_norm in units and other.unit_norm in units for units in _SAME_THING)


def plain(figure: Figure) -> str:
    """The figure's number without exponent, as the labels print it."""
    return format(figure.value.normalize(), "f")
