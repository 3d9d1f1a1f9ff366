"""The blessed state: what was measured when somebody last said that it is good, and the bars that stood then."""

import json
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from evals.cases import ROOT
from evals.metrics import BY_NAME, Score, score_rows
from evals.rows import Results, Row
from evals.thresholds import Thresholds, loosened
from pipeline.corpus.files import write_text
from pipeline.errors import InputError

BASELINE = ROOT / "evals/baseline.json"


class Blessed(BaseModel):
    """One score as it was blessed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    metric: str
    engine: str
    k: int
    n: int

    @property
    def micro(self) -> float | None:
        """The share: k divided by n."""
        return self.k / self.n if self.n else None


class Baseline(BaseModel):
    """What `bless` wrote. `failures` are the keys of rows that were wrong then and are known."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    v: Literal[1] = 1
    cases: dict[str, str]
    labelled: dict[str, str]
    scores: tuple[Blessed, ...]
    failures: tuple[str, ...]
    thresholds: dict[str, float | None]
    reasons: tuple[str, ...] = ()  # why a bar was loosened, the newest last

    def score(self, score: Score) -> Blessed | None:
        """The same score then; None when it was not measured."""
        wanted = (score.metric.name, score.engine)
        return next((blessed for blessed in self.scores if (blessed.metric, blessed.engine) == wanted), None)


def read_baseline(path: Path = BASELINE) -> Baseline | None:
    """The baseline of a file; None when there is no such file. InputError when it is none."""
    if not path.exists():
        return None
    try:
        return Baseline.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise InputError(f"{path}: not a baseline; restore it, or delete it and bless again") from error


def bless(results: Results, thresholds: Thresholds, path: Path = BASELINE, reason: str = "") -> Baseline:
    """Make `results` the baseline. InputError when a bar was loosened and nobody says why."""
    before = read_baseline(path)
    looser = loosened(thresholds.flat(), before.thresholds) if before else []
    if looser and not reason:
        raise InputError("\n".join([*looser, "say why: jianbao eval bless --reason …"]))
    made = Baseline(
        cases=results.run.cases,
        labelled=results.run.labelled,
        scores=tuple(Blessed(metric=s.metric.name, engine=s.engine, k=s.k, n=s.n) for s in score_rows(results.rows)),
        failures=tuple(sorted({row.key for row in results.rows if is_wrong(row)})),
        thresholds=thresholds.flat(),
        reasons=(*(before.reasons if before else ()), *(f"{line}: {reason}" for line in looser)),
    )
    write_text(path, json.dumps(made.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n")
    return made


def is_wrong(row: Row) -> bool:
    """Does the row say that something is wrong, of what is measured?"""
    return row.state == "fail" and row.rule in BY_NAME
