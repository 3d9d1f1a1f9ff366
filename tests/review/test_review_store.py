"""The decisions' file: durable, held by one, and clear about what is wrong with it."""

import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.review.decisions import Ruling
from pipeline.review.store import Store
from tests.seeds import ROOT

KILLED = """
import os, signal, sys
from pathlib import Path
from pipeline.review.decisions import Ruling
from pipeline.review.store import Store
store = Store(Path(sys.argv[1]))
for number in range(int(sys.argv[2])):
    store.append("do", f"claim:{number}", Ruling("accepted", f"第{number}"), about="", at="2026", who="local")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_every_line_answered_for_is_there_after_kill_9(tmp_path: Path) -> None:
    path = tmp_path / "review.sqlite"
    for run in (1, 2):
        ended = subprocess.run([sys.executable, "-c", KILLED, path, "7"], cwd=ROOT, check=False)
        assert ended.returncode == -signal.SIGKILL
        with closing(Store(path)) as store:
            lines = store.lines()
            assert [line.number for line in lines] == list(range(1, 7 * run + 1))
            assert lines[-1].value == Ruling("accepted", "第6")


def test_the_token_outlives_the_process_and_only_its_user_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "review.sqlite"
    with closing(Store(path)) as store:
        token = store.token()
    with closing(Store(path)) as store:
        assert store.token() == token
    assert len(token) >= 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_two_folders_have_two_tokens(tmp_path: Path) -> None:
    with closing(Store(tmp_path / "a")) as one, closing(Store(tmp_path / "b")) as other:
        assert one.token() != other.token()


def test_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "review.sqlite"
    with closing(Store(path)), pytest.raises(InputError, match="in use"):
        Store(path)
    Store(path).close()


def locked(path: Path) -> object:
    Store(path).close()
    other = sqlite3.connect(path)
    other.execute("BEGIN EXCLUSIVE")
    return other


def damaged(path: Path) -> object:
    return path.write_bytes(b"no database at all, but long enough to be looked at" * 40)


def cut_off(path: Path) -> object:
    with closing(Store(path)) as store:
        for number in range(200):
            store.append("do", f"claim:{number}", Ruling("accepted", "字" * 200), about="", at="", who="local")
    data = path.read_bytes()
    return path.write_bytes(data[: len(data) // 2] + bytes(4096))


def changed(path: Path) -> object:
    with closing(Store(path)) as store:
        store.append("do", "claim:1", Ruling("accepted"), about="", at="", who="local")
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE log SET value = '{}'")
        other.commit()
    return None


def later(path: Path) -> object:
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA user_version = 9")
    return None


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        pytest.param(locked, "in use", id="locked"),
        pytest.param(damaged, "damaged", id="no-database"),
        pytest.param(cut_off, "damaged", id="half-a-database"),
        pytest.param(changed, "damaged", id="a-line-that-is-none"),
        pytest.param(later, "later jianbao", id="of-a-later-version"),
        pytest.param(Path.mkdir, "cannot be used", id="a-folder"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, spoil: Callable[[Path], object], says: str) -> None:
    path = tmp_path / "review.sqlite"
    held = spoil(path)
    with pytest.raises(InputError, match=says) as caught:
        Store(path).lines()
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    if isinstance(held, sqlite3.Connection):
        held.close()


def test_a_disk_that_is_full_loses_nothing_that_was_said(tmp_path: Path) -> None:
    with closing(Store(tmp_path / "review.sqlite")) as store:
        store.append("do", "claim:1", Ruling("accepted"), about="", at="", who="local")
        store._db.execute("PRAGMA max_page_count = 1")
        with pytest.raises(InputError, match="not saved"):
            store.append("do", "claim:2", Ruling("accepted", "字" * 90_000), about="", at="", who="local")
        store._db.execute("PRAGMA max_page_count = 100000")
        store.append("do", "claim:1", Ruling("refused"), about="", at="", who="local")
        assert [line.value for line in store.lines()] == [Ruling("accepted"), Ruling("refused")]
