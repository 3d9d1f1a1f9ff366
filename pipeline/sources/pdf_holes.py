"""Words a PDF shows with holes in them, cut at the holes, each part at its exact place.

A program that takes some marks from another font shows the words of one font first and leaves holes for the others:
“案-件比”由1∶1.90 may come as 案, 件比由, 1 1.90 and then the marks. Only exact places put them back in order.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

_HOLE = -250  # thousandths of the font's size by which the pen moves on; justified lines spread by less
_SIMPLE = frozenset({"/Type1", "/TrueType", "/MMType1"})  # a byte a sign


class Shown(NamedTuple):
    """One operation that shows text: its strings and the moves between them, and the matrices it is under."""

    parts: Sequence[Any]
    cm: Sequence[float]
    tm: Sequence[float]


class Part(NamedTuple):
    """Words without a hole, with their edges on the page in points."""

    words: str
    left: float
    right: float


def cut_at_holes(words: str, shown: Sequence[Shown], font: Mapping[str, Any] | None, size: float) -> list[Part]:
    """The parts of `words`, which the operations `shown` put on a page in `font`; [] where there is no hole.

    Also [] where the places cannot be told: a font of many bytes a sign or without widths, signs that are not one
    code each.
    """
    if not any(isinstance(part, int | float) and part < _HOLE for one in shown for part in one.parts):
        return []
    widths = _widths(font)
    signs = [sign for sign in words if not sign.isspace()]
    if widths is None or len(signs) != sum(len(part) for one in shown for part in one.parts if isinstance(part, bytes)):
        return []
    parts: list[Part] = []
    waiting = iter(signs)
    pen, under = 0.0, shown[0].tm
    for one in shown:
        hole = one.tm != under
        pen, under = (0.0 if hole else pen), one.tm  # the reader moves no pen behind what it shows
        for part in one.parts:
            if not isinstance(part, bytes):
                pen, hole = pen - part, hole or part < _HOLE
                continue
            begin, pen = pen, pen + sum(widths.get(code, 0.0) for code in part)
            said = "".join(next(waiting) for _ in part)
            left, right = _place(one, begin, size), _place(one, pen, size)
            if hole or not parts:
                parts.append(Part(said, left, right))
            else:
                parts[-1] = Part(parts[-1].words + said, parts[-1].left, right)
            hole = False
    return parts


def _place(one: Shown, pen: float, size: float) -> float:
    tm, cm = one.tm, one.cm
    return (tm[4] + pen * size * tm[0] / 1000) * cm[0] + tm[5] * cm[2] + cm[4]


def _widths(font: Mapping[str, Any] | None) -> dict[int, float] | None:
    """The width of each code, in thousandths of the size; None for a font that does not say."""
    if font is None or font.get("/Subtype") not in _SIMPLE or "/Widths" not in font:
        return None
    first = int(font.get("/FirstChar", 0))
    return {first + place: float(width) for place, width in enumerate(font["/Widths"])}
