"""Reports in processes that ask through this one: the same results, one door, and a death costs nobody else."""

import asyncio
import json
import multiprocessing
import os
import re
import signal
from collections import Counter
from pathlib import Path

import pytest

from pipeline.corpus import Outcome, Recipe, RunFolder, choose_tasks, run_reports, workers_for
from pipeline.domain.result import ReportSummary
from pipeline.engines.llm import LlmEngine
from pipeline.errors import RunStoppedError
from pipeline.model.errors import BudgetExceededError, EndpointError, Fault
from pipeline.model.ledger import LedgerModel
from pipeline.model.ledger_store import LedgerStore
from pipeline.model.protocol import Completion, LanguageModel, Request
from pipeline.model.scripted import Script, ScriptedModel
from pipeline.sources import Source, discover

_LINE = re.compile(r"^\[(\d+)\] (.+)$", re.MULTILINE)
_TAG = re.compile(r"\{(f\d+)\|[^}]*\}")
_MANY = 20  # more than the few that are done in this process


def honest(request: Request) -> str:
    """What a model says that repeats the sentences with figures."""
    if request.schema_name == "compose":
        return json.dumps({"headline": "全年工作进展", "summary": "各项工作有序推进。"}, ensure_ascii=False)
    claims = [
        {"theme": "其他", "status": "completed", "text": _TAG.sub(r"{\1}", text), "sentences": [int(number)]}
        for number, text in _LINE.findall(request.messages[-1].text)
        if _TAG.search(text)
    ]
    return json.dumps({"achievements": claims, "plans": [], "problems": []}, ensure_ascii=False)


def sources(folder: Path, number: int = _MANY) -> list[Source]:
    folder.mkdir(exist_ok=True)
    for i in range(number):
        text = f"平湖街道2022年工作总结\n\n一、经济\n\n全年完成税收{i + 1}.6亿元，同比增长4.5%；新增企业12家。\n"
        (folder / f"r{i:03}.txt").write_text(text, encoding="utf-8")
    return discover([folder])


def run(model: LanguageModel, todo: list[Source], out: Path, recipe: Recipe | None = None, processes: int = 2) -> list[
    Outcome
]:  # fmt: skip
    folder = RunFolder(out)
    recipe = recipe or Recipe(LlmEngine(model, "m"))

    async def all_of() -> list[Outcome]:
        tasks = choose_tasks(todo, folder)
        async with workers_for(recipe, len(tasks), 8, processes) as workers:
            return [outcome async for outcome in run_reports(tasks, workers, folder)]

    return asyncio.run(all_of())


def written(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.rglob("*") if path.is_file()}


def test_processes_make_the_same_files_with_the_same_questions(tmp_path: Path) -> None:
    todo = sources(tmp_path / "in")
    asked = []
    for number in (1, 2):
        model = ScriptedModel(honest)
        run(model, todo, tmp_path / f"out{number}", processes=number)
        asked.append(Counter(request.logical for request in model.requests))
    assert written(tmp_path / "out1") == written(tmp_path / "out2")
    assert asked[0] == asked[1]
    stages = ("extract/c01", "compose", "compose/again")  # its summary has no evidence, so it is asked once more
    assert set(asked[1]) == {f"{source.name}/{stage}" for source in todo for stage in stages}
    assert not multiprocessing.active_children()


class Kills(ScriptedModel):
    """A model during whose answers a process is killed."""

    def __init__(self, script: Script, moments: set[int]) -> None:
        super().__init__(script)
        self._moments = moments

    async def complete(self, request: Request) -> Completion:
        answer = await super().complete(request)
        await asyncio.sleep(0.01)
        if len(self.requests) in self._moments:
            self._moments.discard(len(self.requests))
            pid = multiprocessing.active_children()[0].pid
            assert pid is not None
            os.kill(pid, signal.SIGKILL)
        return answer


