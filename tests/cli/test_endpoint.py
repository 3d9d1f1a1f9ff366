"""The commands over a real endpoint on the loopback: a whole run, a second one that buys nothing, a budget, a probe."""

import asyncio
import json
import os
import random
import re
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import main
from tests.loopback import KEY, Loopback, Reply, refused, said
from tests.seeds import ROOT

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

LINE = re.compile(r"^\[(\d+)\] (.+)$", re.MULTILINE)
TAG = re.compile(r"\{((?:\d+\.)?f\d+)\|[^}]*\}")
REPORTS = [ROOT / "seeds" / name for name in ("000_afbdc38c199b7ed0.txt", "002_c023f3bd2e6e1ee8.txt")]


def honest(body: dict[str, Any], _: int) -> Reply:
    """A model whose claims are the sentences it was shown, and whose words are the first claim it was shown."""
    system, user = (message["content"] for message in body["messages"][:2])
    if '"headline"' in system:
        return said(json.dumps({"headline": "全年工作进展", "summary": "各项工作有序推进。"}, ensure_ascii=False))
    claims = [
        {"theme": "其他", "status": "completed", "text": TAG.sub(r"{\1}", text), "sentences": [int(number)]}
        for number, text in LINE.findall(user)
        if TAG.search(text)
    ]
    return said(json.dumps({"achievements": claims, "plans": [], "problems": []}, ensure_ascii=False))


