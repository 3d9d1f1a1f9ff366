"""Claims of several chunks as one list without repeats. Merging twice changes nothing."""

from collections.abc import Sequence
from typing import TypeVar

from pipeline.domain.result import Claim

C = TypeVar("C", bound=Claim)


def merge(claims: Sequence[C]) -> list[C]:
    """`claims` without those another one says already, in order of their evidence.

    One says another when it carries all its figures and cites all its evidence, or, without figures, when its text
    holds the other's. Of two that say each other the earlier stays.
    """
    kept: list[C] = []
    for claim in sorted(claims, key=_place):
        if any(_says(other, claim) for other in kept):
            continue
        kept = [other for other in kept if not _says(claim, other)]
        kept.append(claim)
    return kept


def _place(claim: Claim) -> tuple[int, int]:
    """Order of the report: its evidence, then its first figure."""
    start = claim.evidence[0].start if claim.evidence else 0
    return start, int(claim.figures[0].id[1:]) if claim.figures else 0


def _says(one: Claim, other: Claim) -> bool:
    carried = {mark.id for mark in other.figures}
    if carried:
        return carried <= {m.id for m in one.figures} and set(other.evidence) <= set(one.evidence)
    return other.text.rstrip("。") in one.text
