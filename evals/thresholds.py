"""The bars: read, found for a metric and an engine, compared with the blessed ones."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evals.cases import ROOT
from evals.metrics import BY_NAME
from pipeline.errors import InputError, SettingsError

THRESHOLDS = ROOT / "evals/thresholds.toml"
_NOT_METRICS = frozenset({"required", "truth"})  # `truth` holds the bars of `evals.truth`
_HIGHER_IS_LOOSER = frozenset({"max", "drop", "rise"})
_LOWER_IS_LOOSER = frozenset({"min", "worst"})


class Policy(BaseModel):
    """What one metric of one engine must reach; see the head of `thresholds.toml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    min: float | None = Field(None, ge=0, le=1)
    worst: float | None = Field(None, ge=0, le=1)
    max: int | None = Field(None, ge=0)
    drop: float | None = Field(None, ge=0)
    rise: int | None = Field(None, ge=0)
    report: bool = False
    optional: bool = False
    note: str = ""

    @property
    def bars(self) -> dict[str, float]:
        """What is set, by name."""
        named = {name: getattr(self, name) for name in sorted(_HIGHER_IS_LOOSER | _LOWER_IS_LOOSER)}
        return {name: float(value) for name, value in named.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Every policy of a file, and the engines a gate cannot do without."""

    required: tuple[str, ...]
    policies: dict[tuple[str, str], Policy]

    def of(self, metric: str, engine: str) -> Policy:
        """The policy of the engine, else of its family. SettingsError when there is none: unjudged is no pass."""
        for name in (engine, engine.partition(":")[0]):
            if policy := self.policies.get((metric, name)):
                return policy
        family = engine.partition(":")[0]
        raise SettingsError(f"no threshold for {metric} of {engine}: write [{metric}.{family}], or report = true in it")

    def flat(self) -> dict[str, float | None]:
        """Every bar by "metric.engine.bar"; None for one that is only reported. For the baseline."""
        bars: dict[str, float | None] = {}
        for (metric, engine), policy in sorted(self.policies.items()):
            bars |= {f"{metric}.{engine}.{name}": value for name, value in policy.bars.items()}
            if policy.report:
                bars[f"{metric}.{engine}.report"] = None
        return bars


def read_thresholds(path: Path = THRESHOLDS) -> Thresholds:
    """The thresholds of a file. SettingsError for what is no metric, no bar, or a policy that asks for nothing."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read ({error})") from error
    policies = dict(_policies(path, data))
    return Thresholds(tuple(data.get("required", ())), policies)


def loosened(now: dict[str, float | None], before: dict[str, float | None]) -> list[str]:
    """A line for each bar that asks for less than it did, old → new."""
    lines = []
    for name, old in before.items():
        bar = name.rpartition(".")[2]
        if bar == "report":
            continue
        new = now.get(name)
        if new is None:
            lines.append(f"threshold removed: {name} {old:g} → none")
        elif old is not None and (new > old if bar in _HIGHER_IS_LOOSER else new < old):
            lines.append(f"threshold loosened: {name} {old:g} → {new:g}")
    return lines


def _policies(path: Path, data: dict[str, Any]) -> Iterator[tuple[tuple[str, str], Policy]]:
    for metric, engines in data.items():
        if metric in _NOT_METRICS:
            continue
        if metric not in BY_NAME:
            raise SettingsError(f"{path}: [{metric}] is no metric; there are {', '.join(BY_NAME)}")
        for engine, fields in engines.items():
            try:
                policy = Policy.model_validate(fields)
            except ValidationError as error:
                raise SettingsError(f"{path}: [{metric}.{engine}] {error.errors()[0]['msg']}") from error
            if not policy.bars and not policy.report:
                raise SettingsError(f"{path}: [{metric}.{engine}] asks for nothing; give a bar, or report = true")
            share = BY_NAME[metric].share
            wrong = {"max", "rise"} if share else {"min", "worst", "drop"}
            if strange := wrong & policy.bars.keys():
                kind = "a share: min, worst, drop" if share else "a count of faults: max, rise"
                raise SettingsError(f"{path}: [{metric}.{engine}] {', '.join(sorted(strange))}: {metric} is {kind}")
            yield (metric, engine), policy
