"""The lines of one PDF page: pieces of text by their place, left column before right where the page has two."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.sources.pdf_holes import Shown, cut_at_holes
from pipeline.sources.pdf_signs import plain

if TYPE_CHECKING:
    from pypdf import PageObject

_SHOWS = frozenset({b"Tj", b"TJ", b"'", b'"'})
_SAME_LINE = 0.5  # of a sign's height
_OVER = 0.1  # of a sign: pieces nearer to each other begin at one place
_GAP = 1.2  # signs; justified lines spread by less
_WORD_GAP = 0.4  # signs between two Latin words or two numbers
_CELL_GAP, _NUMBER_GAP = 0.3, 0.1  # signs between two cells of a narrow table, and between two numbers there
_NUMBER = re.compile(r"[-－+]?[0-9][0-9,]*(?:\.[0-9]+)?[%％]?")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_MARK = re.compile(r"[。；;！？]|[，,：:、](?![0-9])")
_COLUMN_LINES = 8  # lines on each side that make two columns of a page
_COLUMN_SIGNS = 10  # signs such a line has on average, or
_COLUMN_WIDTH = 0.6  # of half the page; the columns of a table are narrower
_FOOT = 2.0  # signs above a footer
_ACROSS = 0.25  # share of lines that may run across: titles


class Line(NamedTuple):
    """One line: its words, its left and right edge and its height on the page, all in points; has it gaps inside.

    The edges of a line in the right one of two columns are told as if it stood in the left one.
    """

    words: str
    left: float
    right: float
    top: float
    size: float
    gaps: bool = False
    column: bool = False
    row: bool = False  # of a table


class _Piece(NamedTuple):
    left: float
    right: float
    base: float
    size: float
    words: str
    start: float  # the left edge the file gives


def lines_of(page: "PageObject", check: Callable[[], None]) -> list[Line]:
    """The lines of `page` in reading order; `check` is called at each step and may raise what stops the reading."""
    pieces: list[_Piece] = []
    shown: list[Shown] = []  # since words were last noted

    def before(operator: bytes, operands: Any, cm: list[float], tm: list[float]) -> None:
        check()
        if operator in _SHOWS:
            shown.append(Shown(_parts(operands), cm.copy(), tm.copy()))

    def note(words: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        if words.strip():
            piece = _piece(plain(words), *(shown[0][1:] if shown else (cm, tm)), size)
            cut = cut_at_holes(words, shown, font, size)
            if cut:
                pieces.extend(piece._replace(words=plain(one.words), left=one.left, right=one.right) for one in cut)
            else:
                _add(pieces, piece)
        if words:
            shown.clear()

    page.extract_text(visitor_text=note, visitor_operand_before=before)
    rows = _rows(pieces)
    middle = _gutter(rows)
    return [_line(row) for row in rows] if middle is None else _in_columns(_by_column(rows, middle), middle)


def _parts(operands: Any) -> list[Any]:
    """The strings and moves of an operation that shows text."""
    last = operands[-1] if operands else []
    return list(last) if isinstance(last, list) else [last]


def _add(pieces: list[_Piece], piece: _Piece) -> None:
    """Append `piece`: behind the last one where a change of font moved no pen, not at all where it prints it bold."""
    last = pieces[-1] if pieces else None
    near = (
        last and abs(last.base - piece.base) < _OVER * piece.size and abs(last.start - piece.start) < _OVER * piece.size
    )
    if last is None or not near:
        pieces.append(piece)
    elif last.words != piece.words:
        width = piece.right - piece.left
        pieces.append(piece._replace(left=last.right, right=last.right + width))


def _piece(words: str, cm: Sequence[float], tm: Sequence[float], size: float) -> _Piece:
    left = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    base = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    height = abs(size * (tm[3] or tm[0] or 1) * (cm[3] or cm[0] or 1)) or 1.0
    kept = words.lstrip()
    blanks = words[: len(words) - len(kept)]
    left += 0.0 if blanks == " " else _width(blanks, height)  # one blank is the reader's own mark of a gap
    return _Piece(left, left + _width(kept.rstrip(), height), base, height, kept, left)


def _width(words: str, size: float) -> float:
    return size * signs_of(words)


def signs_of(words: str) -> float:
    """How wide `words` are in Chinese signs; a Latin letter or digit is half of one."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in words)


