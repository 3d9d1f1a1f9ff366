"""Summaries that runs have written, one after the other: by a run's journal, or files and lines that hold one each."""

import json
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import chain, count
from pathlib import Path

from pydantic import ValidationError

from pipeline.corpus.folder import RESULTS, RunFolder
from pipeline.corpus.journal import ResultLine, read_journal
from pipeline.domain.result import ReportSummary
from pipeline.errors import InputError

_REPORT = re.compile(rb'"report"\s*:\s*(\{(?:[^"{}]|"(?:[^"\\]|\\.)*")*\})')  # the first object of a summary
_AMOUNT = re.compile(r"\d+(?:\.\d+)?")
_LONGEST = 10**8  # characters; more than any file that is read has
_DO = "run jianbao summarize again"
_OLDER = b""  # stands for a line that a later one of the same report replaces


@dataclass(slots=True)
class Stored:
    """The summaries of `paths`, read one by one; `unread` and `again` are whole when all were read."""

    paths: Sequence[Path]
    unread: list[str] = field(default_factory=list)  # why a file or line gave none
    again: int = 0  # the same report of another path, or under another name
    failed: int = 0  # have no result in their run

    def __iter__(self) -> Iterator[ReportSummary]:
        """Each report's summary once. Where two reports share a name, the later one's run is put behind it."""
        seen: set[str] = set()
        taken: set[str] = set()
        for path in self.paths:
            for where, found in _texts(path):
                if found is None:
                    self.failed += 1
                    continue
                if found == _OLDER:
                    self.again += 1
                    continue
                try:
                    summary = _summary(found.read_bytes() if isinstance(found, Path) else found)
                except (ValueError, OSError) as error:
                    self.unread.append(f"{where}: {_why(error)}; {_DO}")
                    continue
                row = summary.report
                if row.sha256 in seen:
                    self.again += 1
                    continue
                seen.add(row.sha256)
                name = _free(row.name, path, taken)
                taken.add(name)
                yield summary if name == row.name else _renamed(summary, name)


def stored_summaries(paths: Sequence[Path]) -> Stored:
    """The summaries in run folders, in folders of result files, and in JSON Lines files with one a line.

    Of a report that a run or a file has twice the last one counts. Raises InputError for a path without any.
    """
    for path in paths:
        if next(_texts(path), None) is None:
            raise InputError(f"{path}: no results in it; give the --out folder of a run")
    return Stored(paths)


def _texts(path: Path) -> Iterator[tuple[str, Path | bytes | None]]:
    """(where it stands, the file or line) of each summary, None for one that failed; in the order of run or names."""
    try:
        if path.is_file() and path.suffix == ".jsonl":
            yield from _of_run(path.parent, read_journal([path])) if _is_journal(path) else _lines(path)
        elif path.is_file():
            yield str(path), path
        elif any(map(_is_journal, path.glob("results*.jsonl"))):
            yield from _of_run(path, RunFolder(path).lines())
        else:
            folder = path / RESULTS if (path / RESULTS).is_dir() else path
            yield from ((str(file), file) for file in sorted(folder.glob("*.json")))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error


def _of_run(out: Path, lines: Iterable[ResultLine]) -> Iterator[tuple[str, Path | None]]:
    for line in lines:
        file = RunFolder(out).result(line.name)
        yield str(file), None if line.state == "failed" else file


def _is_journal(path: Path) -> bool:
    with path.open("rb") as file:
        return b'"jianbao.result/' in file.readline()


def _lines(path: Path) -> Iterator[tuple[str, bytes]]:
    """The last line of each report, `_OLDER` for those before it.

    Lines of several runs put together may share a name: then title, issuer and year tell the reports apart.
    """
    last: dict[bytes, int] = {}
    with path.open("rb") as file:
        for number, line in enumerate(file):
            last[_identity(line, number)] = number
        file.seek(0)
        for number, line in enumerate(file):
            if line.strip():
                yield f"{path}:{number + 1}", line if last[_identity(line, number)] == number else _OLDER


def _identity(line: bytes, number: int) -> bytes:
    """Digest of what a line says its report is; a line that does not say it is one of its own."""
    found = _REPORT.search(line)
    try:
        row = json.loads(found[1]) if found else None
    except ValueError:
        row = None
    said = [row.get(key) for key in ("name", "title", "issuer", "year")] if row else number
    return blake2b(repr(said).encode("utf-8", "backslashreplace"), digest_size=16).digest()


def _summary(data: bytes) -> ReportSummary:
    """The summary in `data`, or under `summary` in it. Raises ValueError for one that no run can have written."""
    try:
        summary = ReportSummary.model_validate_json(data)
    except ValidationError:
        row = json.loads(data)
        if not (isinstance(row, dict) and "summary" in row):
            raise
        summary = ReportSummary.model_validate_json(json.dumps(row["summary"]))
    length = summary.report.chars
    for figure in summary.figures:
        placed = 0 <= figure.start <= figure.end <= length <= _LONGEST and 0 <= figure.sentence <= length
        if not placed or not _AMOUNT.fullmatch(figure.value) or not _AMOUNT.fullmatch(figure.value_hi or "0"):
            raise _UnsoundError(f"figure {figure.id}: a value or place that no report has")
    return summary


class _UnsoundError(ValueError):
    """Of the right shape, and still not ours."""


def _why(error: ValueError | OSError) -> str:
    if isinstance(error, _UnsoundError):
        return str(error)
    if isinstance(error, OSError):
        return f"cannot be read ({error.strerror})"
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
