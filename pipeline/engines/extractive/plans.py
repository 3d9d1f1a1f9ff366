"""What a sentence says will be done, without the occasion before it and the aim behind it."""

import re
from collections.abc import Iterator, Sequence

from pipeline.domain.report import Report, Role, Sentence
from pipeline.engines.base import ExtractRequest
from pipeline.engines.extractive.clauses import Clause, Part, opens_estimate
from pipeline.engines.extractive.progress import estimates_year
from pipeline.engines.extractive.shorten import segments
from pipeline.engines.extractive.wording import join_clauses

# The occasion or basis of a plan, and what hangs at the end of one that was cut.
_OCCASION = re.compile(
    r"^将?(?:以[^，]+为|在[^，]+(?:下|上|中)$|按照|根据|围绕|立足|针对|依托|聚焦|紧扣|坚持以|后段|下一步|新的一年|[0-9]{4}年)"
)
_HANGS = re.compile(r"^(?:在|按照|根据|围绕|以[^，]+为|通过|为[^，]*$|确保|不断提升|从而|切实提高|并?使|让)")
_SLOGAN = re.compile(
    r"重在担当|铸就|辉煌|任重道远|使命(?:光荣|在肩|重大)|扬帆|奋楫|击鼓|催征|新蓝图|吹响|不负(?:韶华|时代|重托|人民)|"
    r"众志成城|同心同德|接力赛|长征路|再上新台阶|新篇章|谱写|贡献[^，。]{0,6}力量|凝心聚力|团结带领|不忘初心|砥砺奋进"
)
_LEADS = re.compile(r"[：:]$|如下[。：:]?$")  # 重点做好以下工作：, no plan but the words over several
# 对此，我们将采取措施加以解决, 2024年是…关键之年: nothing that could be seen to be done.
_SAYS_NOTHING = re.compile(
    r"^[^。]{0,40}(?:加以|予以|认真|着力|切实|努力|逐步)(?:研究)?(?:解决|改进|克服|整改)[。！]?$|年[^，。]{0,4}是[^。]*(?:之年|一年|时期|节点)[。！]?$"
)
# 总体要求是：坚持新发展理念: said of all work, and nothing that could be measured.
_BEARING = re.compile(
    r"^[^，,。]{0,20}(?:总体要求|总体思路|总的要求|总要求|指导思想|基本思路)(?:[是为]|[:：])[^0-9０-９]*$"
)
_CALL = re.compile(r"^(?:各位代表|各位委员|同志们|朋友们)[，,！!：:]")
_INTENDS = re.compile(r"计划|预计|拟|将|下一步|明年|力争|有望|承诺")
# What a sentence of the plans that also looks back says will be done: 目前已完成60%，确保6月底前完工.
_AIMS = re.compile(
    r"计划|预计|拟|将(?!近)|下一步|明年|力争|争取|有望|确保|继续|进一步|推[动进]|加快|要(?!求|素|点)|"
    r"年底前|月底前|月前|再[新完建]"
)
# A thing that can be seen to be done, rather than a manner of working (严格执行各项制度措施).
_CONCRETE = re.compile(
    r"项目|工程|小区|改造|新建|建成|建设[^，。]{0,8}(?:园|站|中心|道路|广场|学校|医院|公园|平台)|道路|管网|停车|征收|拆[迁除违]|安置|"
    r"招商|引进|楼宇|园区|幼儿园|养老|食堂|电梯|试点|行动|“[^”]{2,12}”|[0-9０-９]"
)
_OPENING = 4  # sentences of an item looked at
_LONGEST_PLAN = 90  # characters


