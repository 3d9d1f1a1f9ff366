"""LangExtract and the llm engine on the same reports with the same answers, from models that answer at once.

The answers are the recorded ones of the seeds. Ours are the references as they were given; LangExtract's extractions
are the same claims in words, each in the chunk that holds its evidence. Ours are resolved, verified and audited, and a
headline and a summary are put over them; LangExtract aligns its extractions with the text. What its model door costs,
which is our code, is taken off. `quoted` gives it the evidence itself, letter by letter, which it nearly always finds.
"""

import asyncio
import json
import time
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from evals.bench._peer import peer_version
from pipeline import read_report
from pipeline.corpus import Recipe, settle
from pipeline.domain.report import Report
from pipeline.domain.result import ReportSummary
from pipeline.engines.llm import LlmEngine
from pipeline.model.build import sampling_of
from pipeline.model.keys import request_key
from pipeline.model.protocol import Completion, LanguageModel, Request
from pipeline.model.replay import ReplayModel
from pipeline.outline import read_outline
from pipeline.settings import load_settings

_ROOT = Path(__file__).resolve().parents[2]
_MODEL = "offline-llm"
_TIMES = 3  # of which the fastest counts
_BUFFER = 1000  # characters of a chunk, its default
_FACTOR = 2.0  # bar: our characters a second over its
_KEY = 12  # characters of a claim's evidence that tell which chunk it stands in

Claims = list[tuple[str, str]]  # the words of a claim, and its evidence


def run() -> int:
    """Print characters a second of both; 1 when ours is not `_FACTOR` times as fast on the answers as they are."""
    reports = [read_report(path) for path in sorted((_ROOT / "seeds").glob("*.txt"))]
    characters = sum(len(report.text) for report in reports)
    model = _Instant()
    summaries = asyncio.run(_summaries(reports, model))
    ours = characters / min(_timed(lambda: asyncio.run(_summaries(reports, model))) for _ in range(_TIMES))
    print(f"jianbao, llm engine: {ours:,.0f} characters/s, verified and audited")
    version = peer_version()
    if version is None:
        print("langextract not installed")
        return 0
    claims = [_claims(summary) for summary in summaries]
    theirs = {
        "as answered": claims,
        "quoted": [[(evidence, evidence) for _, evidence in of_report] for of_report in claims],
    }
    rates = {}
    for name, answers in theirs.items():
        seconds, given, placed = min(_peer(reports, answers) for _ in range(_TIMES))
        rates[name] = characters / seconds
        print(
            f"langextract {version}, {name}: {rates[name]:,.0f} characters/s, {placed} of {given} given a place; "
            f"ours is {ours / rates[name]:.2f} times as fast"
        )
    factor = ours / rates["as answered"]
    print(f"bar: {_FACTOR:.1f} times on the answers as they are{' MISSED' if factor < _FACTOR else ''}")
    return int(factor < _FACTOR)


class _Instant(LanguageModel):
    """The recorded answers, from memory after the first time."""

    def __init__(self) -> None:
        self._replay = ReplayModel(_ROOT / "evals" / "recordings")
        self._held: dict[str, Completion] = {}

    async def complete(self, request: Request) -> Completion:
        """The recorded answer."""
        key = request_key(request)
        if key not in self._held:
            self._held[key] = await self._replay.complete(request)
        return self._held[key]


async def _summaries(reports: Sequence[Report], model: LanguageModel) -> list[ReportSummary]:
    engine = LlmEngine(model, _MODEL, sampling=sampling_of(load_settings(None)))
    fresh = [Report(r.name, r.text, r.sha256, read_outline(r.text)) for r in reports]
    return [(await settle(report, Recipe(engine))).summary for report in fresh]


def _claims(summary: ReportSummary) -> Claims:
    return [(claim.text, claim.evidence[0].text) for claim in (*summary.achievements, *summary.plans)]


def _timed(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _peer(reports: Sequence[Report], answers: Sequence[Claims]) -> tuple[float, int, int]:
    """Processor seconds of its own, extractions given to it, extractions it gave a place."""
    seconds, given, placed = 0.0, 0, 0
    for report, claims in zip(reports, answers, strict=True):
        model = _door(claims)
        started = time.process_time()
        document = import_module("langextract").extract(
            report.text,
            prompt_description="列出已完成的工作。",
            examples=[_example()],
            model=model,
            fence_output=False,
            use_schema_constraints=False,
            max_char_buffer=_BUFFER,
            show_progress=False,
        )
        seconds += time.process_time() - started - model.spent
        given += model.given
        placed += sum(extraction.char_interval is not None for extraction in document.extractions)
    return seconds, given, placed


class _Door:
    """What is ours of its model: gives each chunk the claims whose evidence it holds; `spent` seconds were ours."""

    def __init__(self, claims: Claims) -> None:
        super().__init__()
        self._claims = claims
        self.spent, self.given = 0.0, 0

    def infer(self, batch_prompts: Sequence[str], **_: Any) -> Iterator[list[Any]]:
        """An answer a prompt."""
        started = time.process_time()
        scored = import_module("langextract.core.types").ScoredOutput
        answers = [[scored(score=1.0, output=self._answer(prompt))] for prompt in batch_prompts]
        self.spent += time.process_time() - started
        yield from answers

    def _answer(self, prompt: str) -> str:
        chunk = prompt[prompt.rindex("Q: ") :]
        held = [words for words, evidence in self._claims if evidence[:_KEY] in chunk]
        self.given += len(held)
        return json.dumps({"extractions": [{"claim": words} for words in held]}, ensure_ascii=False)


def _door(claims: Claims) -> Any:
    base = import_module("langextract.core.base_model").BaseLanguageModel
    return type("Door", (_Door, base), {})(claims)  # without it installed there is no base to write down


def _example() -> Any:
    data = import_module("langextract.data")
    extraction = data.Extraction(extraction_class="claim", extraction_text="改造老旧小区12个")
    return data.ExampleData(text="改造老旧小区12个，新增学位3000个。", extractions=[extraction])
