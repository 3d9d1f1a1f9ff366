"""Whose report it is: the office its title names, that signs it, that the page names, or that its speaker speaks for.

A title that names a body (某局关于…, 某局2023年工作总结) decides, because the page names who put it online. Then come
those who sign or speak; then the labels of the page, unless the title names an area that a labelled office only works
for: a county's report is not its bureau of justice's. A wrong office is worse than none.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from pipeline.domain.span import Span
from pipeline.outline.offices import area_of, identifies, in_full, office_held, office_titled, place_titled
from pipeline.outline.page_words import words
from pipeline.outline.titles import is_office, is_person, names_of
from pipeline.outline.years import GOVERNMENTS
from pipeline.outline.zones import Zones, covered

_MAKERS = words(
    "单位名称 填报单位 报送单位 报告单位 编制单位 发布机构 发文机构 发文机关 发文单位 制发机关 公开机构 公开主体 "
    "公开责任部门"
)
_SOURCES = words("发布单位 发布部门 信息发布 信息来源 文章来源 稿件来源 来源 作者 发布者 发布人 供稿单位 供稿")
_SITES = words("网站名称 主办单位 主办")
_PUBLISHERS = re.compile(r"融媒|新闻|传媒|宣传部|电视台|报社|信息中心|大数据|网信|信息化|宣传中心|互联网")
_GOVERNMENT = re.compile(r"办事处|政府|局|厅|管委会|^(?!中共).*委员会|法院|国务院")
_OWN_GOVERNMENT = re.compile(r"(?:人民政府|政府|办事处|街道办|管委会|管理委员会)?(?:办公[室厅])?")
# Reports that a body makes for its area; the words of its title and of the body's name.
_FIELDS = tuple(
    (re.compile(title), re.compile(office))
    for title, office in (
        ("统计|经济运行|经济形势|普查", "统计|调查|发展|发改"),
        ("预算|决算|财政", "财政"),
        ("发展计划|计划执行", "发展|发改"),
        ("审计", "审计"),
        ("环境|生态", "环境|生态|环保"),
        ("水资源|水土", "水利|水务"),
    )
)
_SPEAKER = re.compile(
    r"我(?:谨)?(?:受[一-龥]{0,12}委托[,，]?)?代表([一-龥]{2,20}?(?:人民政府|办事处|人民法院|人民检察院|常务委员会|常委会)|国务院)"
)
_MAKER = re.compile(r"本(?:年度)?报告由([一-龥]{3,28}?)(?:根据|按照|依据|编制|负责)")
_ASSEMBLY = re.compile(
    r"([一-龥]{2,12}?(?:街道|镇|乡|苏木|自治县|自治州|自治区|自治旗|新区|区|县|市|省|旗))第?[一二三四五六七八九十\d]{1,4}届"
    r"(?:人民代表大会|人大)"
)
_RELATIVE = re.compile(r"[省市县区镇乡州]")
_FIRST_PAGE = 1500  # characters


def issuer_of(text: str, values: Mapping[str, str], zones: Zones, title: str | None, opening: str) -> str | None:
    """The office whose report this is; None where nothing tells. `values` are the labelled values of the page."""
    place = place_titled(title) if title else None
    top = zones.titles[-1].start if zones.titles else -1
    below = [line for line in zones.head if line.start > top]
    above = [line for line in zones.head if line.start < top and not covered(zones.titles, line)]
    signed = [*_signed(text, below), *_signed(text, zones.foot)]
    near = [*_signed(text, above)]
    places = list(_places(text, values, place, near))
    found = (
        office_titled(title) if title else None,
        _government(text, title, place, opening, places),
        next((office for office in signed if _GOVERNMENT.search(office)), None) or next(iter(signed), None),
        _labelled(values, place, title or ""),
        place,
        next((office for office in near if _GOVERNMENT.search(office)), None) or next(iter(near), None),
        _said(opening, places),
    )
    office = next(filter(None, found), None)
    return in_full(office, places) if office else None


def _signed(text: str, lines: Sequence[Span]) -> Iterator[str]:
    """The offices that stand on lines of their own, and those whose holders do."""
    for line in lines:
        if is_office(text, line):
            yield from filter(identifies, names_of(line.of(text)))
        elif is_person(text, line) and (office := office_held(line.of(text))):
            yield office


def _labelled(values: Mapping[str, str], place: str | None, title: str) -> str | None:
    """The office the page names as the one it comes from, where it can be the reporting one."""
    made, told = ([_first(values[label]) for label in labels if label in values] for labels in (_MAKERS, _SOURCES))
    named = [*made, *(office for office in told if not _PUBLISHERS.search(office))]
    offices = list(filter(identifies, named))
    fitting = [office for office in offices if place is None or _speaks_for(office, place, title)]
    return next((office for office in fitting if _GOVERNMENT.search(office)), None) or next(iter(fitting), None)


def _first(value: str) -> str:
    return re.split(r"[\s,，;；、]+", value)[0]


def _speaks_for(office: str, place: str, title: str) -> bool:
    """True for the area itself, its government, and the body whose business a report like that is."""
    _, own, rest = office.rpartition(place)
    if own and _OWN_GOVERNMENT.fullmatch(rest):
        return True
    return any(about.search(title) and field.search(office) for about, field in _FIELDS)


def _government(text: str, title: str | None, place: str | None, opening: str, places: Sequence[str]) -> str | None:
    """Whose report a 政府工作报告 is: the government its speaker speaks for, or that of its place or its congress."""
    if title is None or not GOVERNMENTS.search(title):
        return None
    speaker = _SPEAKER.search(opening)
    said = in_full(speaker[1], list(places)) if speaker else ""
    if said.endswith(("政府", "办事处", "国务院")) and not _RELATIVE.match(said.removesuffix("人民政府")[:1]):
        return said
    congress = _ASSEMBLY.search(text, 0, _FIRST_PAGE)
    where = place or (congress[1].partition("在")[2] or congress[1] if congress else None)
    return f"{where}人民政府" if where else None


def _said(opening: str, places: Sequence[str]) -> str | None:
    """Whom the first words name: the one a speaker speaks for, or who made the report; None for one of no place."""
    found = _SPEAKER.search(opening) or _MAKER.search(opening)
    office = in_full(found[1], list(places)) if found else ""
    return office if identifies(office) and not _RELATIVE.fullmatch(office[:1]) else None


def _places(text: str, values: Mapping[str, str], place: str | None, near: Sequence[str]) -> Iterator[str]:
    """The areas a body may call 市 or 县 for short: that of the title, of the congress, of the site."""
    if place:
        yield place
    if congress := _ASSEMBLY.search(text, 0, _FIRST_PAGE):
        yield congress[1].partition("在")[2] or congress[1]
    for name in (*near, *(values[label] for label in _SITES if label in values)):
        if found := area_of(name):
            yield found
