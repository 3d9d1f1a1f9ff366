"""The walk over a text: every numeral once, in order, with its owner."""

from collections.abc import Iterator

from pipeline.domain.figure import Owner
from pipeline.figures.arabic import read_arabic
from pipeline.figures.han import read_han
from pipeline.figures.names import QUOTED
from pipeline.figures.reading import Reading
from pipeline.figures.scan import START

_DIGITS = frozenset("0123456789０１２３４５６７８９")
_SHORT_QUOTE = 24  # characters with the marks; a longer quotation is speech and may state amounts


def readings(text: str, start: int, end: int) -> Iterator[Reading]:
    """Every numeral of `text[start:end]`, in order and disjoint."""
    quotes = [found.span() for found in QUOTED.finditer(text, start, end)]
    quotes.append((end + 1, end + 1))
    next_quote, last = 0, start
    search = START.search
    while found := search(text, last, end):
        at = found.start()
        while quotes[next_quote][1] <= at:
            next_quote += 1
        opening, closing = quotes[next_quote]
        quoted = opening < at and (closing - opening <= _SHORT_QUOTE or text[opening] in "《〔【")
        reading = (read_arabic if text[at] in _DIGITS else read_han)(text, at, last, quoted)
        if reading.end > end:  # a number wrapped over the edge of the body is no amount of the body
            reading = Reading(at, end, Owner.NAME)
        last = reading.end if reading.end > at else at + 1
        yield reading
