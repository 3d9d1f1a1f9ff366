"""A model that says what a test wrote."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from pipeline.errors import ProviderError
from pipeline.model.protocol import Completion, LanguageModel, Request

Line = str | Completion | Exception
Script = Callable[[Request], Line] | Mapping[str, Line] | Sequence[Line]


class ScriptedModel(LanguageModel):
    """Answers from a function, by logical name, or line by line; an exception in the script is raised.

    `requests` keeps what was asked, in order.
    """

    def __init__(self, script: Script) -> None:
        self._script = script
        self._next = 0
        self.requests: list[Request] = []

    async def complete(self, request: Request) -> Completion:
        """The script's line for `request`."""
        self.requests.append(request)
        line = self._line(request)
        if isinstance(line, Exception):
            raise line
        if isinstance(line, Completion):
            return replace(line, origin="scripted")
        return Completion(line, origin="scripted", model_returned=request.model)

    def _line(self, request: Request) -> Line:
        if callable(self._script):
            return self._script(request)
        if isinstance(self._script, Mapping):
            if request.logical not in self._script:
                raise ProviderError(f"the script has no line for {request.logical!r}")
            return self._script[request.logical]
        if self._next >= len(self._script):
            raise ProviderError(f"the script ends after {self._next} lines; {request.logical!r} has none")
        self._next += 1
        return self._script[self._next - 1]
