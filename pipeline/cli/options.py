"""Flags that several commands share, and the settings they make together with the environment."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from pipeline.settings import Settings

Paths = Annotated[list[Path], typer.Argument(help="Report files or folders.", metavar="PATH…")]
Out = Annotated[Path, typer.Option("--out", "-o", help="Folder for the results.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, only errors.")]
Json = Annotated[bool, typer.Option("--json", help="JSON Lines on standard output; the default when piped.")]

EngineName = Annotated[str | None, typer.Option("--engine", help="auto, extractive or llm.")]
ModelName = Annotated[str | None, typer.Option("--model", help="Model, as the endpoint names it.")]
BaseUrl = Annotated[str | None, typer.Option("--base-url", help="Address of an OpenAI-compatible endpoint.")]
Replay = Annotated[Path | None, typer.Option("--replay", help="Answer from this folder of recordings only.")]
Concurrency = Annotated[int | None, typer.Option("--concurrency", help="Calls under way at once.")]
Processes = Annotated[int | None, typer.Option("--processes", help="Processes for text work; all cores by default.")]
Scheduler = Annotated[
    str | None,
    typer.Option("--scheduler", help="Have the workers of this Dask scheduler do it.", metavar="ADDRESS"),
]
LocalCluster = Annotated[
    int | None, typer.Option("--local-cluster", help="The same with so many workers started here.")
]
Part = Annotated[str | None, typer.Option("--shard", help="Only this part of the reports, as 2/8.", metavar="I/N")]
RetryFailed = Annotated[bool, typer.Option("--retry-failed", help="Only what an earlier run into --out left undone.")]
Budget = Annotated[str | None, typer.Option("--budget", help='Stop before passing it: "5 usd", "2000000 tokens".')]
Ledger = Annotated[Path | None, typer.Option("--ledger", help="File of stored answers.")]
LogJson = Annotated[Path | None, typer.Option("--log-json", help="Write one JSON line a call to this file.")]


def settings_of(**flags: Any) -> "Settings":
    """The settings of a run: flags over environment over `.env`. Raises SettingsError naming the variable."""
    from pipeline.settings import load_settings

    return load_settings(**flags)
