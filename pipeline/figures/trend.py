"""Which way a change goes, what it is measured against, and whether a level or a change is stated."""

import re

from pipeline.domain.figure import Base, Direction, Endpoint, Kind
from pipeline.figures.lexicon import words
from pipeline.figures.reading import Reading
from pipeline.figures.sign import sign_start

_UP = words(
    """
    增长 增加 上升 提高 提升 上涨 新增 净增 增收 增支 多收 多支 增产 增幅 多增
    增 升 涨 高于 高出 增速 扩大 扩增 跃升 翻 多出
    """
)
_DOWN = words(
    """
    下降 减少 降低 回落 下滑 缩减 压减 锐减 下跌 收窄 缩短 降 减 跌 低于
    少收 少支 短收 减收 减支 减产 降幅 负增长 核减 精简 压缩
    """
)
_FLAT = ["持平"]
_WORDS = {
    word: way
    for way, words in ((Direction.UP, _UP), (Direction.DOWN, _DOWN), (Direction.FLAT, _FLAT))
    for word in words
}
_VERB = "|".join(sorted(_WORDS, key=len, reverse=True))
_TREND = re.compile(rf"({_VERB})(?:率|幅度?|额|幅为)?(了|到|至|为|达到?|近|约|超过?|逾|[约近]为)?(?:[约近超逾]|超过)?$")
_TREND_LAST = frozenset(word[-1] for word in _WORDS) | frozenset("了到至为达近约超逾过率幅额度")
_REACH = 12  # characters before the number in which its verb stands

_BASES: tuple[tuple[Base, str], ...] = (
    (Base.TARGET, "占年度|占全年任务|占年初|占预算|为预算|完成预算|年度任务的|全年任务|全年目标|年度计划|全年计划"
        "|计划的|任务的|目标的|年初预算|调整预算|预算的"),
    (Base.YEAR_START, "比年初|较年初|比上年末|较上年末|比上年底|较上年底|比年初"),
    (Base.MONTH, "环比|比上月|较上月|比上季|较上季"),
    (Base.TERM, "比上届|较上届|上一届"),
    (Base.YEAR, "同比|比上年|较上年|比去年|较去年|上年同期|去年同期|比20|较20|比19|较19|同期|上年"),
)  # fmt: skip
_BASE = re.compile("|".join(f"(?P<{base.name}>{words})" for base, words in _BASES))
_BASE_HINT = re.compile("[比同较预任划标初]")
# Enum members as globals: reading one through its class takes ten times as long on Python 3.11.
_PERCENT = Kind.PERCENT


def trend(text: str, reading: Reading, floor: int) -> tuple[Direction | None, Endpoint | None]:
    """Direction and endpoint said by sign and verb directly before the number; `floor` is the start of its clause."""
    return with_sign(text, reading, floor, told_by_verb(text, reading, floor))


def told_by_verb(text: str, reading: Reading, floor: int) -> tuple[Direction | None, Endpoint | None]:
    """What the verb before the number and its sign says, whatever the sign: UP for 增长-5%."""
    start = sign_start(text, reading.start, reading.kind, reading.unit_norm)
    if start <= floor or text[start - 1] not in _TREND_LAST:
        return None, None
    found = _TREND.search(text, max(floor, start - _REACH), start)
    if found is None:
        return None, None
    level = found[2] in ("到", "至", "达到") and found[2] is not None
    return _WORDS[found[1]], Endpoint.LEVEL if level else Endpoint.CHANGE


def with_sign(
    text: str, reading: Reading, floor: int, told: tuple[Direction | None, Endpoint | None]
) -> tuple[Direction | None, Endpoint | None]:
    """`told`, or where the number has a minus sign a fall (增长-5%, 同比-5%) or an amount below zero (利润-5万元)."""
    start = sign_start(text, reading.start, reading.kind, reading.unit_norm)
    if start == reading.start:
        return told
    against = _BASE.search(text, max(floor, start - _REACH), start) if start > floor else None
    changes = told[1] is Endpoint.CHANGE or (told[1] is None and against is not None)
    return Direction.DOWN, Endpoint.CHANGE if changes else None


def base(text: str, reading: Reading, floor: int, direction: Direction | None) -> Base | None:
    """What the change or share is measured against, when the clause says so."""
    if direction is None and reading.kind not in (_PERCENT, Kind.POINT, Kind.MULTIPLE):
        return None
    floor = max(floor, reading.start - 24)
    found = None
    for found in _BASE.finditer(text, floor, reading.start):  # noqa: B007  # the last one is nearest
        pass
    return Base[found.lastgroup] if found and found.lastgroup else None
