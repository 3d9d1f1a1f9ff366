"""The one thread that touches a ledger file: it takes what has come together as one commit."""

import atexit
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from pipeline.errors import SettingsError
from pipeline.model.ledger_store import LedgerStore

_MOST = 256  # pieces of work in one commit

T = TypeVar("T")
_Job = tuple[Callable[[], Any], "Future[Any]"]


class LedgerThread:
    """Runs work on a store in the order given. A future is done when its work is on the disk."""

    def __init__(self, store: LedgerStore) -> None:
        self._store = store
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="ledger", daemon=True)
        self._thread.start()
        atexit.register(self.close)  # an interpreter that ends does not wait for daemons

    def submit(self, work: Callable[[], T]) -> "Future[T]":
        """Have `work` done."""
        future: Future[T] = Future()
        self._jobs.put((work, future))
        return future

    def close(self) -> None:
        """Finish what was submitted and stop."""
        atexit.unregister(self.close)
        if self._thread.is_alive():
            self._jobs.put(None)
            self._thread.join()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            jobs, last = self._gather(job)
            self._do([(work, future) for work, future in jobs if future.set_running_or_notify_cancel()])
            if last:
                return

    def _gather(self, first: _Job) -> tuple[list[_Job], bool]:
        jobs = [first]
        while len(jobs) < _MOST:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                return jobs, False
            if job is None:
                return jobs, True
            jobs.append(job)
        return jobs, False

    def _do(self, jobs: list[_Job]) -> None:
        try:
            with self._store.group():
                outcomes = [_outcome(work) for work, _ in jobs]
                failed = next((error for _, error in outcomes if isinstance(error, SettingsError)), None)
                if failed is not None:
                    raise failed
        except SettingsError as error:  # the file failed one of them, and with it the commit: each is tried alone
            held = self._store.held(error)  # but not where another process holds the file: each would wait its turn out
            outcomes = [(None, error) if held else _outcome(work) for work, _ in jobs]
        for (_, future), (result, failure) in zip(jobs, outcomes, strict=True):
            if failure is not None:
                future.set_exception(failure)
            else:
                future.set_result(result)


def _outcome(work: Callable[[], Any]) -> tuple[Any, Exception | None]:
    try:
        return work(), None
    except Exception as error:
        return None, error
