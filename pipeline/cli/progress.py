"""What a run shows on standard error while it goes: reports, speed, chunks, figures, tokens. Quiet when piped."""

from collections import Counter
from types import TracebackType
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from pipeline.cli.console import talk

if TYPE_CHECKING:
    from pipeline.corpus import Outcome, Tally

_SHOWN = ("figures", "refused", "replaced")


class Board:
    """A progress line over reports; failures are printed above it as they come. Counts go to `tally`."""

    def __init__(self, total: int, tally: "Tally", quiet: bool) -> None:
        self._tally = tally
        self._counts: Counter[str] = Counter()
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[tally]}"),
            console=talk,
            disable=quiet or not talk.is_terminal,
        )
        self._task = self._progress.add_task("reports", total=total, tally="")

    def __enter__(self) -> "Board":
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def saw(self, outcome: "Outcome") -> None:
        """Count one outcome; a failure is told at once, with its reason."""
        self._tally.saw(outcome)
        line = outcome.line
        if line is not None:
            if line.state == "failed":
                talk.print(f"jianbao: {line.reason}")
            self._counts.update({name: line.counts.get(name, 0) for name in _SHOWN})
            if line.usage:
                self._counts["tokens"] += (line.usage.input_tokens or 0) + (line.usage.output_tokens or 0)
        self._progress.update(self._task, advance=1, tally=self._told())

    def _told(self) -> str:
        tally = self._tally
        said = [f"{tally.characters / max(tally.seconds, 0.001):,.0f} characters/s"]
        said += [f"{self._counts[name]:,} {name}" for name in (*_SHOWN, "tokens") if self._counts[name]]
        said += [f"{tally.resumed} done before"] if tally.resumed else []
        said += [f"{tally.failed} failed"] if tally.failed else []
        return " · ".join(said)
