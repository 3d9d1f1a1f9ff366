"""Many summaries, one at a time, to offices and their series; of each only its points are kept."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.digest.rules import IndicatorRule, default_indicators, with_growth
from pipeline.domain.result import ReportRow, ReportSummary
from pipeline.series.office import Level, Named, named, same_offices
from pipeline.series.point import Measure, Point, points_of
from pipeline.series.rebuilt import rebuilt

_DIFFER = 2  # indicators; one may be a correction


@dataclass(frozen=True, slots=True)
class Entry:
    """A report among those gathered."""

    row: ReportRow
    figures: int
    office: Named | None  # as this report names it


@dataclass(frozen=True, slots=True)
class Office:
    """An office and what is known of it. `id` is its fullest name, unique among offices."""

    id: str
    name: str
    district: str  # the place right above it; "" when no report says one
    within: str  # all places above it, the largest first
    level: Level
    spellings: tuple[str, ...]  # as its reports name it
    reports: int
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """All reports, the offices they are of, and the points of every series."""

    entries: tuple[Entry, ...]
    points: tuple[Point, ...]
    offices: tuple[Office, ...]
    of: Mapping[int, Office]  # by place in `entries`; a report whose office is unknown is not there

    def year(self, point: Point) -> int | None:
        """The year its report is of."""
        return self.entries[point.place].row.year

    def name(self, point: Point) -> str:
        """The report's name."""
        return self.entries[point.place].row.name

    def office(self, point: Point) -> Office | None:
        """The office its report is of; None when that is unknown."""
        return self.of.get(point.place)


def gather(summaries: Iterable[ReportSummary], rules: Sequence[IndicatorRule] | None = None) -> Series:
    """Read each summary once and keep its points: memory grows with indicators found, not with texts or figures.

    Figures are read in the sentences that claims cite, which is where an indicator's figure stands. `rules` are those
    of 数据一览 (the shipped ones by default).
    """
    told = tuple(with_growth(tuple(default_indicators() if rules is None else rules)))
    entries: list[Entry] = []
    points: list[Point] = []
    for summary in summaries:
        points += points_of(len(entries), *rebuilt(summary), told)
        row = summary.report
        entries.append(Entry(row, len(summary.figures), named(row.issuer, row.title)))
    offices, of = _offices(entries, points)
    return Series(tuple(entries), tuple(points), offices, of)


def _offices(entries: Sequence[Entry], points: Sequence[Point]) -> tuple[tuple[Office, ...], Mapping[int, Office]]:
    fullest = same_offices({entry.office for entry in entries if entry.office})
    held: defaultdict[Named, list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        if entry.office:
            held[fullest[entry.office]].append(place)
    several = _several(entries, points, held)
    known = [(name, places) for name, places in _by_place(held) if name not in several]
    offices = {name: _office(name, [entries[place] for place in places]) for name, places in known}
    of = {place: offices[name] for name, places in known for place in places}
    return tuple(offices.values()), of


def _several(entries: Sequence[Entry], points: Sequence[Point], held: Mapping[Named, Sequence[int]]) -> set[Named]:
    """Bare names that must be of several offices: what their reports of one year both tell mostly differs."""
    whose = {place: name for name, places in held.items() if not name.within for place in places}
    told: defaultdict[tuple[Named, int, Measure], list[Decimal]] = defaultdict(list)
    for point in points:
        year, name = entries[point.place].row.year, whose.get(point.place)
        if name is not None and year is not None and point.value is not None:
            told[name, year, point.measure].append(point.value)
    shared, differ = Counter[Named](), Counter[Named]()
    for (name, _, _), values in told.items():
        shared[name] += len(values) > 1
        differ[name] += len(set(values)) > 1
    return {name for name, number in differ.items() if number >= _DIFFER and 2 * number > shared[name]}


def _by_place(held: Mapping[Named, list[int]]) -> list[tuple[Named, list[int]]]:
    """Offices of one district beside each other."""
    return sorted(held.items(), key=lambda item: (item[0].within, item[0].own))


def _office(name: Named, entries: Sequence[Entry]) -> Office:
    return Office(
        id=str(name),
        name=name.own,
        district=name.district,
        within="".join(name.within),
        level=name.level,
        spellings=tuple(sorted({str(entry.office) for entry in entries})),
        reports=len(entries),
        years=tuple(sorted({entry.row.year for entry in entries if entry.row.year is not None})),
    )
