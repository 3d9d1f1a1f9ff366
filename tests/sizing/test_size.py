"""The parts of a size: the sample is like real reports, and each constant is what it says it is."""

import asyncio
import json
import tracemalloc
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline import find_figures
from pipeline.claims import Source as Claimed
from pipeline.corpus.journal import Known
from pipeline.corpus.made import Recipe, Task, finish
from pipeline.domain.report import Report
from pipeline.engines.extractive import ExtractiveEngine
from pipeline.engines.llm import LlmEngine
from pipeline.errors import SettingsError
from pipeline.model.ledger_store import Entry, LedgerStore
from pipeline.model.plan import estimate
from pipeline.model.protocol import Completion, Request, Usage
from pipeline.model.recordings import Shelf
from pipeline.sizing import Limits, NotingModel, Rehearsal, rehearse, sample_report, size_of
from pipeline.sizing.rehearse import ANSWER
from pipeline.sizing.size import HELD, LEDGER_COPIES, LEDGER_ROW, UNDER_WAY
from pipeline.sources import Source, report_of
from tests.seeds import ROOT, SEEDS, seed_report, seed_summary


def rehearsed(*, asks: bool = True) -> Rehearsal:
    noting = NotingModel()
    engine = LlmEngine(noting, "m") if asks else ExtractiveEngine()
    return asyncio.run(rehearse(map(seed_report, SEEDS), Recipe(engine), noting if asks else None))


@pytest.mark.parametrize("chars", [300, 1500, 5000, 30000])
def test_the_sample_has_the_length_asked_for_and_the_figures_of_a_real_report(chars: int) -> None:
    report = sample_report(chars)
    assert chars - 120 <= len(report.text) <= chars
    real = sum(len(seed_summary(path).figures) for path in SEEDS) / sum(len(seed_report(path).text) for path in SEEDS)
    assert _figures(report) / len(report.text) == pytest.approx(real, rel=0.25)


def _figures(report: Report) -> int:
    return len(find_figures(report.text, report.outline))


@pytest.mark.parametrize("chars", [-1, 0, 299, 200_001])
def test_a_length_no_report_has_is_refused(chars: int) -> None:
    with pytest.raises(SettingsError, match="--chars"):
        sample_report(chars)


def recorded_answers() -> dict[str, int]:
    """Bytes of the recorded answers over one report, by name of the request."""
    shelf = Shelf(ROOT / "evals/recordings")
    found = {one.logical: len(shelf.completion(one).text.encode()) for _, one in shelf.read()}
    return {name: size for name, size in found.items() if not name.startswith("digest/")}


def test_a_rehearsal_sends_what_a_run_sends_and_nothing_twice() -> None:
    assert sorted(request.logical for request in rehearsed().requests) == sorted(recorded_answers())


def test_answers_are_as_long_as_recorded_ones() -> None:
    assert sum(recorded_answers().values()) / rehearsed().drafted == pytest.approx(ANSWER, rel=0.02)


def test_the_built_in_engine_is_rehearsed_without_requests() -> None:
    rehearsal = rehearsed(asks=False)
    assert (rehearsal.requests, rehearsal.reports) == ([], len(SEEDS))
    size = size_of(rehearsal, 50, Limits(16, 10, 1000), None, asks=False, process=1)
    assert size.model is None
    assert [bound.name for bound in size.bounds] == ["text work"]
    assert size.hours == pytest.approx(size.characters / 1000 / 3600)
    assert size.ledger == 0


@pytest.mark.parametrize(
    ("limits", "bound", "hours"),
    [
        pytest.param(Limits(10, 9.0, 1e9), "calls at once", 16_000 * 9 / 10 / 3600, id="concurrency"),
        pytest.param(Limits(1000, 1.0, 1e9, rpm=20), "requests a minute", 16_000 / 20 / 60, id="rpm"),
        pytest.param(Limits(1000, 1.0, 1e9, rpm=10**6, tpm=10), "tokens a minute", None, id="tpm"),
        pytest.param(Limits(1000, 1.0, 100.0), "text work", 25_178_000 / 100 / 3600, id="one-worker"),
        pytest.param(Limits(1000, 1.0, 100.0, workers=4), "text work", 25_178_000 / 400 / 3600, id="four-workers"),
    ],
)
def test_the_limit_that_binds_is_named(limits: Limits, bound: str, hours: float | None) -> None:
    size = size_of(rehearsed(), 5000, limits, None, asks=True, process=1)
    assert size.bounds[0].name == bound
    assert size.hours == max(one.hours for one in size.bounds)
    if hours is not None:
        assert size.hours == pytest.approx(hours, rel=0.001)


