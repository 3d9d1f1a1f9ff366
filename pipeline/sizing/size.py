"""From what a few reports take to what a run of any number takes: calls, tokens, money, hours, room."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from pipeline.corpus.workers import IN_HAND
from pipeline.model.pace import weight
from pipeline.model.plan import Estimate, estimate
from pipeline.model.prices import Price
from pipeline.sizing.rehearse import Rehearsal

# Bytes, each measured in tests/sizing. Of the ledger for a call: its row besides the answer, which it has twice (read
# and raw). In memory: what a run holds of every report, and of one under way for each of its characters.
LEDGER_ROW, LEDGER_COPIES = 600, 2.1
HELD, UNDER_WAY = 1400, 55


@dataclass(frozen=True, slots=True)
class Limits:
    """What holds a run back. `speed` is characters a second of one worker, `latency` seconds a call."""

    concurrency: int
    latency: float
    speed: float
    workers: int = 1
    rpm: int | None = None
    tpm: int | None = None


@dataclass(frozen=True, slots=True)
class Bound:
    """Hours that one limit alone would take."""

    name: str
    hours: float


@dataclass(frozen=True, slots=True)
class Size:
    """A run's size. `model` is None where none is asked; then there is one bound, the text work."""

    reports: int
    characters: int
    chunks: int  # calls for claims
    words: int  # calls for headline and summary
    model: Estimate | None
    bounds: tuple[Bound, ...]  # the one that binds first
    results: int  # bytes
    ledger: int  # bytes
    memory: int  # bytes of the process that runs it, and of the workers beside it

    @property
    def hours(self) -> float:
        """By the limit that binds."""
        return self.bounds[0].hours


def size_of(
    rehearsal: Rehearsal, reports: int, limits: Limits, price: Price | None, *, asks: bool, process: int
) -> Size:
    """The size of a run over `reports` reports like those rehearsed. `process` is the memory one process takes."""
    times = Fraction(reports, rehearsal.reports)
    requests = rehearsal.requests
    chunks = sum(request.schema_name == "extract" for request in requests)
    characters = round(rehearsal.characters * times)
    plan = estimate(requests, price, answers=rehearsal.answers, times=times) if asks else None
    bounds = [Bound("text work", characters / limits.speed / limits.workers / 3600)]
    if asks:
        bounds += _of_calls(len(requests) * times, sum(map(weight, requests)) * times, limits)
    ledger = round((LEDGER_COPIES * rehearsal.answers + LEDGER_ROW * len(requests)) * times) if asks else 0
    return Size(
        reports=reports,
        characters=characters,
        chunks=round(chunks * times),
        words=round((len(requests) - chunks) * times),
        model=plan,
        bounds=tuple(sorted(bounds, key=lambda bound: -bound.hours)),
        results=round(rehearsal.written * times),
        ledger=ledger,
        memory=process * limits.workers + HELD * reports + (_under_way(rehearsal, limits) if asks else 0),
    )


def _under_way(rehearsal: Rehearsal, limits: Limits) -> int:
    """Reports that wait for a model."""
    return round(UNDER_WAY * IN_HAND * limits.concurrency * rehearsal.characters / rehearsal.reports)


def _of_calls(calls: Fraction, tokens: Fraction, limits: Limits) -> Sequence[Bound]:
    bounds = [Bound("calls at once", float(calls) * limits.latency / limits.concurrency / 3600)]
    if limits.rpm:
        bounds.append(Bound("requests a minute", float(calls / limits.rpm / 60)))
    if limits.tpm:
        bounds.append(Bound("tokens a minute", float(tokens / limits.tpm / 60)))
    return bounds
