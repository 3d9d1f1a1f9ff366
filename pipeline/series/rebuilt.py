"""A report as its summary remembers it: the cited sentences in their places, for when the text is not at hand.

What no claim cites is blank. Indicators are read from what is left, so a figure in an uncited sentence has no point.
"""

from collections.abc import Iterable

from pipeline.domain.report import Head, Outline, Report, Role, Section, Sentence
from pipeline.domain.result import Evidence, ReportSummary
from pipeline.domain.span import Span
from pipeline.outline.periods import period_named
from pipeline.outline.roles import role_of
from pipeline.outline.sentences import clause_spans

_PATH = " > "
_NOWHERE = Span(0, 0)


def rebuilt(summary: ReportSummary) -> tuple[Report, ReportSummary]:
    """The report with the cited sentences only, and the summary with the figures that stand in them."""
    row = summary.report
    cited = _cited(summary)
    text = _text(row.chars, cited.values())
    rows = [figure for figure in summary.figures if _holds(cited, figure.start, figure.end) and figure.sentence]
    sections = _sections((figure.section for figure in rows), row.year)
    places = {path: place for place, path in enumerate(sections)}
    sentences = [Sentence(n, _NOWHERE, (), None) for n in range(1, max((f.sentence for f in rows), default=0) + 1)]
    for figure in rows:
        span = _holds(cited, figure.start, figure.end) or _NOWHERE
        sentences[figure.sentence - 1] = Sentence(
            figure.sentence, span, clause_spans(text, span), places.get(figure.section)
        )
    head = Head(row.title, row.issuer, row.year, row.published, row.period or period_named(row.title))
    outline = Outline(head, (), tuple(sections.values()), tuple(sentences))
    return Report(row.name, text, row.sha256, outline), summary.model_copy(update={"figures": tuple(rows)})


def _cited(summary: ReportSummary) -> dict[Span, Evidence]:
    claims = (*summary.achievements, *summary.plans, *summary.problems)
    return {Span(one.start, one.end): one for claim in claims for one in claim.evidence}


def _text(length: int, cited: Iterable[Evidence]) -> str:
    """Line breaks for what is not known, so that nothing seems to stand in one paragraph that may not."""
    parts, at = [], 0
    for one in sorted(cited, key=lambda one: one.start):
        if one.start >= at and one.end - one.start == len(one.text):
            parts += ["\n" * (one.start - at), one.text]
            at = one.end
    return "".join([*parts, "\n" * max(0, length - at)])


def _holds(cited: Iterable[Span], start: int, end: int) -> Span | None:
    return next((span for span in cited if span.start <= start and end <= span.end), None)


def _sections(paths: Iterable[str], year: int | None) -> dict[str, Section]:
    """The sections the figures stand in and those above, by path; what a heading is for, as it says itself."""
    found: dict[str, Section] = {}
    for path in dict.fromkeys(paths):
        titles = path.split(_PATH) if path else []
        for depth in range(1, len(titles) + 1):
            here, above = _PATH.join(titles[:depth]), _PATH.join(titles[: depth - 1])
            if here not in found:
                parent = found.get(above)
                role = role_of(titles[depth - 1], year, outer=depth == 1) or (parent.role if parent else Role.WORK)
                found[here] = Section(
                    len(found), depth, "", titles[depth - 1], _NOWHERE, _NOWHERE, parent.id if parent else None, role
                )
    return found
