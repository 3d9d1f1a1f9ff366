"""`jianbao eval`: measure, decide, compare, bless. Tables to stdout, talk to stderr. Exit codes 0, 1, 3; 2 misuse."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

if TYPE_CHECKING:
    from evals.cases import CaseSet
    from evals.rows import Results

app = typer.Typer(
    help="The eval harness: is it right, and did it get worse?", no_args_is_help=True, rich_markup_mode=None,
    pretty_exceptions_enable=False, add_completion=False,
)  # fmt: skip
_WIDTH = 150  # of the table where the output is no terminal: the same in every log

Folder = Annotated[Path, typer.Argument(help="Folder of a run, as `eval run --out` wrote it.", metavar="RUN")]
Thresholds = Annotated[Path | None, typer.Option(help="Bars; evals/thresholds.toml by default.", metavar="FILE")]
Baseline = Annotated[Path | None, typer.Option(help="Blessed state; evals/baseline.json by default.", metavar="FILE")]
DEFAULT_OUT = Path("out/eval")


@app.command()
def run(
    cases: Annotated[
        Path | None, typer.Option(help="Folder with reports/, gold/, recordings/; the seeds by default.")
    ] = None,
    engine: Annotated[list[str] | None, typer.Option(help="extractive, llm or llm:MODEL; may be repeated.")] = None,
    case: Annotated[list[str] | None, typer.Option(help="Name of a case, or its beginning; may be repeated.")] = None,
    out: Annotated[Path, typer.Option(help="Folder for rows.jsonl, run.json and the views.")] = DEFAULT_OUT,
) -> None:
    """Run every case through every engine, offline, and write rows and views. Exit code 3 when recordings are stale."""
    from evals.run import run_evals
    from evals.views.console import faults_of_stopped, show, table

    results = run_evals(_case_set(cases), engine or (), case or ())
    write_run(results, out)
    console = _console()
    console.print(table(results))
    stale = [one for one in results.run.engines if one.unmeasurable and (one.calls or engine)]
    for one in stale:
        reason = one.stale or f"{one.engine}: {one.unmeasurable}\nto record: {one.command}"
        show(Console(stderr=True), [reason, *faults_of_stopped(results, one.engine)])
    raise typer.Exit(3 if stale else 0)


@app.command()
def gate(run_folder: Folder = DEFAULT_OUT, thresholds: Thresholds = None, baseline: Baseline = None) -> None:
    """Hold a run against the bars and the baseline. 0 pass, 1 a bar is missed, 3 it could not be measured."""
    from evals.baseline import BASELINE, read_baseline
    from evals.gate import decide
    from evals.rows import read_results
    from evals.thresholds import THRESHOLDS, read_thresholds
    from evals.views.console import decision_lines, show

    bars = read_thresholds(thresholds or THRESHOLDS)
    decision = decide(read_results(run_folder), bars, read_baseline(baseline or BASELINE))
    show(_console(), decision_lines(decision))
    raise typer.Exit(decision.code)


@app.command()
def diff(
    before: Annotated[Path, typer.Argument(help="Folder of the earlier run.", metavar="A")],
    after: Annotated[Path, typer.Argument(help="Folder of the later run.", metavar="B")],
) -> None:
    """Say what changed between two runs, claim by claim and figure by figure. Exit code 1 when something did."""
    from evals.diff import diff_results
    from evals.rows import read_results
    from evals.views.console import change_lines, show

    changes = diff_results(read_results(before), read_results(after))
    show(_console(), change_lines(changes))
    raise typer.Exit(1 if changes else 0)


@app.command()
def bless(
    run_folder: Folder = DEFAULT_OUT,
    thresholds: Thresholds = None,
    baseline: Baseline = None,
    reason: Annotated[str, typer.Option(help="Why a bar was loosened, where one was.")] = "",
) -> None:
    """Make a run the state later ones are compared with. A loosened bar needs a reason; it must be measurable."""
    from evals.baseline import BASELINE
    from evals.baseline import bless as make_baseline
    from evals.gate import UNMEASURABLE, decide
    from evals.rows import read_results
    from evals.thresholds import THRESHOLDS, read_thresholds
    from evals.views.console import decision_lines, show

    bars, results = read_thresholds(thresholds or THRESHOLDS), read_results(run_folder)
    decision = decide(results, bars, None)
    if decision.code == UNMEASURABLE:
        show(_console(), [*decision_lines(decision), "not blessed"])
        raise typer.Exit(UNMEASURABLE)
    made = make_baseline(results, bars, baseline or BASELINE, reason)
    show(_console(), [f"blessed: {len(made.scores)} scores, {len(made.failures)} known faults"])


@app.command()
def mutate(verbose: Annotated[bool, typer.Option("--verbose", "-v", help="List every survivor.")] = False) -> None:
    """Corrupt correct drafts and recorded ones; count what verifier and gate notice. Exit code 1 below a bar."""
    from evals.cases import seed_cases
    from evals.damage import below_bar, damage, tally_lines
    from evals.measure import perform_extractive, perform_recorded
    from evals.mutate.__main__ import main
    from evals.offline import no_network
    from evals.views.console import show

    code = main(["-v"] if verbose else [])
    case_set = seed_cases()
    with no_network():
        runs = [perform_extractive(case_set.cases), *(perform_recorded(case_set, model) for model in case_set.models)]
        for done in runs:
            tallies = damage(done, [case.report for case in case_set.cases])
            short = [f"below the bar: {line}" for line in below_bar(tallies)]
            show(_console(), [*tally_lines(done.measured.engine, tallies, None if verbose else 5), *short])
            code = max(code, 1 if short else 0)
    raise typer.Exit(code)


@app.command()
def truth(verbose: Annotated[bool, typer.Option("--verbose", "-v", help="List what differs.")] = False) -> None:
    """Hold both readings of figures against the labels. Exit code 1 when a bar of the pipeline's reading is missed."""
    from evals.cases import seed_cases
    from evals.metrics import REGEX, score_rows
    from evals.run import run_evals
    from evals.truth import main
    from evals.views.console import row_line, share_text, show

    code = main(["-v"] if verbose else [])
    results = run_evals(seed_cases(), ["extractive"])
    lines = [
        f"plain reading {s.metric.name}: {share_text(s.micro or 0)} ({s.k}/{s.n})"
        for s in score_rows(results.rows)
        if s.engine == REGEX
    ]
    doubts = [row for row in results.rows if row.rule == "disagreement" and row.state == "review"]
    lines.append(f"the two readings differ on {len(doubts)} figures" + ("" if verbose else " (-v lists them)"))
    show(_console(), [*lines, *(f"  {row_line(row)}" for row in doubts if verbose)])
    raise typer.Exit(code)


def write_run(results: "Results", out: Path) -> None:
    """The rows, what was run, and every view, in `out`."""
    from evals.rows import write_results
    from evals.views.html import report_html
    from evals.views.junit import junit_xml
    from evals.views.markdown import markdown_table
    from evals.views.sarif import sarif_json
    from pipeline.corpus.files import write_text

    write_results(results, out)
    write_text(out / "junit.xml", junit_xml(results))
    write_text(out / "report.sarif", sarif_json(results))
    write_text(out / "report.html", report_html(results))
    write_text(out / "table.md", markdown_table(results) + "\n")


def _case_set(folder: Path | None) -> "CaseSet":
    from evals.cases import folder_cases, seed_cases

    return seed_cases() if folder is None else folder_cases(folder)


def _console() -> Console:
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=_WIDTH)
