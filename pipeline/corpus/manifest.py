"""`run.json`: what a run was asked, with what, how it went; one entry for each time it was started."""

import json
import platform
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from pipeline.corpus.files import write_text
from pipeline.corpus.journal import ResultLine
from pipeline.domain.result import Row

_FIRST = ("reports", "done", "partial", "failed")
_LIBRARIES = ("jianbao", "aiohttp", "pydantic", "lxml", "pypdf", "python-docx", "charset-normalizer", "distributed")


class Attempt(Row):
    """One start of the run and how it ended; times are ISO with zone. `stopped` is why it ended early."""

    started: str
    ended: str | None = None
    seconds: float | None = None
    settings: dict[str, Any] = Field(default_factory=dict)
    inputs: tuple[str, ...] = ()
    reports: int = 0
    made: int = 0
    resumed: int = 0
    failed: int = 0
    characters: int = 0  # of the reports made, not of those resumed
    stopped: str | None = None


class Failed(Row):
    """A report without a result, or with one that had to do without its model."""

    name: str
    path: str
    fault: str
    reason: str


class Manifest(Row):
    """`jianbao.run/1`."""

    schema_: Literal["jianbao.run/1"] = Field("jianbao.run/1", alias="schema")
    versions: dict[str, str]
    counts: dict[str, int]
    cost: dict[str, str] = Field(default_factory=dict)
    failures: tuple[Failed, ...]
    attempts: tuple[Attempt, ...]


class Totals:
    """Sums over lines: reports by state, findings by severity, characters, calls, tokens, money, own counts."""

    def __init__(self) -> None:
        self._sums: Counter[str] = Counter()
        self._money: dict[str, Decimal] = {}

    def add(self, line: ResultLine) -> None:
        """Take one line in."""
        self._sums["reports"] += 1
        self._sums[line.state] += 1
        self._sums["characters"] += line.report.chars if line.report else 0
        self._sums.update(line.counts)
        self._sums.update({f"findings_{severity}": number for severity, number in line.findings.items()})
        if line.usage:
            self._sums["calls"] += line.usage.calls
            self._sums["input_tokens"] += line.usage.input_tokens or 0
            self._sums["output_tokens"] += line.usage.output_tokens or 0
            self._pay(line.usage.cost)

    def counts(self) -> dict[str, int]:
        """Every sum by name, the reports first."""
        return {name: self._sums[name] for name in dict.fromkeys((*_FIRST, *sorted(self._sums)))}

    def costs(self) -> dict[str, str]:
        """Money by currency; empty where nothing was bought or no price is known."""
        return {currency: str(amount) for currency, amount in sorted(self._money.items())}

    def _pay(self, cost: str | None) -> None:
        if cost:
            amount, currency = cost.split()
            self._money[currency] = self._money.get(currency, Decimal(0)) + Decimal(amount)


def manifest_of(lines: Iterable[ResultLine], attempts: Sequence[Attempt]) -> Manifest:
    """The manifest over all that holds now; `lines` are gone through once."""
    sums = Totals()
    failures: list[Failed] = []
    for line in lines:
        sums.add(line)
        if line.state != "done":
            failures.append(
                Failed(name=line.name, path=line.path, fault=line.fault or "partial", reason=line.reason or "")
            )
    return Manifest(
        versions=_versions(),
        counts=sums.counts(),
        cost=sums.costs(),
        failures=tuple(failures),
        attempts=tuple(attempts),
    )


def read_attempts(path: Path) -> tuple[Attempt, ...]:
    """Earlier starts, from the manifest in `path`; none where there is none that can be read."""
    try:
        return Manifest.model_validate(json.loads(path.read_bytes())).attempts
    except (OSError, ValueError, ValidationError):
        return ()


def write_manifest(path: Path, manifest: Manifest) -> None:
    """Write it whole. Raises OutputError."""
    write_text(path, manifest.model_dump_json(by_alias=True, indent=1) + "\n")


def _versions() -> dict[str, str]:
    found = {"python": platform.python_version()}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