def plans_of(
    request: ExtractRequest, role: Role, sentence: Sentence, clauses: Sequence[Clause]
) -> Iterator[tuple[str, str]]:
    """Draft text and the source's words of each plan in a sentence.

    In the plan part a sentence of each item and those with figures; elsewhere runs of planned figures.
    """
    text = request.report.text
    if role is Role.PLANS:
        words = sentence.span.of(text)
        named = any(clause.intended or (clause.figures and clause.done) for clause in clauses)
        if named:
            clauses = [clause for clause in clauses if clause.figures or not _SLOGAN.search(clause.text)]
        elif _says_nothing(words) or not _stands_for_item(request, sentence):
            return
        looks_back = named and not any(clause.intended for clause in clauses)
        for kept in [clauses] if looks_back else _told(clauses):  # 目前已完成60%，确保6月底前完工
            yield join_clauses(text, kept), "，".join(clause.text for clause in kept)
        return
    if role is Role.WORK and estimates_year(clauses):
        return
    for run in segments(clauses):
        figured = [clause for clause in run if clause.figures]
        if figured and all(clause.intended for clause in figured) and not any(clause.done for clause in run):
            if not opens_estimate(run[0]) and not any(_INTENDS.search(clause.text) for clause in figured):
                continue  # this year's own target: it frames what was reached, nobody intends it any more
            kept = _unframed(run)
            yield join_clauses(text, kept), "，".join(clause.text for clause in kept)


def _stands_for_item(request: ExtractRequest, sentence: Sentence) -> bool:
    """Of the first sentences under a heading the one that names a thing to be done; where none does, the first.

    Where no heading says that it is planned, each paragraph is an item.
    """
    sentences = request.report.outline.sentences
    first = sentence.number - 1  # its place in `sentences`
    while sentence.number - first < _OPENING and _one_item(request.report, first):
        first -= 1
    if _one_item(request.report, first):
        return False  # too far into its item
    opening = [sentences[first]]
    while (
        len(opening) < _OPENING
        and opening[-1].number < len(sentences)
        and _one_item(request.report, opening[-1].number)
    ):
        opening.append(sentences[opening[-1].number])
    told = [s for s in opening if not _says_nothing(s.span.of(request.report.text))]
    named = (s for s in told if _CONCRETE.search(s.span.of(request.report.text)))
    chosen = next(named, told[0] if told else None)
    return chosen is not None and chosen.number == sentence.number


def intends(clauses: Sequence[Clause]) -> bool:
    """True when a sentence among the plans says, behind what was reached, that something is still to be done."""
    reached = next((at for at in range(len(clauses) - 1, -1, -1) if clauses[at].figures and clauses[at].done), 0)
    return any(_AIMS.search(clause.text) for clause in clauses[reached:])


def _says_nothing(words: str) -> bool:
    if _CALL.match(words) and not _CONCRETE.search(words):
        return True
    return any(pattern.search(words) for pattern in (_SLOGAN, _LEADS, _SAYS_NOTHING, _BEARING))


def _one_item(report: Report, place: int) -> bool:
    """True when the sentence at `place` goes on with the item of the one before it."""
    if place == 0:
        return False
    before, here = report.outline.sentences[place - 1 : place + 1]
    if before.section != here.section or before.role is not here.role:
        return False
    return here.role is None or "\n" not in report.text[before.span.end : here.span.start]


def _told(clauses: Sequence[Clause]) -> Iterator[list[Clause]]:
    """What will be done, without the occasion before and the aim behind; further claims where figures are left."""
    start = next((i for i, c in enumerate(clauses) if c.figures or not _OCCASION.match(c.text)), 0)
    while start < len(clauses):
        end = _end(clauses, start)
        yield _unframed(clauses[start:end])
        start = next((i for i in range(end, len(clauses)) if clauses[i].figures), len(clauses))


def _end(clauses: Sequence[Clause], start: int) -> int:
    """Where a claim that begins at `start` ends: at its length, but never before what leans on it (其中…, 增长8%)."""
    size = len(clauses[start].text)
    for i in range(start + 1, len(clauses)):
        size += 1 + len(clauses[i].text)
        if size > _LONGEST_PLAN and not (clauses[i].figures and clauses[i].leans_back):
            return i
    return len(clauses)


def _loose_end(clause: Clause) -> bool:
    return clause.part in (Part.TIME, Part.TOPIC) or _HANGS.match(clause.text) is not None


def _unframed(clauses: Sequence[Clause]) -> list[Clause]:
    kept = list(clauses)
    while len(kept) > 1 and not kept[-1].figures and _loose_end(kept[-1]):
        kept.pop()
    return kept
