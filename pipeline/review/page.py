"""The reading room with editing: the same page, each text of the digest with a handle, and its state as values."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar

from markupsafe import Markup

from pipeline.digest import in_full
from pipeline.domain.result import Digest, Text
from pipeline.render.html import PAGE_LIMIT, Page, page_names, sent_away
from pipeline.render.pieces import pieces
from pipeline.render.plain import visible
from pipeline.render.template import Labels
from pipeline.render.view import Volume, volumes
from pipeline.review.decisions import Line, Ruling
from pipeline.review.desk import REPORTS, Desk, Slot, report_key
from pipeline.review.labels import REVIEW_LABELS
from pipeline.review.publish import on_desk
from pipeline.review.view import View

WHOLE = "digest.html"


class Sheets:
    """The pages of one desk: one, or with many reports the digest's and one a report, as `digest_pages` splits them."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._whole = desk, in_full(desk.digest, desk.summaries)
        self.names = page_names(self._whole, desk.summaries, desk.reports, lang=desk.look.lang, limit=PAGE_LIMIT)
        self._links: dict[str, Page] = {}

    def html(self, name: str, view: View, state: Mapping[str, Any], files: Sequence[str]) -> str:
        """The page `name` as things stand. Raises KeyError for a name that is none."""
        digest, summaries = on_desk(view.decided)
        shelf, every = self._shelf(name, volumes(digest, summaries, self._desk.reports))
        page = DeskPage(view, digest, shelf, every, {"state": state, "unfit": _unfit(view), "files": files})
        if len(shelf) < len(every):
            return page.html(items=shelf, sources=shelf, alone=True)
        by_key = {report_key(volume.summary): volume for volume in shelf}
        ordered = [by_key[key] for key in view.decided.listed(REPORTS)]
        return page.html(items=ordered, sources=shelf if len(self.names) == 1 else [])

    def text(self, name: str, text: Text, report: str | None) -> list[list[str]]:
        """`text` in pieces for the page `name`: words alone, or words, look, address and doubts of a figure."""
        page = self._linking(name)
        return [
            [visible(words), *(page.link(mark.id, mark.report or report) or ())] if mark else [visible(words)]
            for words, mark in pieces(text)
        ]

    def _linking(self, name: str) -> Page:
        """A page that knows where figures lead from the page `name`: no decision changes that."""
        if name not in self._links:
            self._links[name] = Page(self._whole, *self._shelf(name, self._made), self._desk.look.lang)
        return self._links[name]

    @cached_property
    def _made(self) -> list[Volume]:
        return volumes(self._whole, self._desk.summaries, self._desk.reports)

    def _shelf(self, name: str, made: list[Volume]) -> tuple[list[Volume], list[Volume]]:
        """The volumes whose texts the page `name` shows or leads to, and all of them."""
        if name not in self.names:
            raise KeyError(name)
        if len(self.names) == 1:
            return made, made
        away = sent_away(made)
        near = [replace(volume, page="") for volume in away if volume.page == name]
        return (away if name == WHOLE else near), away


class DeskPage(Page):
    """A page whose texts can be decided on."""

    template: ClassVar[str] = "review.html.j2"
    labels: ClassVar[Labels] = REVIEW_LABELS
    styles: ClassVar[Sequence[str]] = ("page.css", "review.css")
    scripts: ClassVar[Sequence[str]] = ("page.js", "review.js")

    def __init__(
        self, view: View, digest: Digest, shelf: Sequence[Volume], every: Sequence[Volume], more: dict[str, Any]
    ) -> None:
        super().__init__(digest, shelf, every, view.desk.look.lang)
        self._more = more
        self._keys, self._slots = view.desk.keys, view.desk.slots
        self._chosen = {(item.report, claim.id) for item in view.desk.digest.items for claim in item.achievements}

    def more(self) -> dict[str, Any]:
        """The state, decisions without a claim, names of exports."""
        return self._more

    def handle(self, report: str | None, slot: str) -> Markup:
        """The key under which the text is decided on."""
        key = self._keys.get((report or "", slot))
        if key is None:
            return Markup("")
        kind = self._slots[key].kind
        more = Markup("")
        if kind == "achievement" and (report, slot) in self._chosen:
            more = Markup(" data-chosen")
        elif kind == "headline":
            more = Markup(' data-mover="{}"').format(report_key(self._volumes[report or ""].summary))
        return Markup(' data-key="{}" data-kind="{}"{} tabindex="0"').format(key, kind, more)


def state_of(view: View, since: int, sheets: Sheets, name: str) -> dict[str, Any]:
    """What the page `name` must know of what a line after `since` touched, and of the whole: plain values for JSON."""
    desk, decisions, decided = view.desk, view.decisions, view.decided
    claims: dict[str, Any] = {}
    orders: dict[str, Any] = {}
    for subject in view.changed(since):
        if subject in desk.slots:
            claims[subject] = _claim(view, desk.slots[subject], sheets, name)
        elif subject in desk.lists:
            orders[subject] = {"version": decisions.versions.get(subject, 0), "keys": decided.listed(subject)}
    return {
        "lot": view.lot,
        "latest": decisions.latest,
        "undo": bool(decisions.done),
        "redo": bool(decisions.undone),
        "tally": decided.counts() | {"slots": len(desk.slots)},
        "claims": claims,
        "orders": orders,
    }


def _claim(view: View, slot: Slot, sheets: Sheets, name: str) -> dict[str, Any]:
    ruling: Ruling = view.decisions.ruling(slot.key)
    judged = view.decided.reworded(slot.key)
    return {
        "version": view.decisions.versions.get(slot.key, 0),
        "verdict": ruling.verdict,
        "edited": judged is not None,
        "overridden": bool(judged and judged.objections),
        "objections": judged.objections if judged else (),
        "notes": judged.notes if judged else (),
        "pieces": sheets.text(name, view.decided.words(slot), slot.report or None),
    }


def _unfit(view: View) -> list[Line]:
    last = {line.subject: line for line in view.lines}
    return [last[subject] for subject in view.decided.unfit if subject in last]
