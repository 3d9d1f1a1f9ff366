"""Files of results: written whole or not at all."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from pipeline.errors import OutputError

_ABANDONED = 600.0  # seconds: a file takes milliseconds to write, also for another part of the run


def write_text(path: Path, text: str) -> None:
    """Write `text` to `path` as UTF-8; a reader sees the old file or the new one. Raises OutputError when it cannot."""
    write_bytes(path, text.encode("utf-8", "surrogatepass"))


def write_bytes(path: Path, data: bytes) -> None:
    """Write `data` to `path`; a reader sees the old file or the new one. Raises OutputError when it cannot."""
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
        raise unwritable(path, error) from error


def sweep(folder: Path, now: float) -> None:
    """Take away what writes cut off by a crash have left in `folder`; `now` is a time as files have it."""
    for path in folder.glob(".*.part"):
        with suppress(OSError):
            if now - path.stat().st_mtime > _ABANDONED:
                path.unlink()


def unwritable(path: Path, error: OSError) -> OutputError:
    """What a user is told of a failed write."""
    return OutputError(
        f"{path}: cannot be written ({error.strerror}); free the disk or choose another --out, and run again"
    )


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
