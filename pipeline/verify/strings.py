"""Numerals that are no figures: dates, names, ordinals. They are compared as strings, never as amounts."""

import re
from collections.abc import Iterator, Sequence

_CLASSIFIER = (
    "个|项|家|户|人|名|位|处|件|起|次|场|条|座|栋|幢|辆|台|所|支|批|亩|元|米|公里|吨|成|倍|套|间|宗|单|份|张|块|棵|株|头|只|轮|期|"
    "公顷|平方|颗|粒|片|根|棵|枚|头|匹|艘|架|口|盏|幅|册|箱|袋|桶|袋|斤|克|立方|天|小时|个月|对|封|部|本|篇|车|剂|万|亿|千|%|‰|百分点"
)
_ARABIC = re.compile(r"\d+(?:[.,]\d+)*")
_HAN = re.compile(
    rf"[一二两三四五六七八九十百千万亿零〇几半]+[余多来]?(?:{_CLASSIFIER}|大|类|方面|级)|翻[一两二三几]?了?[一两]?番|过半|半数"
)
_IDIOM = re.compile(r"^(?:一[^万亿百千倍成]|千家|万家|万户|百家|半)")  # 一批, 一个, 千家万户: no count
_UNIT = re.compile(rf"^[余多来]?(?:{_CLASSIFIER})")
_BROKEN_OFF = re.compile(r"\d[.,]?$")
_GOES_ON = re.compile(r"[.,]?\d")
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def fold(text: str) -> str:
    """`text` with full-width digits, letters and marks as ASCII, one character for one, so that places stay."""
    return text.translate(_WIDTH)


def loose_numerals(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Places of the numerals of `text` (folded) that lie outside `taken` (ordered): digits, and 三个, 两项 in words."""
    free = blank(text, taken)
    for found in _ARABIC.finditer(free):
        yield found.span()
    for found in _HAN.finditer(free):
        if not _IDIOM.match(found.group()) and not free[max(0, found.start() - 1) : found.start()].isdigit():
            yield found.span()


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
    unit = _UNIT.match(text[end : end + 4]) if word[-1:].isdigit() else None
    at = source.find(word)
    while at >= 0:
        after = at + len(word)
        if _whole(source, at, after) and (unit is None or source.startswith(unit.group(), after)):
            return at
        at = source.find(word, after)
    return -1


def _whole(source: str, start: int, end: int) -> bool:
    """Is `source[start:end]` no part of a longer number?"""
    if source[start].isdigit() and _BROKEN_OFF.search(source[max(0, start - 2) : start]):
        return False
    return not (source[end - 1].isdigit() and _GOES_ON.match(source[end : end + 2]))
