"""Which lines above a report are its titles: one broken over several lines is one, with the office above it."""

import re

from pipeline.domain.span import Span
from pipeline.outline.dates import YEAR
from pipeline.outline.furniture import is_furniture, is_label
from pipeline.outline.offices import office_titled, place_titled
from pipeline.outline.titles import (
    goes_on,
    is_date,
    is_dated_title,
    is_meeting,
    is_office,
    is_remnant,
    is_title,
    is_unfinished_title,
    lacks_office,
    title_words,
)
from pipeline.outline.years import GOVERNMENTS

_MOST_BROKEN = 5  # lines a title is broken over
_FIRST = 8  # titles of the page, which stand above the report's own
_LOST = 2  # signs between the two lines of a title that a page lost
_A_YEAR = re.compile(rf"{YEAR.pattern}年度?")
_NOTICE = re.compile(
    r"关于(?:印发|转发|公布|发布|公开|报送|呈报|下发|批转)《([^》]{4,90})》的(?:通知|函|请示|报告|公告)"
)
_LETTER = 60  # lines of a notice before the report it brings
_TOP = 600  # characters in which a notice says its title


def titles_in(text: str, lines: list[Span]) -> list[Span]:
    """The title lines of the head; one that is broken over several lines is one span."""
    titles: list[Span] = []
    for place, line in enumerate(lines):
        if titles and titles[-1].end == lines[place - 1].end and is_remnant(text, titles[-1], line):
            titles[-1] = Span(titles[-1].start, line.end)
        if is_label(text, line) or is_furniture(text, line) or not is_title(text, line):
            continue
        whole = line
        for before in reversed(lines[max(0, place - _MOST_BROKEN) : place]):
            above = titles[-1] if titles and titles[-1].end == before.end else before
            if before.end > whole.start or is_label(text, before) or not _continues(text, above, whole, titles):
                break
            whole = Span(above.start, whole.end)
            if titles and titles[-1] == above:
                titles.pop()
        titles.append(whole)
    return titles


def _continues(text: str, before: Span, line: Span, titles: list[Span]) -> bool:
    """True when `before` and `line` are one title: an unfinished one, or together a title that stood above."""
    if goes_on(text, line) and is_title(text, before):
        return True
    if is_office(text, before) and lacks_office(text, line) and not GOVERNMENTS.fullmatch(title_words(line.of(text))):
        return True
    if is_furniture(text, before):
        return False
    first, last = folded(text, before), folded(text, line)
    again = tuple(folded(text, one) for one in titles[:_FIRST] if one != before)
    # A page may lose the sign or two between them.
    said = any(
        one.startswith(first) and one.endswith(last) and 0 <= len(one) - len(first + last) <= _LOST for one in again
    )
    joined = before.of(text) + line.of(text)
    if not is_dated_title(text, line) and _begins_title(text, before) and is_title(joined, Span(0, len(joined))):
        return True
    return said or any(one.endswith(first + last) for one in again) or is_unfinished_title(text, before)


def _begins_title(text: str, line: Span) -> bool:
    """True for a line that says whose and which year's report it is, or the year alone, but not that it is one."""
    if any(test(text, line) for test in (is_title, is_date, is_meeting)):
        return False
    words = title_words(line.of(text))
    whose = office_titled(words) or place_titled(words) or _A_YEAR.fullmatch(words)
    return bool(whose and YEAR.search(words))


def folded(text: str, line: Span) -> str:
    return "".join(line.of(text).split())


def enclosed(text: str, lines: list[Span]) -> range | None:
    """The lines that are the title of the report a notice brings (关于印发《…》的通知); None without one."""
    found = _NOTICE.search("".join(folded(text, line) for line in lines[:_LETTER])[:_TOP])
    if found is None:
        return None
    title = found[1].replace("〈", "《").replace("〉", "》")
    for place in range(1, min(_LETTER, len(lines))):
        said = ""
        for behind in range(place, min(place + _MOST_BROKEN, len(lines))):
            said += folded(text, lines[behind])
            if said == title:
                return range(place, behind + 1)
            if not title.startswith(said):
                break
    return None
