"""A headline: who, and the strongest thing reached that fits one line. Never a plan, never a doubted figure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce

from pipeline.domain.figure import Figure, Kind
from pipeline.engines.base import ReportMaterial
from pipeline.engines.extractive.clauses import has_verb
from pipeline.engines.extractive.highlights import Highlight, spelled
from pipeline.engines.extractive.naming import bare_clause, place_of, stretch_of, undated, whole_place
from pipeline.engines.extractive.times import LIMITED, without_stretch

LONGEST_HEADLINE = 22  # characters: one line in 2号 type, GB/T 9704-2012
_FLOORS = (0.6, 0.35)  # of the best highlight: below the first it is a small thing, below the second none
_TRIFLE = 3.5  # worth of 开展宣传活动3次 and the like: an honour or the report's own heading says more
_UNFIT = re.compile(r"^(?:与|对|为|在|向|从|将|把|由|按)|^[^{]*[（《“][^）》”]*$|^\{[^{}]*\}[^，]*完成\{")
_ASIDE = re.compile(r"(?<!\})（[^（）]*）|（[^（）]*）(?=$|[，；。、])")  # 486批（件）次: part of the unit
_OPENING = re.compile(
    r"^(?:(?:全年|今年|年内|共|累计|圆满|顺利|扎实|积极|有序|高质高效|高质量|高标准|高效率?)+"
    r"(?=完成|实现|新增|建成|改造|推进|拆除|发放|引进|办理|征收|开展|争取|培训|接种|新建|改建|受理|办结|审结|召开|组织|查处|检查|发生)|(?:全年|今年|年内)共?|共(?!有))"
)
_NO_SUCCESS = re.compile(r"案件|立案|事故|死亡|信访|来访|警情|纠纷|投诉|能耗|浓度")  # fewer are no failure
# 一般公共预算收入完成468.3亿元、下降11%: told without what follows it, a fall would pass for a success.
_FALLS = re.compile(r"^[、，]?(?:同比|环比|同口径|比[^，{]{1,6}|较[^，{]{1,6})*(?:下降|减少|降低|回落|负增长)")
_HONOUR = re.compile(
    r"^(?:[^，]{0,12}(?:街道|[镇乡县市区])|连续[^，]{1,6}|先后|成功)?(?:荣获|获评|获得|入选|被评为|获批|成功创建|列入)[^，]{4,}$"
)
_DEED = re.compile(r"^(?:完成|建成|新增|新建|引进|改造|拆除|脱贫|获|实现)")
_HANDOUT = re.compile(r"发放|慰问|救助|补贴|补助")  # money or goods passed on: no headline while there is a deed
_OTHERS = re.compile(
    r"^(?!规|限|引进|新增|新引进|培育|走访|检查|服务|完成)[^，{]*(?:银行|公司|集团|企业|医院|学校|开发区|经开区|用户)[^，{]*\{"
)
_WHOLE_WORK = re.compile(
    r"^(?:全面)?(?:完成|建成|启用|实施)[^，{]{4,}(?:工程|改造|项目|建设|公园|中心|学校|医院|道路|大桥)$"
)
_PART_TITLE = re.compile(r"总结|计划|情况|重点|措施|回顾|打算|思路|安排|问题|不足|\d")
_URGES = re.compile(
    r"发展|建设|推进|推动|促进|完善|落实|深化|构建|健全|抓好|抓实|全力|大力|切实|着力|加强|强化|努力|坚持|狠抓|加快|做好|持续|进一步|不断"
)  # is meant, not reached
_SHORT = (
    ("人民代表大会常务委员会", "人大常委会"),
    ("人民检察院", "检察院"),
    ("中级人民法院", "中级法院"),
    ("人民法院", "法院"),
    ("卫生健康委员会", "卫健委"),
    ("发展和改革委员会", "发改委"),
    ("发展和改革局", "发改局"),
    ("人力资源和社会保障局", "人社局"),
    ("住房和城乡建设局", "住建局"),
    ("市场监督管理局", "市场监管局"),
    ("应急管理局", "应急局"),
    ("卫生健康局", "卫健局"),
)
_DISCLOSES = re.compile(r"公开|发布|[新接]收|收到")
_BY_WAY_OF = re.compile(r"^通过[^，{]{2,14}?(?:网站|平台|渠道|系统|公众号)")
_VERB_OF_SUM = re.compile(r"^(?:完成|实现|组织)(?=[^{]{2,}(?:投资|收入|产值|总额|总值)\{)")
_JOINT = re.compile(r"(?<=[结告报况])[和及暨与（(]")
_COMMA = re.compile(r"[,，]\s*")


def headline_of(office: str, highlights: Sequence[Highlight], material: ReportMaterial) -> str:
    """The best clause that fits, then an honour, then what the report calls its own work, then its title.

    What fell, or is of a part of the year or of several years, is told before the title only.
    """
    sound = sorted((h for h in highlights if not h.doubted), key=lambda h: (-h.worth, h.place))
    whole = [h for h in sound if not h.partial]
    return (
        _figured(office, whole, material, _FLOORS[0])
        or _honoured(office, material)
        or _figured(office, whole, material, _FLOORS[1])
        or _figured(office, whole, material, _FLOORS[0], fallen=True)
        or _figured(office, sound, material, _FLOORS[1])
        or _titled(office, material)
    )


def _figured(
    office: str, sound: Sequence[Highlight], material: ReportMaterial, floor: float, *, fallen: bool = False
) -> str:
    """The clause of most worth that fits, of those worth at least `floor` of the best; "" when none does."""
    year = material.report.outline.head.year
    best: tuple[float, str] | None = None
    for h in sound:
        if h.worth < max(floor * sound[0].worth, _TRIFLE if floor == _FLOORS[0] else 0.0):
            break
        for when, text in _clauses(h.text, office, year, stretch_of(material.report), fallen=fallen):
            worth = h.worth + _bearing(text, material.figures)
            said = next(
                (s for s in _said(office, when, text) if len(spelled(s, material.figures)) <= LONGEST_HEADLINE), ""
            )
            if said and (best is None or worth > best[0]):
                best = worth, said
    return best[1] if best else ""


def _said(office: str, when: str, text: str) -> Iterator[str]:
    """Who and what, in ever fewer words: 海州区 where a bureau of it tells of 全区, then the common short name, then
    the sum without 完成.
    """
    if whole := whole_place(text, office):
        yield (place_of(office) or whole) + when + _OPENING.sub("", text[len(whole) :])
        return
    short = reduce(lambda name, pair: name.replace(*pair), _SHORT, office)
    for who in dict.fromkeys((office, short)):
        yield who + when + text
        yield who + when + bare_clause(_VERB_OF_SUM.sub("", text), office)


def _bearing(text: str, figures: Mapping[str, Figure]) -> float:
    """What counts in a headline and less elsewhere: a deed of the office, not a gift and not others' work."""
    return (
        0.8 * bool(_DEED.match(text))
        - 1.5 * bool(_HANDOUT.search(text))
        - 3.0 * bool(_OTHERS.match(text))
        - 1.0 * ("{" not in text)
        - 1.5 * text.startswith("{")
        - 1.0 * _is_stock(text, figures)
    )


