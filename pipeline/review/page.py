"""The reading room with editing: the same page, each text of the digest with a handle, and its state as values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, ClassVar

from markupsafe import Markup

from pipeline.domain.result import Text
from pipeline.render.html import PAGE_LIMIT, Page, digest_pages, sent_away
from pipeline.render.pieces import pieces
from pipeline.render.plain import visible
from pipeline.render.template import Labels
from pipeline.render.view import Volume, volumes
from pipeline.review.decisions import Line, Ruling
from pipeline.review.desk import REPORTS, Desk, Slot, report_key
from pipeline.review.labels import REVIEW_LABELS
from pipeline.review.room import View

WHOLE = "digest.html"


class Sheets:
    """The pages of one desk: one, or with many reports the digest's and one a report, as `digest_pages` splits them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        made = digest_pages(desk.digest, desk.summaries, desk.reports, lang=desk.look.lang, limit=PAGE_LIMIT)
        self.names: Sequence[str] = tuple(made)
        self._links = lru_cache(8)(self._page)  # only asked where figures lead, so one does for all texts of a view

    def html(self, name: str, view: View, log: Sequence[Line], state: Mapping[str, Any], files: Sequence[str]) -> str:
        """The page `name` as things stand. Raises KeyError for a name that is none."""
        page, near, alone = self._page(name, view)
        page.put(state, _unfit(view, log), files)
        by_key = {report_key(volume.summary): volume for volume in page.shelf}
        if alone:
            return page.html(items=near, sources=near, alone=True)
        ordered = [by_key[key] for key in view.decided.listed(REPORTS)]
        return page.html(items=ordered, sources=page.shelf if len(self.names) == 1 else [])

    def text(self, name: str, view: View, text: Text, report: str | None) -> list[list[str]]:
        """`text` in pieces for the page `name`: words alone, or words, look, address and doubts of a figure."""
        page, _, _ = self._links(name, view)
        return [
            [visible(words), *(page.link(mark.id, mark.report or report) or ())] if mark else [visible(words)]
            for words, mark in pieces(text)
        ]

    def _page(self, name: str, view: View) -> tuple["DeskPage", list[Volume], bool]:
        if name not in self.names:
            raise KeyError(name)
        digest, summaries = view.shown
        shelf = volumes(digest, summaries, self._desk.reports)
        if len(self.names) == 1:
            return DeskPage(view, digest, shelf, shelf), shelf, False
        away = sent_away(shelf)
        if name == WHOLE:
            return DeskPage(view, digest, away, away), away, False
        near = [replace(one, page="") for one in away if one.page == name]
        return DeskPage(view, digest, near, away), near, True


class DeskPage(Page):
    """A page whose texts can be decided on."""

    template: ClassVar[str] = "review.html.j2"
    labels: ClassVar[Labels] = REVIEW_LABELS
    styles: ClassVar[Sequence[str]] = ("page.css", "review.css")
    scripts: ClassVar[Sequence[str]] = ("page.js", "review.js")

    def __init__(self, view: View, digest: Any, shelf: Sequence[Volume], every: Sequence[Volume]) -> None:
        super().__init__(digest, shelf, every, view.desk.look.lang)
        self._keys, self._slots = view.desk.keys, view.desk.slots
        self._chosen = {(item.report, claim.id) for item in view.desk.digest.items for claim in item.achievements}
        self.shelf = list(shelf)
        self._more: dict[str, Any] = {}

    def put(self, state: Mapping[str, Any], unfit: Sequence[Line], files: Sequence[str]) -> None:
        """What the template shows besides: the state, decisions without a claim, names of exports."""
        self._more = {"state": state, "unfit": unfit, "files": files}

    def more(self) -> dict[str, Any]:
        """What was put."""
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


def state_of(view: View, lot: str, subjects: Iterable[str], sheets: Sheets, name: str) -> dict[str, Any]:
    """What the page must know of `subjects`, and of the whole: plain values for JSON."""
    desk, decisions, decided = view.desk, view.decisions, view.decided
    claims: dict[str, Any] = {}
    orders: dict[str, Any] = {}
    for subject in subjects:
        if subject in desk.slots:
            claims[subject] = _claim(view, desk.slots[subject], sheets, name)
        elif subject in desk.lists:
            orders[subject] = {"version": decisions.versions.get(subject, 0), "keys": decided.listed(subject)}
    return {
        "lot": lot,
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
        "pieces": sheets.text(name, view, view.decided.words(slot), slot.report or None),
    }


def _unfit(view: View, log: Sequence[Line]) -> list[Line]:
    last = {line.subject: line for line in log}
    return [last[subject] for subject in view.decided.unfit if subject in last]
