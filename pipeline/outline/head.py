"""The head of a report: title, issuer, year reported on, date of publication, period. Unknown stays None."""

import re

from pipeline.domain.report import Head
from pipeline.domain.span import Span
from pipeline.outline.dates import DATE, iso_date, years_in
from pipeline.outline.metadata import first_of, labelled_values
from pipeline.outline.page_words import words
from pipeline.outline.titles import is_date, is_office, is_person, is_title
from pipeline.outline.years import year_reported
from pipeline.outline.zones import Zones

_DATES = words(
    "发布时间 发布日期 公开日期 公开时间 发文日期 生成日期 成文日期 印发日期 发表时间 发文时间 日期 时间 更新时间"
)
_OFFICES = words("发布机构 发文机构 发文机关 发文单位 制发机关 公开机构 公开主体 发布单位 发布部门")
_SOURCES = words("信息来源 文章来源 稿件来源 来源 作者 供稿单位")
_PAGE_TITLES = words("标题 文件标题 名称 信息名称 文件名称 公文名称 内容概述")
_BODY_OF_OFFICE = r"[一-龥]{1,24}?(?:街道|镇|乡|自治县|自治州|自治区|新区|开发区|区|县|市|省|旗)"
_OFFICE = re.compile(
    rf"{_BODY_OF_OFFICE}(?:[一-龥]{{0,12}}?(?:办事处|人民政府办公室|人民政府|政府办公室|政府|统计局|财政局|[一-龥]局|委员会|管委会))?$"
)
_GOVERNMENT = re.compile(r"办事处|政府|局|管委会|管理委员会")
_NAMED = re.compile(
    rf"^(?:关于)?(?:20\d\d年度?)?({_BODY_OF_OFFICE}(?:办事处|人民政府|[一-龥]{{2,8}}?局(?=20\d\d|工作|关于|法治|部门|年度|$))?)(?![一-龥]{{0,2}}(?:级|域|容|场|民))"
)
_SPEAKER = re.compile(r"我(?:谨)?(?:受[一-龥]{0,12}委托|代表)([一-龥]{2,20}?(?:人民政府|办事处))")
_ASSEMBLY = re.compile(
    r"在([一-龥]{2,10}?(?:省|市|县|区|自治州|自治县|自治区|旗|镇|乡))第?[一二三四五六七八九十\d]{1,4}届人民代表大会"
)
_PERIOD = re.compile(
    r"上半年|下半年|前三季度|第?[一二三四1-4]季度|\d{1,2}\s*[-—–~～至到]+\s*\d{1,2}\s*月份?|(?<!\d)\d{1,2}月份|全年"
)
_ANNUAL = re.compile(r"年度?(?!.*(?:季度|半年|\d月)).{0,16}(?:总结|公报|汇报|情况|结果)")
_FIRST_PAGE = 1500  # characters
_BREAK = re.compile(r"\s*\n\s*")


def head_of(text: str, zones: Zones, parts: list[str], opening: str) -> Head:
    """The head; `parts` are the titles of the outermost headings, `opening` the first words of the body."""
    lines = [line for line in zones.head if not any(title.overlaps(line) for title in zones.titles)]
    values = labelled_values("\n".join(line.of(text) for line in lines))
    titles = [_BREAK.sub("", title.of(text)) for title in zones.titles]
    stated = first_of(values, _PAGE_TITLES)
    title = titles[-1] if titles else stated or _run_in_title(opening)
    page = next((one for one in (*titles[:1], stated) if one and one != title), None)
    published = _published(text, values, lines + zones.foot)
    issuer = _issuer(text, values, zones, title) or _government(text, opening)
    return Head(title, issuer, year_reported(title, parts, opening, published), published, period_named(title), page)


def _run_in_title(opening: str) -> str | None:
    """The title of a text that lost its line breaks: the words before the first blank, which stay in the body."""
    first = opening.split(maxsplit=1)[0] if opening else ""
    return first if len(first) < len(opening) and is_title(first, Span(0, len(first))) else None


def _published(text: str, values: dict[str, str], lines: list[Span]) -> str | None:
    """The labelled date; else a line that is a date: above the body, or the date of the signature."""
    stated = (DATE.search(values[label]) for label in _DATES if label in values)
    alone = (DATE.search(text, line.start, line.end) for line in lines if is_date(text, line))
    return next((day for found in (*stated, *alone) if found and (day := iso_date(found))), None)


def _issuer(text: str, values: dict[str, str], zones: Zones, title: str | None) -> str | None:
    """The office that signs, above or below the body; else the one the page names; else the one the title names."""
    signed = [line.of(text) for line in zones.head if line not in zones.titles and is_office(text, line)]
    signed += [line.of(text) for line in zones.foot if is_office(text, line)]
    signed += [office for line in zones.head if is_person(text, line) and (office := _speaks_for(line.of(text)))]
    offices = [office for line in signed for office in re.split(r"[\s、]+", line)]
    named = [values[label] for label in (*_OFFICES, *_SOURCES) if label in values and _OFFICE.match(values[label])]
    government = next((office for office in (*offices, *named[:1]) if _GOVERNMENT.search(office)), None)
    in_title = _NAMED.match(title) if title else None
    return government or next(iter(named), None) or (in_title[1] if in_title else next(iter(offices), None))


def _government(text: str, opening: str) -> str | None:
    """Whose report a 政府工作报告 is: the government its speaker speaks for, or that of the congress it is given to."""
    speaker = _SPEAKER.search(opening)
    if speaker and len(speaker[1]) > len("市人民政府"):
        return speaker[1]
    congress = _ASSEMBLY.search(text, 0, _FIRST_PAGE)
    return f"{congress[1]}人民政府" if congress else None


def _speaks_for(line: str) -> str | None:
    """The government in 某县人民政府县长　某某."""
    found = re.match(r"[一-龥]{2,20}?(?:人民政府|办事处)", line)
    return found[0] if found else None


def period_named(title: str | None) -> str | None:
    """The part of the year the title names; 全年 for a yearly report."""
    found = _PERIOD.search(title) if title else None
    if found:
        return found[0]
    return "全年" if title and _ANNUAL.search(title) and years_in(title) else None