class Endpoint(threading.Thread):
    """A loopback server in a thread of its own, for commands that run their own event loop."""

    def __init__(self, manners: Any = honest) -> None:
        super().__init__(daemon=True)
        self._manners, self._loop, self._open = manners, asyncio.new_event_loop(), threading.Event()

    def run(self) -> None:
        self._loop.run_until_complete(self._serve())

    async def _serve(self) -> None:
        self._over = asyncio.Event()
        async with Loopback(self._manners) as self.server:
            self._open.set()
            await self._over.wait()

    def __enter__(self) -> Loopback:
        self.start()
        self._open.wait(5)
        return self.server

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self.join(5)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Iterator[Any]:
    """Run a command with a key in the environment: (exit code, standard output, standard error)."""
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith(("JIANBAO_", "OPENAI_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("JIANBAO_MODEL", "loop")
    monkeypatch.setenv("JIANBAO_LEDGER", str(tmp_path / "ledger.sqlite3"))

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["jianbao", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capfd.readouterr()
        return int(ended.value.code or 0), out, err

    return call


def test_a_whole_run_and_a_second_one_that_buys_nothing(run: Any, tmp_path: Path) -> None:
    with Endpoint() as server:
        code, _, err = run("digest", *REPORTS, "--base-url", server.url, "--out", "one", "--date", "2026-01-01")
        asked = len(server.asked)
        assert code == 0, err
        assert "engine: llm" in err
        again, _, _ = run("digest", *REPORTS, "--base-url", server.url, "--out", "two", "--date", "2026-01-01")
        assert (again, len(server.asked)) == (code, asked)
    first, second = (json.loads((tmp_path / name / "digest.json").read_text("utf-8")) for name in ("one", "two"))
    assert first["items"] == second["items"]
    assert first["counts"]["chunks_fallback"] == 0
    for path in tmp_path.rglob("*"):
        assert path.is_dir() or KEY.encode() not in path.read_bytes(), f"the key stands in {path.name}"


def test_a_budget_stops_before_it_is_passed_and_keeps_what_is_done(run: Any, tmp_path: Path) -> None:
    with Endpoint() as server:
        code, _, err = run("summarize", *REPORTS, "--base-url", server.url, "--budget", "1 tokens")
        assert code == 3
        assert server.asked == []
        assert "budget" in err.lower()
        enough, _, err = run("summarize", *REPORTS, "--base-url", server.url, "--budget", "9000000 tokens")
        assert enough == 0, err
    assert len(list((tmp_path / "out" / "reports").glob("*.json"))) == len(REPORTS)


@pytest.mark.parametrize(
    ("status", "code"),
    [pytest.param(401, "invalid_api_key", id="key"), pytest.param(404, "model_not_found", id="model")],
)
def test_what_no_call_can_mend_is_one_line_and_code_3(run: Any, status: int, code: str) -> None:
    with Endpoint(lambda *_: refused(status, "no", code)) as server:
        ended, _, err = run("summarize", REPORTS[1], "--base-url", server.url)
    assert ended == 3
    assert "Traceback" not in err
    assert KEY not in err
    assert len([line for line in err.splitlines() if line.startswith("jianbao:")]) == 1


def test_an_endpoint_that_only_fails_leaves_the_built_in_engines_words_and_code_3(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JIANBAO_RETRIES", "0")
    with Endpoint(lambda *_: refused(500, "down")) as server:
        code, _, err = run("summarize", REPORTS[1], "--base-url", server.url)
    assert code == 3
    assert "built-in" in err
    made = json.loads((tmp_path / "out" / "reports" / f"{REPORTS[1].stem}.json").read_text("utf-8"))
    assert made["achievements"]
    assert {chunk["state"] for chunk in made["chunks"]} == {"fallback"}
    with Endpoint() as server:
        healed, _, err = run("summarize", REPORTS[1], "--base-url", server.url)
        assert server.asked, "what had no answer is asked for again"
    assert healed == 0, err


def test_an_endpoint_that_fails_only_over_the_words_is_told_too(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(body: dict[str, Any], number: int) -> Reply:
        return refused(500, "down") if '"headline"' in body["messages"][0]["content"] else honest(body, number)

    monkeypatch.setenv("JIANBAO_RETRIES", "0")
    with Endpoint(half) as server:
        code, _, err = run("summarize", REPORTS[1], "--base-url", server.url)
    assert code == 3
    assert "built-in" in err


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("JIANBAO_CHUNK_TOKENS", "900", id="chunk-size"),
        pytest.param("JIANBAO_TEMPERATURE", "1", id="sampling"),
    ],
)
def test_a_result_made_with_other_settings_is_made_again(
    run: Any, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    with Endpoint() as server:
        run("summarize", REPORTS[1], "--base-url", server.url)
        asked = len(server.asked)
        run("summarize", REPORTS[1], "--base-url", server.url)
        assert len(server.asked) == asked
        monkeypatch.setenv(name, value)
        run("summarize", REPORTS[1], "--base-url", server.url)
        assert len(server.asked) > asked


def test_requests_go_out_as_files_and_answers_come_back(run: Any, tmp_path: Path) -> None:
    """Export, answer, import, until nothing is pending; then the run needs no network."""
    for _ in range(5):
        code, _, err = run("batch", "export", "requests", REPORTS[1])
        assert code == 0
        if "nothing is pending" in err:
            break
        for line in (tmp_path / "requests" / "requests.jsonl").read_text("utf-8").splitlines():
            request = json.loads(line)
            text = honest(request["body"], 0).body["choices"][0]["message"]["content"]
            page = next((tmp_path / "requests").glob(f"*.{request['custom_id'].removeprefix('sha256:')[:12]}.md"))
            (tmp_path / "requests" / "answers" / f"{page.stem}.json").write_text(text, encoding="utf-8")
        assert run("batch", "import", "requests", "--origin", "scripted", "--model-label", "test")[0] == 0
    else:
        pytest.fail("still pending after five rounds")
    os.environ.pop("OPENAI_API_KEY")
    code, _, err = run("digest", REPORTS[1], "--engine", "llm", "--out", "out")
    assert code == 0, err
    assert "no network" in err
    code, out, _ = run("ledger", "stats")
    assert (code, "scripted" in out) == (0, True)


def test_doctor_says_what_the_endpoint_supports(run: Any) -> None:
    def picky(body: dict[str, Any], _: int) -> Reply:
        if body.get("response_format", {}).get("type") == "json_schema":
            return refused(400, "This response_format type is unavailable now")
        return said(json.dumps({"indicator": "办结率", "numbers": 2}, ensure_ascii=False))

    with Endpoint(picky) as server:
        code, out, _ = run("doctor", "--base-url", server.url)
    assert code == 0
    assert re.search(r"json_schema +rejected", out)
    assert re.search(r"would use +json_object", out)
    assert KEY not in out


def test_killed_at_ten_moments_a_run_buys_no_stored_answer_again_and_ends_the_same(run: Any, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for i in range(45):
        text = f"平湖街道2022年工作总结\n\n一、经济\n\n全年完成税收{i + 1}.6亿元,同比增长4.5%;新增企业12家。\n"
        (tmp_path / "in" / f"r{i:02}.txt").write_text(text, encoding="utf-8")
    dice, ledger = random.Random(10), tmp_path / "killed.sqlite3"

    def slow(body: dict[str, Any], number: int) -> Reply:
        return replace(honest(body, number), delay=dice.uniform(0, 0.1))

    with Endpoint(slow) as server:
        flags = ["--base-url", server.url, "--concurrency", "4", "--quiet"]
        command = [sys.executable, "-c", "from pipeline.cli import main; main()", "summarize", "in", *flags]
        command += ["--out", "out", "--ledger", str(ledger)]
        for moment in range(10):
            before, until = _stored(ledger), server.answered + dice.randint(1, 6)
            asked = len(server.asked)
            process = subprocess.Popen([*command, "--processes", str(1 + moment % 2)], stderr=subprocess.DEVNULL)
            while server.answered < until and process.poll() is None:
                time.sleep(0.002)
            process.kill()
            process.wait()
            assert not before & {_question(body) for body in server.asked[asked:]}
        before, asked = _stored(ledger), len(server.asked)
        assert subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode == 0
        rest = [_question(body) for body in server.asked[asked:]]
        assert len(rest) > 20, "none of them got near the end"
        assert sorted([*before, *rest]) == sorted(_stored(ledger)), "each question once, and none that was answered"
        code, _, err = run("summarize", "in", *flags, "--out", "whole", "--ledger", tmp_path / "whole.sqlite3")
        assert code == 0, err
    killed, whole = (
        {path.name: json.loads(path.read_bytes()) | {"usage": None} for path in (tmp_path / out).glob("reports/*.json")}
        for out in ("out", "whole")
    )
    assert killed == whole
    assert len(whole) == 45


def _question(body: dict[str, Any]) -> str:
    """Which report's which stage is asked about, as a ledger names it."""
    system, user = (str(message["content"]) for message in body["messages"][:2])
    found = re.search(r"(\d+)\.6亿元", user)
    assert found is not None
    stage = "compose" if '"headline"' in system else "extract/c01"
    return f"r{int(found[1]) - 1:02}/{stage}" + ("/again" if len(body["messages"]) > 2 else "")


def _stored(ledger: Path) -> set[str]:
    """The questions a ledger has the answer to."""
    if not ledger.exists():
        return set()
    with sqlite3.connect(ledger) as file:
        return {row[0] for row in file.execute("SELECT logical FROM answers")}
