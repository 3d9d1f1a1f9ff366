"""All rules over one report: what agrees and what does not."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from pipeline.audit import (
    bounds,
    changes,
    columns,
    deltas,
    lists,
    marks,
    pages,
    partitions,
    rates,
    repeats,
    restated,
    rows,
    shares,
    sums,
    tables,
    targets,
    years,
)
from pipeline.audit.layout import Layout
from pipeline.audit.outcome import Outcome
from pipeline.domain.figure import Figure
from pipeline.domain.report import Report
from pipeline.domain.result import Finding
from pipeline.domain.span import Span
from pipeline.figures import find_figures

_CHECKS: tuple[Callable[[Layout], Iterator[Outcome]], ...] = (
    pages.unread,
    pages.elsewhere,
    years.years,
    partitions.named,
    sums.breakdowns,
    columns.totals,
    columns.columns,
    columns.near_sums,
    columns.remainders,
    columns.counted,
    columns.nested,
    tables.columns_of_tables,
    partitions.structures,
    rates.rates,
    shares.shares,
    deltas.deltas,
    targets.targets,
    changes.changes,
    bounds.bounds,
    repeats.repeats,
    repeats.liaisons,
    restated.restated,
    rows.rows,
    lists.enumerations,
    marks.contradictions,
    marks.impossible,
)
_WITHOUT_NUMBERS = frozenset({"pages_unread", "pages_elsewhere", "year_mismatch"})
_QUOTE = 160  # characters of a quotation; a longer one leaves out its middle


def examine(report: Report, figures: Sequence[Figure] | None = None) -> list[Outcome]:
    """Every check made on `report`, passed or not, in order of the text; each pair of numbers once a rule."""
    found = find_figures(report.text, report.outline) if figures is None else figures
    layout = Layout(report, found)
    unique: dict[tuple[str, tuple[Span, ...], bool], Outcome] = {}
    for check in _CHECKS:
        for outcome in check(layout):
            unique.setdefault((outcome.rule, outcome.spans, outcome.severity is None), outcome)
    below = sorted(figure.span for figure in found if figure.negative)
    told = [outcome for outcome in unique.values() if not _reckons_with(outcome, below)]
    return sorted(told, key=lambda outcome: (outcome.spans[:1], outcome.rule))


def _reckons_with(outcome: Outcome, below: Sequence[Span]) -> bool:
    """Does an amount below zero stand among the numbers of `outcome`? A value has no sign, so no sum of it is right."""
    if outcome.rule in _WITHOUT_NUMBERS or not outcome.spans:
        return False
    start, end = min(span.start for span in outcome.spans), max(span.end for span in outcome.spans)
    place = bisect_left(below, Span(start, start))
    return place < len(below) and below[place].start < end


def audit(report: Report, figures: Sequence[Figure] | None = None) -> list[Finding]:
    """Where `report` disagrees with itself, in order of the text; it never corrects.

    `figures` are those of `find_figures(report.text, report.outline)` when already known.
    """
    return [_finding(report, outcome) for outcome in examine(report, figures) if outcome.severity is not None]


def audit_checks(report: Report, figures: Sequence[Figure] | None = None) -> list[Outcome]:
    """The checks that were made and passed, in order of the text."""
    return [outcome for outcome in examine(report, figures) if outcome.severity is None]


def _finding(report: Report, outcome: Outcome) -> Finding:
    assert outcome.severity is not None  # `audit` keeps only these
    return Finding(
        report=report.name,
        rule=outcome.rule,
        severity=outcome.severity,
        message=outcome.message,
        quote=_quote(report.text, outcome.spans),
        spans=tuple((span.start, span.end) for span in outcome.spans),
        stated=outcome.stated,
        computed=outcome.computed,
        question=outcome.question,
    )


def _quote(text: str, spans: Sequence[Span]) -> str:
    """The words from the clause of the first number to the last one."""
    if not spans:
        return ""
    start, end = spans[0].start, max(span.end for span in spans)
    floor = max(0, start - 30)
    cut = max(text.rfind(mark, floor, start) for mark in "，,；;。：:！？\n")
    words = " ".join(text[max(floor, cut + 1) : end].split())
    return words if len(words) <= _QUOTE else f"{words[: _QUOTE // 2]} … {words[-_QUOTE // 2 :]}"
