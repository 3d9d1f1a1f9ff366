"""`jianbao summarize` and `jianbao digest`: reports in, checked summaries and a digest out."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date as calendar
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.app import app, talk
from pipeline.cli.check import exit_code
from pipeline.errors import InputError

if TYPE_CHECKING:
    from pipeline.corpus import Outcome, Settled
    from pipeline.engines.base import Engine

Paths = Annotated[list[Path], typer.Argument(help="Report files or folders.", metavar="PATH…")]
Out = Annotated[Path, typer.Option("--out", "-o", help="Folder for the results.")]
EngineName = Annotated[str, typer.Option("--engine", help="auto, extractive or llm.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, only errors.")]


@app.command()
def summarize(paths: Paths, out: Out = Path("out"), engine: EngineName = "auto", quiet: Quiet = False) -> None:
    """Summarise each report; run again, it does only what is missing or changed."""
    settled, code = asyncio.run(_run(paths, out, _engine(engine), quiet, resume=True))
    raise typer.Exit(code or exit_code(f for done in settled for f in done.summary.findings))


@app.command()
def digest(
    paths: Paths,
    out: Out = Path("out"),
    engine: EngineName = "auto",
    title: Annotated[str | None, typer.Option(help="Title of the digest.")] = None,
    date: Annotated[str | None, typer.Option(help="Date of the digest, ISO; today by default.")] = None,
    quiet: Quiet = False,
) -> None:
    """Do everything: one summary a report and one digest over all of them."""
    from pipeline.corpus.files import write_text
    from pipeline.digest import make_digest
    from pipeline.render import digest_html, digest_markdown

    chosen = _engine(engine)
    settled, code = asyncio.run(_run(paths, out, chosen, quiet, resume=False))
    if not settled:
        raise InputError("no report could be read; nothing was written")
    reports, summaries = [s.report for s in settled], [s.summary for s in settled]
    made = make_digest(reports, summaries, date=date or calendar.today().isoformat(), title=title, engine=chosen)
    write_text(out / "digest.json", made.model_dump_json(by_alias=True, indent=1) + "\n")
    write_text(out / "digest.md", digest_markdown(made, summaries))
    write_text(out / "digest.html", digest_html(made, summaries, reports))
    if not quiet:
        talk.print(f"digest of {len(settled)} reports: {out / 'digest.html'}", markup=False)
    raise typer.Exit(code or exit_code(made.findings))


def _engine(name: str) -> "Engine":
    from pipeline.engines import choose_engine

    engine, why = choose_engine(name)
    talk.print(why, markup=False)
    return engine


async def _run(
    paths: list[Path], out: Path, engine: "Engine", quiet: bool, *, resume: bool
) -> tuple[list["Settled"], int]:
    """Every report's summary, written as it is done; exit code 2 when a file could not be read."""
    from pipeline.corpus import run_reports
    from pipeline.sources import discover

    sources = discover(paths)
    if not sources:
        raise InputError(f"{', '.join(map(str, paths))}: no report found; give .txt or .md files, or a folder of them")
    outcomes = run_reports(sources, engine, results=out / "reports", resume=resume)
    return await _collect(outcomes, out, len(sources), quiet)


async def _collect(
    outcomes: AsyncIterator["Outcome"], out: Path, total: int, quiet: bool
) -> tuple[list["Settled"], int]:
    from pipeline.cli.progress import Board
    from pipeline.corpus import Failure
    from pipeline.corpus.files import write_text
    from pipeline.render import summary_markdown

    settled, code = [], 0
    with Board(total, quiet) as board:
        async for outcome in outcomes:
            board.saw(outcome)
            if isinstance(outcome, Failure):
                code = 2
                continue
            write_text(out / "reports" / f"{outcome.report.name}.md", summary_markdown(outcome.summary))
            settled.append(outcome)
    return settled, code
