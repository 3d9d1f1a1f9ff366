"""Words that soften or bound a number: 约 近 余 左右 · 超 逾 不足 以上 以下."""

import re
from collections.abc import Mapping

from pipeline.domain.figure import Bound, Marker
from pipeline.figures.lexicon import words

_Soft = tuple[Marker | None, Bound | None]

# Directly before the number. Only 约 近 超 逾 超过 大约 将近 接近 belong to the figure's own words.
_BEFORE: Mapping[str, _Soft] = (
    dict.fromkeys(words("约 大约 约为 大概 上"), (Marker.ABOUT, None))
    | dict.fromkeys(words("近 将近 接近"), (Marker.NEAR, None))
    | dict.fromkeys(words("超 超过 逾 突破 超出 高于 多于 大于 > ＞"), (None, Bound.GT))
    | dict.fromkeys(words("不足 不到 低于 少于 小于 未满 < ＜"), (None, Bound.LT))
    | dict.fromkeys(words("不低于 不少于 不小于 至少 最少 ≥"), (None, Bound.GE))
    | dict.fromkeys(words("不超过 不超 不多于 不高于 不大于 不突破 不逾 未超过 最多 至多 ≤"), (None, Bound.LE))
)
_ATTACHED = ("超过", "大约", "将近", "接近", "约", "近", "超", "逾")
_LAST = frozenset(word[-1] for word in _BEFORE)
# The last character of another word: 签约4018户 is signed, not about; 附近3个村 is nearby, not almost.
_NOT_ABOUT = frozenset("签预合节制条违简履集续缔立公契租特誓践爽邀相失")
_NOT_NEAR = frozenset("附最邻靠临就远亲走贴拉")
_NOT_OVER = frozenset("赶反高")

# Directly behind the unit, longest first.
_AFTER: Mapping[str, _Soft] = (
    dict.fromkeys(words("(含)以上 （含）以上 及其以上 及以上 以上"), (None, Bound.GE))
    | dict.fromkeys(words("及以下 以下 以内 之内 内"), (None, Bound.LE))
    | dict.fromkeys(words("左右 上下"), (Marker.ABOUT, None))
    | dict.fromkeys(words("多 余"), (Marker.OVER, None))
)
_AFTER_FIRST = frozenset(word[0] for word in _AFTER)
_AFAR = re.compile(r"约(?:占[^，,。；;：:0-9]{0,8}|为|有|达|需|计|在|是)$")


def before(text: str, start: int, floor: int) -> tuple[int, Marker | None, Bound | None]:
    """Marker or bound directly before `start`, and where the figure's words begin with it."""
    at = start - 1 if start > floor and text[start - 1] in " \u3000" else start
    if at <= floor or text[at - 1] not in _LAST:
        return start, *_far(text, start, floor)
    for size in (3, 2, 1):
        word = text[max(floor, at - size) : at]
        if word in _BEFORE and not _part_of_word(text, at - size, word):
            marker, bound = _BEFORE[word]
            attached = next((len(w) for w in _ATTACHED if word == w), 0)
            return (at - attached if attached else start), marker, bound
    return start, *_far(text, start, floor)


def _part_of_word(text: str, at: int, word: str) -> bool:
    previous = text[at - 1] if at > 0 else ""
    if word == "约":
        return previous in _NOT_ABOUT
    if word == "近":
        return previous in _NOT_NEAR
    if word == "上":
        return previous not in "，,、。；;了达数有近"
    return word == "超" and previous in _NOT_OVER


def _far(text: str, start: int, floor: int) -> tuple[Marker | None, Bound | None]:
    """约 that stands before a short verb: 约占全区60%."""
    if text.find("约", max(floor, start - 10), start) < 0:
        return None, None
    found = _AFAR.search(text, max(floor, start - 10), start)
    if found and not _part_of_word(text, found.start(), "约"):
        return Marker.ABOUT, None
    return None, None


def after(text: str, end: int) -> tuple[Marker | None, Bound | None]:
    """Marker or bound directly behind the unit: 以上, 左右; it is no part of the figure's words."""
    if text[end : end + 1] in _AFTER_FIRST:
        for word, soft in _AFTER.items():
            if text.startswith(word, end):
                return soft
    return None, None


def both(first: Marker | None, second: Marker | None) -> Marker | None:
    """Two markers of one number; two that differ contradict each other (近600余亩)."""
    if first is None or second is None or first is second:
        return first or second
    return Marker.CONFLICT
