"""Reports through the pipeline as a stream: bounded on every side, told in the order given, on disk when done."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field

from pipeline.corpus.folder import RunFolder
from pipeline.corpus.journal import Journal, ResultLine
from pipeline.corpus.made import Made, Settled, Task
from pipeline.corpus.naming import keep_names
from pipeline.corpus.shard import Shard
from pipeline.corpus.workers import Workers
from pipeline.errors import InputError
from pipeline.model.pool import run_all
from pipeline.sources import Source, hash_of

_AHEAD = 256  # reports that may be done before an earlier one is: their lines wait, their files are written


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one report; `settled` only where the recipe keeps it. `line` is None for one done before."""

    name: str
    line: ResultLine | None
    errors: int  # findings of that severity
    settled: Settled | None = None


def choose_tasks(
    sources: Sequence[Source], folder: RunFolder, shard: Shard | None = None, *, retry_failed: bool = False
) -> list[Task]:
    """What a run has to look at: `sources` under their lasting names, of this `shard`, or only those not done yet.

    Raises InputError when failures are to be tried again and there is none.
    """
    known = folder.known()
    named = keep_names(sources, known.values(), _hash)
    tasks = [
        Task(source, known[source.name], folder.result(source.name)) if source.name in known else Task(source)
        for source in named
        if shard is None or shard.holds(source)
    ]
    if not retry_failed:
        return tasks
    again = [task for task in tasks if task.known is not None and task.known.state != "done"]
    if not again:
        raise InputError(f"{folder.out}: no report of these failed; run without --retry-failed")
    return again


def left_over(tasks: Sequence[Task], folder: RunFolder) -> int:
    """How many results in `folder` are of none of `tasks`: of other inputs, or of files that are gone."""
    return len(folder.known().keys() - {task.source.name for task in tasks})


async def run_reports(
    tasks: Sequence[Task], workers: Workers, folder: RunFolder, on_cancel: Callable[[], None] | None = None
) -> AsyncIterator[Outcome]:
    """The outcome of each task, in the order of `tasks`; files are written as each is done, its line in order.

    What waits is bounded, so memory does not grow with the number of tasks. Raises RunStoppedError when the engine's
    model cannot go on, OutputError when the disk does not take more: what is done by then is kept, with its line.
    `on_cancel` is called when the run is cancelled (Ctrl-C), before what is under way is waited for.
    """
    waiting = _Waiting(asyncio.Semaphore(max(_AHEAD, 2 * workers.at_once)))

    async def one(item: tuple[int, Task]) -> Made:
        return await workers.make(item[1])

    def stop() -> None:
        workers.stop()
        me = asyncio.current_task()
        if on_cancel is not None and me is not None and me.cancelling():
            on_cancel()

    turn = len(folder.attempts())
    with Journal(folder.journal) as journal:
        async with aclosing(run_all(waiting.draw(tasks), one, workers.at_once, stopping=stop)) as made:
            try:
                async for (place, task), result in made:
                    if result.files:
                        folder.write(task.source.name, result.files)
                    waiting.put(place, task, result)
                    for ready in waiting.take():
                        yield _told(ready, journal, turn)
            finally:
                for late in waiting.rest():
                    _told(late, journal, turn)


def _told(made: tuple[Task, Made], journal: Journal, turn: int) -> Outcome:
    task, result = made
    line, known = result.line, task.known
    if line is None:
        return Outcome(task.source.name, None, known.errors if known else 0, result.settled)
    if known is None or (line.state, line.reason, line.sha256) != ("failed", known.reason, known.sha256):
        journal.append(line.model_copy(update={"turn": turn}))
    return Outcome(line.name, line, line.findings.get("error", 0), result.settled)


@dataclass(slots=True)
class _Waiting:
    """Results that came before their turn, and `room` for more of them."""

    room: asyncio.Semaphore
    held: dict[int, tuple[Task, Made]] = field(default_factory=dict)
    turn: int = 0

    async def draw(self, tasks: Sequence[Task]) -> AsyncIterator[tuple[int, Task]]:
        """The tasks with their places; each waits until there is room between it and the one whose turn it is."""
        for item in enumerate(tasks):
            await self.room.acquire()
            yield item

    def put(self, place: int, task: Task, made: Made) -> None:
        self.held[place] = task, made

    def take(self) -> list[tuple[Task, Made]]:
        """Those whose turn it is."""
        ready = []
        while self.turn in self.held:
            ready.append(self.held.pop(self.turn))
            self.turn += 1
            self.room.release()
        return ready

    def rest(self) -> list[tuple[Task, Made]]:
        """Those left when a run stops early, in order."""
        left = [self.held[place] for place in sorted(self.held)]
        self.held.clear()
        return left


def _hash(source: Source) -> str | None:
    try:
        return hash_of(source.path, source.member)
    except InputError:
        return None
