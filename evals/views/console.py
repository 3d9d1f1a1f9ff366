"""The table on a terminal: engines side by side, and what a gate or a diff says."""

from collections.abc import Iterable, Sequence

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from evals.diff import Change
from evals.gate import Decision
from evals.metrics import METRICS, Metric, Score, score_rows
from evals.rows import Measured, Results, Row

_SHOWN = 20  # rows behind a breach
_GROUPS = {
    "figures": "figures, against the labels and against the plain reading",
    "drafts": "before verification: what the engine said",
    "published": "after verification: what is published",
}


def provenance(results: Results) -> list[str]:
    """Where the figures come from, a line an engine: the head of every view."""
    run = results.run
    lines = [f"{len(run.cases)} reports, {len(run.labelled)} of them labelled by hand; jianbao {run.version}"]
    return lines + [f"{one.engine}: {_origin(one)}" for one in run.engines]


def table(results: Results) -> RenderableType:
    """Every metric with every engine: micro (k/n), macro, the worst report."""
    scores = {(score.metric.name, score.engine): score for score in score_rows(results.rows)}
    engines = [one.engine for one in results.run.engines]
    parts: list[RenderableType] = [Text(line) for line in provenance(results)]
    readings = Table("metric", "reading", *_HEADS, title=_GROUPS["figures"], title_justify="left")
    for metric in METRICS:
        if metric.group == "figures":
            readings.add_row(metric.title, metric.reading, *_cells(metric, scores.get((metric.name, metric.reading))))
    parts.append(readings)
    measured = {one.engine: one for one in results.run.engines}
    parts += [_side_by_side(group, engines, scores, measured) for group in ("drafts", "published")]
    parts.append(Text(caption(len(results.run.cases))))
    return Group(*parts)


def caption(reports: int) -> str:
    """How to read the table."""
    return (
        "k/n: right ones of a share, wrong ones of a fault (✗). – : nothing to score. "
        f"Intervals over {reports} reports are descriptive below 20: see report.html."
    )


_HEADS = ("micro", "k/n", "macro", "worst report")


def _side_by_side(
    group: str, engines: Sequence[str], scores: dict[tuple[str, str], Score], measured: dict[str, Measured]
) -> Table:
    made = Table("metric", title=_GROUPS[group], title_justify="left")
    for engine in engines:
        made.add_column(f"{engine}\nmicro (k/n) macro", justify="right")
        made.add_column("\nworst")
    for metric in (metric for metric in METRICS if metric.group == group):
        cells: list[str] = []
        for engine in engines:
            cells += _pair(metric, scores.get((metric.name, engine)), measured[engine])
        made.add_row(("✗ " if not metric.share else "") + metric.title, *cells)
    return made


def _pair(metric: Metric, score: Score | None, measured: Measured) -> tuple[str, str]:
    if measured.unmeasurable:
        return "not measurable", ""
    micro, count, macro, worst = _cells(metric, score)
    return (f"{micro} ({count}) {macro}", worst) if score is not None and score.n else ("–", "")


def _cells(metric: Metric, score: Score | None) -> tuple[str, str, str, str]:
    """micro, k/n, macro and the worst report; the worst only where something is wrong."""
    if score is None or score.micro is None or score.macro is None or score.worst is None:
        return "–", "–", "–", ""
    worst = score.worst
    clean = worst.value == (1 if metric.share else 0)
    review = f" +{score.review}?" if score.review and metric.name != "disagreement" else ""
    where = "" if clean else f"{worst.case[:12]} {worst.k}/{worst.n}"
    return share_text(score.micro), f"{score.k}/{score.n}{review}", share_text(score.macro), where


def share_text(value: float) -> str:
    """A share with as many digits as it needs: 1, 0, 0.9962."""
    return f"{value:.0f}" if value in (0, 1) else f"{value:.4f}"


def _origin(one: Measured) -> str:
    if one.unmeasurable:
        return f"not measurable ({one.unmeasurable.splitlines()[0]})"
    if not one.calls:
        return "built in, no model"
    counts = ", ".join(f"{number} {origin}" for origin, number in one.origins.items())
    scripted = " · scripted answers back no statement about quality" if one.origins.get("scripted") else ""
    return f"{one.calls} calls, answers: {counts}; prompts {one.prompts}{scripted}"


def decision_lines(decision: Decision) -> list[str]:
    """What a gate says, a line a thing."""
    lines = list(decision.notes) + list(decision.loosened)
    lines += [f"NOT MEASURABLE {reason}" for reason in decision.unmeasurable]
    for breach in decision.breaches:
        lines.append(f"BREACH {breach.metric} of {breach.engine}: {breach.sentence}")
        lines += [f"  {row_line(row)}" for row in breach.rows[:_SHOWN]]
        if len(breach.rows) > _SHOWN:
            lines.append(f"  … and {len(breach.rows) - _SHOWN} more: see report.html")
    verdict = {0: "PASS", 1: "FAIL", 3: "NOT MEASURABLE"}[decision.code]
    return [*lines, f"gate: {verdict} (exit code {decision.code})"]


def row_line(row: Row) -> str:
    """One row for people: where, what was expected, what was found, why."""
    where = f"{row.doc}:{row.source.line}" if row.source else row.doc
    said = f" {row.expected!r} → {row.got!r}" if row.expected or row.got else ""
    claim = f" [{row.claim_id}]" if row.claim_id else ""
    return f"{where}{claim}{said} {row.message}".rstrip()


def faults_of_stopped(results: Results, engine: str) -> list[str]:
    """The drafts that are wrong in reports that stopped: the gate asks for those again, which may be why."""
    stopped = {row.case for row in results.rows if row.engine == engine and row.rule == "replay"}
    wrong = [row for row in results.rows if row.engine == engine and row.case in stopped and row.state == "fail"]
    return [f"in a draft: {row.rule}: {row_line(row)}" for row in wrong[:_SHOWN]]


def change_lines(changes: Iterable[Change]) -> list[str]:
    """A diff, a line a change."""
    lines = []
    for one in changes:
        place = f"{one.engine} {one.case}"
        match one.what:
            case "appeared":
                lines.append(f"+ {place} {one.rule}: {one.after}")
            case "vanished":
                lines.append(f"- {place} {one.rule}: {one.before}")
            case "reworded":
                lines.append(f"~ {place} {one.rule}: {one.before}\n  → {one.after}")
            case _:
                lines.append(f"! {place} {one.rule}: {one.before or '–'} → {one.after or '–'}  {one.message}")
    return lines or ["no difference"]


def show(console: Console, lines: Iterable[str]) -> None:
    """Print lines as they are."""
    for line in lines:
        console.print(line, markup=False, highlight=False, soft_wrap=True)
