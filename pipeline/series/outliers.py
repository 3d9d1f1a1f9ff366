"""Figures out of all proportion to their neighbours', or to those of their own office in other years.

Two rules, both on powers of ten, since a slip between 万 and 亿 or of a digit's place multiplies an amount:

`outlier_peer`: a figure against those of the other offices of its level for the same measure (indicator, unit, part of
the year, done or planned) and year: of its own district where at least `PEERS` others give one, else of all. It is far
when its distance from the one in the middle is more than `FAR` and more than `SPREADS` spreads of the group.

`outlier_year`: a figure against its office's own of other years, for the same measure. One or two of them: it is
farther than `FAR` from each. Three or more: farther from the one in the middle than `FAR_OWN` and than `SPREADS` of
their spreads, so that where years agree a factor of ten is seen too. Of two years that differ the later one is told.

A spread is 1.4826 times the median distance from the middle. Rates and shares, ranges and zeros are left out, and so is
a difference that a count shows by chance (`CHANCE` roots of the larger one: 2起 after 20起). Nothing is corrected.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median, median_low

from pipeline.series.gather import Office, Series
from pipeline.series.point import Measure, Point

# Set by what `python -m evals.bench series` prints: how far right figures lie from the middle, and the same figures
# moved by 10, 100, 1000 and 10000.
FAR = 1.8  # powers of ten: 63 times
FAR_OWN = 0.9  # 8 times
SPREADS = 4.0
PEERS = 5
YEARS = 3
CHANCE = 5.0
_NORMAL = 1.4826  # of a normal law, median distance to standard deviation


@dataclass(frozen=True, slots=True)
class Seen:
    """A point that can be compared: of a known office and year, above zero, no rate."""

    point: Point
    log: float
    office: Office
    year: int
    report: str


@dataclass(frozen=True, slots=True)
class Outlier:
    """A point and the one it is far from: the middle one of `among`."""

    seen: Seen
    middle: Seen
    among: int
    rule: str  # outlier_peer, outlier_year
    near: bool = False  # the others are of the same district

    @property
    def distance(self) -> float:
        """In powers of ten; below zero when it is the smaller one."""
        return self.seen.log - self.middle.log


def outliers(series: Series) -> list[Outlier]:
    """Every figure that is far from its neighbours' or its own, in order of the reports."""
    lines: defaultdict[Measure, list[Seen]] = defaultdict(list)
    for one in _seen(series):
        lines[one.point.measure].append(one)
    found = [one for line in lines.values() for one in (*_among_peers(line), *_among_years(line))]
    return sorted(found, key=lambda one: (one.seen.point.place, one.seen.point.start, one.rule))


def _seen(series: Series) -> Iterator[Seen]:
    for point in series.points:
        office, year = series.office(point), series.year(point)
        if office and year is not None and point.value is not None and point.value > 0 and not point.measure.rate:
            yield Seen(point, float(point.value.log10()), office, year, series.name(point))


def _among_peers(line: Sequence[Seen]) -> Iterator[Outlier]:
    near: defaultdict[object, list[Seen]] = defaultdict(list)
    every: defaultdict[object, list[Seen]] = defaultdict(list)
    for one in line:
        every[one.office.level, one.year].append(one)
        if one.office.within:
            near[one.office.within, one.office.level, one.year].append(one)
    groups = {key: _Group(members) for key, members in (*near.items(), *every.items())}
    for one in line:
        own = groups.get((one.office.within, one.office.level, one.year))
        at_home = own is not None and own.others(one) >= PEERS
        group = own if own and at_home else groups[one.office.level, one.year]
        if group.others(one) < PEERS:
            continue
        middle = group.middle_without(one)
        if _far(one, middle, max(FAR, SPREADS * group.spread)):
            yield Outlier(one, middle, group.others(one), "outlier_peer", at_home)


class _Group:
    """Points of one year, in order of size."""

    def __init__(self, members: Sequence[Seen]) -> None:
        self._sorted = sorted(members, key=lambda one: (one.log, one.point.place))
        self._own: defaultdict[str, list[int]] = defaultdict(list)
        for place, one in enumerate(self._sorted):
            self._own[one.office.id].append(place)
        self.spread = _spread([one.log for one in self._sorted])

    def others(self, one: Seen) -> int:
        """How many are of other offices."""
        return len(self._sorted) - len(self._own[one.office.id])

    def middle_without(self, one: Seen) -> Seen:
        """The middle one of those of other offices; of two the smaller."""
        place = (self.others(one) - 1) // 2
        for own in self._own[one.office.id]:
            place += own <= place
        return self._sorted[place]


def _among_years(line: Sequence[Seen]) -> Iterator[Outlier]:
    by_office: defaultdict[str, list[Seen]] = defaultdict(list)
    for one in line:
        by_office[one.office.id].append(one)
    for own in by_office.values():
        for one in own:
            others = [other for other in own if other.year != one.year]
            if (middle := _far_from_years(one, others)) is not None:
                yield Outlier(one, middle, len(others), "outlier_year")


def _far_from_years(one: Seen, others: Sequence[Seen]) -> Seen | None:
    """The year `one` is far from; None when it is not."""
    if len({other.year for other in others}) >= YEARS:
        logs = [other.log for other in others]
        middle = _nearest(others, median_low(logs), one.year)
        return middle if _far(one, middle, max(FAR_OWN, SPREADS * _spread(logs))) else None
    alone = len({other.year for other in others}) == 1
    if not others or (alone and one.year < others[0].year) or not all(_far(one, other, FAR) for other in others):
        return None
    return min(others, key=lambda other: (abs(other.year - one.year), other.year))


def _nearest(others: Sequence[Seen], log: float, year: int) -> Seen:
    """Of those in the middle the one whose year is nearest."""
    return min((one for one in others if one.log == log), key=lambda one: (abs(one.year - year), one.year))


def _far(one: Seen, middle: Seen, limit: float) -> bool:
    if abs(one.log - middle.log) <= limit:
        return False
    large, small = max(one.log, middle.log), min(one.log, middle.log)
    return large > 15 or 10**large - 10**small > CHANCE * sqrt(10**large)


def _spread(logs: Sequence[float]) -> float:
    centre = median(logs)
    return _NORMAL * median(abs(log - centre) for log in logs)
