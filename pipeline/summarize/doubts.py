"""Which figures an editor would not put into a headline: those the audit singles out with a warning or an error."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Protocol

from pipeline.domain.result import Finding

_POINTED = 40  # characters; a longer span is a passage and singles out no figure inside it
_DOUBTS = ("warn", "error")
_ABOUT_CLAIMS = "claim_check"  # a remark on our words, not on the report's


class Placed(Protocol):
    """A figure or its row: what it is called and where it stands."""

    @property
    def id(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def doubted(findings: Iterable[Finding], figures: Sequence[Placed]) -> frozenset[str]:
    """Ids of those of `figures` that a span of a warning or an error covers or touches."""
    spans = [
        (start, end)
        for finding in findings
        if finding.severity in _DOUBTS and finding.rule != _ABOUT_CLAIMS
        for start, end in finding.spans
        if end - start <= _POINTED
    ]
    ordered = sorted(figures, key=lambda figure: figure.start)
    ends = [figure.end for figure in ordered]  # figures are disjoint, so their ends are in order too
    found: set[str] = set()
    for start, end in spans:
        first = bisect_right(ends, start)
        for figure in ordered[first : first + _POINTED]:
            if figure.start >= end:
                break
            found.add(figure.id)
    return frozenset(found)
