"""`jianbao summarize`, and the run it shares with `jianbao digest`: reports in, checked summaries out."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.console import exit_code, talk
from pipeline.cli.options import (
    BaseUrl,
    Budget,
    Concurrency,
    EngineName,
    Ledger,
    LogJson,
    ModelName,
    Out,
    Paths,
    Quiet,
    Replay,
    settings_of,
)
from pipeline.errors import InputError

if TYPE_CHECKING:
    from pipeline.corpus import Outcome, Settled
    from pipeline.domain.result import Digest
    from pipeline.engines import Chosen
    from pipeline.model.observe import Observer
    from pipeline.settings import Settings


def summarize(
    paths: Paths,
    out: Out = Path("out"),
    engine: EngineName = None,
    model: ModelName = None,
    base_url: BaseUrl = None,
    replay: Replay = None,
    concurrency: Concurrency = None,
    budget: Budget = None,
    ledger: Ledger = None,
    log_json: LogJson = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print calls, tokens and cost; ask nothing.")] = False,
    quiet: Quiet = False,
) -> None:
    """Summarise each report; run again, it does only what is missing or changed."""
    settings = settings_of(
        engine=engine,
        model=model,
        base_url=base_url,
        replay=replay,
        concurrency=concurrency,
        budget=budget,
        ledger=ledger,
        log_json=log_json,
    )
    if dry_run:
        from pipeline.cli.plan import show_plan

        show_plan(paths, settings)
        return
    settled, _, code = asyncio.run(run_all_reports(paths, out, settings, quiet, digest=None))
    raise typer.Exit(code or exit_code(finding for one in settled for finding in one.summary.findings))


async def run_all_reports(
    paths: list[Path], out: Path, settings: "Settings", quiet: bool, digest: dict[str, Any] | None
) -> tuple[list["Settled"], "Digest | None", int]:
    """Every report's summary, written as it is made, and the digest when asked for.

    The exit code is 2 when a file could not be read, 3 when a chunk had to do without its model, else 0.
    """
    from pipeline.corpus import run_reports
    from pipeline.digest import make_digest_async
    from pipeline.engines import choose_engine
    from pipeline.sources import discover

    sources = discover(paths, leave_out=out)
    if not sources:
        raise InputError(f"{', '.join(map(str, paths))}: no report found; give text, web pages, Word, PDF, CSV or ZIP")
    with _log(settings.log_json) as observer:
        chosen = choose_engine(settings, observer)
        talk.print(chosen.line)
        try:
            outcomes = run_reports(sources, run_plan(chosen, settings, out, resume=digest is None))
            settled, unread, code = await _collect(outcomes, out, len(sources), quiet)
            if digest is None or not settled:
                return settled, None, code
            settled, doubles = _once(settled)
            reports, summaries = [one.report for one in settled], [one.summary for one in settled]
            told = digest | {"unread": unread, "doubles": doubles}
            made = await make_digest_async(reports, summaries, engine=chosen.engine, **told)
            return settled, made, code
        finally:
            await chosen.close()


def _once(settled: list["Settled"]) -> tuple[list["Settled"], list[str]]:
    """Each report once, and what was left out: a page and its attachment, a file under two names."""
    from pipeline.sources import same_reports

    groups = same_reports([one.report for one in settled])
    again = {place for group in groups for place in group[1:]}
    said = [
        f"{settled[place].report.name}与{settled[group[0]].report.name}是同一份报告，只收一次"
        for group in groups
        for place in group[1:]
    ]
    return [one for place, one in enumerate(settled) if place not in again], said


def run_plan(chosen: "Chosen", settings: "Settings", out: Path | None, *, resume: bool) -> Any:
    """How a run of these settings does each report."""
    from pipeline.corpus import Plan

    return Plan(
        chosen.engine,
        results=out / "reports" if out else None,
        resume=resume,
        themes=settings_themes(settings),
        chunk_tokens=settings.chunk_tokens,
        at_once=settings.concurrency if chosen.engine.prompts else 1,
    )


def settings_themes(settings: "Settings") -> Any:
    """The themes of the run: the office's own file, else the list that comes with the package."""
    from pipeline.domain.theme import DEFAULT_THEMES
    from pipeline.sources import read_themes

    return read_themes(settings.themes) if settings.themes else DEFAULT_THEMES


@contextmanager
def _log(path: Path | None) -> Iterator["Observer | None"]:
    """The structured log of the run, where one is asked for."""
    if path is None:
        yield None
        return
    from pipeline.model.observe import JsonLog

    try:
        stream = path.open("a", encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror}); choose another --log-json") from error
    with stream:
        yield JsonLog(stream)


async def _collect(
    outcomes: AsyncIterator[tuple[int, "Outcome"]], out: Path, total: int, quiet: bool
) -> tuple[list["Settled"], list[str], int]:
    from pipeline.cli.progress import Board
    from pipeline.corpus import Failure
    from pipeline.corpus.files import write_text
    from pipeline.render import summary_markdown

    done: dict[int, Settled] = {}
    unread: list[str] = []
    with Board(total, quiet) as board:
        async for place, outcome in outcomes:
            board.saw(outcome)
            if isinstance(outcome, Failure):
                unread.append(outcome.reason)
                continue
            write_text(out / "reports" / f"{outcome.report.name}.md", summary_markdown(outcome.summary))
            done[place] = outcome
    settled = [done[place] for place in sorted(done)]
    without = sum(one.summary.counts["chunks_fallback"] + one.summary.counts["unanswered"] for one in settled)
    if without:
        talk.print(f"jianbao: {without} requests had no answer from the model; the built-in engine's words stand there")
    return settled, unread, 2 if unread else 3 if without else 0
