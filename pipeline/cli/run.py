"""`jianbao summarize` and `jianbao digest`: reports in, checked summaries and a digest out."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date as calendar
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
from pipeline.errors import InputError, SettingsError

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
    settled, _, code = asyncio.run(_run(paths, out, settings, quiet, digest=None))
    raise typer.Exit(code or exit_code(finding for one in settled for finding in one.summary.findings))


def digest(
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
    title: Annotated[str | None, typer.Option(help="Title of the digest.")] = None,
    date: Annotated[str | None, typer.Option(help="Date of the digest, ISO; today by default.")] = None,
    length: Annotated[str, typer.Option(help="brief (600 characters), standard (1,200) or full.")] = "standard",
    themes: Annotated[str | None, typer.Option(help="Tell only of these themes: 经济,民生")] = None,
    indicators: Annotated[Path | None, typer.Option(help="Your own list of indicators, a TOML file.")] = None,
    office: Annotated[str | None, typer.Option(help="Office in the head of the Word file.")] = None,
    issue_no: Annotated[str | None, typer.Option("--issue-no", help="Issue number in the Word file.")] = None,
    template: Annotated[Path | None, typer.Option(help="Your own letterhead, a docxtpl template.")] = None,
    lang: Annotated[str, typer.Option(help="Labels of the page: zh or en.")] = "zh",
    quiet: Quiet = False,
) -> None:
    """Do everything: one summary a report and one digest over all of them."""
    from pipeline.digest import read_indicators

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
    about = {
        "title": title,
        "date": _iso(date),
        "length": _one_of("--length", length, "brief", "standard", "full"),
        "themes": [theme.strip() for theme in themes.replace("，", ",").split(",")] if themes else None,
        "indicators": read_indicators(indicators) if indicators else None,
    }
    look = Look(_one_of("--lang", lang, "zh", "en"), office, issue_no, template)
    settled, made, code = asyncio.run(_run(paths, out, settings, quiet, digest=about))
    if made is None:  # no report could be read; each said why
        raise typer.Exit(code)
    _write_digest(out, made, settled, look)
    if not quiet:
        talk.print(f"digest of {len(settled)} reports: {out / 'digest.html'}")
    raise typer.Exit(code or exit_code(made.findings))


@dataclass(frozen=True, slots=True)
class Look:
    """How the files of a digest are dressed."""

    lang: str
    office: str | None
    issue_no: str | None
    template: Path | None


def _one_of(flag: str, value: str, *choices: str) -> str:
    if value not in choices:
        raise SettingsError(f"{flag} {value}: choose one of {', '.join(choices)}")
    return value


def _iso(date: str | None) -> str:
    try:
        return (calendar.fromisoformat(date) if date else calendar.today()).isoformat()
    except ValueError as error:
        raise SettingsError(f"--date {date}: write it as 2026-11-21") from error


def _write_digest(out: Path, made: "Digest", settled: list["Settled"], look: Look) -> None:
    """The digest in every format people open: Word and Markdown as it is sent out, the rest in full."""
    from pipeline.corpus.files import write_bytes, write_text
    from pipeline.digest import in_full
    from pipeline.render import digest_docx, digest_markdown, digest_pages, digest_xlsx, figures_csv

    reports, summaries = [one.report for one in settled], [one.summary for one in settled]
    whole = in_full(made, summaries)
    write_text(out / "digest.json", made.model_dump_json(by_alias=True, indent=1) + "\n")
    write_text(out / "digest.md", digest_markdown(made, summaries))
    write_text(out / "figures.csv", figures_csv(summaries))
    pages = digest_pages(whole, summaries, reports, lang="en" if look.lang == "en" else "zh")
    for name, page in pages.items():
        write_text(out / name, page)
    word = digest_docx(made, summaries, reports, office=look.office, issue_no=look.issue_no, template=look.template)
    write_bytes(out / "digest.docx", word)
    write_bytes(out / "digest.xlsx", digest_xlsx(whole, summaries, reports, pages=tuple(pages)))


async def _run(
    paths: list[Path], out: Path, settings: "Settings", quiet: bool, digest: dict[str, Any] | None
) -> tuple[list["Settled"], "Digest | None", int]:
    """Every report's summary, written as it is made, and the digest when asked for.

    The exit code is 2 when a file could not be read, 3 when a chunk had to do without its model, else 0.
    """
    from pipeline.corpus import run_reports
    from pipeline.digest import make_digest_async
    from pipeline.engines import choose_engine
    from pipeline.sources import discover

    sources = discover(paths)
    if not sources:
        raise InputError(f"{', '.join(map(str, paths))}: no report found; give .txt or .md files, or a folder of them")
    with _log(settings.log_json) as observer:
        chosen = choose_engine(settings, observer)
        talk.print(chosen.line)
        try:
            outcomes = run_reports(sources, run_plan(chosen, settings, out, resume=digest is None))
            settled, code = await _collect(outcomes, out, len(sources), quiet)
            if digest is None or not settled:
                return settled, None, code
            reports, summaries = [one.report for one in settled], [one.summary for one in settled]
            return settled, await make_digest_async(reports, summaries, engine=chosen.engine, **digest), code
        finally:
            await chosen.close()


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
) -> tuple[list["Settled"], int]:
    from pipeline.cli.progress import Board
    from pipeline.corpus import Failure
    from pipeline.corpus.files import write_text
    from pipeline.render import summary_markdown

    done: dict[int, Settled] = {}
    failed = False
    with Board(total, quiet) as board:
        async for place, outcome in outcomes:
            board.saw(outcome)
            if isinstance(outcome, Failure):
                failed = True
                continue
            write_text(out / "reports" / f"{outcome.report.name}.md", summary_markdown(outcome.summary))
            done[place] = outcome
    settled = [done[place] for place in sorted(done)]
    without = sum(one.summary.counts["chunks_fallback"] for one in settled)
    if without:
        talk.print(f"jianbao: {without} chunks had no answer from the model and use the built-in engine's words")
    return settled, 2 if failed else 3 if without else 0
