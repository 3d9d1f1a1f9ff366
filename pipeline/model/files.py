"""Requests out as files, answers back: for people without a network, and for batch APIs at half the price."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.model import wire
from pipeline.model.errors import EndpointError, RequestPendingError
from pipeline.model.judge import surface
from pipeline.model.keys import canonical, request_key
from pipeline.model.ledger_store import Entry, LedgerStore
from pipeline.model.profiles import Profile
from pipeline.model.protocol import Completion, LanguageModel, Origin, Request, Step

BATCH_FILE = "requests.jsonl"
ANSWERS = "answers"  # folder for answers given by hand
_URL = "/v1/chat/completions"
_SHORT = 12  # hex digits of a key in a file name
_KEY = re.compile(r"(?:sha256:)?([0-9a-f]{64})")
_IN_NAME = re.compile(r"\.([0-9a-f]{12})$")
_LONGEST = 64 * 1024 * 1024  # bytes of an answer file; more is no answer


class FileModel(LanguageModel):
    """Asks nobody: keeps each request in `pending` and raises RequestPendingError. Put it under a LedgerModel."""

    def __init__(self) -> None:
        self.pending: dict[str, Request] = {}

    async def complete(self, request: Request) -> Completion:
        """Note the request."""
        key = request_key(request)
        self.pending[key] = request
        raise RequestPendingError(key, request.logical)


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote."""

    batch: Path
    companions: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: answers stored, answers stored before, and lines that were refused, each with its reason."""

    stored: int
    known: int
    refused: tuple[str, ...]


def export_batch(
    requests: Mapping[str, Request], folder: Path, profile: Profile, store: LedgerStore, step: Step | None = None
) -> Exported:
    """Write `requests` to `folder`: one OpenAI Batch JSONL and a readable file for each; the ledger notes their keys.

    An earlier export's files that are no longer pending are taken away, so the folder always shows what is to be asked.
    """
    (folder / ANSWERS).mkdir(parents=True, exist_ok=True)
    chosen = step or profile.steps[0]
    ordered = sorted(requests.items(), key=lambda item: (item[1].logical, item[0]))
    lines = [_line(key, wire.body(request, profile, chosen)) for key, request in ordered]
    batch = folder / BATCH_FILE
    batch.write_text("".join(line + "\n" for line in lines), encoding="utf-8", newline="\n")
    companions = [_companion(folder, key, request) for key, request in ordered]
    for old in set(folder.glob("*.md")) - set(companions):
        if _IN_NAME.search(old.stem):
            old.unlink()
    store.note_asked([(key, request.logical, request.model) for key, request in ordered])
    return Exported(batch, tuple(companions))


def import_answers(path: Path, store: LedgerStore, *, origin: Origin, label: str) -> Imported:
    """Store the answers of an OpenAI Batch output file, or of a folder with one file an answer.

    An answer is stored only for a request that was exported. `origin` and `label` say who answered.
    """
    found = _from_folder(path) if path.is_dir() else _from_batch(path)
    asked = {row["key"]: row for row in store.rows("SELECT key, logical, model FROM asked")}
    stored, known, refused = 0, 0, []
    for where, key, answer in found:
        full = _full(key, asked)
        if full is None or isinstance(answer, str):
            refused.append(f"{where}: {answer if isinstance(answer, str) else _unasked(key)}")
        elif store.answer(full) is not None:
            known += 1
        else:
            store.put(_entry(full, asked[full], answer, origin, label))
            stored += 1
    return Imported(stored, known, tuple(refused))


def _line(key: str, body: Mapping[str, Any]) -> str:
    line = {"custom_id": key, "method": "POST", "url": _URL, "body": body}
    return json.dumps(line, ensure_ascii=False, separators=(",", ":"), default=dict)


def _companion(folder: Path, key: str, request: Request) -> Path:
    digits = key.removeprefix("sha256:")[:_SHORT]
    name = re.sub(r"[^\w=-]+", "-", request.logical or "request").strip("-")
    path = folder / f"{name}.{digits}.md"
    parts = [
        f"# {request.logical or digits}",
        f"Answer with one JSON object in `{ANSWERS}/{path.stem}.json`, from this page alone.",
        f"custom_id: {key}",
    ]
    parts += [f"## {message.role}\n\n{message.text}" for message in request.messages]
    if request.schema is not None:
        parts.append(f"## JSON Schema\n\n```json\n{canonical(request.schema)}\n```")
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8", newline="\n")
    return path


Found = tuple[str, str, Completion | str]  # where, key or its first digits, the answer or why there is none


def _from_batch(path: Path) -> Iterator[Found]:
    for number, line in enumerate(_text(path).splitlines(), 1):
        if line.strip():
            yield (f"{path.name}:{number}", *_of_line(line))


def _of_line(line: str) -> tuple[str, Completion | str]:
    try:
        row = json.loads(line)
        key = row["custom_id"]
    except (ValueError, RecursionError, KeyError, TypeError):
        return "", "not a line of a batch output: it has no custom_id"
    response = row.get("response")
    if row.get("error") or not isinstance(response, dict) or response.get("status_code", 200) != 200:
        return str(key), "the batch could not answer it; it stays pending"
    try:
        return str(key), wire.completion(json.dumps(response.get("body")), "json_object")
    except EndpointError:
        return str(key), "no completion in its body"


def _from_folder(folder: Path) -> Iterator[Found]:
    for path in sorted(folder.glob("*.json")):
        named = _IN_NAME.search(path.stem)
        text = _text(path).removeprefix("\ufeff").strip()
        if not text:
            yield path.name, "", "empty; it stays pending"
        elif named is None:
            yield path.name, "", "its name does not end in the twelve digits of a request"
        else:
            yield path.name, named[1], Completion(text, finish_reason="stop", step="text")


def _full(key: str, asked: Iterable[str]) -> str | None:
    match = _KEY.fullmatch(key)
    if match:
        full = f"sha256:{match[1]}"
        return full if full in asked else None
    same = [one for one in asked if key and one.startswith(f"sha256:{key}")]
    return same[0] if len(same) == 1 else None


def _unasked(key: str) -> str:
    return f"{key or 'it'} names no request that was exported; export again, a changed prompt is another request"


def _entry(key: str, row: Any, answer: Completion, origin: Origin, label: str) -> Entry:
    said = replace(answer, origin=origin, model_returned=answer.model_returned or label)
    cls = surface(said)
    return Entry(key, said, row["logical"], row["model"], "answered" if cls is None else str(cls), label)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _LONGEST:
            raise InputError(f"{path}: {path.stat().st_size} bytes are no answer file")
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as UTF-8 ({error})") from error
