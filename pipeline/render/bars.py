"""Which figures of an indicator may be drawn or charted side by side, and how long their bars are."""

from collections.abc import Sequence
from decimal import Decimal

from pipeline.domain.result import Cell, FigureRow, Indicator

_SAME = {"平米": "平方米", "㎡": "平方米", "m²": "平方米", "m2": "平方米", "公里": "千米", "km": "千米", "名": "人"}


def measure(row: FigureRow) -> str:
    """What a value counts, with spellings of one unit as one; figures of one measure may share a scale.

    元 may be left out in the text (3.8亿), so money is money.
    """
    return "元" if row.kind == "money" and row.unit in ("", "元") else _SAME.get(row.unit, row.unit)


def bar_lengths(indicator: Indicator) -> list[Decimal | None]:
    """For each cell its share (0 to 1) of the longest bar; None for every cell that may not be compared.

    A row that gives its cells' values in one unit is drawn by those; else the measure most cells have is drawn. A plan
    is drawn (the caller marks it); a fall, a range and a missing figure are not.
    """
    if any(cell.value is not None for cell in indicator.rows):
        given = [Decimal(cell.value) if cell.value is not None else None for cell in indicator.rows]
        return _shares([value if value is not None and value > 0 else None for value in given])
    cells = [cell.figure if _drawn(cell) else None for cell in indicator.rows]
    measures = [measure(figure) for figure in cells if figure]
    common = max(dict.fromkeys(measures), key=measures.count, default="")
    values = [Decimal(figure.value) if figure and measure(figure) == common else None for figure in cells]
    return _shares(values)


def _shares(values: Sequence[Decimal | None]) -> list[Decimal | None]:
    known = [value for value in values if value is not None]
    if len(known) < 2 or max(known) <= 0:
        return [None] * len(values)
    return [None if value is None else value / max(known) for value in values]


def _drawn(cell: Cell) -> bool:
    return cell.figure is not None and cell.figure.value_hi is None
