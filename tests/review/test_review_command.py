"""`jianbao review` as a process: how it ends, what it says, what is there when it is started again."""

import json
import re
import signal
import stat
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from pipeline.review.door import DOOR
from tests.browser.serving import JIANBAO, Process
from tests.review.desks import FIRST, SECOND


@pytest.fixture
def process(folder: Path) -> Iterator[Process]:
    """The command, under way."""
    review = Process(folder)
    review.start()
    yield review
    review.kill()


def asked(url: str, body: object = None) -> dict[str, object]:
    home = "http://" + urlsplit(url).netloc
    headers = {"Origin": home, "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(url, data, headers)) as answer:
        return dict(json.loads(answer.read()))


def test_ctrl_c_is_a_clean_end(process: Process) -> None:
    asked(process.url + "state")  # it is up, not on its way
    assert process.end(signal.SIGINT) == (0, "")


def test_the_token_is_said_once_and_no_request_is_logged(process: Process) -> None:
    asked(process.url + "state")
    for path in ("nothing", "state?since=x", "export/nothing"):
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(process.url + "export/" + path)
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(process.url, b"x")
    assert process.end(signal.SIGINT)[1] == ""


def test_killed_right_after_each_answer_every_decision_is_there(process: Process) -> None:
    page = urllib.request.urlopen(process.url + "digest.html").read().decode()
    keys = re.findall(r'data-key="([^"]+)" data-kind="achievement"', page)
    assert len(keys) >= 4
    address = process.url
    for number, key in enumerate(keys[:4], 1):
        asked(process.url + "rule", {"key": key, "version": 0, "verdict": "refused"})
        process.kill()
        process.start()
        assert process.url == address, "an open page finds its server again"
        assert asked(process.url + "state")["latest"] == number


def test_only_the_loopback_is_listened_on(process: Process) -> None:
    """/proc lists sockets by address in hexadecimal; 0100007F is 127.0.0.1."""
    table = Path("/proc/net/tcp")
    if not table.exists():
        pytest.skip("no /proc/net/tcp here")
    port = f"{urlsplit(process.url).port:04X}"
    rows = [line.split() for line in table.read_text().splitlines()[1:]]
    listening = [row[1] for row in rows if row[1].endswith(":" + port) and row[3] == "0A"]
    assert listening == [f"0100007F:{port}"]


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda ending: ending.name)
def test_no_list_of_processes_shows_the_token(folder: Path, tmp_path: Path, ending: signal.Signals) -> None:
    """What is opened is a private file that leads to the address; it is there as long as the review is."""
    browser, told, way_in = tmp_path / "browser", tmp_path / "told", folder / DOOR
    browser.write_text(f"#!/bin/sh\nprintf '%s\\n' \"$@\" > {told}\n")
    browser.chmod(0o700)
    way_in.write_text("of a review that was killed")
    way_in.chmod(0o644)
    review = Process(folder, f"{browser} %s")
    review.start()
    asked(review.url + "state")
    assert told.read_text() == way_in.as_uri() + "\n"
    assert stat.S_IMODE(way_in.stat().st_mode) == 0o600
    assert f'content="0; url={review.url}"' in way_in.read_text(encoding="utf-8")
    assert review.end(ending) == (0, "")
    assert not way_in.exists()


def test_without_a_browser_there_is_no_way_in_on_the_disk(process: Process) -> None:
    asked(process.url + "state")
    assert not (process.out / DOOR).exists()


def test_a_digest_run_beside_an_open_review_and_the_review_go_on(process: Process, tmp_path: Path) -> None:
    """Another digest, of one changed report, into the folder whose decisions the review holds."""
    page = urllib.request.urlopen(process.url + "digest.html").read().decode()
    kept = re.findall(r'data-key="([^"]+)" data-kind="achievement"', page)[-1]
    asked(process.url + "rule", {"key": kept, "version": 0, "verdict": "refused"})
    before = asked(process.url + "state")
    reports = tmp_path / "in"
    reports.mkdir()
    (reports / "a.txt").write_text(FIRST.replace("8个老旧", "7个老旧"), encoding="utf-8")
    (reports / "b.txt").write_text(SECOND, encoding="utf-8")
    command = [*JIANBAO, "digest", reports, "--out", process.out, "--date", "2026-11-21", "--engine", "extractive"]
    run = subprocess.run([*command, "--length", "full"], capture_output=True, text=True, encoding="utf-8", check=False)
    assert (run.returncode, "holds decisions" in run.stderr) == (0, True)
    after = asked(process.url + "state")
    assert (after["latest"], after["lot"] != before["lot"]) == (1, True)
    assert dict(after["claims"])[kept]["verdict"] == "refused"  # type: ignore[call-overload]  # parsed JSON
    assert "7个老旧小区" in urllib.request.urlopen(process.url + "export/digest.json").read().decode()
    asked(process.url + "rule", {"key": kept, "version": 1, "verdict": "accepted"})
    asked(process.url + "write", {})
    assert "7个老旧小区" in (process.out / "digest.json").read_text(encoding="utf-8")
    assert process.end(signal.SIGINT) == (0, "")
