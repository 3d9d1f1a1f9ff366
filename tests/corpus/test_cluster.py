"""Runs over a Dask cluster: the same results, whatever is killed; limits that hold over all workers; plain errors."""

import asyncio
import json
import logging
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import main
from tests.cli.test_endpoint import Endpoint, honest
from tests.loopback import KEY, Loopback, Reply
from tests.seeds import ROOT

distributed = pytest.importorskip("distributed", reason="the extra cluster is not installed")
pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
TEXT = "{}街道2022年工作总结\n\n一、经济发展\n\n全年完成税收{}.6亿元,同比增长4.5%;新增企业12家。改造老旧小区6个。\n"
CONFIG = {
    "distributed.scheduler.allowed-failures": 1,
    "distributed.scheduler.locks.lease-timeout": "2s",
    "distributed.scheduler.locks.lease-validation-interval": "1s",
}


class Poison(distributed.WorkerPlugin):
    """Has a worker die of reports whose name begins with `poison`."""

    name = "poison"

    def setup(self, worker: Any) -> None:  # noqa: ARG002  Dask's name
        from pipeline.corpus import made

        read = made.read_source

        def deadly(source: Any) -> Any:
            if source.name.startswith("poison"):
                os.kill(os.getpid(), signal.SIGKILL)
            return read(source)

        made.read_source = deadly


