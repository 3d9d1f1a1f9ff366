"""`jianbao digest`: one summary a report and one digest over all, in every format people open."""

import asyncio
from datetime import date as calendar
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.console import exit_code, talk
from pipeline.cli.options import (
    BaseUrl,
    Budget,
    Concurrency,
    EngineName,
    Ledger,
    LocalCluster,
    LogJson,
    ModelName,
    Out,
    Paths,
    Processes,
    Quiet,
    Replay,
    Scheduler,
    settings_of,
)
from pipeline.cli.recipe import settings_themes
from pipeline.cli.run import Run
from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from pipeline.corpus import Settled
    from pipeline.domain.result import Digest
    from pipeline.render import Look
    from pipeline.render.labels import Lang
    from pipeline.settings import Settings

_PATIENCE = 600.0  # seconds for a review that is writing its exports into the folder


def digest(
    paths: Paths,
    out: Out = Path("out"),
    engine: EngineName = None,
    model: ModelName = None,
    base_url: BaseUrl = None,
    replay: Replay = None,
    concurrency: Concurrency = None,
    processes: Processes = None,
    scheduler: Scheduler = None,
    local_cluster: LocalCluster = None,
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
    from pipeline.render import Look

    settings = settings_of(
        engine=engine,
        model=model,
        base_url=base_url,
        replay=replay,
        concurrency=concurrency,
        processes=processes,
        scheduler=scheduler,
        local_cluster=local_cluster,
        budget=budget,
        ledger=ledger,
        log_json=log_json,
    )
    wanted = [theme.strip() for theme in themes.replace("，", ",").split(",")] if themes else None
    _known_themes(wanted, settings)
    about = {
        "title": title,
        "date": _iso(date),
        "length": _one_of("--length", length, "brief", "standard", "full"),
        "themes": wanted,
        "indicators": read_indicators(indicators) if indicators else None,
    }
    language: Lang = "en" if _one_of("--lang", lang, "zh", "en") == "en" else "zh"
    look = Look(language, office, issue_no, _existing("--template", template))
    if template:
        from pipeline.render.letterhead import check_template

        check_template(template)
    run = Run(paths, out, settings, quiet=quiet, digest=about)
    code = asyncio.run(run.execute())
    if run.made is None:  # no report could be read; each said why
        raise typer.Exit(code)
    _write_digest(out, run.made, run.settled, look, length, wanted)
    if not quiet:
        talk.print(f"digest of {len(run.settled)} reports: {out / 'digest.html'}")
    raise typer.Exit(code or exit_code(run.made.findings))


def _one_of(flag: str, value: str, *choices: str) -> str:
    if value not in choices:
        raise SettingsError(f"{flag} {value}: choose one of {', '.join(choices)}")
    return value


def _existing(flag: str, path: Path | None) -> Path | None:
    if path is not None and not path.is_file():
        raise SettingsError(f"{flag} {path}: no such file")
    return path


def _known_themes(wanted: list[str] | None, settings: "Settings") -> None:
    """Before anything is asked for: a theme nobody gives would leave an empty digest."""
    known = [theme.name for theme in settings_themes(settings)]
    for name in wanted or ():
        if name not in known:
            raise SettingsError(f"--themes {name}: choose among {'、'.join(known)}")


def _iso(date: str | None) -> str:
    try:
        return (calendar.fromisoformat(date) if date else calendar.today()).isoformat()
    except ValueError as error:
        raise SettingsError(f"--date {date}: write it as 2026-11-21") from error


def _write_digest(
    out: Path, made: "Digest", settled: list["Settled"], look: "Look", length: str, themes: list[str] | None
) -> None:
    """What `jianbao review` starts from, and the digest in every format people open."""
    from pipeline.corpus.lock import FolderLock
    from pipeline.render import Edition
    from pipeline.review.folder import DECISIONS, lock, write_files, write_made
    from pipeline.review.made import made_of

    edition = Edition(made, [one.summary for one in settled], [one.report for one in settled], look)
    with FolderLock(lock(out), patience=_PATIENCE):
        write_made(out, made_of(made, look, length, themes))
        write_files(out, edition.files())
    if (out / DECISIONS).exists():
        talk.print(f"jianbao: {out / DECISIONS} holds decisions; `jianbao review {out}` applies those that still fit")
