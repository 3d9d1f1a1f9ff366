"""The unit a row is read in, and what is said of a figure written in another.

万元 and 亿元 are one unit at two scales: the amount is moved by powers of ten, exactly. 处 and 条, 家 and 家次, 元 and
美元 are not, and are only named.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.digest.frame import Frame
from pipeline.domain.result import FigureRow

_SCALES = {"万亿": Decimal(10) ** 12, "亿": Decimal(10) ** 8, "万": Decimal(10) ** 4, "": Decimal(1)}
_MULTIPLIER = re.compile(r"万亿|亿|万")
_SIZES = {"公顷": ("平方米", Decimal(10000)), "平方公里": ("平方米", Decimal(10**6)), "公里": ("米", Decimal(1000))}
_SIZES |= {"公斤": ("吨", Decimal("0.001")), "斤": ("吨", Decimal("0.0005"))}
_SCALED = ("money", "area", "mass")  # kinds whose readers take 万 for part of the unit


@dataclass(frozen=True, slots=True)
class Scale:
    """A row's unit: its canonical name and its multiplier."""

    unit: str
    multiplier: str

    @property
    def name(self) -> str:
        """As a table's head has it: 亿元."""
        return self.multiplier + self.unit

    def value(self, frame: Frame) -> Decimal | None:
        """The amount in this unit; None when it is counted in another."""
        amount = _in(frame, self.unit)
        return None if amount is None else amount / _SCALES[self.multiplier]

    def notes(self, frame: Frame) -> list[str]:
        """What a reader must know of the figure's unit."""
        value, row = self.value(frame), frame.row
        notes = []
        if row.kind == "money" and not row.unit:
            notes.append("原文未写“元”")
        if value is None:
            notes.append(f"单位为“{row.unit}”")
        elif row.kind in _SCALED and (_multiplier(row) != self.multiplier or frame.unit != self.unit):
            exact = not row.approx and row.value_hi is None
            notes.append(f"合{format(value.normalize(), 'f')}{self.name}" if exact else "单位已换算")
        return notes


def common_scale(frames: Sequence[Frame], units: Sequence[str]) -> Scale:
    """The unit and multiplier most of the figures are written in; of equals the rule's first unit, the larger scale."""
    counted = [_SIZES.get(frame.unit, (frame.unit, None))[0] for frame in frames]
    order = {unit: -place for place, unit in enumerate(units)}
    unit = max(dict.fromkeys(counted), key=lambda one: (counted.count(one), order.get(one, -len(order))))
    written = [_multiplier(f.row) for f in frames if f.unit == unit and f.row.kind in _SCALED]
    multiplier = max(dict.fromkeys(written), key=lambda one: (written.count(one), _SCALES[one]), default="")
    return Scale(unit, multiplier)


def _in(frame: Frame, unit: str) -> Decimal | None:
    amount = Decimal(frame.row.value)
    if frame.unit == unit:
        return amount
    base, size = _SIZES.get(frame.unit, ("", Decimal(1)))
    return amount * size if base == unit else None


def _multiplier(row: FigureRow) -> str:
    found = _MULTIPLIER.search(row.text)
    return found[0] if found else ""
