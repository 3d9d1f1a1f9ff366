"""A run as a stream: order, bounds, failures as values, and what the next run finds."""

import asyncio
import os
import signal
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from threading import Timer

import pytest

from pipeline.corpus import (
    Outcome,
    Recipe,
    ResultLine,
    RunFolder,
    Tally,
    Task,
    attempt,
    choose_tasks,
    run_reports,
    workers_for,
)
from pipeline.corpus import run as stream
from pipeline.corpus.files import sweep
from pipeline.corpus.lock import FolderLock
from pipeline.corpus.made import Made, failed, look
from pipeline.corpus.processes import CrashedError, Processes
from pipeline.corpus.workers import Here, Workers
from pipeline.engines.extractive import ExtractiveEngine
from pipeline.errors import InputError, OutputError, RunStoppedError
from pipeline.sources import Source, discover

TEXT = "平湖街道2022年工作总结\n\n一、经济发展\n\n全年完成税收{}.6亿元,同比增长4.5%;新增企业12家。\n"


def reports(folder: Path, number: int) -> list[Source]:
    folder.mkdir(exist_ok=True)
    for i in range(number):
        (folder / f"r{i:03}.txt").write_text(TEXT.format(i + 1), encoding="utf-8")
    return discover([folder])


def tasks(number: int) -> list[Task]:
    return [Task(Source(Path(f"in/{i}.txt"), str(i))) for i in range(number)]


def run(tasks: Sequence[Task], folder: RunFolder, recipe: Recipe | None = None, processes: int = 1) -> list[Outcome]:
    async def all_of() -> list[Outcome]:
        async with workers_for(recipe or Recipe(ExtractiveEngine()), len(tasks), 4, processes) as workers:
            return [outcome async for outcome in run_reports(tasks, workers, folder)]

    return asyncio.run(all_of())


class Slow(Workers):
    """Workers that take their time by place; remembers how many tasks were begun before the first was done."""

    at_once = 8

    def __init__(self, seconds: dict[int, float]) -> None:
        self._seconds, self.begun, self.begun_before_first = seconds, 0, 0

    async def make(self, task: Task) -> Made:
        self.begun += 1
        place = int(task.source.name)
        await asyncio.sleep(self._seconds.get(place, 0.0))
        if place == 0:
            self.begun_before_first = self.begun
        return Made(ResultLine(name=task.source.name, path=str(task.source.path), state="done"))


def streamed(workers: Slow, number: int, folder: RunFolder) -> list[str]:
    async def all_of() -> list[str]:
        return [outcome.name async for outcome in run_reports(tasks(number), workers, folder)]

    return asyncio.run(all_of())


def test_outcomes_and_lines_come_in_the_order_given_whoever_is_done_first(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    names = streamed(Slow({0: 0.05, 3: 0.02, 7: 0.03}), 20, folder)
    assert names == [str(i) for i in range(20)]
    assert [line.name for line in folder.lines()] == names


def test_one_slow_report_does_not_let_the_rest_pile_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "_AHEAD", 30)
    workers = Slow({0: 0.2})
    assert len(streamed(workers, 500, RunFolder(tmp_path))) == 500
    assert workers.begun_before_first == 30


def test_the_next_run_does_only_what_is_missing_changed_or_failed(tmp_path: Path) -> None:
    sources, folder = reports(tmp_path / "in", 4), RunFolder(tmp_path / "out")
    (tmp_path / "in" / "r001.txt").write_text("", encoding="utf-8")
    first = run(choose_tasks(sources, folder), folder)
    assert [one.line.state for one in first if one.line] == ["done", "failed", "done", "done"]
    (tmp_path / "in" / "r001.txt").write_text(TEXT.format(9), encoding="utf-8")
    (tmp_path / "in" / "r002.txt").write_text(TEXT.format(8), encoding="utf-8")
    folder.result("r003").unlink()
    (tmp_path / "in" / "r004.txt").write_text(TEXT.format(7), encoding="utf-8")
    second = run(choose_tasks(discover([tmp_path / "in"]), folder), folder)
    assert [one.name for one in second if one.line] == ["r001", "r002", "r003", "r004"]
    assert [one.name for one in second if not one.line] == ["r000"]
    assert {line.state for line in folder.lines()} == {"done"}


def test_a_damaged_result_file_is_made_again(tmp_path: Path) -> None:
    sources, folder = reports(tmp_path / "in", 2), RunFolder(tmp_path / "out")
    run(choose_tasks(sources, folder), folder)
    whole = folder.result("r000").read_bytes()
    folder.result("r000").write_bytes(whole[:100])
    again = run(choose_tasks(sources, folder), folder)
    assert [one.name for one in again if one.line] == ["r000"]
    assert folder.result("r000").read_bytes() == whole


