"""One numeral in Arabic digits: who owns it, in the order in which owners have to be asked."""

import re

from pipeline.domain.figure import Kind, Owner
from pipeline.figures import names
from pipeline.figures.amount import read_amount
from pipeline.figures.bare import read_bare, with_elided_unit
from pipeline.figures.dates import DATEISH, date_at, is_period
from pipeline.figures.reading import Reading
from pipeline.figures.scan import NUMBER
from pipeline.figures.sign import is_minus

# Enum members as globals: reading one through its class takes ten times as long on Python 3.11.
_MONEY, _PERCENT, _DURATION = Kind.MONEY, Kind.PERCENT, Kind.DURATION


def read_arabic(text: str, start: int, floor: int, quoted: bool) -> Reading:
    """Read the numeral at `start`; words before `floor` belong to an earlier numeral."""
    found = NUMBER.match(text, start)
    assert found is not None  # START matched a digit
    end = found.end()
    digits, more, multiplier, _ = found.groups()
    if names.is_ordinal(text, start):
        return Reading(start, end, Owner.ORDINAL)
    if not more and not multiplier:
        reading = _plain(text, start, end, digits)
        if reading:
            return reading
    if len(digits) > 15:
        return Reading(start, end, Owner.CODE)
    amount = read_amount(text, start, found, floor)
    if amount is None:
        return _without_unit(text, start, found, floor, quoted)
    return _checked(text, start, amount, multiplier, quoted)


def _without_unit(text: str, start: int, found: re.Match[str], floor: int, quoted: bool) -> Reading:
    """A number nothing is counted by: a code, a name, or an amount by the words round it."""
    end, digits = found.end(), found[1]
    if names.is_code(text, start, digits):
        return Reading(start, end, Owner.CODE)
    if quoted or names.is_named(text, end, digits) or names.glued_to(text, start):
        return Reading(start, end, names.owner_without_unit(digits))
    return read_bare(text, start, found, floor) or Reading(start, end, names.owner_without_unit(digits))


def _checked(text: str, start: int, amount: Reading, multiplier: str | None, quoted: bool) -> Reading:
    """The amount, unless number and unit together are a name or a period."""
    scaled = multiplier or amount.kind in (_MONEY, _PERCENT)
    glued = not scaled and names.glued_to(text, start) and not names.is_power_of_sets(text, start, amount)
    if glued and is_minus(text, start, amount.kind, amount.unit_norm):
        glued = False  # 气温-5℃, 净增-1200人
    if glued or names.names_an_amount(text, start, amount, quoted):
        return Reading(start, amount.end, Owner.NAME)
    if amount.kind is _DURATION and is_period(text, start, amount.end, amount.unit):
        return Reading(start, amount.end, Owner.PERIOD)
    if text[start - 1 : start] == "前" and amount.unit in ("名", "位", "强", "家", "个"):
        return Reading(start, amount.end, Owner.ORDINAL)
    return with_elided_unit(text, amount)


def _plain(text: str, start: int, end: int, digits: str) -> Reading | None:
    """Owners of a number with neither softener nor multiplier, other than an amount."""
    following = text[end : end + 1]
    if "." in digits and (numbered := _run_in(text, start, end, digits)):
        return numbered
    if following in DATEISH and following:
        if names.is_list_number(text, start, end):
            return Reading(start, end, Owner.LIST_NUMBER)
        if dated := date_at(text, start):
            return Reading(start, dated[0], dated[1])
    if digits[0] in "0０" and len(digits) > 1 and digits.isdecimal():
        return Reading(start, end, Owner.CODE)
    return None


def _run_in(text: str, start: int, end: int, digits: str) -> Reading | None:
    """`2.2022年…` and `2.15个…` at the head of a line: a list number run into the text."""
    point = start + digits.index(".")
    if text[end : end + 1] == "年" and end - point == 5:
        return Reading(start, point, Owner.LIST_NUMBER)
    if not names.is_list_number(text, start, point):
        return None
    fraction = digits[digits.index(".") + 1 :]
    whole = text[end : end + 1] in "个家名户人项件条次处年月日" and end < len(text)
    return Reading(start, point, Owner.LIST_NUMBER) if whole or len(fraction) > 2 else None
