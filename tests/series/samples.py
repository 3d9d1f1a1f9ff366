"""Short reports of several offices and years, as summaries."""

from collections.abc import Sequence
from functools import cache

from pipeline import report_of, summarize
from pipeline.domain.result import ReportSummary
from pipeline.series import Series, gather


@cache
def said(office: str, year: int, work: str) -> ReportSummary:
    """The summary of a report of `office` that says `work`."""
    title = f"{office.rpartition('区')[2]}{year}年工作总结"
    head = f"来源: {office}办事处 发布时间: {year + 1}-01-10"
    text = f"{title}\n\n{head}\n\n一、主要工作\n\n{work}\n"
    return summarize(report_of(text, f"{office}{year}"))


def invested(amounts: Sequence[str], year: int = 2022, place: str = "云山市东平区") -> list[ReportSummary]:
    """One report an office of the district, each with its 固定资产投资."""
    names = "甲乙丙丁戊己庚辛壬癸"
    return [
        said(f"{place}{names[number]}河街道", year, f"全年完成固定资产投资{amount}。")
        for number, amount in enumerate(amounts)
    ]


def over_years(amounts: Sequence[str], office: str = "云山市东平区甲河街道", first: int = 2015) -> list[ReportSummary]:
    """One report a year of the office."""
    return [said(office, first + n, f"全年完成固定资产投资{amount}。") for n, amount in enumerate(amounts)]


def gathered(*summaries: Sequence[ReportSummary]) -> Series:
    """All of them as series."""
    return gather(one for group in summaries for one in group)
