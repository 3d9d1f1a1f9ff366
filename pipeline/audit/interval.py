"""What a printed number can stand for: an interval from its digits and its marker. Decimal throughout.

余, 多 and 超 leave the last printed place that is not zero open upwards; 约 is 5 % either way; 近 is up to a
tenth below. A plain count is itself; one with a scale or decimals is half a unit of its last place either way.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from pipeline.domain.figure import Bound, Figure, Marker

_ABOUT = Decimal("0.05")
_TELLING = 100  # digits of a rate, 1.00 or 23.4: fewer are met by chance
_NEAR = Decimal("0.9")
_HALF = Decimal("0.5")
ONE = Decimal(1)
CLOSE = Decimal(2)  # a share further than this from the one two numbers give is a share of others: see `near`
BESIDE = Decimal(3)  # the same where the three stand side by side, so that there is little doubt of the numbers
VISIBLE = Decimal("0.3")  # percentage points between a rate and its numbers: less is what rounding to 亿元 leaves


@dataclass(frozen=True, slots=True)
class Interval:
    """Closed range of values."""

    low: Decimal
    high: Decimal

    def meets(self, other: "Interval", slack: Decimal = Decimal(0)) -> bool:
        """True when some value lies in both, each end given `slack` of its size."""
        return self.low <= other.high * (1 + slack) and other.low <= self.high * (1 + slack)

    def over(self, whole: "Interval") -> "Interval":
        """Quotient of two positive intervals."""
        return Interval(self.low / whole.high, self.high / whole.low)


def interval(figure: Figure) -> Interval:
    """What `figure` can stand for."""
    value = figure.value
    if figure.value_hi is not None:
        return Interval(value, figure.value_hi)
    if figure.marker is Marker.CONFLICT:
        return Interval(value * _NEAR, value + open_place(figure))
    if figure.marker is Marker.OVER or figure.bound in (Bound.GT, Bound.GE):
        return Interval(value, value + open_place(figure))
    if figure.marker is Marker.NEAR or figure.bound in (Bound.LT, Bound.LE):
        return Interval(value * _NEAR, value)
    if figure.marker is Marker.ABOUT:
        return Interval(value * (1 - _ABOUT), value * (1 + _ABOUT))
    return printed(figure)


def printed(figure: Figure) -> Interval:
    """The values that round to the printed digits; a whole count is exact."""
    if figure.ulp == ONE:
        return Interval(figure.value, figure.value)
    half = figure.ulp * _HALF
    return Interval(figure.value - half, figure.value + half)


def open_place(figure: Figure) -> Decimal:
    """How far 余 leaves the number open: one less than the place of its last digit that is not zero, for counts."""
    digits = figure.value.normalize().as_tuple()
    place = Decimal(1).scaleb(int(digits.exponent)) if figure.value else ONE
    return place - 1 if figure.ulp == ONE and place >= ONE else place


def near(value: Decimal, stated: Figure, factor: Decimal = CLOSE) -> bool:
    """Can `value` be what the stated rate was meant to be? Within a factor, or the same digits with the point moved."""
    rate = stated.value
    if rate / factor <= value <= rate * factor:
        return True
    if value <= 0 or not telling(stated):
        return False
    moved = value.scaleb(rate.adjusted() - value.adjusted())
    return abs(moved - rate) <= stated.ulp


def telling(rate: Figure) -> bool:
    """Has it digits enough not to be met by chance?"""
    return rate.value / rate.ulp >= _TELLING


def total(figures: Iterable[Figure]) -> Interval:
    """Sum of intervals."""
    low = high = Decimal(0)
    for figure in figures:
        each = interval(figure)
        low, high = low + each.low, high + each.high
    return Interval(low, high)
