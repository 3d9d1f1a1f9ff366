"""Holds a draft against its sources: one verdict for each number, with the words of the source."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.domain.figure import Figure
from pipeline.domain.report import Report
from pipeline.domain.result import SourceSpan, Verdict, VerifyRow
from pipeline.figures.match import MatchVerdict, match
from pipeline.verify.assess import ALIKE, comparable, misplaced, objection, rival, slip_message
from pipeline.verify.corpus import Corpus, Place, affinity
from pipeline.verify.derive import derive
from pipeline.verify.index import SourceIndex, index_source
from pipeline.verify.judge import quote
from pipeline.verify.names import Speakers
from pipeline.verify.problem import Problem, Severity
from pipeline.verify.reading import Reading, read_draft
from pipeline.verify.setting import Setting
from pipeline.verify.strings import where

_AMOUNT = {MatchVerdict.EXACT, MatchVerdict.RESCALED, MatchVerdict.MARKER_LOST}  # value and unit are the source's
_SLIPPED: dict[MatchVerdict, Verdict] = {
    MatchVerdict.SCALE_SLIP: "scale_slip",
    MatchVerdict.UNIT_MISMATCH: "unit_mismatch",
}
_PRAISE: dict[Verdict, str] = {
    "exact": "与原文一致：“{}”",
    "rescaled": "与原文同值，只换了万、亿或单位：“{}”",
    "rounded": "概数，方向与原文相符：“{}”",
}
_CANDIDATES = 4  # equal numbers of the sources that are looked at
_WORTH = 0.6  # of the best one's like words
_HEADCOUNT = re.compile(r"^(?:合计|共计|相加|之和|总计|累计)")  # 两项合计: says how many were added


def verify(draft: str, sources: Sequence[Report | SourceIndex]) -> list[VerifyRow]:
    """One row for each figure, date and name with a numeral in `draft`, in order; pure, linear in the draft.

    Sources may be given prepared (`index_source`), which saves reading them again for the next draft.
    """
    indexes = [source if isinstance(source, SourceIndex) else index_source(source) for source in sources]
    reading = read_draft(draft)
    checker = _Checker(reading, Corpus(indexes), Speakers(draft, [index.names for index in indexes]))
    rows = checker.figures() + [checker.string(start, end) for start, end in reading.strings]
    return sorted(rows, key=lambda row: (row.start, row.end))


@dataclass(frozen=True, slots=True)
class _Found:
    """Where a source has the amount, how it is written, and what is wrong with the words."""

    place: Place
    verdict: Verdict
    problem: Problem | None


@dataclass(frozen=True, slots=True)
class _Checker:
    reading: Reading
    corpus: Corpus
    speakers: Speakers

    def figures(self) -> list[VerifyRow]:
        """Verdicts of the figures: each by itself, then with its neighbours, then as worked out from the others."""
        found = [self._find(i) for i in range(len(self.reading.figures))]
        found = [self._at_home(i, found) if one and not one.problem else one for i, one in enumerate(found)]
        known = [one is not None and one.problem is None for one in found]
        return [self._told(i, one) if one else self._unmatched(i, known) for i, one in enumerate(found)]

    def _find(self, i: int) -> _Found | None:
        """The figure of a source with this amount whose words fit best; None when no source has the amount."""
        figure, told = self.reading.figures[i], self.reading.settings[i]
        named = self.speakers.at(figure.start)
        places = [place for place in self.corpus.same_digits(figure) if match(figure, place.figure).verdict in _AMOUNT]
        if not places:
            places = [
                place
                for place in self.corpus.close(figure)
                if match(figure, place.figure).verdict is MatchVerdict.ROUNDED and affinity(told, place.setting) >= ALIKE
            ]
        if not places:
            return None
        scope = named or range(len(self.corpus.sources))
        judged = [
            (place, self._foreign(told, place, named) or objection(figure, told, place, self.corpus, scope))
            for place in self._ranked(figure, told, places, named)
        ]
        place, problem = next((pair for pair in judged if pair[1] is None), judged[0])
        return _Found(place, _written(figure, place.figure), problem)

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
        ours = "、".join(_name(self.corpus.sources[n]) for n in sorted(named))
        message = f"这是{_name(place.index)}的数(“{quote(place.setting)}”)，这里说的是{ours}"
        return Problem("attribution", "error", message, told.start, told.end, place.figure.id)

    def _at_home(self, i: int, found: Sequence[_Found | None]) -> _Found | None:
        """Judge a figure again by its neighbours: they stand in one sentence of the source, and it does not.

        Then a figure of that sentence which no neighbour carries, with words more like these, is the one meant.
        """
        one = found[i]
        figure, told = self.reading.figures[i], self.reading.settings[i]
        beside = [other.place for j, other in self._neighbours(i, found) if other and j != i and not other.problem]
        if one is None or not beside:
            return one
        home, votes = Counter(_sentence(place) for place in beside).most_common(1)[0]
        if votes * 2 < len(beside) or _sentence(one.place) == home:
            return one
        taken = {(place.source, place.i) for place in beside}
        own = affinity(told, one.place.setting)
        host = next(place for place in beside if _sentence(place) == home)
        for k in range(max(0, host.i - 20), min(len(host.index.figures), host.i + 21)):
            other = Place(host.source, host.index, k)
            if _sentence(other) != home or (other.source, k) in taken or not rival(other.figure, figure):
                continue
            if affinity(told, other.setting) > own:
                return _Found(one.place, one.verdict, misplaced(figure, told, one.place, other))
        return one

    def _neighbours(self, i: int, found: Sequence[_Found | None]) -> list[tuple[int, _Found | None]]:
        """The figures of the same part of the draft's sentence, a few on either side."""
        group = self.reading.settings[i].reach.group
        around = range(max(0, i - 6), min(len(found), i + 7))
        return [(j, found[j]) for j in around if self.reading.settings[j].reach.group == group]

    def _told(self, i: int, found: _Found) -> VerifyRow:
        figure = self.reading.figures[i]
        if found.problem:
            return self._row(figure, _verdict(found.problem), found.problem.severity, found.place, found.problem.message)
        message = _PRAISE[found.verdict].format(quote(found.place.setting))
        return self._row(figure, found.verdict, "info", found.place, message)

    def _unmatched(self, i: int, known: Sequence[bool]) -> VerifyRow:
        """The row of a figure no source has: worked out, slipped, or unsupported with what the source says instead."""
        figure, told = self.reading.figures[i], self.reading.settings[i]
        if figure.value <= 10 and _HEADCOUNT.match(told.after):
            return self._row(figure, "derived", "info", None, "说的是前面列举的项数")
        proof = derive(i, self.reading.figures, self.reading.settings, known)
        if proof is not None and proof.holds:
            return self._row(figure, "derived", "info", None, f"由文中的数算得：{proof.words}")
        named = self.speakers.at(figure.start) or range(len(self.corpus.sources))
        slip = self._slip(figure, told, named)
        if slip is not None:
            return slip
        if proof is not None:
            message = f"按文中的数应为：{proof.words}，这里写的是{figure.text}"
            return self._row(figure, "unsupported", "error", None, message)
        meant = next((p for p in self.corpus.same_words(told, named) if comparable(p.figure, figure)), None)
        if meant is None or affinity(told, meant.setting) < ALIKE:
            return self._row(figure, "unsupported", "error", None, f"原文没有“{figure.text}”这个数")
        return self._row(figure, "unsupported", "error", meant, _unsupported(figure, meant))

    def _slip(self, figure: Figure, told: Setting, named: Iterable[int]) -> VerifyRow | None:
        """The same digits in a wrong scale or unit, beside like words."""
        allowed = set(named)
        found = [
            (affinity(told, place.setting), -place.source, -place.i, place)
            for place in self.corpus.same_digits(figure)
            if place.source in allowed and match(figure, place.figure).verdict in _SLIPPED
        ]
        if not found:
            return None
        alike, _, _, place = max(found, key=lambda row: row[:3])
        if alike < ALIKE and (told.near or told.group):
            return None
        verdict = _SLIPPED[match(figure, place.figure).verdict]
        return self._row(figure, verdict, "error", place, slip_message(verdict, figure, place))

    def string(self, start: int, end: int) -> VerifyRow:
        """A date, name or ordinal: it stands in a source as written, or nowhere."""
        words, named = self.reading.text[start:end], self.speakers.at(start)
        for n in sorted(range(len(self.corpus.sources)), key=lambda n: n not in named):
            index = self.corpus.sources[n]
            at = where(self.reading.folded, start, end, index.unfigured)
            if at >= 0:
                message = f"日期、名称或序号“{words}”与原文一致"
                return VerifyRow(text=words, start=start, end=end, verdict="exact", severity="info",
                                 source=_span(index, at, at + end - start), message=message)  # fmt: skip
        message = f"原文没有“{words}”这个日期、名称或序号"
        return VerifyRow(text=words, start=start, end=end, verdict="unsupported", severity="error", source=None,
                         message=message)  # fmt: skip

    def _row(
        self, figure: Figure, verdict: Verdict, severity: Severity, place: Place | None, message: str
    ) -> VerifyRow:
        source = _span(place.index, place.figure.start, place.figure.end) if place else None
        return VerifyRow(text=figure.text, start=figure.start, end=figure.end, verdict=verdict, severity=severity,
                         source=source, message=message)  # fmt: skip


