"""Drafts for one chunk: what was done, what is planned, what the report says went wrong."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from pipeline.claims import gives_orders
from pipeline.domain.draft import AchievementDraft, ChunkDraft, PlanDraft, ProblemDraft
from pipeline.domain.figure import Status
from pipeline.domain.report import Report, Role, Sentence
from pipeline.domain.theme import choose_theme
from pipeline.engines.base import ExtractRequest
from pipeline.engines.extractive.clauses import Clause, Part, read_clauses
from pipeline.engines.extractive.failures import split_failures
from pipeline.engines.extractive.plans import intends, plans_of
from pipeline.engines.extractive.problems import problem_text, split_at_problem
from pipeline.engines.extractive.progress import estimates_year, goes_on
from pipeline.engines.extractive.shorten import governing, keep, keep_whole, last_limit, pieces, segments, with_limits
from pipeline.engines.extractive.wording import drawn_length, join_clauses

_EMPTY = re.compile(r"(?:动脑筋|下功夫|做文章|见实效|求突破)[^，]*。$")  # a figure among words of will, not of work
_AHEAD = (Role.PLANS, Role.CLOSING)
_FINISHED = re.compile(r"已[^，,。；;]{0,4}(?:竣工|完工|建成|投用|投入使用|交付|验收)")
_LEANS_ON_SHARE = re.compile(r"占|同比|环比|比|较|增[长速幅加]|下降|减少|提高")
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
        if sentence.row or gives_orders(sentence.span.of(request.report.text)):
            continue
        clauses = read_clauses(request.report.text, sentence, request.figures)
        limit = limits.over(sentence, clauses)
        if role is Role.PROBLEMS:
            if words := problem_text(request.report, sentence, clauses):
                problems.append(ProblemDraft(text=words, sentences=(sentence.number,)))
            continue
        if role in (Role.WORK, Role.PREFACE):
            clauses, wanting = split_at_problem(request.report.text, sentence, clauses)
            if wanting:
                words = join_clauses(request.report.text, wanting)
                problems.append(ProblemDraft(text=words, sentences=(sentence.number,)))
            clauses, failures = split_failures(clauses)
            for failed in failures:
                words = join_clauses(request.report.text, failed)
                problems.append(ProblemDraft(text=words, sentences=(sentence.number,)))
        looks_back = role not in _AHEAD or _only_looks_back(clauses)
        for text, source, topic_before in _done(request, role, clauses, limit) if looks_back else ():
            cited = (limits.number, sentence.number) if limit and source.startswith(limit.text) else (sentence.number,)
            said = source.removeprefix(limit.text) if limit else source
            status: Literal["completed", "under_way"] = "under_way" if goes_on(said) else "completed"
            same = done and (status == done[-1].status or not _FINISHED.search(said))
            if topic_before and same and _continues(done[-1], sentence, request, text):
                done[-1] = _joined(done[-1], text, sentence.number)
                continue
            theme = choose_theme(source, path, request.themes)
            done.append(AchievementDraft(theme=theme, status=status, text=text, sentences=cited))
        if role in _AHEAD and looks_back:
            continue
        for text, source in plans_of(request, role, sentence, clauses):
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
    estimated = role is Role.WORK and estimates_year(clauses)
    kept = [_kept(run, role, estimated) for run in segments(clauses)]
    parts = [piece for run in kept if run for piece in pieces(run)]
    for piece in with_limits(parts, limit, request.report.outline.head.period):
        text = join_clauses(request.report.text, piece)
        if estimated and _is_unsaid_estimate(piece):
            text = "预计" + text
        if drawn_length(text) >= _SHORTEST and not _EMPTY.search(text):
            yield text, "，".join(clause.text for clause in piece), piece[0].wants_topic


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


def _kept(run: Sequence[Clause], role: Role, estimated: bool) -> list[Clause]:
    if not estimated and _told_of_plan(run):
        return []
    kept = keep(run, estimated)
    if any(clause.figures for clause in kept) or role is not Role.WORK:
        return kept if any(clause.figures for clause in kept) else []
    return keep_whole(run)


def _told_of_plan(run: Sequence[Clause]) -> bool:
    """True for 列入计划逐步解决的44件，占28.6%: the share is of what is planned."""
    figured = [clause for clause in run if clause.figures]
    behind = figured[1:]
    return bool(behind) and figured[0].intended and all(_LEANS_ON_SHARE.match(clause.text) for clause in behind)


def _continues(claim: AchievementDraft, sentence: Sentence, request: ExtractRequest, text: str) -> bool:
    """True when `text` may follow `claim` in one statement: the same section, the next words, not too long."""
    last = request.report.outline.sentences[claim.sentences[-1] - 1]
    between = request.report.text[last.span.end : sentence.span.start]
    near = last.section == sentence.section and sentence.number - last.number <= 1 and "\n" not in between
    return near and drawn_length(claim.text) + drawn_length(text) <= _LONGEST_JOINED


def _joined(claim: AchievementDraft, text: str, number: int) -> AchievementDraft:
    sentences = claim.sentences if number in claim.sentences else (*claim.sentences, number)
    return claim.model_copy(update={"text": claim.text.rstrip("。") + "，" + text, "sentences": sentences})
