"""A source made ready for checking: its figures, and for each the words it stands among."""

from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property

from pipeline.domain.figure import Figure
from pipeline.domain.report import Report
from pipeline.domain.span import Span
from pipeline.figures import find_figures
from pipeline.verify.names import office_names
from pipeline.verify.setting import Setting, read_settings
from pipeline.verify.strings import blank, fold


class SourceIndex:
    """One report and its figures in order of the text; `settings[i]` belongs to `figures[i]`.

    Tables are made when first asked for and kept: a report is prepared once for any number of drafts.
    """

    def __init__(self, report: Report, figures: Sequence[Figure]) -> None:
        self.report = report
        self.figures = sorted(figures, key=lambda figure: figure.start)
        self.spans = [(figure.start, figure.end) for figure in self.figures]
        self.settings: list[Setting] = read_settings(report.text, self.spans)
        self.place = {figure.id: i for i, figure in enumerate(self.figures)}
        self._starts = [start for start, _ in self.spans]

    def within(self, spans: Sequence[Span]) -> list[int]:
        """Places of the figures that lie wholly in one of `spans`, in order."""
        found: set[int] = set()
        for span in spans:
            i = bisect_left(self._starts, span.start)
            while i < len(self.figures) and self._starts[i] < span.end:
                if self.figures[i].end <= span.end:
                    found.add(i)
                i += 1
        return sorted(found)

    @cached_property
    def folded(self) -> str:
        """The text in ASCII width; places are those of the text."""
        return fold(self.report.text)

    @cached_property
    def unfigured(self) -> str:
        """`folded` without the figures: what is left of a numeral there is a date, a name, an ordinal."""
        return blank(self.folded, self.spans)

    @cached_property
    def names(self) -> frozenset[str]:
        """What a draft may call the office."""
        return office_names(self.report)

    @cached_property
    def by_digits(self) -> dict[str, list[int]]:
        """Places of the figures by their significant digits: 15.155亿元, 151550万元 and 15.155万元 share a row."""
        table: dict[str, list[int]] = {}
        for i, figure in enumerate(self.figures):
            table.setdefault(digits(figure.value), []).append(i)
        return table

    @cached_property
    def by_value(self) -> list[tuple[Decimal, int]]:
        """Value and place of every figure, ordered by value."""
        return sorted((figure.value, i) for i, figure in enumerate(self.figures))

    @cached_property
    def groups(self) -> list[list[int]]:
        """Places of the figures that stand in one part of a sentence, part by part."""
        parts: dict[tuple[int, int], list[int]] = {}
        for i, setting in enumerate(self.settings):
            parts.setdefault(setting.reach.group, []).append(i)
        return list(parts.values())

    @cached_property
    def by_words(self) -> dict[str, list[int]]:
        """Numbers of `groups` by each content bigram of their words."""
        table: dict[str, list[int]] = {}
        for n, places in enumerate(self.groups):
            for gram in self.settings[places[0]].group:
                table.setdefault(gram, []).append(n)
        return table


def digits(value: Decimal) -> str:
    """The significant digits of `value`: "15155" for 15.155, 1515500000 and 0.15155."""
    return "".join(map(str, value.as_tuple().digits)).strip("0") or "0"


def index_source(report: Report, figures: Sequence[Figure] | None = None) -> SourceIndex:
    """Prepare `report`; `figures` are those of `find_figures(report.text, report.outline)` when already known."""
    return SourceIndex(report, find_figures(report.text, report.outline) if figures is None else figures)
