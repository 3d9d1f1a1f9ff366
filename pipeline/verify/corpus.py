"""All sources of a draft together: which of their figures could be the one a draft means."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.domain.figure import Figure
from pipeline.verify.index import SourceIndex, digits
from pipeline.verify.setting import Setting

_NEAR, _GROUP, _SENTENCE = 4, 2, 1  # weight of a shared bigram by circle
_COMMON = 0.2  # a bigram in more than this share of a source's parts of sentences finds nothing
_FEW = 4  # but one in so few does
_BEST = 4  # parts of sentences of one source worth a closer look


@dataclass(frozen=True, slots=True)
class Place:
    """One figure of one source."""

    source: int
    index: SourceIndex
    i: int

    @property
    def figure(self) -> Figure:
        """The figure."""
        return self.index.figures[self.i]

    @property
    def setting(self) -> Setting:
        """The words it stands among."""
        return self.index.settings[self.i]


class Corpus:
    """The prepared sources of one draft."""

    def __init__(self, sources: Sequence[SourceIndex]) -> None:
        self.sources = sources

    def same_digits(self, figure: Figure) -> Iterator[Place]:
        """Figures that print the same digits, in whatever scale and unit."""
        key = digits(figure.value)
        for n, index in enumerate(self.sources):
            for i in index.by_digits.get(key, ()):
                yield Place(n, index, i)

    def close(self, figure: Figure) -> Iterator[Place]:
        """Figures of the same unit within a tenth of the value: what `figure` may be a rounding of."""
        low, high = figure.value * Decimal("0.9"), figure.value * Decimal("1.1")
        for n, index in enumerate(self.sources):
            at = bisect_left(index.by_value, (low, -1))
            while at < len(index.by_value) and index.by_value[at][0] <= high:
                i = index.by_value[at][1]
                if index.figures[i].unit_norm == figure.unit_norm:
                    yield Place(n, index, i)
                at += 1

    def same_words(self, told: Setting, among: Iterable[int]) -> list[Place]:
        """The figures whose words are most like those round `told`, from a few places a source, best first."""
        found: list[tuple[int, Place]] = []
        for n in among:
            index = self.sources[n]
            votes: Counter[int] = Counter()
            for gram in told.subject or told.group:
                groups = index.by_words.get(gram, ())
                if len(groups) <= max(_FEW, _COMMON * len(index.groups)):
                    votes.update(groups)
            for group, _ in votes.most_common(_BEST):
                found += [(affinity(told, index.settings[i]), Place(n, index, i)) for i in index.groups[group]]
        return [place for _, place in sorted(found, key=lambda pair: (-pair[0], pair[1].source, pair[1].i))]


def affinity(told: Setting, own: Setting) -> int:
    """How much the words round a number of the draft are those round a figure of a source."""
    near = told.subject
    return (
        _NEAR * len(near & own.subject)
        + _GROUP * len(near & own.group)
        + _SENTENCE * (len(near & own.sentence) + len(told.group & own.group))
    )
