"""A request as an endpoint's JSON body, and its JSON body as a completion."""

import json
from collections.abc import Mapping
from typing import Any

from pipeline.model.errors import EndpointError, Fault
from pipeline.model.keys import sampling_body
from pipeline.model.profiles import Profile
from pipeline.model.protocol import Completion, Request, Step, Usage
from pipeline.model.schema import skeleton

# In the language of the prompts; the word JSON must stand in it, json_object is refused without.
_ORDER = """

只输出一个JSON对象，前后不要有任何其他文字。它必须符合这个JSON Schema：
{schema}
形状如下（其中的值只是示意）：
{shape}"""


def body(request: Request, profile: Profile, step: Step, dropped: frozenset[str] = frozenset()) -> dict[str, Any]:
    """What is posted to /chat/completions; names in `dropped` are left out, because the endpoint refuses them.

    Below json_schema the schema stands at the end of the system message, so the start of every prompt stays the same.
    """
    sent: dict[str, Any] = {"model": request.model, "messages": _messages(request, step)}
    sent |= _sampling(request, profile, dropped)
    thinking = profile.thinking_on if request.sampling.thinking else profile.thinking_off
    sent |= {name: value for name, value in thinking.items() if name not in dropped}
    if request.schema is not None and step == "json_schema":
        named = {"name": request.schema_name, "strict": True, "schema": request.schema}
        sent["response_format"] = {"type": "json_schema", "json_schema": named}
    elif request.schema is not None and step == "json_object":
        sent["response_format"] = {"type": "json_object"}
    return sent


def completion(text: str, step: Step) -> Completion:
    """The completion in an endpoint's answer; EndpointError (garbled) when there is none in it."""
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise EndpointError(Fault.GARBLED, f"HTTP 200 with a body that is not JSON: {text[:80]!r}") from error
    choice = _first(answer)
    message = choice.get("message")
    if not isinstance(message, Mapping):
        raise EndpointError(Fault.GARBLED, f"HTTP 200 with no completion in it: {text[:200]!r}")
    return Completion(
        text=_content(message.get("content")),
        finish_reason=str(choice.get("finish_reason") or ""),
        refusal=message.get("refusal") or None,
        usage=usage(answer.get("usage")),
        step=step,
        model_returned=str(answer.get("model") or ""),
        fingerprint=str(answer.get("system_fingerprint") or ""),
        raw=text,
    )


def usage(counted: Any) -> Usage:
    """Token counts under the names OpenAI and DeepSeek use; what is absent or no number is None."""
    if not isinstance(counted, Mapping):
        return Usage()
    prompt, answer = counted.get("prompt_tokens_details"), counted.get("completion_tokens_details")
    return Usage(
        _count(counted, "prompt_tokens"),
        _count(counted, "completion_tokens"),
        _count(prompt, "cached_tokens") if prompt else _count(counted, "prompt_cache_hit_tokens"),
        _count(answer, "reasoning_tokens"),
    )


def _sampling(request: Request, profile: Profile, dropped: frozenset[str]) -> dict[str, Any]:
    values = sampling_body(request.sampling)
    values.pop("thinking", None)
    if "max_tokens" in values:
        limit = values.pop("max_tokens")
        other = "max_tokens" if profile.max_tokens_name == "max_completion_tokens" else "max_completion_tokens"
        values[other if profile.max_tokens_name in dropped else profile.max_tokens_name] = limit
    return {name: value for name, value in values.items() if name not in dropped}


def _messages(request: Request, step: Step) -> list[dict[str, str]]:
    sent = [{"role": message.role, "content": message.text} for message in request.messages]
    if request.schema is None or step == "json_schema":
        return sent
    schema = json.dumps(request.schema, ensure_ascii=False, separators=(",", ":"), default=dict)
    shape = json.dumps(skeleton(request.schema), ensure_ascii=False, separators=(",", ":"))
    order = _ORDER.format(schema=schema, shape=shape)
    if sent and sent[0]["role"] == "system":
        sent[0] = {"role": "system", "content": sent[0]["content"] + order}
    else:
        sent.insert(0, {"role": "system", "content": order.strip()})
    return sent


def _first(answer: Any) -> Mapping[str, Any]:
    choices = answer.get("choices") if isinstance(answer, Mapping) else None
    first = choices[0] if isinstance(choices, list) and choices else None
    return first if isinstance(first, Mapping) else {}


def _content(content: Any) -> str:
    if isinstance(content, list):  # some gateways answer in parts
        content = "".join(str(part.get("text", "")) for part in content if isinstance(part, Mapping))
    if not isinstance(content, str):
        return ""
    return content.encode("utf-8", "surrogatepass").decode("utf-8", "replace")  # half a pair cannot be stored


def _count(counted: Any, name: str) -> int | None:
    value = counted.get(name) if isinstance(counted, Mapping) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None
