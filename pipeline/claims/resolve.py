"""Puts the report's own words in the place of references."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.domain.figure import Figure
from pipeline.domain.result import FigureMark

_REFERENCE = re.compile(r"\{\s*((?:\d+\.)?f\d+)\s*(?:\|[^{}]*)?\}")
_LEFTOVER = re.compile(r"[{}]")
_BREAK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A text with its figures in place; `unknown` are references to figures that do not exist."""

    text: str
    marks: tuple[FigureMark, ...]
    unknown: tuple[str, ...]


def resolve(draft: str, figures: Mapping[str, Figure], reports: Mapping[str, str] | None = None) -> Resolved:
    """Replace each `{f31}` (or `{f31|8个}`, as the prompt shows it) by figure f31's words.

    `figures` maps a reference's id to its figure. In a text over several reports ids are `2.f31` and `reports`
    maps the same ids to report names. White space inside a figure (a line break the report has in the middle of a
    number) is dropped; nothing else is changed. A brace left over is reported as an unknown reference.
    """
    parts: list[str] = []
    marks: list[FigureMark] = []
    unknown: list[str] = []
    at = length = 0
    for match in _REFERENCE.finditer(draft):
        key = match[1]
        figure = figures.get(key)
        words = _BREAK.sub("", figure.text) if figure else ""
        before = draft[at : match.start()]
        parts += [before, words]
        length += len(before)
        if figure is None:
            unknown.append(key)
        else:
            report = reports[key] if reports else None
            marks.append(FigureMark(id=figure.id, start=length, end=length + len(words), report=report))
        length += len(words)
        at = match.end()
    parts.append(draft[at:])
    text = "".join(parts)
    unknown += _LEFTOVER.findall(text)
    return Resolved(text, tuple(marks), tuple(unknown))
