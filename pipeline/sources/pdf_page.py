"""The lines of one PDF page: pieces of text by their place, left column before right where the page has two."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pypdf import PageObject

_SAME_LINE = 0.5  # of a sign's height
_WIDE = "\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’"
_SPREAD = re.compile(rf"(?<=[{_WIDE}])[ \xa0]+|(?<=\S)[ \xa0]+(?=[{_WIDE}])")
_GAP = 1.2  # signs; justified lines spread by less
_COLUMN_LINES = 8  # lines on each side that make two columns of a page
_COLUMN_SIGNS = 10  # signs such a line has on average; the columns of a table are narrower


class Line(NamedTuple):
    """One line: its words, its left and right edge and its height on the page, all in points; has it gaps inside."""

    words: str
    left: float
    right: float
    top: float
    size: float
    gaps: bool = False


class _Piece(NamedTuple):
    left: float
    right: float
    base: float
    size: float
    words: str


def lines_of(page: "PageObject", check: Callable[[], None]) -> list[Line]:
    """The lines of `page` in reading order; `check` is called at each step and may raise what stops the reading."""
    pieces: list[_Piece] = []

    def note(words: str, cm: list[float], tm: list[float], _: Any, size: float) -> None:
        if words.strip():
            pieces.append(_piece(_plain(words), cm, tm, size))

    page.extract_text(visitor_text=note, visitor_operand_before=lambda *_: check())
    rows = _rows(pieces)
    middle = _gutter(rows)
    return [_line(row) for row in (rows if middle is None else _by_column(rows, middle))]


def _plain(words: str) -> str:
    """Radicals that stand for the signs they look like (⼀ for 一), as some programs write them, made those signs.

    Blanks beside a Chinese sign are the spreading of a justified line; real ones show as a gap between pieces.
    """
    shown = "".join(
        unicodedata.normalize("NFKC", char) if "\u2e80" <= char <= "\u2fdf" or "\uf900" <= char <= "\ufaff" else char
        for char in words
        if char not in "\n\r\x00\u200b\ufeff"
    )
    return _SPREAD.sub("", shown)


def _piece(words: str, cm: list[float], tm: list[float], size: float) -> _Piece:
    left = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    base = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    height = abs(size * (tm[3] or tm[0] or 1) * (cm[3] or cm[0] or 1)) or 1.0
    kept = words.lstrip()
    left += _width(words[: len(words) - len(kept)], height)
    return _Piece(left, left + _width(kept.rstrip(), height), base, height, kept)


def _width(words: str, size: float) -> float:
    return size * sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in words)


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
    for before, piece in pairwise(row):
        apart = piece.left - before.right > _GAP * piece.size
        words, gaps = words + (" " if apart else "") + piece.words, gaps or apart
    size = max(piece.size for piece in row)
    return Line(words.strip(), row[0].left, max(piece.right for piece in row), row[0].base, size, gaps)


def _gutter(rows: Sequence[Sequence[_Piece]]) -> float | None:
    """Where a page of two columns is divided; None for a page of one."""
    if not rows:
        return None
    middle = (min(row[0].left for row in rows) + max(row[-1].right for row in rows)) / 2
    sides = [_sides(row, middle) for row in rows]
    both = [(left, right) for left, right in sides if left and right]
    if len(both) < _COLUMN_LINES or len(both) < len(rows) / 2:
        return None
    signs = [sum(len(piece.words) for piece in side) for pair in both for side in pair]
    clear = all(piece.right <= middle + piece.size or piece.left >= middle for left, _ in both for piece in left)
    return middle if clear and sum(signs) >= _COLUMN_SIGNS * len(signs) else None


def _sides(row: Sequence[_Piece], middle: float) -> tuple[list[_Piece], list[_Piece]]:
    left = [piece for piece in row if piece.left < middle]
    right = [piece for piece in row if piece.left >= middle]
    apart = left and right and right[0].left - max(piece.right for piece in left) > 0.5 * right[0].size
    return (left, right) if apart else (list(row), [])


def _by_column(rows: Sequence[Sequence[_Piece]], middle: float) -> list[list[_Piece]]:
    """Left column, then right; a line across both ends the columns above it."""
    ordered: list[list[_Piece]] = []
    later: list[list[_Piece]] = []
    for row in rows:
        left, right = _sides(row, middle)
        if not right and left[-1].right > middle + left[-1].size:
            ordered += [*later, left]
            later = []
        elif not right and left[0].left >= middle:
            later.append(left)
        else:
            ordered += [left]
            later += [right] if right else []
    return ordered + later
