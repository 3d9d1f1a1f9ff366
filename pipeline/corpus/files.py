"""Result files: written whole or not at all, found again by what they were made of."""

import os
import tempfile
from pathlib import Path

from pydantic import ValidationError

from pipeline.domain.report import Report
from pipeline.domain.result import EngineRow, ReportSummary
from pipeline.errors import InputError


def write_text(path: Path, text: str) -> None:
    """Write `text` to `path` as UTF-8; a reader sees the old file or the new one. Raises InputError when it cannot."""
    write_bytes(path, text.encode("utf-8", "surrogatepass"))


def write_bytes(path: Path, data: bytes) -> None:
    """Write `data` to `path`; a reader sees the old file or the new one. Raises InputError when it cannot."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            # mkstemp makes the file private; a result is as readable as any file its user makes.
            os.chmod(name, 0o666 & ~_umask())
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        raise InputError(
            f"{path}: cannot be written ({error.strerror}); choose another --out or free the disk"
        ) from error


def stored_summary(path: Path, report: Report, engine: EngineRow) -> ReportSummary | None:
    """The summary in `path` when it was made of this very text by this very engine; None otherwise.

    One that had to do without some of its model's answers is None too: run again, it is asked for again.
    """
    try:
        summary = ReportSummary.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
    whole = all(chunk.state in ("ok", "repaired") for chunk in summary.chunks) and not summary.counts.get("unanswered")
    same = summary.report.sha256 == report.sha256 and summary.engine == engine
    return summary if whole and same else None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
