"""The journal: what holds is the last line of a name, whatever a crash or a full disk did to the file."""

import os
from pathlib import Path

import pytest

from pipeline.corpus.journal import Journal, ResultLine, known_lines, read_journal
from pipeline.errors import OutputError


def line(name: str, state: str = "done", **more: object) -> ResultLine:
    return ResultLine.model_validate({"name": name, "path": f"in/{name}.txt", "state": state} | more)


def write(path: Path, *lines: ResultLine) -> None:
    with Journal(path) as journal:
        for one in lines:
            journal.append(one)


def test_lines_come_back_as_they_went_in(tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    lines = [line("甲", counts={"figures": 3}), line("乙", "failed", fault="unreadable", reason="empty")]
    write(path, *lines)
    assert list(read_journal([path])) == lines
    assert {name: one.state for name, one in known_lines([path]).items()} == {"甲": "done", "乙": "failed"}


def test_the_last_word_on_a_report_holds_over_all_parts(tmp_path: Path) -> None:
    one, two = tmp_path / "results.1-of-2.jsonl", tmp_path / "results.2-of-2.jsonl"
    write(one, line("a", "failed"), line("b"), line("a", "partial"))
    write(two, line("c", "failed"), line("b", "failed"))
    held = {known.name: known.state for known in known_lines([one, two]).values()}
    assert held == {"a": "partial", "b": "failed", "c": "failed"}


def test_of_two_parts_the_later_start_holds_whichever_file_was_touched_last(tmp_path: Path) -> None:
    part, whole = tmp_path / "results.1-of-2.jsonl", tmp_path / "results.jsonl"
    write(whole, line("a", turn=2))
    write(part, line("a", "failed", turn=1), line("b", turn=3))
    write(part)  # opened again, nothing to do
    for paths in ([part, whole], [whole, part]):
        assert {known.name: known.state for known in known_lines(paths).values()} == {"a": "done", "b": "done"}


def test_a_journal_that_is_whole_is_not_touched_when_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    write(path, line("a"))
    os.utime(path, (1, 1))
    write(path)
    assert path.stat().st_mtime == 1


@pytest.mark.parametrize(
    "tail",
    [
        pytest.param(b'{"schema":"jianbao.result/1","name":"b', id="cut-in-a-string"),
        pytest.param(b'{"name": "b", "path": "p", "state": "done"}', id="whole-but-for-its-end"),
        pytest.param(b"\x00" * 200_000, id="zeros-of-a-lost-write"),
    ],
)
def test_a_line_cut_off_by_a_crash_is_taken_away_before_the_next(tail: bytes, tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    write(path, line("a"))
    with path.open("ab") as file:
        file.write(tail)
    write(path, line("c"))
    assert [one.name for one in read_journal([path])] == ["a", "c"]
    assert path.read_bytes().count(b"\n") == 2


@pytest.mark.parametrize(
    "odd",
    [
        pytest.param(b"not json\n", id="no-json"),
        pytest.param(b"[1]\n", id="no-object"),
        pytest.param(b'{"name": "a"}\n', id="no-line-of-ours"),
        pytest.param(b'{"name": ["a"], "state": 1}\n', id="other-types"),
        pytest.param(b"\xff\xfe\n", id="no-text"),
        pytest.param(b"\n", id="empty"),
    ],
)
def test_lines_that_are_none_are_passed_over(odd: bytes, tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    write(path, line("b"))
    path.write_bytes(odd + path.read_bytes())
    assert [one.name for one in read_journal([path])] == ["b"]


def test_a_full_disk_leaves_whole_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "results.jsonl"
    with Journal(path) as journal:
        journal.append(line("a"))
        monkeypatch.setattr(journal, "_file", _Short(journal._file))
        with pytest.raises(OutputError, match="cannot be written"):
            journal.append(line("b"))
    assert [one.name for one in read_journal([path])] == ["a"]
    write(path, line("b"))
    assert [one.name for one in read_journal([path])] == ["a", "b"]


class _Short:
    """A file that takes ten bytes more."""

    def __init__(self, file: object) -> None:
        self._file = file

    def write(self, data: bytes) -> int:
        return int(self._file.write(data[:10]))  # type: ignore[attr-defined]  # any file will do

    def __getattr__(self, name: str) -> object:
        return getattr(self._file, name)
