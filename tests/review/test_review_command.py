"""`jianbao review` as a process: how it ends, what it says, what is there when it is started again."""

import json
import re
import signal
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.serving import Process


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
