"""The ledger: what is paid for is kept, whatever happens to the process, and is never bought again."""

import asyncio
import json
import random
import sqlite3
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import SettingsError
from pipeline.model import ledger_store
from pipeline.model.errors import EndpointError, Fault
from pipeline.model.keys import request_key
from pipeline.model.ledger import LedgerModel
from pipeline.model.ledger_report import bought_since, entries_of, export, merge, prune, stats, tokens_per_byte
from pipeline.model.ledger_store import Entry, LedgerStore, is_ledger
from pipeline.model.ledger_thread import LedgerThread
from pipeline.model.protocol import Completion, LanguageModel, Request, Usage
from pipeline.model.scripted import ScriptedModel
from tests.loopback import Loopback, Reply, said

Ask = Callable[..., Request]
RUN = Path(__file__).with_name("resume_run.py")


@pytest.fixture
def store(tmp_path: Path) -> LedgerStore:
    return LedgerStore(tmp_path / "ledger.sqlite3")


def echo(request: Request) -> Completion:
    return Completion(request.messages[-1].text, usage=Usage(30, 5), raw='{"x":1}')


def test_a_stored_answer_is_given_whole_and_not_asked_again(store: LedgerStore, ask: Ask) -> None:
    full = Completion("答", "length", "不", Usage(1, 2, 3, 4), "json_object", "api", "m-1", "fp", 9, 2, raw="{}")

    async def run() -> None:
        inner = ScriptedModel([full])
        model = LedgerModel(inner, store)
        first, second = await model.complete(ask()), await model.complete(ask(logical="elsewhere"))
        assert first.stored is False
        assert second == replace(full, origin="scripted", stored=True)
        assert len(inner.requests) == 1
        await model.close()

    asyncio.run(run())


def test_equal_requests_under_way_are_asked_once(store: LedgerStore, ask: Ask) -> None:
    class Slow(LanguageModel):
        asked = 0

        async def complete(self, request: Request) -> Completion:
            self.asked += 1
            await asyncio.sleep(0.02)
            return echo(request)

    async def run() -> None:
        slow = Slow()
        one, other = LedgerModel(slow, store), LedgerModel(slow, LedgerStore(store.path))  # as two processes would
        answers = await asyncio.gather(*(model.complete(ask()) for model in (one, other) for _ in range(5)))
        assert {answer.text for answer in answers} == {echo(ask()).text}
        assert slow.asked == 1
        await one.close()
        await other.close()

    asyncio.run(run())


def test_one_caller_who_leaves_does_not_take_the_answer_from_the_other(store: LedgerStore, ask: Ask) -> None:
    async def run() -> None:
        gate = asyncio.Event()

        class Gated(LanguageModel):
            async def complete(self, request: Request) -> Completion:
                await gate.wait()
                return echo(request)

        model = LedgerModel(Gated(), store)
        leaver, stayer = (asyncio.create_task(model.complete(ask())) for _ in range(2))
        await asyncio.sleep(0.02)
        leaver.cancel()
        await asyncio.sleep(0.02)
        gate.set()
        assert (await stayer).text == echo(ask()).text
        with pytest.raises(asyncio.CancelledError):
            await leaver
        await model.close()

    asyncio.run(run())


def test_who_comes_while_another_leaves_gets_an_answer(store: LedgerStore, ask: Ask) -> None:
    class Slow(LanguageModel):
        async def complete(self, request: Request) -> Completion:
            await asyncio.sleep(0.02)
            return echo(request)

    async def run() -> None:
        model = LedgerModel(Slow(), store)
        leaver = asyncio.create_task(model.complete(ask()))
        await asyncio.sleep(0.01)
        leaver.cancel()
        assert (await model.complete(ask())).text == echo(ask()).text
        await model.close()

    asyncio.run(run())


