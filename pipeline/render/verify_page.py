"""The checked draft in the reading room: left the draft, each number with its verdict, right the reports."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from pipeline.domain.report import Report
from pipeline.domain.result import FigureMark, Text, VerifyRow
from pipeline.render.cited import LOOKS, Cited, Place, cited, shelved
from pipeline.render.labels import Lang
from pipeline.render.pieces import pieces
from pipeline.render.plain import one_line, visible
from pipeline.render.source import SourceText, figure_id, use_id
from pipeline.render.template import fill
from pipeline.render.verify_words import VERDICTS, VERIFY_LABELS

_SHELF = 1_000_000  # characters of reports on one page: 5 MB of HTML, what a browser of an office machine lays out at once
_CONTEXT = 22  # characters of the draft shown on either side of a number to correct


class Tally(NamedTuple):
    """How many numbers have a verdict, and where the first of them is on the page."""

    verdict: str
    look: str
    count: int
    first: str | None


def verify_html(
    draft: str, draft_name: str, rows: Sequence[VerifyRow], reports: Sequence[Report], *, lang: Lang = "zh"
) -> str:
    """`draft` and what `verify(draft, reports)` says of it, beside the reports, as one self-contained page.

    Where the reports together are too long for a browser, those no number leads to are only named. Raises KeyError
    when a row's source is not among `reports`.
    """
    return _Page(draft, rows, cited(rows, reports), lang).html(draft_name)


class _Page:
    """One page being written; rows are known by their places in the list."""

    def __init__(self, draft: str, rows: Sequence[VerifyRow], shelf: Sequence[Cited], lang: Lang) -> None:
        self._draft, self._rows, self._shelf, self._lang = draft, rows, shelf, lang
        self._homes = {i: (one, place) for one in shelf for place in one.places for i in place.rows}
        marks = [FigureMark(id=str(i), start=row.start, end=row.end) for i, row in enumerate(rows)]
        self._pieces = [(words, int(mark.id) if mark else None) for words, mark in pieces(Text(text=draft, figures=tuple(marks)))]
        self._standing = {i for _, i in self._pieces if i is not None}

    def html(self, name: str) -> str:
        """Render the page under the draft's `name`."""
        shown, left_out = shelved(self._shelf, _SHELF)
        return fill(
            "verify.html.j2",
            VERIFY_LABELS,
            self._lang,
            ("page.css", "verify.css"),
            page=self,
            title=name,
            brand=VERIFY_LABELS["verify"][self._lang == "en"],
            rows=self._rows,
            severities=Counter(row.severity for row in self._rows),
            tallies=self._tallies(),
            problems=sorted(
                (i for i, row in enumerate(self._rows) if row.severity != "info"),
                key=lambda i: (self._rows[i].severity != "error", self._rows[i].start),
            ),
            sources=shown,
            left_out=left_out,
        )

    def title(self, one: Cited) -> str:
        """What the list of reports calls one."""
        return one.report.outline.head.title or one.report.name

    def source(self, one: Cited) -> Markup:
        """A report's text with the places the draft leads to."""
        return SourceText(one.report, one.key, one.places, (), [place.id for place in one.places]).html()

    def lines(self) -> Iterator[Markup]:
        """The draft, a line a paragraph, with its numbers as controls; without tags it is `visible(draft)`."""
        line, blank = Markup(""), True
        for words, i in self._pieces:
            for part in words.splitlines(keepends=True) if i is None else [words]:
                ...
