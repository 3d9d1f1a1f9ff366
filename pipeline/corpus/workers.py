"""Who does the reports of a run: this process, or processes beside it, which ask a model through this one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Protocol

from pipeline.corpus.caller import Nobody
from pipeline.corpus.callers import Callers
from pipeline.corpus.made import Made, Recipe, Task, failed, finish, look
from pipeline.corpus.processes import CrashedError, Processes
from pipeline.domain.report import Report
from pipeline.engines.base import AskingEngine

FEW = 16  # reports; for fewer, starting processes takes longer than they save
# Reports under way for each call that may be: while the answer to one is judged another asks, and at the end of a run
# enough are left to keep all calls busy until the last of them has had both its answers.
IN_HAND = 2


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


class AskBeside(Workers):
    """Whole reports in processes, and what they ask is asked from this one's loop: one ledger, one limit, one budget.

    A report whose process died is tried once more in one where it is alone, so that it alone is blamed.
    """

    def __init__(self, at_once: int, callers: Callers, spare: Callers) -> None:
        self._callers, self._spare = callers, spare
        self._alone = asyncio.Lock()
        self.at_once = at_once

    async def make(self, task: Task) -> Made:
        """Read and summarise there, ask here."""
        try:
            return await self._callers.make(task)
        except CrashedError:
            pass
        async with self._alone:
            try:
                return await self._spare.make(task)
            except CrashedError as error:
                return failed(task, "crashed", f"{task.source.path}: {error}")


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
    processes = min(processes, reports)
    if processes < 2 or reports <= FEW or (asks and not isinstance(recipe.engine, AskingEngine)):
        yield Here(recipe, IN_HAND * concurrency if asks else 1)
    elif isinstance(recipe.engine, AskingEngine):
        model = recipe.engine.door
        there = replace(recipe, engine=recipe.engine.through(Nobody()))
        async with Callers(processes, there, model) as callers, Callers(1, there, model) as spare:
            yield AskBeside(IN_HAND * concurrency, callers, spare)
    else:
        async with Processes(processes) as beside:
            yield Beside(recipe, 2 * processes, beside)  # the next one waits at the door of each