def test_work_that_fails_in_a_commit_does_not_take_the_others_with_it(store: LedgerStore) -> None:
    def put(number: int) -> None:
        store.put(Entry(f"sha256:{number}", Completion(str(number))))

    def broken() -> None:
        store.delete("no_such_table", "1", ())

    thread = LedgerThread(store)
    gate = threading.Event()
    futures = [thread.submit(gate.wait)]
    futures += [thread.submit(work) for work in (lambda: put(1), broken, lambda: put(2))]
    gate.set()
    thread.close()
    assert [type(future.exception()) for future in futures] == [type(None), type(None), SettingsError, type(None)]
    assert [store.answer(f"sha256:{number}") is not None for number in (1, 2)] == [True, True]


def test_a_file_that_another_process_holds_is_waited_for_once_and_not_by_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_store, "_BUSY", 0.05)
    store = LedgerStore(tmp_path / "ledger.sqlite3")
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    tried: list[int] = []
    thread = LedgerThread(store)
    futures = [thread.submit(lambda number=number: tried.append(number)) for number in range(20)]
    said = [str(future.exception()) for future in futures]
    assert all("end the process that holds it" in words for words in said)
    assert tried == []
    other.execute("ROLLBACK")
    assert thread.submit(lambda: store.put(Entry("sha256:1", Completion("1")))).exception() is None
    thread.close()
    store.close()
    other.close()


def test_nothing_more_is_bought_once_an_answer_could_not_be_kept(
    store: LedgerStore, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Entry) -> None:
        raise SettingsError("the ledger cannot be written (database or disk is full)")

    async def run() -> None:
        inner = ScriptedModel(echo)
        model = LedgerModel(inner, store)
        monkeypatch.setattr(store, "put", full)
        for text in ("一", "二", "三"):
            with pytest.raises(SettingsError, match="disk is full"):
                await model.complete(ask(text))
        assert len(inner.requests) == 1
        await model.close()

    asyncio.run(run())


@pytest.mark.parametrize("moment", range(6))
def test_an_answer_that_arrived_is_stored_though_the_caller_is_gone(moment: int, store: LedgerStore, ask: Ask) -> None:
    """The caller is cancelled `moment` turns of the loop after the answer arrived."""

    async def run() -> None:
        arrived = asyncio.Event()

        class Paid(LanguageModel):
            async def complete(self, request: Request) -> Completion:
                arrived.set()
                return echo(request)

        model = LedgerModel(Paid(), store)
        task = asyncio.create_task(model.complete(ask()))
        await arrived.wait()
        for _ in range(moment):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        model._thread.close()

    asyncio.run(run())
    assert store.answer(request_key(ask())) is not None


@pytest.mark.parametrize(
    ("fault", "status", "kept"),
    [
        pytest.param(Fault.FILTERED, 400, True, id="filtered"),
        pytest.param(Fault.BAD_REQUEST, 400, True, id="bad-request"),
        pytest.param(Fault.TOO_LONG, None, False, id="too-long-by-our-own-count"),
        pytest.param(Fault.AUTH, 401, False, id="wrong-key"),
        pytest.param(Fault.TIMEOUT, None, False, id="timeout"),
        pytest.param(Fault.QUOTA, 402, False, id="no-credit"),
    ],
)
def test_only_the_requests_own_errors_are_kept(
    fault: Fault, status: int | None, kept: bool, store: LedgerStore, ask: Ask
) -> None:
    async def run() -> int:
        inner = ScriptedModel(lambda _: EndpointError(fault, "nein", status=status))
        model = LedgerModel(inner, store, "host-a")
        for _ in range(2):
            with pytest.raises(EndpointError) as caught:
                await model.complete(ask())
            assert caught.value.fault is fault
        elsewhere = LedgerModel(inner, LedgerStore(store.path), "host-b")
        with pytest.raises(EndpointError):
            await elsewhere.complete(ask())  # another host may answer what this one would not
        await elsewhere.close()
        await model.close()
        return len(inner.requests)

    assert asyncio.run(run()) == (2 if kept else 3)


