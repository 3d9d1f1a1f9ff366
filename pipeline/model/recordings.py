"""Recorded answers: one readable JSON file a call, long texts once beside them; its fields are a closed list."""

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import InputError
from pipeline.model.keys import canonical, part_hashes, request_key, sampling_body, text_hash
from pipeline.model.protocol import Completion, Origin, Request, Role, Step, Usage
from pipeline.model.secrecy import credentials, personal_data

_BLOBS = "blobs"
_UNSAFE = re.compile(r"[^\w.=-]+")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Said(_Strict):
    """One message of the request; its text is a blob."""

    role: Role
    text_ref: str


class Asked(_Strict):
    """The request."""

    model: str
    params: dict[str, float | int | str | bool]
    sample: int
    schema_name: str
    schema_ref: str | None
    messages: tuple[Said, ...]


class Answered(_Strict):
    """The answer. `content_json` is for reading; `content_ref` is the exact text where it is not plain JSON."""

    content_json: Any = None
    content_ref: str | None = None
    content_sha: str
    finish_reason: str
    refusal: str | None


class Recorded(_Strict):
    """Where the answer came from: nothing here changes what is replayed, but for the step."""

    at: str  # ISO date
    tool: str
    model_label: str
    model_returned: str
    fingerprint: str
    step: Step
    latency_ms: int | None
    attempts: int


class Recording(_Strict):
    """One recorded call."""

    v: Literal[1] = 1
    key: str
    logical: str
    origin: Origin
    request: Asked
    hashes: dict[str, str]
    response: Answered
    usage: dict[str, int | None]
    recorded: Recorded


