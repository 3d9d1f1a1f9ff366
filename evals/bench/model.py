"""The model edge: wall time against the ideal, real HTTP included, and memory against the length of the queue."""

import asyncio
import gc
import random
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

from evals.bench._peer import Latency, peer_version, run_peer
from pipeline.model.build import build_model
from pipeline.model.ledger import LedgerModel
from pipeline.model.ledger_store import LedgerStore
from pipeline.model.pace import LimitModel, Pace
from pipeline.model.pool import run_all
from pipeline.model.protocol import Completion, LanguageModel, Message, Request, Usage
from pipeline.model.retry import RetryModel
from pipeline.settings import load_settings

_PER_WORKER = 50  # calls; enough that the last long one does not decide
_MEAN = 0.2  # seconds a call takes on the average
_HTTP = {16: (800, 1.10), 64: (2000, 1.10)}  # calls and bar of the same over real sockets, by calls at once
_WAITING = 2  # requests in hand for every call that may be under way; a run has more, a report asks its chunks at once
_GROWTH = 1.10  # memory with 10,000 queued requests over that with 1,000
_PROMPT = "全年完成投资，" * 300  # about the 6 KB of a chunk

# How long a call takes, and our bar. Kinds of latency in which waiting for a whole batch costs nothing, some and most.
_LATENCIES: dict[str, tuple[Latency, float]] = {
    "constant": (lambda _: _MEAN, 1.10),
    "uneven": (lambda dice: dice.lognormvariate(-0.18, 0.6) * _MEAN, 1.10),
    "heavy tail": (lambda dice: (5.5 if dice.random() < 0.1 else 0.5) * _MEAN, 1.15),
}


class Simulated(LanguageModel):
    """Takes the time a call is told to take; remembers how long all of them were."""

    def __init__(self, latency: Latency) -> None:
        self._latency = latency
        self._dice = random.Random(11)
        self.total = 0.0

    async def complete(self, request: Request) -> Completion:
        """Wait, then answer."""
        seconds = self._latency(self._dice)
        self.total += seconds
        await asyncio.sleep(seconds)
        return Completion(request.messages[0].text[:20], usage=Usage(10, 10))


def run() -> int:
    """Print a row a case, langextract's beside ours where it is installed; 1 when one of ours misses its bar."""
    peer = peer_version()
    theirs = f"{f'langextract {peer}':>20}{'its calls alone':>18}{'its calls':>11}" if peer else ""
    print("model edge: wall time over the ideal, which is all latencies together / calls at once")
    print(f"  {'':12}{'at once':>8}{'calls':>7}{'ideal':>9}{'wall':>9}{'jianbao':>9}{'bar':>6}{theirs}")
    missed = sum([_row_missed(name, concurrency, peer) for name in _LATENCIES for concurrency in (16, 64)])
    if not peer:
        print("  langextract not installed")
    return int(missed + _http_missed() + _memory_missed() > 0)


def _row_missed(name: str, concurrency: int, peer: str | None) -> bool:
    latency, bar = _LATENCIES[name]
    ratio, ideal, wall = asyncio.run(_ratio(latency, concurrency))
    ours = f"{concurrency * _PER_WORKER:>7}{ideal:>7.2f} s{wall:>7.2f} s{ratio:>9.3f}{bar:>6.2f}"
    theirs = _beside(latency, concurrency) if peer else ""
    print(f"  {name:12}{concurrency:>8}{ours}{theirs}{' MISSED' if ratio > bar else ''}")
    return ratio > bar


def _beside(latency: Latency, concurrency: int) -> str:
    run = run_peer(latency, concurrency)
    return f"{run.wall / run.ideal:>20.2f}{run.calling / run.ideal:>18.2f}{run.calls:>11}"


