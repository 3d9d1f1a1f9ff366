"""Long runs as an analyst meets them: killed, split, extended, looked at afterwards."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.model import ledger_store
from tests.cli.conftest import Run

TEXT = "平湖街道2022年工作总结\n\n一、经济发展\n\n全年完成税收{}.6亿元,同比增长4.5%;新增企业12家。\n"
WRONG = "平湖街道2022年工作总结\n\n全年检查企业100家,整改90家,整改率80%。\n"


def reports(folder: Path, number: int) -> None:
    folder.mkdir(exist_ok=True)
    for i in range(number):
        (folder / f"r{i:03}.txt").write_text(TEXT.format(i + 1), encoding="utf-8")


def results(out: Path) -> dict[str, bytes]:
    files = (
        path for path in (out / "reports").iterdir() if not path.name.startswith(".")
    )  # a cut-off write goes later
    return {path.name: path.read_bytes() for path in files}


def test_killed_at_ten_moments_and_resumed_the_results_are_those_of_one_run(run: Run, tmp_path: Path) -> None:
    reports(tmp_path / "in", 120)
    assert run("summarize", "in", "--out", "whole", "--processes", "1")[0] == 0
    dice = random.Random(10)
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "summarize", "in", "--out", "out", "-q"]
    for moment in range(10):
        process = subprocess.Popen([*command, "--processes", "2" if moment % 2 else "1"], stderr=subprocess.DEVNULL)
        journal, before = tmp_path / "out" / "results.jsonl", _lines(tmp_path / "out")
        until = before + dice.randint(0, 9)
        while process.poll() is None and (not journal.exists() or _lines(tmp_path / "out") < until):
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert 10 < _lines(tmp_path / "out") < 120, "each start went on from the last, and none got to the end"
    code, _, err = run("summarize", "in", "--out", "out", "--processes", "2")
    assert code == 0, err
    assert results(tmp_path / "out") == results(tmp_path / "whole")
    lines = [json.loads(line)["name"] for line in (tmp_path / "out" / "results.jsonl").read_text("utf-8").splitlines()]
    assert sorted(lines) == [f"r{i:03}" for i in range(120)]
    _, out, _ = run("runs", "show", "out")
    assert 1 <= out.count("still running, or killed") <= 10, "one killed at once has not said that it was started"


@pytest.mark.parametrize("moment", [pytest.param(0, id="while-starting"), pytest.param(3, id="under-way")])
@pytest.mark.parametrize(
    ("ending", "send"),
    [
        pytest.param(signal.SIGINT, os.killpg, id="ctrl-c"),  # a terminal tells every process of the run
        pytest.param(signal.SIGTERM, os.kill, id="end-of-the-job"),
        pytest.param(signal.SIGHUP, os.kill, id="end-of-the-terminal"),
    ],
)
def test_a_run_that_is_stopped_is_one_line_and_keeps_what_is_done(
    run: Run, tmp_path: Path, ending: int, send: Callable[[int, int], None], moment: int
) -> None:
    reports(tmp_path / "in", 60)
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "summarize", "in", "--processes", "2"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    started = tmp_path / "out" / "run.json"
    while not started.exists() or _lines(tmp_path / "out") < moment:
        time.sleep(0.002)
    send(process.pid, ending)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert [line for line in err.splitlines() if line.startswith("jianbao:")] == [
        "jianbao: stopped; what is done is kept, run the same command again to go on"
    ]
    assert "Traceback" not in err
    _, out, _ = run("runs", "show", "out")
    assert "stopped: interrupted" in out
    assert run("summarize", "in")[0] == 0


def _lines(out: Path) -> int:
    journal = out / "results.jsonl"
    return journal.read_bytes().count(b"\n") if journal.exists() else 0


def test_parts_together_are_the_whole(run: Run, tmp_path: Path) -> None:
    reports(tmp_path / "in", 12)
    run("summarize", "in", "--out", "whole")
    for part in ("1/3", "2/3", "3/3"):
        code, _, err = run("summarize", "in", "--out", "out", "--shard", part)
        assert code == 0, err
    assert results(tmp_path / "out") == results(tmp_path / "whole")
    code, out, _ = run("runs", "show", "out", "--json")
    made = json.loads(out)
    assert (code, made["counts"]["reports"], len(made["attempts"])) == (0, 12, 3)
    assert sum(one["made"] for one in made["attempts"]) == 12


def test_a_run_is_extended_and_its_failures_are_tried_again(run: Run, tmp_path: Path) -> None:
    reports(tmp_path / "in", 2)
    bad = tmp_path / "in" / "bad.txt"
    bad.write_bytes(b"")
    assert run("summarize", "in", "--out", "out")[0] == 2
    code, out, _ = run("runs", "show", "out")
    assert code == 2
    assert "3: 2 done, 1 failed" in out
    assert "bad: in/bad.txt: the file is empty" in out
    (tmp_path / "in" / "new.txt").write_text(TEXT.format(7), encoding="utf-8")
    bad.write_text(WRONG, encoding="utf-8")
    assert run("summarize", "in", "--out", "out", "--retry-failed")[0] == 1
    assert not (tmp_path / "out" / "reports" / "new.json").exists()
    code, _, err = run("summarize", "in", "--out", "out", "--retry-failed")
    assert (code, "no report of these failed" in err) == (2, True)
    assert run("summarize", "in", "--out", "out")[0] == 1, "the finding of a report that was done before counts too"
    assert (tmp_path / "out" / "reports" / "new.json").exists()
    code, out, _ = run("runs", "show", "out")
    assert (code, "1 error" in out) == (1, True)


def test_a_file_more_does_not_give_another_report_a_second_name(run: Run, tmp_path: Path) -> None:
    reports(tmp_path / "in", 1)
    run("summarize", "in", "--out", "out")
    (tmp_path / "in" / "sub").mkdir()
    (tmp_path / "in" / "sub" / "r000.txt").write_text(TEXT.format(9), encoding="utf-8")
    run("summarize", "in", "--out", "out")
    assert sorted(path.name for path in (tmp_path / "out" / "reports").glob("*.json")) == ["r000.json", "sub_r000.json"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["summarize", "in", "--shard", "9/3"], "write it as 2/8", id="no-such-part"),
        pytest.param(["summarize", "in", "--processes", "0"], "--processes", id="no-process"),
        pytest.param(["summarize", "in", "--retry-failed"], "without --retry-failed", id="nothing-failed"),
        pytest.param(["runs", "show", "in"], "no run has written here", id="no-run"),
        pytest.param(["runs", "show", "nowhere"], "no run has written here", id="no-folder"),
        pytest.param(["summarize", "in", "--out", "in/r000.txt"], "cannot be written", id="out-is-a-file"),
    ],
)
def test_wrong_use_is_one_line_and_code_2(run: Run, tmp_path: Path, arguments: list[str], says: str) -> None:
    reports(tmp_path / "in", 1)
    code, _, err = run(*arguments)
    assert code == 2
    told = [line for line in err.splitlines() if line.startswith("jianbao:")]
    assert [says in line for line in told] == [True]
    assert "Traceback" not in err


def test_a_log_has_a_line_a_report_and_one_for_the_run(run: Run, tmp_path: Path) -> None:
    reports(tmp_path / "in", 2)
    run("summarize", "in", "--out", "out", "--log-json", "log.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text("utf-8").splitlines()]
    assert [(line["event"], line.get("name"), line.get("state")) for line in lines] == [
        ("report", "r000", "done"),
        ("report", "r001", "done"),
        ("run", None, None),
    ]


def test_a_locked_ledger_is_one_line_and_the_run_goes_on_later(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports(tmp_path / "in", 1)
    monkeypatch.setattr(ledger_store, "_BUSY", 0.2)
    ledger = tmp_path / "ledger.sqlite3"
    arguments = ("summarize", "in", "--engine", "llm", "--model", "m", "--ledger", ledger)
    run(*arguments)  # makes the file
    with sqlite3.connect(ledger, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        code, _, err = run(*arguments)
        other.execute("ROLLBACK")
    assert code == 2
    assert "locked" in err
    assert "Traceback" not in err
    code, _, err = run(*arguments)
    assert code == 3, "no answer yet, and no more than that"
    assert "not answered yet" in err


def test_what_a_run_does_not_do_is_told(run: Run, tmp_path: Path) -> None:
    reports(tmp_path / "in", 3)
    (tmp_path / "in" / "table.xlsx").write_bytes(b"PK")
    _, _, err = run("summarize", "in", "--out", "out")
    assert "jianbao: passed over, not read: 1 .xlsx" in err
    assert "not given this time" not in err
    (tmp_path / "in" / "r001.txt").unlink()
    _, _, err = run("summarize", "in", "--out", "out")
    assert "jianbao: 1 results in out are of reports not given this time" in err


def test_the_built_in_engine_leaves_nothing_unanswered(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("贺词", encoding="utf-8")
    code, _, err = run("summarize", "in", "--out", "out")
    assert (code, "without an answer" in err) == (0, False)
    assert json.loads((tmp_path / "out" / "results.jsonl").read_text("utf-8"))["state"] == "done"
