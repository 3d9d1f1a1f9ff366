"""The claims that lie before an editor, each under a name that says what it is made of rather than where it stands."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from pipeline.claims import Source
from pipeline.domain.report import Report
from pipeline.domain.result import Claim, Digest, ReportSummary, Text
from pipeline.figures import find_figures
from pipeline.render.edition import Look
from pipeline.render.plain import one_line, short_name

Kind = Literal["overview", "headline", "summary", "achievement", "plan", "problem"]

REPORTS = "order:reports"  # subject of the order the reports come in
_NEEDED = frozenset({"headline", "summary"})  # an item without them is none: they are reworded, never left out


@dataclass(frozen=True, slots=True)
class Slot:
    """A text of the digest that can be decided on, as the pipeline made it.

    `key` is made of the report's bytes, the words and their evidence: after another run it is the same as long as
    those are. `place` is where the page has it: an id of the report's claims, or its kind.
    """

    key: str
    kind: Kind
    report: str  # name; "" for the overview
    place: str
    text: Text

    @property
    def theme(self) -> str:
        """A claim's theme; "" for other texts."""
        return self.text.theme if isinstance(self.text, Claim) else ""

    @property
    def may_go(self) -> bool:
        """Can it be left out?"""
        return self.kind not in _NEEDED


class Desk:
    """A digest, its summaries and reports, in the digest's order, and the slots in them."""

    def __init__(
        self, digest: Digest, summaries: Sequence[ReportSummary], reports: Sequence[Report], look: Look
    ) -> None:
        self.digest, self.look = digest, look
        self.summaries, self.reports = tuple(summaries), tuple(reports)
        self.slots: Mapping[str, Slot] = {slot.key: slot for slot in _unique(self._found())}
        self.keys: Mapping[tuple[str, str], str] = {(slot.report, slot.place): key for key, slot in self.slots.items()}

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The reports as claims are held against them, by name."""
        return {report.name: Source(report, find_figures(report.text, report.outline)) for report in self.reports}

    @cached_property
    def lists(self) -> Mapping[str, tuple[str, ...]]:
        """What can be put in another order: by subject, the keys (or reports) as they were made.

        A claim moves among those of its report and theme; reports move among themselves.
        """
        lists: dict[str, list[str]] = {REPORTS: [report_key(summary) for summary in self.summaries]}
        for slot in self.slots.values():
            if isinstance(slot.text, Claim):
                lists.setdefault(self.order_of(slot), []).append(slot.key)
        return {subject: tuple(keys) for subject, keys in lists.items()}

    def about(self, slot: Slot, limit: int) -> str:
        """What a history calls a slot: who reports, and the words as they were made."""
        who = short_name(self._by_name[slot.report].report) + "：" if slot.report else ""
        return one_line(who + slot.text.text, limit)

    def of(self, report: str) -> Sequence[Slot]:
        """The slots of one report; of "" the overview, if there is one."""
        return self._by_report[report]

    @cached_property
    def _by_report(self) -> Mapping[str, Sequence[Slot]]:
        found: dict[str, list[Slot]] = {name: [] for name in ("", *self._by_name)}
        for slot in self.slots.values():
            found[slot.report].append(slot)
        return found

    def order_of(self, slot: Slot) -> str:
        """The subject of the list in which `slot` stands; a headline moves its report."""
        if not isinstance(slot.text, Claim):
            return REPORTS
        return "order:" + _hash(self._by_name[slot.report].report.sha256, slot.kind, slot.theme)

    def mover(self, slot: Slot) -> str:
        """What moves in that list when `slot` is moved."""
        return slot.key if isinstance(slot.text, Claim) else report_key(self._by_name[slot.report])

    @cached_property
    def _by_name(self) -> Mapping[str, ReportSummary]:
        return {summary.report.name: summary for summary in self.summaries}

    def _found(self) -> Iterator[Slot]:
        if self.digest.overview.text:
            every = "".join(summary.report.sha256 for summary in self.summaries)
            yield _slot("overview", "", "overview", self.digest.overview, every)
        for summary in self.summaries:
            name, sha = summary.report.name, summary.report.sha256
            yield _slot("headline", name, "headline", summary.headline, sha)
            yield _slot("summary", name, "summary", summary.summary, sha)
            yield from (_slot("achievement", name, claim.id, claim, sha) for claim in summary.achievements)
            yield from (_slot("plan", name, claim.id, claim, sha) for claim in summary.plans)
            yield from (_slot("problem", name, claim.id, claim, sha) for claim in summary.problems)


def in_order(made: Sequence[str], wanted: Sequence[str]) -> tuple[str, ...]:
    """`made` as `wanted` has it; what `wanted` does not name stays behind the one it was made behind."""
    if not wanted:
        return tuple(made)
    here = set(made)
    ordered = list(dict.fromkeys(key for key in wanted if key in here))
    named = set(ordered)
    for place, key in enumerate(made):
        if key not in named:
            ordered.insert(ordered.index(made[place - 1]) + 1 if place else 0, key)
            named.add(key)
    return tuple(ordered)


def report_key(summary: ReportSummary) -> str:
    """What the order of reports calls one."""
    return "report:" + summary.report.sha256


def _slot(kind: Kind, report: str, place: str, text: Text, sha: str) -> Slot:
    spans = [f"{piece.start}-{piece.end}" for piece in text.evidence] if isinstance(text, Claim) else []
    return Slot("claim:" + _hash(sha, kind, text.text, *spans), kind, report, place, text)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _unique(slots: Iterable[Slot]) -> Iterator[Slot]:
    """Slots of one content are told apart by which of them it is."""
    seen: dict[str, int] = {}
    for slot in slots:
        count = seen[slot.key] = seen.get(slot.key, 0) + 1
        yield slot if count == 1 else Slot(f"{slot.key}.{count}", slot.kind, slot.report, slot.place, slot.text)
