"""The one small door to a language model: what is asked, what is answered, and who can answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

Role = Literal["system", "user", "assistant"]
Step = Literal["json_schema", "json_object", "text"]  # response formats, from the most to the least enforced
Origin = Literal["api", "file", "scripted"]  # an endpoint; a model that saw one exported request; a test


@dataclass(frozen=True, slots=True)
class Message:
    """One message, rendered; what is hashed is exactly what is sent."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Sampling:
    """What shapes the answer besides the words; None leaves it to the endpoint.

    `thinking` asks for a reasoning pass. It is off: several endpoints enforce no format while they think.
    """

    temperature: float | None = 0.0
    top_p: float | None = None
    seed: int | None = None
    max_tokens: int | None = None  # of the answer
    reasoning_effort: str | None = None
    thinking: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """One question. `logical` ("000/extract/c03"), `template` and `chunk` are for people; they are not part of the key.

    `template` and `chunk` are the prompt template and the chunk as the engine had them, before rendering: their
    hashes let a miss say what moved. `sample` is part of the key: asking the same thing again is a new sample.
    """

    model: str
    messages: tuple[Message, ...]
    schema: Mapping[str, Any] | None = None  # as `wire_schema` makes it
    schema_name: str = "answer"
    sampling: Sampling = field(default_factory=Sampling)
    sample: int = 0
    logical: str = ""
    template: str = ""
    chunk: str = ""


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens as the endpoint counted them; None where it did not say."""

    input_tokens: int | None = None
    output_tokens: int | None = None
    cached_tokens: int | None = None  # of the input, read from the provider's prompt cache
    reasoning_tokens: int | None = None  # of the output

    def __add__(self, other: "Usage") -> "Usage":
        """The sum; None on one side counts as nothing said, not as zero tokens."""
        return Usage(
            _sum(self.input_tokens, other.input_tokens),
            _sum(self.output_tokens, other.output_tokens),
            _sum(self.cached_tokens, other.cached_tokens),
            _sum(self.reasoning_tokens, other.reasoning_tokens),
        )


@dataclass(frozen=True, slots=True)
class Completion:
    """One answer, untouched. Whether it is any good is for `judge` to say."""

    text: str
    finish_reason: str = "stop"  # as the endpoint says it; "" when it says none
    refusal: str | None = None
    usage: Usage = field(default_factory=Usage)
    step: Step = "text"  # the response format it was asked with
    origin: Origin = "api"
    model_returned: str = ""
    fingerprint: str = ""  # the endpoint's system_fingerprint
    latency_ms: int | None = None
    attempts: int = 1
    stored: bool = False  # True when it came from the ledger or a recording: nothing was bought for it now
    raw: str = field(default="", repr=False)  # the endpoint's JSON body, never its headers


class LanguageModel(Protocol):
    """Anything that answers requests: an endpoint, a ledger over one, recordings, files, a script."""

    async def complete(self, request: Request) -> Completion:
        """Answer `request`; ProviderError when nothing answered, its subclass in `pipeline.model.errors` says why."""
        ...


def _sum(a: int | None, b: int | None) -> int | None:
    return b if a is None else a if b is None else a + b
