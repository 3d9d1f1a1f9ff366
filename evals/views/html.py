"""One self-contained page: from a metric to its reports, to the claims that failed, to the words of the report."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from evals.metrics import METRICS, Metric, Part, Score, score_rows
from evals.rows import Results, Row
from evals.views.console import caption, provenance, share_text

_HERE = Path(__file__).resolve().parent
_SHOWN_BEFORE = ("draft", "claim")


@dataclass(frozen=True, slots=True)
class Drill:
    """One report of one score: the rows that are not a pass, and the claims they are about."""

    part: Part
    wrong: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One metric of one column with what is below it."""

    score: Score
    drills: tuple[Drill, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One claim or draft with everything said of it: rule, count of rows, its worst rows."""

    row: Row
    anchor: str
    verdicts: tuple[tuple[str, int, int], ...]  # rule, rows, rows that are no pass
    wrong: tuple[Row, ...]


def report_html(results: Results) -> str:
    """The page. It loads nothing, and everything of a report in it is escaped."""
    environment = Environment(
        loader=FileSystemLoader(_HERE), undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals |= {"share": share_text, "anchor": _anchor, "interval": interval_text}
    return environment.get_template("report.html.j2").render(
        head=provenance(results),
        caption=caption(len(results.run.cases)),
        groups=[(group, _lines(results, group)) for group in ("figures", "drafts", "published")],
        unmeasured=[one for one in results.run.engines if one.unmeasurable],
        told=_told(results.rows),
        refused=[row for row in results.rows if row.rule == "refused"],
    )


def interval_text(score: Score) -> str:
    """The interval with what it is worth."""
    if score.interval is None:
        return ""
    worth = f", descriptive ({score.interval.reports} reports)" if score.interval.descriptive else ""
    return f"{score.interval.low:.3f}–{score.interval.high:.3f}{worth}"


def _lines(results: Results, group: str) -> list[tuple[Metric, list[Line]]]:
    rows: dict[tuple[str, str, str], list[Row]] = {}
    for row in results.rows:
        if row.state != "pass":
            rows.setdefault((row.rule, row.engine, row.case), []).append(row)
    by_metric: dict[str, list[Line]] = {}
    for score in score_rows(results.rows):
        name = score.metric.name
        drills = tuple(Drill(part, tuple(rows.get((name, score.engine, part.case), ()))) for part in score.parts)
        by_metric.setdefault(name, []).append(Line(score, drills))
    return [(metric, by_metric.get(metric.name, [])) for metric in METRICS if metric.group == group]


def _told(rows: Iterable[Row]) -> dict[str, dict[str, list[Told]]]:
    """Claims and drafts by engine and report."""
    about: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        if row.output:
            about.setdefault((row.engine, row.case, row.claim_id), []).append(row)
    made: dict[str, dict[str, list[Told]]] = {}
    for (engine, case, _), some in about.items():
        first = next((row for row in some if row.rule in _SHOWN_BEFORE), None)
        if first is None:
            continue
        counts: dict[str, tuple[int, int]] = {}
        for row in some:
            if row is not first:
                n, bad = counts.get(row.rule, (0, 0))
                counts[row.rule] = (n + 1, bad + (row.state != "pass"))
        told = Told(
            first, _anchor(first), tuple((rule, n, bad) for rule, (n, bad) in counts.items()),
            tuple(row for row in some if row.state != "pass"),
        )  # fmt: skip
        made.setdefault(engine, {}).setdefault(case, []).append(told)
    return made


def _anchor(row: Row) -> str:
    """The id of the claim a row is about."""
    return f"{row.engine}~{row.case}~{row.claim_id}".replace(" ", "_")
