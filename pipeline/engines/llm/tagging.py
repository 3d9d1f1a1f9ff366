"""A chunk as the model sees it: numbered sentences, tagged figures, and nothing that can pass for our own marks."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipeline.domain.figure import Figure
from pipeline.domain.report import Chunk, Report
from pipeline.domain.result import Achievement
from pipeline.domain.span import Span

_BLANK = re.compile(r"\s+")
_FENCE = re.compile(r"<(?=/?\s*材料\s*>)")


def passage(report: Report, chunk: Chunk, figures: Sequence[Figure]) -> str:
    """`[41] 完成{f31|8个}…`, one line a sentence, with the headings that open a section on lines of their own."""
    lines = [" > ".join(chunk.path)] if chunk.path else []
    at = chunk.sentences[0].section if chunk.sentences else None
    held: defaultdict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        held[figure.sentence].append(figure)
    for sentence in chunk.sentences:
        if sentence.section != at:
            lines.append(report.outline.path(sentence.section)[-1] if sentence.section is not None else "")
            at = sentence.section
        lines.append(f"[{sentence.number}] {tagged(report.text, sentence.span, held[sentence.number])}")
    return _FENCE.sub("＜", "\n".join(line for line in lines if line))


def tagged(text: str, span: Span, figures: Iterable[Figure]) -> str:
    """The characters of `span` on one line, each figure as `{f31|8个}`; the report's own braces are widened."""
    parts, at = [], span.start
    for figure in figures:
        parts += [_plain(text[at : figure.start]), "{", figure.id, "|", "".join(figure.text.split()), "}"]
        at = figure.end
    return "".join([*parts, _plain(text[at : span.end])])


def claim_line(claim: Achievement, *, place: int | None = None, number: bool = True) -> str:
    """An accepted claim as material for the words over a report: `[a3](民生) 改造{f5|6个}…`."""
    prefix = f"{place}." if place else ""
    parts, at = [], 0
    for mark in claim.figures:
        parts += [
            _plain(claim.text[at : mark.start]),
            "{",
            prefix,
            mark.id,
            "|",
            claim.text[mark.start : mark.end],
            "}",
        ]
        at = mark.end
    words = "".join([*parts, _plain(claim.text[at:])])
    return _FENCE.sub("＜", f"[{claim.id}]({claim.theme}) {words}" if number else f"({claim.theme}) {words}")


def _plain(words: str) -> str:
    words = words.replace("{", "｛").replace("}", "｝")
    return _BLANK.sub(" ", words) if _BLANK.search(words) else words