def test_a_run_of_the_reports_themselves_is_their_requests() -> None:
    rehearsal = rehearsed()
    size = size_of(rehearsal, len(SEEDS), Limits(1, 1, 1), None, asks=True, process=1)
    assert size.model == estimate(rehearsal.requests, None, answers=rehearsal.answers)
    ten = size_of(rehearsal, 10 * len(SEEDS), Limits(1, 1, 1), None, asks=True, process=1)
    assert (ten.chunks, ten.words, ten.results) == (10 * size.chunks, 10 * size.words, 10 * size.results)


def test_written_is_what_a_run_writes(tmp_path: Path) -> None:
    made = asyncio.run(finish(Task(Source(SEEDS[0], SEEDS[0].stem)), seed_report(SEEDS[0]), Recipe(ExtractiveEngine())))
    for suffix, text in made.files.items():
        (tmp_path / f"a{suffix}").write_text(text, encoding="utf-8")
    alone = asyncio.run(rehearse([seed_report(SEEDS[0])], Recipe(ExtractiveEngine()), None))
    assert alone.written == pytest.approx(sum(file.stat().st_size for file in tmp_path.iterdir()), rel=0.05)


@pytest.mark.parametrize("length", [500, 5000, 20000])
def test_the_ledger_takes_what_is_said(tmp_path: Path, length: int) -> None:
    store = LedgerStore(tmp_path / "ledger.sqlite")
    empty, calls = (tmp_path / "ledger.sqlite").stat().st_size, 400
    text = "完成老旧小区改造" * (length // 24)
    for number in range(calls):
        raw = json.dumps({"choices": [{"message": {"content": text}}], "usage": {}, "n": number}, ensure_ascii=False)
        answer = Completion(text, usage=Usage(3000, 1000), raw=raw, model_returned="m", fingerprint="fp_0123456789")
        key = f"sha256:{number:064d}"
        store.put(Entry(key, answer, f"{number:06d}_某某街道2022/extract/c01", "m", "ok", host="api.example.com"))
    store.close()
    used = sum(file.stat().st_size for file in tmp_path.iterdir()) - empty
    said = calls * (LEDGER_COPIES * len(text.encode()) + LEDGER_ROW)
    assert said == pytest.approx(used, rel=0.25)


def test_a_run_holds_of_a_report_what_is_said() -> None:
    number = 2000
    tracemalloc.start()
    tasks = []
    for place in range(number):
        name, path = f"{place:06d}_某某街道2022", f"reports/province/{place:06d}_某某街道2022.txt"
        known = Known(name, path, (), "done", None, f"{place:064d}", "0123456789abcdef", 100_000 + place, 0)
        tasks.append(Task(Source(Path(path), name), known, Path(f"out/reports/{name}.json")))
    held = tracemalloc.get_traced_memory()[0] / number
    tracemalloc.stop()
    assert tasks
    assert pytest.approx(held, rel=0.25) == HELD


def test_a_report_under_way_holds_what_is_said() -> None:
    text, number = sample_report(5000).text, 10
    held: list[object] = []
    report_of(text)
    tracemalloc.start()
    for place in range(number):
        report, noting = report_of(text + " " * place), NotingModel()
        figures = find_figures(report.text, report.outline)
        held.append((report, Claimed(report, figures), noting))
        asyncio.run(rehearse([report], Recipe(LlmEngine(noting, "m")), noting))
    used = tracemalloc.get_traced_memory()[0] / number / len(text)
    tracemalloc.stop()
    assert held
    assert pytest.approx(used, rel=0.35) == UNDER_WAY


def test_an_estimate_of_many_is_that_of_one_times_their_number() -> None:
    requests: list[Request] = rehearsed().requests
    one, many = estimate(requests, None), estimate(requests, None, times=Fraction(7))
    assert many.calls == 7 * one.calls
    assert many.input_tokens == tuple(7 * tokens for tokens in one.input_tokens)
