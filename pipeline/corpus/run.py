"""Reports through the pipeline one after the other; what fails is a value, what is done is on disk."""

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.corpus.files import stored_summary, write_text
from pipeline.domain.report import Report
from pipeline.domain.result import ChunkRow, ReportSummary
from pipeline.domain.theme import DEFAULT_THEMES, Theme
from pipeline.engines.base import Engine
from pipeline.errors import InputError
from pipeline.sources import Source, read_report
from pipeline.summarize import engine_row, summarize_report
from pipeline.summarize.report import CHUNK_TOKENS


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


async def run_reports(
    sources: Iterable[Source],
    engine: Engine,
    *,
    results: Path | None = None,
    resume: bool = False,
    themes: Sequence[Theme] = DEFAULT_THEMES,
    chunk_tokens: int = CHUNK_TOKENS,
    on_chunk: Callable[[ChunkRow], None] | None = None,
) -> AsyncIterator[Outcome]:
    """Summaries in the order of `sources`; each is written to `results` before the next report begins.

    Raises RunStopped when the engine's model cannot go on; what came before it is already written.
    """
    for source in sources:
        try:
            report = read_report(source.path, source.name)
        except InputError as error:
            yield Failure(source.path, str(error))
            continue
        yield await settle(report, engine, results, resume, themes, chunk_tokens, on_chunk)


async def settle(
    report: Report,
    engine: Engine,
    results: Path | None,
    resume: bool,
    themes: Sequence[Theme],
    chunk_tokens: int,
    on_chunk: Callable[[ChunkRow], None] | None,
) -> Settled:
    """One report's summary, from its result file when that is still true, else made and written."""
    place = results / f"{report.name}.json" if results else None
    if place and resume:
        stored = stored_summary(place, report, engine_row(engine))
        if stored:
            return Settled(report, stored, resumed=True)
    summary = await summarize_report(report, engine, themes=themes, chunk_tokens=chunk_tokens, on_chunk=on_chunk)
    if place:
        write_text(place, summary.model_dump_json(by_alias=True, indent=1) + "\n")
    return Settled(report, summary)
