"""Finds the JSON document in an answer, and says what was wrapped round it."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

SPACE = " \t\r\n\u3000\u200b\ufeff"  # what stands round an answer and says nothing

Wrapping = Literal["bare", "padded", "fenced", "prose"]

_THOUGHT = re.compile(r"\A\s*<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
_CLOSED = re.compile(r"</think(?:ing)?>", re.IGNORECASE)  # chat templates that open the thought themselves
_OPENED = re.compile(r"\A\s*<think(?:ing)?>", re.IGNORECASE)
_FENCE = re.compile(r"\A```[\w-]*[ \t]*\n(.*?)\n?[ \t]*```\Z", re.DOTALL)
_UNCLOSED_FENCE = re.compile(r"\A```[\w-]*[ \t]*\n")
_STARTS = 20  # braces tried as the start of a document inside prose; more is no answer but noise
_PADDING = 200  # characters of white space after a document that make it a loop rather than a habit


class CutOffError(ValueError):
    """The document ends before it is closed."""


class NoDocumentError(ValueError):
    """There is no JSON document, or more than one."""


@dataclass(frozen=True, slots=True)
class Document:
    """The one JSON document of an answer."""

    text: str
    value: Any
    wrapping: Wrapping


def without_thought(text: str) -> tuple[str, bool]:
    """`text` without a leading `<think>` part, and whether there was one; a thought that never ends leaves nothing."""
    stripped = _THOUGHT.sub("", text, count=1)
    if stripped != text:
        return stripped, True
    if _OPENED.match(text):
        return "", True
    closing = _CLOSED.search(text)
    if closing and not text.lstrip().startswith(("{", "[", "```")):
        return text[closing.end() :], True
    return text, False


def document(text: str) -> Document:
    """The JSON document in `text`.

    CutOffError when it is not closed; NoDocumentError when there is none, when there are several, or when it is
    not strict JSON (a repeated name, NaN): choosing for the model would be a silent repair.
    """
    bare = text.strip(SPACE)
    if bare.startswith("{"):
        value, end = _decode(bare, 0)
        if not bare[end:].strip():
            return Document(bare[:end], value, "padded" if len(text) - len(bare) > _PADDING else "bare")
    fenced = _FENCE.match(bare)
    if fenced and "```" not in fenced[1]:
        inner = fenced[1].strip()
        value, end = _decode(inner, 0)
        if not inner[end:].strip():
            return Document(inner[:end], value, "fenced")
    if _UNCLOSED_FENCE.match(bare) and bare.count("```") == 1:
        _decode(bare, bare.find("{"))  # raises CutOffError for a document that stops with its fence
    return _in_prose(bare)


def _in_prose(text: str) -> Document:
    found = list(_documents(text))
    if len(found) != 1:
        raise NoDocumentError("no JSON object" if not found else f"{len(found)} JSON objects")
    return found[0]


def _documents(text: str) -> Iterator[Document]:
    position = text.find("{")
    for _ in range(_STARTS):
        if position < 0:
            return
        try:
            value, end = _decode(text, position)
        except NoDocumentError:
            end = position + 1
        else:
            yield Document(text[position:end], value, "prose")
        position = text.find("{", end)


def _decode(text: str, start: int) -> tuple[Any, int]:
    if start < 0 or not text.startswith("{", start):
        raise NoDocumentError("no JSON object")
    try:
        return _DECODER.raw_decode(text, start)
    except json.JSONDecodeError as error:
        if error.msg.startswith("Unterminated string") or error.pos >= len(text.rstrip()):
            raise CutOffError("the JSON stops before it is closed") from error
        raise NoDocumentError("not JSON") from error
    except (RecursionError, ValueError) as error:  # nested thousands deep; a number of thousands of digits
        raise NoDocumentError(str(error) if isinstance(error, NoDocumentError) else "not JSON") from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise NoDocumentError("a name stands twice in one object")
    return fields


def _no_constant(name: str) -> Any:
    raise NoDocumentError(f"{name} is not JSON")


_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_constant)