def _http_missed() -> bool:
    """The composed model of a run against an endpoint of another process: sockets, TLS apart."""
    server = subprocess.Popen(
        [sys.executable, "-m", "evals.bench._endpoint", str(_MEAN)], stdout=subprocess.PIPE, text=True
    )
    try:
        port = server.stdout.readline().strip() if server.stdout else ""
        return sum(_http_row_missed(f"http://127.0.0.1:{port}/v1", *row) for row in _HTTP.items()) > 0
    finally:
        server.terminate()
        server.wait()


def _http_row_missed(url: str, concurrency: int, case: tuple[int, float]) -> bool:
    calls, bar = case
    wall = asyncio.run(_http(url, concurrency, calls))
    ideal = _MEAN * calls / concurrency
    ratio = wall / ideal
    print(
        f"model edge over HTTP, constant, {calls} calls, {concurrency} at once: "
        f"{wall:.2f} s, ideal {ideal:.2f} s, {ratio:.3f} (bar {bar:.2f}){' MISSED' if ratio > bar else ''}"
    )
    return ratio > bar


async def _http(url: str, concurrency: int, calls: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(
            None, base_url=url, model="m", ledger=Path(folder) / "ledger.sqlite3", concurrency=concurrency
        )
        built = build_model(settings)
        await built.complete(Request("m", (Message("user", "first"),)))  # imports the client
        started = time.monotonic()
        async for _ in run_all(_requests(calls), built.complete, _WAITING * concurrency):
            pass
        wall = time.monotonic() - started
        await built.close()
    return wall


def _memory_missed() -> bool:
    asyncio.run(_memory(200))  # what is imported and cached on the first calls is not the queue's
    (small, low), (large, high) = (asyncio.run(_memory(count)) for count in (1_000, 10_000))
    growth = large / small
    print(
        f"model edge, memory: {small / 1e6:.2f} MB at 1,000 queued (peak {low / 1e6:.2f}), "
        f"{large / 1e6:.2f} MB at 10,000 (peak {high / 1e6:.2f}), {growth:.3f} (bar {_GROWTH:.2f})"
    )
    return growth > _GROWTH


async def _ratio(latency: Latency, concurrency: int) -> tuple[float, float, float]:
    """Wall time over the ideal, the ideal and the wall time, in seconds; the whole edge but the socket."""
    simulated = Simulated(latency)
    with tempfile.TemporaryDirectory() as folder:
        model, close = _edge(simulated, Path(folder) / "ledger.sqlite3", concurrency)
        started = time.monotonic()
        async for _ in run_all(_requests(concurrency * _PER_WORKER), model.complete, concurrency):
            pass
        wall = time.monotonic() - started
        await close()
    ideal = simulated.total / concurrency
    return wall / ideal, ideal, wall


async def _memory(count: int) -> tuple[float, int]:
    """Python's own memory in bytes while `count` requests go through: what is held, and the peak with its garbage.

    What is held is the mean of twenty looks after a collection: dead cycles wait for the collector at any length.
    """
    looks: list[int] = []
    seen = 0
    with tempfile.TemporaryDirectory() as folder:
        model, close = _edge(Simulated(lambda _: 0.002), Path(folder) / "ledger.sqlite3", 64)
        tracemalloc.start()
        async for _ in run_all(_requests(count), model.complete, 64):
            seen += 1
            if seen % (count // 20) == 0 and seen < count:
                gc.collect()
                looks.append(tracemalloc.get_traced_memory()[0])
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        await close()
    return sum(looks) / len(looks), peak


def _edge(inner: LanguageModel, ledger: Path, concurrency: int) -> tuple[LedgerModel, Callable[[], Awaitable[None]]]:
    pace = Pace()
    model = LedgerModel(LimitModel(RetryModel(inner, pace), pace, concurrency), LedgerStore(ledger))
    return model, model.close


def _requests(count: int) -> Iterator[Request]:
    """Made one at a time, as chunks are."""
    return (Request("m", (Message("user", f"{number:06} {_PROMPT}"),), logical=str(number)) for number in range(count))
