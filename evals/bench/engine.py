"""The llm engine against its ideal: 2,000 of its calls over real sockets, 64 at once, 200 ms each.

What is timed is the engine alone: prompts are rendered, sent, answered, kept in the ledger, judged and made typed
drafts. Its requests, chunks and compositions, are those of generated reports. Reading a report and checking what the
engine says of it come before and after every engine; the time of all of it together is in `corpus`.
"""

import asyncio
import gc
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from evals.bench._answering import answering, seen
from evals.bench._generate import generate
from pipeline.domain.draft import ChunkDraft, ComposeDraft
from pipeline.engines.base import ComposeRequest, ExtractRequest
from pipeline.engines.extractive import ExtractiveEngine
from pipeline.engines.llm import LlmEngine
from pipeline.model.build import build_model, sampling_of
from pipeline.model.pool import run_all
from pipeline.settings import load_settings
from pipeline.sources import report_of
from pipeline.summarize import summarize_report

_CALLS, _AT_ONCE, _SECONDS = 2000, 64, 0.2
_IN_HAND = 2  # requests in hand for every call that may be under way, as reports in a run
_BAR = 1.10

Asked = ExtractRequest | ComposeRequest


@dataclass(slots=True)
class _Ran:
    """What came of all requests; seconds of the clock, and of this process's processor."""

    wall: float = 0.0
    processor: float = 0.0
    chunks: int = 0
    claims: int = 0


def run() -> int:
    """Print wall time over the ideal, which is all calls' time over the calls at once; 1 when it is above the bar."""
    first, *requests = asyncio.run(_requests(_CALLS + 1))
    with answering(_SECONDS) as port:
        ran = asyncio.run(_timed(first, requests, f"http://127.0.0.1:{port}/v1"))
        calls, most = seen(port)
    ideal = _CALLS * _SECONDS / _AT_ONCE
    ratio = ran.wall / ideal
    missed = ratio > _BAR or most > _AT_ONCE or calls != _CALLS + 1
    print(
        f"llm engine, {calls - 1:,} calls of {_SECONDS:g} s, at most {most} at once (limit {_AT_ONCE}): "
        f"{ran.wall:.2f} s, ideal {ideal:.2f} s, {ratio:.3f} (bar {_BAR:.2f}){' MISSED' if missed else ''}\n"
        f"  {ran.chunks:,} chunks with {ran.claims:,} drafts of claims, {_CALLS - ran.chunks:,} compositions; "
        f"{ran.processor / _CALLS * 1000:.2f} ms of processor a call"
    )
    return int(missed)


class _Listening(ExtractiveEngine):
    """Drafts by rules, and keeps what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Asked] = []

    async def extract(self, request: ExtractRequest) -> ChunkDraft:
        self.asked.append(request)
        return await super().extract(request)

    async def compose(self, request: ComposeRequest) -> ComposeDraft:
        self.asked.append(request)
        return await super().compose(request)


async def _requests(number: int) -> list[Asked]:
    """What an engine is asked of as many generated reports as it takes."""
    engine = _Listening()
    for name, text in generate(number, 7):
        await summarize_report(report_of(text, name), engine)
        if len(engine.asked) >= number:
            break
    return engine.asked[:number]


async def _timed(first: Asked, requests: list[Asked], url: str) -> _Ran:
    """All of `requests`, `_IN_HAND` times as many in hand as may be asked at once."""
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(
            None, base_url=url, model="m", ledger=Path(folder) / "ledger.sqlite3", concurrency=_AT_ONCE
        )
        built = build_model(settings)
        engine = LlmEngine(built, "m", sampling=sampling_of(settings))

        async def draft(request: Asked) -> ChunkDraft | ComposeDraft:
            return await (engine.extract(request) if isinstance(request, ExtractRequest) else engine.compose(request))

        await draft(first)  # imports the client and opens the first connection
        gc.collect()
        gc.freeze()  # the reports wait here all at once, as they never do in a run
        ran, started, spent = _Ran(), time.monotonic(), time.process_time()
        async for _, drafted in run_all(requests, draft, _IN_HAND * _AT_ONCE):
            if isinstance(drafted, ChunkDraft):
                ran.chunks += 1
                ran.claims += len(drafted.achievements)
        ran.wall, ran.processor = time.monotonic() - started, time.process_time() - spent
        gc.unfreeze()
        await built.close()
    return ran
