"""`results.jsonl`: one line a report, appended as reports are done; the last line of a name is what holds."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Literal

from pydantic import Field

from pipeline.corpus.files import unwritable
from pipeline.domain.result import EngineRow, ReportRow, Row, Usage

State = Literal["done", "partial", "failed"]


class ResultLine(Row):
    """`jianbao.result/1`: what became of one report. No clock stands in it: two runs of one input are the same bytes.

    `state` is partial where the model left a request without an answer and the built-in engine's words stand there.
    """

    schema_: Literal["jianbao.result/1"] = Field("jianbao.result/1", alias="schema")
    name: str
    path: str  # as given to the run
    member: tuple[str, ...] = ()  # the file in a ZIP, the row of a table
    state: State
    fault: str | None = None  # class of a failure: unreadable, crashed, internal
    reason: str | None = None
    sha256: str | None = None  # of the bytes that hold the report; None where they could not be read
    made_by: str = ""  # digest of engine, settings and code
    bytes: int = 0  # length of the result file
    report: ReportRow | None = None
    engine: EngineRow | None = None
    headline: str = ""
    counts: dict[str, int] = Field(default_factory=dict)
    findings: dict[str, int] = Field(default_factory=dict)  # by severity
    usage: Usage | None = None
    turn: int = 0  # how often a run had been started in the folder: of two parts' lines the later start's holds


@dataclass(frozen=True, slots=True)
class Known:
    """What a later run has to know of a line: it is held for every report of a run, the line itself is not."""

    name: str
    path: str
    member: tuple[str, ...]
    state: State
    reason: str | None
    sha256: str | None
    made_by: str
    bytes: int
    errors: int  # findings of that severity

    @property
    def place(self) -> tuple[str, tuple[str, ...]]:
        """Where the report came from."""
        return self.path, self.member


class Journal:
    """An open journal. A line is in the file when `append` returns; a line cut off by a crash is taken away first."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _mend(path)
            self._file: BinaryIO = path.open("ab", buffering=0)
        except OSError as error:
            raise unwritable(path, error) from error

    def append(self, line: ResultLine) -> None:
        """Add one line. Raises OutputError when the disk does not take it; what was written of it is taken back."""
        data = (line.model_dump_json(by_alias=True) + "\n").encode("utf-8", "surrogatepass")
        before = os.fstat(self._file.fileno()).st_size
        try:
            written = self._file.write(data)
            if written != len(data):
                raise OSError(28, "No space left on device")  # a short write says no more
        except OSError as error:
            os.ftruncate(self._file.fileno(), before)
            raise unwritable(self.path, error) from error

    def __enter__(self) -> "Journal":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


def known_lines(paths: Sequence[Path]) -> dict[str, Known]:
    """What is known of each report, by name."""
    return {line.name: _known(line) for line in read_journal(paths)}


def read_journal(paths: Sequence[Path]) -> Iterator[ResultLine]:
    """The lines that hold, one at a time, in the order they were written; of a name, the last line of the last start.

    Lines that cannot be read are passed over: their reports are done again.
    """
    last: dict[str, tuple[int, int, int]] = {}
    for number, path in enumerate(paths):
        for offset, raw in _raw(path):
            with suppress(ValueError, TypeError, KeyError, AttributeError):
                row = json.loads(raw)
                here = int(row.get("turn", 0)), number, offset
                last[row["name"]] = max(here, last.get(row["name"], here))
    for number, path in enumerate(paths):
        for offset, raw in _raw(path):
            with suppress(ValueError):  # pydantic's own error is one
                line = ResultLine.model_validate(json.loads(raw))
                if last.get(line.name) == (line.turn, number, offset):
                    yield line


def _raw(path: Path) -> Iterator[tuple[int, bytes]]:
    try:
        file = path.open("rb")
    except OSError:
        return
    with file:
        offset = 0
        for raw in file:
            yield offset, raw
            offset += len(raw)


def _known(line: ResultLine) -> Known:
    return Known(
        line.name, line.path, line.member, line.state, line.reason, line.sha256,
        sys.intern(line.made_by), line.bytes, line.findings.get("error", 0),
    )  # fmt: skip


def _mend(path: Path) -> None:
    """Cut an unfinished last line off, so that the next one does not grow onto it."""
    if not path.exists():
        return
    with path.open("r+b") as file:
        end = file.seek(0, os.SEEK_END)
        while end:
            step = min(end, 65536)
            file.seek(end - step)
            found = file.read(step).rfind(b"\n")
            if found >= 0:
                whole = end - step + found + 1
                if whole < file.seek(0, os.SEEK_END):
                    file.truncate(whole)
                return
            end -= step
        file.truncate(0)
