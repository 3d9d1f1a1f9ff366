"""One limit for the whole cluster on the calls under way: `distributed.Semaphore`, for an engine with its own loop."""

import asyncio
from contextlib import AbstractAsyncContextManager
from types import TracebackType

from distributed import Semaphore, Worker

from pipeline.corpus.cluster.line import Line


class Leases(AbstractAsyncContextManager[None]):
    """`async with leases:` holds one of `most` leases. Those of a lost worker come back when they time out."""

    def __init__(self, worker: Worker, name: str, most: int) -> None:
        self._semaphore = Semaphore(most, name, scheduler_rpc=worker.scheduler, loop=worker.loop)
        self._line = Line(worker)

    async def __aenter__(self) -> None:
        await self._line.ask(self._semaphore.acquire)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.shield(self._line.tell(self._semaphore.release))
