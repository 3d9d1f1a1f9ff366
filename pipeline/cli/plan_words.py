"""The size of a run in words and as JSON."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from pipeline.model.plan import Estimate
from pipeline.sizing import Bound, Limits, Size

_UNITS = ((10**12, "TB"), (10**9, "GB"), (10**6, "MB"), (10**3, "KB"))


@dataclass(frozen=True, slots=True)
class Told:
    """A size with what it was computed from; `basis` is what was measured on."""

    size: Size
    limits: Limits
    model: str | None
    basis: str
    latency_given: bool
    speed_given: bool

    def text(self) -> str:
        """A line each; what was measured here, and so is another number elsewhere, is said to be."""
        return "\n".join(f"{name:<11}{words}" for name, words in self._lines())

    def json(self) -> str:
        """One object; hours and cost as numbers and strings, bytes as whole numbers."""
        size, plan = self.size, self.size.model
        shown: dict[str, Any] = {
            "schema": "jianbao.plan/1",
            "basis": self.basis,
            "reports": size.reports,
            "characters": size.characters,
            "model": self.model,
            "calls": size.chunks + size.words,
            "calls_for_chunks": size.chunks,
            "input_tokens": plan.input_tokens if plan else (0, 0),
            "output_tokens": plan.output_tokens if plan else (0, 0),
            "tokens_by": plan.method if plan else None,
            "cost": [str(one) for one in plan.cost] if plan and plan.cost else None,
            "price": plan.price_source if plan else None,
            "hours": size.hours,
            "bound_by": size.bounds[0].name,
            "hours_by_limit": {bound.name: bound.hours for bound in size.bounds},
            "limits": asdict(self.limits),
            "latency": "given" if self.latency_given else "assumed",
            "speed": "given" if self.speed_given else "measured here",
            "results_bytes": size.results,
            "ledger_bytes": size.ledger,
            "memory_bytes": size.memory,
        }
        return json.dumps(shown, ensure_ascii=False, indent=1)

    def _lines(self) -> Iterator[tuple[str, str]]:
        size = self.size
        each = size.characters / size.reports
        yield "reports", f"{size.reports:,} of {each:,.0f} characters, computed from {self.basis}"
        if size.model is None:
            yield "calls", "0: the extractive engine asks no model"
        else:
            chunks, words = size.chunks / size.reports, size.words / size.reports
            yield "model", self.model or ""
            yield (
                "calls",
                f"{size.chunks + size.words:,}: {chunks:.3g} a report for its chunks, {words:.3g} for its words",
            )
            yield from tokens_and_cost(size.model)
        first, *others = size.bounds
        yield "time", f"{_hours(first)}, bound by {self._bound(first)}"
        for bound in others:
            yield "", f"{_hours(bound)} by {self._bound(bound)}"
        ledger = f", ledger {_bytes(size.ledger)}" if size.ledger else ""
        yield "storage", f"results {_bytes(size.results)}{ledger}"
        workers = f"{self.limits.workers:,} worker{'s' if self.limits.workers > 1 else ''}"
        yield "memory", f"{_bytes(size.memory)} for {workers}, measured here"

    def _bound(self, bound: Bound) -> str:
        limits = self.limits
        assumed = "" if self.latency_given else ", assumed"
        measured = "" if self.speed_given else ", measured here"
        match bound.name:
            case "calls at once":
                return f"calls at once ({limits.concurrency:,} of {limits.latency:g} s{assumed})"
            case "requests a minute":
                return f"requests a minute ({limits.rpm:,})"
            case "tokens a minute":
                return f"tokens a minute ({limits.tpm:,}; a call counts with the longest answer it allows)"
            case _:
                return f"text work ({limits.workers:,} × {limits.speed:,.0f} characters/s{measured})"


def tokens_and_cost(plan: Estimate) -> Iterator[tuple[str, str]]:
    """Input, output and cost of calls, each as a range; an unknown price is unknown."""
    yield "input", f"{_range(plan.input_tokens)} tokens (counted by {plan.method})"
    yield "output", f"{_range(plan.output_tokens)} tokens"
    cost = f"{plan.cost[0]} to {plan.cost[1]}" if plan.cost else "unknown"
    yield "cost", f"{cost} (price: {plan.price_source})"


def _range(pair: tuple[int, int]) -> str:
    low, high = pair
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _hours(bound: Bound) -> str:
    """Three digits; hours of a small run are minutes."""
    return f"{bound.hours:,.1f} h" if bound.hours >= 1 else f"{bound.hours * 60:.3g} min"


def _bytes(number: int) -> str:
    size, unit = next(((size, unit) for size, unit in _UNITS if number >= size), (1, "bytes"))
    return f"{number / size:.3g} {unit}"
