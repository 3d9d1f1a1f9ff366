"""A headline and a summary out of verified claims: the best clause of each theme, in the report's order."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.domain.draft import ComposeDraft
from pipeline.domain.figure import Figure, Status
from pipeline.domain.report import Report
from pipeline.domain.result import Achievement
from pipeline.engines.base import ReportMaterial
from pipeline.engines.extractive.rank import bigrams, cosine, score
from pipeline.engines.extractive.wording import drawn_length

LONGEST_HEADLINE = 22  # characters: one line in 2号 type, GB/T 9704-2012
SUMMARY = (80, 200)  # characters, shortest and longest
_ALIKE = 0.4  # bigram cosine of two highlights that tell of one thing
_FLOOR = 0.5
_ENOUGH, _ROOM = 110, 155  # characters of highlights: below the first more are sought, above the second none is taken
_HIGHLIGHT = 46  # characters of one highlight: four of them and a lead fill a summary
_LEANING = re.compile(
    r"^(?:其中|为|是|达|按|同比|环比|较|比|占|增[长速幅]|下降|并|且|均|分别|余|满意|进度|[签整覆完成][约改盖功]率|"
    r"实现(?:营业收入|利润|利税)|完成(?:调整|年初|年度|全年)?(?:预算|任务|计划|目标)数?的?\{|(?:完成|督促)?整改(?!率)|"
    r"(?:共|已|总)?(?:涉及|累计投资(?!额)|总投资|计划|投资(?:金额)?\{|完成投资\{|拆除面积|建筑面积|总?面积|惠及|覆盖\{|估算|"
    r"总?金额|争取资金)|[^，]{0,4}标识|新增\{|更新\{|通过\{|第[二三]名)"
)
# A clause that can open a highlight though it does not open its claim: work of the office, or an indicator of its own.
_STANDS = re.compile(
    r"^(?:全年|今年|全[街镇乡县市区]道?|共|累计|已|截[至止][^，]*|[^，]{0,6}月[^，]{0,4})*"
    r"(?:完成|实现|新增|新建|改建|建成|建立|建设|改造|拆除|发放|办理|办结|引进|引入|招引|培训|接种|调处|化解|受理|检查|开展|争取|"
    r"消除|清理|清运|清除|整治|成立|招募|摸排|划分|带动|接待|实施|创建|硬化|补栽|查处|出动|解决|举办|组织|投入|发现|签订|打造|"
    r"动态更新|网格处置|出清|收储|绿化|施划|处理|取缔|救助|慰问|征收|腾|获|荣获|落实|设立|采集|进行|为|对|在|"
    r"财政|税收|一般公共预算|政府性基金|固定资产|产业投资|社会消费品|社零|地区生产总值|生产总值|城镇|农村|城乡|粮食|外贸|进出口|"
    r"直投外资|实际利用|规模以上|规模工业|规上|限额以上|限上|第[一二三]产业|教育支出|社会保障|年末|常住人口|户籍|[^，{]{2,12}(?:完成|达到?|总数)\{)"
)
_SHARED = re.compile(r"，[^，]*(?:分别|均)")  # said of several things named before it
_LIMITED = re.compile(
    r"^(?:截[至止](?!目前)|(?:过去|近|最近)[二两三四五六七八九十0-9]+年|“?十[一二三四]五|[0-9]{1,2}月?[-—–~～至](?!12月)[0-9]{1,2}月)[^{]*$"
)
_WHEN = re.compile(r"^(?:截[至止]|[0-9]{4}年|今年)[^{]*$")
_DATED = re.compile(
    r"^(?:截[至止]|(?:过去|近|最近)[一二两三四五六七八九十]+年|“?十[一二三四]五|目前|[0-9]{1,2}[-—月]|自)"
)
_NO_HEADLINE = re.compile(r"^(?:与|对|为|在|向|从|将|把|由|按)|^[^{]*[（《“][^）》”]*$")
_HEADLINE_FLOOR = 0.6  # of the best highlight: below it a headline would tell of trifles
_PART_TITLE = re.compile(r"总结|计划|情况|重点|措施|回顾|打算|思路|安排|问题|不足|\d")
_COMMA = re.compile(r"[,，]\s*")
_SUBJECT = re.compile(r"^(?:我|全|本)?(?:街道|镇|乡|区|县|市)(?:全年|累计|共)?(?=[^\w]|[\u4e00-\u9fff])")
_DISTRICT = re.compile(r"^[^市区县]{2,8}[市区县](?=[^市区县]{2,6}(?:街道|镇|乡)$)")
_BUREAU = re.compile(r"(?:统计|财政)局$")  # publishes the figures of its county, which are not its own
_OFFICE = re.compile(r"(?:党工委|党委)?(?:人民政府)?(?:办事处|办公室)?$")


@dataclass(frozen=True, slots=True)
class Highlight:
    """Part of a claim that can stand in a summary; `text` carries references."""

    text: str
    theme: str
    place: int
    worth: float


def compose_report(material: ReportMaterial) -> ComposeDraft:
    """Headline and summary of one report; a report without figures gets its headings' words."""
    highlights = highlights_of(material)
    office = office_name(material.report)
    chosen = _choose(highlights)
    return ComposeDraft(headline=_headline(office, highlights, material), summary=_summary(material, office, chosen))


