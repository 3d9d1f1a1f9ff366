"""Recordings: readable, closed, exact, and strict when something moved."""

import asyncio
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_socket

from pipeline.model.errors import EndpointError, RecordingMissError
from pipeline.model.keys import request_key
from pipeline.model.protocol import Completion, LanguageModel, Message, Request, Sampling, Usage
from pipeline.model.recordings import RecordingError, Shelf
from pipeline.model.replay import RecordingModel, ReplayModel, prune, stale_report
from pipeline.model.retry import _may_pass
from pipeline.model.scripted import ScriptedModel

Ask = Callable[..., Request]
GOOD = '{"indicator":"办结率","numbers":2}'
ABOUT = {"date": "2026-11-21", "tool": "jianbao"}


@pytest.fixture
def no_sockets() -> Iterator[None]:
    """No socket but the pair the event loop talks to itself with."""
    pytest_socket.disable_socket(allow_unix_socket=True)
    yield
    pytest_socket.enable_socket()


def run(model: LanguageModel, *requests: Request) -> list[Completion]:
    async def all_of_them() -> list[Completion]:
        return [await model.complete(request) for request in requests]

    return asyncio.run(all_of_them())


def record(root: Path, *requests: Request, text: str = GOOD) -> None:
    run(RecordingModel(ScriptedModel(lambda _: text), root, **ABOUT), *requests)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(GOOD, id="plain-json"),
        pytest.param(json.dumps(json.loads(GOOD), indent=2), id="pretty-json"),
        pytest.param(f"```json\r\n{GOOD}\r\n```", id="fence-with-other-line-ends"),
        pytest.param("", id="blank"),
        pytest.param('{"indicator":"办', id="truncated"),
        pytest.param('{"a":1e400,"b":[1.10]}', id="numbers-json-would-rewrite"),
        pytest.param('{"a":"\\ud800"}', id="half-a-pair"),
        pytest.param('{"a":1,"a":2}', id="name-twice"),
    ],
)
@pytest.mark.usefixtures("no_sockets")
def test_an_answer_comes_back_byte_for_byte(text: str, tmp_path: Path, ask: Ask) -> None:
    answer = Completion(text, "length", "不", Usage(7, 8, None, 1), "json_object", "scripted", "m-1", "fp", 12, 2)
    run(RecordingModel(ScriptedModel([answer]), tmp_path, **ABOUT), ask())
    replay = ReplayModel(tmp_path)
    assert run(replay, ask(), ask()) == [replace(answer, stored=True)] * 2
    assert replay.orphans() == []
    assert replay.origins() == {"scripted": 1}


def test_a_recording_is_one_readable_file_a_call_and_texts_stand_once(tmp_path: Path, ask: Ask) -> None:
    record(tmp_path, ask("甲"), ask("乙", logical="000/extract/c02"), ask("乙", logical="000/extract/c02", sample=1))
    files = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.json"))
    assert files == ["loop/000/extract-c01.json", "loop/000/extract-c02-s1.json", "loop/000/extract-c02.json"]
    text = (tmp_path / files[0]).read_text(encoding="utf-8")
    assert "办结率" in text
    assert text.endswith("}\n")
    blobs = [path.read_text(encoding="utf-8") for path in (tmp_path / "blobs").iterdir()]
    assert sorted(blobs)[-3:] == sorted({"甲", "乙", "你是编辑。"})
    assert len(blobs) == 4  # and the schema


def test_the_fields_of_a_recording_are_a_closed_list(tmp_path: Path, ask: Ask) -> None:
    record(tmp_path, ask())
    path = next(tmp_path.glob("*/*/*.json"))
    path.write_text(path.read_text(encoding="utf-8").replace('"v": 1,', '"v": 1, "headers": {},'), encoding="utf-8")
    with pytest.raises(RecordingError, match="not a recording"):
        ReplayModel(tmp_path)


@pytest.mark.parametrize(
    "secret",
    ["sk-abcdefghijklmnop", "Bearer abcdefgh1234", "bearer abcdefgh1234", "org-abcdefghijklmn", "Set-Cookie: sid=1234"],
)
def test_a_credential_is_never_written(secret: str, tmp_path: Path, ask: Ask) -> None:
    for request, text in [(ask(), f'{{"a":"{secret}"}}'), (ask(f"正文 {secret}"), GOOD)]:
        with pytest.raises(RecordingError, match="not written"):
            record(tmp_path, request, text=text)
    assert not list(tmp_path.rglob("*.*"))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param("电话13812345678。", ["mobile number"], id="mobile"),
        pytest.param("投资13812345678元", [], id="money-of-eleven-digits"),
        pytest.param("someone@example.cn", ["e-mail address"], id="mail"),
        pytest.param("110101199003078515", ["identity number"], id="identity"),
        pytest.param("受理12345热线3,365件", [], id="hotline"),
    ],
)
def test_the_scan_finds_personal_data(text: str, kinds: list[str], tmp_path: Path, ask: Ask) -> None:
    record(tmp_path, ask(text))
    assert [kind for _, kind in Shelf(tmp_path).scan()] == kinds


