"""Paragraphs: lines that a page, a scan or a mail program broke in the middle of a sentence are put together.

A line goes on in the next one when its last character or the next line's first one cannot end or open a
sentence (a comma, the point of 12.⏎5亿元, the number of 15⏎亿元, a closing mark), or when it is as wide as the lines
of this text are, ends without a mark, and the next line follows at once, is not indented and opens no heading.
"""

import re
from collections.abc import Collection

from pipeline.domain.span import Span
from pipeline.outline.numbering import number_at

_OPEN_END = re.compile(r"[，,、（(“《「—]$")
_COUNT_END = re.compile(r"\d(?:余|多)?[个万亿余多]$")
_POINT_END = re.compile(r"\d[.．,]$")
_DIGIT_END = re.compile(r"\d$")
_UNIT_START = re.compile(r"[万亿元%％‰余多㎡]|个百分点")
_CLOSING_START = re.compile(r"[，,。、；;：:）)”’》」！!？?]")
_END = re.compile(r"[。！？!?；;：:…|][”’」』）)\"]*$")
_NARROWEST, _WIDEST = 12, 40  # characters: below no line is a full one, above every line is


def paragraphs_of(text: str, lines: list[Span], rows: Collection[Span] = ()) -> list[Span]:
    """`lines` (of the body) with those put together that one sentence runs through; the `rows` of tables stay apart."""
    full = _full_width([line for line in lines if line not in rows] if rows else lines)
    joined: list[Span] = []
    last: Span | None = None
    for line in lines:
        if line in rows:
            joined.append(line)
            last = None
            continue
        if last is not None and _goes_on(text, last, line, full):
            joined[-1] = Span(joined[-1].start, line.end)
        else:
            joined.append(line)
        last = line
    return joined


def _full_width(lines: list[Span]) -> float:
    """How many characters make a line that was broken because it was full."""
    widths = sorted(line.end - line.start for line in lines)
    nine_tenths = widths[len(widths) * 9 // 10] if widths else 0
    return min(max(0.7 * nine_tenths, _NARROWEST), _WIDEST)


def _goes_on(text: str, line: Span, following: Span, full: float) -> bool:
    between = text[line.end : following.start]
    if between.strip():  # a line that is no body, or the sign of a list
        return False
    gap = between.count("\n")
    tail, head = text[max(line.start, line.end - 4) : line.end], text[following.start : following.start + 4]
    if gap > 2 or _END.search(tail):
        return False
    if _POINT_END.search(tail) and head[0].isdecimal():
        return True
    if number_at(text, following) is not None:
        return False
    if _OPEN_END.search(tail):
        return True
    if text.find("\t", line.start, following.end) >= 0:  # a tab stands between cells
        return False
    if _CLOSING_START.match(head):
        return True
    if gap > 1 or "|" in tail or "|" in head:
        return False
    cut = _COUNT_END.search(tail) or (_DIGIT_END.search(tail) and _UNIT_START.match(head))
    if cut and (text[line.start].isalpha() or line.end - line.start >= _NARROWEST):  # else a number alone, a cell
        return True
    if line.end - line.start < full or _indent(text, following) > _indent(text, line):
        return False
    return number_at(text, line) is None or "。" in line.of(text) or _indent(text, line) > _indent(text, following)


def _indent(text: str, line: Span) -> int:
    return line.start - text.rfind("\n", 0, line.start)