@pytest.fixture(scope="module")
def away(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of the workers: not the one of the driving process, as on another machine."""
    return tmp_path_factory.mktemp("away") / "ledger.sqlite3"


@pytest.fixture(scope="module")
def cluster(away: Path) -> Iterator[Any]:
    """Two workers in processes of their own, and a scheduler in a thread of this one."""
    import dask

    with (
        dask.config.set(CONFIG),
        distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
            env={"JIANBAO_LEDGER": str(away)},
        ) as cluster,
        distributed.Client(cluster, set_as_default=False) as client,
    ):
        client.register_plugin(Poison())
        yield cluster


Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run `jianbao summarize`: (exit code, standard error)."""
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith(("JIANBAO_", "OPENAI_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("JIANBAO_LEDGER", str(tmp_path / "ledger.sqlite3"))
    monkeypatch.setenv("JIANBAO_PROCESSES", "1")

    def call(*arguments: object, command: str = "summarize") -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["jianbao", command, *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0), capfd.readouterr().err

    return call


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    """An endpoint, in a thread of this process; the workers are in others."""

    def slow(body: dict[str, Any], number: int) -> Reply:
        return replace(honest(body, number), delay=0.05)

    with Endpoint(slow) as server:
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("JIANBAO_MODEL", "loop")
        yield server


def reports(folder: Path, number: int) -> Path:
    folder.mkdir()
    for place in range(number):
        (folder / f"r{place:03}.txt").write_text(TEXT.format("平湖东安"[place % 4], place + 1), encoding="utf-8")
    return folder


def made(out: Path) -> dict[str, bytes]:
    """Every result file and the journal."""
    files = sorted(path for path in out.rglob("*") if path.is_file() and path.name != "run.json")
    return {str(path.relative_to(out)): path.read_bytes() for path in files if path.suffix != ".lock"}


def names(out: Path) -> list[str]:
    return [json.loads(line)["name"] for line in (out / "results.jsonl").read_text("utf-8").splitlines()]


def complaints(err: str) -> list[str]:
    return [line for line in err.splitlines() if line.startswith("jianbao:")]


def kill_one(cluster: Any, out: Path, after: int) -> threading.Thread:
    """Kill a worker as soon as `after` results are there."""
    pid = next(iter(cluster.workers.values())).pid

    def wait() -> None:
        while len(list((out / "reports").glob("*.json"))) < after:
            time.sleep(0.01)
        os.kill(pid, signal.SIGKILL)

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


def test_results_are_those_of_one_machine_byte_by_byte(run: Run, cluster: Any, tmp_path: Path) -> None:
    folder = reports(tmp_path / "in", 20)
    for seed in SEEDS:
        (folder / seed.name).write_bytes(seed.read_bytes())
    (folder / "empty.txt").write_text("")
    one, said = run("in", "--engine", "extractive", "--out", "one")
    code, err = run("in", "--engine", "extractive", "--out", "many", "--scheduler", cluster.scheduler_address)
    assert (code, complaints(err)) == (one, complaints(said))
    assert made(tmp_path / "many") == made(tmp_path / "one")
    again, _ = run("in", "--engine", "extractive", "--out", "many", "--scheduler", cluster.scheduler_address)
    assert (again, made(tmp_path / "many")) == (one, made(tmp_path / "one"))
    assert not [name for name in cluster.scheduler.worker_plugins if name.startswith("jianbao")]


def test_a_digest_is_that_of_one_machine(run: Run, tmp_path: Path) -> None:
    about = ("--engine", "extractive", "--date", "2026-01-01")
    one, _ = run(*SEEDS[:2], *about, "--out", "one", command="digest")
    code, err = run(*SEEDS[:2], *about, "--out", "many", "--local-cluster", 1, command="digest")
    assert code == one
    assert "cluster: 1 worker here" in err
    for name in ("digest.json", "digest.md", "digest.html", "figures.csv"):
        assert (tmp_path / "many" / name).read_bytes() == (tmp_path / "one" / name).read_bytes(), name


def test_a_killed_worker_costs_no_report_and_the_limit_on_calls_holds(
    run: Run, cluster: Any, asked: Loopback, tmp_path: Path
) -> None:
    folder = reports(tmp_path / "in", 20)
    run(folder, "--out", "one", "--ledger", "one.sqlite3", "--concurrency", 4)
    asked.most_at_once = 0
    killer = kill_one(cluster, tmp_path / "many", 5)
    code, err = run(folder, "--out", "many", "--concurrency", 4, "--scheduler", cluster.scheduler_address)
    killer.join()
    assert code == 0, err
    assert asked.most_at_once == 4
    assert made(tmp_path / "many") == made(tmp_path / "one")
    assert names(tmp_path / "many") == [f"r{place:03}" for place in range(20)]
    for path in tmp_path.rglob("*"):
        assert path.is_dir() or KEY.encode() not in path.read_bytes(), f"the key stands in {path.name}"


def test_what_workers_bought_comes_home_and_goes_out_again(
    run: Run, cluster: Any, asked: Loopback, away: Path, tmp_path: Path
) -> None:
    folder = reports(tmp_path / "in", 6)
    for path in away.parent.glob("*"):
        path.unlink()
    cluster_flags = ("--scheduler", cluster.scheduler_address)
    assert run(folder, "--out", "one", "--log-json", "log.jsonl", *cluster_flags)[0] == 0
    bought = len(asked.asked)
    told = [json.loads(line)["event"] for line in Path("log.jsonl").read_text("utf-8").splitlines()]
    assert (told.count("answered"), told.count("report")) == (bought, 6)
    assert run(folder, "--out", "two")[0] == 0, "the driving process knows the answers"
    for path in away.parent.glob("*"):  # another machine, which knows nothing
        path.unlink()
    assert run(folder, "--out", "three", *cluster_flags)[0] == 0
    assert len(asked.asked) == bought
    assert made(tmp_path / "one") == made(tmp_path / "two") == made(tmp_path / "three")


def test_a_run_that_was_killed_finds_what_its_workers_had_bought(
    run: Run, cluster: Any, asked: Loopback, away: Path, tmp_path: Path
) -> None:
    folder = reports(tmp_path / "in", 6)
    assert run(folder, "--out", "one", "--scheduler", cluster.scheduler_address)[0] == 0
    bought = len(asked.asked)
    for path in (*tmp_path.glob("ledger*"), tmp_path / "one" / "results.jsonl"):  # nothing came home
        path.unlink()
    assert away.exists()
    assert run(folder, "--out", "one", "--scheduler", cluster.scheduler_address)[0] == 0
    assert run(folder, "--out", "two")[0] == 0
    assert len(asked.asked) == bought


def test_a_budget_holds_over_all_workers(run: Run, cluster: Any, asked: Loopback, tmp_path: Path) -> None:
    folder = reports(tmp_path / "in", 12)
    flags = ("--concurrency", 4, "--scheduler", cluster.scheduler_address)
    code, err = run(folder, "--out", "out", "--budget", "10000 tokens", *flags)
    assert code == 3
    assert len(complaints(err)) == 1
    assert "10000 tokens" in err
    assert 0 < len(asked.asked) * 132 <= 10000  # what the endpoint counts for a call
    code, err = run(folder, "--out", "out", "--budget", "9000000 tokens", *flags)
    assert code == 0, err
    assert sorted(names(tmp_path / "out")) == [f"r{place:03}" for place in range(12)]


def start(*arguments: object, cwd: Path, **env: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, *map(str, arguments)],
        cwd=cwd,
        env={k: v for k, v in os.environ.items() if not k.startswith(("JIANBAO_", "OPENAI_"))} | env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def until(there: Callable[[], bool], seconds: float = 120.0) -> None:
    end = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.02)


def test_a_killed_scheduler_is_one_line_and_the_run_goes_on_later(run: Run, tmp_path: Path) -> None:
    folder, out = reports(tmp_path / "in", 60), tmp_path / "out"
    address = tmp_path / "scheduler.json"
    common = ("--scheduler-file", address, "--host", "127.0.0.1", "--no-dashboard")
    scheduler = start("-m", "distributed.cli.dask_scheduler", "--port", "0", *common, cwd=ROOT)
    until(address.exists)
    worker = start("-m", "distributed.cli.dask_worker", "--nthreads", "1", "--no-nanny", *common, cwd=ROOT)
    flags = (folder, "--engine", "extractive", "--out", out)
    url = json.loads(address.read_text())["address"]
    driver = start("-c", "from pipeline.cli import main; main()", "summarize", *flags, "--scheduler", url, cwd=ROOT)
    try:
        until(lambda: len(list((out / "reports").glob("*.json"))) >= 5)
        scheduler.kill()
        _, err = driver.communicate(timeout=120)
    finally:
        for process in (scheduler, worker, driver):
            process.kill()
            process.communicate()
    assert driver.returncode == 3, err
    assert "Traceback" not in err
    assert len(complaints(err)) == 1
    assert "scheduler is lost" in err
    done = len(names(out))
    assert 5 <= done < 60
    assert run(*flags)[0] == 0
    assert sorted(names(out)) == [f"r{place:03}" for place in range(60)]


def test_ctrl_c_takes_back_what_is_queued_and_keeps_what_is_done(run: Run, cluster: Any, tmp_path: Path) -> None:
    folder, out = reports(tmp_path / "in", 60), tmp_path / "out"
    flags = (folder, "--engine", "extractive", "--out", out)
    driver = start(
        "-c",
        "from pipeline.cli import main; main()",
        "summarize",
        *flags,
        "--scheduler",
        cluster.scheduler_address,
        cwd=ROOT,
    )
    until(lambda: len(list((out / "reports").glob("*.json"))) >= 5)
    driver.send_signal(signal.SIGINT)
    _, err = driver.communicate(timeout=120)
    assert driver.returncode == 130, err
    assert "Traceback" not in err
    assert len(names(out)) < 60
    until(lambda: not cluster.scheduler.tasks)
    assert run(*flags, "--scheduler", cluster.scheduler_address)[0] == 0
    assert sorted(names(out)) == [f"r{place:03}" for place in range(60)]


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        pytest.param(("--scheduler", "tcp://127.0.0.1:9"), "cannot be reached", id="nobody-there"),
        pytest.param(("--scheduler", "head:8786"), "tcp://HOST:8786", id="no-scheme"),
        pytest.param(("--scheduler", "tpc://127.0.0.1:9"), "cannot be reached", id="unknown-scheme"),
        pytest.param(("--local-cluster", "0"), "at least 1", id="no-workers"),
        pytest.param(("--local-cluster", "2", "--scheduler", "tcp://127.0.0.1:9"), "give one", id="both"),
    ],
)
def test_a_cluster_that_cannot_be_used_is_one_line_and_code_2(
    run: Run, monkeypatch: pytest.MonkeyPatch, flags: tuple[str, ...], said: str
) -> None:
    from pipeline.corpus.cluster import opening

    monkeypatch.setattr(opening, "_CONNECT", 0.5)
    code, err = run(*SEEDS, "--engine", "extractive", "--out", "out", *flags)
    assert code == 2
    assert len(complaints(err)) == 1
    assert said in err


