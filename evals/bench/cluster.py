"""Reports over two Dask workers of this machine: one is killed in the middle; the limit on calls; what a second brings.

500 reports by default; `JIANBAO_BENCH_CLUSTER` sets another number.
"""

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import psutil

from evals.bench._answering import answering, seen
from evals.bench._generate import generate

_REPORTS = int(os.environ.get("JIANBAO_BENCH_CLUSTER", "500"))
_AT_ONCE = 16
_SECONDS = 0.1  # what a call takes
_TIMED = 0.3  # share of the reports in the runs that are only timed
_MOST = 0.85  # bar: time with two workers over the time with one; the endpoint and the driving process need a core too


@dataclass(frozen=True, slots=True)
class Ran:
    """One command: seconds, calls that the endpoint saw, and the most of them at once."""

    wall: float
    calls: int
    most: int


def run() -> int:
    """Print what happened; 1 when a result is missing or another, a limit is passed, or a bar missed."""
    if importlib.util.find_spec("distributed") is None:
        print("cluster: not measured, the extra cluster is not installed")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        _write(work / "in", _REPORTS)
        _write(work / "timed", round(_REPORTS * _TIMED))
        return int(_killed(work) + _timed(work) > 0)


def _killed(work: Path) -> int:
    """All reports without a cluster, then by two workers of which one is killed: the same files."""
    with answering(_SECONDS) as port:
        alone = _summarize(work / "in", work / "alone", port)
    with answering(_SECONDS) as port:
        two = _summarize(work / "in", work / "two", port, "--local-cluster", "2", kill_after=_REPORTS // 2)
    one, other = _made(work / "alone"), _made(work / "two")
    names = Counter(json.loads(line)["name"] for line in (work / "two" / "results.jsonl").open(encoding="utf-8"))
    once = sum(number == 1 for number in names.values())
    differ = sum(other.get(name) != data for name, data in one.items()) + len(other.keys() - one.keys())
    print(f"llm engine, {_REPORTS} reports, {alone.calls:,} calls of {_SECONDS:g} s, at most {_AT_ONCE} under way")
    print(f"  without a cluster: {alone.wall:.1f} s, at most {alone.most} calls at once")
    print(
        f"  two workers, one killed after {_REPORTS // 2} reports: {two.wall:.1f} s, at most {two.most} calls at once, "
        f"{two.calls - alone.calls} of {alone.calls:,} asked again"
    )
    missed = once != _REPORTS or len(names) != _REPORTS
    print(f"  reports with a result, once: {once} of {_REPORTS}{_miss(missed)}")
    print(f"  files other than those without one: {differ} of {len(one)}{_miss(differ > 0)}")
    print(f"  most calls at once over the limit: {two.most / _AT_ONCE:.3f} (bar 1){_miss(two.most > _AT_ONCE)}")
    return missed + (differ > 0) + (two.most > _AT_ONCE)


def _timed(work: Path) -> int:
    walls = []
    for workers in (1, 2):
        with answering(_SECONDS) as port:
            ran = _summarize(work / "timed", work / f"timed{workers}", port, "--local-cluster", str(workers))
        walls.append(ran.wall)
        print(
            f"{workers} worker{'s' if workers > 1 else ' '}, {round(_REPORTS * _TIMED)} reports: {ran.wall:.1f} s "
            f"from start to end, {ran.calls} calls, at most {ran.most} at once"
        )
    ratio = walls[1] / walls[0]
    print(f"  time with two over time with one: {ratio:.2f} (bar {_MOST}){_miss(ratio > _MOST)}")
    return int(ratio > _MOST)


def _miss(missed: bool) -> str:
    return " MISSED" if missed else ""


def _write(folder: Path, number: int) -> None:
    folder.mkdir()
    for name, text in generate(number, 11):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def _made(out: Path) -> dict[str, bytes]:
    """The journal and every result file."""
    files = [out / "results.jsonl", *(out / "reports").iterdir()]
    return {str(path.relative_to(out)): path.read_bytes() for path in files}


def _summarize(folder: Path, out: Path, port: int, *flags: str, kill_after: int = 0) -> Ran:
    where = ("--base-url", f"http://127.0.0.1:{port}/v1", "--model", "m", "--ledger", str(out.with_suffix(".sqlite3")))
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "summarize", str(folder), "--quiet"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JIANBAO_", "OPENAI_"))}
    started = time.monotonic()
    process = subprocess.Popen(
        [*command, "--out", str(out), "--engine", "llm", "--concurrency", str(_AT_ONCE), *where, *flags],
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    if kill_after:
        _kill(process, out, kill_after)
    code = process.wait()
    if code not in (0, 1):
        raise RuntimeError(f"{' '.join(flags)}: exit code {code}")
    return Ran(time.monotonic() - started, *seen(port))


def _kill(driver: "subprocess.Popen[bytes]", out: Path, after: int) -> None:
    """Kill one of the driver's workers when so many reports are done."""
    while driver.poll() is None:
        if (out / "reports").is_dir() and len(list((out / "reports").glob("*.json"))) >= after:
            children = psutil.Process(driver.pid).children()
            next(child for child in children if "spawn_main" in " ".join(child.cmdline())).kill()
            return
        time.sleep(0.05)
