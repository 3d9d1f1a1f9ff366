"""Claims of several chunks as one list without repeats. Merging twice changes nothing."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TypeVar

from pipeline.domain.result import Claim

C = TypeVar("C", bound=Claim)


def merge(claims: Sequence[C]) -> list[C]:
    """`claims` without those another one says already, in order of their evidence.

    One says another when it cites all the other's evidence and carries all its figures or, for a claim without
    figures, holds its text. Of two that say each other the earlier stays.
    """
    kept: dict[int, C] = {}
    by_evidence: dict[int, list[int]] = defaultdict(list)  # start of a cited sentence: the kept claims that cite it
    for number, claim in enumerate(sorted(claims, key=_place)):
        near = {i for piece in claim.evidence for i in by_evidence[piece.start] if i in kept}
        if any(_says(kept[i], claim) for i in near):
            continue
        for i in [i for i in near if _says(claim, kept[i])]:
            del kept[i]
        kept[number] = claim
        for piece in claim.evidence:
            by_evidence[piece.start].append(number)
    return list(kept.values())


def _place(claim: Claim) -> tuple[int, int]:
    """Order of the report: its evidence, then its first figure."""
    start = claim.evidence[0].start if claim.evidence else 0
    return start, int(claim.figures[0].id[1:]) if claim.figures else 0


def _says(one: Claim, other: Claim) -> bool:
    if not set(other.evidence) <= set(one.evidence):
        return False
    carried = {mark.id for mark in other.figures}
    return carried <= {m.id for m in one.figures} if carried else other.text.rstrip("。") in one.text
