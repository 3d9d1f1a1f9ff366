"""A result folder: what `jianbao digest` leaves for the editor, read back as it was made."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import ValidationError

from pipeline.corpus import RunFolder
from pipeline.corpus.files import write_bytes, write_text
from pipeline.domain.report import Report
from pipeline.domain.result import Claim, DigestItem, ReportSummary
from pipeline.errors import InputError, OutputError
from pipeline.outline import read_outline
from pipeline.review.desk import Desk
from pipeline.review.made import Made

MADE, DECISIONS = "review.json", "review.sqlite"
_PAGE = re.compile(r"(?:[0-9]{3}|[1-9][0-9]{3,})\.html")  # of one report of a split digest
_BACK = b'<a href="../digest.html">'  # stands on each of them
_AGAIN = "run `jianbao digest` into this folder again"

Stamp = tuple[int, int, int]


def write_made(out: Path, made: Made) -> None:
    """Leave `made` in `out`. Raises OutputError when it cannot be written."""
    write_text(out / MADE, made.model_dump_json(by_alias=True, indent=1) + "\n")


def lock(out: Path) -> Path:
    """What is held while files of `out` are written, so that those of one digest stand together."""
    return RunFolder(out).lock


def write_files(out: Path, files: Iterable[tuple[str, bytes]]) -> list[str]:
    """Write a digest's `files` into `out` and take away pages that an earlier, larger one left there; their names.

    Raises OutputError when a file cannot be written or taken away.
    """
    names = []
    for name, data in files:
        write_bytes(out / name, data)
        names.append(name)
    kept = {out / name for name in names}
    for path in sorted((out / "reports").glob("*.html")):
        if _PAGE.fullmatch(path.name) and path not in kept:
            _take_away(path)
    return names


def _take_away(path: Path) -> None:
    """Delete a page that we wrote: a user's own file may have a number for a name."""
    try:
        if path.is_file() and _BACK in path.read_bytes():
            path.unlink()
    except OSError as error:
        told = f"{path}: of an earlier digest, and cannot be taken away ({error.strerror}); delete it"
        raise OutputError(told) from error


def stamp(out: Path) -> Stamp:
    """Changes when `out` has another digest. Raises InputError when it has none."""
    try:
        found = (out / MADE).stat()
    except OSError as error:
        raise InputError(_none(out)) from error
    return found.st_ino, found.st_mtime_ns, found.st_size


def read_desk(out: Path) -> Desk:
    """The digest in `out` with its summaries and reports. Raises InputError when a part is missing or does not fit."""
    try:
        made = Made.model_validate_json((out / MADE).read_bytes())
    except OSError as error:
        raise InputError(_none(out)) from error
    except ValidationError as error:
        raise InputError(f"{out / MADE}: not readable ({error.errors()[0]['msg']}); {_AGAIN}") from error
    summaries = [_summary(out, item) for item in made.digest.items]
    reports = [_report(out, summary) for summary in summaries]
    return Desk(made.digest, summaries, reports, made.look)


def _none(out: Path) -> str:
    if not out.is_dir():
        return f"{out}: no such folder; give the one `jianbao digest … --out` wrote"
    return f"{out}: no digest to review (no {MADE}); write one with `jianbao digest … --out {out}`"


def _summary(out: Path, item: DigestItem) -> ReportSummary:
    place = out / "reports" / f"{item.report}.json"
    try:
        summary = ReportSummary.model_validate_json(place.read_bytes())
    except OSError as error:
        raise InputError(f"{place}: missing, the digest is only half there; {_AGAIN}") from error
    except ValidationError as error:
        raise InputError(f"{place}: not readable; {_AGAIN}") from error
    own = (item.headline, item.summary) == (summary.headline, summary.summary)
    if not own or not set(item.achievements) <= set(summary.achievements):
        raise InputError(f"{place}: newer or older than the digest; {_AGAIN}")
    return summary


def _report(out: Path, summary: ReportSummary) -> Report:
    row = summary.report
    place = out / "reports" / f"{row.name}.txt"
    try:
        text = place.read_bytes().decode("utf-8", "surrogatepass")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{place}: missing or not readable; {_AGAIN}") from error
    if len(text) != row.chars or not _fits(text, summary):
        raise InputError(f"{place}: not the text of {row.name}.json; {_AGAIN}")
    return Report(row.name, text, row.sha256, read_outline(text))


def _fits(text: str, summary: ReportSummary) -> bool:
    claims: Sequence[Claim] = (*summary.achievements, *summary.plans, *summary.problems)
    pieces = [(piece.start, piece.end, piece.text) for claim in claims for piece in claim.evidence]
    figures = [(row.start, row.end, row.text) for row in summary.figures]
    return all(text[start:end] == words for start, end, words in (*pieces, *figures))
