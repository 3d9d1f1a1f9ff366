"""`jianbao plan` and `--dry-run`: what a run would ask, cost, take and write, before anything is asked."""

import asyncio
import math
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.console import talk
from pipeline.cli.options import BaseUrl, Concurrency, EngineName, ModelName, settings_of
from pipeline.errors import InputError, RunStoppedError, SettingsError

if TYPE_CHECKING:
    from pipeline.corpus import Recipe
    from pipeline.domain.report import Report
    from pipeline.model.prices import Price
    from pipeline.model.protocol import Request
    from pipeline.settings import Settings
    from pipeline.sizing import NotingModel, Rehearsal

_LATENCY = 10.0  # seconds a call, where nobody says: an answer of some 500 tokens at 50 a second
_LEAST_SECONDS = 0.3  # of processor time that a speed is measured over


def plan(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Reports to measure on; without them a sample.", metavar="[PATH…]")
    ] = None,
    reports: Annotated[int | None, typer.Option(min=1, help="Reports of the run; those of PATH by default.")] = None,
    chars: Annotated[int | None, typer.Option(help="Characters of a report, where no PATH is given.")] = None,
    engine: EngineName = None,
    model: ModelName = None,
    base_url: BaseUrl = None,
    concurrency: Concurrency = None,
    rpm: Annotated[int | None, typer.Option(help="Requests a minute the endpoint allows.")] = None,
    tpm: Annotated[int | None, typer.Option(help="Tokens a minute the endpoint allows.")] = None,
    latency: Annotated[float | None, typer.Option(help="Seconds a call takes; 10 is assumed.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes that do whole reports, on all machines.")] = 1,
    speed: Annotated[float | None, typer.Option(help="Characters/s of one worker; measured here by default.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Compute the size of a run: calls, tokens, cost, hours and what binds them, storage, memory. Asks nobody.

    Limits hold for all workers together. Calls asked again, at most one for each, come on top.
    """
    from pipeline.cli.plan_words import Told
    from pipeline.sizing import Limits, peak_memory, size_of

    for flag, value in (("--latency", latency), ("--speed", speed)):
        if value is not None and not (value > 0 and math.isfinite(value)):
            raise SettingsError(f"{flag} {value}: write a number above 0")
    settings = settings_of(
        engine=engine or ("llm" if model else None),
        model=model,
        base_url=base_url,
        concurrency=concurrency,
        rpm=rpm,
        tpm=tpm,
    )
    found = _Asked.of(settings)
    unread: list[str] = []
    rehearsal, basis = _rehearsal(paths or [], reports, chars, found, unread)
    wanted = reports or rehearsal.reports
    limits = Limits(
        concurrency=settings.concurrency,
        latency=latency or _LATENCY,
        speed=speed or rehearsal.characters / max(rehearsal.seconds, 1e-9),
        workers=workers,
        rpm=settings.rpm,
        tpm=settings.tpm,
    )
    size = size_of(rehearsal, wanted, limits, found.price, asks=found.model is not None, process=peak_memory())
    told = Told(size, limits, found.name, basis, latency_given=latency is not None, speed_given=speed is not None)
    typer.echo(told.json() if as_json else told.text())
    raise typer.Exit(2 if unread else 0)


def show_plan(paths: list[Path], settings: "Settings") -> None:
    """`--dry-run`: calls for chunks, tokens with the method used, and cost, of these reports; the other calls follow
    from answers. The extractive engine asks nothing.
    """
    from rich.console import Console

    from pipeline.cli.plan_words import tokens_and_cost
    from pipeline.model.plan import estimate

    out = Console(highlight=False)
    asked = _Asked.of(settings)
    if asked.model is None:
        out.print("0 calls: the extractive engine asks no model")
        return
    made = estimate(asyncio.run(_requests(paths, asked)), asked.price)
    out.print(f"model      {asked.name}")
    out.print(f"calls      {made.calls} for the chunks; one more a report and one for the digest follow from answers")
    for name, words in tokens_and_cost(made):
        out.print(f"{name:<11}{words}")


@dataclass(frozen=True, slots=True)
class _Asked:
    """Who would be asked; `model` is None for the built-in engine."""

    recipe: "Recipe"
    model: "NotingModel | None"
    name: str | None
    price: "Price | None"

    @classmethod
    def of(cls, settings: "Settings") -> "_Asked":
        from pipeline.cli.recipe import run_recipe
        from pipeline.engines import Chosen, llm_engine
        from pipeline.engines.choose import wants_model
        from pipeline.engines.extractive import ExtractiveEngine
        from pipeline.model.build import model_name, price_for
        from pipeline.sizing import NotingModel

        if not wants_model(settings):
            return cls(run_recipe(Chosen(ExtractiveEngine(), ""), settings), None, None, None)
        noting, name = NotingModel(), model_name(settings)
        recipe = run_recipe(Chosen(llm_engine(settings, noting, name), ""), settings)
        return cls(recipe, noting, name, price_for(settings))


async def _requests(paths: list[Path], asked: _Asked) -> list["Request"]:
    from pipeline.corpus import settle

    for report in _read(paths, []):
        with suppress(RunStoppedError):  # of the model that notes what it is asked
            await settle(report, asked.recipe)
    return asked.model.requests if asked.model else []


def _read(paths: list[Path], unread: list[str]) -> Iterator["Report"]:
    """The reports of `paths`, one at a time; one that cannot be read says why, and is noted in `unread`."""
    from pipeline.sources import discover, read_source

    for source in discover(paths):
        try:
            yield read_source(source)
        except InputError as error:
            talk.print(f"jianbao: {error}")
            unread.append(source.name)


def _rehearsal(
    paths: list[Path], reports: int | None, chars: int | None, asked: _Asked, unread: list[str]
) -> tuple["Rehearsal", str]:
    """The rehearsal and what it was of."""
    from pipeline.sizing import rehearse, sample_report

    if paths and chars is not None:
        raise SettingsError("--chars: the reports given have a length of their own; leave it out, or the paths")
    if paths:
        rehearsal = asyncio.run(rehearse(_read(paths, unread), asked.recipe, asked.model))
        if not rehearsal.reports:
            raise typer.Exit(2)  # each said why
        return rehearsal, f"{rehearsal.reports:,} reports given"
    if reports is None or chars is None:
        raise SettingsError("what to plan for? give --reports N and --chars M, or the reports themselves")
    sample = sample_report(chars)
    rehearsal = asyncio.run(rehearse([sample], asked.recipe, asked.model))
    rehearsal.characters = chars  # a sentence less or more
    rehearsal.seconds = _measured(sample, asked.recipe)
    return rehearsal, "a sample report"


def _measured(sample: "Report", recipe: "Recipe") -> float:
    """Seconds of processor time of one report, when everything is loaded: the least of several."""
    from pipeline.sizing import rehearse

    spent: list[float] = []
    while sum(spent) < _LEAST_SECONDS or len(spent) < 3:
        spent.append(asyncio.run(rehearse([sample], recipe, None)).seconds)
    return min(spent)
