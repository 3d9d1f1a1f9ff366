"""A pydantic model as the JSON Schema that goes over the wire: small, static, closed."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel

# Weaker back ends trip over anything beyond these; the answer is validated here in any case.
_KEPT = ("type", "description", "enum")


@cache  # asked for with every request; nobody changes what is returned
def wire_schema(model: type[BaseModel]) -> dict[str, Any]:
    """The schema of `model`: `$defs` inlined, no defaults, every object closed and all its fields required.

    Field descriptions are sent, docstrings are not: they are ours, and editing one must not change a request.
    Raises TypeError for a free-form object, a recursive type or a fixed-length tuple, which endpoints refuse.
    """
    whole = model.model_json_schema(by_alias=True, mode="validation")
    return _plain(_undocumented(whole), whole.get("$defs", {}), ())


def skeleton(schema: Mapping[str, Any]) -> Any:
    """A value of the shape of `schema`, to be shown where an endpoint enforces none."""
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema:
        return skeleton(schema["anyOf"][0])
    kind = schema.get("type")
    if kind == "object":
        return {name: skeleton(part) for name, part in schema["properties"].items()}
    if kind == "array":
        return [skeleton(schema["items"])]
    return {"string": "…", "integer": 1, "number": 1, "boolean": True}.get(str(kind))


def _plain(node: Mapping[str, Any], defs: Mapping[str, Any], above: tuple[str, ...]) -> dict[str, Any]:
    if "$ref" in node:
        name = str(node["$ref"]).rsplit("/", 1)[-1]
        if name in above:
            raise TypeError(f"{name} contains itself; a schema on the wire has no references")
        return _plain(_undocumented(defs[name]) | _described(node), defs, (*above, name))
    kept: dict[str, Any] = {key: node[key] for key in _KEPT if key in node}
    if "const" in node:
        kept["enum"] = [node["const"]]
    if "anyOf" in node:
        kept["anyOf"] = [_plain(part, defs, above) for part in node["anyOf"]]
    elif kept.get("type") == "object":
        kept |= _object(node, defs, above)
    elif kept.get("type") == "array":
        kept["items"] = _plain(_items(node), defs, above)
    elif not kept.keys() & {"type", "enum"}:
        raise TypeError(f"{node.get('title', 'a field')} may be anything; a schema on the wire says what")
    return kept


def _object(node: Mapping[str, Any], defs: Mapping[str, Any], above: tuple[str, ...]) -> dict[str, Any]:
    fields = node.get("properties")
    if not fields or node.get("additionalProperties"):
        raise TypeError(f"{node.get('title', 'a field')} is a free-form object; name its fields")
    closed = {name: _plain(part, defs, above) for name, part in fields.items()}
    return {"properties": closed, "required": list(closed), "additionalProperties": False}


def _items(node: Mapping[str, Any]) -> Mapping[str, Any]:
    if "prefixItems" in node or not node.get("items"):
        raise TypeError(f"{node.get('title', 'a field')} is a list without one type of item")
    items: Mapping[str, Any] = node["items"]
    return items


def _undocumented(node: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if key != "description"}


def _described(node: Mapping[str, Any]) -> dict[str, Any]:
    return {"description": node["description"]} if "description" in node else {}
