"""The commands in one place, and what all of them share: errors as one line, exit codes, the version."""

import signal
import sys
from importlib.metadata import entry_points, version
from typing import Annotated

import typer

from pipeline.cli import (
    batch,
    check,
    digest,
    doctor,
    ledger,
    plan,
    recordings,
    review,
    run,
    runs,
    schema,
    series,
    split,
)
from pipeline.cli.console import talk
from pipeline.errors import JianbaoError, SettingsError

app = typer.Typer(
    name="jianbao",
    help="Turn official work reports into a checked briefing digest: every number is a figure of the report.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

_INTERRUPTED = 130

for command in (
    digest.digest,
    review.review,
    run.summarize,
    check.figures,
    check.audit,
    check.verify,
    series.series,
    plan.plan,
    doctor.doctor,
    schema.schema,
    split.split,
):
    app.command()(command)
for group in (batch.batch, ledger.ledger, recordings.recordings, runs.runs):
    app.add_typer(group)


def main() -> None:
    """Entry point. Exit codes: 0 clean, 1 findings of severity error, 2 usage or input, 3 provider."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console in a legacy code page must not crash on ㎡.
        getattr(stream, "reconfigure", lambda **_: None)(encoding="utf-8", errors="replace")
    _hear()
    try:
        _add_extensions(sys.argv[1:])
        app()
    except JianbaoError as error:
        talk.print(f"jianbao: {error}")
        sys.exit(error.exit_code)
    except SystemExit as ended:
        if ended.code == _INTERRUPTED:  # typer has turned Ctrl-C into it
            talk.print("jianbao: stopped; what is done is kept, run the same command again to go on")
        raise
    except BrokenPipeError:
        sys.exit(0)


def _hear() -> None:
    """The end of a job's time or of a terminal stops a run as Ctrl-C does: what is paid for is kept."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:  # under nohup it is ignored, and stays so
            signal.signal(number, _interrupt)


def _interrupt(*_: object) -> None:
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # in the background of a shell nobody hears that one
        raise KeyboardInterrupt
    signal.raise_signal(signal.SIGINT)


def _add_extensions(arguments: list[str]) -> None:
    """Commands of the entry-point group `jianbao.commands`: the one named first, or all of them to list in the help."""
    first = next((word for word in arguments if not word.startswith("-")), None)
    for entry in entry_points(group="jianbao.commands"):
        if first in (None, entry.name):
            try:
                app.add_typer(entry.load(), name=entry.name)
            except ImportError as error:
                if first == entry.name:
                    raise SettingsError(f"{entry.name}: not installed; it comes with the source checkout") from error


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"jianbao {version('jianbao')}")
        raise typer.Exit


@app.callback()
def _common(
    _show: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None: ...
