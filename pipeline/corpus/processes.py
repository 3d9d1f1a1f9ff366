"""Work on text in processes of their own, so that two cores do twice as much and a crash costs one report."""

import asyncio
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import wait
from types import TracebackType
from typing import TypeVar

_MOST_ON_WINDOWS = 61  # handles its system waits for at once

T = TypeVar("T")


class CrashedError(Exception):
    """The process that did a piece of work ended before it was done: out of memory, or killed."""


def cores() -> int:
    """How many processes can really run at once here."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Processes:
    """`async with Processes(n) as processes: await processes.call(function, …)`; everything passed is pickled.

    A process that dies takes the others' work down with it: each piece is then tried once more, alone, and only the
    one that dies again is lost to `CrashedError`.
    """

    def __init__(self, number: int) -> None:
        self._number = min(number, _MOST_ON_WINDOWS) if sys.platform == "win32" else number
        self._pool = _pool(self._number)
        self._alone = asyncio.Lock()

    async def call(self, work: Callable[..., T], *arguments: object) -> T:
        """The result of `work(*arguments)`; its own exceptions are raised here. CrashedError when its process died."""
        pool, loop = self._pool, asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(pool, work, *arguments)
        except BrokenProcessPool:
            if self._pool is pool:
                self._pool = _pool(self._number)
        async with self._alone:
            with _pool(1) as alone:
                try:
                    return await loop.run_in_executor(alone, work, *arguments)
                except BrokenProcessPool as error:
                    raise CrashedError(
                        "the process that read it was killed; is it too large for the memory?"
                    ) from error

    async def __aenter__(self) -> "Processes":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=error is None, cancel_futures=True)


def _pool(number: int) -> ProcessPoolExecutor:
    # Spawned, not forked: the parent has threads (the ledger's, the loop's) that a fork would copy in mid-step.
    pool = ProcessPoolExecutor(number, multiprocessing.get_context("spawn"), initializer=follow_parent)
    with deaf():
        for _ in range(number):
            pool.submit(int)  # starts a process
    return pool


@contextmanager
def deaf() -> Iterator[None]:
    """Processes started here never hear of Ctrl-C, from their first moment on: it is the parent's to hear."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def follow_parent() -> None:
    """A parent that was killed takes its processes with it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()


def _follow(parent: int) -> None:
    wait([parent])
    os._exit(1)
