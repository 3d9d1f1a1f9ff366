"""Series over many reports: time a report, memory from 100 to 300, and what the rules for outliers see.

Prints how far right figures lie from the middle of the others', for the seeds and for generated reports; then how many
of the same figures are told when they are right, and when one of each group is moved by powers of ten. Bars: at most
one warning on 1,000 right figures, all that are moved by 10,000 and nine tenths of those moved by 1,000 are found, and
a report takes at most a fifth of the time its summary took.
"""

import random
import time
import tracemalloc
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from statistics import median_low

from evals.bench._generate import generate
from pipeline import read_report, report_of, summarize
from pipeline.domain.result import ReportSummary
from pipeline.series import Point, Series, gather, outliers

_SEEDS = Path(__file__).resolve().parents[2] / "seeds"
_MANY = 300
_SHARE, _FALSE, _GROWTH = 0.2, 0.001, 1.1


def run() -> int:
    """Print the table; 1 when a bar is missed."""
    begin = time.process_time()
    summaries = [summarize(report_of(text, name)) for name, text in generate(_MANY)]
    summarised = time.process_time() - begin
    seeds = [summarize(read_report(path)) for path in sorted(_SEEDS.glob("*.txt"))]
    begin = time.process_time()
    series = gather(summaries)
    told = outliers(series)
    spent = time.process_time() - begin
    print(f"{_MANY} reports: {len(series.points):,} points of {len(series.offices)} offices, {spent:.2f} s")
    print(
        f"  {spent / _MANY * 1000:.1f} ms a report, {spent / summarised:.2f} of the time of its summary (bar {_SHARE})"
    )
    growth = _memory(summaries[:100]) / 100, _memory(summaries) / _MANY
    print(f"  kept in memory {growth[0] / 1024:.1f} and {growth[1] / 1024:.1f} KB a report at 100 and at {_MANY}")
    for name, one in (("five seeds", gather(seeds)), ("generated", series)):
        print(f"  {name}: powers of ten from the middle of the others: {_quantiles(_distances(one))}")
    compared = sum(point.value is not None and not point.measure.rate for point in series.points)
    false = len(told) / compared
    print(f"  warnings on {compared:,} right figures: {len(told)} (bar {_FALSE:.1%})")
    found = {exponent: _found(series, exponent) for exponent in (1, 2, 3, 4, -1, -2, -3, -4)}
    for exponent, (moved, by) in found.items():
        shares = ", ".join(f"{rule} {seen / moved:.3f}" for rule, seen in by.items())
        print(f"  moved by 10^{exponent:+d}: of {moved} found {shares}")
    bars = [
        spent / summarised <= _SHARE,
        growth[1] <= _GROWTH * growth[0],
        false <= _FALSE,
        *(by["any"] == moved for exponent, (moved, by) in found.items() if abs(exponent) == 4),
        *(by["any"] >= 0.9 * moved for exponent, (moved, by) in found.items() if abs(exponent) == 3),
    ]
    print(f"  bars: {'held' if all(bars) else 'MISSED'}")
    return int(not all(bars))


def _memory(summaries: Sequence[ReportSummary]) -> int:
    """Bytes kept by a series."""
    tracemalloc.start()
    series = gather(iter(summaries))
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del series
    return kept


def _distances(series: Series) -> list[float]:
    """Of each figure from the middle one of other offices' for the same indicator, whatever the year."""
    lines: defaultdict[object, list[tuple[str, Decimal]]] = defaultdict(list)
    for point in series.points:
        office = series.office(point)
        if office and point.value and point.value > 0 and not point.measure.rate:
            lines[point.measure.indicator, point.measure.unit].append((office.id, point.value.log10()))
    return sorted(distance for line in lines.values() for distance in _from_middle(line))


def _from_middle(line: Sequence[tuple[str, Decimal]]) -> Iterator[float]:
    for own, log in line:
        others = [other for office, other in line if office != own]
        if others:
            yield float(abs(log - median_low(others)))


def _quantiles(distances: Sequence[float]) -> str:
    last = len(distances) - 1
    return ", ".join(f"{share:.0%} {distances[int(last * share)]:.2f}" for share in (0.5, 0.9, 0.99, 1.0))


def _found(series: Series, exponent: int) -> tuple[int, dict[str, int]]:
    """How many figures were moved by ten to the `exponent`, one a measure and year, and how many each rule tells."""
    places = list(_one_of_each(series))
    points = list(series.points)
    for place in places:
        moved = (points[place].value or Decimal(0)).scaleb(exponent)
        points[place] = replace(points[place], value=moved)
    told: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
    for one in outliers(replace(series, points=tuple(points))):
        told[one.seen.point.place, one.seen.point.figure].add(one.rule)
    rules = [told[points[place].place, points[place].figure] for place in places]
    peer, year = (sum(rule in one for one in rules) for rule in ("outlier_peer", "outlier_year"))
    return len(places), {"any": sum(map(bool, rules)), "outlier_peer": peer, "outlier_year": year}


def _one_of_each(series: Series) -> Iterator[int]:
    """Places of points to move: of each measure every office and year at most once, so that one hides no other."""
    groups: defaultdict[object, list[int]] = defaultdict(list)
    for place, point in enumerate(series.points):
        if series.office(point) and _large(point):
            groups[point.measure, series.year(point)].append(place)
    chance, used = random.Random(0), set[object]()
    for group in groups.values():
        free = [p for p in group if (series.points[p].measure, series.of[series.points[p].place].id) not in used]
        if free:
            place = chance.choice(free)
            used.add((series.points[place].measure, series.of[series.points[place].place].id))
            yield place


def _large(point: Point) -> bool:
    """An amount in which a slip can happen: at least 1,000, no rate, no range."""
    return point.value is not None and point.value >= 1000 and not point.measure.rate
