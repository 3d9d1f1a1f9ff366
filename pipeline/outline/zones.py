"""Divides the lines of a text into head, body and foot.

The body runs from the first line that is a sentence or a heading to the last one before the foot. In doubt a line is
body: a stray line of the page there is a blemish, a lost line of the report is an error. A text without a sentence or a
heading has no head or foot, only furniture that is furniture anywhere.
"""

import re
from bisect import bisect_right
from typing import NamedTuple

from pipeline.domain.span import Span
from pipeline.outline.contents import without_contents
from pipeline.outline.furniture import (
    closes_page,
    is_bottom,
    is_ending,
    is_furniture,
    is_label,
    is_menu,
    wants_value,
    without_buttons,
)
from pipeline.outline.lines import is_ruling
from pipeline.outline.numbering import number_at
from pipeline.outline.title_lines import enclosed, folded, titles_in
from pipeline.outline.titles import (
    can_be_name,
    is_aside,
    is_bare_name,
    is_date,
    is_meeting,
    is_office,
    is_part_title,
    is_person,
    is_title,
    opens_meeting,
)

_END = re.compile(r"[。！？!?；;]")
_COMMA = re.compile(r"[，,]")
_SALUTATION = re.compile(r"(?:尊敬的|各位|同志们|[一-龥]{2,20}[:：]$)")
_LONG_MENU = 45  # characters of a line above the title that is still taken for navigation
_LONG_LINE = 60  # characters no link and no notice below a report has
_GREETING = 120  # lines between what a site says first and the title: its menu
_SENTENCE = 25  # characters of a line with a full stop that no menu has
_COLOPHON = 6  # lines a signature has at most
_APPENDIX = re.compile(r"附件\s*\d*\s*[:：.、]?\s*(?:\d|$|[一-龥]{0,30}$)")


class Zones(NamedTuple):
    """The lines of a text, each in one zone, in order."""

    titles: list[Span]  # of the head, the report's own title last
    head: list[Span]  # everything before the body that may say something of the report
    body: list[Span]
    foot: list[Span]  # signature, and what the page puts below


def covered(titles: list[Span], line: Span) -> bool:
    """True for a line that is one of `titles`, which are in order, or a part of one."""
    place = bisect_right(titles, line.start, key=lambda title: title.start)
    return place > 0 and titles[place - 1].covers(line)


def zones_of(text: str, lines: list[Span]) -> Zones:
    """Put every line of `lines` that says anything into its zone."""
    said = without_contents(text, [line for line in lines if not is_ruling(text, line)])
    brought = enclosed(text, said)
    first = _prose_from(text, said, brought.stop) if brought else _first_prose(text, said)
    if first is None:
        return Zones([], [line for line in said if is_furniture(text, line)], _not_furniture(text, said), [])
    titles = titles_in(text, said[: brought.start if brought else first])
    if brought:
        titles.append(Span(said[brought[0]].start, said[brought[-1]].end))
    if len(titles) > 1 and is_part_title(text, titles[-1]) and titles[-1] == said[first - 1]:
        first -= 1
        titles.pop()
    last = _foot_start(text, said, first)
    head, early = (said[:first], []) if brought else _head(text, said[: first + 1], titles)
    body = early + _not_furniture(text, said[first:last])
    return Zones(titles, head, [*body[:-1], *(without_buttons(text, line) for line in body[-1:])], said[last:])


def _first_prose(text: str, lines: list[Span]) -> int | None:
    """The first line of the report: prose, but behind the title where a greeting of the site stands above it."""
    first = _prose_from(text, lines, 0)
    if first is None or _is_long(text, lines[first]):
        return first
    listed = number_at(text, lines[first]) is not None
    for place in range(first + 1, min(first + _GREETING, len(lines))):
        if _tells(text, lines[place]) or (not listed and number_at(text, lines[place]) is not None):
            return first
        if listed and not _opens_report(text, lines, place):
            continue
        if is_title(text, lines[place]) and not is_part_title(text, lines[place]):
            return _prose_from(text, lines, place + 1) or first
    return first


def _prose_from(text: str, lines: list[Span], start: int) -> int | None:
    return next((place for place in range(start, len(lines)) if _is_prose(text, lines[place])), None)


def _opens_report(text: str, lines: list[Span], place: int) -> bool:
    """True for a line with the meeting, the speaker or the salutation of a report right below it."""
    if place + 1 >= len(lines):
        return False
    below = lines[place + 1]
    given = is_meeting(text, below) or opens_meeting(text, below) or is_person(text, below)
    return given or _salutes(text, below)


