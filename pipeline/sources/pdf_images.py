"""Whether a PDF page shows a picture as large as a scanned page is."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdf import PageObject

_SCANNED = 250_000  # picture elements; a page at 72 dpi has half a million, a logo far fewer
_DEEPEST = 3  # forms in forms in which a picture may stand
_MOST = 50  # objects of a page that are looked at


def shows_scan(page: "PageObject") -> bool:
    """True for a page with a picture of a page's size in it; False where its objects cannot be read."""
    from pypdf.errors import PyPdfError

    try:
        return any(one["/Width"] * one["/Height"] >= _SCANNED for one in _pictures(page, 0))
    except (PyPdfError, AttributeError, TypeError, ValueError, LookupError):
        return False  # the words of the other pages are read all the same


def _pictures(holder: dict[str, Any], depth: int) -> Iterator[dict[str, Any]]:
    objects = _within(_within(holder, "/Resources"), "/XObject")
    for name in list(objects)[:_MOST]:
        one = _within(objects, name)
        if one.get("/Subtype") == "/Image":
            yield one
        elif one.get("/Subtype") == "/Form" and depth < _DEEPEST:
            yield from _pictures(one, depth + 1)


def _within(holder: dict[str, Any], name: str) -> dict[str, Any]:
    """The dictionary under `name`; an empty one where it is missing or none."""
    value = holder.get(name)
    found = value.get_object() if value is not None else None
    return found if isinstance(found, dict) else {}
