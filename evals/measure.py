"""Runs the whole pipeline over the cases with one engine, offline; keeps what was drafted and what was published."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evals.cases import Case, CaseSet
from evals.observe import ObservedEngine
from evals.rows import Measured
from pipeline.digest.make import make_digest_async
from pipeline.domain.result import Digest, ReportSummary
from pipeline.engines import llm_engine
from pipeline.engines.base import Engine
from pipeline.engines.extractive import ExtractiveEngine
from pipeline.errors import RunStoppedError
from pipeline.model.protocol import Completion, LanguageModel, Request
from pipeline.model.recordings import RecordingError
from pipeline.model.replay import ReplayModel, stale_report
from pipeline.model.tokens import prompt_bytes
from pipeline.outline.chunks import BUDGET
from pipeline.summarize import summarize_report

EXTRACTIVE, LLM = "extractive", "llm"
STANDARD_MODEL = "offline-llm"  # the name the recordings of this repository are kept under


@dataclass(slots=True)
class Performance:
    """What one engine did with the cases; a case that could not be measured is in `stopped` with the reason."""

    measured: Measured
    engine: ObservedEngine
    summaries: dict[str, ReportSummary] = field(default_factory=dict)
    stopped: dict[str, str] = field(default_factory=dict)
    digest: Digest | None = None


class _Door(LanguageModel):
    """Counts what is asked and the size of what is not answered."""

    def __init__(self, inner: LanguageModel) -> None:
        self._inner = inner
        self.calls = 0
        self.missing_bytes = 0

    async def complete(self, request: Request) -> Completion:
        self.calls += 1
        try:
            return await self._inner.complete(request)
        except RunStoppedError:
            self.missing_bytes += prompt_bytes(request)
            raise


def perform_extractive(cases: Sequence[Case], engine: Engine | None = None) -> Performance:
    """The cases through the built-in engine, or through `engine`."""
    observed = ObservedEngine(engine or ExtractiveEngine())
    done = Performance(Measured(engine=engine.name if engine else EXTRACTIVE), observed)
    asyncio.run(_every_case(cases, done, BUDGET))
    return done


def perform_recorded(case_set: CaseSet, model: str, only: Sequence[str] = ()) -> Performance:
    """The cases through the llm engine on recorded answers; of `only` some there is no digest and no orphan."""
    column = f"{LLM}:{model}" if model else LLM
    model = model or STANDARD_MODEL
    settings = case_set.settings(model)
    root = case_set.recordings or Path("recordings")
    engine = llm_engine(settings, _Nobody(), settings.model or model)
    command = record_command(case_set, settings.model or model)
    if model not in case_set.models:
        reason = f"no recordings in {_short(root / model)}"
        return Performance(
            Measured(engine=column, prompts=engine.prompts, unmeasurable=reason, command=command),
            ObservedEngine(engine),
        )
    try:
        replay = ReplayModel(root)
    except RecordingError as error:
        broken = Measured(engine=column, prompts=engine.prompts, unmeasurable=str(error), command=command)
        return Performance(broken, ObservedEngine(engine))
    door = _Door(replay)
    done = Performance(Measured(engine=column), ObservedEngine(llm_engine(settings, door, settings.model or model)))
    chosen = [case for case in case_set.cases if not only or case.name in only]
    asyncio.run(_every_case(chosen, done, settings.chunk_tokens, digest=not only))
    done.measured = _measured(column, done, replay, door, command, root / model, whole=not only)
    return done


def record_command(case_set: CaseSet, model: str) -> str:
    """The command that records what is missing."""
    paths = " ".join(_short(path) for path in case_set.reports)
    return (
        f"jianbao recordings record {paths} --dir {_short(case_set.recordings or Path('recordings'))} --model {model}"
    )


class _Nobody(LanguageModel):
    async def complete(self, request: Request) -> Completion:
        raise RunStoppedError(f"{request.logical}: nobody to ask")


async def _every_case(cases: Sequence[Case], done: Performance, chunk_tokens: int, *, digest: bool = True) -> None:
    for case in cases:
        try:
            summary = await summarize_report(case.report, done.engine, chunk_tokens=chunk_tokens)
        except (RunStoppedError, RecordingError) as error:
            done.stopped[case.name] = str(error)
        else:
            done.summaries[case.name] = summary
    if digest and not done.stopped and len(cases) > 1:
        try:
            reports = [case.report for case in cases]
            done.digest = await make_digest_async(reports, [*done.summaries.values()], date="", engine=done.engine)
        except (RunStoppedError, RecordingError) as error:
            done.stopped["digest"] = str(error)


def _measured(
    column: str, done: Performance, replay: ReplayModel, door: _Door, command: str, folder: Path, *, whole: bool
) -> Measured:
    answered = door.calls - len(replay.misses)
    stale = stale_report(replay.misses, door.calls)
    if stale:
        tokens = -(-door.missing_bytes // 2)
        stale += f"\nto record again: {command}   ({len(replay.misses)} calls so far, about {tokens} tokens in)"
    reasons = [reason for reason in done.stopped.values() if "no recording" not in reason]
    orphans = [path for path in replay.orphans() if path.is_relative_to(folder)] if whole and not done.stopped else []
    problem = stale.splitlines()[0] if stale else "; ".join(reasons)
    if not problem and orphans:
        problem = f"{len(orphans)} recordings nobody asks for; delete them with `jianbao recordings prune`"
    return Measured(
        engine=column, prompts=done.engine.prompts, origins=dict(sorted(replay.origins().items())), calls=door.calls,
        answered=answered, orphans=tuple(_short(path) for path in orphans), stale=stale, unmeasurable=problem,
        command=command,
    )  # fmt: skip


def _short(path: Path) -> str:
    full = path.resolve()
    here = Path.cwd()
    return full.relative_to(here).as_posix() if full.is_relative_to(here) else path.as_posix()
