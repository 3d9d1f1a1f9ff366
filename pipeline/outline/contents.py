"""A list of contents above a report: titles that come again below, with or without the numbers of their pages."""

import re

from pipeline.domain.span import Span

_OPENS = re.compile(r"\W*目\s*录\W*|\W*CONTENTS\W*", re.IGNORECASE)
_PAGE = re.compile(r"[\s.．·•…‥﹒_—–-]*[(（]?\d{1,3}[)）]?$")
_LEADERS = re.compile(r"[^。；;]{2,60}?(?:[.．·•‥﹒_]{4,}|…{2,}|[—–-]{4,})\s*[(（]?\d{1,3}[)）]?")
_LAST = frozenset("0123456789)）")  # signs a line with the number of its page ends with
_WORD = 16  # characters of 目　录
_FEWEST, _MOST = 2, 300  # titles in a list
_SEARCHED = 5000  # lines below, in which its titles come again
_SHORT, _LONGEST = 3, 60  # characters of a title


def without_contents(text: str, lines: list[Span]) -> list[Span]:
    """`lines` without those of a list of contents: they would be headings with nothing under them."""
    lines = [line for line in lines if text[line.end - 1] not in _LAST or not _LEADERS.fullmatch(text, *line)]
    opened = next((place for place, line in enumerate(lines) if _opens(text, line)), None)
    if opened is None:
        return lines
    below = [_words(text, line) for line in lines[opened + 1 : opened + 1 + _SEARCHED]]
    count = 0
    while (
        count < min(len(below), _MOST)
        and len(below[count]) <= _LONGEST
        and _comes_again(below[count], below[count + 1 :])
    ):
        count += 1
    return lines[:opened] + lines[opened + 1 + count :] if count >= _FEWEST else lines


def _opens(text: str, line: Span) -> bool:
    return line.end - line.start <= _WORD and _OPENS.fullmatch(text, line.start, line.end) is not None


def _comes_again(title: str, later: list[str]) -> bool:
    """True when a later line is `title` without its page, or begins with it and runs on into its text."""
    words = _PAGE.sub("", title) or title
    return any(one == words or (len(words) > _SHORT and one.startswith(words)) for one in later)


def _words(text: str, line: Span) -> str:
    return "".join(line.of(text).split())
