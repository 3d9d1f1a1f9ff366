"""Why a page has no text of its own: it only links to its annex, shows pictures, frames or the work of a script."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_ANNEX = re.compile(r"(?i)\.(?:docx?|wps|pdf|ofd|xlsx?|et|zip|rar|ceb)(?=$|[?#&])|download(?:attach)?\b|/attach")
_SHOWN = re.compile(r"(?i)\.(?:pdf|ofd|docx?)\b|pdfjs|viewer|office|preview")
_LONGEST = 80  # characters of a name that is told


def why_nothing(page: "_Element") -> str:
    """The reason as the end of a sentence, for a page in which no report is found.

    To be asked before the page is stripped.
    """
    annexes = [_name(link) for link in page.iter("a") if _ANNEX.search(link.get("href") or "")]
    frames = [one.get("src") or one.get("data") or "" for one in page.iter("iframe", "embed", "object", "frame")]
    if annexes:
        return f"no report on the page itself, only its annex “{annexes[0]}”; download that and give it"
    if any(_SHOWN.search(frame) for frame in frames):
        return "no report on the page itself: it shows a document in a frame; download that and give it"
    if any(True for _ in page.iter("frame")):
        return "a page of frames; open the frame with the report alone and save that"
    if any(frame.strip() and "about:blank" not in frame for frame in frames):
        return "no report on the page itself, only in a frame; open the frame alone and save that"
    if any(True for _ in page.iter("img")):
        return "no report text on the page; if it shows the report as pictures, run OCR first, else save what holds it"
    return "no report text on the page; if a script loads it, copy it from the browser into a .txt file"


def _name(link: "_Element") -> str:
    said = " ".join("".join(str(word) for word in link.itertext()).split())
    return (said or (link.get("href") or "").rsplit("/", 1)[-1])[:_LONGEST]
