"""Does the list of achievements carry what the report says was reached, in every section of it?"""

from collections.abc import Iterator

from evals.facts import Facts
from evals.labels import number as decimal
from evals.rows import Row
from pipeline.domain.report import Role
from pipeline.domain.result import ReportSummary
from pipeline.domain.span import Span


def coverage_rows(facts: Facts, summary: ReportSummary, engine: str) -> Iterator[Row]:
    """One row a labelled achieved figure (again for the key ones), one a section of the work part with figures.

    A figure is carried when an achievement marks it where it stands, with the value of the label.
    """
    carried = _carried(summary)
    yield from _figures(facts, carried, engine)
    yield from _sections(facts, carried, engine)


def _carried(summary: ReportSummary) -> dict[Span, tuple[str, str]]:
    """Where each figure of an achievement stands, with its value and the claim."""
    rows = {row.id: row for row in summary.figures}
    return {
        Span(rows[mark.id].start, rows[mark.id].end): (rows[mark.id].value, claim.id)
        for claim in summary.achievements
        for mark in claim.figures
    }


def _figures(facts: Facts, carried: dict[Span, tuple[str, str]], engine: str) -> Iterator[Row]:
    case = facts.case
    for fact in facts.all:
        if fact.label is None or fact.label.status != "achieved":
            continue
        place = Span(fact.start, fact.end)
        claim = next(
            (
                claim
                for span, (value, claim) in carried.items()
                if span.overlaps(place) and decimal(value) == fact.value
            ),
            "",
        )
        for rule in ("coverage", "coverage_key") if fact.label.key else ("coverage",):
            yield Row(
                engine, case.doc, case.name, rule, "pass" if claim else "fail", claim, fact.id, fact.words,
                source=facts.place(place),
                message="" if claim else f"“{fact.words}”（{fact.label.indicator}）没有一条成效写到",
            )  # fmt: skip


def _sections(facts: Facts, carried: dict[Span, tuple[str, str]], engine: str) -> Iterator[Row]:
    """Sections by their own sentences; where nobody labelled, any figure of the plain reading makes a section count."""
    outline = facts.case.report.outline
    wanted: dict[int, Span] = {}
    for sentence in outline.sentences:
        if sentence.section is None or outline.role(sentence) is not Role.WORK:
            continue
        held = facts.within([sentence.span])
        if any(fact.label is None or fact.label.status == "achieved" for fact in held):
            wanted.setdefault(sentence.section, sentence.span)
    met = {s.section for s in outline.sentences for span in carried if s.span.covers(span)}
    for section, span in wanted.items():
        case, name = facts.case, " > ".join(outline.path(section))
        yield Row(
            engine, case.doc, case.name, "section_coverage", "pass" if section in met else "fail", expected=name,
            source=facts.place(span), message="" if section in met else f"“{name}”没有一个数进入成效",
        )  # fmt: skip
