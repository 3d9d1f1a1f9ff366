"""`jianbao doctor`: what is configured, what the endpoint really supports, what a run would use."""

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import BaseUrl, ModelName, settings_of

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.model.doctor import EndpointFacts
    from pipeline.settings import Settings


def doctor(
    model: ModelName = None,
    base_url: BaseUrl = None,
    offline: Annotated[bool, typer.Option("--offline", help="Do not ask the endpoint.")] = False,
) -> None:
    """Print what is configured and, with an endpoint, what it supports: three tiny calls, which may be billed."""
    from rich.console import Console

    from pipeline.engines.choose import wants_model

    out = Console(highlight=False)
    settings = settings_of(model=model, base_url=base_url)
    _configuration(out, settings)
    if not wants_model(settings) or not settings.has_endpoint:
        out.print("a run would use the built-in engine; set OPENAI_API_KEY or OPENAI_BASE_URL to use a model")
        return
    if offline:
        return
    from pipeline.model.build import endpoint_of, model_name
    from pipeline.model.doctor import probe

    facts = asyncio.run(probe(endpoint_of(settings), model_name(settings)))
    _endpoint(out, facts)
    raise typer.Exit(0 if facts.best else 3)


def _configuration(out: "Console", settings: "Settings") -> None:
    from pipeline.settings import unknown_variables

    key = "set" if settings.api_key.get_secret_value() else "not set"
    out.print(f"engine       {settings.engine}\nmodel        {settings.model or 'not set'}")
    out.print(f"endpoint     {settings.base_url or 'not set'}\nkey          {key}")
    out.print(f"concurrency  {settings.concurrency}\nchunk        {settings.chunk_tokens} tokens (estimated)")
    for name, near in unknown_variables().items():
        out.print(f"unknown      {name}" + (f": did you mean {near}?" if near else ""))


def _endpoint(out: "Console", facts: "EndpointFacts") -> None:
    out.print(f"profile      {facts.profile}")
    if facts.problem:
        out.print(f"problem      {facts.problem}")
    for fact in facts.steps:
        out.print(f"{fact.step:<12} {fact.support}: {fact.detail}")
    out.print(f"would use    {facts.best or 'nothing: no format works'}")
    out.print(f"window       {facts.window or 'unknown'} tokens; {facts.calls} calls in {facts.seconds:.1f} s")
