"""The numbers Word counts itself: list levels of numbering.xml as the text a reader sees, 一、 (一) 1. ①."""

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HAN = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_ONES = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_DEEPEST = 9  # levels Word knows


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its number is written and where it starts."""

    style: str  # chineseCounting, decimal …
    pattern: str  # "%1、", "(%2)", "%1.%2"
    start: int


class Numbering:
    """Counts the paragraphs of one document."""

    def __init__(self, part: "_Element | None") -> None:
        abstract = {} if part is None else {one.get(f"{W}abstractNumId"): one for one in part.iter(f"{W}abstractNum")}
        self._levels: dict[str, dict[int, Level]] = {}
        self._counter: dict[str, str] = {}  # list → what counts it: lists of one definition go on counting
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        for number in () if part is None else part.iter(f"{W}num"):
            self._read(number, abstract)

    def _read(self, number: "_Element", abstract: dict[str | None, "_Element"]) -> None:
        name = number.get(f"{W}numId") or ""
        base = value_of(number.find(f"{W}abstractNumId"))
        levels = _levels(abstract[base]) if base in abstract else {}
        restarted = False
        for override in number.iter(f"{W}lvlOverride"):
            levels |= _levels(override)
            place, start = _whole(override.get(f"{W}ilvl"), 0), override.find(f"{W}startOverride")
            if start is not None and place in levels:
                old = levels[place]
                levels[place] = Level(old.style, old.pattern, _whole(value_of(start), 1))
                restarted = True
        self._levels[name] = levels
        self._counter[name] = f"num{name}" if restarted else f"abstract{base}"

    def next(self, name: str, place: int) -> str:
        """The number of the next paragraph of list `name` at level `place`; "" for a bullet or a list unknown."""
        levels = self._levels.get(name, {})
        if place not in levels:
            return ""
        counts = self._counts[self._counter[name]]
        counts[place] = counts.get(place, levels[place].start - 1) + 1
        for deeper in [one for one in counts if one > place]:
            del counts[deeper]
        return _written(levels, counts, place)


def _levels(element: "_Element") -> dict[int, Level]:
    found = {}
    for one in element.iter(f"{W}lvl"):
        style = value_of(one.find(f"{W}numFmt")) or "decimal"
        pattern = value_of(one.find(f"{W}lvlText")) or ""
        found[_whole(one.get(f"{W}ilvl"), 0)] = Level(style, pattern, _whole(value_of(one.find(f"{W}start")), 1))
    return found


def value_of(element: "_Element | None") -> str | None:
    """The w:val of an element that may be missing."""
    return None if element is None else element.get(f"{W}val")


def _whole(written: str | None, missing: int) -> int:
    return int(written) if written is not None and written.isdecimal() and len(written) < 7 else missing


def _written(levels: dict[int, Level], counts: dict[int, int], place: int) -> str:
    if levels[place].style in ("bullet", "none"):
        return ""
    text = levels[place].pattern
    for one in range(min(place, _DEEPEST) + 1):
        if f"%{one + 1}" in text and one in levels:
            text = text.replace(f"%{one + 1}", number_text(counts.get(one, levels[one].start), levels[one].style))
    return text


def number_text(number: int, style: str) -> str:
    """`number` in Word's number format `style`; in digits for a format we do not know."""
    if style in ("chineseCounting", "chineseCountingThousand", "taiwaneseCountingThousand", "japaneseCounting"):
        return _chinese(number)
    if style in ("chineseLegalSimplified", "ideographLegalTraditional"):
        return "".join(_FORMAL[int(digit)] for digit in str(number))
    if style in ("ideographDigital", "taiwaneseDigital", "taiwaneseCounting"):
        return _chinese(number) if style == "taiwaneseCounting" else "".join(_HAN[int(digit)] for digit in str(number))
    if style == "ideographTraditional" and 0 < number <= 10:
        return _STEMS[number - 1]
    if style == "ideographZodiac" and 0 < number <= 12:
        return _BRANCHES[number - 1]
    if style in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    if style == "decimalEnclosedParen" and 0 < number <= 20:
        return chr(0x2474 + number - 1)
    if style == "decimalEnclosedFullstop" and 0 < number <= 20:
        return chr(0x2488 + number - 1)
    if style == "decimalFullWidth":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))
    if style in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 5)
        return letter if style == "lowerLetter" else letter.upper()
    if style in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        return _roman(number) if style == "lowerRoman" else _roman(number).upper()
    return f"{number:02d}" if style == "decimalZero" else str(number)


def _chinese(number: int) -> str:
    """Up to 99 as headings write it, 十二 rather than 一十二; digit by digit above."""
    if not 0 < number < 100:
        return "".join(_HAN[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _HAN[tens]) + ("十" if tens else "") + (_HAN[ones] if ones else "")


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN + _ROMAN_ONES:
        while number >= value:
            written, number = written + sign, number - value
    return written
