"""Dates, periods and clock times: numerals that say when, not how much."""

import re

from pipeline.domain.figure import Owner
from pipeline.figures.scan import D

_SEP = r"\s?(?:[-－–—―~～〜∼]{1,2}|[至到、和及或])\s?"
_Y = "[0-9０-９OＯ○]"  # 2OO4年: the letter for the nought
_YEAR4 = rf"[12１２][ ]?{_Y}[ ]?{_Y}[ ]?{_Y}"
_DAY = rf"{D}[ ]?{D}?(?:{_SEP}{D}{{1,2}})?\s?[日号](?!线|楼|文件|院|地块)"
_MONTH = rf"{D}[ ]?{D}?(?:{_SEP}{D}{{1,2}})?\s?月份?"
_NOT_SPAN = r"(?!历史|的历史|以上|左右|多|余)"

_DATE = re.compile(
    rf"""
    (?P<date>{_YEAR4}(?:{_SEP}(?:{_YEAR4}|{D}{{2}}))?\s?年{_NOT_SPAN}(?:\s?{_MONTH})?(?:\s?{_DAY})?)
  | (?P<month>{_MONTH}(?:\s?{_DAY})?)
  | (?P<iso>{_YEAR4}[-－/.．]{D}{{1,2}}(?:[-－/.．]{D}{{1,2}})?(?![0-9０-９万亿%％元]|[.．]{D}))
  | (?P<clock>{D}{{1,2}}[:：]{D}{D}(?:[:：]{D}{D})?(?![0-9０-９:：.．])
      |{D}{{1,2}}[时点](?:{D}{{1,2}}分|半|整|许|钟)?(?!{D}))
  | (?P<day>{_DAY})
  | (?P<years>{_YEAR4}{_SEP}(?:{_YEAR4}|{D}{{2}})(?![0-9０-９.．米元人户亩个℃%％万亿吨公千平斤]))
    """,
    re.X,
)
# Two digits and 年 are a year when they count from 1949 or carry a leading zero, unless a span is meant.
_SHORT_YEAR = re.compile(rf"(?:0{D}|[5-9]{D}|49)年{_NOT_SPAN}(?!来|间|时间|内|期|前|后)")
_SPAN_BEFORE = frozenset("有达长约近共满续历时为超逾过第的龄")
_PERIOD_BEFORE = ("过去", "未来", "今后", "最近", "近", "前", "头", "后", "往后", "此前")
_SINCE = re.compile("(?:改革开放|建国|建党|建市|建县|建区|成立|回归)$")
_PERIOD_AFTER = ("来", "行动", "计划", "规划", "目标", "任务", "攻坚", "滚动", "期间", "级", "内", "间", "中")
DATEISH = frozenset("年月日号时点:：-－–—―~～〜∼/.．至到、和及 \u3000\n")
_RATIO_BEFORE = re.compile("结构|比例|比重|产业比|之比|性别比|比为|比由")


def date_at(text: str, start: int) -> tuple[int, Owner] | None:
    """End and owner of the date or clock time that starts at `start`."""
    found = _DATE.match(text, start)
    if found is None:
        return _short_year(text, start)
    if found.lastgroup == "clock":
        hour = re.split("[:：时点]", found[0])[0]
        if int(hour) > 24 or (found[0][-1] not in "时点" and _RATIO_BEFORE.search(text, max(0, start - 20), start)):
            return None
        return found.end(), Owner.CLOCK
    return found.end(), Owner.PERIOD if found.lastgroup == "years" else Owner.DATE


def _short_year(text: str, start: int) -> tuple[int, Owner] | None:
    found = _SHORT_YEAR.match(text, start)
    if found is None or text[start - 1 : start] in _SPAN_BEFORE:
        return None
    return found.end(), Owner.DATE


def is_period(text: str, start: int, end: int, unit: str) -> bool:
    """True when a span only says when: 近5年, 前10个月, 今后3年, 3年行动计划; 连续5年 and 工期2年 are amounts."""
    if unit == "周年" or (
        unit == "年" and (text.startswith("一遇", end) or _SINCE.search(text, max(0, start - 4), start))
    ):
        return True
    if unit not in ("年", "个月", "个季度", "天"):
        return False
    if text[max(0, start - 2) : start].endswith(_PERIOD_BEFORE) and not text[max(0, start - 2) : start].endswith(
        "以后"
    ):
        return True
    return unit == "年" and text.startswith(_PERIOD_AFTER, end)
