"""The part of a year, or the years, a report is about, as its title says or, without it, its first words."""

import re

from pipeline.outline.dates import years_in
from pipeline.outline.years import GIVEN

_YEAR = r"(?:19|20)\d\d"
_DASH = r"\s*[-—–~～至到]+\s*"
_PERIOD = re.compile(
    rf"{_YEAR}年?{_DASH}{_YEAR}年度?|“?十[一二三四五六]五”?(?=工作|期间|时期|规划|以来)|"
    rf"上半年|下半年|前三季度|第?[一二三四1-4]季度|\d{{1,2}}(?:月份?)?{_DASH}\d{{1,2}}\s*月份?|(?<!\d)\d{{1,2}}月份|全年"
)
_PART = rf"上半年|前三季度|第?[一二三四1-4]季度|\d{{1,2}}月?{_DASH}\d{{1,2}}月份?"
_THE_YEAR = r"(?:今年|本年度?|(?:(?:19|20)\d\d|[二一][〇○零九][〇○零一二三四五六七八九]{2})年度?)?的?"
# What the first sentence opens with, or says that it will tell of; a part of the year in passing is neither.
_OPENED = re.compile(rf"\s*(?:[^。；;，,\n]{{2,20}}[:：]\s*)?{_THE_YEAR}({_PART})(?:以来)?\s*[,，]")
_TOLD = re.compile(
    rf"现[将就把][^。；;，,\n]{{0,30}}?({_PART})[^。；;，,\n]{{0,30}}(?:汇报|报告|总结|通报|小结|说明)如下"
)
_FIRST = re.compile(r"[^。！？!?]{1,300}")
_ANNUAL = re.compile("总结|公报|汇报|情况|结果|报告|年报|述职")


def period_named(title: str | None) -> str | None:
    """The part of the year the title names; 全年 for a yearly report, None for a speech and where nothing is named."""
    if not title:
        return None
    found = _PERIOD.search(title)
    if found:
        return found[0]
    return "全年" if years_in(title) and _ANNUAL.search(title) and not GIVEN.search(title) else None


def period_opened(title: str | None, opening: str) -> str | None:
    """The part of the year the first sentence of a report opens with, or says that it tells of: 上半年，…; else None.

    A speech tells of its year, whatever it begins with.
    """
    first = _FIRST.match(opening)
    if first is None or (title and GIVEN.search(title)):
        return None
    found = _OPENED.match(first[0]) or _TOLD.search(first[0])
    return found[1] if found else None
