"""Decisions held against the claims they are about: which words stand, in which order, what is left out."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from pipeline.domain.result import Claim, Text
from pipeline.review.decisions import UNDECIDED, Decisions, Ruling, Verdict
from pipeline.review.desk import Desk, Slot, in_order
from pipeline.review.judge import Judged
from pipeline.review.words import MARK

C = TypeVar("C", bound=Claim)
Judge = Callable[[str, str], Judged]


class Decided:
    """What `decisions` make of what lies on `desk`; `judge` is the gate, for words in the place of a slot (its key).

    `unfit` are the subjects of decisions that change nothing here: their claim is no more, or their words do not pass
    the gate any longer.
    """

    def __init__(self, desk: Desk, decisions: Decisions, judge: Judge) -> None:
        self.desk, self._decisions, self._judge = desk, decisions, judge
        failed = {key for key in desk.slots if decisions.ruling(key).words is not None and self.reworded(key) is None}
        self.unfit = tuple(one for one in decisions.values if not self.known(one) or one in failed)

    def known(self, subject: str) -> bool:
        """Is there such a claim or list here?"""
        return subject in self.desk.slots or subject in self.desk.lists

    def rows(self) -> Iterator[tuple[Slot, Ruling, Judged | None]]:
        """The slots decided on, with the editor's words where they stand."""
        for key, slot in self.desk.slots.items():
            ruling = self._decisions.ruling(key)
            if ruling != UNDECIDED:
                yield slot, ruling, self.reworded(key)

    def reworded(self, key: str) -> Judged | None:
        """The editor's words for a slot with what is to be said of them; None where the pipeline's stand.

        Words stand when the gate has nothing against them, or when the editor answers for them.
        """
        ruling = self._decisions.ruling(key)
        if ruling.words is None:
            return None
        judged = self._judge(ruling.words, key)
        return judged if ruling.override or not judged.objections else None

    def words(self, slot: Slot) -> Text:
        """The words of a slot as the editor has them."""
        judged = self.reworded(slot.key)
        if judged is None:
            return slot.text
        return slot.text.model_copy(update={"text": judged.text.text, "figures": judged.text.figures})

    def text(self, slot: Slot) -> Text:
        """The words of a slot as they are published, marked where the editor answers for them."""
        judged, text = self.reworded(slot.key), self.words(slot)
        return text.model_copy(update={"text": text.text + MARK}) if judged and judged.objections else text

    def verdict(self, slot: Slot) -> Verdict | None:
        """Whether a slot was accepted or refused."""
        return self._decisions.ruling(slot.key).verdict

    def refused(self, slot: Slot) -> bool:
        """Is it left out?"""
        return slot.may_go and self.verdict(slot) == "refused"

    def listed(self, subject: str) -> tuple[str, ...]:
        """The keys of a list as the editor has them."""
        return in_order(self.desk.lists[subject], self._decisions.order(subject))

    def ordered(self, claims: Sequence[C], slots: Sequence[Slot]) -> list[C]:
        """`claims` (of `slots`) with those of a theme in the editor's order, at the places the theme has."""
        by_place = {slot.place: slot for slot in slots}
        made = {by_place[claim.id].key: claim for claim in claims}
        subjects = [self.desk.order_of(by_place[claim.id]) for claim in claims]
        queues = {subject: iter(self.listed(subject)) for subject in subjects}
        return [made[next(queues[subject])] for subject in subjects]

    def touched(self, slots: Iterable[Slot]) -> bool:
        """Was anything decided of `slots` or of the lists they stand in?"""
        values = self._decisions.values
        return any(slot.key in values or self.desk.order_of(slot) in values for slot in slots)

    def counts(self) -> dict[str, int]:
        """How many slots were accepted, refused, reworded, and how many of these the editor answers for."""
        tally: Counter[str] = Counter(dict.fromkeys(("accepted", "refused", "edited", "overridden"), 0))
        for slot, ruling, judged in self.rows():
            tally.update([ruling.verdict] if ruling.verdict else [])
            if judged and not self.refused(slot):
                tally.update(["edited", *(["overridden"] if judged.objections else [])])
        return {f"review_{name}": number for name, number in tally.items()}
