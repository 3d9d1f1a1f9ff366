"""Does a saved page hold one part of a text that its site spreads over several?"""

import re
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.outline.pagers import is_pager

if TYPE_CHECKING:
    from lxml.etree import _Element

_STEP = re.compile(r"[<>＜＞«»‹›\s\[\]|]*[上下前后]一?页[<>＜＞«»‹›\s\[\]|]*")
_ABOVE = 4  # elements round a link in which its neighbours are looked for
_TRIED = 40  # links; a page has a pager above its text and one below
_MOST = 200  # pieces of text and links of a pager; what has more is none
# A widespread publishing system writes the numbers by script; its first argument is how many pages there are.
_SCRIPT = re.compile(r"createPageHTML\s*\(\s*['\"]?(\d{1,3})\b|\bcountPage\s*=\s*['\"]?(\d{1,3})\b")


def pager_of(page: "_Element") -> str:
    """The words that lead to the other pages, as the page shows them; "" for a text on one page."""
    steps = (one for one in page.iter() if isinstance(one.tag, str) and one.text and _STEP.fullmatch(one.text))
    for one in islice(steps, _TRIED):
        for around in (one, *islice(one.iterancestors(), _ABOVE)):
            words = _words(around)
            if is_pager(words):
                return words
    scripts = (found for one in page.iter("script") for found in _SCRIPT.finditer(one.text or ""))
    most = max((int(found[1] or found[2]) for found in scripts), default=0)
    return f"共{most}页" if most > 1 else ""


def _words(element: "_Element") -> str:
    """The words of an element but for those of its scripts, with a blank between the pieces; "" for a long one."""
    pieces: list[str] = []
    for one in element.iter():
        if isinstance(one.tag, str) and one.tag not in ("script", "style"):
            pieces.append(one.text or "")
        if one is not element:
            pieces.append(one.tail or "")
        if len(pieces) > _MOST:
            return ""
    return " ".join(" ".join(pieces).split())