def _tells(text: str, line: Span) -> bool:
    """True for a line only a report can have: a long one, or a whole sentence."""
    whole = line.end - line.start >= _SENTENCE and _END.search(text, line.start, line.end) is not None
    return _is_long(text, line) or (whole and _is_prose(text, line))


def _not_furniture(text: str, lines: list[Span]) -> list[Span]:
    return [line for line in lines if not is_furniture(text, line)]


def _is_prose(text: str, line: Span) -> bool:
    """True for a line only a report has: a sentence, a numbered heading, a salutation."""
    if any(test(text, line) for test in (is_furniture, is_label, is_menu, is_ending)):
        return False
    if is_title(text, line) or is_meeting(text, line) or is_date(text, line):
        return number_at(text, line) is not None
    if number_at(text, line) is not None or _END.search(text, line.start, line.end):
        return True
    length = line.end - line.start
    if length >= 60 or (length >= 15 and _COMMA.search(text, line.start, line.end)):
        return True
    return _salutes(text, line)


def _head(text: str, lines: list[Span], titles: list[Span]) -> tuple[list[Span], list[Span]]:
    """The lines before the last one, which is of the body: those that are head or furniture, and those that are not."""
    top = titles[-1].start if titles else 0
    said: set[str] = set()
    head: list[Span] = []
    early: list[Span] = []
    for place, line in enumerate(lines[:-1]):
        above = line.start < top and line.end - line.start <= _LONG_MENU and not _END.search(text, *line)
        near = place > 0 and _belongs(text, *lines[place - 1 : place + 2])
        again = folded(text, line) in said
        known = above or near or again or _is_head(text, line) or covered(titles, line)
        (head if known else early).append(line)
        if above:
            said.add(folded(text, line))
    return head, early


def _belongs(text: str, before: Span, line: Span, below: Span) -> bool:
    """True for a line that is of the head for what stands round it: a value, half of a meeting, a speaker's name."""
    if wants_value(text, before) or (opens_meeting(text, line) and is_meeting(text, below)):
        return True
    return _names_speaker(text, before, line, below)


def _names_speaker(text: str, above: Span, line: Span, below: Span) -> bool:
    """True for a name alone between the title or meeting and the day or the salutation."""
    if not can_be_name(text, line) or not (is_title(text, above) or is_meeting(text, above) or is_date(text, above)):
        return False
    return is_date(text, below) or is_meeting(text, below) or _salutes(text, below)


def _salutes(text: str, line: Span) -> bool:
    return _SALUTATION.match(text, line.start, line.end) is not None and text[line.end - 1] in ":："


def _is_head(text: str, line: Span) -> bool:
    tests = (is_furniture, is_label, is_menu, is_office, is_date, is_meeting, is_person, is_bare_name, is_aside)
    return any(test(text, line) for test in tests)


def _foot_start(text: str, lines: list[Span], first: int) -> int:
    """Where the foot begins: behind the last sentence, at what the page adds or at the signature."""
    end = len(lines)
    while end > first + 1 and not _is_long(text, lines[end - 1]):
        end -= 1
    end = next((place for place in range(end, len(lines)) if _ends(text, lines[place])), len(lines))
    while end > first + 1 and not _is_prose(text, lines[end - 1]):
        end -= 1
    start = next((place for place in range(end, len(lines)) if _opens_foot(text, lines, place)), len(lines))
    signature = start
    while signature > max(end, start - _COLOPHON) and _signs(text, lines[signature - 1]):
        signature -= 1
    return signature


def _ends(text: str, line: Span) -> bool:
    return is_bottom(text, line) or is_ending(text, line)


def _is_long(text: str, line: Span) -> bool:
    """True for a line too long for the links and notices below a report."""
    return line.end - line.start >= _LONG_LINE and _is_prose(text, line)


def _opens_foot(text: str, lines: list[Span], place: int) -> bool:
    line = lines[place]
    if any(test(text, line) for test in (is_furniture, is_label, is_menu, is_ending, closes_page)):
        return True
    signed = place + 1 < len(lines) and _signs(text, line) and _signs(text, lines[place + 1])
    return signed or _APPENDIX.match(text, line.start, line.end) is not None


def _signs(text: str, line: Span) -> bool:
    return is_office(text, line) or is_date(text, line) or is_person(text, line)
