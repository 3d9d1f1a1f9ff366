"""The head of a report: title, issuer, year reported on, date of publication, period. Unknown stays None."""

import re

from pipeline.domain.report import Head
from pipeline.domain.span import Span
from pipeline.outline.dates import DATE, iso_date, years_in
from pipeline.outline.furniture import is_furniture
from pipeline.outline.issuers import issuer_of
from pipeline.outline.metadata import first_of, labelled_values
from pipeline.outline.numbering import number_at
from pipeline.outline.page_words import words
from pipeline.outline.periods import period_named, period_opened
from pipeline.outline.tallies import is_tally
from pipeline.outline.titles import day_behind, is_date, is_meeting, is_title, title_words
from pipeline.outline.years import GIVEN, year_reported
from pipeline.outline.zones import Zones, covered

_DATES = words(
    "发布时间 发布日期 公开日期 公开时间 发文日期 生成日期 成文日期 印发日期 发表时间 发文时间 日期 时间 更新时间 "
    "填报日期 填报时间 报告日期"
)
_PAGE_TITLES = words("标题 报告名称 报告标题 文件标题 名称 信息名称 文件名称 公文名称 内容概述")
_SALUTED = re.compile(r"(\S{6,80}?)(?=(?:尊敬的)?各位(?:代表|委员|领导))")
_SENTENCE = re.compile("[。；;！!]")  # no title has one
_LOST = 2  # signs
_CLOCK = re.compile(r"\s*\d{1,2}[:：]\d{2}")


def head_of(text: str, zones: Zones, parts: list[str], opening: str) -> Head:
    """The head; `parts` are the titles of the outermost headings, `opening` the first words of the body."""
    lines = [line for line in zones.head if not covered(zones.titles, line)]
    values = labelled_values("\n".join(line.of(text) for line in lines))
    titles = [title_words(title.of(text)) for title in zones.titles]
    stated = first_of(values, _PAGE_TITLES)
    stated = None if stated and _SENTENCE.search(stated) else stated
    title = _own(titles) if titles else stated or _run_in_title(opening)
    page = next((one for one in (*titles[:1], stated) if one and one != title), None)
    published = _published(text, values, lines + zones.foot, [title.of(text) for title in zones.titles])
    issuer = issuer_of(text, values, zones, title, opening)
    year = year_reported(title, parts, opening, published, _given(text, lines))
    return Head(title, issuer, year, published, period_named(title) or period_opened(title, opening), page)


def _own(titles: list[str]) -> str:
    """The last title, which is the report's own; the page's where that says all of it and the year."""
    own, page = titles[-1], titles[0]
    fuller = own in page and years_in(page) and not years_in(own) and not GIVEN.search(own)
    return page if fuller or _lacks_a_sign(own, page) else own


def _lacks_a_sign(own: str, page: str) -> bool:
    """True for `page` but for a sign or two that stood where a line broke."""
    signs = iter(page)
    return 0 < len(page) - len(own) <= _LOST and all(sign in signs for sign in own)


def _run_in_title(opening: str) -> str | None:
    """The title of a text that lost its line breaks: what stands before the first blank or the salutation."""
    saluted = _SALUTED.match(opening)
    first = saluted[1] if saluted else next(iter(opening.split(maxsplit=1)), "")
    whole = Span(0, len(first))
    said = len(first) < len(opening) and is_title(first, whole) and number_at(first, whole) is None
    return title_words(first) if said else None


def _published(text: str, values: dict[str, str], lines: list[Span], titles: list[str]) -> str | None:
    """The labelled date; else one with the hour or beside a counter of the page.

    Else a line that is a date, above the body or of the signature; else the day behind a title.
    """
    stated = (DATE.search(values[label]) for label in _DATES if label in values)
    found = [DATE.search(text, line.start, line.end) for line in lines]
    timed = (
        one
        for line, one in zip(lines, found, strict=True)
        if one and (_CLOCK.match(text, one.end()) or is_tally(text, line))
    )
    alone = (
        one
        for line, one in zip(lines, found, strict=True)
        if is_date(text, line) or (is_furniture(text, line) and one and one.start() == line.start)
    )
    days = (*stated, *timed, *alone, *map(day_behind, titles))
    return next((day for one in days if one and (day := iso_date(one))), None)


def _given(text: str, lines: list[Span]) -> str | None:
    """The day of the meeting the report was given at."""
    found = (DATE.search(text, line.start, line.end) for line in lines if is_meeting(text, line))
    return next((day for one in found if one and (day := iso_date(one))), None)