def test_a_result_without_the_text_its_places_refer_to_is_made_again(tmp_path: Path) -> None:
    sources, folder = reports(tmp_path / "in", 2), RunFolder(tmp_path / "out")
    run(choose_tasks(sources, folder), folder)
    (folder.results / "r001.txt").unlink()
    assert [one.name for one in run(choose_tasks(sources, folder), folder) if one.line] == ["r001"]
    assert (folder.results / "r001.txt").exists()


def test_another_recipe_makes_everything_again(tmp_path: Path) -> None:
    sources, folder = reports(tmp_path / "in", 2), RunFolder(tmp_path / "out")
    run(choose_tasks(sources, folder), folder)
    other = Recipe(ExtractiveEngine(), chunk_tokens=500)
    assert all(one.line for one in run(choose_tasks(sources, folder), folder, other))
    assert not any(one.line for one in run(choose_tasks(sources, folder), folder, other))


def test_failures_alone_are_tried_again_and_a_failure_is_told_once(tmp_path: Path) -> None:
    sources, folder = reports(tmp_path / "in", 3), RunFolder(tmp_path / "out")
    with pytest.raises(InputError, match="without --retry-failed"):
        choose_tasks(sources, folder, retry_failed=True)
    (tmp_path / "in" / "r002.txt").write_text("", encoding="utf-8")
    run(choose_tasks(sources, folder), folder)
    lines = folder.journal.read_bytes()
    again = choose_tasks(sources, folder, retry_failed=True)
    assert [task.source.name for task in again] == ["r002"]
    run(again, folder)
    assert folder.journal.read_bytes() == lines
    (tmp_path / "in" / "r002.txt").write_text(TEXT.format(5), encoding="utf-8")
    assert [one.line.state for one in run(again, folder) if one.line] == ["done"]


def test_a_digest_gets_the_stored_summaries_of_what_was_done_before(tmp_path: Path) -> None:
    sources, folder = reports(tmp_path / "in", 2), RunFolder(tmp_path / "out")
    recipe = Recipe(ExtractiveEngine(), keep=True)
    first = run(choose_tasks(sources, folder), folder, recipe)
    second = run(choose_tasks(sources, folder), folder, recipe)
    assert [one.line for one in second] == [None, None]
    assert [one.settled and one.settled.summary for one in second] == [
        one.settled and one.settled.summary for one in first
    ]


def test_processes_make_the_same_files_as_one(tmp_path: Path) -> None:
    sources = reports(tmp_path / "in", 20)
    written = []
    for number in (1, 2):
        folder = RunFolder(tmp_path / f"out{number}")
        run(choose_tasks(sources, folder), folder, processes=number)
        written.append({path.name: path.read_bytes() for path in folder.out.rglob("*") if path.is_file()})
    assert written[0] == written[1]
    assert len(written[0]) == 41  # a result and its text a report, and the journal


def _read(path: str) -> int:
    """Work that kills its process for one file."""
    if path.endswith("3"):
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.01)
    return len(path)


def test_a_process_that_is_killed_costs_the_one_piece_that_kills_it() -> None:
    async def all_of() -> list[int | BaseException]:
        async with Processes(2) as processes:
            calls = [processes.call(_read, f"r{i}") for i in range(8)]
            return await asyncio.gather(*calls, return_exceptions=True)

    got = asyncio.run(all_of())
    assert [one for i, one in enumerate(got) if i != 3] == [2] * 7
    assert isinstance(got[3], CrashedError)


class Defect(ExtractiveEngine):
    """An engine with a defect in one report."""

    async def extract(self, request):  # type: ignore[no-untyped-def]  # as the engine's
        if request.report.name == "r001":
            raise ZeroDivisionError("division by zero")
        return await super().extract(request)


def test_a_defect_in_one_report_is_a_failure_of_that_report(tmp_path: Path) -> None:
    sources, folder = reports(tmp_path / "in", 3), RunFolder(tmp_path / "out")
    outcomes = run(choose_tasks(sources, folder), folder, Recipe(Defect()))
    assert [one.line.fault for one in outcomes if one.line] == [None, "internal", None]
    assert "ZeroDivisionError: division by zero" in str(outcomes[1].line and outcomes[1].line.reason)


class Spent(Here):
    """Workers whose model can go on no longer at the third report."""

    async def make(self, task: Task) -> Made:
        if task.source.name == "r002":
            raise RunStoppedError("the budget is spent")
        return await super().make(task)


def test_a_stop_keeps_what_is_done_with_its_lines(tmp_path: Path) -> None:
    sources, folder = reports(tmp_path / "in", 5), RunFolder(tmp_path / "out")

    async def all_of() -> None:
        workers = Spent(Recipe(ExtractiveEngine()), 2)
        async for _ in run_reports(choose_tasks(sources, folder), workers, folder):
            pass

    with pytest.raises(RunStoppedError, match="budget"):
        asyncio.run(all_of())
    done = [line.name for line in folder.lines()]
    assert {"r000", "r001"} <= set(done) < {"r000", "r001", "r003", "r004"}
    assert {path.stem for path in folder.results.glob("*.json")} == set(done)
    rest = run(choose_tasks(sources, folder), folder)
    assert {one.name for one in rest if one.line} == {"r000", "r001", "r002", "r003", "r004"} - set(done)


