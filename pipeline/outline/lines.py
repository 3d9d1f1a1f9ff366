"""Lines of a text: where each one that is not blank begins and ends."""

import re

from pipeline.domain.span import Span

# The signs of a list (• - ##) and the edges of a table (|) belong to the page, not to the words between them.
_LINE = re.compile(r"(?:(?:[-*•●■◆·>#–—]{1,6}[ \t\u3000\xa0]+|\|[ \t|]*+)(?=\S))?+(\S(?:[^\n]*[^\s|])?)[^\n]*+")
_RULE = re.compile(r"[^\w%％。，、；：！？”’）》〉」』)\]]*")  # rulings, table borders, zero-width signs


def lines_of(text: str) -> list[Span]:
    """The lines of `text` that are not blank, without white space, list signs and table edges round them."""
    return [Span(*found.span(1)) for found in _LINE.finditer(text)]


def is_ruling(text: str, line: Span) -> bool:
    """True for a line that has neither a letter nor a digit nor a mark that closes something: ———, ---|---."""
    return _RULE.fullmatch(text, line.start, line.end) is not None
