"""What the offices of a district report in a year, by measure: how many, the smallest, the middle one, the largest."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from statistics import median_low

from pipeline.series.gather import Series
from pipeline.series.office import Level
from pipeline.series.point import Measure


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of one measure in one district and year. Nothing is added up: the offices may not be all."""

    within: str  # all places above the offices
    level: Level
    year: int | None
    measure: Measure
    offices: int
    least: Decimal
    middle: Decimal  # a figure itself; of two in the middle the smaller
    most: Decimal


def groups(series: Series) -> Iterator[Group]:
    """Every group, ordered by place, year and indicator; ranges and offices that lie nobody knows where are in none."""
    held: defaultdict[tuple[str, Level, int | None, Measure], list[tuple[str, Decimal]]] = defaultdict(list)
    for point in series.points:
        office = series.office(point)
        if office and office.within and point.value is not None:
            held[office.within, office.level, series.year(point), point.measure].append((office.id, point.value))
    for (within, level, year, measure), figures in sorted(held.items(), key=lambda item: _order(*item[0])):
        values = sorted(value for _, value in figures)
        offices = len({office for office, _ in figures})
        yield Group(within, level, year, measure, offices, values[0], median_low(values), values[-1])


def _order(within: str, level: Level, year: int | None, measure: Measure) -> tuple[object, ...]:
    return within, level, year or 0, measure.indicator, measure.unit, measure.planned, measure.span, measure.near
