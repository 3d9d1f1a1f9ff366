"""Many summaries, one at a time, to offices and their series; of each only its points are kept."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.digest.rules import IndicatorRule, default_indicators, with_growth
from pipeline.domain.result import ReportRow, ReportSummary
from pipeline.series.office import Level, Named, named, same_offices
from pipeline.series.point import Point, points_of
from pipeline.series.rebuilt import rebuilt


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
    offices, of = _offices(entries)
    return Series(tuple(entries), tuple(points), offices, of)


def _offices(entries: Sequence[Entry]) -> tuple[tuple[Office, ...], Mapping[int, Office]]:
    fullest = same_offices({entry.office for entry in entries if entry.office})
    held: defaultdict[Named, list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        if entry.office:
            held[fullest[entry.office]].append(place)
    offices = {name: _office(name, [entries[place] for place in places]) for name, places in _by_place(held)}
    of = {place: offices[name] for name, places in held.items() for place in places}
    return tuple(offices.values()), of


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