@pytest.mark.parametrize(
    ("change", "changed"),
    [
        pytest.param({"messages": (Message("system", "你是编辑。"), Message("user", "换了"))}, "chunk", id="chunk"),
        pytest.param({"model": "other"}, "model", id="model"),
        pytest.param({"schema": {"type": "string"}}, "schema", id="schema"),
        pytest.param({"sampling": Sampling(temperature=1)}, "params", id="parameters"),
        pytest.param({"messages": (Message("system", "你是主编。"), Message("user", "办结率为98.5%。"))},
                     "system, template", id="prompt"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("no_sockets")
def test_a_miss_says_what_moved(change: dict[str, object], changed: str, tmp_path: Path, ask: Ask) -> None:
    record(tmp_path, ask(), ask("别的", logical="000/extract/c02"))
    replay = ReplayModel(tmp_path)
    with pytest.raises(RecordingMissError, match="000/extract/c01") as caught:
        run(replay, replace(ask(), **change))
    assert f"changed: {changed};" in str(caught.value)
    assert not isinstance(caught.value, EndpointError)
    assert not _may_pass(caught.value)
    assert [path.name for path in replay.orphans()] == ["extract-c01.json", "extract-c02.json"]


def test_misses_are_collected_and_shown_together_with_the_lines_that_changed(tmp_path: Path, ask: Ask) -> None:
    record(tmp_path, ask("只写已完成的\n其余不写"))
    replay = ReplayModel(tmp_path)
    for request in (ask("只写已完成的\n其余照写"), Request("m", (Message("user", "?"),), logical="zzz/x")):
        with pytest.raises(RecordingMissError):
            run(replay, request)
    report = stale_report(replay.misses, 3)
    assert report.startswith("STALE 2 of 3 calls")
    assert "  -其余不写\n  +其余照写" in report
    assert "zzz/x  no recording like it" in report
    assert stale_report([], 3) == ""


def test_prune_takes_orphans_and_the_texts_only_they_used(tmp_path: Path, ask: Ask) -> None:
    record(tmp_path, ask("甲"), ask("乙", logical="000/extract/c02"))
    replay = ReplayModel(tmp_path)
    run(replay, ask("甲"))
    gone = prune(replay.orphans(), tmp_path)
    assert [path.suffix for path in gone] == [".json", ".txt"]
    assert run(ReplayModel(tmp_path), ask("甲"))[0].text == GOOD


@pytest.mark.parametrize("edited", ["blob", "answer"])
def test_an_edited_recording_is_not_believed(edited: str, tmp_path: Path, ask: Ask) -> None:
    record(tmp_path, ask(), text="不是JSON" if edited == "blob" else GOOD)
    pattern, old = ("blobs/*.txt", "不是JSON") if edited == "blob" else ("*/*/*.json", "办结率")
    path = next(p for p in tmp_path.glob(pattern) if old in p.read_text(encoding="utf-8"))
    path.write_text(path.read_text(encoding="utf-8").replace(old, "满意率"), encoding="utf-8")
    with pytest.raises(RecordingError, match="was changed"):
        run(ReplayModel(tmp_path), ask())


def test_recording_asks_only_for_what_is_missing_unless_told(tmp_path: Path, ask: Ask) -> None:
    record(tmp_path, ask("甲"))
    inner = ScriptedModel(lambda _: GOOD)
    run(RecordingModel(inner, tmp_path, **ABOUT), ask("甲"), ask("乙", logical="000/extract/c02"))
    assert [request.messages[-1].text for request in inner.requests] == ["乙"]
    run(RecordingModel(inner, tmp_path, again=True, **ABOUT), ask("甲"))
    assert len(inner.requests) == 2


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/../../b", "..", "报告 一/extract/c01", "a:b/c*d"])
def test_no_name_leads_out_of_the_folder(name: str, tmp_path: Path, ask: Ask) -> None:
    path = Shelf(tmp_path).path_of(replace(ask(), logical=name, model=name))
    assert path.resolve().is_relative_to(tmp_path.resolve())


def test_two_names_never_share_a_file(tmp_path: Path, ask: Ask) -> None:
    names = ["r/a/b", "r/a-b", "r/a b", "r/a_b", "r/a*b", "s/a/b-c", "s/a-b/c", "s/a/b/c"]
    assert len({Shelf(tmp_path).path_of(ask(logical=name)) for name in names}) == len(names)


def test_a_changed_prompt_is_recorded_beside_the_old_one_and_takes_its_name_when_that_goes(
    tmp_path: Path, ask: Ask
) -> None:
    record(tmp_path, ask("旧"))
    record(tmp_path, ask("新"))
    replay = ReplayModel(tmp_path)
    run(replay, ask("新"))
    assert [path.name for path in replay.orphans()] == ["extract-c01.json"]
    prune(replay.orphans(), tmp_path)
    assert [path.name for path in tmp_path.glob("*/*/*.json")] == ["extract-c01.json"]
    assert run(ReplayModel(tmp_path), ask("新"))[0].text == GOOD


def test_the_key_in_a_file_is_the_key_of_its_request(tmp_path: Path, ask: Ask) -> None:
    record(tmp_path, ask())
    assert [recording.key for _, recording in Shelf(tmp_path).read()] == [request_key(ask())]
