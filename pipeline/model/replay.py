"""Answers from recordings only, strictly: a miss says what moved, and what nobody asked for is reported."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.model.errors import RecordingMissError
from pipeline.model.keys import PARTS, part_hashes, request_key
from pipeline.model.protocol import Completion, LanguageModel, Request
from pipeline.model.recordings import Recording, Shelf

_SHOWN = 6  # changed lines a miss shows
_WIDTH = 100  # characters of each


@dataclass(frozen=True, slots=True)
class Miss:
    """A request no recording answers, the nearest recording, and which parts of the two differ."""

    key: str
    logical: str
    nearest: str | None
    changed: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()  # of the messages, as - recorded, + asked now

    def __str__(self) -> str:
        """For people, over several lines."""
        if self.nearest is None:
            return f"{self.logical}  no recording like it"
        head = (
            f"{self.logical}  nearest {self.nearest}  changed: {', '.join(self.changed)}; same: {', '.join(self.same)}"
        )
        return "\n".join([head, *(f"  {line}" for line in self.lines)])


class ReplayModel(LanguageModel):
    """Answers each request from the folder `root`; opens no socket. `misses` collects what could not be answered."""

    def __init__(self, root: Path) -> None:
        self._shelf = Shelf(root)
        read = list(self._shelf.read())
        self._by_key = {recording.key: recording for _, recording in read}
        self._paths = {recording.key: path for path, recording in read}
        self._used: set[str] = set()
        self.misses: list[Miss] = []

    async def complete(self, request: Request) -> Completion:
        """The recorded answer; RecordingMissError when there is none."""
        key = request_key(request)
        recording = self._by_key.get(key)
        if recording is None:
            miss = self._miss(key, request)
            self.misses.append(miss)
            raise RecordingMissError(f"no recording: {miss}", key=key, logical=request.logical)
        self._used.add(key)
        return self._shelf.completion(recording)

    def orphans(self) -> list[Path]:
        """Recordings nobody asked for; they mean something only after a whole run."""
        return sorted(self._paths[key] for key in self._by_key.keys() - self._used)

    def origins(self) -> dict[str, int]:
        """How many of the answers given came from an endpoint, a file, a script."""
        counts: dict[str, int] = {}
        for key in self._used:
            origin = self._by_key[key].origin
            counts[origin] = counts.get(origin, 0) + 1
        return counts

    def _miss(self, key: str, request: Request) -> Miss:
        hashes = part_hashes(request)
        nearest = self._nearest(request, hashes)
        if nearest is None:
            return Miss(key, request.logical, None)
        changed = tuple(part for part in PARTS if nearest.hashes.get(part) != hashes[part])
        same = tuple(part for part in PARTS if part not in changed)
        asked = "\n".join(message.text for message in request.messages)
        lines = _changes(self._shelf.messages(nearest), asked)
        return Miss(key, request.logical, nearest.logical, changed or ("messages",), same, lines)

    def _nearest(self, request: Request, hashes: dict[str, str]) -> Recording | None:
        def likeness(recording: Recording) -> tuple[bool, int, bool]:
            alike = sum(recording.hashes.get(part) == hashes[part] for part in PARTS)
            return recording.logical == request.logical, alike, recording.request.sample == request.sample

        best = max(self._by_key.values(), key=likeness, default=None)
        return best if best is not None and (likeness(best)[0] or likeness(best)[1] >= 2) else None


class RecordingModel(LanguageModel):
    """Gives the recorded answer where there is one, else asks `inner` and records what it says.

    `again` asks for everything anew. `date` and `tool` are written down as given: there is no clock here.
    """

    def __init__(
        self, inner: LanguageModel, root: Path, *, date: str, tool: str, label: str = "", again: bool = False
    ) -> None:
        self._inner = inner
        self._shelf = Shelf(root)
        self._replay = ReplayModel(root) if root.exists() and not again else None
        self._about = {"date": date, "tool": tool, "label": label}
        self.written: list[Path] = []

    async def complete(self, request: Request) -> Completion:
        """The recorded answer, or a new one that is recorded."""
        if self._replay is not None:
            try:
                return await self._replay.complete(request)
            except RecordingMissError:
                pass
        answer = await self._inner.complete(request)
        self.written.append(self._shelf.write(request, answer, **self._about))
        return answer


def stale_report(misses: Sequence[Miss], calls: int) -> str:
    """What is stale, for people; "" when nothing is."""
    if not misses:
        return ""
    head = f"STALE {len(misses)} of {calls} calls: prompts, schema, chunks or model changed; quality was not measured"
    return "\n".join([head, *(str(miss) for miss in sorted(misses, key=lambda m: m.logical))])


def prune(orphans: Sequence[Path], root: Path) -> list[Path]:
    """Delete orphaned recordings, and texts nothing refers to any more; what was deleted. The rest get plain names."""
    for path in orphans:
        path.unlink()
    used: set[str] = set()
    for _, recording in Shelf(root).read():
        used |= {message.text_ref for message in recording.request.messages}
        used |= {ref for ref in (recording.request.schema_ref, recording.response.content_ref) if ref}
    loose = [path for path in sorted((root / "blobs").glob("*.txt")) if path.stem not in used]
    for path in loose:
        path.unlink()
    Shelf(root).tidy()
    return [*orphans, *loose]


def _changes(recorded: str, asked: str) -> tuple[str, ...]:
    lines = difflib.unified_diff(recorded.splitlines(), asked.splitlines(), lineterm="", n=0)
    kept = [line[:_WIDTH] for line in lines if line[:1] in "+-" and not line.startswith(("---", "+++"))]
    return tuple(kept[:_SHOWN])