def office_name(report: Report) -> str:
    """The issuer as a digest names it: 湖田街道 for 张店区湖田街道办事处; "" when the head names none."""
    name = _DISTRICT.sub("", _OFFICE.sub("", report.outline.head.issuer or ""))
    return _BUREAU.sub("", name)


def referenced(claim: Achievement) -> str:
    """The claim's text with its figures as references again."""
    parts, at = [], 0
    for mark in claim.figures:
        parts += [claim.text[at : mark.start], "{" + mark.id + "}"]
        at = mark.end
    return "".join([*parts, claim.text[at:]])


def highlights_of(material: ReportMaterial) -> list[Highlight]:
    """Every run of clauses of a completed claim that could stand in a summary, with its worth."""
    centroid = bigrams(" ".join(claim.text for claim in material.achievements))
    total = max(1, len(material.achievements))
    found = []
    for place, claim in enumerate(material.achievements):
        for text in _runs(referenced(claim)):
            held = _held(text, material.figures)
            reached = any(f.status is Status.ACHIEVED for f in held)
            if reached and claim.status == "completed" and not any(f.status is Status.PLANNED for f in held[:1]):
                worth = score(text, held, centroid, place / total)
                found.append(Highlight(text, claim.theme, place, worth))
    return found


def _runs(text: str) -> list[str]:
    """Runs of whole clauses of at most a highlight's length, each beginning where a clause can begin.

    A clause that hangs on the one before it joins that one or is left out, and what follows it with it: 增长4.6% is
    said of what stands before it. A claim under 截至… gives runs under 截至…: its numbers are not the year's.
    """
    clauses = [c for c in re.split(r"[，；。]", text) if c]
    limit = clauses[0] if clauses and _LIMITED.match(clauses[0]) else ""
    runs: list[str] = []
    open_run = False
    for clause in clauses:
        dates = _WHEN.match(clause) is not None  # 截至10月底, opens what follows it
        joins = bool(runs) and not dates and (_hangs(clause) or _WHEN.match(runs[-1]) is not None)
        if not joins:
            runs.append(clause)
            open_run = True
        elif open_run and drawn_length(runs[-1]) + drawn_length(clause) < _HIGHLIGHT:
            runs[-1] += "，" + clause
        else:
            open_run = False
    runs = [run for run in runs if not _SHARED.search(run) or run.startswith(clauses[0])]
    runs = [run if run.startswith(limit) else f"{limit}，{run}" for run in runs]
    return [run for run in runs if "{" in run and drawn_length(run) <= _HIGHLIGHT]


def _hangs(clause: str) -> bool:
    """True for a clause inside a claim whose subject may stand before it: 营业收入 of whom?"""
    return clause.startswith("{") or _LEANING.match(clause) is not None or _STANDS.match(clause) is None


def _held(text: str, figures: Mapping[str, Figure]) -> list[Figure]:
    return [figures[key] for key in re.findall(r"\{(f\d+)\}", text) if key in figures]


