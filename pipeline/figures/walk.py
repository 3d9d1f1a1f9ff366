"""The walk over a text: every numeral once, in order, with its owner."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.domain.figure import Owner
from pipeline.figures.arabic import read_arabic
from pipeline.figures.han import read_han
from pipeline.figures.names import QUOTED
from pipeline.figures.reading import Reading
from pipeline.figures.scan import START

_DIGITS = frozenset("0123456789０１２３４５６７８９")
_SHORT_QUOTE = 24  # characters with the marks; a longer quotation is speech and may state amounts
_BEFORE = 60  # characters before a numeral that any rule looks at


def readings(text: str, start: int, end: int, ends: Sequence[int] = ()) -> Iterator[Reading]:
    """Every numeral of `text[start:end]`, in order and disjoint; `ends` are those of paragraphs: none goes on there."""
    quotes = [found.span() for found in QUOTED.finditer(text, start, end)]
    quotes.append((end + 1, end + 1))
    next_quote, last = 0, start
    line = -1  # where the line ends that the numeral before stood on
    search = START.search
    while found := search(text, last, end):
        at = found.start()
        while quotes[next_quote][1] <= at:
            next_quote += 1
        opening, closing = quotes[next_quote]
        quoted = opening < at and (closing - opening <= _SHORT_QUOTE or text[opening] in "《〔【")
        read = read_arabic if text[at] in _DIGITS else read_han
        reading = read(text, at, last, quoted)
        if reading.end > line:
            broken = text.find("\n", at)
            line = broken if broken >= 0 else end
            if reading.end > line and ends:
                reading = _on_its_line(text, at, last, quoted, reading, ends)
        if reading.end > end:  # a number wrapped over the edge of the body is no amount of the body
            reading = Reading(at, end, Owner.NAME)
        last = reading.end if reading.end > at else at + 1
        yield reading


def _on_its_line(text: str, at: int, last: int, quoted: bool, reading: Reading, ends: Sequence[int]) -> Reading:
    """`reading`, made again from the words of its paragraph when it took its unit from the next one (213.6⏎床位)."""
    place = bisect_left(ends, at + 1)
    if place == len(ends) or ends[place] >= reading.end:
        return reading
    begin = max(last, ends[place - 1] if place else 0, at - _BEFORE)
    words = text[begin : ends[place]]
    again = (read_arabic if text[at] in _DIGITS else read_han)(words, at - begin, 0, quoted)
    again.start += begin
    again.end += begin
    return again
