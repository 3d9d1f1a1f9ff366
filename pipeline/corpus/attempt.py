"""One start of a run: takes the folder, counts what happens, and leaves a manifest whichever way it ends."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.corpus.files import sweep
from pipeline.corpus.folder import RunFolder
from pipeline.corpus.lock import FolderLock
from pipeline.corpus.manifest import Attempt, manifest_of, read_attempts, write_manifest
from pipeline.corpus.run import Outcome
from pipeline.sources import words_of


class Tally:
    """What one start has done so far."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began = clock()
        self.made = self.resumed = self.failed = self.partial = self.characters = self.errors = 0

    def saw(self, outcome: Outcome) -> None:
        """Count one outcome."""
        line = outcome.line
        self.errors += outcome.errors
        if line is None:
            self.resumed += 1
        elif line.state == "failed":
            self.failed += 1
        else:
            self.made += 1
            self.partial += line.state == "partial"
            self.characters += line.report.chars if line.report else 0

    @property
    def seconds(self) -> float:
        """Since it was started."""
        return self._clock() - self._began


@contextmanager
def attempt(
    folder: RunFolder, inputs: Sequence[Path], settings: Mapping[str, Any], reports: int, tally: Tally
) -> Iterator[None]:
    """Hold the folder's lock and keep its manifest: written at the start, and at the end with how it ended.

    Raises OutputError when another run is writing here, or the folder takes no file.
    """
    now = Attempt(
        started=_now(), settings=dict(settings), inputs=tuple(words_of(str(path)) for path in inputs), reports=reports
    )
    with FolderLock(folder.lock):
        sweep(folder.results, time.time())
        earlier = read_attempts(folder.manifest)
        write_manifest(folder.manifest, manifest_of(folder.lines(), (*earlier, now)))
        stopped: str | None = None
        try:
            yield
        except BaseException as error:
            stopped = str(error) if isinstance(error, Exception) else "interrupted"
            raise
        finally:
            ended = now.model_copy(
                update={
                    "ended": _now(),
                    "seconds": round(tally.seconds, 3),
                    "made": tally.made,
                    "resumed": tally.resumed,
                    "failed": tally.failed,
                    "characters": tally.characters,
                    "stopped": stopped,
                }
            )
            write_manifest(folder.manifest, manifest_of(folder.lines(), (*earlier, ended)))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
