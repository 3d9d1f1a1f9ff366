"""Does a saved page hold one part of a text that its site spreads over several?"""

import re
from typing import TYPE_CHECKING

from pipeline.outline.pagers import is_pager

if TYPE_CHECKING:
    from lxml.etree import _Element

_NEXT = re.compile(r"[<>＜＞«»‹›\s\[\]|]*[上下前后]一?页[<>＜＞«»‹›\s\[\]|]*")
_ABOVE = 4  # elements round a link in which its neighbours are looked for
# A widespread publishing system writes the numbers by script; its first argument is how many pages there are.
_SCRIPT = re.compile(r"createPageHTML\s*\(\s*['\"]?(\d{1,3})\b|\bcountPage\s*=\s*['\"]?(\d{1,3})\b")


def pager_of(page: "_Element") -> str:
    """The words that lead to the other pages, as the page shows them; "" for a text on one page."""
    for one in page.iter("a", "span", "li", "font", "div", "td"):
        if _NEXT.fullmatch("".join(map(str, one.itertext()))):
            for around in (one, *list(one.iterancestors())[:_ABOVE]):
                words = _words(around)
                if is_pager(words):
                    return words
    scripts = (found for one in page.iter("script") for found in _SCRIPT.finditer(one.text or ""))
    most = max((int(found[1] or found[2]) for found in scripts), default=0)
    return f"共{most}页" if most > 1 else ""


def _words(element: "_Element") -> str:
    """The words of an element but for those of its scripts, with a blank between the pieces."""
    pieces = [
        str(piece)
        for one in element.iter()
        if isinstance(one.tag, str)
        for piece in ("" if one.tag in ("script", "style") else one.text, one.tail if one is not element else "")
        if piece
    ]
    return " ".join(" ".join(pieces).split())
