"""A small digest to be reviewed, made by the pipeline, and a folder of it as `jianbao digest` leaves it."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from pipeline.review.room import Room
from tests.review.desks import Bench, bench_of, written_to

OpenRoom = Callable[[Path], Room]


@pytest.fixture(scope="session")
def bench() -> Bench:
    """Two reports on a desk, with the gate."""
    return bench_of()


@pytest.fixture(scope="session")
def folder_once(bench: Bench, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder, written once."""
    return written_to(tmp_path_factory.mktemp("made") / "out", bench)


@pytest.fixture
def folder(folder_once: Path, tmp_path: Path) -> Path:
    """A folder of its own for each test."""
    return Path(shutil.copytree(folder_once, tmp_path / "out"))


@pytest.fixture
def room(folder: Path) -> Iterator[Room]:
    """An open review whose clock ticks once a decision."""
    ticks = count()
    with closing(Room(folder, lambda: f"2026-11-21T09:00:{next(ticks):02}+08:00")) as opened:
        yield opened
