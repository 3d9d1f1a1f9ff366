"""What a digest calls the office that reports, and its words without the name the digest has said already."""

import re
from collections.abc import Sequence

from pipeline.domain.report import Report
from pipeline.engines.extractive.times import is_dated

_ABOVE = re.compile(  # 上海市浦东新区, 青原区人民政府: what a street or town lies in
    r"^(?:[^省市区县州旗盟]{1,8}(?:省|自治[区州县旗]|新区|[市区县州旗盟])(?:人民政府)?)+(?=[^省市区县州旗盟]{2,6}(?:街道|镇|乡|苏木)$)"
)
_BUREAU = re.compile(
    r"(?<=[\u4e00-\u9fff]{2}[省市县区州旗盟])(?:统计局|财政[局厅]|发(?:展(?:和|与)?)?改革?(?:委员会|[委局]))$"
)
# A report of the place rather than of the bureau that gives it: its bulletin, its budget, its plan.
_OF_PLACE = re.compile(r"公报|国民经济|经济运行|社会发展|预算|决算|财政收支|普查|经济形势")
_OFFICE = re.compile(r"(?:党工委|党委)?(?:人民政府|(?<=[镇乡县市区省州旗盟])政府)?(?:办事处|办公室)?$")
_TITLED = re.compile(  # 2015年丹寨县国民经济和社会发展统计公报, 温州市中级人民法院关于行政审判工作情况的报告
    r"^(?:20\d\d年(?:度|上半年)?)?([\u4e00-\u9fff]{2,8}?(?:街道|[镇乡县市区省州旗盟]))(?=(?:人民)?政府|国民经济|20\d\d年|统计|财政|预算|法治)|"
    r"^([\u4e00-\u9fff]{2,14}?(?:法院|检察院|[局厅处]|委员会|办公室|中心|街道|[镇乡县市区]))(?=关于|20\d\d年)"
)
# Words with a character of a place in the name of a bureau: 住房和城乡建设局 is of no 乡.
_NO_PLACE = re.compile(r"城乡|乡村|市场|城市|市政|市民(?=中心|服务|热线)|社区|区域|县域|[小园]区|区划")
_LEVEL = re.compile(r".{2,}([省市县区州旗盟镇乡]|街道)")
_PLACE_ITSELF = re.compile(r"(?:[省市县区州旗盟镇乡村]|街道|社区|苏木|管委会|管理委员会)$")
_WHOLE = re.compile(r"全([国省市州盟县区旗镇乡])(?![面年力体民程]|首|第|率先|唯一|排名?|前列|最)")
_INSTITUTION = re.compile(
    r"^[省市县区州旗镇乡](?![级属内外直区场政民])[^，{]{0,10}?(?:医院|学校|中心|委会?|政府|公司|集团|院|馆|所|站)"
)
# 县审计局, 区人民检察院, 常委会: how a report calls the office that gives it.
_CALLED = re.compile(r"(?<=..)(?:局|委员会|委|院|办公室|办|中心|会|厅|处)(?![长内外史机年下])")
_LONGEST_NAME = 14
_YEAR = re.compile(r"(?:[0-9]{4}年(?:以来|度)?|全年|今年)")
_SUBJECT = re.compile(
    r"^(?:全年|今年(?:以?来)?|一年来，?)?(?:(?:我|全|本)?(?:街道|镇|乡)|[我全本][区县市省州])(?![属级直内域区长委政])"
    r"(?:全年|累计|共)?(?=[^\w]|[\u4e00-\u9fff]|20[0-9]{2}年)"
)


def office_name(report: Report) -> str:
    """The office that reports, as `office_of` names it."""
    return office_of(report.outline.head.issuer, report.outline.head.title)


def office_of(issuer: str | None, title: str | None) -> str:
    """The issuer as a digest names it: 湖田街道 for 张店区湖田街道办事处; the place the title names where the head
    has no issuer; "" when neither says.
    """
    if not issuer:
        titled = _TITLED.match(title or "")
        return (titled[1] or titled[2]) if titled else ""
    office = _full(issuer)
    return _BUREAU.sub("", office) if _OF_PLACE.search(title or "") else office


