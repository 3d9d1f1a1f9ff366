"""One chunk: draft, hold against its evidence, ask once more with reasons, else the report's own words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from pipeline.claims import Accepted, Source, accept, evidence, source_sentence
from pipeline.domain.draft import AchievementDraft, ChunkDraft, PlanDraft, ProblemDraft
from pipeline.domain.report import Role, Sentence
from pipeline.domain.result import ChunkRow, Refusal
from pipeline.engines.base import Engine, ExtractRequest, Objection
from pipeline.engines.extractive.extract import draft_chunk
from pipeline.errors import ProviderError, RunStoppedError

ClaimDraft = AchievementDraft | PlanDraft | ProblemDraft
State = Literal["ok", "repaired", "fallback", "failed"]


@dataclass(slots=True)
class ChunkResult:
    """What one chunk gave: accepted claims with their drafts, refusals, and what became of it."""

    claims: list[tuple[ClaimDraft, Accepted]] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    state: State = "ok"
    note: str = ""

    def row(self, request: ExtractRequest) -> ChunkRow:
        """The chunk as the result shows it."""
        span = request.chunk.span
        return ChunkRow(id=request.chunk.id, start=span.start, end=span.end, state=self.state, note=self.note)


async def run_chunk(request: ExtractRequest, engine: Engine, source: Source) -> ChunkResult:
    """Everything that happens to one chunk. A provider's failure ends in the built-in engine's claims, marked so;
    `RunStoppedError` (budget, key, missing recording) is the caller's to hear.
    """
    result = ChunkResult()
    try:
        draft = await engine.extract(request)
    except RunStoppedError:
        raise
    except ProviderError as error:
        result.state, result.note = "fallback", str(error)
        draft = draft_chunk(request)
    refused = _judge(draft, source, result)
    if refused and result.state == "ok" and engine.prompts is not None:
        result.state = "repaired"
        refused = await _ask_again(request, engine, source, refused, result)
    for claim, judged in refused:
        _fall_back(claim, judged, request, source, result)
    if refused and result.state in ("ok", "repaired"):
        result.state, result.note = "repaired", f"{len(refused)} 条改用原文或未采用"
    return result


def _judge(draft: ChunkDraft, source: Source, result: ChunkResult) -> list[tuple[ClaimDraft, Accepted]]:
    refused: list[tuple[ClaimDraft, Accepted]] = []
    for claim in _claims(draft):
        judged = _accept(claim, source)
        (result.claims if judged.ok else refused).append((claim, judged))
    return refused


def _claims(draft: ChunkDraft) -> Iterable[ClaimDraft]:
    return (*draft.achievements, *draft.plans, *draft.problems)


async def _ask_again(
    request: ExtractRequest,
    engine: Engine,
    source: Source,
    refused: Sequence[tuple[ClaimDraft, Accepted]],
    result: ChunkResult,
) -> list[tuple[ClaimDraft, Accepted]]:
    """Claims still without a good version after one re-ask: no accepted claim of the answer cites their sentences."""
    objections = tuple(Objection(c.text, c.sentences, "；".join(judged.reasons)) for c, judged in refused)
    before = len(result.claims)
    try:
        again = await engine.extract(replace(request, objections=objections))
    except RunStoppedError:
        raise
    except ProviderError as error:
        result.note = f"再次询问未获回答：{error}"
        return list(refused)
    _judge(again, source, result)
    mended = {number for claim, _ in result.claims[before:] for number in claim.sentences}
    return [(claim, judged) for claim, judged in refused if not mended & set(claim.sentences)]


def _fall_back(
    claim: ClaimDraft, judged: Accepted, request: ExtractRequest, source: Source, result: ChunkResult
) -> None:
    """The built-in engine's wording of the cited sentences, else those sentences; refused when they hold no figure."""
    cited = [s for s in judged.sentences if s in request.chunk.sentences]
    said = {mark.id for _, other in result.claims for mark in other.marks}
    replaced = False
    for sentence in cited:
        own = {figure.id for figure in source.held(sentence.number)}
        if own and own <= said:
            replaced = True
            continue
        good = list(_in_its_own_words(claim, sentence, request, source))
        result.claims += good
        replaced = replaced or bool(good)
    result.refusals.append(
        Refusal(
            chunk=request.chunk.id,
            text=judged.text,
            reason="；".join(judged.reasons),
            outcome="replaced" if replaced else "refused",
            evidence=evidence(judged.sentences, source.report.text),
        )
    )


def _in_its_own_words(
    claim: ClaimDraft, sentence: Sentence, request: ExtractRequest, source: Source
) -> Iterable[tuple[ClaimDraft, Accepted]]:
    """Claims that say what one sentence says; whether it was done or is planned is for the rules, not for `claim`."""
    only = replace(request, chunk=replace(request.chunk, sentences=(sentence,)), objections=())
    judged = [(draft, _accept(draft, source)) for draft in _claims(draft_chunk(only))]
    if judged and all(accepted.ok for _, accepted in judged):
        return judged
    if sentence.row or not source.held(sentence.number):
        return []  # a row of a table is no sentence
    role = source.report.outline.role(sentence)
    draft: ClaimDraft = claim.model_copy(update={"sentences": (sentence.number,)})
    if isinstance(claim, AchievementDraft) and role in (Role.PLANS, Role.CLOSING):
        draft = PlanDraft(theme=claim.theme, text=claim.text, sentences=(sentence.number,))
    return [(draft, source_sentence(sentence, source))]


def _accept(claim: ClaimDraft, source: Source) -> Accepted:
    return accept(claim.text, claim.sentences, source, planned=isinstance(claim, PlanDraft))
