"""Which figures of an indicator may be drawn or charted side by side, and how long their bars are."""

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

    The measure most cells have is drawn; a plan is drawn (the caller marks it), a range and a missing figure are not.
    """
    cells = [cell.figure if _drawn(cell) else None for cell in indicator.rows]
    measures = [measure(figure) for figure in cells if figure]
    common = max(dict.fromkeys(measures), key=measures.count, default="")
    values = [Decimal(figure.value) if figure and measure(figure) == common else None for figure in cells]
    known = [value for value in values if value is not None]
    if len(known) < 2 or max(known) <= 0:
        return [None] * len(values)
    return [None if value is None else value / max(known) for value in values]


def _drawn(cell: Cell) -> bool:
    return cell.figure is not None and cell.figure.value_hi is None
