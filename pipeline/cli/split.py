"""`jianbao split`: the reports of a collection (汇编), one file each."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.console import talk
from pipeline.cli.options import Paths, Quiet
from pipeline.errors import InputError


def split(
    paths: Paths,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the texts.")] = Path("out/reports-split"),
    quiet: Quiet = False,
) -> None:
    """Take the reports of one document (汇编) apart at their titles, each into a text file of its own."""
    from pipeline.corpus.files import write_text
    from pipeline.sources import discover, read_source, split_report

    sources, unread, written = discover(paths, leave_out=out), 0, 0
    for source in sources:
        try:
            parts = split_report(read_source(source))
        except InputError as error:
            unread += 1
            talk.print(f"jianbao: {error}")
            continue
        for part in parts:
            write_text(out / f"{part.name}.txt", part.text)
        written += len(parts)
        if not quiet:
            talk.print(f"jianbao: {source.name}: {len(parts)} {'report' if len(parts) == 1 else 'reports'}")
    if not quiet:
        talk.print(f"jianbao: {written} texts in {out}")
    raise typer.Exit(2 if unread or not sources else 0)
