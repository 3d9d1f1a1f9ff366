"""From the loop of an engine to the loop of its worker, which holds the connections to the scheduler."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from typing import Any

from distributed import Worker

_WAITING = 64  # questions of one kind a worker has open at its scheduler; its connections are not without end


class Line:
    """Has a worker's own loop do what an engine's loop waits for, a bounded number at a time."""

    def __init__(self, worker: Worker) -> None:
        self._loop = worker.loop.asyncio_loop  # type: ignore[attr-defined]  # tornado's stubs have it on a subclass
        self._few = asyncio.Semaphore(_WAITING)

    async def ask(self, question: Callable[[], Awaitable[Any]]) -> Any:
        """The answer to `question`, when fewer than `_WAITING` are open."""
        async with self._few:
            return await self.tell(question)

    async def tell(self, question: Callable[[], Awaitable[Any]]) -> Any:
        """The answer to `question`, at once: what gives back must not wait for what asks."""
        return await asyncio.wrap_future(self.send(question))

    def send(self, question: Callable[[], Awaitable[Any]]) -> "Future[Any]":
        """The same, for one who does not wait."""
        return asyncio.run_coroutine_threadsafe(_awaited(question), self._loop)


async def _awaited(question: Callable[[], Awaitable[Any]]) -> Any:
    return await question()
