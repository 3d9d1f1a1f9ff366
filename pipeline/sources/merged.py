"""Cells that reach over several rows or columns: a label is said again in each row it covers, so that a row reads
by itself and its cells stay in their columns; a number is said once, or it would count twice.
"""

from collections.abc import Iterable
from typing import NamedTuple

from pipeline.outline.tables import is_name

_MOST_ROWS, _MOST_COLUMNS = 500, 40  # a cell covers; a file may claim any number
_LABELS = 3  # columns at the left in which labels are repeated


class Cell(NamedTuple):
    """The lines of a cell, and how many columns and rows it covers."""

    lines: list[str]
    wide: int = 1
    tall: int = 1


def span_of(said: str | None, *, rows: bool = False) -> int:
    """The number of rows or columns an attribute gives; 1 for anything that is none."""
    most = _MOST_ROWS if rows else _MOST_COLUMNS
    return min(max(int(said[:9]), 1), most) if said and said.isascii() and said.isdecimal() else 1


class Merged:
    """The cells of the rows above that reach into the next one, by column."""

    def __init__(self) -> None:
        self._open: dict[int, tuple[int, list[str]]] = {}  # rows still to cover, and what is said there

    def row(self, cells: Iterable[Cell]) -> list[list[str]]:
        """The lines of each column of the next row; [] for one that a cell covers without saying anything there."""
        said: list[list[str]] = []
        for cell in cells:
            said += self._covered(len(said))
            for place in range(cell.wide):
                if cell.tall > 1:
                    self._open[len(said)] = (cell.tall - 1, _label(cell.lines, len(said)) if not place else [])
                said.append([] if place else cell.lines)
        return said + self._covered(len(said))

    def _covered(self, column: int) -> list[list[str]]:
        said: list[list[str]] = []
        while column in self._open:
            rows, lines = self._open.pop(column)
            if rows > 1:
                self._open[column] = (rows - 1, lines)
            said.append(lines)
            column += 1
        return said


def _label(lines: list[str], column: int) -> list[str]:
    words = "".join(lines)
    return [words] if column < _LABELS and is_name(words) else []
