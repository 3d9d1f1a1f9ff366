"""Answers on their way between the ledger of the driving process and those of other machines.

SQLite is safe among the processes of one machine and not on a network file system: so each machine has a ledger of its
own, in its user's cache folder, and what is bought there comes back with the report it was bought for.
"""

from collections import deque
from collections.abc import Iterable
from pathlib import Path

from pipeline.corpus.cluster.order import Order, machine
from pipeline.model.ledger import default_ledger
from pipeline.model.ledger_report import bought_since, entries_of
from pipeline.model.ledger_store import Entry, LedgerStore
from pipeline.model.ledger_thread import LedgerThread
from pipeline.settings import load_settings

_PAGE = 50  # answers at once: some 10 KB each


class NotingStore(LedgerStore):
    """A ledger that remembers what was put into it until that is taken."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._fresh: deque[Entry] = deque()

    def put(self, entry: Entry) -> None:
        """Store an answer."""
        super().put(entry)
        self._fresh.append(entry)

    def take(self) -> tuple[Entry, ...]:
        """What was put since the last time."""
        taken = []
        while self._fresh:
            taken.append(self._fresh.popleft())
        return tuple(taken)


def ledger_here(order: Order) -> Path:
    """The ledger of a worker in this process: what its own environment names, else the driving process's on the same
    machine, else the one in its user's cache folder.
    """
    named = None if order.local else load_settings(None).ledger
    if named is not None:
        return named.absolute()
    return order.ledger if order.ledger and is_driver_machine(order) else default_ledger()


def is_driver_machine(order: Order) -> bool:
    """True in a process on the machine of the driving one."""
    return order.local or order.machine == machine()


def is_driver_ledger(order: Order, path: Path) -> bool:
    """True when `path`, here, is the ledger of the driving process."""
    return path == order.ledger and is_driver_machine(order)


def page_of(path: Path, since: float, before: int | None) -> tuple[list[Entry], int | None]:
    """Answers bought into the ledger `path` after `since`, the newest first, and where the next page begins."""
    store = LedgerStore(path)
    try:
        return bought_since(store, since, before, _PAGE)
    finally:
        store.close()


class Shelf:
    """A ledger beside the one that a model has open: answers are looked up in it by report, and put into it."""

    def __init__(self, path: Path) -> None:
        self._store = LedgerStore(path)
        self._thread = LedgerThread(self._store)

    def of_report(self, name: str) -> tuple[Entry, ...]:
        """The stored answers to requests for the report of that name."""
        return self._thread.submit(lambda: tuple(entries_of(self._store, name))).result()

    def keep(self, entries: Iterable[Entry]) -> None:
        """Store answers; what is known already stays as it is."""
        kept = tuple(entries)
        if kept:
            self._thread.submit(lambda: self._put(kept)).result()

    def close(self) -> None:
        """Close the file."""
        self._thread.close()
        self._store.close()

    def _put(self, entries: tuple[Entry, ...]) -> None:
        for entry in entries:
            self._store.put(entry)
