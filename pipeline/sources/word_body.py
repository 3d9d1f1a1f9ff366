"""The body of a Word document as lines: one a paragraph, one a table row, a note below the paragraph that cites it."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pipeline.errors import InputError
from pipeline.sources.merged import Cell, Merged, span_of
from pipeline.sources.word_numbers import Numbering, W, value_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DEEPEST = 60  # nested tables and boxes
# What is deleted, what is the same words again, and what Word computes words from.
_PASSED = frozenset(
    {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}rPr", f"{W}pPr", f"{W}sdtPr", f"{W}sdtEndPr"}
    | {f"{_MC}Fallback", f"{W}delInstrText", f"{W}fldData", f"{W}tblPr", f"{W}tblGrid", f"{W}trPr", f"{W}tcPr"}
)
_SIGNS: Mapping[str, str] = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
}
_LONGEST_CELL = 400  # characters; a longer cell is a text in a frame, not a cell of data


class Body:
    """Writes one document."""

    def __init__(
        self,
        numbering: Numbering,
        styles: Mapping[str, tuple[str, int]],
        notes: Mapping[tuple[str, str], "_Element"],
        contents: frozenset[str] = frozenset(),  # styles of a table of contents
    ) -> None:
        self._numbering, self._styles, self._notes, self._contents = numbering, styles, notes, contents

    def lines(self, element: "_Element", depth: int = 0) -> list[str]:
        """The lines of a body, cell, note or text box, those that are blank left out."""
        if depth > _DEEPEST:
            raise InputError("is a Word file nested too deep; save its text as .txt")
        lines: list[str] = []
        kept = ""  # the words of a paragraph whose mark was deleted belong to the next one
        for block in _blocks(element):
            if block.tag == f"{W}tbl":
                lines += self._table(block, depth + 1)
                continue
            if value_of(block.find(f"{W}pPr/{W}pStyle")) in self._contents:
                continue
            words, below = self._paragraph(block, depth)
            words, kept = kept + words, ""
            if _mark_is_deleted(block):
                kept = words
            else:
                lines += [line for line in words.split("\n") if line.strip()]
            lines += below
        return lines + ([kept] if kept.strip() else [])

    def _table(self, table: "_Element", depth: int) -> list[str]:
        rows = []
        merged, spans = Merged(), _spans(table)
        for row in _rows(table):
            cells = [Cell(self.lines(cell, depth), *spans[cell]) for cell in _inside(row, f"{W}tc") if cell in spans]
            said = [cell.lines for cell in cells if cell.lines]
            framed = any(sum(map(len, lines)) > _LONGEST_CELL for lines in said)
            whole = merged.row(cell._replace(tall=1) if framed else cell for cell in cells)
            if framed or not said or sum(map(bool, whole)) < 2:
                rows += [line for lines in said for line in lines]
            else:
                rows.append(" | ".join("".join(lines) for lines in whole).strip(" |"))
        return [row for row in rows if row]

    def _paragraph(self, paragraph: "_Element", depth: int) -> tuple[str, list[str]]:
        """The words of a paragraph with its number, and the lines of its boxes and notes."""
        words, below = [], []
        for one in _walk(paragraph):
            if one.tag == f"{W}t":
                words.append(one.text or "")
            elif one.tag in _SIGNS and one.getparent() is not None and one.getparent().tag == f"{W}r":
                words.append(_SIGNS[one.tag])
            elif one.tag == f"{W}txbxContent":
                below += self.lines(one, depth + 1)
            elif one.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                kind = one.tag.removeprefix(W).removesuffix("Reference")
                note = self._notes.get((kind, one.get(f"{W}id") or ""))
                below += self.lines(note, depth + 1) if note is not None else []
        said = "".join(words).replace("\u200b", "")
        return (self._number(paragraph) if said.strip() else "") + said, below

    def _number(self, paragraph: "_Element") -> str:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return ""
        style = value_of(properties.find(f"{W}pStyle")) or ""
        name, level = self._styles.get(style, ("", 0))
        own = properties.find(f"{W}numPr")
        if own is not None:
            name = value_of(own.find(f"{W}numId")) or name
            place = value_of(own.find(f"{W}ilvl"))
            level = int(place) if place is not None and place.isdecimal() else level
        number = self._numbering.next(name, level) if name and name != "0" else ""
        return number + " " if number and number[-1].isdigit() else number


def _blocks(element: "_Element") -> Iterator["_Element"]:
    """The paragraphs and tables in `element`, through content controls and inserted parts, not into each other."""
    stack = list(reversed(element))
    while stack:
        one = stack.pop()
        if one.tag in (f"{W}p", f"{W}tbl"):
            yield one
        elif one.tag not in _PASSED:
            stack += reversed(one)


def _inside(element: "_Element", tag: str) -> Iterator["_Element"]:
    """The rows of a table or the cells of a row, through content controls."""
    stack = list(reversed(element))
    while stack:
        one = stack.pop()
        if one.tag == tag:
            yield one
        elif one.tag not in _PASSED and one.tag not in (f"{W}tbl", f"{W}p", f"{W}tr", f"{W}tc"):
            stack += reversed(one)


def _walk(paragraph: "_Element") -> Iterator["_Element"]:
    """What a paragraph says, in order; a text box is one thing, its inside is not entered, nor are hidden words."""
    stack = list(reversed(paragraph))
    while stack:
        one = stack.pop()
        if one.tag in _PASSED or (one.tag == f"{W}r" and _is_hidden(one)):
            continue
        yield one
        if one.tag != f"{W}txbxContent":
            stack += reversed(one)


def _is_hidden(run: "_Element") -> bool:
    mark = run.find(f"{W}rPr/{W}vanish")
    return mark is not None and value_of(mark) not in ("0", "false", "off")


def _mark_is_deleted(paragraph: "_Element") -> bool:
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _rows(table: "_Element") -> Iterator["_Element"]:
    """The rows that are not deleted."""
    return (row for row in _inside(table, f"{W}tr") if row.find(f"{W}trPr/{W}del") is None)


def _spans(table: "_Element") -> dict["_Element", tuple[int, int]]:
    """How many columns and rows each cell covers that is no part of the one above it."""
    spans: dict[_Element, tuple[int, int]] = {}
    above: dict[int, _Element] = {}  # by column, the cell a vertical merge may go on from
    for row in _rows(table):
        column, begun = 0, dict[int, "_Element"]()
        for cell in _inside(row, f"{W}tc"):
            wide = span_of(value_of(cell.find(f"{W}tcPr/{W}gridSpan")))
            if _goes_on_above(cell) and column in above:
                begun[column] = above[column]
                spans[above[column]] = (spans[above[column]][0], spans[above[column]][1] + 1)
            else:
                spans[cell] = (wide, 1)
                begun[column] = cell
            column += wide
        above = begun
    return spans


def _goes_on_above(cell: "_Element") -> bool:
    """True for a cell that a vertical merge made part of the one above it and that says nothing itself."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and value_of(merge) in (None, "continue") and not any(cell.iter(f"{W}t"))
