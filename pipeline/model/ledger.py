"""Never buys an answer twice: what is stored is given, what is bought is stored before anyone looks into it."""

import asyncio
import contextlib
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pipeline.errors import SettingsError
from pipeline.model.errors import TERMINAL, EndpointError
from pipeline.model.judge import surface
from pipeline.model.keys import request_key
from pipeline.model.ledger_store import Entry, LedgerStore
from pipeline.model.ledger_thread import LedgerThread
from pipeline.model.protocol import Completion, LanguageModel, Request
from pipeline.model.tokens import prompt_bytes

_BEAT = 10.0  # seconds between signs of life
_LOOK = 0.2  # seconds between looks at what another process is asking

T = TypeVar("T")


@dataclass(slots=True)
class _Asking:
    """A request under way and how many wait for it."""

    task: asyncio.Task[Completion]
    callers: int = 0


def default_ledger() -> Path:
    """The ledger in the user's cache folder."""
    from platformdirs import user_cache_path

    return user_cache_path("jianbao", appauthor=False) / "ledger.sqlite3"


class LedgerModel(LanguageModel):
    """Answers from the ledger, else asks `inner` and stores what it says.

    Equal requests under way are asked once, in this process and among processes. The file is written by one thread,
    so that the loop never waits for the disk, and a cancelled caller does not stop a bought answer being stored.
    Answers count whoever gave them; a final error counts only for `host`, another may do better.
    """

    def __init__(self, inner: LanguageModel, store: LedgerStore, host: str = "") -> None:
        self._inner = inner
        self._store = store
        self._host = host
        self._owner = uuid.uuid4().hex
        self._thread = LedgerThread(store)
        self._asking: dict[str, _Asking] = {}
        self._pulse: asyncio.Task[None] | None = None
        self._broken: SettingsError | None = None  # why an answer could not be stored

    async def complete(self, request: Request) -> Completion:
        """The stored answer or a bought one; a stored final error is raised again."""
        key = request_key(request)
        asking = self._asking.get(key)
        if asking is None:
            asking = self._asking[key] = _Asking(asyncio.create_task(self._answer(key, request)))
        asking.callers += 1
        try:
            return await asyncio.shield(asking.task)
        finally:
            asking.callers -= 1
            if asking.callers == 0:
                asking.task.cancel()  # nothing happens to one that is done
                del self._asking[key]  # at once: a caller who comes now must not wait for one being cancelled

    async def close(self) -> None:
        """Finish what is being written and close the file."""
        if self._pulse is not None:
            self._pulse.cancel()
        self._thread.close()
        self._store.close()

    async def _answer(self, key: str, request: Request) -> Completion:
        while True:
            stored, ours = await self._do(lambda: self._take(key))
            if stored is not None:
                return stored
            if ours:
                return await self._bought(key, request)
            await asyncio.sleep(_LOOK)

    def _take(self, key: str) -> tuple[Completion | None, bool]:
        """The stored answer, else whether the request is now ours to ask: one look, so that nobody comes between."""
        with self._store.group():
            stored = self._stored(key)
            return stored, stored is None and self._store.claim(key, self._owner)

    async def _bought(self, key: str, request: Request) -> Completion:
        if self._broken is not None:  # what would be bought could not be kept
            raise self._broken
        self._live()
        try:
            answer = await self._inner.complete(request)
        except EndpointError as error:
            await self._failed(key, request, error)
            raise
        except BaseException:
            await asyncio.shield(self._do(lambda: self._store.release(key, self._owner)))
            raise
        try:
            await asyncio.shield(self._do(lambda: self._store.put(self._entry(key, request, answer))))
        except SettingsError as error:
            self._broken = error
            raise
        return answer

    async def _failed(self, key: str, request: Request, failure: EndpointError) -> None:
        if failure.fault in TERMINAL and failure.status is not None:
            await self._do(lambda: self._store.put_error(key, self._host, request.logical, request.model, failure))
        else:
            await self._do(lambda: self._store.release(key, self._owner))

    def _stored(self, key: str) -> Completion | None:
        answer = self._store.answer(key)
        if answer is None:
            error = self._store.error(key, self._host)
            if error is not None:
                raise error
        return answer

    def _entry(self, key: str, request: Request, answer: Completion) -> Entry:
        cls = surface(answer, request)
        return Entry(
            key,
            answer,
            logical=request.logical,
            model=request.model,
            cls="answered" if cls is None else str(cls),
            host=self._host,
            prompt_bytes=prompt_bytes(request),
        )

    def _do(self, work: Callable[[], T]) -> Awaitable[T]:
        """Hands `work` to the thread at once: a loop that shuts down on the way to it would lose a paid answer."""
        return asyncio.wrap_future(self._thread.submit(work))

    def _live(self) -> None:
        if self._pulse is None or self._pulse.done():
            self._pulse = asyncio.create_task(self._beat())

    async def _beat(self) -> None:
        while self._asking:
            await asyncio.sleep(_BEAT)
            with contextlib.suppress(RuntimeError):  # the thread was shut down meanwhile
                await self._do(lambda: self._store.beat(self._owner))
