"""Tables in the body: lines that are rows of cells, and lines that are one cell each.

A row has its cells between | or tabs or wide blanks, as the readers of pages and Word files write them, or between
single blanks, as a PDF gives them; where a table was pasted cell by cell, every cell is a line. A cell is read by
itself: no word, unit or number of it belongs to the one beside or below it. What it is of say its row's label and the
heads of its column, and those are given only where rows and heads can be aligned for certain: a wrong head is worse
than none.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.domain.span import Span
from pipeline.outline.numbering import Kind, number_at
from pipeline.outline.sentences import sentence_spans
from pipeline.outline.tables.cells import (
    FEWEST,
    HEAD_ROWS,
    PIPES,
    Cells,
    cut_cells,
    has_pipe,
    is_cell,
    is_value,
    tells,
    trimmed_cell,
)
from pipeline.outline.tables.heads import Row, is_head, rows_of, words_above
from pipeline.outline.tables.spaced import spaced_cells
from pipeline.outline.tables.stacked import end_of_stack, stacked_rows

_TEXT = re.compile(r"[，。；！？;!?]|,\D")  # most lines have one, and none of a table without |
_NUMERIC = frozenset("0123456789０１２３４５６７８９%％‰-－−—–―")
_TAIL = 7  # characters at the end of a line among which its last number has a digit


def tables_of(text: str, lines: Sequence[Span]) -> list[Row]:
    """The rows among `lines` (of the body), in order."""
    rows: list[Row] = []
    place, piped, marked = 0, "|" in text or "｜" in text, _TEXT.search
    while place < len(lines):
        line = lines[place]
        table: list[Cells] = []
        if piped and has_pipe(text, line):
            table = _piped(text, lines, place)
            rows += rows_of(text, lines[place : place + len(table)], table)
        elif not marked(text, line.start, line.end):
            end, numbers = _terse(text, lines, place)
            rows += _among(text, lines[place:end]) if numbers >= FEWEST else ()
            place = end - 1
        place += len(table) or 1
    return rows


def _terse(text: str, lines: Sequence[Span], place: int) -> tuple[int, int]:
    """Where the lines without | and mark end that begin at `place`, and how many of them end with a number."""
    numbers = 0
    while place < len(lines):
        line = lines[place]
        if _TEXT.search(text, line.start, line.end) or has_pipe(text, line):
            break
        numbers += not _NUMERIC.isdisjoint(text[max(line.start, line.end - _TAIL) : line.end])
        place += 1
    return place, numbers


def _among(text: str, lines: Sequence[Span]) -> Iterator[Row]:
    """The rows among lines without |."""
    place = 0
    while place < len(lines):
        table = spaced_cells(text, lines, place)
        if table:
            end = further = place + len(table)
            yield from rows_of(
                text, lines[place:end], table, words_above(text, lines[max(0, place - HEAD_ROWS) : place])
            )
        else:
            end, further = end_of_stack(text, lines, place)
            if end > place:
                yield from stacked_rows(text, lines[place:end])
        place = further


def _piped(text: str, lines: Sequence[Span], place: int) -> list[Cells]:
    """The cells of the lines from `place` on that have | in them, short lines between two of them being one cell."""
    table: list[Cells] = []
    kept = 0
    for at, line in enumerate(lines[place:], place):
        if has_pipe(text, line):
            table.append(cut_cells(text, line, PIPES))
            kept = len(table)
        elif kept and kept == len(table) and is_cell(text, line) and _goes_on(text, lines, at, table):
            table.append([line])
            kept += is_value(text, line)
        else:
            break
    table = table[:kept]
    if len(table) == 1 and any(tells(text, cell) for cell in table[0]):
        return []
    return table


def _goes_on(text: str, lines: Sequence[Span], place: int, table: Sequence[Cells]) -> bool:
    """True when a line without | is a row of one cell, and no heading behind the table.

    One with a number is when a row with numbers follows, and 二、 only below the heads or behind a row with 一、.
    """
    number = number_at(text, lines[place])
    if number is None:
        return True
    after = lines[place + 1] if place + 1 < len(lines) else None
    if after is None or not has_pipe(text, after):
        return False
    if number.kind < Kind.PAREN and not is_head(text, table[-1]):
        firsts = (number_at(text, cells[0]) for cells in reversed(table))
        before = next((first for first in firsts if first and first.kind is number.kind), None)
        if before is None or before.value + 1 != number.value:
            return False
    return any(is_value(text, cell) for cell in cut_cells(text, after, PIPES))


def lead_of(text: str, row: Row) -> Span | None:
    """The numbered first cell of a row that tells: 三、下一步打算 | 明年…, which may head a section; else None."""
    first = row.cells[0].span if row.cells else row.line
    number = number_at(text, first)
    heads = number is not None and number.kind <= Kind.PAREN and first.start == row.line.start
    return first if heads and not row.cells[0].tells and any(cell.tells for cell in row.cells) else None


def sentences_of(text: str, row: Row, begin: int) -> tuple[list[Span], list[Span]]:
    """The pieces of a row from `begin` on, the sentences of its cells among them; and again those that are none."""
    spans: list[Span] = []
    left: list[Span] = []
    tell = (cell.span for cell in row.cells if cell.tells and cell.span.start >= begin)
    for told in (*tell, Span(row.line.end, row.line.end)):
        rest = trimmed_cell(text, Span(begin, told.start))
        if rest.start < rest.end:
            spans.append(rest)
            left.append(rest)
        spans += sentence_spans(text, told)
        begin = told.end
    return spans, left
