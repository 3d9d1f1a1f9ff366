"""`--dry-run`: what a run would ask and cost, before anything is asked."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.console import talk
from pipeline.errors import RunStoppedError

if TYPE_CHECKING:
    from pipeline.model.protocol import Completion, Request
    from pipeline.settings import Settings


def show_plan(paths: list[Path], settings: "Settings") -> None:
    """Print calls, tokens with the method used, and cost, to standard output. The extractive engine asks nothing."""
    from rich.console import Console

    from pipeline.engines.choose import wants_model
    from pipeline.model.build import model_name, price_for
    from pipeline.model.plan import estimate

    out = Console(highlight=False)
    if not wants_model(settings):
        out.print("0 calls: the extractive engine asks no model")
        return
    requests = asyncio.run(_requests(paths, settings))
    plan = estimate(requests, price_for(settings))
    out.print(f"model      {model_name(settings)}")
    out.print(f"calls      {plan.calls} for the chunks; one more a report and one for the digest follow from answers")
    out.print(f"input      {_range(plan.input_tokens)} tokens (counted by {plan.method})")
    out.print(f"output     {_range(plan.output_tokens)} tokens")
    cost = f"{plan.cost[0]} to {plan.cost[1]}" if plan.cost else "unknown"
    out.print(f"cost       {cost} (price: {plan.price_source})")


class _Noting:
    """Notes each request and answers none."""

    def __init__(self) -> None:
        self.requests: list[Request] = []

    async def complete(self, request: "Request") -> "Completion":
        self.requests.append(request)
        raise RunStoppedError("dry run")


async def _requests(paths: list[Path], settings: "Settings") -> list["Request"]:
    from pipeline.cli.run import run_recipe
    from pipeline.corpus import settle
    from pipeline.engines import Chosen, llm_engine
    from pipeline.errors import InputError
    from pipeline.model.build import model_name
    from pipeline.sources import discover, read_source

    noting = _Noting()
    chosen = Chosen(llm_engine(settings, noting, model_name(settings)), "")
    for source in discover(paths):
        try:
            await settle(read_source(source), run_recipe(chosen, settings))
        except InputError as error:
            talk.print(f"jianbao: {error}")
        except RunStoppedError:
            continue
    return noting.requests


def _range(pair: tuple[int, int]) -> str:
    low, high = pair
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"