def _rows(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """The pieces by line, from the top, each line from the left; those at one place stay in the order of the file."""
    rows: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda one: -one.base):
        if rows and rows[-1][0].base - piece.base < _SAME_LINE * max(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda one: one.left) for row in rows]


def _line(row: Sequence[_Piece]) -> Line:
    words, gaps = row[0].words, False
    cells = _is_row(row)
    for before, piece in pairwise(row):
        if piece.words == before.words and piece.left - before.left < _OVER * piece.size:
            continue  # printed twice to look bold
        gap = piece.left - before.right
        apart = gap > (_gap(before.words, piece.words) if cells else _GAP) * piece.size
        blank = apart or (gap > _WORD_GAP * piece.size and _is_word(before.words[-1:]) and _is_word(piece.words[:1]))
        words, gaps = words + (" " if blank else "") + piece.words, gaps or apart
    size = max(piece.size for piece in row)
    return Line(
        words.strip(), row[0].left, max(piece.right for piece in row), row[0].base, size, gaps, row=cells and gaps
    )


def _is_row(pieces: Sequence[_Piece]) -> bool:
    """True for a line with two numbers beside each other and no mark: in a text a unit stands between them."""
    numbers = [_NUMBER.fullmatch(one.words) is not None and not _YEAR.fullmatch(one.words) for one in pieces]
    return any(map(all, pairwise(numbers))) and not any(_MARK.search(one.words) for one in pieces)


def _gap(before: str, after: str) -> float:
    return _NUMBER_GAP if _NUMBER.fullmatch(before) and _NUMBER.fullmatch(after) else _CELL_GAP


def _is_word(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


def _gutter(rows: Sequence[Sequence[_Piece]]) -> float | None:
    """Where a page of two columns is divided; None for a page of one."""
    if not rows:
        return None
    left, right = min(row[0].left for row in rows), max(row[-1].right for row in rows)
    middle = (left + right) / 2
    sides = [_halves(row, middle) for row in rows]
    columns = [[side for pair in sides if (side := pair[place])] for place in (0, 1)]
    across = [one for one, other in sides if not other and one[0].left < middle < one[-1].right - one[-1].size]
    if min(map(len, columns)) < _COLUMN_LINES or len(across) > len(rows) * _ACROSS:
        return None
    filled = [side for column in columns for side in column if side not in across]
    signs = sum(len(piece.words) for side in filled for piece in side)
    width = sum(side[-1].right - side[0].left for side in filled)
    clear = all(piece.right <= middle + piece.size or piece.left >= middle for side in filled for piece in side)
    wide = signs >= _COLUMN_SIGNS * len(filled) or width >= _COLUMN_WIDTH * len(filled) * (right - left) / 2
    return middle if clear and wide else None


def _halves(row: Sequence[_Piece], middle: float) -> tuple[list[_Piece], list[_Piece]]:
    left, right = _sides(row, middle)
    return ([], left) if not right and left[0].left >= middle else (left, right)


def _in_columns(rows: Sequence[Sequence[_Piece]], middle: float) -> list[Line]:
    lines = [_line(row) for row in rows]
    lefts = [
        min((line.left for line in lines if (line.left >= middle) is right), default=0.0) for right in (False, True)
    ]
    moved = lefts[1] - lefts[0]
    return [
        line._replace(left=line.left - moved, right=line.right - moved, column=True)
        if line.left >= middle
        else line._replace(column=line.right <= middle + line.size)
        for line in lines
    ]


def _sides(row: Sequence[_Piece], middle: float) -> tuple[list[_Piece], list[_Piece]]:
    left = [piece for piece in row if piece.left < middle]
    right = [piece for piece in row if piece.left >= middle]
    apart = left and right and right[0].left - max(piece.right for piece in left) > 0.5 * right[0].size
    return (left, right) if apart else (list(row), [])


def _by_column(rows: Sequence[Sequence[_Piece]], middle: float) -> list[list[_Piece]]:
    """Left column, then right; a line across both ends the columns above it, and a footer both."""
    ordered: list[list[_Piece]] = []
    foot = [list(rows[-1])] if rows[-2][0].base - rows[-1][0].base > _FOOT * rows[-1][0].size else []
    later: list[list[_Piece]] = []
    for row in rows[: len(rows) - len(foot)]:
        left, right = _halves(row, middle)
        if left and not right and left[-1].right > middle + left[-1].size:
            ordered += [*later, left]
            later = []
        else:
            ordered += [left] if left else []
            later += [right] if right else []
    return ordered + later + foot
