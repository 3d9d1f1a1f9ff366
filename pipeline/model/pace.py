"""How fast we may ask: requests and tokens a minute, and a pause that all workers share."""

import asyncio
import random
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING

from pipeline.model.protocol import Completion, LanguageModel, Request
from pipeline.model.tokens import prompt_tokens

if TYPE_CHECKING:
    from aiolimiter import AsyncLimiter

_WINDOW = 10.0  # seconds a limit is spread over: a sixth of it at once, so that no minute sees much more than it allows
_SPREAD = 0.1  # share of a pause by which workers come back apart


class Pace:
    """Says when the next call may go. One for a run: a pause asked of one worker holds all of them."""

    def __init__(self, rpm: int | None = None, tpm: int | None = None) -> None:
        self._limits = (rpm, tpm)
        self._buckets: tuple[AsyncLimiter | None, AsyncLimiter | None] | None = None
        self._resume = 0.0  # by the loop's clock
        self.paused = 0.0  # seconds of pause asked for in all

    @property
    def counts_tokens(self) -> bool:
        """True when there is a limit on tokens; without one a call's need not be known."""
        return bool(self._limits[1])

    async def turn(self, tokens: int) -> None:
        """Wait until a call of `tokens` tokens may go."""
        requests, volume = self._made()
        if requests is not None:
            await requests.acquire()
        if volume is not None:
            await volume.acquire(min(tokens, volume.max_rate))  # one larger than the window waits for all of it
        while (wait := self._resume - asyncio.get_running_loop().time()) > 0:
            await asyncio.sleep(wait * (1 + random.uniform(0, _SPREAD)))

    def pause(self, seconds: float) -> None:
        """Nobody goes for `seconds` from now."""
        until = asyncio.get_running_loop().time() + seconds
        if until > self._resume:
            self.paused += until - max(self._resume, asyncio.get_running_loop().time())
            self._resume = until

    def _made(self) -> "tuple[AsyncLimiter | None, AsyncLimiter | None]":
        """The buckets, made inside the running loop they belong to."""
        if self._buckets is None:
            from aiolimiter import AsyncLimiter

            rpm, tpm = (
                AsyncLimiter(max(1.0, limit * _WINDOW / 60), _WINDOW) if limit else None for limit in self._limits
            )
            self._buckets = (rpm, tpm)
        return self._buckets


class LimitModel(LanguageModel):
    """At most `concurrency` calls at once, at the pace given; `slots`: as many as these let in, from elsewhere too."""

    def __init__(
        self,
        inner: LanguageModel,
        pace: Pace,
        concurrency: int,
        slots: AbstractAsyncContextManager[object] | None = None,
    ) -> None:
        self._inner = inner
        self._pace = pace
        self._slots = slots or asyncio.Semaphore(concurrency)

    async def complete(self, request: Request) -> Completion:
        """Ask when there is a slot and it is our turn."""
        async with self._slots:
            await self._pace.turn(weight(request) if self._pace.counts_tokens else 0)
            return await self._inner.complete(request)


def weight(request: Request) -> int:
    """Tokens a call takes of the limit a minute: its prompt and the longest answer it allows."""
    return prompt_tokens(request).tokens + (request.sampling.max_tokens or 0)
