"""Damages the drafts of a run, recorded or built in, one at a time, and counts what the gate notices."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from evals.measure import Performance
from pipeline.claims import Source, accept
from pipeline.domain.draft import AchievementDraft, ChunkDraft, PlanDraft
from pipeline.domain.figure import Bound, Figure, Marker, Status
from pipeline.domain.report import Report
from pipeline.figures import find_figures

_REFERENCE = re.compile(r"\{\s*(f\d+)\s*(?:\|[^{}]*)?\}")
_GOES_ON = {"人": "次", "户": "次", "家": "次", "元": "/月", "平方米": "/户"}
Claim = AchievementDraft | PlanDraft
Operator = Callable[[Claim, "Bench"], Iterator[tuple[str, tuple[int, ...], bool]]]


@dataclass(frozen=True, slots=True)
class Bench:
    """One report prepared for trying damaged drafts on it."""

    report: Report
    source: Source
    figures: Mapping[str, Figure]

    def cited(self, claim: Claim) -> list[Figure]:
        """The figures of the sentences a claim cites."""
        return [figure for number in claim.sentences for figure in self.source.held(number)]


@dataclass(slots=True)
class Tally:
    """What became of the damaged drafts of one operator."""

    operator: str
    made: int = 0
    noticed: int = 0
    survivors: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float | None:
        """The share noticed; None when none could be made."""
        return self.noticed / self.made if self.made else None


def damage(done: Performance, reports: Sequence[Report]) -> list[Tally]:
    """Every draft claim that the gate takes as it is, damaged in every way, and whether the gate still takes it."""
    tallies = {name: Tally(name) for name in OPERATORS}
    for report in reports:
        figures = find_figures(report.text, report.outline)
        bench = Bench(report, Source(report, figures), {figure.id: figure for figure in figures})
        for claim in _good(done, bench):
            for name, operator in OPERATORS.items():
                for text, sentences, planned in operator(claim, bench):
                    _try(tallies[name], bench, text, sentences, planned)
    return list(tallies.values())


def _good(done: Performance, bench: Bench) -> Iterator[Claim]:
    for drafted in done.engine.first(bench.report.name):
        if isinstance(drafted.draft, ChunkDraft):
            claims: tuple[Claim, ...] = (*drafted.draft.achievements, *drafted.draft.plans)
            for claim in claims:
                if accept(claim.text, claim.sentences, bench.source, planned=isinstance(claim, PlanDraft)).ok:
                    yield claim


def _try(tally: Tally, bench: Bench, text: str, sentences: tuple[int, ...], planned: bool) -> None:
    tally.made += 1
    judged = accept(text, sentences, bench.source, planned=planned)
    if judged.ok:
        tally.survivors.append(f"{bench.report.name} {list(sentences)} {judged.text}")
    else:
        tally.noticed += 1


def _references(claim: Claim, bench: Bench) -> Iterator[tuple[re.Match[str], Figure]]:
    for match in _REFERENCE.finditer(claim.text):
        if figure := bench.figures.get(match[1]):
            yield match, figure


def _put(claim: Claim, match: re.Match[str], words: str) -> tuple[str, tuple[int, ...], bool]:
    return (
        claim.text[: match.start()] + words + claim.text[match.end() :],
        claim.sentences,
        isinstance(claim, PlanDraft),
    )


def _flipped(claim: Claim, bench: Bench) -> Iterator[tuple[str, tuple[int, ...], bool]]:
    """The number typed with its first digit one higher, where that is no other figure of the evidence."""
    there = {figure.text for figure in bench.cited(claim)}
    for match, figure in _references(claim, bench):
        digit = re.search(r"[0-9]", figure.text)
        if digit is None:
            continue
        words = figure.text[: digit.start()] + str(int(digit[0]) % 9 + 1) + figure.text[digit.end() :]
        if words not in there:
            yield _put(claim, match, re.sub(r"\s", "", words))


def _neighbour(claim: Claim, bench: Bench) -> Iterator[tuple[str, tuple[int, ...], bool]]:
    """The reference moved to the nearest other figure of that unit in the evidence."""
    for match, figure in _references(claim, bench):
        rivals = [
            other for other in bench.cited(claim) if other.unit_norm == figure.unit_norm and other.text != figure.text
        ]
        if rivals:
            nearest = min(rivals, key=lambda other: abs(other.start - figure.start))
            yield _put(claim, match, "{" + nearest.id + "}")


def _moved(claim: Claim, bench: Bench) -> Iterator[tuple[str, tuple[int, ...], bool]]:
    """The sentence after each one cited in its place, where a figure is then no longer in any."""
    last = len(bench.report.outline.sentences)
    moved = tuple(n + 1 if n < last else n - 1 for n in claim.sentences)
    if any(figure.sentence not in moved for _, figure in _references(claim, bench)):
        yield claim.text, moved, isinstance(claim, PlanDraft)


def _unknown(claim: Claim, bench: Bench) -> Iterator[tuple[str, tuple[int, ...], bool]]:
    for match, _ in _references(claim, bench):
        yield _put(claim, match, "{f99999}")


def _softened(claim: Claim, bench: Bench) -> Iterator[tuple[str, tuple[int, ...], bool]]:
    """约 before a number that the report gives exactly."""
    soft = (*Marker, *Bound)
    for match, figure in _references(claim, bench):
        if figure.marker not in soft and figure.bound not in soft:
            yield _put(claim, match, "约{" + figure.id + "}")


def _unit_goes_on(claim: Claim, bench: Bench) -> Iterator[tuple[str, tuple[int, ...], bool]]:
    """A syllable behind the unit that makes it another: 人 → 人次."""
    for match, figure in _references(claim, bench):
        if (more := _GOES_ON.get(figure.unit)) and not claim.text.startswith(more, match.end()):
            yield _put(claim, match, "{" + figure.id + "}" + more)


def _plan_as_done(claim: Claim, bench: Bench) -> Iterator[tuple[str, tuple[int, ...], bool]]:
    """A planned figure as the only thing an achievement says: 完成{f8}."""
    for _, figure in _references(claim, bench):
        if figure.status is Status.PLANNED:
            yield f"完成{{{figure.id}}}。", claim.sentences, False


OPERATORS: dict[str, Operator] = {
    "digit_flipped_in_a_literal": _flipped,
    "reference_to_a_neighbour": _neighbour,
    "sentence_number_moved": _moved,
    "reference_to_nothing": _unknown,
    "marker_added": _softened,
    "unit_goes_on": _unit_goes_on,
    "plan_as_done": _plan_as_done,
}
BARS = {
    "digit_flipped_in_a_literal": 0.999, "reference_to_a_neighbour": 0.95, "sentence_number_moved": 0.999,
    "reference_to_nothing": 1.0, "marker_added": 0.95, "unit_goes_on": 0.95, "plan_as_done": 0.9,
}  # fmt: skip


def tally_lines(engine: str, tallies: Sequence[Tally], shown: int | None = 5) -> list[str]:
    """The table of one engine, with the first `shown` survivors of each operator; all of them for None."""
    lines = [f"{'drafts of ' + engine:34}{'damaged':>9}{'noticed':>9}{'rate':>9}{'bar':>7}"]
    for one in tallies:
        rate = "-" if one.rate is None else f"{one.rate:.4f}"
        lines.append(f"{one.operator:34}{one.made:>9}{one.noticed:>9}{rate:>9}{BARS[one.operator]:>7}")
        lines += [f"  survived: {survivor}" for survivor in one.survivors[:shown]]
    return lines


def below_bar(tallies: Sequence[Tally]) -> list[str]:
    """The operators that are noticed less often than they must be."""
    return [
        f"{t.operator}: {t.rate:.4f} < {BARS[t.operator]}"
        for t in tallies
        if t.rate is not None and t.rate < BARS[t.operator]
    ]