def _choose(highlights: Sequence[Highlight]) -> list[Highlight]:
    """The best of each theme, then second ones while there is room; none twice from one claim; in the report's order.

    What is worth less than half the best is left out, unless the summary would be too short without it.
    """
    ranked = sorted(highlights, key=lambda h: (-h.worth, h.place))
    best = ranked[0].worth if ranked else 0.0
    chosen: list[Highlight] = []
    for enough, floor, again in ((_ROOM, _FLOOR, False), (_ENOUGH, _FLOOR, True), (SUMMARY[0], 0.0, True)):
        for h in ranked:
            size = sum(drawn_length(c.text) + 1 for c in chosen)
            fits = size < enough and size + drawn_length(h.text) <= _ROOM
            fresh = again or all(h.theme != c.theme for c in chosen)
            if h.worth >= best * floor and fits and fresh and not any(_alike(h, c) for c in chosen):
                chosen.append(h)
    return sorted(chosen, key=lambda h: h.place)


def _alike(one: Highlight, other: Highlight) -> bool:
    return one.place == other.place or cosine(bigrams(one.text), bigrams(other.text)) > _ALIKE


def _summary(material: ReportMaterial, office: str, chosen: Sequence[Highlight]) -> str:
    year = material.report.outline.head.year
    ordered = _in_order(chosen)
    dated = bool(ordered) and _DATED.match(ordered[0]) is not None
    lead = (f"{year}年{_stretch(material.report)}，" if year and not dated else "") + office
    bodies = [bare_clause(text, office, year) for text in ordered]
    if not bodies:
        bodies = [bare_clause(claim.text.rstrip("。"), office) for claim in material.achievements[:3]]
    return lead + "；".join(bodies) + "。" if bodies else ""


def _in_order(chosen: Sequence[Highlight]) -> list[str]:
    """Undated highlights first, so that none is read under another's 截至…; those under one limit say it once."""
    undated = [h.text for h in chosen if not _DATED.match(h.text)]
    dated = [h.text for h in chosen if _DATED.match(h.text)]
    ordered = undated
    limit = ""
    first = [text.partition("，")[0] for text in dated]
    for text in sorted(dated, key=lambda text: first.index(text.partition("，")[0])):
        head, _, rest = text.partition("，")
        ordered.append(rest if head == limit and rest else text)
        limit = head if _LIMITED.match(head) else ""
    return ordered


def _headline(office: str, highlights: Sequence[Highlight], material: ReportMaterial) -> str:
    """The best clause that fits; where only small things fit, what the report calls its own work."""
    room = LONGEST_HEADLINE - len(office)
    year = material.report.outline.head.year
    ranked = sorted(highlights, key=lambda h: (-h.worth, h.place))
    for h in ranked:
        if h.worth < _HEADLINE_FLOOR * ranked[0].worth:
            break
        clause = bare_clause(h.text.split("，")[0], office, year)
        for text in (clause, clause.split("、")[0]):
            fits = len(_spelled(text, material.figures)) <= room
            if "{" in text and fits and not _NO_HEADLINE.match(text):
                return office + text
    titles = [_COMMA.sub("，", s.title) for s in material.report.outline.sections if not _PART_TITLE.search(s.title)]
    fitting = [title for title in titles if 4 <= len(title) <= room]
    return office + fitting[0] if fitting else (material.report.outline.head.title or office)[:LONGEST_HEADLINE]


def _spelled(text: str, figures: Mapping[str, Figure]) -> str:
    return re.sub(r"\{(f\d+)\}", lambda m: figures[m[1]].text if m[1] in figures else "", text)


def bare_clause(text: str, office: str, year: int | None = None) -> str:
    """`text` without its subject and year, when those are what the summary already names."""
    if year:
        text = re.sub(rf"^(?:今年(?:以?来)?|{year}年)，?", "", text)
    when, comma, rest = text.partition("，") if _DATED.match(text) else ("", "", text)
    if office and rest.startswith(office):
        rest = rest[len(office) :]
    return when + comma + _SUBJECT.sub("", rest)


def _stretch(report: Report) -> str:
    """上半年, 1—9月 where the head says that the report covers less than its year."""
    period = report.outline.head.period or ""
    return "" if period == "全年" else period
