"""The minus sign of a number: which dash is one, and where 负 and 零下 say the same.

The sign is no part of the figure's own words, and its value is never negative: a sign is told by `direction`.
"""

import re

from pipeline.domain.figure import Kind
from pipeline.figures.units import UNITS

MINUS = frozenset("-－−﹣‐‑")
FALLEN = frozenset("↓▼⬇")  # how a table draws a fall
_LONG = frozenset("–—")  # a sign behind a word of change alone: elsewhere they join or introduce
_DASHES = MINUS | _LONG | frozenset("―")
_LAST = MINUS | _LONG | frozenset("负下 \u3000\xa0\n")
# 减负, 税负, 担负, 正负 …: the last character of another word.
_OTHER_WORD = re.compile(r"(?:[担肩减胜正背抱自承辜欺身降轻重税赋超氧有所不]|(?<!净)增)负$")
_TOUCHES = re.compile(r"(?:[-－−﹣‐‑–—负↓▼⬇]|零下)$")
_BLANK = re.compile(r"[ \u3000\xa0]{1,2}$|[ \t\u3000\xa0]{0,4}\n[ \t\u3000\xa0]{0,8}$")
_LINE_HEAD = re.compile(r"(?:^|\n)[ \t\u3000\xa0]*$")
# 5%-10%, 3万元-5万元, A3-: a dash behind a number joins; behind 2021年 or 1-3月 it may be a sign.
_NUMBER = re.compile(r"[0-9０-９][余多来]?[百千万亿]{0,2}((?!年)[\u4e00-\u9fff%％‰℃°㎡]{0,4})$")
_ACRONYM = re.compile(r"[A-Za-zＡ-Ｚ]{2,}$")
_FULL_STOPS = frozenset("。！？!?")
_ALWAYS = frozenset({Kind.PERCENT, Kind.POINT})
_MOSTLY = _ALWAYS | {Kind.MONEY}
_DEGREES = ("℃", "°", "度")
_FLOOR = ("层", "楼")  # 负2层 is a storey
# What may be below zero whatever it is counted in.
_SIGNED = re.compile(
    r"(?:增[长加速幅减量收支产]?|净[增减增额值]?|下降|减[少幅]?|降[幅低]?|[涨跌]幅?|上升|提高|回落|变动|变化|浮动|同比|环比|同期|[比较][上去前]年"
    r"|[差余净]额|结余|节余|盈余|盈[亏利]|损益|利润|净利|收益|[顺逆]差|收支|现金流|流入|气温|温度|最[低高]|标高|高程|水位"
    r"|拉动|贡献|影响|指数)"
    r"(?:总[额量]|[额数量率值点])?(?:了|为|是|达到?|到|至|约|近|[（(：: \u3000\xa0\n])*$"
)
_REACH = 24  # characters before a sign that are looked at


def sign_start(text: str, start: int, kind: Kind, unit: str = "") -> int:
    """Where the minus sign of the number at `start` begins; `start` where it has none.

    `kind` and `unit` (canonical) are those of the number: 投资-5% has a sign, 南京-5公里 and 街道-12家 have a dash.
    """
    if text[start - 1 : start] not in _LAST or start == 0:
        return start
    blank = _BLANK.search(text, max(0, start - 14), start)
    end = blank.start() if blank else start
    last = text[end - 1 : end]
    if text.endswith("零下", 0, end):
        return end - 2 if unit in _DEGREES else start
    if last == "负":
        other = blank or unit in _FLOOR or _OTHER_WORD.search(text, max(0, end - 3), end)
        return start if other else end - 1
    at = end - 1
    if last not in MINUS | _LONG or text[max(0, at - 1) : at] in _DASHES:
        return start
    return at if _is_minus(text, at, last in _LONG or blank is not None, kind, unit) else start


def _is_minus(text: str, at: int, doubtful: bool, kind: Kind, unit: str) -> bool:
    """Is the dash at `at` a sign? `doubtful` ones, long or apart from the number, are only behind a word of change."""
    reach = max(0, at - _REACH)
    before = text[reach:at]
    always = kind in _ALWAYS or unit in _DEGREES[:1]
    if _SIGNED.search(before):
        return True
    if before[-1:] in _FULL_STOPS or _joins(before):
        return False
    if before[-1:].isascii() and before[-1:].isalpha():
        return not doubtful and (always or kind in _MOSTLY) and _ACRONYM.search(before) is not None
    if doubtful:
        return False
    if _LINE_HEAD.search(before) and (not before or "\n" in before):
        return always
    return always or kind in _MOSTLY


def _joins(before: str) -> bool:
    """Does a number with or without its unit end `before`?"""
    found = _NUMBER.search(before)
    return found is not None and (not found[1] or found[1] in UNITS)


def is_minus(text: str, start: int, kind: Kind, unit: str = "") -> bool:
    """True when the number at `start` has a minus sign."""
    return sign_start(text, start, kind, unit) < start


def touched(text: str, start: int) -> bool:
    """True when something that may be a sign touches the number at `start`, whatever it is a number of."""
    return _TOUCHES.search(text, max(0, start - 2), start) is not None
