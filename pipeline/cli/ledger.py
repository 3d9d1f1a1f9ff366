"""`jianbao ledger`: what was answered and paid for, bringing it together and taking it out again."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.console import talk
from pipeline.cli.options import Ledger, settings_of
from pipeline.errors import InputError, SettingsError

if TYPE_CHECKING:
    from pipeline.model.ledger_store import LedgerStore

ledger = typer.Typer(name="ledger", help="Stored answers: counts, export, merging, pruning.", no_args_is_help=True)


@ledger.command()
def stats(path: Ledger = None) -> None:
    """Count answers and tokens by model, origin and class."""
    from rich.console import Console
    from rich.table import Table

    from pipeline.model.ledger_report import stats as ledger_stats

    store = _store(path)
    table = Table(
        "model", "label", "origin", "class", "answers", "input tokens", "output tokens", title=str(store.path)
    )
    for line in ledger_stats(store):
        used = line.usage
        shown = (line.answers, used.input_tokens, used.output_tokens)
        cells = ["unknown" if value is None else f"{value:,}" for value in shown]
        table.add_row(line.model, line.label, line.origin, line.cls, *cells)
    Console(markup=False, highlight=False).print(table)


@ledger.command()
def export(path: Ledger = None) -> None:
    """Write every stored answer as JSON Lines to standard output."""
    from pipeline.model.ledger_report import export as ledger_export

    for row in ledger_export(_store(path)):
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


@ledger.command()
def merge(
    files: Annotated[list[Path], typer.Argument(help="Ledgers, of other machines say.", metavar="FILE…")],
    path: Ledger = None,
) -> None:
    """Take the answers of other ledgers into this one; what is known already stays as it is."""
    from pipeline.model.ledger_report import merge as ledger_merge
    from pipeline.model.ledger_store import is_ledger

    for file in files:
        if not file.is_file() or not is_ledger(file):
            raise InputError(f"{file}: no such ledger; give the ledger.sqlite3 of another machine")
    store = _store(path)
    for file in files:
        talk.print(f"{file}: {ledger_merge(store, _store(file)):,} answers taken")


@ledger.command()
def prune(
    path: Ledger = None,
    older_than: Annotated[float | None, typer.Option(help="Delete answers older than this many days.")] = None,
    model: Annotated[str | None, typer.Option(help="Delete answers of this model only.")] = None,
    errors: Annotated[
        bool, typer.Option("--errors", help="Forget final errors, so that they are asked again.")
    ] = False,
) -> None:
    """Delete stored answers or errors; without a condition nothing goes."""
    from pipeline.model.ledger_report import prune as ledger_prune

    if older_than is None and model is None and not errors:
        raise SettingsError("nothing to prune: give --older-than DAYS, --model NAME or --errors")
    gone = ledger_prune(_store(path), older_than_days=older_than, model=model, errors=errors)
    talk.print(f"{gone} rows deleted")


def _store(path: Path | None) -> "LedgerStore":
    from pipeline.model.ledger import default_ledger
    from pipeline.model.ledger_store import LedgerStore

    return LedgerStore(settings_of(ledger=path).ledger or default_ledger())
