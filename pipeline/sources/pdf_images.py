"""Whether a PDF page shows a picture as large as a scanned page is."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdf import PageObject

_SCANNED = 250_000  # picture elements; a page at 72 dpi has half a million, a logo far fewer
_DEEPEST = 3  # forms in forms in which a picture may stand
_MOST = 50  # objects of a page that are looked at


def shows_scan(page: "PageObject") -> bool:
    """True for a page with a picture of a page's size in it. Raises what pypdf raises for damaged objects."""
    return any(one.get("/Width", 0) * one.get("/Height", 0) >= _SCANNED for one in _pictures(page, 0))


def _pictures(holder: Any, depth: int) -> Iterator[Any]:
    resources = _object(holder.get("/Resources"))
    objects = _object(resources.get("/XObject")) if resources else None
    for name in list(objects or ())[:_MOST]:
        one = _object(objects[name])  # type: ignore[index]  # a dictionary, or the loop is empty
        if one.get("/Subtype") == "/Image":
            yield one
        elif one.get("/Subtype") == "/Form" and depth < _DEEPEST:
            yield from _pictures(one, depth + 1)


def _object(value: Any) -> Any:
    return value.get_object() if value is not None else None
