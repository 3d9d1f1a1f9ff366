"""What a report says, as the harness knows it: its labels, or where there are none its own plain reading."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from evals.cases import Case
from evals.labels import Label, number
from evals.regex_truth import Quantity, read_quantities, widen
from evals.rows import Place, line_of
from pipeline.domain.span import Span

_HOLE = "｜"  # stands where a figure was, so that its digits are not found as a name or a date


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure of a report; `label` is None where only the plain reading knows it."""

    start: int
    end: int
    text: str
    value: Decimal
    unit: str
    approx: bool
    label: Label | None = None

    @property
    def id(self) -> str:
        """Where it stands: the same in every run."""
        return f"{self.start}-{self.end}"

    @property
    def words(self) -> str:
        """Its words on one line."""
        return re.sub(r"\s", "", self.text)


T = TypeVar("T", Fact, Quantity)


class Facts:
    """The figures of one case, and what can be asked of them."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.text = case.report.text
        body = case.report.outline.body
        self.readings = tuple(q for q in read_quantities(self.text) if any(b.start <= q.start < b.end for b in body))
        self.all = tuple(_facts(case.labels, self.readings))
        self._starts = [fact.start for fact in self.all]
        self._reading_starts = [reading.start for reading in self.readings]

    @property
    def labelled(self) -> bool:
        """True when a person labelled this report."""
        return self.case.labels is not None

    def at(self, span: Span) -> Fact | None:
        """The figure that stands in `span`, or overlaps it."""
        near = _overlapping(self.all, self._starts, span)
        return near[0] if near else None

    def within(self, spans: Iterable[Span]) -> list[Fact]:
        """The figures inside any of `spans`, in order."""
        kept = [Span(*span) for span in spans]
        return [fact for fact in self.all if any(span.start <= fact.start and fact.end <= span.end for span in kept)]

    def reading(self, span: Span) -> Quantity | None:
        """What the plain reading makes of the words in `span`."""
        near = _overlapping(self.readings, self._reading_starts, span)
        return near[0] if near else None

    def place(self, span: Span) -> Place:
        """Where that is, for people."""
        return Place(span.start, span.end, line_of(self.text, span.start))

    def names(self, spans: Iterable[Span]) -> str:
        """The words of `spans` without their figures, folded: what may be quoted as a name, a date or an ordinal."""
        return "\n".join(fold(self._bare[span.start : span.end]) for span in spans)

    @cached_property
    def whole(self) -> str:
        """`names` of the whole body, the title and the year reported on: what the words over a report may quote."""
        head = self.case.report.outline.head
        return "\n".join([self.names(self.case.report.outline.body), self.head, fold(head.issuer or "")])

    @property
    def head(self) -> str:
        """The title and the year of the report, folded."""
        head = self.case.report.outline.head
        return fold(f"{head.title or ''}\n{head.year}年" if head.year else head.title or "")

    @cached_property
    def _bare(self) -> str:
        parts, at = [], 0
        for fact in self.all:
            if fact.start >= at:
                parts += [self.text[at : fact.start], _HOLE * (fact.end - fact.start)]
                at = fact.end
        return "".join([*parts, self.text[at:]])


def fold(text: str) -> str:
    """Narrow forms, no white space: how names and dates are compared."""
    return re.sub(r"\s", "", widen(text))


def stands_in(digits: str, text: str) -> bool:
    """Does the run of digits stand in the folded `text`, and not as a piece of a longer number?"""
    return re.search(rf"(?<![\d.]){re.escape(widen(digits))}(?![\d]|\.\d)", text) is not None


def _facts(labels: Sequence[Label] | None, readings: Sequence[Quantity]) -> Iterable[Fact]:
    if labels is None:
        yield from (Fact(q.start, q.end, q.text, q.value, q.unit, q.approx) for q in readings)
        return
    for label in labels:
        yield Fact(
            label.start, label.end, label.text, number(label.value) or Decimal(0), label.unit, label.approx, label
        )


def _overlapping(rows: Sequence[T], starts: Sequence[int], span: Span) -> list[T]:
    """Rows that share a character with `span`; rows are in order and disjoint."""
    first = max(0, bisect_left(starts, span.start) - 1)
    last = bisect_left(starts, span.end)
    return [row for row in rows[first:last] if row.start < span.end and span.start < row.end]
