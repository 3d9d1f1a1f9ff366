"""Sums that one slip of the pen explains: a digit struck wrong, or two neighbours swapped.

A list that does not add up may simply not be complete. When one changed digit makes it add up to the last place, and
numbers that long would hardly do so by chance, something was misprinted.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.audit.interval import printed
from pipeline.domain.figure import Figure

_BY_CHANCE = Decimal("0.01")  # of lists that do not add up, how many a slip may seem to explain
_MOST = 12  # parts looked at: the longer the list the more slips fit


def slip(whole: Figure, parts: Sequence[Figure], tries: int = 1) -> Figure | None:
    """The number that one wrong digit or one swapped pair would explain; None when none would, or chance does as well.

    `tries` is how many lists were tried against the whole: each may fit by chance.
    A list shorter than its whole by less than ten of its last place is more often incomplete than misprinted.
    """
    numbers = [whole, *parts]
    if len(parts) > _MOST or any(number.approx or number.value_hi is not None for number in numbers):
        return None
    place = min(number.ulp for number in numbers)
    gap = whole.value - sum((part.value for part in parts), Decimal(0))
    slack = sum((printed(number).high - number.value for number in numbers), Decimal(0))
    if not gap or abs(gap) <= slack or (0 < gap < 10 * place + slack):
        return None
    reach: set[Decimal] = set()
    meant: Figure | None = None
    for number in numbers:
        sign = 1 if number is whole else -1
        for value in _slips(number):
            change = sign * (number.value - value)  # what the slip took from the gap
            if change * gap > 0:
                reach.add(change)
            if meant is None and abs(gap - change) <= slack:
                meant = number
    chance = tries * len(reach) * (2 * slack / place + 1) * place / whole.value if whole.value else Decimal(1)
    return meant if chance <= _BY_CHANCE else None


def _slips(number: Figure) -> Iterator[Decimal]:
    """What the number may have been before one digit was struck wrong or two neighbours were swapped."""
    digits = str(int(number.value / number.ulp))
    for at, digit in enumerate(digits):
        for other in "0123456789":
            if other != digit and (at or other != "0" or len(digits) == 1):
                yield Decimal(digits[:at] + other + digits[at + 1 :]) * number.ulp
        if at and digits[at - 1] != digit and (at > 1 or digit != "0"):
            yield Decimal(digits[: at - 1] + digit + digits[at - 1] + digits[at + 1 :]) * number.ulp
