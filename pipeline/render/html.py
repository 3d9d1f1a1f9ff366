"""The reading room: left the digest, right the reports; every figure leads to its words. No network, strict CSP."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar, NamedTuple

from markupsafe import Markup, escape

from pipeline.domain.report import Report
from pipeline.domain.result import Achievement, Cell, Digest, ReportSummary, Text
from pipeline.render.labels import LABELS, REVIEWED, TALLY, Lang
from pipeline.render.pieces import pieces
from pipeline.render.plain import visible
from pipeline.render.source import SourceText, figure_id, note_id, use_id
from pipeline.render.template import Labels, fill
from pipeline.render.view import Volume, numbered_findings, tables, volumes

PAGE_LIMIT = 5_000_000  # bytes; above it browsers of office machines take seconds to lay the page out


def digest_html(
    digest: Digest, summaries: Sequence[ReportSummary], reports: Sequence[Report], *, lang: Lang = "zh"
) -> str:
    """The whole digest with all its reports as one self-contained page; labels in `lang`, switchable on the page.

    Raises KeyError when a summary's report is not among `reports`.
    """
    return _together(digest, volumes(digest, summaries, reports), lang)


def digest_pages(
    digest: Digest,
    summaries: Sequence[ReportSummary],
    reports: Sequence[Report],
    *,
    lang: Lang = "zh",
    limit: int = PAGE_LIMIT,
) -> dict[str, str]:
    """The page as files by relative name: one `digest.html`, or, above `limit` bytes, that and one page a report.

    When split, `digest.html` has the overview, headlines, summaries, indicators and findings; a report's
    achievements and text are in `reports/001.html` …, where each of its figures leads.
    """
    shelf = volumes(digest, summaries, reports)
    whole = _within(limit, digest, shelf, lang)
    if whole is not None:
        return {"digest.html": whole}
    away = sent_away(shelf)
    pages = {"digest.html": Page(digest, away, away, lang).html(items=away, sources=[])}
    for volume, far in zip(shelf, away, strict=True):
        pages[far.page] = Page(digest, [volume], away, lang).html(items=[volume], sources=[volume], alone=True)
    return pages


def page_names(
    digest: Digest,
    summaries: Sequence[ReportSummary],
    reports: Sequence[Report],
    *,
    lang: Lang = "zh",
    limit: int = PAGE_LIMIT,
) -> list[str]:
    """The names `digest_pages` gives its pages; at most one of them is rendered for it."""
    shelf = volumes(digest, summaries, reports)
    split = _within(limit, digest, shelf, lang) is None
    return ["digest.html", *(volume.page for volume in (sent_away(shelf) if split else ()))]


def sent_away(shelf: Sequence[Volume]) -> list[Volume]:
    """`shelf` with each report's text on a page of its own."""
    return [replace(volume, page=f"reports/{i:03}.html") for i, volume in enumerate(shelf, 1)]


def _together(digest: Digest, shelf: Sequence[Volume], lang: Lang) -> str:
    return Page(digest, shelf, shelf, lang).html(items=shelf, sources=shelf)


def _within(limit: int, digest: Digest, shelf: Sequence[Volume], lang: Lang) -> str | None:
    """All on one page; None when that has more than `limit` bytes, which the reports' texts alone may tell."""
    texts = sum(len(volume.report.text.encode("utf-8", "surrogatepass")) for volume in shelf)
    if len(shelf) > 1 and texts > limit:
        return None  # the page holds every character of them
    page = _together(digest, shelf, lang)
    return page if len(shelf) < 2 or len(page.encode()) <= limit else None


class Link(NamedTuple):
    """A figure as the page shows it: its look, where its words stand, numbers of the findings that doubt it."""

    look: str
    href: str
    doubts: str


