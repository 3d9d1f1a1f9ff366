"""Rows with the label and the heads of each of their cells, given only where rows and heads fit in one way."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from pipeline.domain.report import Cell
from pipeline.domain.span import Span
from pipeline.outline.numbering import number_at
from pipeline.outline.tables.cells import (
    CAPTION,
    HEAD_ROWS,
    PARTS,
    YEAR,
    Cells,
    is_cell,
    is_number,
    is_unit,
    is_value,
    tells,
)

_OF_FIGURES = re.compile("目标|计划|任务|预算|完成|进展|进度")  # heads of columns that are no labels, words or not
_HAN = re.compile(r"[一-龥]")


class Row(NamedTuple):
    """A line that is a row of a table, or one cell of it."""

    line: Span
    cells: tuple[Cell, ...]


def is_head(text: str, cells: Cells) -> bool:
    """True for a row of words, or of words and years."""
    said = [cell for cell in cells if cell.start < cell.end]
    values = [cell for cell in said if is_number(text, cell)]
    years = all(YEAR.fullmatch(text, *cell) for cell in values)
    named = len(said) > 1 and years and not CAPTION.match(text, *said[0])
    return named and not any(tells(text, cell) for cell in said)


def _heads(text: str, table: Sequence[Cells]) -> list[bool]:
    """Which rows are heads: a few of words alone above data; below other data only where they fit the row after."""
    heads: list[bool] = []
    for is_words, run in groupby(table, key=lambda cells: is_head(text, cells)):
        block = list(run)
        after = table[len(heads) + len(block)] if len(heads) + len(block) < len(table) else []
        fit = not any(heads) or any(len(after) - len(cells) in (0, 1) for cells in block)
        heads += [is_words and fit and (place < 1 or len(block) <= HEAD_ROWS) for place in range(len(block))]
    return heads


def words_above(text: str, lines: Sequence[Span]) -> list[str]:
    """The words of the short lines right above a table: heads a PDF has run together or set at different heights."""
    words: list[str] = []
    for line in reversed(lines):
        if not is_cell(text, line) or number_at(text, line) is not None or CAPTION.match(text, *line):
            break
        words.append(line.of(text))
    return words


def rows_of(text: str, lines: Sequence[Span], table: Sequence[Cells], above: Sequence[str] = ()) -> Iterator[Row]:
    """The rows with label and heads of each cell; a row of words alone begins new heads."""
    place = 0
    heads: list[str] = []
    said = list(above)  # all words of the heads, fit together or not
    for is_head, run in groupby(_heads(text, table)):
        end = place + len(list(run))
        rows = table[place:end]
        if is_head:
            heads, said = _headed(text, rows)
        columns = _columns(text, heads, rows)
        parted = PARTS.search(" ".join(said)) is not None
        for line, cells in zip(lines[place:end], rows, strict=True):
            own = [""] * len(cells) if is_head else _aligned(text, columns, cells)
            unsure = parted and not any(own) and not is_head
            yield Row(line, tuple(_cells(text, cells, own, head=is_head, unsure=unsure)))
        place = end


def _headed(text: str, rows: Sequence[Cells]) -> tuple[list[str], list[str]]:
    """The heads of the columns, [] where the rows do not fit together, and all their words."""
    words = [_spread([cell.of(text) for cell in cells]) for cells in rows]
    heads = words[0]
    for lower in words[1:]:
        heads = _under(heads, lower) if heads else []
    return heads, [word for row in words for word in row]


class _Columns(NamedTuple):
    heads: list[str]
    numbers: list[bool]  # whether the rows that fill all columns have a number there


def _columns(text: str, heads: list[str], rows: Sequence[Cells]) -> _Columns:
    """The columns of rows of data; the blank corner above the labels may be missing. Of no heads that fit, none."""
    full = [cells for cells in rows if len(cells) == len(heads)]
    if not full:
        heads = ["", *heads]
        full = [cells for cells in rows if len(cells) == len(heads)]
    if not full:
        return _Columns([], [])
    return _Columns(heads, [any(is_value(text, cells[at]) for cells in full) for at in range(len(heads))])


def _spread(words: list[str]) -> list[str]:
    """A blank head belongs to the wide one on its left."""
    for place in range(1, len(words)):
        words[place] = words[place] or words[place - 1]
    return words


def _under(upper: list[str], lower: list[str]) -> list[str]:
    """Two rows of heads as one: the lower row parts the last head of the upper one, or all but its first evenly."""
    if upper[0] == lower[0] and len(upper) < len(lower):  # a label said again, so the last head above is a wide one
        upper = upper + upper[-1:] * (len(lower) - len(upper))
    elif len(upper) < len(lower) and len(upper) > 1 and not len(lower) % (len(upper) - 1):
        upper = [word for word in upper[1:] for _ in range(len(lower) // (len(upper) - 1))]
    elif len(lower) < len(upper):
        return [*upper[:-1], *(_joined(upper[-1], word) for word in lower)]
    if len(upper) != len(lower):
        return []
    return [_joined(one, other) for one, other in zip(upper, lower, strict=True)]


def _joined(one: str, other: str) -> str:
    return one if one == other else f"{one} {other}".strip()


def _aligned(text: str, columns: _Columns, cells: Cells) -> list[str]:
    """The head of each cell. Where a row lacks cells at its ends, words and numbers must fall in place in one way."""
    spare = len(columns.heads) - len(cells)
    fits = [shift for shift in range(spare + 1) if not spare or _fits(text, columns.numbers[shift:], cells)]
    return columns.heads[fits[0] : fits[0] + len(cells)] if len(fits) == 1 else [""] * len(cells)


def _fits(text: str, numbers: Sequence[bool], cells: Cells) -> bool:
    """True when the cells that say something are numbers where `numbers` has them, and words elsewhere."""
    said = ((cell, number) for cell, number in zip(cells, numbers, strict=False) if cell.start < cell.end)
    return all(is_value(text, cell) is number or (number and is_number(text, cell)) for cell, number in said)


def _cells(text: str, cells: Cells, heads: Sequence[str], *, head: bool, unsure: bool) -> Iterator[Cell]:
    label = ""
    for cell, above in zip(cells, heads, strict=True):
        if cell.start == cell.end:
            continue
        yield Cell(cell, label, above, head=head, tells=tells(text, cell), unsure=unsure)
        if _names(text, cell, above, label):
            label = cell.of(text)


def _names(text: str, cell: Span, above: str, label: str) -> bool:
    """True for a cell that says what its row is of: no number, no unit, and no translation of the label before it."""
    if not label and YEAR.fullmatch(text, cell.start, cell.end):
        return True
    if is_number(text, cell) or is_unit(text, cell, above):
        return False
    return not label or (_HAN.search(text, *cell) is not None and not _OF_FIGURES.search(above))