def test_a_claim_of_a_dead_process_is_void(store: LedgerStore) -> None:
    store.claim("sha256:a", "the dead")
    with sqlite3.connect(store.path) as file:
        file.execute("UPDATE claims SET pid = ?", (2**22 + 1,))  # above any process id of Linux
    assert store.claim("sha256:a", "the living")
    assert not store.claim("sha256:a", "a third")


def test_stats_export_and_prune(store: LedgerStore) -> None:
    for number, cls in enumerate(["answered", "answered", "truncated"]):
        answer = Completion(str(number), usage=Usage(10, number), raw="body")
        store.put(Entry(f"sha256:{number}", answer, f"r/{number}", "m", cls, prompt_bytes=40))
    store.put_error("sha256:9", "h", "r/9", "m", EndpointError(Fault.FILTERED, "no", status=400))
    assert [(line.origin, line.cls, line.answers, line.usage.output_tokens) for line in stats(store)] == [
        ("api", "answered", 2, 1),
        ("api", "truncated", 1, 2),
        ("error", "filtered", 1, None),
    ]
    rows = list(export(store))
    assert [row["text"] for row in rows] == ["0", "1", "2"]
    assert all("raw" not in row and row["usage"]["input_tokens"] == 10 for row in rows)
    assert prune(store) == 0
    assert prune(store, errors=True) == 1
    assert prune(store, older_than_days=1) == 0
    assert prune(store, model="m", older_than_days=-1) == 3


def test_tokens_a_byte_are_learned_from_what_was_billed(store: LedgerStore) -> None:
    for number in range(5):
        assert tokens_per_byte(store, "m") is None
        answer = Completion("x", usage=Usage(20 + number, 1))
        store.put(Entry(f"sha256:{number}", answer, "", "m", "answered", prompt_bytes=100))
    assert tokens_per_byte(store, "m") == 0.24


def test_ledgers_are_merged_and_what_is_known_stays(store: LedgerStore, tmp_path: Path) -> None:
    other = LedgerStore(tmp_path / "other.sqlite3")
    for number in range(3):
        answer = Completion(f"other {number}", usage=Usage(10, number), origin="file", raw="body")
        other.put(Entry(f"sha256:{number}", answer, f"r/{number}", "m", "answered", "label", "host", 40))
    store.put(Entry("sha256:1", Completion("ours"), "r/1", "m", "answered"))
    assert merge(store, other) == 2
    assert merge(store, other) == 0
    assert [row["text"] for row in export(store)] == ["other 0", "other 2", "ours"], "each as old as it was"
    (taken,), (given,) = ([one for one in entries_of(at, "r") if one.key == "sha256:2"] for at in (store, other))
    assert taken == given


