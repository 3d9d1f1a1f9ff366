"""The one place that retries: a closed set of faults, with backoff, and with what the endpoint says of waiting."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.errors import RunStoppedError
from pipeline.model.errors import EndpointError, Fault
from pipeline.model.pace import Pace
from pipeline.model.protocol import Completion, LanguageModel, Request

if TYPE_CHECKING:
    from tenacity import RetryCallState

_FIRST = 0.5  # seconds; doubles with each attempt
_LONGEST = 30.0  # seconds between two attempts when the endpoint names no time
_JITTER = 0.25  # share of a wait by which workers that failed together part

_GONE = frozenset({Fault.TIMEOUT, Fault.CONNECTION, Fault.SERVER})
_PATIENCE = 4  # times as many attempts for a rate limit: many workers share one allowance, and each failure waits

Hook = Callable[[Request, EndpointError, float], None]


class RetryModel(LanguageModel):
    """Asks again, at most `attempts` times in all (a rate limit: four times as often), when the fault may pass.

    A rate limit pauses every worker that shares `pace`; any other fault makes only this one wait. `cap` in seconds:
    an endpoint that asks for a longer wait fails the call at once, saying so. `hook` is told of every wait. After
    `patience` calls in a row that were not answered at all the run is stopped (`RunStoppedError`).
    """

    def __init__(
        self,
        inner: LanguageModel,
        pace: Pace,
        attempts: int = 6,
        cap: float = 120.0,
        hook: Hook | None = None,
        patience: int = 16,
    ) -> None:
        self._inner = inner
        self._pace = pace
        self._attempts = attempts
        self._cap = cap
        self._hook = hook
        self._patience = patience
        self._lost = 0  # calls in a row that nobody answered

    async def complete(self, request: Request) -> Completion:
        """The answer, with the number of attempts it took."""
        from tenacity import AsyncRetrying, retry_if_exception

        def wait(state: "RetryCallState") -> float:
            return self._wait(state, request)

        retrying = AsyncRetrying(retry=retry_if_exception(_may_pass), stop=self._stop, wait=wait, reraise=True)
        try:
            async for attempt in retrying:
                with attempt:
                    number = attempt.retry_state.attempt_number
                    answer = replace(await self._try(request, number), attempts=number)
                    self._lost = 0
                    return answer
        except EndpointError as error:
            self._count(error)
            raise
        raise AssertionError("tenacity ends with an answer or an error")

    def _count(self, error: EndpointError) -> None:
        """An endpoint that is gone ends the run: one that asked on would end in hours, with nothing of the model's."""
        self._lost = self._lost + 1 if error.fault in _GONE else 0
        if self._lost >= self._patience:
            raise RunStoppedError(
                f"no answer to {self._lost} calls in a row ({error}); run again when the endpoint is back, nothing "
                "answered is asked twice"
            ) from error

    def _stop(self, state: "RetryCallState") -> bool:
        error = state.outcome.exception() if state.outcome else None
        limited = isinstance(error, EndpointError) and error.fault is Fault.RATE_LIMITED
        return state.attempt_number >= self._attempts * (_PATIENCE if limited else 1)

    async def _try(self, request: Request, number: int) -> Completion:
        try:
            if number > 1:
                await self._pace.turn(0)
            return await self._inner.complete(request)
        except EndpointError as error:
            error.attempts = number
            self._refuse_long_wait(error)
            raise

    def _refuse_long_wait(self, error: EndpointError) -> None:
        if error.retryable and error.retry_after is not None and error.retry_after > self._cap:
            raise EndpointError(
                Fault.QUOTA,
                f"the endpoint asks to wait {error.retry_after:.0f} s, longer than {self._cap:g} s "
                "(JIANBAO_RETRY_AFTER_CAP); run again later, nothing answered is asked twice",
                status=error.status,
                retry_after=error.retry_after,
                attempts=error.attempts,
            ) from error

    def _wait(self, state: "RetryCallState", request: Request) -> float:
        error = state.outcome.exception() if state.outcome else None
        if not isinstance(error, EndpointError):
            return 0.0
        backoff = min(_LONGEST, _FIRST * 2 ** (state.attempt_number - 1)) * (1 + random.uniform(0, _JITTER))
        seconds = backoff if error.retry_after is None else error.retry_after
        if self._hook is not None:
            self._hook(request, error, seconds)
        if error.fault is not Fault.RATE_LIMITED and error.retry_after is None:
            return seconds
        self._pace.pause(seconds)
        return 0.0  # the shared pause does the waiting


def _may_pass(error: BaseException) -> bool:
    return isinstance(error, EndpointError) and error.retryable
