"""Where something stands in a text."""

from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range `[start, end)` of code points of `Report.text`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` in this range."""
        return text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """True when `other` lies wholly inside this range."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """True when the two ranges share a character."""
        return self.start < other.end and other.start < self.end
