"""One run at a time in a folder: a lock that goes with its process, however that ends."""

import sys
import time
from pathlib import Path
from types import TracebackType

from pipeline.corpus.files import unwritable
from pipeline.errors import OutputError

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


_PAUSE = 0.1  # seconds between two tries


class FolderLock:
    """`with FolderLock(path):` OutputError when another living process holds it for more than `patience` seconds."""

    def __init__(self, path: Path, patience: float = 0.0) -> None:
        self._path, self._patience = path, patience

    def __enter__(self) -> "FolderLock":
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("ab")
        except OSError as error:
            raise unwritable(self._path.parent, error) from error
        until = time.monotonic() + self._patience
        while True:
            try:
                _take(self._file.fileno())
            except OSError as error:
                if time.monotonic() < until:
                    time.sleep(_PAUSE)
                    continue
                self._file.close()
                raise OutputError(
                    f"{self._path.parent}: another run is writing here; wait for it, or choose another --out"
                ) from error
            return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
