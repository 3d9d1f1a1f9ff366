"""What is the same question, and what goes over the wire."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from pipeline.domain.draft import ChunkDraft, ComposeDraft
from pipeline.model import wire
from pipeline.model.keys import PARTS, part_hashes, request_key
from pipeline.model.profiles import PROFILES, profile_for
from pipeline.model.protocol import Message, Request, Sampling, Usage
from pipeline.model.schema import skeleton, wire_schema

MESSAGES = (Message("system", "规则"), Message("user", "正文"))


@pytest.mark.parametrize(
    ("change", "moved"),
    [
        pytest.param({"model": "other"}, {"model"}, id="model"),
        pytest.param({"messages": (Message("system", "规则"), Message("user", "正文二"))}, {"chunk"}, id="chunk"),
        pytest.param({"messages": (Message("system", "新规则"), MESSAGES[1])}, {"system", "template"}, id="system"),
        pytest.param({"schema": wire_schema(ComposeDraft)}, {"schema"}, id="schema"),
        pytest.param({"sampling": Sampling(temperature=0.7)}, {"params"}, id="temperature"),
        pytest.param({"sampling": Sampling(thinking=True)}, {"params"}, id="thinking"),
        pytest.param({"sample": 1}, {"params"}, id="sample"),
    ],
)
def test_a_change_of_the_question_changes_the_key_and_says_what_moved(change: dict[str, Any], moved: set[str]) -> None:
    before = Request("m", MESSAGES)
    after = replace(before, **change)
    assert request_key(before) != request_key(after)
    assert {part for part in PARTS if part_hashes(before)[part] != part_hashes(after)[part]} == moved


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"logical": "001/extract/c09"}, id="logical-name"),
        pytest.param({"template": "x", "chunk": "y"}, id="provenance"),
        pytest.param({"schema_name": "other"}, id="schema-name"),
        pytest.param({"sampling": Sampling(temperature=0)}, id="zero-as-whole-number"),
    ],
)
def test_what_is_for_people_is_not_in_the_key(change: dict[str, Any]) -> None:
    before = Request("m", MESSAGES)
    assert request_key(replace(before, **change)) == request_key(before)


def test_the_key_is_the_same_on_every_machine() -> None:
    request = Request("m", MESSAGES, {"type": "object"}, sampling=Sampling(temperature=0.2, max_tokens=10))
    assert request_key(request) == "sha256:94baadef139377278c965ac9bb6b7a49a5dd0bb7dbd54cdf657a1bf6f3ab816d"


def test_any_order_of_schema_names_is_one_key() -> None:
    one, other = Request("m", MESSAGES, {"a": 1, "b": 2}), Request("m", MESSAGES, {"b": 2, "a": 1})
    assert request_key(one) == request_key(other)


@given(st.text(alphabet=st.characters(), max_size=20))
def test_any_text_has_a_key(text: str) -> None:
    assert request_key(Request("m", (Message("user", text),))).startswith("sha256:")


def test_the_schema_on_the_wire_is_closed_and_flat() -> None:
    schema = wire_schema(ChunkDraft)

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            assert not node.keys() & {"$ref", "$defs", "default", "title"}
            if node.get("type") == "object":
                assert node["additionalProperties"] is False
                assert node["required"] == list(node["properties"])
            for part in node.values():
                walk(part)

    walk(schema)
    assert ChunkDraft.model_validate(skeleton(schema) | {"plans": []}).problems[0].sentences == (1,)


class Loose(BaseModel):
    data: dict[str, int]


class Anything(BaseModel):
    data: Any


class Tree(BaseModel):
    children: "list[Tree]"


class Pair(BaseModel):
    pair: tuple[int, str]


@pytest.mark.parametrize("model", [Loose, Anything, Tree, Pair])
def test_a_schema_that_endpoints_refuse_is_refused_here(model: type[BaseModel]) -> None:
    with pytest.raises(TypeError):
        wire_schema(model)


class Kept(BaseModel):
    """A docstring is ours."""

    kind: Literal["a"] = Field("a", description="种类")
    note: str | None = None


def test_defaults_go_and_descriptions_stay() -> None:
    kind, note = wire_schema(Kept)["properties"].values()
    assert kind == {"type": "string", "description": "种类", "enum": ["a"]}
    assert note == {"anyOf": [{"type": "string"}, {"type": "null"}]}
    assert "description" not in wire_schema(Kept)


@pytest.mark.parametrize("step", ["json_schema", "json_object", "text"])
@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_a_body_begins_alike_for_every_chunk(profile: Any, step: Any, ask: Callable[..., Request]) -> None:
    one, other = (wire.body(ask(text), profile, step) for text in ("甲", "乙"))
    assert one["messages"][0] == other["messages"][0]
    assert one["messages"][1]["content"] == "甲"
    asked = one.get("response_format", {}).get("type")
    assert asked == {"text": None}.get(step, step)
    assert ("JSON" in one["messages"][0]["content"]) == (step != "json_schema")


@pytest.mark.parametrize(
    ("provider", "name", "switch"),
    [
        pytest.param("openai", "max_completion_tokens", {}, id="openai"),
        pytest.param("dashscope", "max_tokens", {"enable_thinking": False}, id="dashscope"),
        pytest.param("glm", "max_tokens", {"thinking": {"type": "disabled"}}, id="glm"),
        pytest.param("deepseek", "max_tokens", {"thinking": {"type": "disabled"}}, id="deepseek"),
        pytest.param("vllm", "max_tokens", {"chat_template_kwargs": {"enable_thinking": False}}, id="vllm"),
        pytest.param("unknown", "max_tokens", {}, id="unknown"),
    ],
)
def test_each_provider_is_spoken_to_in_its_dialect(
    provider: str, name: str, switch: dict[str, Any], ask: Callable[..., Request]
) -> None:
    request = ask(sampling=Sampling(max_tokens=77))
    body = wire.body(request, profile_for(None, provider), "text")
    assert body.pop(name) == 77
    assert {key: body[key] for key in body.keys() - {"model", "messages", "temperature"}} == switch


@pytest.mark.parametrize(
    ("url", "name"),
    [
        pytest.param(None, "openai", id="nothing-said"),
        pytest.param("https://api.deepseek.com/v1", "deepseek", id="deepseek"),
        pytest.param("https://dashscope.aliyuncs.com/compatible-mode/v1", "dashscope", id="dashscope"),
        pytest.param("https://open.bigmodel.cn/api/paas/v4", "glm", id="glm"),
        pytest.param("https://api.z.ai/api/paas/v4", "zai", id="zai"),
        pytest.param("https://api.moonshot.cn/v1", "moonshot", id="moonshot"),
        pytest.param("http://10.1.2.3:11434/v1", "ollama", id="ollama-by-port"),
        pytest.param("https://api.deepseek.com.example.org/v1", "unknown", id="look-alike"),
        pytest.param("http://localhost:8000/v1", "unknown", id="somebody-else"),
    ],
)
def test_a_profile_is_found_by_the_address(url: str | None, name: str) -> None:
    assert profile_for(url).name == name


@pytest.mark.parametrize(
    ("counted", "usage"),
    [
        pytest.param({"prompt_tokens": 5, "completion_tokens": 2}, Usage(5, 2), id="openai"),
        pytest.param(
            {"prompt_tokens": 5, "completion_tokens": 2, "prompt_cache_hit_tokens": 3}, Usage(5, 2, 3), id="deepseek"
        ),
        pytest.param(None, Usage(), id="none"),
        pytest.param({"prompt_tokens": "5", "completion_tokens": True}, Usage(), id="nonsense"),
    ],
)
def test_usage_is_read_where_it_is_said(counted: Any, usage: Usage) -> None:
    assert wire.usage(counted) == usage
