"""The author's outline: headings with their words become sections with parent, span and role."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.domain.report import Head, Role, Section
from pipeline.domain.span import Span
from pipeline.outline.headings import Opening, levels_of
from pipeline.outline.roles import announces, firm_role_of, improves, role_of
from pipeline.outline.runin import Words

_MARKS = " \t\u3000\xa0\n。．.：:；;，,、！!*#"
_BREAK = re.compile(r"\s*\n\s*")
_OUTER = 2  # the deepest level a part of a report is numbered with: 一、 or (一)
_SPACED = re.compile(r"[一-龥](?:\s+[一-龥])+")


def titles_of(text: str, words: Sequence[Words]) -> list[str]:
    """The titles: the words of each heading on one line, without closing marks and without the blanks of 综　合."""
    return [_clean(text[title.start : title.end]) for title in words]


def sections_of(
    text: str, openings: Sequence[Opening], words: Sequence[Words], titles: Sequence[str], head: Head, end: int
) -> list[Section]:
    """The sections in order; `end` is the end of the body.

    Under a title of plans alone what states no role is planned.
    """
    levels = levels_of(openings)
    planned = announces(head.title)
    stated = firm_role_of if planned else role_of
    sections: list[Section] = []
    above: list[int] = []
    for place, (opening, level) in enumerate(zip(openings, levels, strict=True)):
        while above and levels[above[-1]] >= level:
            above.pop()
        parent = above[-1] if above else None
        stop = next((openings[later].start for later in range(place + 1, len(levels)) if levels[later] <= level), end)
        heading, span = Span(opening.start, words[place].after), Span(opening.start, stop)
        role = stated(titles[place], head.year, outer=parent is None and level <= _OUTER)
        role = role or _inherited(sections, parent, titles[place], planned=planned)
        number = opening.number.span.of(text) if opening.number else ""
        sections.append(Section(place, level, number, titles[place], heading, span, parent, role))
        above.append(place)
    return sections


def _inherited(sections: Sequence[Section], parent: int | None, title: str, *, planned: bool) -> Role:
    """The role of a section whose title states none: its parent's; without one `plans` after plans, else `work`.

    改进措施 below the problems is planned.
    """
    if parent is not None:
        above = sections[parent].role
        return Role.PLANS if above is Role.PROBLEMS and improves(title) else above
    if planned:
        return Role.PLANS
    before = next((one.role for one in reversed(sections) if one.parent is None), Role.WORK)
    return Role.PLANS if before is Role.PLANS else Role.WORK


def cut_at_closing(sections: Sequence[Section], closing: int) -> list[Section]:
    """The sections, those below the outermost level ending where the closing words begin."""
    return [
        replace(one, span=Span(one.span.start, closing)) if one.parent is not None and one.span.end > closing else one
        for one in sections
    ]


def _clean(title: str) -> str:
    words = _BREAK.sub("", title).strip(_MARKS)
    return "".join(words.split()) if _SPACED.fullmatch(words) else words
