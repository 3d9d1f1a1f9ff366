"""`jianbao batch`: requests out as files, answers back, for places without a network and for batch APIs."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pipeline.cli.console import talk
from pipeline.cli.options import Ledger, ModelName, settings_of
from pipeline.errors import InputError, RunStoppedError

if TYPE_CHECKING:
    from pipeline.model.build import BuiltModel
    from pipeline.model.protocol import LanguageModel, Request
    from pipeline.settings import Settings

batch = typer.Typer(name="batch", help="Requests out as files, answers back.", no_args_is_help=True)


@batch.command("export")
def export(
    folder: Annotated[Path, typer.Argument(help="Folder for the requests.", metavar="DIR")],
    paths: Annotated[list[Path], typer.Argument(help="Report files or folders.", metavar="PATH…")],
    model: ModelName = None,
    ledger: Ledger = None,
) -> None:
    """Write every request that can be asked now: chunks first, then the words over them, then the overview."""
    from pipeline.model.files import export_batch

    settings = settings_of(engine="llm", model=model, ledger=ledger)
    built, pending = asyncio.run(_pending(paths, settings))
    written = export_batch(pending, folder, built.profile, built.store)
    if not pending:
        talk.print("nothing is pending: `jianbao digest --engine llm` has all its answers")
        return
    talk.print(f"{len(pending)} requests: {written.batch}, each with a page to read beside it")


@batch.command("import")
def import_(
    path: Annotated[Path, typer.Argument(help="A batch output file, or a folder with one JSON an answer.")],
    origin: Annotated[str, typer.Option(help="Who answered: api, file or scripted.")] = "file",
    model_label: Annotated[str, typer.Option("--model-label", help="The model that answered.")] = "",
    ledger: Ledger = None,
) -> None:
    """Store answers; those that name no exported request are refused, with the reason. Exit code 2 when any was."""
    from pipeline.model.files import ANSWERS, import_answers
    from pipeline.model.ledger import default_ledger
    from pipeline.model.ledger_store import LedgerStore

    if not path.exists():
        raise InputError(f"{path}: no such file or folder; give the batch output, or the folder of the export")
    where = path / ANSWERS if path.is_dir() and (path / ANSWERS).is_dir() else path
    store = LedgerStore(settings_of(ledger=ledger).ledger or default_ledger())
    done = import_answers(where, store, origin=_origin(origin), label=model_label)
    talk.print(f"{done.stored} answers stored, {done.known} known before, {len(done.refused)} refused")
    for reason in done.refused:
        talk.print(f"jianbao: {reason}")
    raise typer.Exit(2 if done.refused else 0)


def _origin(name: str) -> Literal["api", "file", "scripted"]:
    match name:
        case "api" | "file" | "scripted":
            return name
    raise InputError(f"--origin {name}: choose api, file or scripted")


async def _pending(paths: list[Path], settings: "Settings") -> tuple["BuiltModel", dict[str, "Request"]]:
    """The model and what it was asked and could not answer, over all stages that can be reached."""
    from pipeline.model.build import build_file_model

    built = build_file_model(settings)
    await every_stage(paths, settings, built.model, built.name)
    return built, dict(built.files.pending) if built.files else {}


async def every_stage(paths: list[Path], settings: "Settings", door: "LanguageModel", name: str) -> str:
    """Every report and the digest through the llm engine over `door`; "" or why a stage could not be reached.

    A report that cannot go on does not keep the others from being asked for.
    """
    from pipeline.cli.recipe import run_recipe
    from pipeline.corpus import settle
    from pipeline.digest import make_digest_async
    from pipeline.engines import Chosen, llm_engine
    from pipeline.sources import discover, read_source

    chosen = Chosen(llm_engine(settings, door, name), "")
    plan = run_recipe(chosen, settings)
    settled, stopped = [], ""
    for source in discover(paths):
        try:
            settled.append(await settle(read_source(source), plan))
        except (InputError, RunStoppedError) as error:
            stopped = str(error)
            if isinstance(error, InputError):
                talk.print(f"jianbao: {error}")
    if stopped or not settled:
        return stopped
    reports, summaries = [one.report for one in settled], [one.summary for one in settled]
    try:
        await make_digest_async(reports, summaries, date="", engine=chosen.engine)
    except RunStoppedError as error:
        return str(error)
    return ""
