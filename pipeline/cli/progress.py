"""What a run shows on standard error while it goes: reports, speed, chunks, figures, tokens. Quiet when piped."""

from collections import Counter
from types import TracebackType

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from pipeline.cli.console import talk
from pipeline.corpus import Outcome, Tally, Totals

_SHOWN = ("figures", "refused", "replaced")
_TABLED = ("figures", "claims", "refused", "replaced")


class Board:
    """A progress line over reports; failures are printed above it as they come. Counts go to `tally`."""

    def __init__(self, total: int, tally: Tally, quiet: bool) -> None:
        self._tally, self._quiet = tally, quiet
        self._counts: Counter[str] = Counter()
        self._totals = Totals()
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

    def saw(self, outcome: Outcome) -> None:
        """Count one outcome; a failure is told at once, with its reason."""
        self._tally.saw(outcome)
        line = outcome.line
        if line is not None:
            if line.state == "failed":
                talk.print(f"jianbao: {line.reason}")
            self._counts.update({name: line.counts.get(name, 0) for name in _SHOWN})
            self._totals.add(line)
            if line.usage:
                self._counts["tokens"] += (line.usage.input_tokens or 0) + (line.usage.output_tokens or 0)
        self._progress.update(self._task, advance=1, tally=self._told())

    def conclude(self) -> None:
        """The table at the end of a run: what this start did, not what was done before it."""
        if self._quiet:
            return
        tally, counts, cost = self._tally, self._totals.counts(), self._totals.costs()
        table = Table(show_header=False, box=None, pad_edge=False)
        table.add_row("reports", f"{tally.made:,} made, {tally.resumed:,} done before, {tally.failed:,} failed")
        if tally.made:
            found = ", ".join(f"{counts.get(f'findings_{name}', 0):,} {name}" for name in ("error", "warn", "info"))
            speed = f"{tally.characters / max(tally.seconds, 0.001):,.0f} characters/s"
            table.add_row("time", f"{tally.seconds:,.1f} s, {speed}")
            table.add_row("figures", ", ".join(f"{counts.get(name, 0):,} {name}" for name in _TABLED))
            table.add_row("findings", found)
        if counts.get("calls"):
            paid = ", ".join(f"{amount} {currency}" for currency, amount in cost.items()) or "nothing, or price unknown"
            counted = f"{counts['input_tokens']:,} tokens in, {counts['output_tokens']:,} out"
            tokens = counted if counts["input_tokens"] else "tokens not counted"
            table.add_row("model", f"{counts['calls']:,} answers, {tokens}; paid: {paid}")
        talk.print(table)

    def _told(self) -> str:
        tally = self._tally
        said = [f"{tally.characters / max(tally.seconds, 0.001):,.0f} characters/s"]
        said += [f"{self._counts[name]:,} {name}" for name in (*_SHOWN, "tokens") if self._counts[name]]
        said += [f"{amount} {currency}" for currency, amount in self._totals.costs().items()]
        said += [f"{tally.resumed} done before"] if tally.resumed else []
        said += [f"{tally.failed} failed"] if tally.failed else []
        return " · ".join(said)
