"""Where the time of a run goes: characters a second and core of each step a report takes, built-in engine."""

import asyncio
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from pipeline import read_report
from pipeline.audit import audit
from pipeline.claims import Accepted, Source, accept
from pipeline.domain.draft import AchievementDraft, ChunkDraft, PlanDraft, ProblemDraft
from pipeline.domain.report import Report
from pipeline.domain.result import ReportSummary
from pipeline.domain.theme import DEFAULT_THEMES
from pipeline.engines.base import ExtractRequest
from pipeline.engines.extractive import ExtractiveEngine
from pipeline.figures import find_figures
from pipeline.outline import cut_chunks
from pipeline.render import summary_markdown
from pipeline.summarize import summarize_report

T = TypeVar("T")


def stages(paths: list[Path]) -> None:
    """Print a row a step, each timed by itself over all of `paths`, and the whole of `summarize_report`."""
    spent: dict[str, float] = {}
    engine = ExtractiveEngine()

    def timed(name: str, work: Callable[[], Iterable[T]]) -> list[T]:
        started = time.process_time()
        made = list(work())
        spent[name] = time.process_time() - started
        return made

    reports = timed("read", lambda: map(read_report, paths))
    figured = timed("figures", lambda: (find_figures(one.text, one.outline) for one in reports))
    sources = [Source(report, figures) for report, figures in zip(reports, figured, strict=True)]
    asked = timed("chunks", lambda: map(_requests, sources))
    drafts = timed("drafts", lambda: asyncio.run(_drafts(engine, asked)))
    timed("gate", lambda: map(_gated, drafts, sources))
    timed("audit", lambda: map(audit, reports, figured))
    summaries = timed("all of a summary", lambda: asyncio.run(_summaries(engine, reports)))
    timed("files", lambda: ((s.model_dump_json(by_alias=True, indent=1), summary_markdown(s)) for s in summaries))
    characters = sum(len(report.text) for report in reports)
    whole = spent["read"] + spent["all of a summary"] + spent["files"]
    for name, seconds in spent.items():
        print(f"  {name:17} {characters / seconds:12,.0f} characters/s of a core  {seconds / whole:5.1%} of the whole")


def _requests(source: Source) -> list[ExtractRequest]:
    """The chunks of a report as an engine is asked them."""
    report = source.report
    chunks = cut_chunks(report.text, report.outline, keep=[figure.span for figure in source.figures])
    return [
        ExtractRequest(report, chunk, [f for s in chunk.sentences for f in source.held(s.number)], DEFAULT_THEMES)
        for chunk in chunks
    ]


async def _drafts(engine: ExtractiveEngine, asked: list[list[ExtractRequest]]) -> list[list[ChunkDraft]]:
    return [[await engine.extract(request) for request in requests] for requests in asked]


def _gated(drafts: list[ChunkDraft], source: Source) -> list[Accepted]:
    claims: list[AchievementDraft | PlanDraft | ProblemDraft] = []
    for draft in drafts:
        claims += [*draft.achievements, *draft.plans, *draft.problems]
    return [accept(claim.text, claim.sentences, source, planned=isinstance(claim, PlanDraft)) for claim in claims]


async def _summaries(engine: ExtractiveEngine, reports: list[Report]) -> list[ReportSummary]:
    return [await summarize_report(report, engine) for report in reports]