def test_without_the_extra_the_line_names_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    code, err = run(*SEEDS, "--engine", "extractive", "--out", "out", "--local-cluster", "2")
    assert (code, len(complaints(err))) == (2, 1)
    assert "pip install 'jianbao[cluster]'" in err


def test_a_file_that_no_worker_sees_is_one_line_and_code_2(
    run: Run, cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.corpus.cluster import opening

    monkeypatch.setattr(opening, "_sees", _blind)
    code, err = run(*SEEDS, "--engine", "extractive", "--out", "out", "--scheduler", cluster.scheduler_address)
    assert (code, len(complaints(err))) == (2, 1)
    assert "all machines see" in err


def _blind(path: Path) -> bool:
    return not path.name


def _order_of(tmp_path: Path) -> Any:
    """The order of a run that asks a model, as workers get it."""
    from pipeline.corpus.cluster.opening import _order
    from pipeline.corpus.folder import RunFolder
    from pipeline.corpus.made import Recipe
    from pipeline.engines import choose_engine
    from pipeline.settings import load_settings

    url = "http://127.0.0.1:1/v1"
    settings = load_settings(None, api_key=KEY, base_url=url, model="m", ledger=tmp_path / "l", scheduler="tcp://h:1")
    chosen = choose_engine(settings)
    asyncio.run(chosen.close())
    return _order(settings, chosen, Recipe(chosen.engine), RunFolder(tmp_path))


def test_the_order_shows_its_key_to_nobody(tmp_path: Path) -> None:
    from pipeline.corpus.cluster.station import Station

    order = _order_of(tmp_path)
    told = pickle.loads(pickle.dumps(Station(order)))._order
    assert told.settings.api_key.get_secret_value() == KEY
    assert KEY not in f"{order!r}{order}{told!r}{order.run}{order.calls}{vars(Station(order))}"


def test_no_dump_of_the_cluster_shows_the_key(cluster: Any, tmp_path: Path) -> None:
    from pipeline.corpus.cluster.station import Station

    with distributed.Client(cluster, set_as_default=False) as client:
        client.register_plugin(Station(_order_of(tmp_path)), name="kept")
        client.dump_cluster_state(str(tmp_path / "dump"), format="yaml", exclude=())
        client.unregister_worker_plugin("kept")
    (dump,) = tmp_path.glob("dump*")
    assert dump.stat().st_size > 1000
    assert KEY not in dump.read_text("utf-8")


def test_a_worker_that_would_make_other_results_is_one_line_and_code_2(
    run: Run, cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.corpus import made

    monkeypatch.setattr(made, "_code", lambda: "another version")
    code, err = run(*SEEDS, "--engine", "extractive", "--out", "out", "--scheduler", cluster.scheduler_address)
    assert (code, len(complaints(err))) == (2, 1)
    assert "the same jianbao" in err


def test_a_file_that_one_worker_does_not_see_is_a_failure_with_its_machine(tmp_path: Path) -> None:
    from pipeline.corpus.cluster.driver import _unseen
    from pipeline.corpus.made import Task
    from pipeline.sources import Source

    order = _order_of(tmp_path)
    there = tmp_path / "a.txt"
    there.write_text(TEXT.format("平湖", 3), encoding="utf-8")
    seen = _unseen(Task(Source(there, "a")), order, "node7").line
    gone = _unseen(Task(Source(tmp_path / "b.txt", "b")), order, "node7").line
    assert seen is not None
    assert gone is not None
    assert (seen.fault, "node7" in (seen.reason or "")) == ("unreadable", True)
    assert (gone.fault, "node7" in (gone.reason or "")) == ("unreadable", False)


def test_a_report_whose_workers_die_is_told_and_the_others_are_done(run: Run, cluster: Any, tmp_path: Path) -> None:
    folder = reports(tmp_path / "in", 12)
    (folder / "poison.txt").write_text(TEXT.format("平湖", 3), encoding="utf-8")
    code, err = run(folder, "--engine", "extractive", "--out", "out", "--scheduler", cluster.scheduler_address)
    assert code == 2
    lines = [json.loads(line) for line in (tmp_path / "out" / "results.jsonl").read_text("utf-8").splitlines()]
    assert {line["name"]: line["fault"] for line in lines if line["state"] == "failed"} == {"poison": "crashed"}
    assert sum(line["state"] == "done" for line in lines) == 12
    assert len(complaints(err)) == 1
