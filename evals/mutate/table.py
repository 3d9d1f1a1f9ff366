"""Runs the mutants and the rewrites through `verify` and counts what was noticed, by operator."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from evals.mutate.drafts import Draft, drafts, load_sources
from evals.mutate.operators import OPERATORS, Mutant, mutants
from evals.mutate.rewrites import REWRITES
from evals.mutate.signs import sign_mutants, signed_sources
from evals.mutate.sums import sum_drafts, sum_mutants
from pipeline.domain.result import VerifyRow
from pipeline.verify import SourceIndex, verify

SEED = 20221208
_SIGN, _VALUE, _SWAP, _WORDS = 1.0, 0.999, 0.98, 0.95
BARS: dict[str, float] = {
    **dict.fromkeys(
        (
            "digit_flip",
            "digit_insert",
            "digit_drop",
            "transposition",
            "wan_yi",
            "times_ten",
            "unit",
            "percent_point",
            "derived_off_by_one",
        ),
        _VALUE,
    ),
    **dict.fromkeys(("sign_added", "sign_dropped"), _SIGN),
    **dict.fromkeys(("swap_nearest", "other_report"), _SWAP),
    **dict.fromkeys(
        ("marker_dropped", "marker_added", "bound_turned", "direction", "endpoint", "base", "plan_as_done"), _WORDS
    ),
}


@dataclass(slots=True)
class Line:
    """What became of the mutants of one operator."""

    name: str
    made: int = 0
    same: int = 0  # still true of the report: no mutants
    noticed: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    survivors: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float | None:
        """Share noticed of those that are wrong; None when there are none."""
        wrong = self.made - self.same
        return self.noticed / wrong if wrong else None


@dataclass(frozen=True, slots=True)
class Table:
    """The result: mutants by operator, rewrites by kind, drafts refused as they are."""

    drafts: int
    lines: dict[str, Line]
    rewrites: dict[str, Line]
    refused: list[str]

    def failures(self) -> list[str]:
        """What misses its bar, one line each."""
        missed = [
            f"{line.name}: {line.rate:.4f} < {BARS[line.name]}"
            for line in self.lines.values()
            if line.rate is not None and line.rate < BARS[line.name]
        ]
        false = [f"{line.name}: {line.noticed} false alarms" for line in self.rewrites.values() if line.noticed]
        return missed + false + ([f"{len(self.refused)} correct drafts refused"] if self.refused else [])


def run(seed: int = SEED, step: int = 1) -> Table:
    """The table over every `step`-th draft; the same seed gives the same table."""
    random = Random(seed)
    loaded = load_sources()
    sources = [index for index, _ in loaded]
    table = Table(
        0,
        {name: Line(name) for name in (*OPERATORS, "sign_dropped", "derived_off_by_one")},
        {name: Line(name) for name in REWRITES},
        [],
    )
    count = 0
    for draft in [*drafts(loaded), *sum_drafts(loaded)][::step]:
        count += 1
        objections = _objections(draft.text, sources)
        if objections:
            table.refused.append(f"{draft.id}: {objections[0].verdict} {objections[0].message} | {draft.text[:80]}")
            continue
        made = sum_mutants(draft) if draft.id.startswith("d") else mutants(draft, random, sources)
        for mutant in made:
            _try(mutant, sources, table.lines[mutant.operator])
        if not draft.id.startswith(("d", "m")):
            _rewrite(draft, sources, table.rewrites)
    count += _signs(signed_sources(loaded), step, table)
    return Table(count, table.lines, table.rewrites, table.refused)


def _signs(loaded: Sequence[tuple[SourceIndex, dict[int, str]]], step: int, table: Table) -> int:
    """Adds what becomes of copied and of lost signs; how many drafts were tried."""
    sources = [index for index, _ in loaded]
    tried = list(drafts(loaded))[::step]
    for draft in tried:
        objections = _objections(draft.text, sources)
        if objections:
            table.refused.append(f"{draft.id}: {objections[0].verdict} {objections[0].message} | {draft.text[:80]}")
            continue
        for mutant in sign_mutants(draft):
            _try(mutant, sources, table.lines[mutant.operator])
        _rewrite(draft, sources, {"sign_width": table.rewrites["sign_width"]})
    return len(tried)


def _objections(text: str, sources: Sequence[SourceIndex]) -> list[VerifyRow]:
    return [row for row in verify(text, sources) if row.severity != "info"]


def _try(mutant: Mutant, sources: Sequence[SourceIndex], line: Line) -> None:
    line.made += 1
    if _still_true(mutant, sources):
        line.same += 1
        return
    rows = [r for r in _objections(mutant.draft.text, sources) if r.start < mutant.end and mutant.start < r.end]
    if rows:
        line.noticed += 1
        line.verdicts[rows[0].verdict] += 1
    else:
        line.survivors.append(f"{mutant.id}: {mutant.draft.text}")


def _still_true(mutant: Mutant, sources: Sequence[SourceIndex]) -> bool:
    """The clause with the changed number stands in the report as it is: 查处隐患144条 for another 查处隐患144条."""
    text = mutant.draft.text
    start = max(text.rfind(mark, 0, mutant.start) for mark in "；。：") + 1
    end = min([at for mark in "；。" if (at := text.find(mark, mutant.end)) >= 0], default=len(text))
    clause = re.sub(r"\s", "", text[start:end]).strip(",，")
    return clause in re.sub(r"\s", "", sources[mutant.draft.report].report.text)


def _rewrite(draft: Draft, sources: Sequence[SourceIndex], lines: dict[str, Line]) -> None:
    for label in draft.labels:
        for name, line in lines.items():
            for changed in REWRITES[name](draft, label):
                line.made += 1
                rows = _objections(changed.text, sources)
                if rows:
                    line.noticed += 1
                    line.verdicts[rows[0].verdict] += 1
                    line.survivors.append(f"{draft.id}/{label.id}: {rows[0].message} | {changed.text}")
