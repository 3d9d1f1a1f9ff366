"""Whose report it is: the office that signs it, that its title or its page names, or that its speaker speaks for.

A title that begins with its office (某局关于…, 某局2023年工作总结) decides, because the page names who put it online.
Then come signatures, the labels of the page, and last a title that names a place only.
"""

import re
from collections.abc import Mapping

from pipeline.domain.span import Span
from pipeline.outline.page_words import words
from pipeline.outline.titles import is_office, is_person
from pipeline.outline.years import GIVEN
from pipeline.outline.zones import Zones

_LABELS = words(
    "发布机构 发文机构 发文机关 发文单位 制发机关 公开机构 公开主体 发布单位 发布部门 "
    "信息来源 文章来源 稿件来源 来源 作者 供稿单位"
)
_AREA = r"街道|镇|乡|苏木|自治县|自治州|自治区|自治旗|新区|开发区|园区|区|县|市|省|旗"
_PLACE = rf"[一-龥]{{1,24}}?(?:{_AREA})"
_BUREAU = (
    r"(?:办事处|人民政府办公[室厅]|人民政府|政府办公[室厅]|管委会|管理委员会|人民法院|人民检察院|"
    r"[一-龥]{0,14}?(?:局|厅|委员会|办公室|中心|大队|支队|总队|调查队|指挥部|领导小组|联合会|文化馆|图书馆|博物馆|医院|学院))"
)
_OFFICE = re.compile(
    rf"(?:{_PLACE}(?:{_BUREAU}|政府)?|(?:省|市|县|区|镇|乡|州|旗){_BUREAU}|国务院|国家[一-龥]{{2,10}}局)$"
)
_GOVERNMENT = re.compile(r"办事处|政府|局|厅|管委会|^(?!中共).*委员会|法院|国务院")
_STARTS = r"^(?:关于)?(?:(?:20|19)\d\d年度?)?"
_NEXT = (
    r"(?=\s*(?:(?:20|19|２０|１９)\S\S年?|[二一][〇○零九]|"
    r"工作|关于|发布|公布|法治|政府信息|部门|年度|上半年|[“（(：:]|$))"
)
_WITH_BUREAU = re.compile(rf"{_STARTS}((?:{_PLACE}|(?:省|市|县|区|镇|乡|州|旗)){_BUREAU}){_NEXT}")
_WITH_PLACE = re.compile(
    rf"{_STARTS}({_PLACE})(?![一-龥]{{0,2}}(?:级|域|容|场|民)|[一-龥]{{0,12}}(?:[中小]学|学校|幼儿园|公司|银行))"
)
_ABOUT = re.compile(rf"(?:^|[\s、])({_PLACE}{_BUREAU})关于")
_SPEAKER = re.compile(r"我(?:谨)?(?:受[一-龥]{0,12}委托|代表)([一-龥]{2,20}?(?:人民政府|办事处)|国务院)")
_ASSEMBLY = re.compile(rf"在([一-龥]{{2,12}}?(?:{_AREA}))第?[一二三四五六七八九十\d]{{1,4}}届人民代表大会")
_OF_A_PERSON = re.compile(r"[一-龥]{2,20}?(?:人民政府|办事处|局|厅|委员会)(?=\S*(?:长|主任|书记))")
_FIRST_PAGE = 1500  # characters
_OWN = len("市人民政府")  # what a speaker calls the government of the place he is in


def issuer_of(text: str, values: Mapping[str, str], zones: Zones, title: str | None, opening: str) -> str | None:
    """The office whose report this is; None where nothing tells. `values` are the labelled values of the page."""
    signed = [line.of(text) for line in (*_untitled(zones), *zones.foot) if is_office(text, line)]
    signed += [office for line in zones.head if is_person(text, line) and (office := _office_of(line.of(text)))]
    offices = [office for line in signed for office in re.split(r"[\s、]+", line)]
    named = [values[label] for label in _LABELS if label in values and _OFFICE.match(values[label])]
    own = next((office for office in (*offices, *named[:1]) if _GOVERNMENT.search(office)), None)
    spoken = _government(text, title, opening)
    by_title = _about(title) or (spoken if title and GIVEN.search(title) else None) or _titled(title, _WITH_BUREAU)
    place = _titled(title, _WITH_PLACE)
    return by_title or own or next(iter(named), None) or place or next(iter(offices), None) or spoken


def _untitled(zones: Zones) -> list[Span]:
    return [line for line in zones.head if line not in zones.titles]


def _about(title: str | None) -> str | None:
    """The office in 某县审计局关于…的报告; of several that sign together the government."""
    found = [one[1] for one in _ABOUT.finditer(title)] if title else []
    return found[-1] if found else None


def _titled(title: str | None, pattern: re.Pattern[str]) -> str | None:
    found = pattern.match(title) if title else None
    return found[1] if found else None


def _government(text: str, title: str | None, opening: str) -> str | None:
    """Whose report a 政府工作报告 is: the government its speaker speaks for, or that of the congress it is given to."""
    speaker = _SPEAKER.search(opening)
    if speaker and (len(speaker[1]) > _OWN or speaker[1] == "国务院"):
        return speaker[1]
    congress = _ASSEMBLY.search(text, 0, _FIRST_PAGE)
    place = congress[1] if congress else None
    if place is None and speaker:
        place = _titled(title, _WITH_PLACE)
    return f"{place}人民政府" if place else None


def _office_of(line: str) -> str | None:
    """The office in 某县人民政府县长　某某 and 某市财政局局长 某某."""
    found = _OF_A_PERSON.match(line)
    return found[0] if found and len(found[0]) > _OWN - 1 else None
