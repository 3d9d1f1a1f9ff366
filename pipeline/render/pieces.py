"""A published text cut into plain words and figures, in order and without loss: what every format renders from."""

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.domain.result import FigureMark, Text


class Piece(NamedTuple):
    """Some words of a text, and the figure they are, if they are one."""

    words: str
    mark: FigureMark | None


def pieces(text: Text) -> Iterator[Piece]:
    """Cut `text` at its marks; the words of all pieces joined are `text.text`.

    A mark that lies outside the text, is empty or overlaps an earlier one stays plain: words are never lost or doubled.
    """
    done = 0
    for mark in sorted(text.figures, key=lambda m: (m.start, m.end)):
        if not done <= mark.start < mark.end <= len(text.text):
            continue
        if mark.start > done:
            yield Piece(text.text[done : mark.start], None)
        yield Piece(text.text[mark.start : mark.end], mark)
        done = mark.end
    if done < len(text.text):
        yield Piece(text.text[done:], None)