def offices_of(heads: Sequence[tuple[str | None, str | None]]) -> list[str]:
    """The offices of several reports, by issuer and title; 海州市财政局 and 海州市统计局, which both report on
    海州市, are called by their own names beside each other.
    """
    names = [office_of(issuer, title) for issuer, title in heads]
    issuers: dict[str, set[str | None]] = {}
    for (issuer, _), name in zip(heads, names, strict=True):
        issuers.setdefault(name, set()).add(issuer)
    return [
        _full(issuer) if issuer and len(issuers[name]) > 1 else name
        for (issuer, _), name in zip(heads, names, strict=True)
    ]


def _full(issuer: str) -> str:
    return _ABOVE.sub("", _OFFICE.sub("", issuer))


def stretch_of(report: Report) -> str:
    """上半年, 1—9月 where the head says that the report covers less than its year; "" where it is of the year."""
    period = report.outline.head.period or ""
    return "" if period == "全年" else period


def is_department(office: str) -> bool:
    """True for a bureau, court or committee: what is said of 全市 is not said of it."""
    return bool(office) and not _PLACE_ITSELF.search(office)


def place_of(office: str) -> str:
    """青岚县 for 青岚县审计局, 东原街道 for itself; "" when the name holds no place."""
    found = _LEVEL.match(_NO_PLACE.sub(lambda m: "·" * len(m[0]), office))
    return office[: found.end()] if found else ""


def whole_place(text: str, office: str) -> str:
    """The 全市 that `text` has for its subject, behind its time; "" where it has none, or the office is that place."""
    found = _WHOLE.match(_behind_time(text))
    own = found is not None and place_of(office).endswith(found[1])
    return found[0] if found and not (own and not is_department(office)) else ""


def has_own_subject(text: str, office: str) -> bool:
    """True for 全市…, 区中医院…, 市安委会…: a department's name before it would claim it for the department."""
    return bool(whole_place(text, office)) or _INSTITUTION.match(_behind_time(text)) is not None


def of_another_place(text: str, office: str) -> bool:
    """True when the subject of `text` is a place that is not the office's: 全市 in a report of a district."""
    whole, place = whole_place(text, office), place_of(office)
    return bool(whole and place) and not place.endswith(whole[1:])


def _behind_time(text: str) -> str:
    when, comma, rest = text.partition("，")
    timed = comma and "{" not in when and (is_dated(when + comma) or _YEAR.fullmatch(when))
    return _YEAR.sub("", rest if timed else text)


def bare_clause(text: str, office: str, year: int | None = None) -> str:
    """`text` without its subject and year, when those are what the words over a report already name.

    全市 stays in the words of a department, which is not the whole city.
    """
    text = undated(text, year)
    when, comma, rest = text.partition("，") if is_dated(text) else ("", "", text)
    rest = _unnamed(rest, office)
    bare = rest if whole_place(rest, office) else _SUBJECT.sub("", rest)
    return when + comma + undated(_unnamed(bare, office), year)


def _unnamed(text: str, office: str) -> str:
    """Without the office's name before it, or a short form of that: its characters in order, 县审计局."""
    if office and text.startswith(office):
        return text[len(office) :]
    if not is_department(office):
        return text
    ends = [found.end() for found in _CALLED.finditer(text[:_LONGEST_NAME])]
    return text[next((end for end in reversed(ends) if _in_order(text[:end], office)), 0) :]


def _in_order(short: str, name: str) -> bool:
    """True when all characters of `short` stand in `name`, in that order."""
    rest = iter(name)
    return all(character in rest for character in short)


def undated(text: str, year: int | None) -> str:
    """`text` without the report's own year before it; 2022年3月 is a date and stays."""
    return re.sub(rf"^(?:今年(?:以?来)?|一年来|{year}年(?:以来)?(?![0-9]{{1,2}}月))，?", "", text) if year else text
