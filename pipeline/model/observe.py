"""Tells what happens on the wire: one structured line a call, and OpenTelemetry spans where that is installed."""

import importlib
import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol, TextIO

from pipeline.model.errors import EndpointError
from pipeline.model.keys import request_key
from pipeline.model.protocol import Completion, LanguageModel, Request

# Names of the OpenTelemetry semantic conventions for generative AI.
_MODEL, _OPERATION, _SYSTEM = "gen_ai.request.model", "gen_ai.operation.name", "gen_ai.provider.name"
_INPUT, _OUTPUT = "gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens"
_FINISH, _ANSWERED = "gen_ai.response.finish_reasons", "gen_ai.response.model"


class Observer(Protocol):
    """Hears of calls; never of their words: reports may be confidential, and logs travel."""

    def answered(self, request: Request, answer: Completion) -> None:
        """A call was answered."""
        ...

    def failed(self, request: Request, error: Exception) -> None:
        """One attempt failed."""
        ...

    def waited(self, request: Request, error: EndpointError, seconds: float) -> None:
        """Another attempt follows after `seconds`."""
        ...

    def told(self, event: str, **fields: Any) -> None:
        """Something happened that is no call: a report is done, the run has ended."""
        ...

    def passed(self, lines: Sequence[str]) -> None:
        """Another process's log of this kind said so."""
        ...


class JsonLog(Observer):
    """Writes one JSON object a line."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.time) -> None:
        self._stream = stream
        self._clock = clock

    def answered(self, request: Request, answer: Completion) -> None:
        """One line with tokens, time, format and how it ended."""
        self._write(
            "answered",
            request,
            finish_reason=answer.finish_reason,
            step=answer.step,
            input_tokens=answer.usage.input_tokens,
            output_tokens=answer.usage.output_tokens,
            cached_tokens=answer.usage.cached_tokens,
            latency_ms=answer.latency_ms,
            model_returned=answer.model_returned,
        )

    def failed(self, request: Request, error: Exception) -> None:
        """One line with the class of the failure and its sentence, which holds no key."""
        fault = str(error.fault) if isinstance(error, EndpointError) else type(error).__name__
        self._write("failed", request, fault=fault, message=str(error))

    def waited(self, request: Request, error: EndpointError, seconds: float) -> None:
        """One line with the wait."""
        self._write("waits", request, fault=str(error.fault), seconds=round(seconds, 3))

    def told(self, event: str, **fields: Any) -> None:
        """One line with what is told."""
        self._line({"at": round(self._clock(), 3), "event": event} | fields)

    def passed(self, lines: Sequence[str]) -> None:
        """The lines as they are."""
        self._stream.write("".join(lines))
        self._stream.flush()

    def _write(self, event: str, request: Request, **fields: Any) -> None:
        about = {"at": round(self._clock(), 3), "event": event, "logical": request.logical}
        about |= {"key": request_key(request), "model": request.model}
        self._line(about | fields)

    def _line(self, fields: dict[str, Any]) -> None:
        self._stream.write(json.dumps(fields, ensure_ascii=False) + "\n")
        self._stream.flush()


class ObservedModel(LanguageModel):
    """Passes every attempt on and tells `observer`; each is a span when opentelemetry-api is installed."""

    def __init__(self, inner: LanguageModel, observer: Observer | None, system: str) -> None:
        self._inner = inner
        self._observer = observer
        self._system = system
        self._tracer = _tracer()

    async def complete(self, request: Request) -> Completion:
        """Ask, and tell."""
        with self._span(request) as told:
            try:
                answer = await self._inner.complete(request)
            except Exception as error:
                if self._observer is not None:
                    self._observer.failed(request, error)
                raise
            told(answer)
        if self._observer is not None:
            self._observer.answered(request, answer)
        return answer

    @contextmanager
    def _span(self, request: Request) -> Iterator[Callable[[Completion], None]]:
        if self._tracer is None:
            yield lambda _: None
            return
        about = {_OPERATION: "chat", _MODEL: request.model, _SYSTEM: self._system}
        with self._tracer.start_as_current_span(f"chat {request.model}", attributes=about) as span:
            yield lambda answer: _describe(span, answer)


def _describe(span: Any, answer: Completion) -> None:
    for name, value in (
        (_INPUT, answer.usage.input_tokens),
        (_OUTPUT, answer.usage.output_tokens),
        (_FINISH, [answer.finish_reason]),
        (_ANSWERED, answer.model_returned),
    ):
        if value is not None:
            span.set_attribute(name, value)


def _tracer() -> Any:
    try:
        return importlib.import_module("opentelemetry.trace").get_tracer("jianbao")
    except ImportError:
        return None