class RecordingError(InputError):
    """A recording that cannot be written or read."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of recordings: `<model>/<report>/<stage>-<chunk>[-sN].json` and `blobs/<hash>.txt`."""

    root: Path

    def write(self, request: Request, answer: Completion, *, date: str, tool: str, label: str = "") -> Path:
        """Record an answer; the file appears whole or not at all. RecordingError when a credential stands in it."""
        blobs = _Blobs(self.root)
        recording = _recording(request, answer, Recorded(
            at=date, tool=tool, model_label=label, model_returned=answer.model_returned, fingerprint=answer.fingerprint,
            step=answer.step, latency_ms=answer.latency_ms, attempts=answer.attempts,
        ), blobs)  # fmt: skip
        path = self._free(self.path_of(request), recording.key)
        text = json.dumps(recording.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"
        found = credentials(text) + [kind for blob in blobs.texts.values() for kind in credentials(blob)]
        if found:
            raise RecordingError(f"{path}: not written, it would hold: {', '.join(sorted(set(found)))}")
        blobs.write()
        _write(path, text)
        return path

    def path_of(self, request: Request) -> Path:
        """Where a recording of `request` stands."""
        return self._place(request.model, request.logical, request_key(request), request.sample)

    def _place(self, model: str, logical: str, key: str, number: int) -> Path:
        report, *stage = (logical or text_hash(key)).split("/")
        joined = "-".join(stage) or "call"
        name = f"{joined}-{text_hash(logical)[:6]}" if any("-" in part for part in stage) else joined
        sample = f"-s{number}" if number else ""
        return self.root / _safe(model) / _safe(report) / f"{_safe(name)}{sample}.json"

    def _free(self, path: Path, key: str) -> Path:
        """`path`, or one beside it where another request of the same name stands; `tidy` puts it right later."""
        if not path.exists() or Recording.model_validate_json(path.read_text(encoding="utf-8")).key == key:
            return path
        return path.with_name(f"{path.stem}-{key[7:13]}{path.suffix}")

    def tidy(self) -> None:
        """Give recordings the plain name where it has become free."""
        for path, recording in list(self.read()):
            plain = self._place(recording.request.model, recording.logical, recording.key, recording.request.sample)
            if path != plain and not plain.exists():
                os.replace(path, plain)

    def read(self) -> Iterator[tuple[Path, Recording]]:
        """Every recording, in order of path. RecordingError for a file that is none."""
        for path in sorted(self.root.glob("*/*/*.json")):
            try:
                yield path, Recording.model_validate_json(path.read_text(encoding="utf-8"))
            except (ValidationError, ValueError, OSError) as error:
                raise RecordingError(f"{path}: not a recording; restore it, or delete it and record again") from error

    def blob(self, name: str) -> str:
        """The text of a blob; RecordingError when it is missing or was edited."""
        path = self.root / _BLOBS / f"{name}.txt"
        try:
            text = path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise RecordingError(f"{path}: a recording refers to it and it cannot be read") from error
        if text_hash(text) != name:
            raise RecordingError(f"{path}: its text was changed; restore it, or record again")
        return text

    def completion(self, recording: Recording) -> Completion:
        """The recorded answer, byte for byte. RecordingError when its text was edited."""
        said = recording.response
        text = self.blob(said.content_ref) if said.content_ref else canonical_text(said.content_json)
        if _full_sha(text) != said.content_sha:
            raise RecordingError(f"{recording.logical}: the recorded answer was changed; restore it, or record again")
        return Completion(
            text=text,
            finish_reason=said.finish_reason,
            refusal=said.refusal,
            usage=Usage(**recording.usage),
            step=recording.recorded.step,
            origin=recording.origin,
            model_returned=recording.recorded.model_returned,
            fingerprint=recording.recorded.fingerprint,
            latency_ms=recording.recorded.latency_ms,
            attempts=recording.recorded.attempts,
            stored=True,
        )

    def messages(self, recording: Recording) -> str:
        """The request's messages as one text, for comparing."""
        return "\n".join(self.blob(message.text_ref) for message in recording.request.messages)

    def scan(self) -> Iterator[tuple[Path, str]]:
        """Files that hold a credential or personal data, and which kind."""
        for path in sorted(p for p in self.root.rglob("*") if p.suffix in {".json", ".txt"}):
            text = path.read_text(encoding="utf-8", errors="replace")
            yield from ((path, kind) for kind in credentials(text) + personal_data(text))


class _Blobs:
    """Texts to be written once under the name of their hash."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.texts: dict[str, str] = {}

    def add(self, text: str) -> str:
        name = text_hash(text)
        self.texts[name] = text
        return name

    def write(self) -> None:
        for name, text in self.texts.items():
            path = self._root / _BLOBS / f"{name}.txt"
            if not path.exists():
                _write(path, text)


def canonical_text(value: Any) -> str:
    """JSON as most models write it when they write it plainly: in their own order of names, without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _recording(request: Request, answer: Completion, recorded: Recorded, blobs: _Blobs) -> Recording:
    said = tuple(Said(role=m.role, text_ref=blobs.add(m.text)) for m in request.messages)
    schema = blobs.add(canonical(request.schema)) if request.schema is not None else None
    return Recording(
        key=request_key(request),
        logical=request.logical,
        origin=answer.origin,
        request=Asked(
            model=request.model,
            params=sampling_body(request.sampling),
            sample=request.sample,
            schema_name=request.schema_name,
            schema_ref=schema,
            messages=said,
        ),
        hashes=part_hashes(request),
        response=_answered(answer, blobs),
        usage=asdict(answer.usage),
        recorded=recorded,
    )


def _answered(answer: Completion, blobs: _Blobs) -> Answered:
    try:
        value = json.loads(answer.text)
        exact = canonical_text(value).encode() == answer.text.encode()
    except (ValueError, RecursionError):
        value, exact = None, False
    return Answered(
        content_json=value,
        content_ref=None if exact else blobs.add(answer.text),
        content_sha=_full_sha(answer.text),
        finish_reason=answer.finish_reason,
        refusal=answer.refusal,
    )


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _safe(name: str) -> str:
    safe = _UNSAFE.sub("_", name).strip("._") or "_"
    return safe if safe == name else f"{safe}-{text_hash(name)[:6]}"  # two names must not become one file


def _full_sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
