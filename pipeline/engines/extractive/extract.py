"""Drafts for one chunk: what was done, what is planned, what the report says went wrong."""

import re
from collections.abc import Iterator, Sequence

from pipeline.claims import gives_orders
from pipeline.domain.draft import AchievementDraft, ChunkDraft, PlanDraft, ProblemDraft
from pipeline.domain.report import Report, Role, Sentence
from pipeline.domain.theme import choose_theme
from pipeline.engines.base import ExtractRequest
from pipeline.engines.extractive.clauses import Clause, Part, is_under_way, read_clauses
from pipeline.engines.extractive.shorten import governing, keep, keep_whole, last_limit, pieces, segments, with_limits
from pipeline.engines.extractive.wording import drawn_length, join_clauses

# The occasion or basis of a plan, and what hangs at the end of one that was cut.
_OCCASION = re.compile(
    r"^将?(?:以[^，]+为|在[^，]+(?:下|上|中)$|按照|根据|围绕|立足|针对|依托|聚焦|紧扣|坚持以|后段|下一步|新的一年|[0-9]{4}年)"
)
_HANGS = re.compile(r"^(?:在|按照|根据|围绕|以[^，]+为|通过|为[^，]*$|确保|不断提升|从而|切实提高|并?使|让)")
_SLOGAN = re.compile(r"接力赛|长征路|再上新台阶|新篇章|谱写|贡献[^，。]{0,6}力量|凝心聚力|团结带领|不忘初心|砥砺奋进")
_LEADS = re.compile(r"[：:]$|如下[。：:]?$")  # 重点做好以下工作：, no plan but the words over several
_INTENDS = re.compile(r"计划|预计|拟|将|下一步|明年|力争|有望")
_EMPTY = re.compile(r"(?:动脑筋|下功夫|做文章|见实效|求突破)[^，]*。$")  # a figure among words of will, not of work
# A thing that can be seen to be done, rather than a manner of working (严格执行各项制度措施).
_CONCRETE = re.compile(
    r"项目|工程|小区|改造|新建|建成|建设[^，。]{0,8}(?:园|站|中心|道路|广场|学校|医院|公园|平台)|道路|管网|停车|征收|拆[迁除违]|安置|"
    r"招商|引进|楼宇|园区|幼儿园|养老|食堂|电梯|试点|行动|“[^”]{2,12}”|[0-9０-９]"
)
_OPENING = 4  # sentences of an item looked at
_LONGEST_PLAN = 90  # characters
_LONGEST_JOINED = 170  # characters; a project told in one claim with its sums and areas
_SHORTEST = 8  # characters; below it a claim names nothing


def draft_chunk(request: ExtractRequest) -> ChunkDraft:
    """The claims of one chunk, in order of the text; every achieved figure of the work part stands in one."""
    done: list[AchievementDraft] = []
    plans: list[PlanDraft] = []
    problems: list[ProblemDraft] = []
    limits = _Limits(request.report)
    for sentence in request.chunk.sentences:
        role, path = _place(request.report, sentence)
        if gives_orders(sentence.span.of(request.report.text)):
            continue
        clauses = read_clauses(request.report.text, sentence, request.figures)
        limit = limits.over(sentence, clauses)
        if role is Role.PROBLEMS:
            problems.append(ProblemDraft(text=join_clauses(request.report.text, clauses), sentences=(sentence.number,)))
            continue
        for text, source, topic_before in _done(request, role, clauses, limit):
            cited = (limits.number, sentence.number) if limit and source.startswith(limit.text) else (sentence.number,)
            if topic_before and done and _continues(done[-1], sentence, request, text):
                done[-1] = _joined(done[-1], text, sentence.number)
                continue
            theme = choose_theme(source, path, request.themes)
            said = source.removeprefix(limit.text) if limit else source
            status = "under_way" if is_under_way(said) and "完成" not in said else "completed"
            done.append(AchievementDraft(theme=theme, status=status, text=text, sentences=cited))
        for text, source in _plans(request, role, sentence, clauses):
            theme = choose_theme(source, path, request.themes)
            plans.append(PlanDraft(theme=theme, text=text, sentences=(sentence.number,)))
    return ChunkDraft(achievements=tuple(done), plans=tuple(plans), problems=tuple(problems))


def _place(report: Report, sentence: Sentence) -> tuple[Role, tuple[str, ...]]:
    return report.outline.role(sentence), report.outline.path(sentence.section)


class _Limits:
    """The 截至… a paragraph opens with governs its other sentences too; one inside a sentence governs what follows
    in the list that a page broke into lines at its ；.
    """

    def __init__(self, report: Report) -> None:
        self._text, self._period = report.text, report.outline.head.period
        self._end = 0
        self._opening: tuple[Clause, int] | None = None
        self._within: tuple[Clause, int] | None = None
        self.number = 0  # of the sentence that sets the limit given last

    def over(self, sentence: Sentence, clauses: Sequence[Clause]) -> Clause | None:
        """What governs `sentence` from before it; its own times are remembered for those after it."""
        goes_on = self._text[max(0, self._end - 2) : self._end].rstrip()[-1:] in ("；", ";")
        opens = not self._end or ("\n" in self._text[self._end : sentence.span.start] and not goes_on)
        self._end = sentence.span.end
        before = None if opens else self._within if goes_on and self._within else self._opening
        if opens:
            limit = governing(clauses[0], self._period) if clauses and clauses[0].part is Part.TIME else None
            self._opening = (limit, sentence.number) if limit else None
        held = self._within if goes_on else None
        within = last_limit(clauses, held[0] if held else None, self._period)
        if within is None or held is None or within is not held[0]:
            self._within = (within, sentence.number) if within else None
        if before is None:
            return None
        limit, self.number = before
        return limit


