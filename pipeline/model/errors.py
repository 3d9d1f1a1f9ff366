"""Why nothing answered: the closed set of failures of the model edge."""

from enum import StrEnum
from typing import Any

from pipeline.errors import ProviderError, RunStoppedError


class Fault(StrEnum):
    """What an endpoint did instead of answering; `RETRYABLE` and `TERMINAL` say what follows from it."""

    RATE_LIMITED = "rate_limited"
    TIMEOUT = "timeout"
    CONNECTION = "connection"
    SERVER = "server"
    GARBLED = "garbled"  # HTTP 200 and no completion in it
    AUTH = "auth"
    QUOTA = "quota"  # the account has no money left
    NOT_FOUND = "not_found"  # no such model, or no such path
    FORMAT_REJECTED = "format_rejected"  # it does not take this response format
    PARAMETER_REJECTED = "parameter_rejected"
    TOO_LONG = "too_long"  # more than the context window
    FILTERED = "filtered"  # the provider's content filter
    BAD_REQUEST = "bad_request"


RETRYABLE = frozenset({Fault.RATE_LIMITED, Fault.TIMEOUT, Fault.CONNECTION, Fault.SERVER, Fault.GARBLED})
TERMINAL = frozenset({Fault.TOO_LONG, Fault.FILTERED, Fault.BAD_REQUEST})  # the request's own: asking again is no use


class EndpointError(ProviderError):
    """An endpoint failed; `retry_after` in seconds and the rejected `parameter` where it said so.

    `status` is None for what never reached an endpoint or never came back.
    """

    def __init__(
        self,
        fault: Fault,
        message: str,
        *,
        status: int | None = None,
        retry_after: float | None = None,
        attempts: int = 1,
        parameter: str | None = None,
    ) -> None:
        super().__init__(message)
        self.fault = fault
        self.status = status
        self.retry_after = retry_after
        self.attempts = attempts
        self.parameter = parameter

    @property
    def retryable(self) -> bool:
        """True when asking again later may help."""
        return self.fault in RETRYABLE

    def __reduce__(self) -> tuple[Any, ...]:
        """Errors cross process borders in a distributed run; keyword arguments would be lost."""
        return (_rebuild, (self.fault, str(self), self.status, self.retry_after, self.attempts, self.parameter))


class BudgetExceededError(RunStoppedError):
    """The next call would pass the budget; what is done is kept."""

    def __init__(self, message: str, *, spent: str, remains: str) -> None:
        super().__init__(message)
        self.spent = spent
        self.remains = remains


class RequestPendingError(RunStoppedError):
    """The request waits for its answer in a file; export it, have it answered, import the answer."""

    def __init__(self, key: str, logical: str) -> None:
        super().__init__(f"{logical or key[:19]}: not answered yet; `jianbao batch export` writes what is to be asked")
        self.key = key
        self.logical = logical


class RecordingMissError(RunStoppedError):
    """No recording answers this request; never retried, and no kind of endpoint failure."""

    def __init__(self, message: str, *, key: str, logical: str) -> None:
        super().__init__(message)
        self.key = key
        self.logical = logical


def _rebuild(
    fault: Fault,
    message: str,
    status: int | None,
    retry_after: float | None,
    attempts: int,
    parameter: str | None,
) -> EndpointError:
    return EndpointError(fault, message, status=status, retry_after=retry_after, attempts=attempts, parameter=parameter)
