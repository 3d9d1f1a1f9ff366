"""Rows whose cells stand between blanks, as text taken from a PDF or copied from a sheet has them."""

import re
from collections.abc import Sequence

from pipeline.domain.span import Span
from pipeline.outline.numbering import number_at
from pipeline.outline.tables.cells import (
    CAPTION,
    FEWEST,
    HEAD_ROWS,
    LONGEST_ROW,
    MARK,
    UNIT,
    Cells,
    cut_cells,
    is_name,
    is_number,
    is_value,
)

_WIDE = re.compile(r"\t+|[ \u3000\xa0]{2,}")
_BLANKS = re.compile(r"[ \t\u3000\xa0]+")


def spaced_cells(text: str, lines: Sequence[Span], place: int) -> list[Cells]:
    """The cells of lines between blanks: rows with as many numbers each, below the heads that stand above them."""
    heads = 0
    while heads < HEAD_ROWS and place + heads < len(lines) and _is_spaced_head(text, lines[place + heads]):
        heads += 1
    table: list[Cells] = []
    numbers = rows = kept = 0
    for line in lines[place + heads :]:
        cells = spaced_row(text, line)
        held = sum(is_number(text, cell) for cell in cells)
        if not held and kept and kept == len(table) and is_name(line.of(text)) and number_at(text, line) is None:
            table.append([line])  # the label of several rows, in the middle of their height
        elif not held or (numbers and held != numbers):
            break
        else:
            numbers, rows = held, rows + 1
            table.append(cells)
            kept = len(table)
    if rows < FEWEST or (numbers < FEWEST and rows <= FEWEST and not heads):
        return []
    return [cut_cells(text, line, _BLANKS) for line in lines[place : place + heads]] + table[:kept]


def _is_spaced_head(text: str, line: Span) -> bool:
    if not _has_blanks(text, line) or CAPTION.match(text, line.start, line.end):
        return False
    cells = cut_cells(text, line, _BLANKS)
    return len(cells) >= FEWEST and number_at(text, line) is None and not any(is_value(text, one) for one in cells)


def spaced_row(text: str, line: Span) -> Cells:
    """A label, a unit where there is one, and numbers up to the end of the line; [] for another line."""
    if not _has_blanks(text, line):
        return []
    cells = cut_cells(text, line, _WIDE)
    first = _first_number(text, cells)
    if not first:
        cells = cut_cells(text, line, _BLANKS)
        first = _first_number(text, cells)
    if not first:
        return []
    unit = first > 1 and UNIT.fullmatch(text, *cells[first - 1]) is not None
    label = Span(cells[0].start, cells[first - 1 - unit].end)
    return [label, *cells[first - unit :]]


def _first_number(text: str, cells: Cells) -> int:
    """The place behind which there are only numbers; 0 for none."""
    first = next((place for place, cell in enumerate(cells) if place and is_number(text, cell)), 0)
    return first if all(is_number(text, cell) for cell in cells[first:]) else 0


def _has_blanks(text: str, line: Span) -> bool:
    """True for a line of words between blanks, without a mark."""
    if line.end - line.start > LONGEST_ROW or not _BLANKS.search(text, line.start, line.end):
        return False
    return MARK.search(text, line.start, line.end) is None
