"""Drafts with a number worked out by the writer: 甲1人、乙2人，共计3人. Right it is `derived`, one off it is wrong."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from evals.mutate.drafts import Draft, Label
from evals.mutate.operators import Mutant
from pipeline.domain.figure import Figure
from pipeline.verify import SourceIndex

_BRACKET = re.compile("[()（）]")  # half a bracket is no draft anybody writes


def sum_drafts(sources: Sequence[tuple[SourceIndex, dict[int, str]]]) -> Iterator[Draft]:
    """Two neighbouring figures of one unit quoted with the words between them, and their sum."""
    for n, (index, good) in enumerate(sources):
        for one, other in zip(index.figures, index.figures[1:], strict=False):
            if _summable(one, other) and one.start in good and other.start in good:
                draft = _draft(n, index, one, other, good[one.start])
                if not _BRACKET.search(draft.text):
                    yield draft


def _summable(one: Figure, other: Figure) -> bool:
    plain = not (one.approx or other.approx or one.value_hi or other.value_hi)
    same = (
        one.unit_norm == other.unit_norm and bool(one.unit) and one.kind is other.kind and one.kind.value != "percent"
    )
    return (
        plain and same and one.sentence == other.sentence and one.clause != other.clause and other.start - one.end < 40
    )


def _draft(n: int, index: SourceIndex, one: Figure, other: Figure, name: str) -> Draft:
    text = index.report.text
    start = max(text.rfind(mark, 0, one.start) for mark in ",，；;。：\n") + 1
    end = min(at for mark in ",，；;。：、\n" if (at := text.find(mark, other.end)) >= 0)
    words = text[start:end]
    total = number(one.value + other.value) + one.unit
    label = Label(name, len(words) + 5, len(words) + 5 + len(total), one)
    return Draft(f"d{name}", n, f"{words}，两项合计{total}", (label,)).edit(0, 0, "")


def number(value: Decimal) -> str:
    """`value` in 万 where it has at most four places there, else in full."""
    wan = value.scaleb(-4).normalize()
    if value >= 10000 and int(wan.as_tuple().exponent) >= -4:
        return format(wan, "f") + "万"
    return format(value.normalize(), "f")


def sum_mutants(draft: Draft) -> Iterator[Mutant]:
    """The sum one unit of its last place too high."""
    label = draft.labels[0]
    printed = draft.text[label.start : label.end].removesuffix(label.figure.unit)
    digits = printed.removesuffix("万")
    places = len(digits.split(".")[1]) if "." in digits else 0
    value = Decimal(digits) + Decimal(1).scaleb(-places)
    words = f"{value:f}{printed[len(digits) :]}{label.figure.unit}"
    yield Mutant(
        "derived_off_by_one",
        f"{draft.id}/off1",
        draft.edit(label.start, label.end, words),
        label.start,
        label.start + len(words),
    )
