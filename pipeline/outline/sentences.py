"""Sentences and their clauses.

A sentence ends at 。！？ with the closing quotes and brackets behind it, and at the end of its paragraph; not inside
quotes or brackets, and not where a quotation ends but its sentence goes on with a comma. The point of 1.5 is no end.

`Sentence.clauses` are the finest pieces: cut after ；; and after ，, , never inside “…” and 《…》 and never at the
comma of 1,234. They follow each other without a gap. `segments_of` gives the coarser pieces, cut after ；; only.
"""

import re
from collections.abc import Callable
from functools import partial

from pipeline.domain.report import Sentence
from pipeline.domain.span import Span

_LONGEST_QUOTE = 240  # characters; an opening mark without its partner must not swallow the paragraph
_PAIRS = {"“": "”", "（": "）", "(": ")", "《": "》", "「": "」", "『": "』", "【": "】"}
_STOP = re.compile(r"[。！？!?“（(《「『【]")
_ENDS = re.compile(r"[。！？!?…]+[”’」』】）)]*")
_RUNS_ON = re.compile(r"\s*[，,；;、：:。！？!?…)）]")
_CLAUSE = re.compile(
    r"(?:[^，；,;“《]++|“[^”]{0,60}+”|《[^》]{0,60}+》|[“《]"
    r"|(?<=\d),(?=\d{3}(?!\d))(?<!\d{4},))++[，；,;]*+|[，；,;]++"
)
# A clause is made for every dozen characters; the constructor of a named tuple takes three times as long.
_made: Callable[[tuple[int, int]], Span] = partial(tuple.__new__, Span)


def sentence_spans(text: str, piece: Span) -> list[Span]:
    """The sentences of `piece` (a paragraph, or what a run-in heading leaves of it), without white space round them."""
    spans: list[Span] = []
    begin = place = piece.start
    while found := _STOP.search(text, place, piece.end):
        sign = found[0]
        if sign in _PAIRS:
            place, ends = _after_pair(text, found.start(), piece.end)
        else:
            place, ends = _after_marks(text, begin, found.start(), piece.end), True
        if ends and not _RUNS_ON.match(text, place, piece.end):
            _append(spans, text, begin, place)
            begin = place
    _append(spans, text, begin, piece.end)
    return spans


def clause_spans(text: str, sentence: Span) -> tuple[Span, ...]:
    """The finest clauses of a sentence; together they are the sentence."""
    return tuple(map(_made, map(re.Match.span, _CLAUSE.finditer(text, sentence.start, sentence.end))))


def segments_of(text: str, sentence: Sentence) -> tuple[Span, ...]:
    """The pieces of `sentence` between ；; : runs of its clauses."""
    segments: list[Span] = []
    begin = sentence.span.start
    for clause in sentence.clauses:
        if text[clause.end - 1] in "；;" or clause.end == sentence.span.end:
            segments.append(Span(begin, clause.end))
            begin = clause.end
    return tuple(segments)


def _after_marks(text: str, begin: int, start: int, end: int) -> int:
    """The place behind the end marks at `start`; a plain " belongs to them when one is open since `begin`."""
    found = _ENDS.match(text, start, end)
    place = found.end() if found else start + 1
    return place + 1 if text[place : place + 1] == '"' and place < end and text.count('"', begin, start) % 2 else place


def _after_pair(text: str, start: int, end: int) -> tuple[int, bool]:
    """The place behind the pair opening at `start`, and whether a sentence ends with it."""
    close = text.find(_PAIRS[text[start]], start + 1, min(end, start + _LONGEST_QUOTE))
    if close < 0:
        return start + 1, False
    quoted = text[start] in "“「『" and text[close - 1] in "。！？!?"
    return close + 1, quoted


def _append(spans: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append(_made((start, end)))
