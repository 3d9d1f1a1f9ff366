"""The driving process's side of a run: a bounded number of tasks at the scheduler, and what their ends mean."""

import asyncio
import itertools
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from distributed import Client, Future
from distributed.client import FutureCancelledError
from distributed.scheduler import KilledWorker

from pipeline.corpus.cluster.answers import Shelf
from pipeline.corpus.cluster.order import Order, Reply
from pipeline.corpus.cluster.station import make_there
from pipeline.corpus.made import Made, Task, failed, look, standing
from pipeline.corpus.workers import Workers
from pipeline.domain.report import Report
from pipeline.errors import InputError, RunStoppedError
from pipeline.model.ledger_store import Entry

_RETRIES = 2  # times a task is tried again that failed on the way: a worker that loses a connection, say
_LOOK = 5.0  # seconds between looks whether any worker is left
_PATIENCE = 120.0  # seconds without any before a run gives up; one that is restarted needs a few


class Cluster(Workers):
    """Gives reports to the workers of a Dask cluster; what is done already is seen here, where the results are.

    A lost worker's reports are done by the others, as Dask does it. One whose workers die again and again is tried
    once more when nothing else is under way, so that it alone is blamed.
    """

    def __init__(self, client: Client, order: Order, at_once: int, line: str, shelf: Shelf | None) -> None:
        self.at_once = at_once
        self.line = line  # what the cluster is, for people
        self.log: Callable[[tuple[str, ...]], None] = lambda _: None
        self._client, self._order, self._shelf = client, order, shelf
        self._numbers = itertools.count()
        self._asked: dict[asyncio.Task[Reply], Future[Any]] = {}
        self._open = asyncio.Event()
        self._open.set()
        self._alone = asyncio.Lock()
        self._over: RunStoppedError | None = None
        self._jobs: set[asyncio.Task[None]] = set()
        self._begin(self._watch())

    async def make(self, task: Task) -> Made:
        """What became of `task`. Raises RunStoppedError when the cluster or the model cannot go on."""
        with suppress(InputError):  # told by the worker's failure, or by ours
            done = await asyncio.to_thread(standing, task, self._order.made_by, self._order.keep)
            if done is not None:
                return done
        known = await asyncio.to_thread(self._shelf.of_report, task.source.name) if self._shelf else ()
        reply = await self._survived(task, known)
        if reply is None:
            return failed(task, "crashed", f"{task.source.path}: {_CRASHED}")
        if self._shelf is not None:
            await asyncio.to_thread(self._shelf.keep, reply.answers)
        self.log(reply.log)
        if reply.stopped is not None:
            raise reply.stopped
        if reply.made is not None:
            return _as_given(reply.made, task)
        if reply.broken is not None:
            return failed(task, "internal", f"{task.source.path}: {reply.broken}; please report this")
        return await asyncio.to_thread(_unseen, task, self._order, reply.unseen or "")

    def stop(self) -> None:
        """Take back what no worker has begun."""
        if self._asked:
            self._begin(self._cancel_queued())

    async def close(self) -> None:
        """End what is still under way here."""
        for job in (*self._jobs, *self._asked):
            job.cancel()
        await asyncio.gather(*self._jobs, *self._asked, return_exceptions=True)

    async def _survived(self, task: Task, known: tuple[Entry, ...]) -> Reply | None:
        """The reply to `task`; None when every worker that took it died, also when it had the cluster to itself."""
        await self._open.wait()
        try:
            return await self._reply(task, known)
        except KilledWorker:
            pass
        async with self._alone:
            self._open.clear()
            try:
                while self._asked:
                    await asyncio.wait(self._asked)
                return await self._reply(task, known)
            except KilledWorker:
                return None
            finally:
                self._open.set()

    async def _reply(self, task: Task, known: tuple[Entry, ...]) -> Reply:
        if self._over is not None:
            raise self._over
        source = replace(task.source, path=task.source.path.absolute())
        future = self._client.submit(
            make_there,
            self._order.run,
            Task(source),
            known,
            key=f"report-{self._order.calls}-{next(self._numbers)}",
            pure=False,
            retries=_RETRIES,
        )
        asked = asyncio.create_task(_reply_of(future, self._lost))
        self._asked[asked] = future
        try:
            return await asked
        except asyncio.CancelledError:
            if self._over is not None:
                raise self._over from None
            raise
        finally:
            asked.cancel()
            del self._asked[asked]
            future.release()  # what nobody waits for is not begun

    def _lost(self, reason: str) -> RunStoppedError:
        if self._over is None:
            said = "the scheduler is lost" if reason == _GONE else f"a task was lost ({reason})"
            self._over = RunStoppedError(f"{self.line}: {said}; {_KEPT}")
        return self._over

    async def _watch(self) -> None:
        """Ends the run when no worker is left for too long."""
        seen = time.monotonic()
        while time.monotonic() - seen < _PATIENCE:
            await asyncio.sleep(_LOOK)
            with suppress(Exception):  # a lost scheduler is seen by who waits for it
                if await self._client.nthreads():
                    seen = time.monotonic()
        self._over = RunStoppedError(f"{self.line}: no worker is left for {_PATIENCE:.0f} s; {_KEPT}")
        for asked in self._asked:
            asked.cancel()

    async def _cancel_queued(self) -> None:
        with suppress(Exception):  # the same
            begun = {key for keys in (await self._client.processing()).values() for key in keys}
            self._over = self._over or RunStoppedError("the run was stopped")
            queued = [future for future in self._asked.values() if future.key not in begun]
            await self._client.cancel(queued, reason="stopped", msg="")

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        job = asyncio.create_task(work)
        self._jobs.add(job)
        job.add_done_callback(self._jobs.discard)


_GONE = "scheduler-connection-lost"  # Dask's word
_CRASHED = "every worker that took it was killed; is it too large for the memory?"
_KEPT = "what is done is kept, run the same command again to go on"


async def _reply_of(future: Future[Any], lost: Callable[[str], RunStoppedError]) -> Reply:
    try:
        reply: Reply = await future
    except FutureCancelledError as error:
        raise lost(error.reason) from None
    except KilledWorker:
        raise
    except Exception as error:
        if future.status == "error":  # raised there, again and again
            return Reply(broken=f"{type(error).__name__}: {error}")
        if isinstance(error, OSError):
            raise lost(_GONE) from error
        raise
    return reply


def _as_given(made: Made, task: Task) -> Made:
    """`made` with the path as the run was given it: a worker is told where the file is, from the root down."""
    line, given, whole = made.line, str(task.source.path), str(task.source.path.absolute())
    if line is None or given == whole:
        return made
    reason = line.reason.replace(whole, given) if line.reason else None
    return replace(made, line=line.model_copy(update={"path": given, "reason": reason}))


def _unseen(task: Task, order: Order, where: str) -> Made:
    """A file that a worker does not see: as one machine would tell it when it is gone here too."""
    here = look(replace(task, known=None), order.made_by, False)
    if not isinstance(here, Report):
        return here
    path: Path = task.source.path.absolute()
    said = f"{task.source.path}: the worker on {where} does not see {path}; put reports where all machines see them"
    return failed(task, "unreadable", said)
