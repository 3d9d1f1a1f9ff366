"""Words that soften or bound a number: 约 近 余 左右 · 超 逾 不足 以上 以下."""

import re

from pipeline.domain.figure import Bound, Marker

# Directly before the number. Only 约 近 超 逾 超过 大约 将近 接近 belong to the figure's own words.
_BEFORE: dict[str, tuple[Marker | None, Bound | None]] = {
    "约": (Marker.ABOUT, None), "大约": (Marker.ABOUT, None), "约为": (Marker.ABOUT, None), "大概": (Marker.ABOUT, None),
    "近": (Marker.NEAR, None), "将近": (Marker.NEAR, None), "接近": (Marker.NEAR, None),
    "超": (None, Bound.GT), "超过": (None, Bound.GT), "逾": (None, Bound.GT), "突破": (None, Bound.GT), "超出": (None, Bound.GT),
    "高于": (None, Bound.GT), "多于": (None, Bound.GT), "大于": (None, Bound.GT), "高达": (None, None), "上": (Marker.ABOUT, None),
    "不足": (None, Bound.LT), "不到": (None, Bound.LT), "低于": (None, Bound.LT), "少于": (None, Bound.LT), "小于": (None, Bound.LT), "未满": (None, Bound.LT),
    "不低于": (None, Bound.GE), "不少于": (None, Bound.GE), "不小于": (None, Bound.GE), "至少": (None, Bound.GE), "最少": (None, Bound.GE),
    "不超过": (None, Bound.LE), "不多于": (None, Bound.LE), "不高于": (None, Bound.LE), "不大于": (None, Bound.LE), "最多": (None, Bound.LE), "至多": (None, Bound.LE),
    "不突破": (None, Bound.LE), "不逾": (None, Bound.LE), "未超过": (None, Bound.LE), "不超": (None, Bound.LE), ">": (None, Bound.GT), "＞": (None, Bound.GT), "≥": (None, Bound.GE), "<": (None, Bound.LT), "＜": (None, Bound.LT), "≤": (None, Bound.LE),
}  # fmt: skip
_ATTACHED = ("超过", "大约", "将近", "接近", "约", "近", "超", "逾")
_LAST = frozenset(word[-1] for word in _BEFORE)
# The last character of another word: 签约4018户 is signed, not about; 附近3个村 is nearby, not almost.
_NOT_ABOUT = frozenset("签预合节制条违简履集续缔立公契租特誓践爽邀相失")
_NOT_NEAR = frozenset("附最邻靠临就远亲走贴拉")
_NOT_OVER = frozenset("赶反高")

_AFTER: tuple[tuple[str, Marker | None, Bound | None], ...] = (
    ("及以上", None, Bound.GE), ("及其以上", None, Bound.GE), ("以上", None, Bound.GE), ("及以下", None, Bound.LE),
    ("以下", None, Bound.LE), ("以内", None, Bound.LE), ("之内", None, Bound.LE), ("内", None, Bound.LE),
    ("左右", Marker.ABOUT, None), ("上下", Marker.ABOUT, None), ("多", Marker.OVER, None), ("余", Marker.OVER, None),
    ("(含)以上", None, Bound.GE), ("（含）以上", None, Bound.GE),
)  # fmt: skip
_AFTER_FIRST = frozenset(word[0] for word, _, _ in _AFTER)
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
        for word, marker, bound in _AFTER:
            if text.startswith(word, end):
                return marker, bound
    return None, None


def both(first: Marker | None, second: Marker | None) -> Marker | None:
    """Two markers of one number; two that differ contradict each other (近600余亩)."""
    if first is None or second is None or first is second:
        return first or second
    return Marker.CONFLICT
