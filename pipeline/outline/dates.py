"""Dates and years as the head of a page writes them: 2022-12-08, 2022年12月8日, 二〇二二年十二月八日."""

import re
from datetime import date

_DIGITS = {sign: place for place, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "Ｏ": 0, "O": 0}
_CN = "〇零○一二三四五六七八九"
DATE = re.compile(
    rf"(?<!\d)(?P<year>(?:19|20|１９|２０)\d\d|[一二][九{_CN[0:3]}][{_CN}]{{2}})\s*[-年./／．－]\s*"
    r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})\s*[-月./／．－]\s*"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})(?!\d)\s*[日号]?"
)
YEAR = re.compile(rf"(?<!\d)((?:19|20|１９|２０)\d\d|[一二][九{_CN[0:3]}][{_CN}]{{2}})(?=\s*学?年)")


def year_number(written: str) -> int:
    """The year in digits of any width or in Chinese signs: "２０２２", "二〇二二" → 2022."""
    return int("".join(str(_DIGITS[sign]) if sign in _DIGITS else sign for sign in written))


def small_number(written: str) -> int:
    """A number below one hundred: "12", "１２", "十二", "二十一"; 0 for what is none."""
    if written.isdecimal():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    if not ten:
        return _DIGITS.get(written, 0)
    return 10 * (_DIGITS.get(tens, 0) if tens else 1) + (_DIGITS.get(ones, 0) if ones else 0)


def iso_date(found: re.Match[str]) -> str | None:
    """The ISO form of a match of `DATE`; None for a day that does not exist."""
    try:
        day = date(year_number(found["year"]), small_number(found["month"]), small_number(found["day"]))
    except ValueError:
        return None
    return day.isoformat()


def years_in(text: str) -> list[int]:
    """The years written with 年 in `text`, in order."""
    return [year_number(found[1]) for found in YEAR.finditer(text)]
