"""`jianbao series`: the results of many reports as tables for analysts, and figures that are out of proportion."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.console import talk
from pipeline.cli.options import Quiet
from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.domain.result import Finding, ReportSummary
    from pipeline.render.table_files import TableFiles
    from pipeline.series import Series
    from pipeline.series.stored import Stored

_SHOWN = 20  # findings printed; all of them are in findings.csv


def series(
    paths: Annotated[list[Path], typer.Argument(help="Output folders of runs.", metavar="PATH…")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the tables.")],
    indicators: Annotated[Path | None, typer.Option(help="Your own list of indicators, a TOML file.")] = None,
    parquet: Annotated[
        bool | None, typer.Option("--parquet/--no-parquet", help="Parquet too; by default where pyarrow is installed.")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Bring the results of many reports together: series by office, district and year, and what is out of proportion.

    Writes indicators, figures, findings, offices, reports and districts as CSV, figures as JSON Lines.
    """
    from pipeline.corpus.folder import RESULTS
    from pipeline.digest import read_indicators
    from pipeline.render.table_files import has_parquet, table_files
    from pipeline.render.tables import FIGURES, TABLES
    from pipeline.series import finding_of, gather, outliers, stored_summaries

    rules = read_indicators(indicators) if indicators else None
    if (out / RESULTS).is_dir():
        raise SettingsError(
            f"--out {out}: holds the results of a run, whose own tables have the same names; choose another"
        )
    if parquet and not has_parquet():
        raise SettingsError(
            "--parquet: pyarrow is not installed; pip install 'jianbao[parquet]', or leave the flag out"
        )
    stored = stored_summaries(paths)
    severe: set[str] = set()
    with table_files(out, TABLES, parquet=has_parquet() if parquet is None else parquet, lines=[FIGURES]) as files:
        with _progress(quiet) as tick:
            gathered = gather(_writing(stored, files, severe, tick), rules)
        far = [finding_of(one) for one in outliers(gathered)]
        _write(files, gathered, far)
    for reason in stored.unread:
        talk.print(f"jianbao: {reason}")
    _say(far, gathered, out, stored, parquet, quiet)
    raise typer.Exit(2 if stored.unread else int(bool(severe)))


def _writing(
    summaries: Iterable["ReportSummary"], files: "TableFiles", severe: set[str], tick: "Callable[[], None]"
) -> Iterator["ReportSummary"]:
    """Pass each summary on with its figures and findings written; `severe` gets the rules of errors among these."""
    from pipeline.render.tables import FIGURES, FINDINGS, figure_values, finding_row

    for summary in summaries:
        for row in summary.figures:
            files.row(FIGURES, figure_values(row))
            files.line(FIGURES, row.model_dump_json())
        for finding in summary.findings:
            files.row(FINDINGS, finding_row(finding))
        severe.update(finding.rule for finding in summary.findings if finding.severity == "error")
        tick()
        yield summary


def _write(files: "TableFiles", gathered: "Series", far: list["Finding"]) -> None:
    from pipeline.render import tables
    from pipeline.series import groups

    points = Counter(office.id for point in gathered.points if (office := gathered.office(point)))
    for point in gathered.points:
        files.row(tables.INDICATORS, tables.indicator_row(point, gathered))
    for finding in far:
        files.row(tables.FINDINGS, tables.finding_row(finding))
    for office in gathered.offices:
        files.row(tables.OFFICES, tables.office_row(office, points[office.id]))
    for place, entry in enumerate(gathered.entries):
        files.row(tables.REPORTS, tables.report_row(entry, gathered.of.get(place)))
    for group in groups(gathered):
        files.row(tables.DISTRICTS, tables.district_row(group))


def _say(
    far: list["Finding"], gathered: "Series", out: Path, stored: "Stored", parquet: bool | None, quiet: bool
) -> None:
    """The findings on standard output, what was done on standard error."""
    from rich.console import Console

    from pipeline.render.plain import one_line
    from pipeline.render.table_files import has_parquet

    printed = Console(highlight=False, markup=False, soft_wrap=True)
    for finding in far[:_SHOWN]:
        printed.print(one_line(f"{finding.report}: {finding.message}。{finding.question}"))
    if quiet:
        return
    if len(far) > _SHOWN:
        talk.print(f"{len(far) - _SHOWN} more in {out / 'findings.csv'}")
    unknown = len(gathered.entries) - len(gathered.of)
    left = {"of an unknown office": unknown, "given twice": stored.again, "failed in their run": stored.failed}
    said = "".join(f", {number} {what}" for what, number in left.items() if number)
    talk.print(
        f"{len(gathered.entries)} reports{said}; {len(gathered.offices)} offices, {len(gathered.points)} points, "
        f"{len(far)} out of proportion: {out}"
    )
    if parquet is None and not has_parquet():
        talk.print("no Parquet: pip install 'jianbao[parquet]' adds it")


@contextmanager
def _progress(quiet: bool) -> Iterator["Callable[[], None]"]:
    from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=talk, disable=quiet or not talk.is_terminal, transient=True) as progress:
        task = progress.add_task("reports", total=None)
        yield lambda: progress.advance(task)
