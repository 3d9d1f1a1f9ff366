"""Works through many items: no worker idles while there is work, and memory does not grow with the queue."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_GRACE = 30.0  # seconds the calls under way get to finish when a run is stopped


async def run_all(
    items: Iterable[Item] | AsyncIterable[Item],
    worker: Callable[[Item], Awaitable[Result]],
    concurrency: int,
    grace: float = _GRACE,
    stopping: Callable[[], None] | None = None,
) -> AsyncGenerator[tuple[Item, Result], None]:
    """Yield (item, result) as each is done, `concurrency` at a time; an item is drawn when a worker is free for it.

    A slow caller does not hold the workers up until twice `concurrency` results wait for it. An exception of
    `worker` ends the run after the others have finished what they are at. When the caller is cancelled (Ctrl-C) or
    stops iterating, no new item starts, and those under way get `grace` seconds: an answer being paid for is kept.
    `stopping` is called when they begin, and at the end of every run.
    """
    pool = _Pool(_drawn(items), worker, asyncio.Semaphore(2 * concurrency))
    tasks = [asyncio.create_task(pool.work()) for _ in range(concurrency)]
    ended = asyncio.gather(*tasks, return_exceptions=True)
    ended.add_done_callback(lambda _: pool.done.put_nowait(None))
    try:
        while (pair := await pool.done.get()) is not None:
            yield pair
            pool.room.release()
    finally:
        if stopping is not None:
            stopping()
        await pool.drain(tasks, grace)
    if pool.failure is not None:
        raise pool.failure


@dataclass(slots=True)
class _Pool(Generic[Item, Result]):
    """What the workers share. `room` is for results that are made or being made and not yet taken."""

    source: AsyncGenerator[Item, None]
    worker: Callable[[Item], Awaitable[Result]]
    room: asyncio.Semaphore
    done: asyncio.Queue[tuple[Item, Result] | None] = field(default_factory=asyncio.Queue)
    drawing: asyncio.Lock = field(default_factory=asyncio.Lock)
    busy: set["asyncio.Task[None] | None"] = field(default_factory=set)
    drawer: "asyncio.Task[None] | None" = None  # waits for the source to give an item
    stopped: bool = False
    failure: BaseException | None = None

    async def work(self) -> None:
        """Draw and do, until nothing is left or the run is stopped."""
        me = asyncio.current_task()
        try:
            while not self.stopped:
                await self.room.acquire()
                async with self.drawing:
                    if self.stopped:
                        return
                    self.drawer = me
                    try:
                        item = await anext(self.source)
                    finally:
                        self.drawer = None
                self.busy.add(me)
                self.done.put_nowait((item, await self.worker(item)))
                self.busy.discard(me)
        except StopAsyncIteration:
            self.stopped = True
        except BaseException as error:
            self.failure, self.stopped = self.failure or error, True
            if self.drawer is not None and self.drawer is not me:
                self.drawer.cancel()  # its source may be waiting for what has just failed
        finally:
            self.busy.discard(me)
            self.room.release()  # wakes one that waits for room, to see that the run has ended

    async def drain(self, tasks: list[asyncio.Task[None]], grace: float) -> None:
        """Let the busy finish, stop the idle."""
        self.stopped = True
        late = [task for task in tasks if task in self.busy]
        for task in tasks:
            if task not in self.busy:
                task.cancel()
        if late:
            _, later = await asyncio.wait(late, timeout=grace)
            for task in later:
                task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.source.aclose()


async def _drawn(items: Iterable[Item] | AsyncIterable[Item]) -> AsyncGenerator[Item, None]:
    if isinstance(items, AsyncIterable):
        async for item in items:
            yield item
    else:
        for item in items:
            yield item