def test_a_merged_answer_is_as_old_as_it_was(store: LedgerStore, tmp_path: Path) -> None:
    other = LedgerStore(tmp_path / "other.sqlite3")
    other.put(Entry("sha256:1", Completion("old"), "r/1", "m", "answered", at=time.time() - 400 * 86400))
    merge(store, other)
    assert prune(store, older_than_days=30) == 1


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(None, id="a-database-of-another-kind"),
        pytest.param(b"no database at all, and longer than its head", id="no-database"),
        pytest.param(b"", id="empty"),
    ],
)
def test_what_is_no_ledger_is_told_and_left_as_it_is(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite3"
    if content is None:
        with sqlite3.connect(path) as file:
            file.execute("CREATE TABLE notes (text)")
    else:
        path.write_bytes(content)
    before = path.read_bytes()
    assert not is_ledger(path)
    assert path.read_bytes() == before


def test_a_ledger_is_one(store: LedgerStore) -> None:
    assert is_ledger(store.path)


def test_answers_are_read_a_page_at_a_time_the_newest_first(store: LedgerStore) -> None:
    for number in range(5):
        store.put(Entry(f"sha256:{number}", Completion(str(number)), f"r{number}/extract/c01"))
    pages, before = [], None
    while True:
        entries, before = bought_since(store, 0.0, before, 2)
        pages.append([entry.completion.text for entry in entries])
        if before is None:
            break
    assert pages == [["4", "3"], ["2", "1"], ["0"]]
    assert bought_since(store, 9e12, None, 2) == ([], None)


def test_answers_are_found_by_the_name_of_their_report_and_by_no_other(store: LedgerStore) -> None:
    for name in ("a/extract/c01", "a/compose", "ab/compose", "a", "A/compose", "a0/compose"):
        store.put(Entry(f"sha256:{name}", Completion(name), name))
    assert sorted(entry.logical for entry in entries_of(store, "a")) == ["a/compose", "a/extract/c01"]


@pytest.mark.parametrize("content", [b"no database at all" * 100, None], ids=["another-file", "a-folder"])
def test_what_is_no_ledger_is_a_clear_error(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "ledger"
    path.mkdir() if content is None else path.write_bytes(content)
    with pytest.raises(SettingsError, match="JIANBAO_LEDGER"):
        LedgerStore(path)


def test_a_ledger_of_a_later_version_is_left_alone(store: LedgerStore) -> None:
    with sqlite3.connect(store.path) as file:
        file.execute("PRAGMA user_version=99")
    with pytest.raises(SettingsError, match="later version"):
        LedgerStore(store.path)


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_kill_and_resume_buys_nothing_stored_again_and_ends_the_same(tmp_path: Path) -> None:
    """60 calls; SIGKILL after a random number of answers, twenty times over; then the run goes through."""
    ledger, calls = tmp_path / "ledger.sqlite3", 60
    asked: list[str] = []
    dice = random.Random(20)

    def manners(body: dict[str, Any], _: int) -> Reply:
        asked.append(body["messages"][-1]["content"])
        return Reply(said(json.dumps({"of": asked[-1]}, ensure_ascii=False)).body, delay=dice.uniform(0, 0.02))

    async def start(server: Loopback) -> asyncio.subprocess.Process:
        arguments = (str(RUN), server.url, str(ledger), str(calls))
        return await asyncio.create_subprocess_exec(sys.executable, *arguments, stdout=asyncio.subprocess.PIPE)

    async def run() -> bytes:
        async with Loopback(manners) as server:
            for _ in range(20):
                before, until = set(stored(ledger)), server.answered + dice.randint(1, 3)
                asked.clear()
                process = await start(server)
                while server.answered < until:
                    await asyncio.sleep(0.001)
                process.kill()
                await process.wait()
                assert not before & set(asked)
            before = set(stored(ledger))
            asked.clear()
            process = await start(server)
            out, _ = await process.communicate()
            assert len(asked) == calls - len(before)
            assert not before & set(asked)
            return out

    out = asyncio.run(run())
    assert out.decode().split("\n")[:-1] == [json.dumps({"of": f"第{n}段"}, ensure_ascii=False) for n in range(calls)]


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_two_processes_share_the_work(tmp_path: Path) -> None:
    ledger, calls = tmp_path / "ledger.sqlite3", 40
    asked: list[str] = []

    def manners(body: dict[str, Any], _: int) -> Reply:
        asked.append(body["messages"][-1]["content"])
        return Reply(said(asked[-1]).body, delay=0.02)

    async def run() -> list[bytes]:
        async with Loopback(manners) as server:
            arguments = (str(RUN), server.url, str(ledger), str(calls))
            made = [
                await asyncio.create_subprocess_exec(sys.executable, *arguments, stdout=asyncio.subprocess.PIPE)
                for _ in range(2)
            ]
            return [(await process.communicate())[0] for process in made]

    one, other = asyncio.run(run())
    assert one == other
    assert sorted(asked) == sorted(f"第{n}段" for n in range(calls))


def stored(ledger: Path) -> list[str]:
    """What the ledger holds, by the text asked."""
    if not ledger.exists():
        return []
    with sqlite3.connect(ledger) as file:
        return [json.loads(text)["of"] for (text,) in file.execute("SELECT text FROM answers")]
