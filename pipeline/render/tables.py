"""The tables of a series for analysts: columns with names and types, and how each value becomes a row.

Names are those of the JSON contract, since programs read them. `office` and `report` join the tables.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pipeline.domain.result import FigureRow, Finding
from pipeline.series import Entry, Group, Office, Point, Series

Kind = Literal["text", "int", "bool", "decimal"]
Value = str | int | bool | Decimal | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table's name and its columns, each with its type."""

    name: str
    columns: tuple[tuple[str, Kind], ...]


def _table(name: str, columns: str) -> Table:
    """`columns` are names, with their type behind a colon where it is not text."""
    pairs = (column.partition(":")[::2] for column in columns.split())
    kinds: dict[str, Kind] = {"": "text", "int": "int", "bool": "bool", "decimal": "decimal"}
    return Table(name, tuple((column, kinds[kind]) for column, kind in pairs))


INDICATORS = _table(
    "indicators",
    "office district year:int indicator value:decimal unit text status planned:bool period notes comparable rate:bool "
    "report figure start:int end:int",
)
FIGURES = _table(
    "figures",
    "report id start:int end:int text value:decimal value_hi:decimal unit kind approx:bool bound direction base status "
    "indicator section marker endpoint sentence:int",
)
FINDINGS = _table("findings", "report rule severity message quote start:int end:int stated computed question")
OFFICES = _table(
    "offices", "office name district within level spellings reports:int first_year:int last_year:int points:int"
)
REPORTS = _table("reports", "report office district year:int title issuer published sha256 chars:int figures:int")
DISTRICTS = _table(
    "districts",
    "within level year:int indicator unit planned:bool comparable offices:int "
    "least:decimal middle:decimal most:decimal",
)
TABLES = (INDICATORS, FIGURES, FINDINGS, OFFICES, REPORTS, DISTRICTS)


def indicator_row(point: Point, series: Series) -> Sequence[Value]:
    """A point of a series; `comparable` is equal where figures may be put on one line, besides indicator and unit."""
    office = series.office(point)
    return (
        office.id if office else None,
        office.district or None if office else None,
        series.year(point),
        point.measure.indicator,
        point.value,
        point.measure.unit,
        point.text,
        point.status,
        point.measure.planned,
        point.period or None,
        "，".join(point.notes) or None,
        _comparable(point.measure.span, point.measure.near),
        point.measure.rate,
        series.name(point),
        point.figure,
        point.start,
        point.end,
    )


def figure_values(row: FigureRow) -> Sequence[Value]:
    """A figure as the contract has it."""
    amounts = {"value": Decimal(row.value), "value_hi": Decimal(row.value_hi) if row.value_hi is not None else None}
    return [amounts[name] if name in amounts else getattr(row, name) for name, _ in FIGURES.columns]


def finding_row(finding: Finding) -> Sequence[Value]:
    """A finding with its first place."""
    start, end = finding.spans[0] if finding.spans else (None, None)
    said = (finding.report, finding.rule, finding.severity, finding.message, finding.quote)
    return (*said, start, end, finding.stated, finding.computed, finding.question)


def office_row(office: Office, points: int) -> Sequence[Value]:
    """An office and how many points its series have."""
    first, last = (office.years[0], office.years[-1]) if office.years else (None, None)
    known = (office.id, office.name, office.district or None, office.within or None, office.level.value)
    return (*known, "；".join(office.spellings), office.reports, first, last, points)


def report_row(entry: Entry, office: Office | None) -> Sequence[Value]:
    """A report and whose it is."""
    row = entry.row
    known = (office.id, office.district or None) if office else (None, None)
    return (row.name, *known, row.year, row.title, row.issuer, row.published, row.sha256, row.chars, entry.figures)


def district_row(group: Group) -> Sequence[Value]:
    """What the offices of a district report of one measure in a year."""
    measure = group.measure
    return (
        group.within,
        group.level.value,
        group.year,
        measure.indicator,
        measure.unit,
        measure.planned,
        _comparable(measure.span, measure.near),
        group.offices,
        group.least,
        group.middle,
        group.most,
    )


def _comparable(span: str, near: Sequence[str]) -> str:
    """year, half, part; with what makes it a near thing: year 部分点位."""
    return " ".join((span, *near))
