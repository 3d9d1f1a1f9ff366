"""Decides: are the bars met, did anything get worse than the blessed state, could it be measured at all?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from evals.baseline import Baseline, is_wrong
from evals.metrics import METRICS, Score, score_rows
from evals.rows import Results, Row, of_rule
from evals.thresholds import Policy, Thresholds, loosened

PASS, BREACH, UNMEASURABLE = 0, 1, 3
_SHRUNK = 0.8  # of the numbers judged in the baseline; fewer, and a good score says little
_EXACT = 1e-9


@dataclass(frozen=True, slots=True)
class Breach:
    """One bar that is missed, and the rows that say why: new ones first."""

    metric: str
    engine: str
    sentence: str
    rows: tuple[Row, ...] = ()


@dataclass(slots=True)
class Decision:
    """What a gate says. `code`: 0 pass, 1 breach, 3 not measurable (then nothing is said of quality)."""

    breaches: list[Breach] = field(default_factory=list)
    unmeasurable: list[str] = field(default_factory=list)
    loosened: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def code(self) -> int:
        """The exit code. What could not be measured outweighs a breach: its figures are not to be trusted."""
        return UNMEASURABLE if self.unmeasurable else BREACH if self.breaches else PASS


def decide(results: Results, thresholds: Thresholds, baseline: Baseline | None) -> Decision:
    """Hold `results` against the bars and the baseline. SettingsError for a metric without a bar."""
    decision = Decision()
    decision.unmeasurable += _not_measured(results, thresholds)
    comparable = baseline is not None and baseline.cases == results.run.cases
    if baseline is None:
        decision.notes.append("no baseline: nothing to compare with; `jianbao eval bless` makes one")
    elif not comparable:
        decision.notes.append("other reports than in the baseline: compared with the bars only")
    if baseline is not None:
        decision.loosened += loosened(thresholds.flat(), baseline.thresholds)
    known = set(baseline.failures) if baseline else set()
    for score in _scores(results):
        policy = thresholds.of(score.metric.name, score.engine)
        then = baseline if comparable else None
        for sentence in _missed(score, policy, then):
            rows = _reasons(results.rows, score, known)
            if score.metric.name == "completeness":
                decision.unmeasurable.append(f"{score.engine}: {sentence}")
            else:
                decision.breaches.append(Breach(score.metric.name, score.engine, sentence, rows))
        if score.n == 0 and policy.bars and not policy.optional:
            decision.unmeasurable.append(f"{score.metric.name} of {score.engine}: nothing to score")
    return decision


def _not_measured(results: Results, thresholds: Thresholds) -> Iterator[str]:
    """Stale, broken or missing engines that were recorded or are required."""
    for one in results.run.engines:
        family = one.engine.partition(":")[0]
        wanted = family in thresholds.required or one.engine in thresholds.required
        if one.unmeasurable and (wanted or one.calls or one.stale):
            yield f"{one.engine}: {one.stale or one.unmeasurable}" + ("" if one.stale else f"\n{_remedy(one.command)}")
    ran = {name for one in results.run.engines for name in (one.engine, one.engine.partition(":")[0])}
    yield from (f"{name}: not run, and thresholds.toml requires it" for name in thresholds.required if name not in ran)


def _remedy(command: str) -> str:
    return f"to record: {command}" if command else ""


def _scores(results: Results) -> list[Score]:
    """Every score that is due: those with rows, and an empty one where a measured engine has none."""
    scores = {(score.metric.name, score.engine): score for score in score_rows(results.rows)}
    engines = [one.engine for one in results.run.engines if not one.unmeasurable]
    for metric in METRICS:
        columns = [metric.reading] if metric.reading else engines
        for engine in columns:
            scores.setdefault((metric.name, engine), Score(metric, engine, 0, 0, 0, (), None))
    unmeasured = {one.engine for one in results.run.engines if one.unmeasurable}
    return [score for score in scores.values() if score.engine not in unmeasured]


def _missed(score: Score, policy: Policy, baseline: Baseline | None) -> Iterator[str]:
    """A sentence for each bar of the policy that is missed."""
    micro, worst = score.micro, score.worst
    if micro is None or worst is None:
        return
    of = f"({score.k} of {score.n})"
    if policy.min is not None and micro < policy.min - _EXACT:
        yield f"{micro:.4f} {of} is below {policy.min:g}"
    if policy.worst is not None and worst.value < policy.worst - _EXACT:
        yield f"{worst.value:.4f} ({worst.k} of {worst.n}) in {worst.case} is below {policy.worst:g}"
    if policy.max is not None and score.k > policy.max:
        yield f"{score.k} of {score.n} wrong, {policy.max} allowed"
    then = baseline.score(score) if baseline else None
    if then is None or then.micro is None:
        return
    if policy.drop is not None and micro < then.micro - policy.drop - _EXACT:
        yield f"{micro:.4f} {of} has fallen from {then.micro:.4f} ({then.k} of {then.n}) in the baseline"
    if policy.rise is not None and score.k > then.k + policy.rise:
        yield f"{score.k} of {score.n} wrong, {then.k} in the baseline"
    if score.n < _SHRUNK * then.n:
        yield f"only {score.n} were judged, {then.n} in the baseline"


def _reasons(rows: Sequence[Row], score: Score, known: set[str]) -> tuple[Row, ...]:
    wrong = [row for row in of_rule(rows, score.metric.name, score.engine) if is_wrong(row)]
    return tuple(sorted(wrong, key=lambda row: row.key in known))
