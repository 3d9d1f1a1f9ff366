"""Drafts of reports with a minus sign planted before their numbers: the labelled reports hardly have any.

A draft that copies the sign is right, in any width; without it the number is another.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from evals.mutate.drafts import Draft
from evals.mutate.operators import Mutant, may_have_sign
from pipeline.domain.report import Report
from pipeline.figures import find_figures
from pipeline.outline import read_outline
from pipeline.verify import SourceIndex

_SIGN = "-"


def signed_sources(sources: Sequence[tuple[SourceIndex, dict[int, str]]]) -> list[tuple[SourceIndex, dict[int, str]]]:
    """The sources with a sign before every labelled percentage and sum of money that tells no fall, and no others."""
    return [_signed(index, good) for index, good in sources]


def _signed(index: SourceIndex, good: dict[int, str]) -> tuple[SourceIndex, dict[int, str]]:
    text = index.report.text
    places = sorted(
        figure.start for figure in index.figures if figure.start in good and may_have_sign(text, figure.start, figure)
    )
    planted = _SIGN.join(text[one:other] for one, other in zip([0, *places], [*places, len(text)], strict=True))
    outline = read_outline(planted)
    figures = find_figures(planted, outline)
    source = SourceIndex(Report(index.report.name, planted, "", outline), figures)
    moved = {place + bisect_left(places, place) + 1: good[place] for place in places}
    return source, {figure.start: moved[figure.start] for figure in figures if figure.start in moved}


def sign_mutants(draft: Draft) -> Iterator[Mutant]:
    """`draft` of a signed source with one of its signs left out."""
    for label in draft.labels:
        if draft.text[label.start - 1 : label.start] == _SIGN:
            changed = draft.edit(label.start - 1, label.start, "")
            yield Mutant("sign_dropped", f"{draft.id}/{label.id}/sign_dropped", changed, label.start - 1, label.end - 1)
