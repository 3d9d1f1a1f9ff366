"""Why an answer does not fit its schema, in our own words: a library's wording would change keys with its version."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

_MOST = 12  # reasons a re-ask names; a model that got more wrong is not helped by a longer list

# rule: (for people, for the model)
_WORDS = {
    "blank": ("the answer is empty", "回答为空"),
    "truncated": ("the answer stops in the middle", "回答不完整，中途截断"),
    "json": ("the answer is not one JSON object ({})", "回答必须是一个JSON对象，前后不要有其他文字"),
    "missing": ("is missing", "缺少此字段"),
    "extra": ("is not a field of the schema", "没有这个字段，请删除"),
    "string": ("must be text", "必须是字符串"),
    "integer": ("must be a whole number", "必须是整数"),
    "number": ("must be a number", "必须是数字"),
    "boolean": ("must be true or false", "必须是true或false"),
    "list": ("must be a list", "必须是数组"),
    "object": ("must be an object", "必须是对象"),
    "choice": ("must be one of {}", "只能是以下之一：{}"),
    "other": ("does not fit the schema", "不符合要求的格式"),
}
_RULES = {
    "missing": "missing",
    "extra_forbidden": "extra",
    "string_type": "string",
    "int_type": "integer",
    "int_parsing": "integer",
    "int_from_float": "integer",
    "float_type": "number",
    "float_parsing": "number",
    "bool_type": "boolean",
    "bool_parsing": "boolean",
    "list_type": "list",
    "tuple_type": "list",
    "model_type": "object",
    "model_attributes_type": "object",
    "dict_type": "object",
    "literal_error": "choice",
    "enum": "choice",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing wrong with an answer: where ("achievements[3].sentences"), which rule, and what the rule allows."""

    path: str
    rule: str
    allowed: str = ""

    def __str__(self) -> str:
        """For people."""
        words = _WORDS[self.rule][0].format(self.allowed)
        return f"{self.path} {words}" if self.path else words

    @property
    def for_model(self) -> str:
        """For the re-ask, in the language of the prompts."""
        words = _WORDS[self.rule][1].format(self.allowed)
        return f"{self.path}：{words}" if self.path else words


def reasons_of(error: ValidationError, schema: Mapping[str, Any]) -> tuple[Reason, ...]:
    """The first reasons of a validation error, in the order of the answer, each once."""
    found: dict[Reason, None] = {}
    for detail in error.errors(include_url=False, include_context=False, include_input=False):
        rule = _RULES.get(detail["type"], "other")
        allowed = "、".join(_choices(schema, detail["loc"])) if rule == "choice" else ""
        found[Reason(_path(detail["loc"]), rule, allowed)] = None
    return tuple(found)[:_MOST]


def _path(location: Sequence[int | str]) -> str:
    steps = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in location]
    return "".join(steps).removeprefix(".")


def _choices(schema: Mapping[str, Any], location: Sequence[int | str]) -> list[str]:
    node: Mapping[str, Any] = schema
    for step in location:
        node = node.get("items", {}) if isinstance(step, int) else node.get("properties", {}).get(step, {})
    return [str(choice) for choice in node.get("enum", [])]
