"""Reports through the pipeline, several at once; what fails is a value, what is done is on disk."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.corpus.files import stored_summary, write_text
from pipeline.domain.report import Report
from pipeline.domain.result import ChunkRow, ReportSummary
from pipeline.domain.theme import DEFAULT_THEMES, Theme
from pipeline.engines.base import Engine
from pipeline.errors import InputError
from pipeline.model.pool import run_all
from pipeline.outline.chunks import BUDGET
from pipeline.sources import Source, read_source
from pipeline.summarize import engine_row, summarize_report


@dataclass(frozen=True, slots=True)
class Settled:
    """A report with its summary; `resumed` when the summary was already there."""

    report: Report
    summary: ReportSummary
    resumed: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that gave no summary, and why."""

    path: Path
    reason: str


Outcome = Settled | Failure


@dataclass(frozen=True, slots=True)
class Plan:
    """How every report of a run is done. `at_once` reports are under way together: models wait, processors do not."""

    engine: Engine
    results: Path | None = None  # folder for one JSON a report
    resume: bool = False
    themes: Sequence[Theme] = DEFAULT_THEMES
    chunk_tokens: int = BUDGET
    at_once: int = 1
    on_chunk: Callable[[ChunkRow], None] | None = None


async def run_reports(sources: Sequence[Source], plan: Plan) -> AsyncIterator[tuple[int, Outcome]]:
    """(place in `sources`, outcome) as each report is done; a summary is written to `plan.results` at once.

    Raises RunStoppedError when the engine's model cannot go on; the reports under way are finished as far as may be,
    and what is done is written.
    """
    async for (place, _), outcome in run_all(enumerate(sources), lambda item: _outcome(item[1], plan), plan.at_once):
        yield place, outcome


async def _outcome(source: Source, plan: Plan) -> Outcome:
    try:
        report = read_source(source)
    except InputError as error:
        return Failure(source.path, str(error))
    return await settle(report, plan)


async def settle(report: Report, plan: Plan) -> Settled:
    """One report's summary, from its result file when that is still true, else made and written."""
    place = plan.results / f"{report.name}.json" if plan.results else None
    if place and plan.resume:
        stored = stored_summary(place, report, engine_row(plan.engine, plan.themes, plan.chunk_tokens))
        if stored:
            return Settled(report, stored, resumed=True)
    summary = await summarize_report(
        report, plan.engine, themes=plan.themes, chunk_tokens=plan.chunk_tokens, on_chunk=plan.on_chunk
    )
    if place:
        if report.extracted:  # the text that spans refer to, where the file itself is no text
            write_text(place.with_name(f"{report.name}.txt"), report.text)
        write_text(place, summary.model_dump_json(by_alias=True, indent=1) + "\n")
    return Settled(report, summary)
