"""The figures the pipeline finds and the plain reading, each against the labels, and the two against each other."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from evals.facts import Facts, fold
from evals.labels import Label, Quantified, pair, same_unit, same_value, unit_in_words
from evals.metrics import FIGURES, REGEX
from evals.regex_truth import Quantity
from evals.rows import Row, State
from pipeline.domain.figure import Figure
from pipeline.domain.span import Span
from pipeline.figures import find_figures

B = TypeVar("B", bound=Quantified)


def figure_rows(facts: Facts) -> Iterator[Row]:
    """Every comparison of one case; where nobody labelled it, only the two readings against each other."""
    outline = facts.case.report.outline
    found = find_figures(facts.text, outline)
    labels = facts.case.labels
    if labels is not None:
        yield from _against_labels(facts, labels, found)
        yield from _readings_against_labels(facts, labels)
    yield from _agreement(facts, [figure for figure in found if any(b.covers(figure.span) for b in outline.body)])


def _against_labels(facts: Facts, labels: Sequence[Label], found: Sequence[Figure]) -> Iterator[Row]:
    asked, free = _asked(labels, found)
    pairs = pair(asked, free)
    for label in pairs.missed:
        yield _row(facts, FIGURES, "figure_recall", "fail", label, label.text, "", "没有找到")
    for label, figure in pairs.both:
        value = same_value(label, figure)
        yield _row(
            facts,
            FIGURES,
            "figure_recall",
            _state(value),
            label,
            label.text,
            figure.text,
            _differ(label, figure, value),
        )
        yield _row(
            facts,
            FIGURES,
            "figure_precision",
            _state(value),
            label,
            label.text,
            figure.text,
            _differ(label, figure, value),
        )
        same = same_unit(label.unit, figure.unit) and value
        yield _row(
            facts,
            FIGURES,
            "figure_unit",
            _state(same),
            label,
            _with_unit(label),
            _with_unit(figure),
            "" if same else "单位不同",
        )
        for name, one, other in (
            ("approx", str(label.approx), str(figure.approx)),
            ("kind", label.kind, figure.kind.value),
            ("status", label.status, figure.status.value),
        ):
            message = "" if one == other else f"{label.indicator}：{name} 标注为 {one}，读作 {other}"
            yield _row(
                facts,
                FIGURES,
                f"figure_{name}",
                _state(not message),
                label,
                f"{label.text} {one}",
                f"{figure.text} {other}",
                message,
            )
    for figure in pairs.extra:
        yield _row(facts, FIGURES, "figure_precision", "fail", figure, "", figure.text, "标注里没有这个数")


def _readings_against_labels(facts: Facts, labels: Sequence[Label]) -> Iterator[Row]:
    asked, free = _asked(labels, facts.readings)
    pairs = pair(asked, free)
    for label in pairs.missed:
        yield _row(facts, REGEX, "regex_recall", "fail", label, label.text, "", "正则读法没有找到")
    for label, reading in pairs.both:
        value = same_value(label, reading) and same_unit(label.unit, reading.unit)
        for rule in ("regex_recall", "regex_precision"):
            yield _row(
                facts,
                REGEX,
                rule,
                _state(value),
                label,
                _with_unit(label),
                _with_unit(reading),
                "" if value else "读法不同",
            )
    for reading in pairs.extra:
        yield _row(facts, REGEX, "regex_precision", "fail", reading, "", reading.text, "标注里没有这个数")


def _agreement(facts: Facts, found: Sequence[Figure]) -> Iterator[Row]:
    """Where the two readings differ one of them is wrong; which one is for a person to say."""
    pairs = pair(found, facts.readings)
    for figure in pairs.missed:
        yield _row(facts, FIGURES, "disagreement", "review", figure, figure.text, "", "正则读法没有这个数")
    for reading in pairs.extra:
        yield _row(facts, FIGURES, "disagreement", "review", reading, "", reading.text, "只有正则读法有这个数")
    for figure, reading in pairs.both:
        same = same_value(figure, reading) and same_unit(figure.unit, reading.unit) and figure.approx == reading.approx
        yield _row(
            facts, FIGURES, "disagreement", "pass" if same else "review", figure, _full(figure), _full(reading),
            "" if same else "两种读法不同",
        )  # fmt: skip


def _asked(labels: Sequence[Label], found: Sequence[B]) -> tuple[list[Label], list[B]]:
    """Without table cells whose unit stands in a column head."""
    asked = [label for label in labels if unit_in_words(label)]
    apart = [label for label in labels if not unit_in_words(label)]
    return asked, [f for f in found if not any(f.start < cell.end and cell.start < f.end for cell in apart)]


def _row(
    facts: Facts, engine: str, rule: str, state: State, at: Quantified, expected: str, got: str, message: str
) -> Row:
    case = facts.case
    place = facts.place(Span(at.start, at.end))
    return Row(
        engine, case.doc, case.name, rule, state, fact_id=f"{at.start}-{at.end}", expected=fold(expected),
        got=fold(got), source=place, message=message,
    )  # fmt: skip


def _state(good: bool) -> State:
    return "pass" if good else "fail"


def _differ(label: Label, figure: Figure, same: bool) -> str:
    return "" if same else f"值为{label.value}，读作{figure.value}"


def _with_unit(row: Quantified) -> str:
    return f"{row.text}[{row.unit}]"


def _full(row: Figure | Quantity) -> str:
    return f"{row.text}[{row.value.normalize():f} {row.unit}{' ~' if row.approx else ''}]"
