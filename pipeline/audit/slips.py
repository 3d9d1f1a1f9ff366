"""Sums that one slip of the pen explains: a digit struck wrong, or two neighbours swapped.

A list that does not add up may simply not be complete. When one changed digit makes it add up to the last place, and
numbers that long would hardly do so by chance, something was misprinted.
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from pipeline.audit.interval import printed, telling
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
    place = min(_last_place(number) for number in numbers)
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


def _last_place(number: Figure) -> Decimal:
    """That of the last digit that is not 0: lists of round numbers add up to round ones by chance."""
    digits = number.value.normalize().as_tuple()
    return max(number.ulp, Decimal(1).scaleb(int(digits.exponent))) if number.value else number.ulp


def first_digit(
    stated: Figure, value: Decimal, operands: Sequence[Figure], work: Callable[[Sequence[Decimal]], Decimal]
) -> bool:
    """Would another first digit of a rate, or of one of the numbers `work` makes `value` from, make the two equal?

    Only that takes a rate far from its numbers. Three digits of a rate that then agree are hardly met by chance.
    """
    if not telling(stated):
        return False
    if any(abs(meant - value) < stated.ulp for meant in _first(stated)):
        return True
    values = [operand.value for operand in operands]
    return any(
        abs(work([*values[:k], meant, *values[k + 1 :]]) - stated.value) <= stated.ulp / 2
        for k, operand in enumerate(operands)
        for meant in _first(operand)
    )


def _first(number: Figure) -> Iterator[Decimal]:
    digits = str(int(number.value / number.ulp))
    for other in "123456789":
        if other != digits[0]:
            yield Decimal(other + digits[1:]) * number.ulp


def _slips(number: Figure) -> Iterator[Decimal]:
    """What the number may have been before one digit was struck wrong or two neighbours were swapped."""
    digits = str(int(number.value / number.ulp))
    for at, digit in enumerate(digits):
        for other in "0123456789":
            if other != digit and (at or other != "0" or len(digits) == 1):
                yield Decimal(digits[:at] + other + digits[at + 1 :]) * number.ulp
        if at and digits[at - 1] != digit and (at > 1 or digit != "0"):
            yield Decimal(digits[: at - 1] + digit + digits[at - 1] + digits[at + 1 :]) * number.ulp
