"""A draft as we read it: no head, no furniture, every character counts."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.domain.figure import Figure
from pipeline.domain.report import Head, Outline, Sentence
from pipeline.domain.span import Span
from pipeline.figures import find_figures
from pipeline.verify.setting import Setting, read_settings
from pipeline.verify.strings import fold, loose_numerals

_SENTENCE = re.compile(r"[^。！？\n]*[^。！？\s][^。！？\n]*[。！？]*[”’」』）)]*")
_CLAUSE = re.compile(r"(?:[^，；,;]|,(?=\d{3}))+[，；,;]?|[，；,;]")
_COUNTED = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_LIST_NUMBER = re.compile(
    rf"(?m)^[ \t#*>-]*(?:{_COUNTED}[.．、)）](?!\d)|[(（]{_COUNTED}[)）]|[①-⑳㈠-㈩⑴-⒇](?![件户名起%]))"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The numbers of a draft: figures with their settings, and the numerals that are dates, names, ordinals."""

    text: str
    folded: str
    figures: Sequence[Figure]
    settings: Sequence[Setting]
    strings: Sequence[tuple[int, int]]


def read_draft(draft: str) -> Reading:
    """Find what is to be checked in `draft`."""
    figures = sorted(find_figures(draft, plain_outline(draft)), key=lambda figure: figure.start)
    spans = [(figure.start, figure.end) for figure in figures]
    folded = fold(draft)
    lists = [found.span() for found in _LIST_NUMBER.finditer(folded)]
    strings = [span for span in loose_numerals(folded, spans) if not _in_any(span, lists)]
    return Reading(draft, folded, figures, read_settings(draft, spans), strings)


def _in_any(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    i = bisect_right(others, span[0], key=lambda other: other[0]) - 1
    return i >= 0 and others[i][0] <= span[0] and span[1] <= others[i][1]


def plain_outline(text: str) -> Outline:
    """`text` as one body of sentences; a draft has no page around it to be left out."""
    sentences: list[Sentence] = []
    for found in _SENTENCE.finditer(text):
        clauses = tuple(Span(*clause.span()) for clause in _CLAUSE.finditer(text, found.start(), found.end()))
        sentences.append(Sentence(len(sentences) + 1, Span(*found.span()), clauses, None))
    body = (Span(0, len(text)),) if text else ()
    return Outline(Head(None, None, None, None, None), body, (), tuple(sentences))
