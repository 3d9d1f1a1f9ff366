"""A worker's side of a run: the engine of its process, made on the first task, and what is done with each task."""

import asyncio
import signal
import threading
import time
from collections import deque
from io import StringIO

from distributed import Status, Worker, WorkerPlugin, get_worker, secede

from pipeline.corpus.cluster.answers import NotingStore, Shelf, is_driver_ledger, ledger_here
from pipeline.corpus.cluster.leases import Leases
from pipeline.corpus.cluster.order import Order, Reply, machine, portable
from pipeline.corpus.cluster.till import Desk, TillPace, TillPurse
from pipeline.corpus.made import Made, Recipe, Task, failed, finish, look
from pipeline.corpus.workers import make
from pipeline.domain.report import Report
from pipeline.engines import Chosen, choose_engine
from pipeline.engines.extractive import ExtractiveEngine
from pipeline.errors import JianbaoError, SettingsError
from pipeline.model.budget import Purse
from pipeline.model.build import Shared, price_for
from pipeline.model.ledger_store import Entry, LedgerStore
from pipeline.model.observe import JsonLog
from pipeline.model.prices import budget_of

# Seconds a new worker waits with its first task: Dask starts none anew that dies before it is known to have started.
_SETTLING = 2.0


class Station(WorkerPlugin):
    """Holds an order at a worker, and from the first task on the crew that carries it out."""

    def __init__(self, order: Order) -> None:
        self.name = order.run
        self._order = order

    def setup(self, worker: Worker) -> None:
        """Take the order. What may fail waits for the first task: a worker must not die of a setting."""
        if self._order.local:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the driving process's to hear
        self._worker = worker
        new = worker.status is not Status.running
        self._ready = time.monotonic() + (_SETTLING if new else 0.0)
        self._opening = threading.Lock()
        self._crew: Crew | None = None

    async def teardown(self, worker: Worker) -> None:  # noqa: ARG002  Dask's name
        """Close connections and the ledger."""
        if self._crew is not None:
            await asyncio.to_thread(self._crew.close)

    def crew(self) -> "Crew":
        """The crew of this process. Raises SettingsError when the order cannot be carried out here."""
        time.sleep(max(0.0, self._ready - time.monotonic()))
        with self._opening:
            if self._crew is None:
                self._crew = Asking(self._order, self._worker) if self._order.asks else Crew(self._order)
            return self._crew

    def waiting(self) -> tuple[Entry, ...]:
        """Answers bought here that no reply has brought back."""
        return self._crew.bought() if self._crew is not None else ()


class Crew:
    """Does tasks with the built-in engine, in the thread that Dask gives them."""

    def __init__(self, order: Order) -> None:
        self.recipe = order.recipe(ExtractiveEngine())
        _check(order, self.recipe)

    def make(self, task: Task) -> Made:
        """What became of `task`. Raises RunStoppedError when the run cannot go on."""
        return make(task, self.recipe)

    def bought(self) -> tuple[Entry, ...]:
        """Answers for the driving process."""
        return ()

    def logged(self) -> tuple[str, ...]:
        """Lines for its log."""
        return ()

    def know(self, answers: tuple[Entry, ...]) -> None:
        """Take what the driving process knows already."""

    def close(self) -> None:
        """End."""


class Asking(Crew):
    """Reads in the thread that Dask gives and asks from one loop, with one client and one ledger a process."""

    def __init__(self, order: Order, worker: Worker) -> None:
        self._log = _Lines() if order.logs else None
        self._store: LedgerStore | None = None
        self._shelf: Shelf | None = None
        settings = order.settings
        if order.ledger is not None:
            path = ledger_here(order)
            away = not is_driver_ledger(order, path)
            self._store = NotingStore(path) if away else LedgerStore(path)
            self._shelf = Shelf(path) if away else None
            settings = settings.model_copy(update={"ledger": path})
        shared = _shared(order, worker, self._store)
        self._chosen: Chosen = choose_engine(settings, JsonLog(self._log) if self._log else None, shared)
        self.recipe = order.recipe(self._chosen.engine)
        _check(order, self.recipe)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="engine", daemon=True)
        self._thread.start()

    def make(self, task: Task) -> Made:
        """Read here, ask there; while a model is asked, Dask may have another report read."""
        found = look(task, self.recipe.made_by, self.recipe.keep)
        if not isinstance(found, Report):
            return found
        secede()
        return asyncio.run_coroutine_threadsafe(finish(task, found, self.recipe), self._loop).result()

    def bought(self) -> tuple[Entry, ...]:
        """Answers bought since it was last asked; none where the driving process has the same ledger."""
        return self._store.take() if isinstance(self._store, NotingStore) else ()

    def logged(self) -> tuple[str, ...]:
        """Lines of the log since it was last asked."""
        return self._log.take() if self._log else ()

    def know(self, answers: tuple[Entry, ...]) -> None:
        """Store what the driving process knows, where its ledger is another one."""
        if self._shelf is not None:
            self._shelf.keep(answers)

    def close(self) -> None:
        """Finish what is being stored."""
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()
        if self._shelf is not None:
            self._shelf.close()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    async def _end(self) -> None:
        under_way = asyncio.all_tasks() - {asyncio.current_task()}
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        await self._chosen.close()


def make_there(run: str, task: Task, answers: tuple[Entry, ...]) -> Reply:
    """One task, on a worker; `answers` are what the driving process has stored for this report."""
    station = _station(get_worker(), run)
    if station is None:
        raise RuntimeError("a task of a run that has ended")
    if not task.source.path.exists():
        return Reply(unseen=machine().partition(" ")[0])
    try:
        crew = station.crew()
        crew.know(answers)
        made = crew.make(task)
    except JianbaoError as error:
        return Reply(stopped=portable(error), answers=station.waiting())
    except Exception as error:  # a defect of ours in one report must not cost the others
        made = failed(task, "internal", f"{task.source.path}: {type(error).__name__}: {error}; please report this")
        return Reply(made, answers=station.waiting())
    return Reply(made, answers=crew.bought(), log=crew.logged())


def waiting_there(run: str, dask_worker: Worker) -> tuple[Entry, ...]:
    """Answers that wait at a worker, when a run ends before their reports are done."""
    station = _station(dask_worker, run)
    return station.waiting() if station is not None else ()


def _station(worker: Worker, run: str) -> Station | None:
    found = worker.plugins.get(run)
    return found if isinstance(found, Station) else None


def _shared(order: Order, worker: Worker, store: LedgerStore | None) -> Shared:
    slots = Leases(worker, order.calls, order.settings.concurrency)
    if not order.till:
        return Shared(slots, store=store)
    desk = Desk(worker, order.till)
    budget = budget_of(order.settings.budget) if order.settings.budget else None
    purse: Purse | None = TillPurse(budget, price_for(order.settings), desk) if budget else None
    return Shared(slots, TillPace(desk), purse, store)


def _check(order: Order, recipe: Recipe) -> None:
    if recipe.made_by != order.made_by:
        raise SettingsError(
            f"a worker on {machine().partition(' ')[0]} would make other results: install there the same jianbao as "
            "here, with the same prompts"
        )


class _Lines(StringIO):
    """A stream that keeps its lines until they are taken."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: deque[str] = deque()

    def write(self, line: str) -> int:
        self._lines.append(line)
        return len(line)

    def take(self) -> tuple[str, ...]:
        taken = []
        while self._lines:
            taken.append(self._lines.popleft())
        return tuple(taken)
