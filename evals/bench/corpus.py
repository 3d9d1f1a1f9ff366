"""Many reports from folder to folder: speed by processes, memory against length, resume, and a model that takes time.

10,000 reports take some minutes; `JIANBAO_BENCH_REPORTS` sets another length (the shorter run is a tenth of it).
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from evals.bench._answering import answering, seen
from evals.bench._generate import generate
from evals.bench._stages import stages

_MANY = int(os.environ.get("JIANBAO_BENCH_REPORTS", "10000"))
_SPEED, _STAGED = 400, 100  # reports of the run by processes, and of those whose steps are timed one by one
_GROWTH, _RESUME = 1.10, 0.15  # bars
_AT_ONCE, _CALLS, _SOME = 64, 2000, 60
# Seconds a call takes, and the bar. A chunk's answer of some thousand tokens takes a real model no less than 2.
_MODELS: tuple[tuple[float, float | None], ...] = ((2.0, 1.10), (0.2, None))
_LOOK = 0.1  # seconds between looks at the memory


@dataclass(frozen=True, slots=True)
class Ran:
    """One command: its times in seconds, its memory in bytes, the processor seconds of all its processes."""

    wall: float
    first: float  # until the first report was done
    parent: int  # peak of the driving process
    every: int  # peak of all processes together
    processor: float


def run() -> int:
    """Print every figure as a ratio within this run; 1 when a bar is missed."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        characters = _write(work / "few", _SPEED)
        missed = _speed(work, characters)
        missed += _length(work)
        missed += _model(work)
    return int(missed > 0)


def _speed(work: Path, characters: int) -> int:
    print(f"built-in engine, {_SPEED} reports of {characters / _SPEED:,.0f} characters, from file to file")
    one, two = (_summarize(work / "few", work / f"few{n}", "--processes", str(n)) for n in (1, 2))
    for number, ran in ((1, one), (2, two)):
        rate = characters / ran.wall
        print(
            f"  {number} process{'es' if number > 1 else '  '} {ran.wall:6.1f} s  {rate:9,.0f} characters/s  "
            f"{characters / ran.processor:9,.0f} characters/s of a core  first result after {ran.first:.1f} s"
        )
    print(f"  two are {one.wall / two.wall:.2f} times as fast as one")
    stages(sorted((work / "few").glob("*.txt"))[:_STAGED])
    return 0


