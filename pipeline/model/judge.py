"""Judges an answer: what class it is of, what follows from that, and the typed value when it is usable."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from pipeline.model.protocol import Completion, Request
from pipeline.model.reasons import Reason, reasons_of
from pipeline.model.schema import wire_schema
from pipeline.model.unwrap import SPACE, CutOffError, Document, NoDocumentError, document, without_thought

# Tokens per byte below which a prompt cannot have been read whole. Chinese is 0.20 (DeepSeek's own figure of 0.6 a
# character) to 0.48, English 0.22 and more; half the lowest leaves room for vocabularies we have not seen.
_LEAST_TOKENS_PER_BYTE = 0.10
_LEAST_WINDOW = 256  # tokens; fewer is no window that a prompt was cut to but an endpoint that does not count
_FILTERED = frozenset({"content_filter", "sensitive", "content_filtered", "risk_control"})
_CUT = frozenset({"length", "max_tokens", "model_length"})

T = TypeVar("T", bound=BaseModel)


class Remedy(StrEnum):
    """What to do about an answer."""

    NONE = "none"  # use it
    RETRY = "retry"  # the same question as a new sample
    SMALLER = "smaller"  # cut the chunk in two
    REASK = "reask"  # show it its answer and the reasons
    FALLBACK = "fallback"  # take the source sentences


class AnswerClass(StrEnum):
    """What an answer is. The first four are usable; all are counted."""

    OK = "ok"
    PADDED = "padded"  # complete, then a flood of white space
    FENCED = "fenced"
    PROSE_AROUND_JSON = "prose_around_json"
    BLANK = "blank"
    TRUNCATED = "truncated"
    PROMPT_CUT = "prompt_cut"  # fewer prompt tokens billed than the prompt can have
    REFUSED = "refused"
    FILTERED = "filtered"
    NOT_JSON = "not_json"
    SCHEMA_ERROR = "schema_error"
    UNKNOWN_REFERENCE = "unknown_reference"  # said by the engine, which knows the tags

    @property
    def remedy(self) -> Remedy:
        """What follows from being of this class."""
        return _REMEDIES[self]

    @property
    def usable(self) -> bool:
        """True when the answer holds a value."""
        return self.remedy is Remedy.NONE


_REMEDIES = {
    AnswerClass.OK: Remedy.NONE,
    AnswerClass.PADDED: Remedy.NONE,
    AnswerClass.FENCED: Remedy.NONE,
    AnswerClass.PROSE_AROUND_JSON: Remedy.NONE,
    AnswerClass.BLANK: Remedy.RETRY,
    AnswerClass.TRUNCATED: Remedy.SMALLER,
    AnswerClass.PROMPT_CUT: Remedy.SMALLER,
    AnswerClass.REFUSED: Remedy.FALLBACK,
    AnswerClass.FILTERED: Remedy.FALLBACK,
    AnswerClass.NOT_JSON: Remedy.REASK,
    AnswerClass.SCHEMA_ERROR: Remedy.REASK,
    AnswerClass.UNKNOWN_REFERENCE: Remedy.REASK,
}
_WRAPPED = {
    "bare": AnswerClass.OK,
    "padded": AnswerClass.PADDED,
    "fenced": AnswerClass.FENCED,
    "prose": AnswerClass.PROSE_AROUND_JSON,
}


@dataclass(frozen=True, slots=True)
class Judged(Generic[T]):
    """A judged answer: `value` is set exactly when the class is usable; `reasons` say what a re-ask should say."""

    cls: AnswerClass
    value: T | None = None
    reasons: tuple[Reason, ...] = ()
    thought: bool = False  # a `<think>` part was taken off
    completion: Completion = field(default_factory=lambda: Completion(""), repr=False)

    @property
    def remedy(self) -> Remedy:
        """What to do about it."""
        return self.cls.remedy


def judge(completion: Completion, schema: type[T], request: Request | None = None) -> Judged[T]:
    """The class of `completion` and, when usable, its value, validated strictly against `schema`.

    With `request`, a prompt that was cut on the way is seen too. Nothing is repaired: a fence, prose round the
    JSON or a thought is taken off and said, anything further is a class of its own.
    """
    text, thought = without_thought(completion.text)
    outer = surface(completion, request)
    if outer is not None and not (outer is AnswerClass.TRUNCATED and _whole(text)):
        return Judged(outer, None, (_REASONS[outer],) if outer in _REASONS else (), thought, completion)
    try:
        found = document(text)
    except CutOffError:
        return Judged(AnswerClass.TRUNCATED, None, (_REASONS[AnswerClass.TRUNCATED],), thought, completion)
    except NoDocumentError as error:
        return Judged(AnswerClass.NOT_JSON, None, (Reason("", "json", str(error)),), thought, completion)
    return _validated(found, schema, thought, completion)


def surface(completion: Completion, request: Request | None = None) -> AnswerClass | None:
    """What can be said without parsing: refused, filtered, blank, truncated, prompt cut; None when nothing is wrong."""
    if completion.refusal and completion.refusal.strip():
        return AnswerClass.REFUSED
    if completion.finish_reason in _FILTERED:
        return AnswerClass.FILTERED
    if request is not None and _prompt_cut(completion, request):
        return AnswerClass.PROMPT_CUT
    if not without_thought(completion.text)[0].strip(SPACE):
        return AnswerClass.BLANK
    return AnswerClass.TRUNCATED if completion.finish_reason in _CUT else None


def _validated(found: Document, schema: type[T], thought: bool, completion: Completion) -> Judged[T]:
    try:
        value = schema.model_validate_json(found.text, strict=True)
    except ValidationError as error:
        reasons = reasons_of(error, _schema_of(schema))
        return Judged(AnswerClass.SCHEMA_ERROR, None, reasons, thought, completion)
    return Judged(_WRAPPED[found.wrapping], value, (), thought, completion)


def _whole(text: str) -> bool:
    """A document closed before the limit: the limit was spent on white space, and nothing is lost."""
    try:
        return document(text).wrapping in {"bare", "padded"}
    except ValueError:
        return False


def _prompt_cut(completion: Completion, request: Request) -> bool:
    usage = completion.usage
    if usage.input_tokens is None or usage.input_tokens < _LEAST_WINDOW:
        return False
    cached = usage.cached_tokens or 0
    read = usage.input_tokens + (cached if cached > usage.input_tokens else 0)  # some count what was cached apart
    size = sum(len(m.text.encode("utf-8", "replace")) for m in request.messages)
    return read < _LEAST_TOKENS_PER_BYTE * size


@cache
def _schema_of(schema: type[BaseModel]) -> dict[str, Any]:
    return wire_schema(schema)


_REASONS = {
    AnswerClass.BLANK: Reason("", "blank"),
    AnswerClass.TRUNCATED: Reason("", "truncated"),
}
