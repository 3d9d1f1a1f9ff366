"""`jianbao runs`: what earlier runs did, from their folders."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import Json

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.corpus import Attempt, Manifest

runs = typer.Typer(name="runs", help="What earlier runs did.", no_args_is_help=True)

_SUMS = ("characters", "figures", "claims", "refused", "replaced", "chunks_fallback", "unanswered")
_MOST = 20  # failures listed; the rest is in run.json and with --json


@runs.command()
def show(
    folder: Annotated[Path, typer.Argument(help="The --out of a run.", metavar="DIR")], as_json: Json = False
) -> None:
    """Print what holds in a run's folder: reports by state, sums, cost, each start, failures by class with reasons.

    Exit code 1 when a report has a finding of severity error, 2 when one has no result, 3 when one lacks answers.
    """
    from rich.console import Console

    from pipeline.corpus import manifest_of, run_folder

    run = run_folder(folder)
    manifest = manifest_of(run.lines(), run.attempts())
    if as_json:
        typer.echo(json.dumps(manifest.model_dump(by_alias=True), ensure_ascii=False, indent=1))
    else:
        _show(Console(highlight=False, markup=False, soft_wrap=True), manifest)
    counts = manifest.counts
    code = 2 if counts["failed"] else 3 if counts["partial"] else int(counts.get("findings_error", 0) > 0)
    raise typer.Exit(code)


def _show(out: "Console", manifest: "Manifest") -> None:
    counts = manifest.counts
    states = ", ".join(f"{counts[state]:,} {state}" for state in ("done", "partial", "failed") if counts[state])
    out.print(f"reports     {counts['reports']:,}: {states or 'none yet'}")
    out.print("sums        " + ", ".join(f"{counts[name]:,} {name}" for name in _SUMS if counts.get(name)))
    found = ", ".join(f"{counts.get(f'findings_{one}', 0):,} {one}" for one in ("error", "warn", "info"))
    out.print(f"findings    {found}")
    if counts.get("calls"):
        cost = ", ".join(f"{amount} {currency}" for currency, amount in manifest.cost.items()) or "unknown or nothing"
        tokens = f"{counts['input_tokens']:,} tokens in, {counts['output_tokens']:,} out"
        out.print(f"model       {counts['calls']:,} calls, {tokens}, bought for {cost}")
    for one in manifest.attempts:
        out.print(f"started     {one.started}: {_attempt(one)}")
    faults = sorted({failure.fault for failure in manifest.failures})
    for fault in faults:
        some = [failure for failure in manifest.failures if failure.fault == fault]
        out.print(f"{fault:<12}{len(some):,}")
        for failure in some[:_MOST]:
            out.print(f"  {failure.name}: {failure.reason}")
        if len(some) > _MOST:
            out.print(f"  and {len(some) - _MOST:,} more, see --json")
    if faults:
        out.print("once the cause is gone, the same command with --retry-failed does these again")


def _attempt(one: "Attempt") -> str:
    if one.seconds is None:
        return "still running, or killed"
    engine = " ".join(str(one.settings[key]) for key in ("engine", "model") if one.settings.get(key))
    speed = f"{one.characters / one.seconds:,.0f} characters/s" if one.seconds and one.characters else "nothing to do"
    said = f"{engine}, {one.made:,} made, {one.resumed:,} done before, {one.failed:,} failed in {one.seconds:,.1f} s"
    return f"{said}, {speed}" + (f", stopped: {one.stopped}" if one.stopped else "")
