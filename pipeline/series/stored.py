"""Summaries a run has written, one after the other: a run's folder with `reports/*.json`, or a `results.jsonl`."""

import json
import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path

from pydantic import ValidationError

from pipeline.domain.result import ReportSummary
from pipeline.errors import InputError

_REPORTS, _RESULTS = "reports", "results.jsonl"
_NAME = re.compile(rb'"report"\s*:\s*\{\s*"name"\s*:\s*("(?:[^"\\]|\\.)*")')  # the first object of a summary
_DO = "run jianbao summarize again"


@dataclass(slots=True)
class Stored:
    """The summaries of `paths`, read one by one; `unread` and `again` are whole when all were read."""

    paths: Sequence[Path]
    unread: list[str] = field(default_factory=list)  # why a file or line gave none
    again: int = 0  # the same report of another path

    def __iter__(self) -> Iterator[ReportSummary]:
        """Each report's summary once. Where two reports share a name, the later one's run is put behind it."""
        seen: set[tuple[str, str]] = set()
        taken: set[str] = set()
        for path in self.paths:
            for where, data in _texts(path):
                try:
                    summary = _summary(data)
                except ValueError as error:
                    self.unread.append(f"{where}: {_why(error)}; {_DO}")
                    continue
                row = summary.report
                if (row.name, row.sha256) in seen:
                    self.again += 1
                    continue
                seen.add((row.name, row.sha256))
                name = _free(row.name, path, taken)
                taken.add(name)
                yield summary if name == row.name else _renamed(summary, name)


def stored_summaries(paths: Sequence[Path]) -> Stored:
    """The summaries in run folders, in folders of result files, and in `results.jsonl` files.

    Raises InputError for a path without any. Of a report that stands in a `results.jsonl` twice the last line counts.
    """
    for path in paths:
        if next(_texts(path), None) is None:
            raise InputError(f"{path}: no results in it; give the --out folder of a run, or its {_RESULTS}")
    return Stored(paths)


def _texts(path: Path) -> Iterator[tuple[str, bytes]]:
    """(where it stands, its JSON) of each summary, in order of the names of the files or of the lines."""
    try:
        if path.is_file():
            yield from _lines(path) if path.suffix == ".jsonl" else [(str(path), path.read_bytes())]
            return
        folder = path / _REPORTS if (path / _REPORTS).is_dir() else path
        files = sorted(folder.glob("*.json"))
        for file in files:
            yield str(file), file.read_bytes()
        if not files and (path / _RESULTS).is_file():
            yield from _lines(path / _RESULTS)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error


def _lines(path: Path) -> Iterator[tuple[str, bytes]]:
    """The last line of each report; a line without a name is one of its own."""
    last: dict[bytes, int] = {}
    with path.open("rb") as file:
        for number, line in enumerate(file):
            if name := _NAME.search(line):
                last[name[1]] = number
        file.seek(0)
        for number, line in enumerate(file):
            name = _NAME.search(line)
            if line.strip() and (name is None or last[name[1]] == number):
                yield f"{path}:{number + 1}", line


def _summary(data: bytes) -> ReportSummary:
    """The summary in `data`, or under `summary` in it. Raises ValueError."""
    try:
        return ReportSummary.model_validate_json(data)
    except ValidationError:
        row = json.loads(data)
        if isinstance(row, dict) and "summary" in row:
            return ReportSummary.model_validate_json(json.dumps(row["summary"]))
        raise


def _why(error: ValueError) -> str:
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_input=False)[0]
        return f"no jianbao.summary/1 ({'.'.join(map(str, first['loc']))}: {first['msg']})"
    return "no JSON, perhaps cut off"


def _free(name: str, path: Path, taken: Container[str]) -> str:
    """`name`, or with its run and a number behind it."""
    run = path.parent.name if path.is_file() else path.resolve().name
    names = chain([name, f"{name} ({run})"], (f"{name} ({run} {number})" for number in count(2)))
    return next(one for one in names if one not in taken)


def _renamed(summary: ReportSummary, name: str) -> ReportSummary:
    """The summary with its report called `name` wherever a row says whose it is."""
    return summary.model_copy(
        update={
            "report": summary.report.model_copy(update={"name": name}),
            "figures": tuple(row.model_copy(update={"report": name}) for row in summary.figures),
            "findings": tuple(row.model_copy(update={"report": name}) for row in summary.findings),
        }
    )
