"""What a digest calls the office that reports, and its words without the name the digest has said already."""

import re
from collections.abc import Sequence

from pipeline.domain.report import Report
from pipeline.engines.extractive.clauses import PART_OF_YEAR

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
_DATED = re.compile(
    rf"^(?:{PART_OF_YEAR}|[0-9]{{4}}年[0-9]{{1,2}}月|"
    r"截[至止]|(?:过去|近|最近)[一二两三四五六七八九十]+年|“?十[一二三四]五|目前|[0-9]{1,2}[-—月]|自)"
)
_SUBJECT = re.compile(
    r"^(?:全年|今年(?:以?来)?|一年来)?(?:(?:我|全|本)?(?:街道|镇|乡)|[我全本][区县市省州])(?![属级直内域区长委政])"
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


def is_dated(text: str) -> bool:
    """True when `text` opens with a time of its own, which a year before it would contradict."""
    return _DATED.match(text) is not None


def bare_clause(text: str, office: str, year: int | None = None) -> str:
    """`text` without its subject and year, when those are what the words over a report already name."""
    text = _undated(text, year)
    when, comma, rest = text.partition("，") if is_dated(text) else ("", "", text)
    if office and rest.startswith(office):
        rest = rest[len(office) :]
    return when + comma + _undated(_SUBJECT.sub("", rest), year)


def _undated(text: str, year: int | None) -> str:
    """Without the report's own year before it; 2022年3月 is a date and stays."""
    return re.sub(rf"^(?:今年(?:以?来)?|{year}年(?![0-9]{{1,2}}月))，?", "", text) if year else text
