"""Whether a stated figure says what its source says: value, unit, marker and bound, nothing else.

Comparison is exact Decimal arithmetic. A rounded number needs a marker that permits it and must lie on the
marker's side; a number that is off by exactly 10, 1000 or 10000 is named as a slip of 万/亿. Clause, status and
direction are compared by the verifier, which knows both texts.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pipeline.domain.figure import Bound, Figure, Kind, Marker
from pipeline.figures.units import norm


class MatchVerdict(StrEnum):
    """How a stated figure relates to one source figure."""

    EXACT = "exact"  # same value, unit and marker, same printing
    RESCALED = "rescaled"  # the same amount printed in another scale: 1.2亿元 = 12000万元
    ROUNDED = "rounded"  # rounded under a marker and in its direction
    MARKER_LOST = "marker_lost"  # same amount, marker or bound differs
    UNIT_MISMATCH = "unit_mismatch"  # same number of something else: 人 ≠ 人次, % ≠ 个百分点
    SCALE_SLIP = "scale_slip"  # same digits, wrong 千/万/亿
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Match:
    """The verdict on one pair and, for everything but exact, what differs, in words."""

    verdict: MatchVerdict
    message: str = ""

    @property
    def supported(self) -> bool:
        """True when the source carries the stated amount (exact, rescaled or rounded)."""
        return self.verdict in _SUPPORTED


_SUPPORTED = frozenset({MatchVerdict.EXACT, MatchVerdict.RESCALED, MatchVerdict.ROUNDED})

# Units of one dimension that convert without remainder (value of one in the base unit).
_CONVERT: dict[str, tuple[str, Decimal]] = {
    "公里": ("米", Decimal(1000)),
    "米": ("米", Decimal(1)),
    "厘米": ("米", Decimal("0.01")),
    "毫米": ("米", Decimal("0.001")),
    "吨": ("公斤", Decimal(1000)),
    "公斤": ("公斤", Decimal(1)),
    "斤": ("公斤", Decimal("0.5")),
    "克": ("公斤", Decimal("0.001")),
    "平方公里": ("平方米", Decimal(1_000_000)),
    "公顷": ("平方米", Decimal(10_000)),
    "平方米": ("平方米", Decimal(1)),
    "兆瓦": ("千瓦", Decimal(1000)),
    "吉瓦": ("千瓦", Decimal(1_000_000)),
    "千瓦": ("千瓦", Decimal(1)),
    "兆瓦时": ("千瓦时", Decimal(1000)),
    "千瓦时": ("千瓦时", Decimal(1)),
}
_SLIPS = frozenset(Decimal(10) ** power for power in (1, 2, 3, 4, 5, 8))


def _base(figure: Figure) -> tuple[str, Decimal]:
    """Base unit and factor of the figure's unit; an unprinted unit of money is 元."""
    unit = norm(figure.unit) or ("元" if figure.kind is Kind.MONEY else "")
    return _CONVERT.get(unit, (unit, Decimal(1)))


def match(stated: Figure, source: Figure) -> Match:
    """Compare a stated figure with one figure of the source."""
    unit, factor = _base(stated)
    source_unit, source_factor = _base(source)
    values = (stated.value * factor, source.value * source_factor)
    if unit != source_unit:
        return _other_unit(stated, source)
    if values[0] == values[1] and _upper(stated, factor) == _upper(source, source_factor):
        return _same_amount(stated, source)
    if stated.value_hi is not None or source.value_hi is not None:
        return Match(MatchVerdict.NONE)
    if _rounds(stated, *values, ulp=stated.ulp * factor):
        return Match(MatchVerdict.ROUNDED, f"{source.text} 概写为 {stated.text}")
    return _slip(stated, source, *values)


def _upper(figure: Figure, factor: Decimal) -> Decimal | None:
    return None if figure.value_hi is None else figure.value_hi * factor


def _other_unit(stated: Figure, source: Figure) -> Match:
    """Another unit: worth naming only when the number is the same."""
    if stated.value != source.value:
        return Match(MatchVerdict.NONE)
    return Match(MatchVerdict.UNIT_MISMATCH, f"单位不同:原文 {source.text},稿中 {stated.text}")


def _same_amount(stated: Figure, source: Figure) -> Match:
    """Same amount and unit: markers and bounds must be the same too."""
    if (stated.marker, stated.bound) != (source.marker, source.bound):
        return Match(MatchVerdict.MARKER_LOST, f"概数标记不同:原文 {source.text},稿中 {stated.text}")
    if stated.ulp == source.ulp and _base(stated) == _base(source):
        return Match(MatchVerdict.EXACT)
    return Match(MatchVerdict.RESCALED, f"{source.text} 换算为 {stated.text}")


def _rounds(stated: Figure, value: Decimal, source: Decimal, ulp: Decimal) -> bool:
    """True when `value` is `source` rounded on the side the marker names, by less than the place it is rounded to.

    余/多/超 rounds down, 近 and 不足 round up, 约 and 左右 to the nearest. Shares are never rounded.
    """
    if stated.kind in (Kind.PERCENT, Kind.POINT):
        return False
    gap, place = source - value, _place(stated, value, ulp)
    if stated.marker is Marker.OVER or stated.bound in (Bound.GT, Bound.GE):
        return 0 <= gap < place
    if stated.marker is Marker.NEAR or stated.bound in (Bound.LT, Bound.LE):
        return 0 <= -gap < place
    return stated.marker is Marker.ABOUT and abs(gap) * 2 <= place


def _place(stated: Figure, value: Decimal, ulp: Decimal) -> Decimal:
    """The place a number was rounded to: its last printed decimal, else its last digit that is not zero.

    One significant digit stands for two: 4000余户 covers 4018 and not 4800.
    """
    if "." in stated.text or "．" in stated.text or value == 0:
        return ulp
    digits = value.normalize().as_tuple()
    exponent = digits.exponent if isinstance(digits.exponent, int) else 0
    return Decimal(10) ** (exponent - 1 if len(digits.digits) == 1 else exponent)


def _slip(stated: Figure, source: Figure, value: Decimal, other: Decimal) -> Match:
    """Same digits and a wrong power of ten."""
    low, high = sorted((value, other))
    if low > 0 and high / low in _SLIPS:
        return Match(MatchVerdict.SCALE_SLIP, f"数量级不同:原文 {source.text},稿中 {stated.text}")
    return Match(MatchVerdict.NONE)