class Page:
    """One page being written; it remembers which figures it has used, so that the source can point back."""

    template: ClassVar[str] = "page.html.j2"
    labels: ClassVar[Labels] = LABELS
    styles: ClassVar[Sequence[str]] = ("page.css",)
    scripts: ClassVar[Sequence[str]] = ("page.js",)

    def __init__(self, digest: Digest, shelf: Sequence[Volume], every: Sequence[Volume], lang: Lang) -> None:
        self._digest, self._lang = digest, lang
        self._volumes = {volume.summary.report.name: volume for volume in shelf}
        self._every = every
        self._used: set[str] = set()

    def html(self, items: Sequence[Volume], sources: Sequence[Volume], *, alone: bool = False) -> str:
        """Render the page; `alone` for one report of a split digest."""
        # A page of a split digest goes through its own report only: all for each would be the square of their number.
        own = [numbered for volume in items for numbered in volume.findings]
        tally = [*TALLY, *(row for row in REVIEWED if row[1] in self._digest.counts)]
        return fill(
            self.template,
            self.labels,
            self._lang,
            self.styles,
            self.scripts,
            page=self,
            title=f"{self._digest.title} {self._digest.date}",
            brand=self._digest.title,
            digest=self._digest,
            items=items,
            sources=sources,
            alone=alone,
            split=not sources,
            tables=[] if alone else tables(self._digest, [volume.summary for volume in self._every]),
            findings=own if alone else numbered_findings(self._digest),
            refusals=[(volume, refusal) for volume in items for refusal in volume.summary.refusals],
            tally=[(name, self._digest.counts.get(key, 0)) for name, key in tally],
            volumes=self._volumes,
            **self.more(),
        )

    def more(self) -> dict[str, Any]:
        """What a template that extends the page's needs besides."""
        return {}

    def handle(self, report: str | None, slot: str) -> Markup:
        """Attributes by which a script finds the text `slot` (an id, headline, summary, overview); here none."""
        del report, slot
        return Markup("")

    def title(self, volume: Volume) -> str:
        """What the list of reports calls one."""
        return volume.summary.report.title or volume.summary.report.name

    def text(self, text: Text, report: str | None = None) -> Markup:
        """`text` with its figures as links; a figure without a row is left as plain words."""
        return Markup("").join(
            self._figure(words, mark.id, mark.report or report) if mark else escape(visible(words))
            for words, mark in pieces(text)
        )

    def figure(self, words: str, figure: str, report: str) -> Markup:
        """One figure outside a text (a table's cell, a list of unused ones)."""
        return self._figure(words, figure, report, counts=False)

    def source(self, volume: Volume) -> Markup:
        """The report's text; call it after the digest's texts, so that uses are known."""
        prefix = volume.key + "-"
        used = [name.removeprefix(prefix) for name in self._used if name.startswith(prefix)]
        notes = [note for some in volume.notes.values() for note in some]
        return SourceText(volume.report, volume.key, volume.summary.figures, notes, used).html()

    def by_theme(self, claims: Sequence[Achievement]) -> list[tuple[str, list[Achievement]]]:
        """Achievements under their themes, both in the order they come."""
        themes = dict.fromkeys(claim.theme for claim in claims)
        return [(theme, [claim for claim in claims if claim.theme == theme]) for theme in themes]

    def note(self, cell: Cell) -> str:
        """A cell's note without what its status already says."""
        return visible(cell.note or "").removeprefix("计划数").lstrip("，")

    def places(self, volume: Volume, number: int) -> list[str]:
        """Addresses of a finding's marks in the report's text."""
        return [f"{volume.page}#{note_id(volume.key, note)}" for note in volume.notes.get(number, ())]

    def link(self, figure: str, report: str | None) -> Link | None:
        """How a figure is shown and where it leads; None for one without a row."""
        volume = self._volumes.get(report or "")
        row = volume.rows.get(figure) if volume else None
        if volume is None or row is None:
            return None
        doubts = " ".join(map(str, volume.flags.get(figure, ())))
        look = f"f {row.status[0]}" + (" q" if doubts else "")
        return Link(look, f"{volume.page}#{figure_id(volume.key, figure)}", doubts)

    def _figure(self, words: str, figure: str, report: str | None, *, counts: bool = True) -> Markup:
        link = self.link(figure, report)
        if link is None:
            return escape(visible(words))
        key = self._volumes[report or ""].key
        name = figure_id(key, figure)
        own = Markup("")
        if counts and name not in self._used:
            own = Markup(' id="{}"').format(use_id(key, figure))
            self._used.add(name)
        flag = Markup(' data-q="{}"').format(link.doubts) if link.doubts else Markup("")
        shape = Markup('<a class="{}"{} href="{}"{}>{}</a>')
        return shape.format(link.look, own, link.href, flag, visible(words))