def _length(work: Path) -> int:
    runs: dict[int, Ran] = {}
    for number in (_MANY // 10, _MANY):
        _write(work / "in", number)
        runs[number] = _summarize(work / "in", work / f"out{number}", "--processes", "2")
        ran = runs[number]
        print(
            f"{number:,} reports end to end: {ran.wall:,.1f} s, {number / ran.wall:.1f} reports/s, peak memory "
            f"{ran.parent / 1e6:.0f} MB driving, {ran.every / 1e6:.0f} MB all processes, first result after "
            f"{ran.first:.1f} s"
        )
    short, long = runs[_MANY // 10], runs[_MANY]
    growth = long.every / short.every
    _forget(work / f"out{_MANY}", _MANY // 10)
    again = _summarize(work / "in", work / f"out{_MANY}", "--processes", "2")
    part = again.wall / long.wall
    print(f"  memory, long over short: {growth:.3f} (bar {_GROWTH:.2f}){_miss(growth > _GROWTH)}")
    print(
        f"  resume with 90 % done: {again.wall:.1f} s, {part:.3f} of the whole (bar {_RESUME:.2f})"
        f"{_miss(part > _RESUME)}"
    )
    return (growth > _GROWTH) + (part > _RESUME)


def _model(work: Path) -> int:
    """Whole runs with a model, against what the calls alone take: all their time over the calls at once.

    With short calls what is left is text: `engine` has the bar of the calls.
    """
    missed = 0
    for seconds, bar in _MODELS:
        with answering(seconds) as port:
            _write(work / "some", _SOME)
            _ask(work / "some", work / f"some{seconds}", port)
            per_report = seen(port)[0] / _SOME
        with answering(seconds) as port:
            number = round(_CALLS / per_report)
            _write(work / "asked", number)
            ran = _ask(work / "asked", work / f"asked{seconds}", port)
            calls, most = seen(port)
        ideal = calls * seconds / _AT_ONCE
        ratio = ran.wall / ideal
        print(
            f"run with a model, {number} reports, {calls:,} calls of {seconds:g} s, at most {most} at once (limit "
            f"{_AT_ONCE}): {ran.wall:.1f} s, ideal {ideal:.1f} s, {ratio:.3f}"
            f"{f' (bar {bar:.2f})' if bar else ''}{_miss(bar is not None and ratio > bar)}; "
            f"{ran.processor:.1f} s of processor"
        )
        missed += (bar is not None and ratio > bar) + (most > _AT_ONCE)
    return missed


def _miss(missed: bool) -> str:
    return " MISSED" if missed else ""


def _write(folder: Path, number: int) -> int:
    """So many generated reports as files; the characters of all."""
    folder.mkdir(exist_ok=True)
    characters = 0
    for name, text in generate(number, 7):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        characters += len(text)
    return characters


def _forget(out: Path, number: int) -> None:
    """Take the last results away, as if the run had been killed before them."""
    journal = out / "results.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    for line in lines[-number:]:
        (out / "reports" / f"{json.loads(line)['name']}.json").unlink()
    journal.write_bytes(b"".join(lines[:-number]))


def _ask(folder: Path, out: Path, port: int) -> Ran:
    where = ("--base-url", f"http://127.0.0.1:{port}/v1", "--model", "m", "--ledger", str(out.with_suffix(".sqlite3")))
    return _summarize(folder, out, "--engine", "llm", "--concurrency", str(_AT_ONCE), *where)


def _summarize(folder: Path, out: Path, *flags: str) -> Ran:
    """The command in a process of its own, watched."""
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "summarize", str(folder)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JIANBAO_", "OPENAI_"))}
    started = time.monotonic()
    process = subprocess.Popen(
        [*command, "--out", str(out), "--quiet", *flags], stderr=subprocess.DEVNULL, env=environment
    )
    watch = _Watch(process.pid, out / "results.jsonl")
    code = process.wait()
    wall = time.monotonic() - started
    watch.stop()
    if code not in (0, 1):
        raise RuntimeError(f"{' '.join(flags)}: exit code {code}")
    return Ran(wall, watch.first - started, watch.parent, watch.every, watch.processor)


class _Watch(threading.Thread):
    """Looks at a process and its children until it is told to stop."""

    def __init__(self, pid: int, journal: Path) -> None:
        super().__init__(daemon=True)
        self._process, self._journal, self._over = psutil.Process(pid), journal, threading.Event()
        self._before = journal.stat().st_size if journal.exists() else 0
        self._spent: dict[int, float] = {}
        self.parent = self.every = 0
        self.first = 0.0
        self.start()

    @property
    def processor(self) -> float:
        """Seconds of all processes, up to the last look."""
        return sum(self._spent.values())

    def run(self) -> None:
        """Look until stopped."""
        while not self._over.wait(_LOOK):
            if not self.first and self._journal.exists() and self._journal.stat().st_size > self._before:
                self.first = time.monotonic()
            sizes = [self._size(one) for one in self._family()]
            if sizes:
                self.parent, self.every = max(self.parent, sizes[0]), max(self.every, sum(sizes))

    def stop(self) -> None:
        """Stop looking."""
        self._over.set()
        self.join()
        self.first = self.first or time.monotonic()

    def _family(self) -> list[psutil.Process]:
        try:
            return [self._process, *self._process.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def _size(self, process: psutil.Process) -> int:
        try:
            times = process.cpu_times()
            self._spent[process.pid] = times.user + times.system
            return int(process.memory_info().rss)
        except psutil.Error:
            return 0
