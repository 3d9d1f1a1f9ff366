"""What makes two requests the same question: a hash of the question, and one of each of its parts."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from pipeline.model.protocol import Request, Sampling

_VERSION = 1  # of the canonical form; a new one makes every stored answer a stranger
PARTS = ("system", "template", "chunk", "schema", "params", "model")


def request_key(request: Request) -> str:
    """`sha256:…` over model, messages, schema and sampling: no clock, no host, no logical name."""
    return "sha256:" + _sha(canonical(_body(request)))


def part_hashes(request: Request) -> dict[str, str]:
    """Twelve hex digits for each of `PARTS`, so that a miss can name what moved.

    Where the request names no template or chunk, the last message stands for the chunk, the others for the template.
    """
    system = "\n".join(m.text for m in request.messages if m.role == "system")
    first = "\n".join(m.text for m in request.messages[:-1])
    last = request.messages[-1].text if request.messages else ""
    texts = {
        "system": system,
        "template": request.template or first,
        "chunk": request.chunk or last,
        "schema": canonical(request.schema),
        "params": canonical([sampling_body(request.sampling), request.sample]),
        "model": request.model,
    }
    return {name: _sha(texts[name])[:12] for name in PARTS}


def sampling_body(sampling: Sampling) -> dict[str, Any]:
    """What is set, by name; unset values are left out, so that a new parameter does not change old keys."""
    values: dict[str, Any] = {
        "temperature": None if sampling.temperature is None else float(sampling.temperature),
        "top_p": None if sampling.top_p is None else float(sampling.top_p),
        "seed": sampling.seed,
        "max_tokens": sampling.max_tokens,
        "reasoning_effort": sampling.reasoning_effort,
        "thinking": sampling.thinking or None,
    }
    return {name: value for name, value in values.items() if value is not None}


def canonical(value: Any) -> str:
    """JSON with sorted keys and no spaces; Chinese stays Chinese."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=dict)


def text_hash(text: str) -> str:
    """Twelve hex digits that name a text."""
    return _sha(text)[:12]


def _body(request: Request) -> Mapping[str, Any]:
    return {
        "v": _VERSION,
        "model": request.model,
        "messages": [{"role": m.role, "content": m.text} for m in request.messages],
        "schema": request.schema,
        "sampling": sampling_body(request.sampling),
        "sample": request.sample,
    }


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
