"""Finds for each figure of a draft the figure of a source it is, by amount, words and neighbours."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.domain.figure import Figure
from pipeline.domain.result import Verdict
from pipeline.figures.match import MatchVerdict, match
from pipeline.verify.assess import ALIKE, misplaced, objection, rival
from pipeline.verify.corpus import Corpus, Place, affinity
from pipeline.verify.index import SourceIndex
from pipeline.verify.judge import quote
from pipeline.verify.names import Speakers
from pipeline.verify.problem import Problem
from pipeline.verify.reading import Reading
from pipeline.verify.setting import Setting

_AMOUNT = {MatchVerdict.EXACT, MatchVerdict.RESCALED, MatchVerdict.MARKER_LOST}  # value and unit are the source's
_CANDIDATES = 4  # equal numbers of the sources that are looked at
_AROUND = 6  # neighbours of a number that vouch for it
_REACH = 20  # figures of a source looked at on either side of a neighbour's place
_WORTH = 0.6  # of the best one's like words


@dataclass(frozen=True, slots=True)
class Found:
    """Where a source has the amount, how it is written, and what is wrong with the words."""

    place: Place
    verdict: Verdict
    problem: Problem | None


@dataclass(frozen=True, slots=True)
class Locator:
    """One draft and its sources."""

    reading: Reading
    corpus: Corpus
    speakers: Speakers

    def locate(self) -> list[Found | None]:
        """For each figure of the draft its place in a source, None where no source has the amount.

        Each is judged by itself first, then once more by its neighbours.
        """
        places = [self._places(i) for i in range(len(self.reading.figures))]
        found = [self._find(i, places) for i in range(len(places))]
        return [self._at_home(i, one, found) if one and not one.problem else one for i, one in enumerate(found)]

    def scope(self, figure: Figure) -> Iterable[int]:
        """The sources the draft names here; all where it names none."""
        return self.speakers.at(figure.start) or range(len(self.corpus.sources))

    def _places(self, i: int) -> list[Place]:
        """The figures of the sources with this amount, or with one this is a rounding of."""
        figure, told = self.reading.figures[i], self.reading.settings[i]
        places = [place for place in self.corpus.same_digits(figure) if match(figure, place.figure).verdict in _AMOUNT]
        return places or [
            place
            for place in self.corpus.close(figure)
            if match(figure, place.figure).verdict is MatchVerdict.ROUNDED and affinity(told, place.setting) >= ALIKE
        ]

    def _find(self, i: int, places: Sequence[list[Place]]) -> Found | None:
        """The place whose words fit best, with the objection to it if every candidate meets one."""
        if not places[i]:
            return None
        figure, told = self.reading.figures[i], self.reading.settings[i]
        named = self.speakers.at(figure.start)
        said = {(place.source, place.i): self.reading.figures[j].start for j in self._beside(i) for place in places[j]}
        judged: list[tuple[Place, Problem | None]] = []
        for place in self._ranked(figure, told, places[i], named):
            problem = self._foreign(told, place, named) or objection(
                figure, told, place, self.corpus, self.scope(figure), said
            )
            judged.append((place, problem))
        place, problem = next((pair for pair in judged if pair[1] is None), judged[0])
        return Found(place, _written(figure, place.figure), problem)

    def _ranked(self, figure: Figure, told: Setting, places: Iterable[Place], named: frozenset[int]) -> list[Place]:
        """The candidates worth judging, best first: of a named source, with like words, with the same marker.

        A report states many a number twice; the draft may be right by either, but not by one it shares no words with.
        """

        def rank(place: Place) -> tuple[bool, int, bool, int, int]:
            same = match(figure, place.figure).verdict is not MatchVerdict.MARKER_LOST
            return (place.source in named, affinity(told, place.setting), same, -place.source, -place.i)

        ranked = sorted(places, key=rank, reverse=True)
        least = affinity(told, ranked[0].setting) * _WORTH
        return [ranked[0], *(place for place in ranked[1:_CANDIDATES] if affinity(told, place.setting) >= least)]

    def _foreign(self, told: Setting, place: Place, named: frozenset[int]) -> Problem | None:
        """The number is another office's than the one the draft speaks of."""
        if not named or place.source in named:
            return None
        ours = "、".join(office(self.corpus.sources[n]) for n in sorted(named))
        message = f"这是{office(place.index)}的数(“{quote(place.setting)}”)，这里说的是{ours}"
        return Problem("attribution", "error", message, told.start, told.end, place.figure.id)

    def _beside(self, i: int) -> list[int]:
        """The other figures of the same part of the draft's sentence, a few on either side."""
        group = self.reading.settings[i].reach.group
        around = range(max(0, i - _AROUND), min(len(self.reading.figures), i + _AROUND + 1))
        return [j for j in around if j != i and self.reading.settings[j].reach.group == group]

    def _at_home(self, i: int, one: Found, found: Sequence[Found | None]) -> Found:
        """Judge a figure again by its neighbours, where it stands in none of the sentences of the source they stand in.

        Then a figure of those sentences which no neighbour carries, with words as like as these, is the one meant.
        """
        figure, told = self.reading.figures[i], self.reading.settings[i]
        beside = [near.place for j in self._beside(i) if (near := found[j]) and not near.problem]
        homes = {_sentence(place): place for place in beside}
        if _sentence(one.place) in homes:
            return one
        taken = {(place.source, place.i) for place in beside}
        least = max(affinity(told, one.place.setting), ALIKE)
        for host in homes.values():
            for other in _housemates(host):
                if (other.source, other.i) in taken or not rival(other.figure, figure):
                    continue
                if affinity(told, other.setting) >= least and not _closer(told, one.place, other):
                    return Found(one.place, one.verdict, misplaced(figure, told, one.place, other))
        return one


def _closer(told: Setting, one: Place, other: Place) -> bool:
    """Are the words at the number rather those of `one` (渔业 of 农林牧渔业产值69亿元。其中渔业60亿元)?"""
    return len(told.subject & one.setting.subject) > len(told.subject & other.setting.subject)


def _housemates(host: Place) -> Iterator[Place]:
    """The figures of the sentence of `host`."""
    for k in range(max(0, host.i - _REACH), min(len(host.index.figures), host.i + _REACH + 1)):
        other = Place(host.source, host.index, k)
        if _sentence(other) == _sentence(host):
            yield other


def office(index: SourceIndex) -> str:
    """What to call the source in a message."""
    return min(sorted(index.names), key=len, default=index.report.name)


def _written(figure: Figure, source: Figure) -> Verdict:
    """How the amount is written: as in the source, in another scale, or rounded under its marker."""
    found = match(figure, source).verdict
    return "rescaled" if found is MatchVerdict.RESCALED else "rounded" if found is MatchVerdict.ROUNDED else "exact"


def _sentence(place: Place) -> tuple[int, tuple[int, int]]:
    return place.source, place.setting.reach.sentence
