"""Tables in the body: lines that are rows of cells, and lines that are one cell each.

A row has its cells between | or tabs or wide blanks, as the readers of pages and Word files write them, or between
single blanks, as a PDF gives them; where a table was pasted cell by cell, every cell is a line. A cell is read by
itself: no word, unit or number of it belongs to the one beside or below it. What it is of say its row's label and the
heads of its column, and those are given only where rows and heads can be aligned for certain: a wrong head is worse
than none.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from pipeline.domain.report import Cell
from pipeline.domain.span import Span
from pipeline.outline.numbering import Kind, number_at
from pipeline.outline.sentences import sentence_spans

_SIGN = r"[-－—–+＋±<>＜＞≥≤↑↓▲▼]?\s?"
_YEAR = re.compile(r"(?:[1１][9９]|[2２][0０])\d\d")
_VALUE = re.compile(
    rf"{_SIGN}[0-9０-９][0-9０-９,，]*+(?:[.．][0-9０-９]++)?\s?(?:[%％‰]|(?![年月日号季、-])[一-龥㎡²³/A-Za-z]{{1,6}})?(?:[(（][^()（）]{{1,8}}[)）])?"
)
_NONE = re.compile(r"[-－—–―/／…*＊×\s]*|无")  # how a table says that there is no number
_UNIT = re.compile(
    r"[百千]?[万亿]?(?:[美欧]?元|吨|公斤|千克|斤|人次?|户|[家个件项张所套台辆条次起处头只册箱株米度岁天本篇]|千?公顷|亩|平方[米]|"
    r"平方公里|公里|立方米|千瓦时?|小时|标准箱|吨标准煤|重量箱)|[%％‰]"
)
_PIPES = re.compile(r"[|｜]")
_WIDE = re.compile(r"\t+|[ \u3000\xa0]{2,}")
_BLANKS = re.compile(r"[ \t\u3000\xa0]+")
_MARK = re.compile(r"[。！？!?；;]|[，,](?!\d{3})|[：:]$")
_TEXT = re.compile(r"[，。；！？;!?]|,\D")  # most lines have one, and none of a table without |
_NUMERIC = frozenset("0123456789０１２３４５６７８９%％‰-－—–―")
_TAIL = 7  # characters at the end of a line among which its last number has a digit
_SAYS = re.compile(r"[。！？!?；;]")
_CLAUSED = re.compile(r"[，,](?!\d{3})")
_CLAUSED_FROM = 14  # characters of a cell with a comma that tells rather than names
_LONGEST_ROW, _LONGEST_CELL = 200, 30  # characters of a row between blanks, and of a cell on a line of its own
_FEWEST = 2  # rows between blanks, and numbers among cells on lines of their own
_CELLS_A_NUMBER = 6  # cells on lines of their own there may be for each number
_HEAD_ROWS = 3
_MOST_COLUMNS = 14
_OF_FIGURES = re.compile("目标|计划|任务|预算|完成|进展|进度")  # heads of columns that are no labels, words or not
_PARTS = re.compile(
    rf"{_YEAR.pattern}.*{_YEAR.pattern}|上一?年|去年|同期|计划|目标|任务|预算|预期"
)  # not all columns are done
_CAPTION = re.compile(r"(?:附?表|图)\s?[一二三四五六七八九十\d]|.{0,6}单位[:：]")
_HAN = re.compile(r"[一-龥]")
_LONGEST_UNIT = 6  # characters of a unit that is not among those known

Cells = list[Span]


class Row(NamedTuple):
    """A line that is a row of a table, or one cell of it."""

    line: Span
    cells: tuple[Cell, ...]


def tables_of(text: str, lines: Sequence[Span]) -> list[Row]:
    """The rows among `lines` (of the body), in order."""
    rows: list[Row] = []
    place, piped, marked = 0, "|" in text or "｜" in text, _TEXT.search
    while place < len(lines):
        line = lines[place]
        table: list[Cells] = []
        if piped and _has_pipe(text, line):
            table = _piped(text, lines, place)
            rows += _read(text, lines[place : place + len(table)], table)
        elif not marked(text, line.start, line.end):
            end, numbers = _terse(text, lines, place)
            rows += _among(text, lines[place:end]) if numbers >= _FEWEST else ()
            place = end - 1
        place += len(table) or 1
    return rows


def _terse(text: str, lines: Sequence[Span], place: int) -> tuple[int, int]:
    """Where the lines without | and mark end that begin at `place`, and how many of them end with a number."""
    numbers = 0
    while place < len(lines):
        line = lines[place]
        if _TEXT.search(text, line.start, line.end) or _has_pipe(text, line):
            break
        numbers += not _NUMERIC.isdisjoint(text[max(line.start, line.end - _TAIL) : line.end])
        place += 1
    return place, numbers


def _among(text: str, lines: Sequence[Span]) -> Iterator[Row]:
    """The rows among lines without |."""
    place = 0
    while place < len(lines):
        table = _spaced(text, lines, place)
        if table:
            end = further = place + len(table)
            yield from _read(text, lines[place:end], table, _above(text, lines[max(0, place - _HEAD_ROWS) : place]))
        else:
            end, further = _stack(text, lines, place)
            if end > place:
                yield from _stacked(text, lines[place:end])
        place = further


def _has_pipe(text: str, line: Span) -> bool:
    return text.find("|", line.start, line.end) >= 0 or text.find("｜", line.start, line.end) >= 0


def tells(text: str, cell: Span) -> bool:
    """True for a cell that holds a sentence rather than a name or a number."""
    if _SAYS.search(text, cell.start, cell.end):
        return True
    return cell.end - cell.start >= _CLAUSED_FROM and _CLAUSED.search(text, cell.start, cell.end) is not None


def is_name(words: str) -> bool:
    """True for the words of a cell that may head or label others: short, with a letter, and no number."""
    short = 0 < len(words) <= _LONGEST_CELL and not _MARK.search(words) and not _PIPES.search(words)
    return short and any(char.isalpha() for char in words) and _VALUE.fullmatch(words) is None


def _piped(text: str, lines: Sequence[Span], place: int) -> list[Cells]:
    """The cells of the lines from `place` on that have | in them, short lines between two of them being one cell."""
    table: list[Cells] = []
    kept = 0
    for at, line in enumerate(lines[place:], place):
        if _has_pipe(text, line):
            table.append(_cut(text, line, _PIPES))
            kept = len(table)
        elif kept and kept == len(table) and _is_cell(text, line) and _goes_on(text, lines, at, table):
            table.append([line])
            kept += _is_value(text, line)
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
    if after is None or not _has_pipe(text, after):
        return False
    if number.kind < Kind.PAREN and not _is_head(text, table[-1]):
        firsts = (number_at(text, cells[0]) for cells in reversed(table))
        before = next((first for first in firsts if first and first.kind is number.kind), None)
        if before is None or before.value + 1 != number.value:
            return False
    return any(_is_value(text, cell) for cell in _cut(text, after, _PIPES))


def _spaced(text: str, lines: Sequence[Span], place: int) -> list[Cells]:
    """The cells of lines between blanks: rows with as many numbers each, below the heads that stand above them."""
    heads = 0
    while heads < _HEAD_ROWS and place + heads < len(lines) and _is_spaced_head(text, lines[place + heads]):
        heads += 1
    table: list[Cells] = []
    numbers = rows = kept = 0
    for line in lines[place + heads :]:
        cells = _spaced_row(text, line)
        held = sum(_is_number(text, cell) for cell in cells)
        if not held and kept and kept == len(table) and is_name(line.of(text)) and number_at(text, line) is None:
            table.append([line])  # the label of several rows, in the middle of their height
        elif not held or (numbers and held != numbers):
            break
        else:
            numbers, rows = held, rows + 1
            table.append(cells)
            kept = len(table)
    if rows < _FEWEST or (numbers < _FEWEST and rows <= _FEWEST and not heads):
        return []
    return [_cut(text, line, _BLANKS) for line in lines[place : place + heads]] + table[:kept]


def _is_spaced_head(text: str, line: Span) -> bool:
    if not _has_blanks(text, line) or _CAPTION.match(text, line.start, line.end):
        return False
    cells = _cut(text, line, _BLANKS)
    return len(cells) >= _FEWEST and number_at(text, line) is None and not any(_is_value(text, one) for one in cells)


def _spaced_row(text: str, line: Span) -> Cells:
    """A label, a unit where there is one, and numbers up to the end of the line; [] for another line."""
    if not _has_blanks(text, line):
        return []
    cells = _cut(text, line, _WIDE)
    first = _first_number(text, cells)
    if not first:
        cells = _cut(text, line, _BLANKS)
        first = _first_number(text, cells)
    if not first:
        return []
    unit = first > 1 and _UNIT.fullmatch(text, *cells[first - 1]) is not None
    label = Span(cells[0].start, cells[first - 1 - unit].end)
    return [label, *cells[first - unit :]]


def _first_number(text: str, cells: Cells) -> int:
    """The place behind which there are only numbers; 0 for none."""
    first = next((place for place, cell in enumerate(cells) if place and _is_number(text, cell)), 0)
    return first if all(_is_number(text, cell) for cell in cells[first:]) else 0


def _has_blanks(text: str, line: Span) -> bool:
    """True for a line of words between blanks, without a mark."""
    if line.end - line.start > _LONGEST_ROW or not _BLANKS.search(text, line.start, line.end):
        return False
    return _MARK.search(text, line.start, line.end) is None


def _cut(text: str, line: Span, between: re.Pattern[str]) -> Cells:
    """The cells of a line, blank ones as empty spans, without the blanks round each."""
    edges = [line.start, *(edge for found in between.finditer(text, *line) for edge in found.span()), line.end]
    return [_trimmed(text, Span(*pair)) for pair in zip(edges[::2], edges[1::2], strict=True)]


def _trimmed(text: str, cell: Span) -> Span:
    words = text[cell.start : cell.end]
    start = cell.start + len(words) - len(words.lstrip())
    return Span(start, max(start, cell.start + len(words.rstrip())))


def _is_cell(text: str, line: Span) -> bool:
    return line.end - line.start <= _LONGEST_CELL and not _MARK.search(text, line.start, line.end)


def _is_value(text: str, cell: Span) -> bool:
    return _VALUE.fullmatch(text, cell.start, cell.end) is not None


def _is_number(text: str, cell: Span) -> bool:
    """True for a number and for what stands in the place of one."""
    return _is_value(text, cell) or _NONE.fullmatch(text, cell.start, cell.end) is not None


def _is_head(text: str, cells: Cells) -> bool:
    """True for a row of words, or of words and years."""
    said = [cell for cell in cells if cell.start < cell.end]
    values = [cell for cell in said if _is_number(text, cell)]
    years = all(_YEAR.fullmatch(text, *cell) for cell in values)
    named = len(said) > 1 and years and not _CAPTION.match(text, *said[0])
    return named and not any(tells(text, cell) for cell in said)


def _heads(text: str, table: Sequence[Cells]) -> list[bool]:
    """Which rows are heads: a few of words alone above data; below other data only where they fit the row after."""
    heads: list[bool] = []
    for is_words, run in groupby(table, key=lambda cells: _is_head(text, cells)):
        block = list(run)
        after = table[len(heads) + len(block)] if len(heads) + len(block) < len(table) else []
        fit = not any(heads) or any(len(after) - len(cells) in (0, 1) for cells in block)
        heads += [is_words and fit and (place < 1 or len(block) <= _HEAD_ROWS) for place in range(len(block))]
    return heads


def _above(text: str, lines: Sequence[Span]) -> list[str]:
    """The words of the short lines right above a table: heads a PDF has run together or set at different heights."""
    words: list[str] = []
    for line in reversed(lines):
        if not _is_cell(text, line) or number_at(text, line) is not None or _CAPTION.match(text, *line):
            break
        words.append(line.of(text))
    return words


def _read(text: str, lines: Sequence[Span], table: Sequence[Cells], above: Sequence[str] = ()) -> Iterator[Row]:
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
        parted = _PARTS.search(" ".join(said)) is not None
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
    return _Columns(heads, [any(_is_value(text, cells[at]) for cells in full) for at in range(len(heads))])


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
    return all(_is_value(text, cell) is number or (number and _is_number(text, cell)) for cell, number in said)


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
    if not label and _YEAR.fullmatch(text, cell.start, cell.end):
        return True
    if _is_number(text, cell) or _is_unit(text, cell, above):
        return False
    return not label or (_HAN.search(text, *cell) is not None and not _OF_FIGURES.search(above))


def _is_unit(text: str, cell: Span, above: str) -> bool:
    known = _UNIT.fullmatch(text, cell.start, cell.end) is not None
    return known or (above.endswith("单位") and cell.end - cell.start <= _LONGEST_UNIT)


def _stack(text: str, lines: Sequence[Span], place: int) -> tuple[int, int]:
    """Where the cells end that stand on lines of their own from `place` on, `place` for none; where to look further."""
    if not _is_cell(text, lines[place]) or number_at(text, lines[place]) is not None:
        return place, place + 1
    end, values, last = place, 0, place
    while end < len(lines) and _stands_alone(text, lines[end]):
        end += 1
        if _is_number(text, lines[end - 1]):
            values += _is_value(text, lines[end - 1])
            last = end
    words = last - place - values
    if values >= _FEWEST and words and values * _CELLS_A_NUMBER >= last - place:
        return last, last
    return place, max(place + 1, end - _HEAD_ROWS)


def _stands_alone(text: str, line: Span) -> bool:
    return _is_cell(text, line) and not _has_pipe(text, line) and not _spaced_row(text, line)


def _stacked(text: str, lines: Sequence[Span]) -> Iterator[Row]:
    """One row a line; heads where the cells fall into rows of one width, else the label above a number."""
    found = _width(text, lines)
    if found is not None:
        first, wide = found
        table = [list(lines[place : place + wide]) for place in range(first, len(lines), wide)]
        yield from (Row(line, (Cell(line, "", "", head=True),)) for line in lines[:first])
        for row in _read(text, [Span(row[0].start, row[-1].end) for row in table], table):
            yield from (Row(cell.span, (cell,)) for cell in row.cells)
        return
    label = ""
    opening = next(place for place, line in enumerate(lines) if _is_value(text, line))
    unsure = any(_PARTS.search(text, *line) for line in lines[:opening])
    for line in lines:
        yield Row(line, (Cell(line, label, "", unsure=unsure),))
        label = label if _is_number(text, line) or _is_unit(text, line, "") else line.of(text)


def _width(text: str, lines: Sequence[Span]) -> tuple[int, int] | None:
    """Where the heads begin and how many columns there are, when every row then has its numbers in the same columns."""
    numbers = [_is_number(text, line) and not _YEAR.fullmatch(text, *line) for line in lines]
    if True not in numbers:
        return None
    opening = numbers.index(True)
    for first in range(min(opening, 4)):
        for wide in range(2, min(_MOST_COLUMNS, opening - first) + 1):
            rows = [numbers[place : place + wide] for place in range(first + wide, len(numbers), wide)]
            if rows and rows[0][-1] and not rows[0][0] and all(row == rows[0] for row in rows):
                return first, wide
    return None


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
        rest = _trimmed(text, Span(begin, told.start))
        if rest.start < rest.end:
            spans.append(rest)
            left.append(rest)
        spans += sentence_spans(text, told)
        begin = told.end
    return spans, left
