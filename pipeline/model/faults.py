"""What went wrong, from what the endpoint said: one closed set of faults out of many dialects."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from pipeline.model.errors import EndpointError, Fault
from pipeline.model.secrecy import scrub

_SHOWN = 300  # characters of the endpoint's own words in a message
_READ = 4000  # characters of them that are looked through
_BY_STATUS = {
    401: Fault.AUTH,
    402: Fault.QUOTA,
    403: Fault.AUTH,
    404: Fault.NOT_FOUND,
    408: Fault.TIMEOUT,
    409: Fault.SERVER,
    413: Fault.TOO_LONG,
    425: Fault.SERVER,
    429: Fault.RATE_LIMITED,
}
# Words of the endpoints' messages and codes, first match wins.
_QUOTA = re.compile(
    r"insufficient[_ ](?:quota|balance|funds)|exceeded_current_quota|billing_hard_limit|arrearage|FreeTierOnly"
    r"|余额不足|欠费",
    re.IGNORECASE,
)
_WORDS = (
    (
        Fault.FILTERED,
        r"content[_ ]?(?:filter|policy|management|exists risk)|data_?inspection|inappropriate content|high risk"
        r"|sensitive (?:content|word|info)|敏感|不安全|违规",
    ),
    (
        Fault.TOO_LONG,
        r"context[_ ](?:length|window|size)|maximum context|token limit|too many tokens"
        r"|(?:prompt|input|request)[^.]{0,40}too (?:long|large)|range of input length|超长|超过.{0,8}长度",
    ),
    (Fault.FORMAT_REJECTED, r"response_format|json_schema|json_object|json mode|structured output|guided|grammar"),
    (
        Fault.NOT_FOUND,
        r"model[^.]{0,60}(?:not exist|not found|does not exist|unknown)|模型不存在|unknown model|invalid model",
    ),
)
_PARAMETERS = ("max_completion_tokens", "max_tokens", "temperature", "top_p", "seed", "reasoning_effort",
               "enable_thinking", "chat_template_kwargs", "thinking")  # fmt: skip
_ADVICE = {
    Fault.AUTH: "check OPENAI_API_KEY and OPENAI_BASE_URL",
    Fault.QUOTA: "the account has no credit left",
    Fault.NOT_FOUND: "check JIANBAO_MODEL and OPENAI_BASE_URL (it usually ends in /v1)",
    Fault.TOO_LONG: "use a smaller JIANBAO_CHUNK_TOKENS or a model with a larger window",
}


def from_status(status: int, headers: Mapping[str, str], text: str, now: datetime, secret: str = "") -> EndpointError:
    """The fault behind an HTTP status of 400 or more; keys are scrubbed from its message."""
    code, message, parameter = _said(text)
    words = f"{code} {parameter} {message}"
    fault = _fault(status, words)
    advice = f" ({_ADVICE[fault]})" if fault in _ADVICE else ""
    said = scrub(message or text, secret)[:_SHOWN].strip() or "no reason given"
    wait = retry_after(headers, now)
    named = _rejected(words) if fault is Fault.PARAMETER_REJECTED else None
    return EndpointError(fault, f"HTTP {status}: {said}{advice}", status=status, retry_after=wait, parameter=named)


def _rejected(message: str) -> str | None:
    """The optional parameter a message complains of, by the name we sent it under."""
    return next((name for name in _PARAMETERS if re.search(rf"\b{name}\b", message)), None)


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds to wait, from Retry-After in seconds or as a date, or from Retry-After-Ms; None when it says nothing."""
    exact = _number(headers.get("retry-after-ms"))
    if exact is not None:
        return exact / 1000
    value = headers.get("retry-after")
    seconds = _number(value)
    if seconds is not None or value is None:
        return seconds
    until, sent = _date(value), _date(headers.get("date"))
    return max(0.0, (until - (sent or now)).total_seconds()) if until else None


def _fault(status: int, words: str) -> Fault:
    if status in {400, 402, 403, 429} and _QUOTA.search(words):
        return Fault.QUOTA
    if status not in {400, 404, 415, 422, 500, 501}:
        return _BY_STATUS.get(status, Fault.SERVER if status >= 500 else Fault.BAD_REQUEST)
    for fault, pattern in _WORDS:
        if re.search(pattern, words, re.IGNORECASE) and (status < 500 or fault is Fault.FORMAT_REJECTED):
            return fault
    if status < 500 and _rejected(words):
        return Fault.PARAMETER_REJECTED
    return _BY_STATUS.get(status, Fault.SERVER if status >= 500 else Fault.BAD_REQUEST)


def _said(text: str) -> tuple[str, str, str]:
    """Code, message and parameter of an error body: {"error": {...}}, {"error": "..."} or {"code", "message"}."""
    try:
        body: Any = json.loads(text)
    except (ValueError, RecursionError):
        return "", text[:_READ], ""
    error = body.get("error", body) if isinstance(body, Mapping) else body
    if not isinstance(error, Mapping):
        return "", str(error)[:_READ], ""
    message = error.get("message") or error.get("detail") or error.get("msg") or ""
    return str(error.get("code") or error.get("type") or ""), str(message)[:_READ], str(error.get("param") or "")


def _number(value: str | None) -> float | None:
    try:
        number = float(value) if value is not None else None
    except ValueError:
        return None
    return number if number is not None and 0 <= number < float("inf") else None


def _date(value: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value) if value else None
    except (ValueError, TypeError):
        return None
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
