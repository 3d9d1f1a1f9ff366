"""A run without a model: the requests it would send, answers of about the length, and what it would write.

The built-in engine answers in the model's place, so that words over a report are asked for as they would be, and its
drafts say how long answers are.
"""

import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from pipeline.corpus.made import Recipe, Task, finish
from pipeline.domain.draft import ChunkDraft, ComposeDraft
from pipeline.domain.report import Report
from pipeline.engines.base import ComposeRequest, Engine, ExtractRequest, Meter
from pipeline.engines.extractive import ExtractiveEngine
from pipeline.errors import RunStoppedError
from pipeline.model.protocol import Completion, Request
from pipeline.sources import Source

D = TypeVar("D", bound=BaseModel)

# Bytes of a model's answers for one byte of the built-in engine's drafts to the same requests; over the recorded
# answers of five reports, as tests/sizing counts them.
ANSWER = 1.6


class NotingModel:
    """Notes each request and answers none."""

    def __init__(self) -> None:
        self.requests: list[Request] = []

    async def complete(self, request: Request) -> Completion:
        """Note `request`. Raises RunStoppedError, always."""
        self.requests.append(request)
        raise RunStoppedError("no model is asked")


@dataclass(slots=True)
class Rehearsal:
    """What a run over some reports would do, of each report its part."""

    reports: int = 0
    characters: int = 0
    requests: list[Request] = field(default_factory=list)
    drafted: int = 0  # bytes of the built-in engine's drafts
    written: int = 0  # bytes of result files and journal
    seconds: float = 0.0  # of processor time

    @property
    def answers(self) -> int:
        """Bytes a model's answers would have."""
        return round(self.drafted * ANSWER)


async def rehearse(reports: Iterable[Report], recipe: Recipe, noting: NotingModel | None) -> Rehearsal:
    """Do each report by `recipe`, whose engine asks `noting`; without one it is the built-in engine's own work."""
    rehearsal = Rehearsal()
    understudy = _Understudy(recipe.engine if noting else None, rehearsal)
    played = replace(recipe, engine=understudy)
    for report in reports:
        begin = time.process_time()
        made = await finish(Task(Source(Path(report.name), report.name)), report, played)
        rehearsal.seconds += time.process_time() - begin
        rehearsal.reports += 1
        rehearsal.characters += len(report.text)
        rehearsal.written += sum(len(text.encode("utf-8", "surrogatepass")) for text in made.files.values())
        rehearsal.written += len(made.line.model_dump_json(by_alias=True).encode()) if made.line else 0
    rehearsal.requests = noting.requests if noting else []
    return rehearsal


class _Understudy:
    """The built-in engine's drafts, after the requests that `asked` sends for them."""

    name = "extractive"
    model: str | None = None
    prompts: str | None = None  # nobody is asked again
    sampling = ""

    def __init__(self, asked: Engine | None, rehearsal: Rehearsal) -> None:
        self._asked, self._rehearsal, self._own = asked, rehearsal, ExtractiveEngine()

    def meter(self, report: str) -> Meter:
        """Nothing is bought."""
        return self._own.meter(report)

    async def extract(self, request: ExtractRequest) -> ChunkDraft:
        """Claims of one chunk."""
        await _ask(self._asked.extract if self._asked else None, request)
        return self._counted(await self._own.extract(request))

    async def compose(self, request: ComposeRequest) -> ComposeDraft:
        """Headline and summary."""
        await _ask(self._asked.compose if self._asked else None, request)
        return self._counted(await self._own.compose(request))

    def _counted(self, draft: D) -> D:
        self._rehearsal.drafted += len(draft.model_dump_json().encode())
        return draft


async def _ask(ask: Callable[[Any], Awaitable[object]] | None, request: object) -> None:
    if ask is not None:
        try:
            await ask(request)
        except RunStoppedError:
            return
