"""The checked draft in the reading room: left the draft, each number with its verdict, right the reports."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from pipeline.domain.report import Report
from pipeline.domain.result import FigureMark, Text, Verdict, VerifyRow
from pipeline.render.cited import LOOKS, Cited, cited, shelved
from pipeline.render.labels import Lang
from pipeline.render.pieces import Piece, pieces
from pipeline.render.plain import one_line, surroundings, visible
from pipeline.render.source import SourceText, figure_id, use_id
from pipeline.render.template import fill
from pipeline.render.verify_words import VERDICTS, VERIFY_LABELS

_SHELF = 500_000  # characters of reports on one page; some 4 MB of HTML, see `html.PAGE_LIMIT`
_SHORT = 20  # characters of a number that is kept on one line with its verdict
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


class Tally(NamedTuple):
    """How many numbers have a verdict, and where the first of them is on the page."""

    verdict: str
    look: str
    numbers: int
    first: str | None


def verify_html(
    draft: str, draft_name: str, rows: Sequence[VerifyRow], reports: Sequence[Report], *, lang: Lang = "zh"
) -> str:
    """`draft` and what `verify(draft, reports)` says of it, beside the reports, as one self-contained page.

    Where the reports together are too long for a browser, those no number leads to are only named. Raises KeyError
    when a row's source is not among `reports`.
    """
    return _Page(draft, rows, reports, lang).html(draft_name)


class _Page:
    """One page being written; rows are known by their places in the list."""

    def __init__(self, draft: str, rows: Sequence[VerifyRow], reports: Sequence[Report], lang: Lang) -> None:
        self._draft, self._rows, self._lang = draft, rows, lang
        marks = [FigureMark(id=str(i), start=row.start, end=row.end) for i, row in enumerate(rows)]
        self._pieces = list(pieces(Text(text=draft, figures=tuple(marks))))
        standing = [int(piece.mark.id) for piece in self._pieces if piece.mark]
        self._shelf = cited([(i, rows[i]) for i in standing], reports)
        self._homes = {i: (one, place) for one in self._shelf for place in one.places for i in place.rows}
        self._names = {i: self._name(i) for i in standing}

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
            problems=self._problems(),
            sources=shown,
            left_out=left_out,
        )

    def cited(self) -> list[Cited]:
        """The reports that numbers lead to, or all where none leads anywhere."""
        return [one for one in self._shelf if one.places] or list(self._shelf)

    def title(self, one: Cited) -> str:
        """What the list of reports calls one."""
        return one.report.outline.head.title or one.report.name

    def source(self, one: Cited) -> Markup:
        """A report's text with the places the draft leads to."""
        return SourceText(one.report, one.key, one.places, (), [place.id for place in one.places]).html()

    def home(self, i: int) -> tuple[str, str] | None:
        """The address of the words that row `i` leads to and the name of their report; None when there are none."""
        if i not in self._homes:
            return None
        one, place = self._homes[i]
        return figure_id(one.key, place.id), one.name

    def lines(self) -> Iterator[Markup]:
        """The draft, a line a paragraph, its numbers as controls; without tags it is `visible(draft)`."""
        for line in _by_line(self._pieces):
            words = "".join(piece.words for piece in line)
            look = "l e" if not words.strip() else "l h" if words.startswith("#") else "l"
            inner = Markup("").join(self._piece(piece) for piece in line)
            yield Markup('<p class="{}">{}</p>').format(look, inner)

    def context(self, i: int) -> Markup:
        """The number of row `i` among the words of its sentence; it leads to its place in the draft."""
        row = self._rows[i]
        shape = '<a class="go" href="#{}">{}</a>' if i in self._names else "<b>{1}</b>"
        number = Markup(shape).format(self._names.get(i), one_line(row.text))
        before, after = surroundings(self._draft, row.start, row.end)
        return Markup("{}{}{}").format(before, number, after)

    def _tallies(self) -> list[Tally]:
        """Each verdict that occurs, in the order of the labels."""
        found: dict[Verdict, list[int]] = {verdict: [] for verdict in VERDICTS}
        for i, row in enumerate(self._rows):
            found[row.verdict].append(i)
        return [
            Tally(verdict, LOOKS[self._rows[held[0]].severity], len(held), self._names.get(held[0]))
            for verdict, held in found.items()
            if held
        ]

    def _problems(self) -> list[int]:
        """The rows to look at, errors first, in the order of the draft."""
        held = [i for i, row in enumerate(self._rows) if row.severity != "info"]
        return sorted(held, key=lambda i: (self._rows[i].severity != "error", self._rows[i].start))

    def _name(self, i: int) -> str:
        """The id of a number in the draft; the first that leads to a place is where that place leads back to."""
        one, place = self._homes.get(i, (None, None))
        return use_id(one.key, place.id) if one and place and place.rows[0] == i else f"n{i}"

    def _piece(self, piece: Piece) -> Markup:
        if piece.mark is None:
            return escape(visible(piece.words))
        i = int(piece.mark.id)
        row, home = self._rows[i], self.home(i)
        target = Markup('href="#{}"').format(home[0]) if home else Markup('tabindex="0" role="button"')
        look = LOOKS[row.severity][0] + (" k" if len(piece.words) <= _SHORT else "")
        shape = '<a id="{}" class="f {}" {} data-verdict="{}" data-tag="{}" data-says="{}">{}</a>'
        return Markup(shape).format(
            self._names[i],
            look,
            target,
            row.verdict,
            VERDICTS[row.verdict][self._lang == "en"],
            visible(row.message),
            visible(piece.words),
        )


def _by_line(cut: Iterable[Piece]) -> Iterator[list[Piece]]:
    """The pieces line by line, each with its line feed; a number that runs over a line is kept whole."""
    line: list[Piece] = []
    for piece in cut:
        for words in [piece.words] if piece.mark else _LINE.findall(piece.words):
            line.append(Piece(words, piece.mark))
            if piece.mark is None and words.endswith("\n"):
                yield line
                line = []
    if line:
        yield line
