"""The year a report is about, which is often not the year of its page.

2021年工作总结及2022年工作计划 is about 2021. A 政府工作报告 is named after the year it is given in and reports on the
year before; its own headings (一、2022年工作回顾) and first words decide, then the season it was published in.
"""

import re

from pipeline.outline.dates import years_in

_PAST = re.compile("总结|回顾|成效|完成|落实|执行|开展|进展|公报|做法|成绩|所做|取得|情况|结果|过去|报告")
_AHEAD = re.compile("计划|打算|思路|安排|草案|展望|重点|目标|任务")
_GIVEN = re.compile("政府工作(?:的)?报告")
_LATE_WINTER = 4  # reports on the year before are given from January to April
_LOOKED_AT = 600  # characters of the body's beginning


def year_reported(title: str | None, parts: list[str], opening: str, published: str | None) -> int | None:
    """The year reported on; None when nothing tells."""
    named = years_in(title) if title else []
    if title and named and not _GIVEN.search(title):
        return named[0]
    told = [years_in(part)[0] for part in parts if years_in(part) and _PAST.search(part) and not _is_ahead(part)]
    if told:
        return told[0]
    begun = years_in(opening[:_LOOKED_AT])
    limit = named[0] if named else int(published[:4]) if published else None
    if _GIVEN.search(title or "") and limit is not None:
        return _before(limit, begun, published)
    if begun:
        return max(set(begun), key=lambda year: (begun.count(year), -year))
    return None


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
