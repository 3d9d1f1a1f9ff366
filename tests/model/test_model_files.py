"""Requests out as files and their answers back: the same result as a live run."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.model.build import build_file_model
from pipeline.model.errors import RequestPendingError
from pipeline.model.files import FileModel, export_batch, import_answers
from pipeline.model.keys import request_key
from pipeline.model.ledger import LedgerModel
from pipeline.model.ledger_store import LedgerStore
from pipeline.model.profiles import profile_for
from pipeline.model.protocol import Completion, Request
from pipeline.settings import Settings

Ask = Callable[..., Request]
GOOD = '{"indicator":"办结率","numbers":2}'
UNKNOWN = profile_for(None, "unknown")


@pytest.fixture
def store(tmp_path: Path) -> LedgerStore:
    return LedgerStore(tmp_path / "ledger.sqlite3")


def complete(store: LedgerStore, request: Request) -> Completion:
    return asyncio.run(LedgerModel(FileModel(), store).complete(request))


def exported(store: LedgerStore, folder: Path, *requests: Request) -> list[dict[str, object]]:
    written = export_batch({request_key(r): r for r in requests}, folder, UNKNOWN, store)
    return [json.loads(line) for line in written.batch.read_text(encoding="utf-8").splitlines()]


def batch_line(key: str, text: str = GOOD, finish: str = "stop") -> str:
    message = {"message": {"role": "assistant", "content": text}, "finish_reason": finish}
    body = {"model": "m-1", "choices": [message], "usage": {"prompt_tokens": 9, "completion_tokens": 3}}
    return json.dumps({"id": "b", "custom_id": key, "response": {"status_code": 200, "body": body}, "error": None})


def test_what_is_not_answered_is_noted_and_said(ask: Ask) -> None:
    model = FileModel()
    with pytest.raises(RequestPendingError, match="batch export"):
        asyncio.run(model.complete(ask()))
    assert model.pending == {request_key(ask()): ask()}


def test_an_export_is_openai_batch_lines_and_readable_pages(store: LedgerStore, tmp_path: Path, ask: Ask) -> None:
    (line,) = exported(store, tmp_path / "out", ask("办结率为98.5%。"))
    assert (line["custom_id"], line["method"], line["url"]) == (request_key(ask()), "POST", "/v1/chat/completions")
    assert line["body"]["response_format"] == {"type": "json_object"}
    (page,) = (tmp_path / "out").glob("*.md")
    text = page.read_text(encoding="utf-8")
    assert "办结率为98.5%。" in text
    assert f"answers/{page.stem}.json" in text
    assert request_key(ask()) in text


def test_an_export_is_the_same_twice_and_drops_what_is_no_longer_pending(
    store: LedgerStore, tmp_path: Path, ask: Ask
) -> None:
    out = tmp_path / "out"
    exported(store, out, ask("甲"), ask("乙", logical="000/extract/c02"))
    (out / "notes.md").write_text("mine", encoding="utf-8")
    before = (out / "requests.jsonl").read_bytes()
    exported(store, out, ask("乙", logical="000/extract/c02"), ask("甲"))
    assert (out / "requests.jsonl").read_bytes() == before
    exported(store, out, ask("甲"))
    assert len(list(out.glob("*.md"))) == 2


def test_a_batch_output_is_stored_and_given_like_a_live_answer(store: LedgerStore, tmp_path: Path, ask: Ask) -> None:
    exported(store, tmp_path / "out", ask())
    output = tmp_path / "output.jsonl"
    output.write_text(batch_line(request_key(ask())) + "\n\n", encoding="utf-8")
    done = import_answers(output, store, origin="api", label="batch-model")
    assert (done.stored, done.known, done.refused) == (1, 0, ())
    answer = complete(store, ask())
    assert (answer.text, answer.origin, answer.model_returned, answer.usage.input_tokens) == (GOOD, "api", "m-1", 9)
    assert import_answers(output, store, origin="api", label="x").known == 1


def test_a_folder_of_answers_is_stored_with_who_gave_them(store: LedgerStore, tmp_path: Path, ask: Ask) -> None:
    out = tmp_path / "out"
    exported(store, out, ask(), ask("乙", logical="000/extract/c02"))
    one, other = sorted(out.glob("*.md"))
    (out / "answers" / f"{one.stem}.json").write_text(f"```json\n{GOOD}\n```\n", encoding="utf-8")
    (out / "answers" / f"{other.stem}.json").write_text(" \n", encoding="utf-8")
    (out / "answers" / "readme.json").write_text("{}", encoding="utf-8")
    done = import_answers(out / "answers", store, origin="file", label="some-model")
    assert done.stored == 1
    assert len(done.refused) == 2
    answer = complete(store, ask())
    assert (answer.text, answer.origin, answer.model_returned) == (f"```json\n{GOOD}\n```", "file", "some-model")
    with pytest.raises(RequestPendingError):
        complete(store, ask("乙"))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        pytest.param(batch_line("sha256:" + "0" * 64), "names no request that was exported", id="never-asked"),
        pytest.param(batch_line("request-1"), "names no request", id="no-key"),
        pytest.param("{", "no custom_id", id="no-json"),
        pytest.param("[]", "no custom_id", id="no-object"),
        pytest.param('{"custom_id":"KEY","response":null,"error":{"code":"x"}}', "stays pending", id="failed"),
        pytest.param('{"custom_id":"KEY","response":{"status_code":500,"body":{}}}', "stays pending", id="status-500"),
        pytest.param('{"custom_id":"KEY","response":{"status_code":200,"body":{}}}', "no completion", id="no-body"),
    ],
)
def test_a_line_that_answers_nothing_is_refused_with_its_reason(
    line: str, why: str, store: LedgerStore, tmp_path: Path, ask: Ask
) -> None:
    exported(store, tmp_path / "out", ask())
    output = tmp_path / "o.jsonl"
    output.write_text(line.replace("KEY", request_key(ask())), encoding="utf-8")
    done = import_answers(output, store, origin="api", label="x")
    assert (done.stored, len(done.refused)) == (0, 1)
    assert why in done.refused[0]
    assert done.refused[0].startswith("o.jsonl:1")


def test_a_file_in_another_encoding_is_a_clear_error(store: LedgerStore, tmp_path: Path) -> None:
    path = tmp_path / "o.jsonl"
    path.write_bytes("办".encode("gb18030"))
    with pytest.raises(InputError, match="UTF-8"):
        import_answers(path, store, origin="api", label="x")


def test_stages_go_one_after_the_other(tmp_path: Path, ask: Ask, configure: Callable[..., Settings]) -> None:
    """A second stage whose prompt holds the first one's answer: pending, answered, pending, answered, done."""

    async def work(built: object) -> str:
        first = await built.complete(ask("甲"))  # type: ignore[attr-defined]
        second = await built.complete(ask(first.text, logical="000/compose"))  # type: ignore[attr-defined]
        return second.text

    said = []
    for _ in range(3):
        built = build_file_model(configure(provider="unknown"))
        try:
            said.append(asyncio.run(work(built)))
        except RequestPendingError as error:
            said.append(error.logical)
            export_batch(built.files.pending, tmp_path / "b", built.profile, built.store)
            lines = (tmp_path / "b" / "requests.jsonl").read_text(encoding="utf-8").splitlines()
            output = "\n".join(batch_line(json.loads(line)["custom_id"], f"{error.logical}的回答") for line in lines)
            (tmp_path / "o.jsonl").write_text(output, encoding="utf-8")
            import_answers(tmp_path / "o.jsonl", built.store, origin="api", label="x")
        asyncio.run(built.close())
    assert said == ["000/extract/c01", "000/compose", "000/compose的回答"]
