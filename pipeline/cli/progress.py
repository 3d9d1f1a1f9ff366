"""What a run shows on standard error while it goes: reports, chunks, figures, refused. Quiet when piped."""

from types import TracebackType
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from pipeline.cli.console import talk

if TYPE_CHECKING:
    from pipeline.corpus import Outcome


class Board:
    """A progress line over reports; failures are printed above it as they come."""

    def __init__(self, total: int, quiet: bool) -> None:
        self._totals = {"chunks": 0, "figures": 0, "refused": 0, "replaced": 0}
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
        from pipeline.corpus import Failure

        if isinstance(outcome, Failure):
            talk.print(f"jianbao: {outcome.reason}")
        else:
            for key in self._totals:
                self._totals[key] += outcome.summary.counts.get(key, 0)
        tally = " · ".join(f"{value} {key}" for key, value in self._totals.items())
        self._progress.update(self._task, advance=1, tally=tally)
