"""A cluster is reached or started, told the order of a run, and left as it was found."""

import asyncio
import hashlib
import logging
import uuid
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, suppress
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import dask.config
from distributed import Client, LocalCluster, Semaphore

from pipeline.corpus.cluster.answers import Shelf, is_driver_ledger, ledger_here, page_of
from pipeline.corpus.cluster.driver import Cluster
from pipeline.corpus.cluster.order import Order, machine
from pipeline.corpus.cluster.station import Station, waiting_there
from pipeline.corpus.cluster.till import Till
from pipeline.corpus.folder import RunFolder
from pipeline.corpus.made import Recipe, Task
from pipeline.engines import Chosen
from pipeline.errors import JianbaoError, RunStoppedError, SettingsError
from pipeline.model.build import price_for
from pipeline.model.ledger import default_ledger
from pipeline.model.observe import Observer
from pipeline.model.prices import budget_of
from pipeline.settings import Settings

_CONNECT = 10.0  # seconds for a scheduler to answer
_FIRST = 30.0  # seconds for a first worker to join
_QUEUED = 64  # reports at the scheduler, at least: workers may join while a run goes on
_LAST = 5.0  # seconds for what a run leaves behind, when it ends
_FAILURES = 1  # workers of this machine that a report may take down before it is tried alone, less one
_SLACK = 3600.0  # seconds that clocks of machines may differ


@asynccontextmanager
async def open_cluster(
    settings: Settings,
    chosen: Chosen,
    recipe: Recipe,
    folder: RunFolder,
    tasks: Sequence[Task],
    log: Observer | None,
) -> AsyncIterator[Cluster]:
    """The cluster's workers for one start of a run. Raises SettingsError when it cannot be reached or used."""
    _quiet()
    order = _order(settings, chosen, recipe, folder)
    async with _client(settings) as client:
        shelf = Shelf(order.ledger) if order.ledger and not order.local else None
        try:
            with _same_package():
                await _check_paths(client, tasks)
                await client.submit(machine, key=f"probe-{order.calls}", pure=False)
                await _tell(client, order)
            if shelf is not None:
                await _fetch(client, order, shelf, folder)
            async with _working(client, settings, order, shelf) as cluster:
                if log is not None:
                    cluster.log = log.passed
                yield cluster
        finally:
            await _leave(client, order, chosen, shelf)
            if shelf is not None:
                shelf.close()


def _order(settings: Settings, chosen: Chosen, recipe: Recipe, folder: RunFolder) -> Order:
    asks = chosen.built is not None
    ledger = (settings.ledger or default_ledger()).absolute() if asks else None
    files = {
        name: path.absolute() for name in ("prompts", "price_table", "replay") if (path := getattr(settings, name))
    }
    start = uuid.uuid4().hex[:12]
    told = settings.model_copy(update=files | {"ledger": ledger, "log_json": None})
    limited = asks and (settings.budget or settings.rpm or settings.tpm)
    return Order(
        run="jianbao-" + hashlib.sha256(f"{machine()} {folder.journal.absolute()}".encode()).hexdigest()[:12],
        calls=start,
        till=f"jianbao_{start}" if limited else "",
        settings=told,
        made_by=recipe.made_by,
        themes=recipe.themes,
        chunk_tokens=recipe.chunk_tokens,
        renderings=recipe.renderings,
        keep=recipe.keep,
        asks=recipe.engine.prompts is not None,
        ledger=ledger,
        machine=machine(),
        local=settings.local_cluster is not None,
        logs=settings.log_json is not None,
    )


def _client(settings: Settings) -> AbstractAsyncContextManager[Client]:
    return _started(settings.local_cluster) if settings.local_cluster else _reached(settings.scheduler or "")


@asynccontextmanager
async def _started(workers: int) -> AsyncIterator[Client]:
    """A cluster of so many processes of this machine, which end with it. A report is one thread's work."""
    with dask.config.set({"distributed.scheduler.allowed-failures": _FAILURES}):
        try:
            cluster = await LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                asynchronous=True,
                dashboard_address="127.0.0.1:0",  # without one its pages stand at a port for everyone
                silence_logs=logging.CRITICAL,
            )
        except (OSError, RuntimeError) as error:
            raise SettingsError(f"--local-cluster {workers}: cannot be started ({error})") from error
        async with cluster, Client(cluster, asynchronous=True, set_as_default=False) as client:
            await _joined(client, workers, None)
            yield client


@asynccontextmanager
async def _reached(address: str) -> AsyncIterator[Client]:
    """The cluster of a scheduler that runs already."""
    client = Client(address, asynchronous=True, set_as_default=False, timeout=_CONNECT)
    try:
        try:
            await client
        except (OSError, ValueError, TypeError) as error:
            said = f"--scheduler {address}: cannot be reached; start one with `dask scheduler`, as tcp://HOST:8786"
            raise SettingsError(said) from error
        try:
            await _joined(client, 1, _FIRST)
        except TimeoutError as error:
            said = f"--scheduler {address}: no worker has joined it; start one with `dask worker {address}`"
            raise SettingsError(said) from error
        yield client
    finally:
        with suppress(OSError, asyncio.TimeoutError):
            await asyncio.wait_for(client.close(), _LAST)


