"""Who does the reports of a run: this process, processes beside it, or a mix of both where a model is asked."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol

from pipeline.corpus.made import Made, Recipe, Task, failed, finish, look
from pipeline.corpus.processes import CrashedError, Processes
from pipeline.domain.report import Report

FEW = 16  # reports; for fewer, starting processes takes longer than they save


class Workers(Protocol):
    """Does one task; `at_once` tasks keep it busy."""

    at_once: int

    async def make(self, task: Task) -> Made:
        """What became of `task`. Raises RunStoppedError when the run cannot go on."""
        ...

    def stop(self) -> None:
        """No further task comes: what only waits for its turn need not be begun."""
        return


class Here(Workers):
    """Everything in this process, `at_once` reports under way together: a model waits, a processor does not."""

    def __init__(self, recipe: Recipe, at_once: int) -> None:
        self._recipe = recipe
        self.at_once = at_once

    async def make(self, task: Task) -> Made:
        """Read, summarise."""
        found = look(task, self._recipe.made_by, self._recipe.keep)
        return await finish(task, found, self._recipe) if isinstance(found, Report) else found


class ReadBeside(Workers):
    """Files are read in processes, models are asked from this one's loop."""

    def __init__(self, recipe: Recipe, at_once: int, processes: Processes) -> None:
        self._recipe, self._processes = recipe, processes
        self.at_once = at_once

    async def make(self, task: Task) -> Made:
        """Read there, summarise here."""
        try:
            found = await self._processes.call(look, task, self._recipe.made_by, self._recipe.keep)
        except CrashedError as error:
            return failed(task, "crashed", f"{task.source.path}: {error}")
        return await finish(task, found, self._recipe) if isinstance(found, Report) else found


class Beside(Workers):
    """Whole reports in processes: for an engine that asks nobody."""

    def __init__(self, recipe: Recipe, at_once: int, processes: Processes) -> None:
        self._recipe, self._processes = recipe, processes
        self.at_once = at_once

    async def make(self, task: Task) -> Made:
        """Read and summarise there."""
        try:
            return await self._processes.call(make, task, self._recipe)
        except CrashedError as error:
            return failed(task, "crashed", f"{task.source.path}: {error}")


def make(task: Task, recipe: Recipe) -> Made:
    """One task from beginning to end, in a process that has no loop."""
    return asyncio.run(Here(recipe, 1).make(task))


@asynccontextmanager
async def workers_for(recipe: Recipe, reports: int, concurrency: int, processes: int) -> AsyncIterator[Workers]:
    """The workers that fit: `processes` of them where there are enough reports for it to pay."""
    asks = recipe.engine.prompts is not None
    if processes < 2 or reports <= FEW:
        yield Here(recipe, concurrency if asks else 1)
        return
    async with Processes(processes) as beside:
        if asks:
            yield ReadBeside(recipe, concurrency, beside)
        else:
            yield Beside(recipe, 2 * processes, beside)  # the next one waits at the door of each