class StopsFirst(Slow):
    """Workers whose first task stops the run when everything that may go ahead of it has."""

    async def make(self, task: Task) -> Made:
        made = await super().make(task)
        if task.source.name == "0":
            raise RunStoppedError("the budget is spent")
        return made


def test_a_stop_by_the_report_all_others_wait_for_ends_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "_AHEAD", 20)
    folder = RunFolder(tmp_path)
    with pytest.raises(RunStoppedError, match="budget"):
        streamed(StopsFirst({0: 0.2}), 500, folder)
    assert [line.name for line in folder.lines()] == [str(i) for i in range(1, 20)]


def test_a_file_name_that_is_no_text_is_written_down_as_an_office_wrote_it(tmp_path: Path) -> None:
    name = os.fsdecode("平湖街道".encode("gb18030"))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / f"{name}.txt").write_text(TEXT.format(1), encoding="utf-8")
    (tmp_path / "in" / f"{name}2.txt").write_bytes(b"")
    folder, tally = RunFolder(tmp_path / "out"), Tally()
    todo = choose_tasks(discover([tmp_path / "in"]), folder)
    with attempt(folder, [tmp_path / "in" / name], {}, len(todo), tally):
        for outcome in run(todo, folder):
            tally.saw(outcome)
    assert [(line.name, line.state) for line in folder.lines()] == [("平湖街道", "done"), ("平湖街道2", "failed")]
    assert folder.result("平湖街道").exists()
    again = run(choose_tasks(discover([tmp_path / "in"]), folder), folder)
    assert [one.name for one in again if one.line is None] == ["平湖街道"]


@pytest.mark.parametrize(
    ("number", "says"),
    [pytest.param(28, "No space left", id="full-disk"), pytest.param(30, "Read-only", id="read-only-folder")],
)
def test_a_folder_that_takes_no_more_stops_the_run_and_the_next_one_goes_on(
    number: int, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources, folder = reports(tmp_path / "in", 6), RunFolder(tmp_path / "out")
    real, calls = os.replace, iter(range(99))

    def refuse(*paths: str) -> None:
        if next(calls) >= 3 * 2:  # a report has its text and its result
            raise OSError(number, os.strerror(number))
        real(*paths)

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OutputError, match=says):
        run(choose_tasks(sources, folder), folder)
    monkeypatch.undo()
    assert [line.name for line in folder.lines()] == ["r000", "r001", "r002"]
    assert not list(folder.out.rglob("*.part"))
    assert [one.name for one in run(choose_tasks(sources, folder), folder) if one.line] == ["r003", "r004", "r005"]


def test_one_run_at_a_time_in_a_folder(tmp_path: Path) -> None:
    path = tmp_path / ".run.lock"
    with FolderLock(path), pytest.raises(OutputError, match="another run is writing here"), FolderLock(path):
        pass
    with FolderLock(path):
        pass


def test_who_has_patience_waits_for_the_folder(tmp_path: Path) -> None:
    path = tmp_path / ".run.lock"
    held = FolderLock(path).__enter__()
    soon = Timer(0.3, held.__exit__, (None, None, None))
    soon.start()
    with pytest.raises(OutputError, match="another run"), FolderLock(path):
        pass
    with FolderLock(path, patience=60.0):
        soon.join()


def test_what_a_crash_left_half_written_is_swept_away_later(tmp_path: Path) -> None:
    for name, age in ((".old.part", 3600), (".fresh.part", 1), ("r.json", 3600)):
        (tmp_path / name).write_text("{", encoding="utf-8")
        os.utime(tmp_path / name, (1_000_000 - age,) * 2)
    sweep(tmp_path, 1_000_000)
    sweep(tmp_path / "nowhere", 1_000_000)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".fresh.part", "r.json"]


def test_an_unreadable_file_is_a_failure_with_its_class(tmp_path: Path) -> None:
    task = Task(Source(tmp_path / "no.txt", "no"))
    made = look(task, "", False)
    assert made == failed(task, "unreadable", f"{tmp_path / 'no.txt'}: no such file or folder; check the path")


def test_a_task_is_known_by_its_own_line(tmp_path: Path) -> None:
    sources, folder = reports(tmp_path / "in", 2), RunFolder(tmp_path / "out")
    run(choose_tasks(sources, folder), folder)
    known = [task.known for task in choose_tasks(sources, folder)]
    assert [one.name for one in known if one] == ["r000", "r001"]
    moved = [replace(one, path=tmp_path / "in" / "r001.txt") for one in sources[:1]]
    assert [task.source.name for task in choose_tasks(moved, folder)] == ["r001"]
