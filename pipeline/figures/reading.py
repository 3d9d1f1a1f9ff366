"""One numeral as it was read: where it stands, who owns it and, for an amount, how much of what."""

from dataclasses import dataclass
from decimal import Decimal

from pipeline.domain.figure import Bound, Kind, Marker, Owner


@dataclass(slots=True)  # not frozen for the same reason as `Figure`
class Reading:
    """A numeral with its owner; the fields after `owner` mean something for `Owner.FIGURE` only."""

    start: int
    end: int
    owner: Owner
    value: Decimal = Decimal(0)
    value_hi: Decimal | None = None
    unit: str = ""
    unit_norm: str = ""
    kind: Kind = Kind.OTHER
    ulp: Decimal = Decimal(1)
    marker: Marker | None = None
    bound: Bound | None = None
