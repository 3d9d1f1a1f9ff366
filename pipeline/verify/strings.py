"""Numerals that are no figures: dates, names, ordinals. They are compared as strings, never as amounts."""

import re
from collections.abc import Iterator, Sequence

from pipeline.verify.spelled import CLASSIFIER, NUMERALS, is_sign, spelled

_ARABIC = re.compile(r"\d+(?:[.,]\d+)*")
_UNIT = re.compile(rf"^[余多来]?(?:{CLASSIFIER}|万|亿|千)")
_BROKEN_OFF = re.compile(r"\d[.,]?$")
_GOES_ON = re.compile(r"[.,]?\d")
_YEAR = re.compile(
    r"(?<![一二三四五六七八九十百千万亿零〇○\d])(?:二[〇○零]|一[九八])[〇○零一二三四五六七八九]{2}(?=年)"
)
_YEAR_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def fold(text: str) -> str:
    """`text` with full-width digits, letters and marks as ASCII, and 二〇二二年 as 2022年, one character for one, so
    that places stay.
    """
    return _YEAR.sub(lambda found: found[0].translate(_YEAR_DIGITS), text.translate(_WIDTH))


def loose_numerals(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Places of the numerals of `text` (folded) outside `taken` (ordered): digits, and what `spelled` finds."""
    free = blank(text, taken)
    for found in _ARABIC.finditer(free):
        yield found.span()
    yield from spelled(free)


def blank(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """`text` with each character of `spans` (ordered, disjoint) as NUL: no rule sees a figure's own digits there."""
    parts, at = [], 0
    for start, end in spans:
        parts.append(text[at:start])
        parts.append("\0" * (end - max(start, at)))
        at = max(at, end)
    return "".join([*parts, text[at:]])


def where(text: str, start: int, end: int, source: str) -> int:
    """Where the numeral `text[start:end]` stands in `source` whole, with the same unit word if it has one; else -1.

    Both texts are folded. 12 does not stand in 123 or 12.5; 12345件 does not stand in 12345热线.
    """
    word = text[start:end]
    unit = _UNIT.match(text[end : end + 4]) if word[-1:].isdigit() or is_sign(word[-1]) else None
    at = source.find(word)
    while at >= 0:
        after = at + len(word)
        if _whole(source, at, after) and (unit is None or source.startswith(unit.group(), after)):
            return at
        at = source.find(word, after)
    return -1


def _whole(source: str, start: int, end: int) -> bool:
    """Is `source[start:end]` no part of a longer number?"""
    if source[start].isdecimal() and _BROKEN_OFF.search(source[max(0, start - 2) : start]):
        return False
    if source[end - 1].isdecimal() and _GOES_ON.match(source[end : end + 2]):
        return False
    edges = (source[max(0, start - 1) : start + 1], source[end - 1 : end + 1])
    return not any(len(edge) == 2 and all(_spelled_out(char) for char in edge) for edge in edges)


def _spelled_out(char: str) -> bool:
    return char in NUMERALS or is_sign(char)
