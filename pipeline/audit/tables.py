"""Columns of tables whose total row is not the sum of the others."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from pipeline.audit.interval import interval, total
from pipeline.audit.layout import Layout
from pipeline.audit.outcome import Outcome, sum_outcome
from pipeline.audit.slips import slip
from pipeline.domain.figure import Figure
from pipeline.domain.report import Cell

_TOTAL = re.compile(r"(?:合|总|共)\s*计|总\s*数")
_NESTED = re.compile(r"其中|小\s*计|^[#＃—-]|^[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．]")  # rows below a row
_NO_SUM = re.compile(r"[%％‰]|率|比|占|均|指数|增|减|排名")  # heads of columns nobody adds up
_FEWEST = 3  # rows below or above a total
_LARGE = 50  # a smaller total may be met by chance
_QUESTION = "合计与各行哪一个有误？"

_Column = tuple[Figure, list[Figure]]  # the total, and the figures of the other rows


def columns_of_tables(layout: Layout) -> Iterator[Outcome]:
    """合计 against the rows of its table. A column is known to be whole where it adds up, is one digit from it, or
    stands beside one that adds up; of any other nothing is said, for rows may overlap or be left out.
    """
    for cells in _tables(layout.report.outline.cells):
        columns = list(_columns(layout, cells))
        closed = [_closes(whole, parts) for whole, parts in columns]
        complete = any(adds_up and whole.value >= _LARGE for (whole, _), adds_up in zip(columns, closed, strict=True))
        for (whole, parts), adds_up in zip(columns, closed, strict=True):
            if adds_up:
                yield sum_outcome("column_sum", None, "各行之和与合计相符", whole, parts)
            elif (wrong := slip(whole, parts)) is not None:
                message = f"各行之和与合计不符，“{wrong.text}”若错了一位数字就相符"
                yield sum_outcome("column_sum", "warn", message, whole, parts, _QUESTION)
            elif complete:
                yield sum_outcome(
                    "column_sum", "warn", "同一张表的另一列相加等于合计，这一列却不等", whole, parts, _QUESTION
                )


def _tables(cells: Sequence[Cell]) -> Iterator[list[Cell]]:
    """The cells below one set of heads."""
    for is_head, run in groupby(cells, key=lambda cell: cell.head):
        if not is_head:
            yield list(run)


def _columns(layout: Layout, cells: Sequence[Cell]) -> Iterator[_Column]:
    """The columns with a figure in the total's row and in every other, where the total is the first or the last one."""
    labels = list(dict.fromkeys(cell.label for cell in cells if cell.above and cell.span in layout.tabled))
    if len(labels) <= _FEWEST or any(_NESTED.search(label) for label in labels):
        return
    if not _TOTAL.fullmatch(labels[0]) and not _TOTAL.fullmatch(labels[-1]):
        return
    at = 0 if _TOTAL.fullmatch(labels[0]) else -1
    by_head: dict[str, list[tuple[str, Figure]]] = {}
    for cell in cells:
        if cell.span in layout.tabled and not _NO_SUM.search(cell.above):
            by_head.setdefault(cell.above, []).append((cell.label, layout.tabled[cell.span]))
    for column in by_head.values():
        figures = [figure for _, figure in column]
        alike = len({figure.unit_norm for figure in figures}) == 1
        if alike and [label for label, _ in column] == labels and figures[at].value > Decimal(0):
            yield figures[at], figures[1:] if at == 0 else figures[:-1]


def _closes(whole: Figure, parts: Sequence[Figure]) -> bool:
    return total(parts).meets(interval(whole))
