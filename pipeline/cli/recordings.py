"""`jianbao recordings`: recorded answers for runs and evals without a network."""

import asyncio
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.batch import every_stage
from pipeline.cli.console import talk
from pipeline.cli.options import Ledger, ModelName, settings_of
from pipeline.errors import InputError, ProviderError

if TYPE_CHECKING:
    from pipeline.model.replay import ReplayModel

recordings = typer.Typer(name="recordings", help="Recorded answers: status, record, prune, scan.", no_args_is_help=True)

Folder = Annotated[Path, typer.Option("--dir", help="Folder of the recordings.")]
Reports = Annotated[list[Path], typer.Argument(help="Report files or folders.", metavar="PATH…")]
DEFAULT = Path("evals/recordings")


@recordings.command()
def record(
    paths: Reports,
    folder: Folder = DEFAULT,
    model: ModelName = None,
    ledger: Ledger = None,
    label: Annotated[str, typer.Option("--model-label", help="Who answered, where the endpoint does not say.")] = "",
    again: Annotated[bool, typer.Option("--all", help="Record everything anew, not only what is missing.")] = False,
) -> None:
    """Record what a run of these reports asks, from the ledger's stored answers or the configured endpoint."""
    from pipeline.engines import choose_engine
    from pipeline.model.replay import RecordingModel

    settings = settings_of(engine="llm", model=model, ledger=ledger)
    chosen = choose_engine(settings)
    if chosen.built is None:
        raise InputError("recordings cannot be recorded from recordings; unset JIANBAO_REPLAY")
    now = datetime.now(UTC).isoformat(timespec="seconds")
    tool = f"jianbao {version('jianbao')}"
    door = RecordingModel(chosen.built.model, folder, date=now, tool=tool, label=label, again=again)
    stopped = asyncio.run(every_stage(paths, settings, door, chosen.built.name))
    talk.print(f"{len(door.written)} answers recorded in {folder}")
    if stopped:
        raise ProviderError(stopped)


@recordings.command()
def status(paths: Reports, folder: Folder = DEFAULT, model: ModelName = None) -> None:
    """Say which recordings a run uses, which it misses and why, and which nobody asks for. Exit code 3 on a miss."""
    from pipeline.model.replay import stale_report

    replay = _replayed(paths, folder, model)
    counts = ", ".join(f"{number} {origin}" for origin, number in sorted(replay.origins().items())) or "none"
    talk.print(f"answers used: {counts}")
    orphans = replay.orphans()
    for path in orphans:
        talk.print(f"orphan: {path}")
    if replay.misses:
        calls = sum(replay.origins().values()) + len(replay.misses)
        talk.print(stale_report(replay.misses, calls))
    raise typer.Exit(3 if replay.misses else 1 if orphans else 0)


@recordings.command()
def prune(
    paths: Reports,
    folder: Folder = DEFAULT,
    model: ModelName = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, delete nothing.")] = False,
) -> None:
    """Delete recordings no run of these reports asks for."""
    from pipeline.model.replay import prune as prune_recordings

    replay = _replayed(paths, folder, model)
    if replay.misses:
        raise ProviderError("some recordings are stale: record again before pruning, or answers still of use would go")
    gone = replay.orphans() if dry_run else prune_recordings(replay.orphans(), folder)
    for path in gone:
        talk.print(f"{'would delete' if dry_run else 'deleted'} {path}")


@recordings.command()
def scan(folder: Folder = DEFAULT) -> None:
    """Look for keys, tokens, phone numbers and addresses in the recordings. Exit code 1 when one is found."""
    from pipeline.model.recordings import Shelf

    found = list(Shelf(folder).scan())
    for path, what in found:
        talk.print(f"{path}: {what}")
    raise typer.Exit(1 if found else 0)


def _replayed(paths: list[Path], folder: Path, model: str | None) -> "ReplayModel":
    from pipeline.engines import choose_engine

    settings = settings_of(engine="llm", model=model, replay=folder)
    chosen = choose_engine(settings)
    if chosen.replay is None or settings.model is None:
        raise InputError(f"{folder}: no recordings to replay")
    asyncio.run(every_stage(paths, settings, chosen.replay, settings.model))
    return chosen.replay
