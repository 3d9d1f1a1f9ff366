"""langextract's wall time on calls that only wait, beside the model edge's on calls of the same latencies.

Its own parts do the rest: chunks of the seeds' text, prompts, batches, parsing and aligning. Where there is a choice
it is the one that costs it least: its default tokenizer, a batch as large as its pool, one short verbatim extraction
an answer. It waits for every call of a batch before it sends the next, so a few batches stand for many: with 50 of them
the ratios are the same within what chance does to so few, which is most where a long call is rare (heavy tail, 16 at
once: some 0.6 either way). The model edge is measured without the pipeline's own work on text, so what compares with
it strictly is `calling`; langextract's own work has no call in flight beside it and is lost to the run.
"""

import json
import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

_SEEDS = Path(__file__).resolve().parents[2] / "seeds"
_BATCHES = 6  # a case; all six cases take some 35 s
_BUFFER = 1000  # characters of a chunk, its default
_WORDS = re.compile(r"Q: .*?(\w+)", re.DOTALL)  # the first of the chunk, after the last "Q: " of its prompt

Latency = Callable[[random.Random], float]


class PeerRun(NamedTuple):
    """How long its calls took; times in seconds."""

    calls: int
    ideal: float  # all latencies together over the calls at once, as for the model edge
    wall: float
    calling: float  # of `wall`, with calls in flight; tokenizing and aligning go on while there are none


class _Waiting:
    """What is ours of its model: takes the time a call is told to take, `max_workers` calls at a time."""

    def __init__(self, latency: Latency) -> None:
        super().__init__()
        self._latency = latency
        self._dice = random.Random(11)
        self.calls = 0
        self.total = 0.0
        self.calling = 0.0

    def infer(self, batch_prompts: Sequence[str], *, max_workers: int, **_: Any) -> Iterator[list[Any]]:
        """A pool a batch, as its providers have."""
        scored = import_module("langextract.core.types").ScoredOutput
        seconds = [self._latency(self._dice) for _ in batch_prompts]
        self.calls += len(seconds)
        self.total += sum(seconds)
        started = time.monotonic()
        with ThreadPoolExecutor(min(max_workers, len(seconds))) as pool:
            answers = list(pool.map(_answer, batch_prompts, seconds))
        self.calling += time.monotonic() - started
        return ([scored(score=1.0, output=answer)] for answer in answers)


def peer_version() -> str | None:
    """Its version; None where it is not installed."""
    return version("langextract") if find_spec("langextract") else None


def run_peer(latency: Latency, concurrency: int) -> PeerRun:
    """Extract from a text of `_BATCHES` full batches; RuntimeError when it did not do what is compared."""
    extract = import_module("langextract").extract
    model = _model(latency)
    text = _text(concurrency * _BATCHES)
    started = time.monotonic()
    document = extract(
        text,
        prompt_description="列出已完成的工作，逐字引用。",
        examples=[_example()],
        model=model,
        fence_output=False,
        use_schema_constraints=False,
        max_char_buffer=_BUFFER,
        batch_length=concurrency,
        max_workers=concurrency,
        show_progress=False,
    )
    wall = time.monotonic() - started
    placed = sum(extraction.char_interval is not None for extraction in document.extractions)
    if not placed == model.calls == concurrency * _BATCHES:
        raise RuntimeError(f"langextract: {model.calls} calls, {placed} extractions placed in the text")
    return PeerRun(model.calls, model.total / concurrency, wall, model.calling)


def _model(latency: Latency) -> Any:
    base = import_module("langextract.core.base_model").BaseLanguageModel
    return type("Waiting", (_Waiting, base), {})(latency)  # without it installed there is no base to write down


def _answer(prompt: str, seconds: float) -> str:
    time.sleep(seconds)
    return json.dumps({"extractions": [{"claim": _first_words(prompt)}]}, ensure_ascii=False)


def _first_words(prompt: str) -> str:
    found = _WORDS.match(prompt, prompt.rindex("Q: "))
    return found[1] if found else ""


@cache
def _text(chunks: int) -> str:
    """The seeds over and over, cut where its chunker ends that many chunks: a last batch half full would cost it."""
    chunking, tokenizer = (import_module(f"langextract.{name}") for name in ("chunking", "core.tokenizer"))
    seeds = "\n".join(path.read_text(encoding="utf-8") for path in sorted(_SEEDS.glob("*.txt")))
    text = (seeds + "\n") * (chunks * _BUFFER // len(seeds) + 1)
    spans = chunking.ChunkIterator(text, max_char_buffer=_BUFFER, tokenizer_impl=tokenizer.RegexTokenizer())
    last = [next(spans) for _ in range(chunks)][-1]
    return text[: last.char_interval.end_pos]


def _example() -> Any:
    data = import_module("langextract.data")
    extraction = data.Extraction(extraction_class="claim", extraction_text="改造老旧小区12个")
    return data.ExampleData(text="改造老旧小区12个，新增学位3000个。", extractions=[extraction])