def test_a_process_that_is_killed_costs_no_report_and_no_answer_twice(tmp_path: Path) -> None:
    todo = sources(tmp_path / "in")
    run(ScriptedModel(honest), todo, tmp_path / "whole", processes=1)
    store = LedgerStore(tmp_path / "ledger.sqlite3")
    inner = Kills(honest, {5, 21})
    outcomes = run(LedgerModel(inner, store), todo, tmp_path / "out")
    store.close()
    assert [outcome.line.state for outcome in outcomes if outcome.line] == ["done"] * _MANY
    assert Counter(request.logical for request in inner.requests).most_common(1)[0][1] == 1
    summaries = [
        [
            ReportSummary.model_validate_json(path.read_bytes()).model_copy(update={"usage": None})
            for path in sorted((tmp_path / folder / "reports").glob("*.json"))
        ]
        for folder in ("whole", "out")
    ]
    assert summaries[0] == summaries[1]


def deadly(summary: ReportSummary) -> str:
    """A rendering that kills its process for one report."""
    if summary.report.name == "r003":
        os.kill(os.getpid(), signal.SIGKILL)
    return summary.headline.text


def test_a_report_that_kills_its_process_is_the_one_that_is_lost(tmp_path: Path) -> None:
    model = ScriptedModel(honest)
    recipe = Recipe(LlmEngine(model, "m"), renderings={".md": deadly})
    outcomes = run(model, sources(tmp_path / "in"), tmp_path / "out", recipe)
    faults = {outcome.name: outcome.line.fault for outcome in outcomes if outcome.line}
    assert {name: fault for name, fault in faults.items() if fault} == {"r003": "crashed"}
    assert "r003.txt: the process that did it was killed" in str(outcomes[3].line and outcomes[3].line.reason)


def _unwritable(_: ReportSummary) -> str:
    raise ZeroDivisionError("division by zero")


def test_a_defect_is_a_failure_of_its_report_with_its_name(tmp_path: Path) -> None:
    model = ScriptedModel(honest)
    recipe = Recipe(LlmEngine(model, "m"), renderings={".md": _unwritable})
    outcomes = run(model, sources(tmp_path / "in"), tmp_path / "out", recipe)
    assert {outcome.line.fault for outcome in outcomes if outcome.line} == {"internal"}
    assert "ZeroDivisionError: division by zero; please report this" in str(
        outcomes[0].line and outcomes[0].line.reason
    )


@pytest.mark.parametrize(
    ("error", "note"),
    [
        pytest.param(EndpointError(Fault.SERVER, "HTTP 500: oops", status=500), "HTTP 500: oops", id="server"),
        pytest.param(KeyError("x"), "KeyError: 'x'; please report this", id="a-defect-of-the-model"),
    ],
)
def test_what_the_model_fails_with_is_told_in_the_report_it_was_asked_for(
    error: Exception, note: str, tmp_path: Path
) -> None:
    def failing(request: Request) -> str | Exception:
        return error if request.logical.startswith("r007/extract") else honest(request)

    outcomes = run(ScriptedModel(failing), sources(tmp_path / "in"), tmp_path / "out")
    states = {outcome.name: outcome.line.state for outcome in outcomes if outcome.line}
    assert {name for name, state in states.items() if state == "partial"} == {"r007"}
    assert outcomes[7].line is not None
    assert outcomes[7].line.reason == note


def test_a_stop_ends_the_run_as_what_it_is_and_the_next_run_makes_the_rest(tmp_path: Path) -> None:
    todo, asked = sources(tmp_path / "in"), iter(range(99))

    def spent(request: Request) -> str | Exception:
        if next(asked) >= 45:
            return BudgetExceededError("the budget is spent", spent="1 usd", remains="0 usd")
        return honest(request)

    with pytest.raises(RunStoppedError, match="the budget is spent") as caught:
        run(ScriptedModel(spent), todo, tmp_path / "out")
    assert isinstance(caught.value, BudgetExceededError)
    assert not multiprocessing.active_children()
    done = {line.name for line in RunFolder(tmp_path / "out").lines()}
    assert 0 < len(done) < _MANY
    rest = run(ScriptedModel(honest), todo, tmp_path / "out")
    assert {outcome.name for outcome in rest if outcome.line} == {source.name for source in todo} - done
