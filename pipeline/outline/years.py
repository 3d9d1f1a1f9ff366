"""The year a report is about, which is often not the year of its page.

2021年工作总结及2022年工作计划 is about 2021. A 政府工作报告 is named after the year it is given in and reports on the
year before; its own headings (一、2022年工作回顾) and first words decide, then the season it was given or published in.
A report that only says 今年以来 is about the year of its date, before the spring about the year before.
"""

import re

from pipeline.outline.dates import YEAR, year_number, years_in

_PAST = re.compile("总结|回顾|成效|完成|落实|执行|开展|进展|公报|做法|成绩|所做|取得|情况|结果|过去|报告")
_AHEAD = re.compile("计划|打算|思路|安排|草案|展望|重点|目标|任务")
# A report on how the tasks of a 政府工作报告 were carried out is no such speech.
_SPEECH = r"工作(?:的)?报告(?![^，,。]{0,14}(?:任务|落实|完成|目标|责任|进展|执行))"
GIVEN = re.compile(rf"(?:政府|法院|检察院|常务委员会|常委会){_SPEECH}")
GOVERNMENTS = re.compile(rf"政府{_SPEECH}")
_THIS_YEAR = re.compile("今年|一年来|一年以来|本年度|年度(?:工作)?总结|年终总结|上半年|前三季度|季度")
_LATE_WINTER = 4  # reports on the year before are given from January to April
_WINTER = 3  # a report published until March that says 今年 was written before the new year
_LOOKED_AT = 600  # characters of the body's beginning


def year_reported(
    title: str | None, parts: list[str], opening: str, published: str | None, given: str | None = None
) -> int | None:
    """The year reported on; None when nothing tells. `given` is the ISO date of the meeting it was given at."""
    named = years_in(title) if title else []
    speech = title is not None and GIVEN.search(title) is not None
    if title and named and not speech:
        return _year_done(title)
    told = [years_in(part)[0] for part in parts if years_in(part) and _PAST.search(part) and not _is_ahead(part)]
    if told:
        return told[0]
    if speech and given:
        return int(given[:4]) - (int(given[5:7]) <= _LATE_WINTER)
    begun = years_in(opening[:_LOOKED_AT])
    limit = named[0] if named else int(published[:4]) if published else None
    if speech and limit is not None:
        return _before(limit, begun, published)
    if begun:
        return max(set(begun), key=lambda year: (begun.count(year), -year))
    return _year_of(published) if published and _THIS_YEAR.search((title or "") + opening[:_LOOKED_AT]) else None


def _year_done(title: str) -> int:
    """The year of what was done in 2024年工作思路及2023年工作总结; the first where all or none is."""
    found = list(YEAR.finditer(title))
    ends = [*(one.start() for one in found[1:]), len(title)]
    parts = [(year_number(one[1]), title[one.end() : end]) for one, end in zip(found, ends, strict=True)]
    return next((year for year, words in parts if _PAST.search(words) and not _is_ahead(words)), parts[0][0])


def _year_of(published: str) -> int:
    year, month = int(published[:4]), int(published[5:7])
    return year - 1 if month <= _WINTER else year


def _is_ahead(part: str) -> bool:
    ahead, past = _AHEAD.search(part), _PAST.search(part)
    return ahead is not None and (past is None or ahead.start() < past.start())


def _before(given: int, begun: list[int], published: str | None) -> int:
    """The year a report given in `given` tells of."""
    if published and int(published[:4]) == given + 1 and int(published[5:7]) <= _LATE_WINTER:
        return given
    if published and int(published[:4]) == given and int(published[5:7]) > _LATE_WINTER and given in begun:
        return given
    return given - 1 if given - 1 in begun or given not in begun or (published or "")[:4] == str(given) else given
