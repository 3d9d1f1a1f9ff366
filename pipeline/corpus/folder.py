"""The folder of a run: result files, journal, manifest, and a lock while a run is writing."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.corpus.files import write_text
from pipeline.corpus.journal import Known, ResultLine, known_lines, read_journal
from pipeline.corpus.manifest import Attempt, read_attempts
from pipeline.corpus.shard import Shard
from pipeline.errors import InputError

RESULTS = "reports"


class RunFolder:
    """`--out` of a run. Each part of a sharded run has a journal and a manifest of its own; all are read together."""

    def __init__(self, out: Path, shard: Shard | None = None) -> None:
        part = f".{shard}" if shard else ""
        self.out = out
        self.results = out / RESULTS
        self.journal = out / f"results{part}.jsonl"
        self.manifest = out / f"run{part}.json"
        self.lock = out / f".run{part}.lock"

    def lines(self) -> Iterator[ResultLine]:
        """What holds for each report, over all parts."""
        return read_journal(self._journals())

    def known(self) -> dict[str, Known]:
        """The same, by name, as far as another run has to know it."""
        return known_lines(self._journals())

    def attempts(self) -> tuple[Attempt, ...]:
        """Every start of every part, in the order of time."""
        parts = [read_attempts(path) for path in sorted(self.out.glob("run*.json"))]
        return tuple(sorted((one for part in parts for one in part), key=lambda one: one.started))

    def _journals(self) -> list[Path]:
        return sorted(self.out.glob("results*.jsonl"))

    def result(self, name: str) -> Path:
        """The result file of a report."""
        return self.results / f"{name}.json"

    def write(self, name: str, files: Mapping[str, str]) -> None:
        """Write the files of a report, its result last: where that is, the rest is too. Raises OutputError."""
        for suffix, text in sorted(files.items(), key=lambda file: file[0] == ".json"):
            write_text(self.results / f"{name}{suffix}", text)


def run_folder(out: Path) -> RunFolder:
    """The folder of an earlier run. Raises InputError when there was none."""
    folder = RunFolder(out)
    if not out.is_dir() or not any(out.glob("results*.jsonl")):
        raise InputError(f"{out}: no run has written here; give the --out of `jianbao summarize` or `jianbao digest`")
    return folder
