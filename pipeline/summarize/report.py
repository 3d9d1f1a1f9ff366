"""One report from its text to `jianbao.summary/1`."""

import asyncio
import hashlib
from collections.abc import Callable, Sequence
from functools import cache
from importlib.metadata import version
from itertools import count
from typing import Any, TypeVar

from pipeline.audit import audit
from pipeline.claims import Accepted, Source, evidence, gives_orders, merge
from pipeline.domain.draft import AchievementDraft, PlanDraft, ProblemDraft
from pipeline.domain.figure import Status
from pipeline.domain.report import Report
from pipeline.domain.result import (
    Achievement,
    ChunkRow,
    Claim,
    EngineRow,
    Finding,
    Plan,
    Problem,
    Refusal,
    ReportRow,
    ReportSummary,
    Usage,
)
from pipeline.domain.theme import DEFAULT_THEMES, Theme, choose_theme
from pipeline.engines.base import Engine, ExtractRequest, ReportMaterial
from pipeline.engines.extractive import ExtractiveEngine
from pipeline.figures import figure_row, find_figures
from pipeline.outline.chunks import BUDGET, cut_chunks
from pipeline.summarize.chunk import ChunkResult, run_chunk
from pipeline.summarize.compose import compose_words
from pipeline.summarize.doubts import doubted

C = TypeVar("C", bound=Claim)


def summarize(
    report: Report, engine: Engine | None = None, *, themes: Sequence[Theme] = DEFAULT_THEMES
) -> ReportSummary:
    """Summarise one report and wait for it; without an engine the built-in one is used.

    Every number in every text of the result is a figure of the report or a string of the cited evidence.
    Raises RunStoppedError when the engine's model cannot go on.
    """
    return asyncio.run(summarize_report(report, engine or ExtractiveEngine(), themes=themes))


async def summarize_report(
    report: Report,
    engine: Engine,
    *,
    themes: Sequence[Theme] = DEFAULT_THEMES,
    chunk_tokens: int = BUDGET,
    on_chunk: Callable[[ChunkRow], None] | None = None,
) -> ReportSummary:
    """Summarise one report; its chunks are asked side by side. `on_chunk` hears of each as it is done."""
    figures = find_figures(report.text, report.outline)
    source = Source(report, figures)
    chunks = cut_chunks(report.text, report.outline, chunk_tokens, [figure.span for figure in figures])
    requests = [
        ExtractRequest(report, chunk, [f for s in chunk.sentences for f in source.held(s.number)], themes)
        for chunk in chunks
    ]

    async def one(request: ExtractRequest) -> ChunkResult:
        result = await run_chunk(request, engine, source)
        if on_chunk:
            on_chunk(result.row(request))
        return result

    results = await _all(one, requests)
    achievements, plans, problems = _claims(report, results, themes)
    audited = audit(report, figures)
    material = ReportMaterial(report, achievements, source.by_id, doubted(audited, figures))
    words = await compose_words(material, engine, source)
    refusals = (*(r for result in results for r in result.refusals), *words.refusals)
    findings = (*audited, *_orders(report), *_notes(report, results))
    rows = tuple(result.row(request) for request, result in zip(requests, results, strict=True))
    used = {mark.id for claim in achievements for mark in claim.figures}
    unused = tuple(f.id for f in figures if f.status is Status.ACHIEVED and f.id not in used)
    claims = (*achievements, *plans, *problems)
    said = {mark.id for claim in claims for mark in claim.figures}
    unsaid = tuple(f.id for f in figures if f.status is Status.PLANNED and f.id not in said)
    meter = engine.meter(report.name)
    return ReportSummary(
        report=report_row(report),
        engine=engine_row(engine, themes, chunk_tokens),
        headline=words.headline,
        summary=words.summary,
        achievements=tuple(achievements),
        plans=tuple(plans),
        problems=tuple(problems),
        figures=tuple(figure_row(figure, report.name, report.outline) for figure in figures),
        findings=findings,
        chunks=rows,
        refusals=refusals,
        unused=unused,
        unused_planned=unsaid,
        counts=_counts(source, claims, unused, len(unsaid), results, refusals, findings)
        | {f"answers_{kind}": number for kind, number in sorted(meter.answers.items())},
        usage=Usage(
            calls=meter.calls, input_tokens=meter.input_tokens, output_tokens=meter.output_tokens, cost=meter.cost
        ),
    )


def engine_row(engine: Engine, themes: Sequence[Theme], chunk_tokens: int) -> EngineRow:
    """What wrote the drafts: a result is only as old as its engine, prompts, settings and version."""
    shaped = repr((tuple(themes), chunk_tokens, engine.sampling))
    return EngineRow(
        name=engine.name,
        model=engine.model,
        prompts=engine.prompts,
        version=_own_version(),
        settings=hashlib.sha256(shaped.encode()).hexdigest()[:12],
    )