def _is_stock(text: str, figures: Mapping[str, Figure]) -> bool:
    """True for 生猪存栏11.8万头: how many there are, without a word of what was done."""
    name, _, rest = text.partition("{")
    figure = figures.get(rest.partition("}")[0])
    return (
        figure is not None
        and figure.kind in (Kind.COUNT, Kind.PEOPLE)
        and not (has_verb(name) or _DISCLOSES.search(name))
    )


def _clauses(
    text: str, office: str, year: int | None, stretch: str, *, fallen: bool = False
) -> Iterator[tuple[str, str]]:
    """When and what a highlight offers: its first clause and the first part of that; 截至… where that governs it."""
    text = without_stretch(stretch, text)
    limit, _, rest = text.partition("，") if LIMITED.match(text.partition("，")[0]) else ("", "", text)
    limit = limit.replace(f"{year}年", "")
    first, _, behind = undated(rest, year).partition("，")
    clause = _BY_WAY_OF.sub("", _OPENING.sub("", bare_clause(_ASIDE.sub("", first), office, year)))
    if _WHOLE_WORK.match(clause) and not limit:
        yield "", clause
    head, _, tail = clause.partition("、")
    for words, after in ((clause, behind), (head, tail or behind)):
        fell = _FALLS.match(after) and not fallen and not _NO_SUCCESS.search(words)
        if "{" in words and not _UNFIT.match(words) and not fell:
            yield limit or stretch, words
            if stretch and not limit:
                yield "", words  # the source line below the headline says the stretch


def _honoured(office: str, material: ReportMaterial) -> str:
    for claim in material.achievements:
        for clause in re.split(r"[，；。]", claim.text):
            words = bare_clause(clause, office, material.report.outline.head.year)
            whole = not claim.figures and claim.status == "completed" and _HONOUR.match(words) is not None
            if whole and len(office + words) <= LONGEST_HEADLINE and not _UNFIT.match(words):
                return office + words
    return ""


def _titled(office: str, material: ReportMaterial) -> str:
    outline = material.report.outline
    titles = [
        _COMMA.sub("，", s.title)
        for s in outline.sections
        if not _PART_TITLE.search(s.title) and not _URGES.match(s.title)
    ]
    fitting = [title for title in titles if 4 <= len(title) <= LONGEST_HEADLINE - len(office)]
    return office + fitting[0] if fitting else _whole_words(outline.head.title or office)


def _whole_words(title: str) -> str:
    """A title that fits, or its part before 和, 及, 暨 or a bracket; cut only where even that is too long."""
    return (title if len(title) <= LONGEST_HEADLINE else _JOINT.split(title)[0])[:LONGEST_HEADLINE]
