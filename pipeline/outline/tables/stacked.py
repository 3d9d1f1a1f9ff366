"""Tables pasted cell by cell: every cell is a line of its own."""

from collections.abc import Iterator, Sequence

from pipeline.domain.report import Cell
from pipeline.domain.span import Span
from pipeline.outline.numbering import number_at
from pipeline.outline.tables.cells import (
    FEWEST,
    HEAD_ROWS,
    PARTS,
    YEAR,
    has_pipe,
    is_cell,
    is_number,
    is_unit,
    is_value,
)
from pipeline.outline.tables.heads import Row, rows_of
from pipeline.outline.tables.spaced import spaced_row

_CELLS_A_NUMBER = 6  # cells on lines of their own there may be for each number
_MOST_COLUMNS = 14


def end_of_stack(text: str, lines: Sequence[Span], place: int) -> tuple[int, int]:
    """Where the cells end that stand on lines of their own from `place` on, `place` for none; where to look further."""
    if not is_cell(text, lines[place]) or number_at(text, lines[place]) is not None:
        return place, place + 1
    end, values, last = place, 0, place
    while end < len(lines) and _stands_alone(text, lines[end]):
        end += 1
        if is_number(text, lines[end - 1]):
            values += is_value(text, lines[end - 1])
            last = end
    words = last - place - values
    if values >= FEWEST and words and values * _CELLS_A_NUMBER >= last - place:
        return last, last
    return place, max(place + 1, end - HEAD_ROWS)


def _stands_alone(text: str, line: Span) -> bool:
    return is_cell(text, line) and not has_pipe(text, line) and not spaced_row(text, line)


def stacked_rows(text: str, lines: Sequence[Span]) -> Iterator[Row]:
    """One row a line; heads where the cells fall into rows of one width, else the label above a number."""
    found = _width(text, lines)
    if found is not None:
        first, wide = found
        table = [list(lines[place : place + wide]) for place in range(first, len(lines), wide)]
        yield from (Row(line, (Cell(line, "", "", head=True),)) for line in lines[:first])
        for row in rows_of(text, [Span(row[0].start, row[-1].end) for row in table], table):
            yield from (Row(cell.span, (cell,)) for cell in row.cells)
        return
    label = ""
    opening = next(place for place, line in enumerate(lines) if is_value(text, line))
    unsure = any(PARTS.search(text, *line) for line in lines[:opening])
    for line in lines:
        yield Row(line, (Cell(line, label, "", unsure=unsure),))
        label = label if is_number(text, line) or is_unit(text, line, "") else line.of(text)


def _width(text: str, lines: Sequence[Span]) -> tuple[int, int] | None:
    """Where the heads begin and how many columns there are, when every row then has its numbers in the same columns."""
    numbers = [is_number(text, line) and not YEAR.fullmatch(text, *line) for line in lines]
    if True not in numbers:
        return None
    opening = numbers.index(True)
    for first in range(min(opening, 4)):
        for wide in range(2, min(_MOST_COLUMNS, opening - first) + 1):
            rows = [numbers[place : place + wide] for place in range(first + wide, len(numbers), wide)]
            if rows and rows[0][-1] and not rows[0][0] and all(row == rows[0] for row in rows):
                return first, wide
    return None
