"""Reading numerals: Arabic, full-width and Chinese digits to exact Decimal values."""

from decimal import Decimal
from functools import lru_cache

DIGITS = "0-9０-９"
_ASCII = str.maketrans("０１２３４５６７８９．·。OＯ○", "0123456789...000", ",， \t\n\r\u3000\xa0")

# Power of ten of a multiplier; only 万 and 亿 combine with a smaller one before them.
POWERS = {
    "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "十亿": 9, "百亿": 10, "千亿": 11, "万亿": 12,
    "个亿": 8,
}  # fmt: skip

_CHINESE = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {
    "零": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}

ONE = Decimal(1)


@lru_cache(maxsize=128)
def unit_place(power: int) -> Decimal:
    """10 to the `power`, printed plainly."""
    return Decimal(10) ** power


def arabic(digits: str, multiplier: str = "") -> tuple[Decimal, Decimal]:
    """Value and unit of the last printed place of "15.155", "亿"; separators, spaces and widths are ignored."""
    plain = digits if digits.isdecimal() and digits.isascii() else digits.translate(_ASCII)
    power = POWERS[multiplier] if multiplier else 0
    point = plain.find(".")
    places = 0 if point < 0 else len(plain) - point - 1
    value = Decimal(f"{plain}E{power}") if power else Decimal(plain)
    return value, unit_place(power - places)


@lru_cache(maxsize=2048)
def chinese(numeral: str) -> Decimal | None:
    """Value of 十二, 两千三百, 一万零五, 二〇二一, 三点五; None when the characters make no number."""
    whole, point, fraction = numeral.partition("点")
    value = _whole(whole)
    if value is None or not point:
        return None if value is None else Decimal(value)
    digits = [_CHINESE.get(char) for char in fraction]
    if not digits or None in digits:
        return None
    return Decimal(f"{value}.{''.join(map(str, digits))}")


def _whole(numeral: str) -> int | None:
    if len(numeral) > 24:
        return None
    if all(char in _CHINESE for char in numeral):
        return int("".join(str(_CHINESE[char]) for char in numeral)) if numeral else None
    return _positional(numeral)


def _positional(numeral: str) -> int | None:
    """十百千 inside a section, 万 and 亿 between sections; two bare digits in a row make no number."""
    total = section = 0
    digit: int | None = None
    for char in numeral:
        if char in _CHINESE:
            if digit:
                return None
            digit = _CHINESE[char]
        elif char in _SMALL:
            section += (1 if digit is None else digit) * _SMALL[char]
            digit = None
        else:
            section += digit or 0
            total = (total + section or 1) * _LARGE[char] if char == "亿" or total == 0 else total + section * 10_000
            section, digit = 0, None
    return total + section + (digit or 0)


def plain(value: Decimal) -> str:
    """Plain decimal string, without exponent: 1.5155E+9 is "1515500000"."""
    return f"{value:f}"
