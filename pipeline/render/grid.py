"""数据一览 as tables show it: reports side by side while they fit a line, else the reports that give an indicator.

A year that a report's own name says is not said again in each of its cells.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.domain.result import Cell, Digest, Indicator, ReportRow, ReportSummary
from pipeline.render.labels import LABELS
from pipeline.render.plain import short_names

MISSING = "—"  # 原文未列: the table says so once
_ACROSS = 5  # reports that stand side by side in the width of a page
_YEAR = re.compile(r"^(?:20\d\d年|年份不详)$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell: what is written in it, and what makes it unlike its neighbours; "" when nothing does."""

    cell: Cell
    words: str
    note: str


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator: its name with its unit, and its cells; `missing` reports give none and are not listed."""

    name: str
    entries: tuple[Entry, ...]
    missing: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The whole table; `across`: reports are its columns, and each line has a cell for each."""

    across: bool
    names: Mapping[str, str]  # report → what the table calls it
    lines: tuple[Line, ...]


def grid_of(digest: Digest, summaries: Sequence[ReportSummary]) -> Grid:
    """The table of the digest's indicators."""
    rows = [summary.report for summary in summaries]
    dated = any(_YEAR.match(note) for i in digest.indicators for cell in i.rows for note in _notes(cell))
    across = len(rows) <= _ACROSS
    return Grid(across, names_of(rows, dated), tuple(_line(i, across) for i in digest.indicators))


def names_of(rows: Sequence[ReportRow], dated: bool = False) -> dict[str, str]:
    """What each report is called where space is short: its office, with its year when `dated` or when two reports
    are of one office, and its file's name when that does not part them either.
    """
    short = short_names(rows)
    several = Counter(short)
    named = [
        f"{name}（{row.year}年）" if row.year and (dated or several[name] > 1) else name
        for name, row in zip(short, rows, strict=True)
    ]
    several = Counter(named)
    return {
        row.name: f"{name}〔{row.name}〕" if several[name] > 1 else name for name, row in zip(named, rows, strict=True)
    }


def _line(indicator: Indicator, across: bool) -> Line:
    cells = [cell for cell in indicator.rows if cell.figure or across]
    name = f"{indicator.name}（{indicator.unit}）" if indicator.unit and indicator.unit != "%" else indicator.name
    return Line(name, tuple(_entry(cell) for cell in cells), len(indicator.rows) - len(cells))


def _entry(cell: Cell) -> Entry:
    if cell.figure is None:
        return Entry(cell, MISSING, "")
    notes = [note for note in _notes(cell) if not _YEAR.match(note)]
    if not cell.note and cell.figure.status != "achieved":
        notes.append(LABELS[cell.figure.status][0])
    return Entry(cell, cell.figure.text, "，".join(notes))


def _notes(cell: Cell) -> list[str]:
    return cell.note.split("，") if cell.note else []
