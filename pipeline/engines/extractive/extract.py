"""Drafts for one chunk: what was done, what is planned, what the report says went wrong."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.claims import gives_orders
from pipeline.domain.draft import AchievementDraft, ChunkDraft, PlanDraft, ProblemDraft
from pipeline.domain.figure import Status
from pipeline.domain.report import Report, Role, Sentence
from pipeline.domain.theme import choose_theme
from pipeline.engines.base import ExtractRequest
from pipeline.engines.extractive.clauses import Clause, read_clauses
from pipeline.engines.extractive.failures import split_failures
from pipeline.engines.extractive.headings import under_heading
from pipeline.engines.extractive.naming import is_department, office_name, place_of
from pipeline.engines.extractive.plans import intends, plans_of
from pipeline.engines.extractive.problems import problem_text, split_at_problem
from pipeline.engines.extractive.progress import estimates_year, goes_on
from pipeline.engines.extractive.shorten import keep, keep_whole, last_limit, pieces, segments, with_limits
from pipeline.engines.extractive.times import is_dated
from pipeline.engines.extractive.wording import drawn_length, join_clauses, third_person

# A figure among words of will, not of work: 两件大事 is no count.
_EMPTY = re.compile(r"(?:动脑筋|下功夫|做文章|见实效|求突破)[^，]*。$|^[^{]*\{[^{}]*\}大事[，。][^{]*$")
_AHEAD = (Role.PLANS, Role.CLOSING)
_FINISHED = re.compile(r"已[^，,。；;]{0,4}(?:竣工|完工|建成|投用|投入使用|交付|验收)")
_LEANS_ON_SHARE = re.compile(r"占|同比|环比|比|较|增[长速幅加]|下降|减少|提高")
_LONGEST_JOINED = 170  # characters; a project told in one claim with its sums and areas
_WIDE_MARK = str.maketrans({",": "，", ":": "："})
_SHORTEST = 8  # characters; below it a claim names nothing


def draft_chunk(request: ExtractRequest) -> ChunkDraft:
    """The claims of one chunk, in order of the text; every achieved figure of the work part stands in one."""
    done: list[AchievementDraft] = []
    plans: list[PlanDraft] = []
    problems: list[ProblemDraft] = []
    limits = _Limits(request.report)
    for sentence in request.chunk.sentences:
        role, path = _place(request.report, sentence)
        if sentence.row or gives_orders(sentence.span.of(request.report.text)):
            continue
        clauses = read_clauses(request.report.text, sentence, request.figures)
        limit = limits.over(sentence, clauses)
        if role is Role.PROBLEMS:
            if words := problem_text(request.report, sentence, clauses):
                problems.append(ProblemDraft(text=_of_office(words, request), sentences=(sentence.number,)))
            continue
        if role in (Role.WORK, Role.PREFACE):
            clauses, wanting = split_at_problem(request.report.text, sentence, clauses)
            if wanting:
                words = _of_office(join_clauses(request.report.text, wanting), request)
                problems.append(ProblemDraft(text=words, sentences=(sentence.number,)))
            clauses, failures = split_failures(clauses)
            for failed in failures:
                words = _of_office(join_clauses(request.report.text, failed), request)
                problems.append(ProblemDraft(text=words, sentences=(sentence.number,)))
        looks_back = role not in _AHEAD or _only_looks_back(clauses)
        for said in _done(request, role, sentence, clauses, limit) if looks_back else ():
            words = under_heading(request.report, sentence, said.alone)
            under = limit if limit and said.source.startswith(limit.text) else None
            own = said.source.removeprefix(under.text) if under else said.source
            status: Literal["completed", "under_way"] = "under_way" if goes_on(own) else "completed"
            same = done and (status == done[-1].status or not _FINISHED.search(own))
            if same and words == said.alone and _continues(done[-1], sentence, request, said):
                done[-1] = _joined(done[-1], said, sentence.number)
                continue
            cited = (limits.number, sentence.number) if under else (sentence.number,)
            theme = choose_theme(said.source, path, request.themes)
            done.append(AchievementDraft(theme=theme, status=status, text=words, sentences=cited))
        if role in _AHEAD and looks_back:
            continue
        for text, source in plans_of(request, role, sentence, clauses):
            theme = choose_theme(source, path, request.themes)
            words = under_heading(request.report, sentence, _of_office(text, request))
            plans.append(PlanDraft(theme=theme, text=words, sentences=(sentence.number,)))
    return ChunkDraft(achievements=tuple(done), plans=tuple(plans), problems=tuple(problems))


def _place(report: Report, sentence: Sentence) -> tuple[Role, tuple[str, ...]]:
    return report.outline.role(sentence), report.outline.path(sentence.section)


class _Limits:
    """A 截至… governs its own sentence; beyond it only 其中…, and the list that a page broke into lines at its ；."""

    def __init__(self, report: Report) -> None:
        self._text, self._own = report.text, _own_times(report)
        self._end = 0
        self._within: tuple[Clause, int] | None = None
        self.number = 0  # of the sentence that sets the limit given last

    def over(self, sentence: Sentence, clauses: Sequence[Clause]) -> Clause | None:
        """What governs `sentence` from before it; its own times are remembered for those after it."""
        between = self._text[self._end : sentence.span.start]
        goes_on = self._text[max(0, self._end - 2) : self._end].rstrip()[-1:] in ("；", ";")
        parts = bool(clauses) and clauses[0].text.startswith("其中") and "\n" not in between
        self._end = sentence.span.end
        held = self._within if goes_on or parts else None
        within = last_limit(clauses, held[0] if held else None, self._own)
        if within is None or held is None or within is not held[0]:
            self._within = (within, sentence.number) if within else None
        if held is None:
            return None
        limit, self.number = held
        return limit


@dataclass(frozen=True, slots=True)
class _Said:
    """One piece of a sentence as a draft: `text` follows the claim before it, `alone` stands without that."""

    text: str
    alone: str
    source: str  # the report's words
    mark: str  # "" where the piece hangs on nothing before it
    bare: bool  # it cannot do without what stands before it, whatever time that is of


def _own_times(report: Report) -> tuple[str, ...]:
    head = report.outline.head
    year = (f"{head.year}年", f"{head.year}年以来") if head.year else ()
    return (head.period, *year) if head.period else year


def _of_office(words: str, request: ExtractRequest) -> str:
    office = office_name(request.report)
    return third_person(words, place_of(office), department=is_department(office))


def _done(
    request: ExtractRequest, role: Role, sentence: Sentence, clauses: Sequence[Clause], limit: Clause | None
) -> Iterator[_Said]:
    """What each piece of the sentence says was done, under the time that governs it."""
    report, own = request.report, _own_times(request.report)
    estimated = role is Role.WORK and estimates_year(clauses)
    for run in segments(clauses):
        kept = _kept(run, role, estimated, own)
        parts = pieces(kept) if kept else []
        for part, piece in zip(parts, with_limits(parts, limit, own), strict=True):
            unsaid = "预计" if estimated and _is_unsaid_estimate(piece) else ""
            alone = unsaid + join_clauses(report.text, piece)
            if drawn_length(alone) < _SHORTEST or _EMPTY.search(alone):
                continue
            inside = part[0].span.start > sentence.span.start and part[0] is not clauses[0]
            lead = _lead(part) if piece[0] is part[0] or part[0].text.startswith("其中") else ""
            bare = bool(lead) or part[0].hangs
            mark = _mark_before(report.text, part[0]) if _wants_before(part, piece, inside=inside) else ""
            words = lead + (join_clauses(report.text, part) if lead else alone)
            source = "，".join(clause.text for clause in piece)
            yield _Said(_of_office(words, request), _of_office(alone, request), source, mark, bare)
        limit = last_limit(run, limit, own)


def _only_looks_back(clauses: Sequence[Clause]) -> bool:
    """True for a sentence among the plans that tells of nothing but what was reached before: 目前已建成充电桩500个."""
    statuses = {figure.status for clause in clauses for figure in clause.figures}
    return Status.ACHIEVED in statuses and Status.PLANNED not in statuses and not intends(clauses)


def _is_unsaid_estimate(piece: Sequence[Clause]) -> bool:
    """True behind the ； of 预计实现生产总值391亿元；财政收入38.74亿元, where the claim must say 预计 again."""
    first = next((clause for clause in piece if clause.figures), None)
    if first is None or first is not piece[0] or any("预计" in clause.text for clause in piece):
        return False
    statuses = {figure.status for figure in first.figures}
    return Status.PLANNED in statuses and Status.ACHIEVED not in statuses


def _lead(part: Sequence[Clause]) -> str:
    """其中 as the part opens with it, with its mark."""
    head = part[0]
    if not head.text.startswith("其中"):
        return ""
    mark = head.mark if head.text == "其中" else head.text[2:3]
    return "其中" + (mark.translate(_WIDE_MARK) if mark and mark in ",，:：" else "")


def _wants_before(part: Sequence[Clause], piece: Sequence[Clause], *, inside: bool) -> bool:
    """True when what the piece speaks of stands before it: in its sentence, for 涉及… and 其中… in the one before."""
    head = part[0]
    if head.text.startswith("其中"):
        return True
    if piece[0] is not head or head.qualifies:
        return False
    return head.wants_topic and (inside or head.hangs or not (head.names_its_own or head.dates))


def _mark_before(text: str, clause: Clause) -> str:
    """The mark a piece is joined with: a ； or 。 before it never becomes a comma."""
    return "，" if text[: clause.span.start].rstrip()[-1:] in ("，", ",", "、") else "；"


def _kept(run: Sequence[Clause], role: Role, estimated: bool, own: Sequence[str]) -> list[Clause]:
    if not estimated and _told_of_plan(run):
        return []
    kept = keep(run, estimated, own)
    if any(clause.figures for clause in kept) or role is not Role.WORK:
        return kept if any(clause.figures for clause in kept) else []
    return keep_whole(run)


def _told_of_plan(run: Sequence[Clause]) -> bool:
    """True for 列入计划逐步解决的44件，占28.6%: the share is of what is planned."""
    figured = [clause for clause in run if clause.figures]
    behind = figured[1:]
    return bool(behind) and figured[0].intended and all(_LEANS_ON_SHARE.match(clause.text) for clause in behind)


def _continues(claim: AchievementDraft, sentence: Sentence, request: ExtractRequest, said: _Said) -> bool:
    """True when `said` may follow `claim` in one statement: the same section, the next words, not too long.

    A sentence that could stand for itself does not go under the time of the one before.
    """
    if not said.mark:
        return False
    last = request.report.outline.sentences[claim.sentences[-1] - 1]
    between = request.report.text[last.span.end : sentence.span.start]
    near = last.section == sentence.section and sentence.number - last.number <= 1 and "\n" not in between
    timely = last is sentence or said.bare or not is_dated(claim.text)
    return near and timely and drawn_length(claim.text) + drawn_length(said.text) <= _LONGEST_JOINED


def _joined(claim: AchievementDraft, said: _Said, number: int) -> AchievementDraft:
    sentences = claim.sentences if number in claim.sentences else (*claim.sentences, number)
    text = claim.text.rstrip("。") + said.mark + said.text
    return claim.model_copy(update={"text": text, "sentences": sentences})
