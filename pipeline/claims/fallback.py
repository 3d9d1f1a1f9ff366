"""When a draft claim is refused: the report's own sentence in its place."""

import re

from pipeline.claims.accept import Accepted, Source
from pipeline.claims.resolve import resolve
from pipeline.domain.report import Sentence

_GOES_ON = re.compile(r"[；;，,、]$")
_BREAK = re.compile(r"\s*\n\s*")


def source_sentence(sentence: Sentence, source: Source) -> Accepted:
    """The sentence word for word on one line, with all its figures; what the report says itself needs no gate.

    A ； or ， at its end, where a list went on, becomes 。.
    """
    text = source.report.text
    parts, at = [], sentence.span.start
    for figure in source.held(sentence.number):
        parts += [_plain(text[at : figure.start]), "{" + figure.id + "}"]
        at = figure.end
    parts.append(_plain(text[at : sentence.span.end]))
    resolved = resolve(_GOES_ON.sub("。", "".join(parts).rstrip()), source.by_id)
    return Accepted(resolved.text, resolved.marks, (sentence,), ())


def _plain(words: str) -> str:
    """Braces of the report are widened, so that none of its words can pass for a reference."""
    return _BREAK.sub("", words).replace("{", "｛").replace("}", "｝")