@cache
def _own_version() -> str:
    """The package's version, which is looked up in its files."""
    return version("jianbao")


def report_row(report: Report) -> ReportRow:
    """The report's identity as results carry it."""
    head = report.outline.head
    return ReportRow(
        name=report.name,
        title=head.title,
        issuer=head.issuer,
        year=head.year,
        published=head.published,
        period=head.period,
        sha256=report.sha256,
        chars=len(report.text),
        pages=report.pages,
    )


async def _all(one: Callable[[ExtractRequest], object], requests: Sequence[ExtractRequest]) -> list[ChunkResult]:
    """All chunks, each to its end, so that one that stops the run loses no other's paid answer."""
    results = await asyncio.gather(*(one(request) for request in requests), return_exceptions=True)  # type: ignore[call-overload]  # gather's overloads do not know a list of mixed outcomes
    for result in results:
        if isinstance(result, BaseException):
            raise result
    return list(results)


def _claims(
    report: Report, results: Sequence[ChunkResult], themes: Sequence[Theme]
) -> tuple[list[Achievement], list[Plan], list[Problem]]:
    achievements: list[Achievement] = []
    plans: list[Plan] = []
    problems: list[Problem] = []
    for result in results:
        for draft, accepted in result.claims:
            match draft:
                case AchievementDraft():
                    fields = _fields(report, accepted)
                    achievements.append(Achievement(**fields, theme=_theme(draft, fields, themes), status=draft.status))
                case PlanDraft():
                    fields = _fields(report, accepted)
                    plans.append(Plan(**fields, theme=_theme(draft, fields, themes)))
                case ProblemDraft():
                    problems.append(Problem(**_fields(report, accepted), theme="其他"))
    return _numbered(merge(achievements), "a"), _numbered(merge(plans), "p"), _numbered(merge(problems), "q")


def _theme(draft: AchievementDraft | PlanDraft, fields: dict[str, Any], themes: Sequence[Theme]) -> str:
    """The draft's theme; the rules' choice where it is none of the list."""
    if any(theme.name == draft.theme for theme in themes):
        return draft.theme
    return choose_theme(fields["text"], fields["section"].split(" > "), themes)


def _fields(report: Report, accepted: Accepted) -> dict[str, Any]:
    section = accepted.sentences[0].section if accepted.sentences else None
    return {
        "id": "",
        "text": accepted.text,
        "figures": accepted.marks,
        "evidence": evidence(accepted.sentences, report.text),
        "section": " > ".join(report.outline.path(section)),
    }


def _numbered(claims: Sequence[C], letter: str) -> list[C]:
    ids = count(1)
    return [claim.model_copy(update={"id": f"{letter}{next(ids)}"}) for claim in claims]


def _orders(report: Report) -> list[Finding]:
    """Sentences that give orders to a summariser: whoever wrote them should be known to the editor."""
    sentences = [(s.span, s.span.of(report.text)) for s in report.outline.sentences]
    return [
        Finding(
            report=report.name,
            rule="instruction_in_report",
            severity="warn",
            message="这句话是写给摘编程序的指令，未采用",
            quote=text,
            spans=((span.start, span.end),),
            question="请核实文稿来源，这句话是否原文所有",
        )
        for span, text in sentences
        if gives_orders(text)
    ]


def _notes(report: Report, results: Sequence[ChunkResult]) -> list[Finding]:
    """What the gate let through with a remark, for the editor to look at."""
    return [
        Finding(
            report=report.name,
            rule="claim_check",
            severity="warn",
            message=note,
            quote=accepted.text,
            spans=tuple((s.span.start, s.span.end) for s in accepted.sentences),
        )
        for result in results
        for _, accepted in result.claims
        for note in accepted.notes
    ]


def _counts(
    source: Source,
    claims: Sequence[Claim],
    unused: Sequence[str],
    unsaid: int,
    results: Sequence[ChunkResult],
    refusals: Sequence[Refusal],
    findings: Sequence[Finding],
) -> dict[str, int]:
    by_status = {status: sum(f.status is status for f in source.figures) for status in Status}
    return {
        "figures": len(source.figures),
        **{status.value: number for status, number in by_status.items()},
        "achieved_used": by_status[Status.ACHIEVED] - len(unused),
        "achieved_unused": len(unused),
        "planned_unused": unsaid,
        "claims": len(claims),
        "typed_numbers": sum(accepted.typed for result in results for _, accepted in result.claims),
        "refused": sum(refusal.outcome == "refused" for refusal in refusals),
        "replaced": sum(refusal.outcome == "replaced" for refusal in refusals),
        "unanswered": sum(refusal.chunk == "compose" and not refusal.text for refusal in refusals),
        "findings": len(findings),
        "chunks": len(results),
        **{f"chunks_{state}": sum(r.state == state for r in results) for state in ("repaired", "fallback", "failed")},
    }