def _written(figure: Figure, source: Figure) -> Verdict:
    """How the amount is written: as in the source, in another scale, or rounded under its marker."""
    found = match(figure, source).verdict
    return "rescaled" if found is MatchVerdict.RESCALED else "rounded" if found is MatchVerdict.ROUNDED else "exact"


def _verdict(problem: Problem) -> Verdict:
    return "unsupported" if problem.code in ("quotation", "evidence") else problem.code


def _sentence(place: Place) -> tuple[int, tuple[int, int]]:
    return place.source, place.setting.reach.sentence


def _unsupported(figure: Figure, meant: Place) -> str:
    gap = abs(figure.value - meant.figure.value)
    if meant.figure.unit_norm == figure.unit_norm and gap * 2 <= figure.ulp and meant.figure.ulp < figure.ulp:
        return f"原文为“{quote(meant.setting)}”，这里是四舍五入后的数，没有写“约”"
    return f"原文没有“{figure.text}”；说到这件事的是“{quote(meant.setting)}”"


def _name(index: SourceIndex) -> str:
    return min(sorted(index.names), key=len, default=index.report.name)


def _span(index: SourceIndex, start: int, end: int) -> SourceSpan:
    return SourceSpan(report=index.report.name, start=start, end=end, text=index.report.text[start:end])
