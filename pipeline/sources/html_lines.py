"""An HTML element as lines of text: blocks on lines of their own, the cells of a table row in order, “甲 | 乙”."""

import re
from typing import TYPE_CHECKING

from pipeline.outline.page_words import words
from pipeline.sources.merged import Cell, Merged, span_of

if TYPE_CHECKING:
    from lxml.etree import _Element

BLOCKS = frozenset(
    words("""
address article aside blockquote body center dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3
h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul caption
""")
)
_KEEPS_BREAKS = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)")
LONGEST_CELL = 300  # characters; a longer cell is part of a page laid out as a table, not of a row of data
_MOST_LINES = 4  # lines in a cell of data
_PROVEN = 50  # lines among which a copy shows different ones
_COPIED_LINES, _COPIED = 3, 100  # different lines, and characters in them; no report says as much twice word for word
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—"
_BREAK_IN_WORDS = re.compile(rf"(?<=[{_WIDE}])[ \t]*[\r\n][ \t\r\n]*(?=[{_WIDE}])")
_BLANKS = re.compile(r"[ \t\r\n\f\v\xa0]+")
_INVISIBLE = re.compile("[\x00\u200b\u200c\u200d\u2060\ufeff\u00ad]")


def lines_of(element: "_Element") -> list[str]:
    """The lines of `element` that are not blank. Takes time in proportion to its size, however deep it is."""
    return _Writer().write(element)


class _Writer:
    """Collects words into lines, lines into cells, cells into rows; a stack, because pages nest without a limit."""

    def __init__(self) -> None:
        self._cells: list[list[list[str]]] = [
            [[]]
        ]  # open cells, each of lines, each of pieces; the outermost is the page
        self._rows: list[list[Cell]] = []  # open rows, each of closed cells
        self._spans: list[tuple[int, int]] = []  # columns and rows each open cell but the page covers
        self._merged = [Merged()]  # of the open tables, the page being one
        self._kept = 0  # open elements in which a line break of the source is one

    def write(self, element: "_Element") -> list[str]:
        from lxml.etree import iterwalk

        for event, one in iterwalk(element, events=("start", "end")):
            tag = one.tag if isinstance(one.tag, str) else ""
            keeps = tag == "pre" or _KEEPS_BREAKS.search(one.get("style") or "") is not None
            if event == "start":
                self._kept += keeps
                self._open(tag, one)
                self._say(one.text if tag else None)
            else:
                self._kept -= keeps
                self._close(tag)
                self._say(one.tail if one is not element else None)
        while self._rows:
            self._close_row()
        return _said(self._cells[0])

    def _say(self, said: str | None) -> None:
        for place, piece in enumerate(said.splitlines() if self._kept and said else [said]):
            if place:
                self._cells[-1].append([])
            if piece:
                self._cells[-1][-1].append(piece)

    def _open(self, tag: str, one: "_Element") -> None:
        if tag in BLOCKS or tag == "br":
            self._cells[-1].append([])
        if tag == "tr":
            self._rows.append([])
        elif tag == "table":
            self._merged.append(Merged())
        elif tag in ("td", "th") and len(self._rows) == len(self._cells):
            self._cells.append([[]])
            self._spans.append((span_of(one.get("colspan")), span_of(one.get("rowspan"), rows=True)))

    def _close(self, tag: str) -> None:
        if tag in ("td", "th") and len(self._rows) == len(self._cells) - 1 and self._rows:
            self._close_cell()
        elif tag == "tr" and self._rows and len(self._rows) == len(self._cells):
            self._close_row()
        elif tag in BLOCKS:
            self._cells[-1].append([])
        if tag == "table":
            self._merged.pop()

    def _close_cell(self) -> None:
        self._rows[-1].append(Cell(_said(self._cells.pop()), *self._spans.pop()))

    def _close_row(self) -> None:
        while len(self._cells) > len(self._rows):
            self._close_cell()
        self._cells[-1] += [[line] for line in _row(self._rows.pop(), self._merged[-1])]
        self._cells[-1].append([])


def once(lines: list[str]) -> list[str]:
    """`lines` without a second copy of several that follow each other: a page holds its text for phones again."""
    first: dict[str, int] = {}
    kept: list[str] = []
    place = 0
    while place < len(lines):
        run = _copied(lines, first.get(lines[place], place), place)
        if not run:
            first.setdefault(lines[place], place)
            kept.append(lines[place])
        place += run or 1
    return kept


def _copied(lines: list[str], first: int, place: int) -> int:
    """How many lines from `place` on are those from `first` on again; 0 for too few to be a copy."""
    run = 0
    copied: set[str] = set()
    while place + run < len(lines) and first + run < place and lines[first + run] == lines[place + run]:
        copied.add(lines[place + run])
        run += 1
        if run == _PROVEN and len(copied) < _COPIED_LINES:
            return 0
    return run if len(copied) >= _COPIED_LINES and sum(map(len, copied)) >= _COPIED else 0


def _row(cells: list[Cell], merged: Merged) -> list[str]:
    """One line for a row of data; the lines of the cells, one below the other, for a row that lays out a page."""
    said = [cell.lines for cell in cells if cell.lines]
    laid_out = any(len(lines) > _MOST_LINES or sum(map(len, lines)) > LONGEST_CELL for lines in said)
    whole = merged.row(cell._replace(tall=1) if laid_out else cell for cell in cells)
    if laid_out or not said or sum(map(bool, whole)) < 2:
        return [line for lines in said for line in lines]
    return [" | ".join("".join(lines) for lines in whole).strip(" |")]


def _said(lines: list[list[str]]) -> list[str]:
    return [line for pieces in lines if (line := _line("".join(pieces)))]


def _line(said: str) -> str:
    """White space as a browser shows it; a line break between two Chinese signs is none."""
    return _BLANKS.sub(" ", _BREAK_IN_WORDS.sub("", _INVISIBLE.sub("", said))).strip(" \u3000")