async def _joined(client: Client, workers: int, seconds: float | None) -> None:
    wait: Any = client.wait_for_workers  # typed as if it were never awaited
    await wait(workers, timeout=seconds)


async def _check_paths(client: Client, tasks: Sequence[Task]) -> None:
    """Before anything is done: do the workers there are see the first report?"""
    if not tasks:
        return
    path = tasks[0].source.path.absolute()
    blind = [address for address, seen in (await client.run(_sees, path)).items() if not seen]
    if blind:
        raise SettingsError(
            f"{path}: not seen by {', '.join(sorted(blind))}; put the reports where all machines see them"
        )


def _quiet() -> None:
    """Dask logs what it survives; what a user can do something about is told by us."""
    for name in [name for name in logging.root.manager.loggerDict if name.partition(".")[0] == "distributed"]:
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _sees(path: Path) -> bool:
    return path.exists()


async def _tell(client: Client, order: Order) -> None:
    """Give the order to workers, now and later, and the budget and the pace to the scheduler."""
    if order.till:
        told = order.settings
        budget = budget_of(told.budget) if told.budget else None
        till = Till(order.till, budget, price_for(told) if budget else None, told.rpm, told.tpm)
        await client.register_plugin(till, name=order.till)
    await client.register_plugin(Station(order), name=order.run)


@contextmanager
def _same_package() -> Iterator[None]:
    """What is sent is found by name at the other end; where it is not, Dask raises now one error, now another."""
    try:
        yield
    except JianbaoError:
        raise
    except OSError as error:
        raise RunStoppedError(f"the scheduler is lost before it began ({error}); run the same command again") from error
    except Exception as error:
        said = " ".join(str(error).split()).partition(". ")[0]
        raise SettingsError(
            f"the scheduler or a worker has no jianbao, or another one ({said}); install there the same as here, with "
            "the extra cluster"
        ) from error


@asynccontextmanager
async def _working(client: Client, settings: Settings, order: Order, shelf: Shelf | None) -> AsyncIterator[Cluster]:
    threads = await client.nthreads()
    number = f"{len(threads)} worker{'s' if len(threads) > 1 else ''}"
    line = f"cluster: {number} {'here' if order.local else f'at {settings.scheduler}'}"
    at_once = settings.concurrency if order.asks else max(_QUEUED, 2 * sum(threads.values()))
    async with _limit(client, order):
        cluster = Cluster(client, order, at_once, line, shelf)
        try:
            yield cluster
        finally:
            await cluster.close()


@asynccontextmanager
async def _limit(client: Client, order: Order) -> AsyncIterator[None]:
    """The limit on calls, made here first: the time after which leases are lost is this process's, not a worker's."""
    limit = Semaphore(order.settings.concurrency, order.calls, scheduler_rpc=client.scheduler, loop=client.loop)
    await limit
    try:
        yield
    finally:
        with suppress(OSError, RuntimeError, asyncio.TimeoutError):
            async with asyncio.timeout(_LAST):
                if client.status == "running" and not await limit.get_value():  # those of the lost go with their time
                    await limit.close()


async def _fetch(client: Client, order: Order, shelf: Shelf, folder: RunFolder) -> None:
    """Answers that an earlier start of this run bought and could not bring back, from the ledger of each machine."""
    earlier = folder.attempts()[:-1]
    if not earlier:
        return
    since = min(datetime.fromisoformat(one.started).timestamp() for one in earlier) - _SLACK
    places = await client.run(_place, order)
    for address in {place: address for address, place in places.items() if place is not None}.values():
        path, before = Path(places[address][1]), None
        while True:
            entries, before = (await client.run(page_of, path, since, before, workers=[address]))[address]
            await asyncio.to_thread(shelf.keep, entries)
            if before is None:
                break


def _place(order: Order) -> tuple[str, str] | None:
    path = ledger_here(order)
    return None if is_driver_ledger(order, path) or not path.exists() else (machine(), str(path))


async def _leave(client: Client, order: Order, chosen: Chosen, shelf: Shelf | None) -> None:
    """Take the order back, key and all; bring home what was bought, and count what was spent."""
    if client.status != "running":  # a lost scheduler answers nothing
        return
    with suppress(OSError, ValueError, asyncio.TimeoutError):
        async with asyncio.timeout(_LAST):
            if shelf is not None:
                for answers in (await client.run(waiting_there, order.run)).values():
                    await asyncio.to_thread(shelf.keep, answers)
            if order.till:
                spent = Decimal(await getattr(client.scheduler, f"{order.till}_close")())
                if chosen.built is not None and chosen.built.purse is not None:
                    chosen.built.purse.spent += spent
                await client.unregister_scheduler_plugin(order.till)
            await client.unregister_worker_plugin(order.run)
