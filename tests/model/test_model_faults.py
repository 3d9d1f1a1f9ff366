"""What the dialects of many endpoints come down to."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.errors import EndpointError, Fault
from pipeline.model.faults import from_status, retry_after
from pipeline.model.secrecy import credentials, scrub

NOW = datetime(2026, 1, 1, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "message", "code", "fault"),
    [
        pytest.param(400, "This response_format type is unavailable now", "", Fault.FORMAT_REJECTED,
                     id="deepseek-format"),
        pytest.param(400, "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model",
                     "", Fault.FORMAT_REJECTED, id="openai-format"),
        pytest.param(422, "Unsupported parameter: response_format", "", Fault.FORMAT_REJECTED, id="gateway-format"),
        pytest.param(500, "guided decoding failed: json_schema", "", Fault.FORMAT_REJECTED, id="vllm-format"),
        pytest.param(400, "Content Exists Risk", "", Fault.FILTERED, id="deepseek-filter"),
        pytest.param(400, "The request was rejected because it was considered high risk", "", Fault.FILTERED,
                     id="moonshot-filter"),
        pytest.param(400, "Output data may contain inappropriate content.", "data_inspection_failed", Fault.FILTERED,
                     id="dashscope-filter"),
        pytest.param(400, "parameter names are case-sensitive", "", Fault.BAD_REQUEST, id="not-every-sensitive"),
        pytest.param(400, "Range of input length should be [1, 30720]", "", Fault.TOO_LONG, id="dashscope-too-long"),
        pytest.param(400, "Your request exceeded model token limit: 8192", "", Fault.TOO_LONG, id="moonshot-too-long"),
        pytest.param(400, "the request exceeds the available context size", "", Fault.TOO_LONG, id="llamacpp-too-long"),
        pytest.param(413, "Payload Too Large", "", Fault.TOO_LONG, id="413"),
        pytest.param(400, "max_tokens is too large: 8000. This model supports at most 4096 completion tokens", "",
                     Fault.PARAMETER_REJECTED, id="limit-of-the-answer"),
        pytest.param(400, "Access denied, please make sure your account is in good standing.", "Arrearage",
                     Fault.QUOTA, id="dashscope-arrears"),
        pytest.param(429, "Your account is suspended", "exceeded_current_quota_error", Fault.QUOTA,
                     id="moonshot-credit"),
        pytest.param(429, "You exceeded your current quota", "insufficient_quota", Fault.QUOTA, id="openai-credit"),
        pytest.param(429, "Requests rate limit exceeded", "limit_requests", Fault.RATE_LIMITED, id="dashscope-rate"),
        pytest.param(403, "Free quota exhausted", "AllocationQuota.FreeTierOnly", Fault.QUOTA,
                     id="dashscope-free-tier"),
        pytest.param(403, "Model access denied.", "Model.AccessDenied", Fault.AUTH, id="403"),
        pytest.param(404, "Not Found", "", Fault.NOT_FOUND, id="404"),
        pytest.param(400, "模型不存在，请检查模型代码。", "1211", Fault.NOT_FOUND, id="glm-model"),
        pytest.param(529, "overloaded", "", Fault.SERVER, id="529"),
        pytest.param(418, "teapot", "", Fault.BAD_REQUEST, id="unheard-of"),
    ],
)  # fmt: skip
def test_the_fault_behind_a_status(status: int, message: str, code: str, fault: Fault) -> None:
    body = json.dumps({"error": {"message": message, "code": code}}, ensure_ascii=False)
    error = from_status(status, {}, body, NOW)
    assert (error.fault, error.status) == (fault, status)
    assert message[:20] in str(error)


@pytest.mark.parametrize(
    "text",
    ["", "plain words", "[1]", '{"error": "words"}', '{"message": "words"}', "<html>" * 100_000, "{" * 100_000],
    ids=["empty", "text", "list", "string", "flat", "page", "braces"],
)
def test_any_body_gives_a_short_sentence(text: str) -> None:
    assert len(str(from_status(400, {}, text, NOW))) < 500


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        pytest.param({}, None, id="none"),
        pytest.param({"retry-after": "20"}, 20, id="seconds"),
        pytest.param({"retry-after": "0.5"}, 0.5, id="fraction"),
        pytest.param({"retry-after-ms": "1500", "retry-after": "9"}, 1.5, id="milliseconds-win"),
        pytest.param({"retry-after": "Thu, 01 Jan 2026 12:01:00 GMT"}, 60, id="date"),
        pytest.param(
            {"retry-after": "Thu, 01 Jan 2026 09:01:00 GMT", "date": "Thu, 01 Jan 2026 09:00:00 GMT"}, 60,
            id="date-by-the-clock-of-the-server",
        ),
        pytest.param({"retry-after": "soon"}, None, id="nonsense"),
        pytest.param({"retry-after": "-5"}, None, id="negative"),
        pytest.param({"retry-after": "inf"}, None, id="for-ever"),
        pytest.param({"retry-after": "nan"}, None, id="nan"),
    ],
)  # fmt: skip
def test_retry_after(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers, NOW) == seconds


@given(st.text(max_size=60))
def test_any_header_is_seconds_or_nothing(value: str) -> None:
    seconds = retry_after({"retry-after": value}, NOW)
    assert seconds is None or seconds >= 0


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("key sk-abcdefghijklmnop is wrong", "key *** is wrong", id="openai"),
        pytest.param("Authorization: Bearer abc.def-ghi123", "Authorization: ***", id="header"),
        pytest.param("my own-secret-value here", "my *** here", id="known"),
        pytest.param("任务进度 sk-12 与 Bearer", "任务进度 sk-12 与 Bearer", id="no-secret"),
    ],
)
def test_secrets_are_scrubbed(text: str, shown: str) -> None:
    assert scrub(text, "own-secret-value", "no") == shown
    assert credentials(scrub(text)) == []


def test_an_error_crosses_a_process_border_whole() -> None:
    import pickle

    error = EndpointError(Fault.RATE_LIMITED, "slow", status=429, retry_after=3.5, attempts=2, parameter="x")
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), vars(again)) == (str(error), vars(error))