def _done(
    request: ExtractRequest, role: Role, clauses: Sequence[Clause], limit: Clause | None
) -> Iterator[tuple[str, str, bool]]:
    """Draft text, the source's words, and whether its topic stands in the claim before."""
    estimated = role is Role.WORK and any(clause.estimated for clause in clauses)
    kept = [_kept(run, role, estimated) for run in segments(clauses)]
    parts = [piece for run in kept if run for piece in pieces(run)]
    for piece in with_limits(parts, limit, request.report.outline.head.period):
        text = join_clauses(request.report.text, piece)
        if drawn_length(text) >= _SHORTEST and not _EMPTY.search(text):
            yield text, "，".join(clause.text for clause in piece), piece[0].wants_topic


def _kept(run: Sequence[Clause], role: Role, estimated: bool) -> list[Clause]:
    if role in (Role.PLANS, Role.CLOSING):
        return [clause for clause in run if clause.figures and clause.done]
    kept = keep(run, estimated)
    if any(clause.figures for clause in kept) or role is not Role.WORK:
        return kept if any(clause.figures for clause in kept) else []
    return keep_whole(run)


def _continues(claim: AchievementDraft, sentence: Sentence, request: ExtractRequest, text: str) -> bool:
    """True when `text` may follow `claim` in one statement: the same section, the next words, not too long."""
    last = request.report.outline.sentences[claim.sentences[-1] - 1]
    between = request.report.text[last.span.end : sentence.span.start]
    near = last.section == sentence.section and sentence.number - last.number <= 1 and "\n" not in between
    return near and drawn_length(claim.text) + drawn_length(text) <= _LONGEST_JOINED


def _joined(claim: AchievementDraft, text: str, number: int) -> AchievementDraft:
    sentences = claim.sentences if number in claim.sentences else (*claim.sentences, number)
    return claim.model_copy(update={"text": claim.text.rstrip("。") + "，" + text, "sentences": sentences})


def _plans(
    request: ExtractRequest, role: Role, sentence: Sentence, clauses: Sequence[Clause]
) -> Iterator[tuple[str, str]]:
    """In the plan part a sentence of each item and those with figures; elsewhere runs of planned figures."""
    text = request.report.text
    if role is Role.PLANS:
        words = sentence.span.of(text)
        named = any(clause.intended for clause in clauses)
        if (named or _stands_for_item(request, sentence)) and not (_SLOGAN.search(words) or _LEADS.search(words)):
            kept = _leading(clauses)
            yield join_clauses(text, kept), "，".join(clause.text for clause in kept)
        return
    if role is Role.WORK and any(clause.estimated for clause in clauses):
        return
    for run in segments(clauses):
        figured = [clause for clause in run if clause.figures]
        if figured and all(clause.intended for clause in figured) and not any(clause.done for clause in run):
            if not any(_INTENDS.search(clause.text) for clause in figured):
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
    while len(opening) < _OPENING and opening[-1].number < len(sentences) and _one_item(
        request.report, opening[-1].number
    ):
        opening.append(sentences[opening[-1].number])
    told = [s for s in opening if not _LEADS.search(s.span.of(request.report.text))] or opening
    named = (s for s in told if _CONCRETE.search(s.span.of(request.report.text)))
    return next(named, told[0]).number == sentence.number


def _one_item(report: Report, place: int) -> bool:
    """True when the sentence at `place` goes on with the item of the one before it."""
    if place == 0:
        return False
    before, here = report.outline.sentences[place - 1 : place + 1]
    if before.section != here.section or before.role is not here.role:
        return False
    return here.role is None or "\n" not in report.text[before.span.end : here.span.start]


def _leading(clauses: Sequence[Clause]) -> list[Clause]:
    """The first clauses of a plan that say what will be done, without the occasion before and the aim behind."""
    start = next((i for i, c in enumerate(clauses) if c.figures or not _OCCASION.match(c.text)), 0)
    kept = [clauses[start]]
    for clause in clauses[start + 1 :]:
        if sum(len(c.text) + 1 for c in kept) + len(clause.text) > _LONGEST_PLAN:
            break
        kept.append(clause)
    return _unframed(kept)


def _loose_end(clause: Clause) -> bool:
    return clause.part in (Part.TIME, Part.TOPIC) or _HANGS.match(clause.text) is not None


def _unframed(clauses: Sequence[Clause]) -> list[Clause]:
    kept = list(clauses)
    while len(kept) > 1 and not kept[-1].figures and _loose_end(kept[-1]):
        kept.pop()
    return kept

