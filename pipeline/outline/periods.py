"""The part of a year, or the years, a report is about, as its title says."""

import re

from pipeline.outline.dates import years_in
from pipeline.outline.years import GIVEN

_YEAR = r"(?:19|20)\d\d"
_DASH = r"\s*[-—–~～至到]+\s*"
_PERIOD = re.compile(
    rf"{_YEAR}年?{_DASH}{_YEAR}年度?|“?十[一二三四五六]五”?(?=工作|期间|时期|规划|以来)|"
    rf"上半年|下半年|前三季度|第?[一二三四1-4]季度|\d{{1,2}}(?:月份?)?{_DASH}\d{{1,2}}\s*月份?|(?<!\d)\d{{1,2}}月份|全年"
)
_ANNUAL = re.compile("总结|公报|汇报|情况|结果|报告|年报|述职")


def period_named(title: str | None) -> str | None:
    """The part of the year the title names; 全年 for a yearly report, None for a speech and where nothing is named."""
    if not title:
        return None
    found = _PERIOD.search(title)
    if found:
        return found[0]
    return "全年" if years_in(title) and _ANNUAL.search(title) and not GIVEN.search(title) else None
