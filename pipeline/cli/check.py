"""`jianbao figures`, `audit`, `verify`: the pure functions as commands."""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.console import exit_code, talk
from pipeline.cli.options import Json, Paths

if TYPE_CHECKING:
    from pipeline.domain.report import Report
    from pipeline.domain.result import Row

_HAN = re.compile("[\u4e00-\u9fff]")


def figures(
    paths: Paths,
    as_json: Json = False,
    everything: Annotated[bool, typer.Option("--all", help="Every numeral, with what it belongs to.")] = False,
) -> None:
    """List the figures of reports: the ground truth every other command leans on."""
    from pipeline.figures import figure_row, find_figures, find_numerals

    failures: list[str] = []
    for report in _reports(paths, failures):
        if everything:
            rows = [
                {"report": report.name, "start": n.start, "end": n.end, "text": n.text, "owner": n.owner.value}
                for n in find_numerals(report.text, report.outline)
            ]
            _show(report.name, rows, ["text", "owner", "start", "end"], as_json)
        else:
            found = [figure_row(f, report.name, report.outline) for f in find_figures(report.text, report.outline)]
            columns = ["id", "text", "value", "unit", "kind", "status", "indicator"]
            _show(report.name, [row.model_dump() for row in found], columns, as_json)
    raise typer.Exit(2 if failures else 0)


def audit(paths: Paths, as_json: Json = False) -> None:
    """Say where a report disagrees with itself. Exit code 1 when a finding is an error."""
    from pipeline.audit import audit as audit_report

    findings: list[Row] = []
    failures: list[str] = []
    for report in _reports(paths, failures):
        own = audit_report(report)
        findings += own
        columns = ["severity", "rule", "message", "quote"]
        _show(report.name, [finding.model_dump() for finding in own], columns, as_json)
    raise typer.Exit(2 if failures else exit_code(findings))


def verify(
    draft: Annotated[Path, typer.Argument(help="The draft: .txt, .md or .docx; - for standard input.")],
    source: Annotated[list[Path], typer.Option("--source", "-s", help="Report files or folders.")],
    as_json: Json = False,
    brief: Annotated[bool, typer.Option("--brief", help="Show only the numbers to look at.")] = False,
    page: Annotated[Path | None, typer.Option("--html", help="Write draft and sources side by side here.")] = None,
) -> None:
    """Hold a draft against its sources, number by number. Exit code 1 when a number is wrong."""
    from pipeline.sources import read_draft
    from pipeline.verify import index_source
    from pipeline.verify import verify as verify_draft

    failures: list[str] = []
    text, reports = read_draft(draft), list(_reports(source, failures))
    indexes = [index_source(report) for report in reports]
    _doubt(str(draft), text, [index.report.name for index in indexes if not index.figures])
    rows = verify_draft(text, indexes) if reports else []
    if reports and page:
        from pipeline.corpus.files import write_text
        from pipeline.render import verify_html

        write_text(page, verify_html(text, draft.name, rows, reports))
    shown = [row.model_dump() for row in rows if not brief or row.severity != "info"]
    _show(str(draft), shown, ["verdict", "severity", "text", "message"], as_json)
    if reports:
        talk.print(f"jianbao: {_tally(rows)}")
    raise typer.Exit(2 if failures or not reports else exit_code(rows))


def _doubt(draft: str, text: str, without_figures: Sequence[str]) -> None:
    """Say what makes the verdicts doubtful, before they are shown."""
    if not _HAN.search(text):
        talk.print(f"jianbao: {draft}: no Chinese text; scale words and units of another language are not read")
    for name in without_figures:
        talk.print(f"jianbao: {name}: holds no figure, so nothing of a draft can be found in it; is it the report?")


def _tally(rows: Sequence["Row"]) -> str:
    if not rows:
        return "the draft holds no number"
    count = Counter(getattr(row, "severity", None) for row in rows)
    return f"{len(rows)} numbers: {count['error']} wrong, {count['warn']} to query, {count['info']} right"


def _reports(paths: Sequence[Path], failures: list[str]) -> Iterable["Report"]:
    from pipeline.errors import InputError
    from pipeline.sources import discover, read_source

    for source in discover(paths):
        try:
            yield read_source(source)
        except InputError as error:
            failures.append(str(error))
            talk.print(f"jianbao: {error}")


def _show(title: str, rows: Sequence[dict[str, Any]], columns: Sequence[str], as_json: bool) -> None:
    if as_json or not sys.stdout.isatty():
        for row in rows:
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title, title_justify="left")
    for column in columns:
        table.add_column(column, overflow="fold")  # Chinese has no blanks to break a line at
    for row in rows:
        table.add_row(*("" if row[column] is None else str(row[column]) for column in columns))
    # Report text is data: printed as it is, never read as markup.
    Console(markup=False, highlight=False).print(table)
