"""Holds a draft against its sources: one verdict for each number, with the words of the source."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.domain.figure import Figure, Kind
from pipeline.domain.report import Report
from pipeline.domain.result import SourceSpan, Verdict, VerifyRow
from pipeline.figures.match import match
from pipeline.verify.assess import ALIKE, SLIPS, comparable, slip_message
from pipeline.verify.corpus import Corpus, Place, affinity
from pipeline.verify.derive import derive
from pipeline.verify.index import SourceIndex, index_source
from pipeline.verify.judge import quote
from pipeline.verify.locate import Found, Locator
from pipeline.verify.names import Speakers
from pipeline.verify.problem import Problem, Severity
from pipeline.verify.reading import Reading, read_draft
from pipeline.verify.setting import Setting
from pipeline.verify.strings import where

_PRAISE: dict[Verdict, str] = {
    "exact": "与原文一致：“{}”",
    "rescaled": "与原文同值，只换了万、亿或单位：“{}”",
    "rounded": "概数，方向与原文相符：“{}”",
}
_HEADCOUNT = re.compile(r"^(?:合计|共计|相加|之和|总计|累计)")  # 两项合计: says how many were added

_OFFICES = re.compile(r"^个?(?:街道|镇|乡|县|区|市|局|单位|部门)$")  # 两街道, 三个镇: the offices the sources are of


def verify(draft: str, sources: Sequence[Report | SourceIndex]) -> list[VerifyRow]:
    """One row for each figure, date and name with a numeral in `draft`, in order; pure, linear in the draft.

    Sources may be given prepared (`index_source`), which saves reading them again for the next draft.
    """
    indexes = [source if isinstance(source, SourceIndex) else index_source(source) for source in sources]
    reading = read_draft(draft)
    locator = Locator(reading, Corpus(indexes), Speakers(draft, [index.names for index in indexes]))
    teller = _Teller(reading, locator)
    rows = teller.figures() + [teller.string(start, end) for start, end in reading.strings]
    return sorted(rows, key=lambda row: (row.start, row.end))


@dataclass(frozen=True, slots=True)
class _Teller:
    """Puts what was found into rows an editor understands."""

    reading: Reading
    locator: Locator
    seen: dict[tuple[str, str, frozenset[int]], SourceSpan | None] = field(default_factory=dict)

    @property
    def corpus(self) -> Corpus:
        return self.locator.corpus

    def figures(self) -> list[VerifyRow]:
        """The rows of the figures; one that no source has is tried as worked out from those that a source has."""
        found = self.locator.locate()
        known = [one is not None and one.problem is None for one in found]
        return [self._row_of(i, one, known) for i, one in enumerate(found)]

    def _row_of(self, i: int, found: Found | None, known: Sequence[bool]) -> VerifyRow:
        if found is None:
            return self._unmatched(i, known)
        if found.problem is None or found.problem.code != "attribution":
            return self._told(i, found)
        return self._derived(i, known) or self._told(i, found)  # a sum may happen to be some other number of the source

    def _told(self, i: int, found: Found) -> VerifyRow:
        figure, problem = self.reading.figures[i], found.problem
        if problem is None:
            message = _PRAISE[found.verdict].format(quote(found.place.setting))
            return self._row(figure, found.verdict, "info", found.place, message)
        return self._row(figure, _verdict(problem), problem.severity, found.place, problem.message)

    def _unmatched(self, i: int, known: Sequence[bool]) -> VerifyRow:
        """The row of a figure no source has: worked out, slipped, or unsupported with what the source says instead."""
        figure, told = self.reading.figures[i], self.reading.settings[i]
        scope = self.locator.scope(figure)
        row = self._derived(i, known) or self._slip(figure, told, scope)
        if row is not None:
            return row
        proof = derive(i, self.reading.figures, self.reading.settings, known)
        if proof is not None and not proof.holds:
            message = f"按文中的数应为：{proof.words}，这里写的是{figure.text}"
            return self._row(figure, "unsupported", "error", None, message)
        meant = self._meant(figure, told, scope)
        message = _unsupported(figure, meant) if meant else f"原文没有“{figure.text}”这个数"
        return self._row(figure, "unsupported", "error", meant, message)

    def _derived(self, i: int, known: Sequence[bool]) -> VerifyRow | None:
        """The row of a number that follows from others of the draft, unless the source states one in these words."""
        figure, told = self.reading.figures[i], self.reading.settings[i]
        if figure.value <= 10 and _HEADCOUNT.match(told.after):
            return self._row(figure, "derived", "info", None, "说的是前面列举的项数")
        if figure.value == len(self.corpus.sources) and _OFFICES.search(figure.unit):
            return self._row(figure, "derived", "info", None, "说的是材料的份数")
        proof = derive(i, self.reading.figures, self.reading.settings, known)
        if proof is None or not proof.holds:
            return None
        if figure.kind is Kind.PERCENT and self._meant(figure, told, range(len(self.corpus.sources))):
            return None
        return self._row(figure, "derived", "info", None, f"由文中的数算得：{proof.words}")

    def _meant(self, figure: Figure, told: Setting, scope: Iterable[int]) -> Place | None:
        """The figure of a source that is most likely spoken of, by the words alone."""
        places = (place for place in self.corpus.same_words(told, scope) if comparable(place.figure, figure))
        return next((place for place in places if affinity(told, place.setting) >= ALIKE), None)

    def _slip(self, figure: Figure, told: Setting, scope: Iterable[int]) -> VerifyRow | None:
        """The same digits in a wrong scale or unit, beside like words."""
        allowed = set(scope)
        found = [
            (affinity(told, place.setting), -place.source, -place.i, place)
            for place in self.corpus.same_digits(figure)
            if place.source in allowed and match(figure, place.figure).verdict in SLIPS
        ]
        if not found:
            return None
        alike, _, _, place = max(found, key=lambda row: row[:3])
        if alike < ALIKE and (told.subject or told.group):
            return None
        verdict = SLIPS[match(figure, place.figure).verdict]
        return self._row(figure, verdict, "error", place, slip_message(verdict, figure, place))

    def string(self, start: int, end: int) -> VerifyRow:
        """The row of a date, name or ordinal: it stands in a source as written, or nowhere."""
        words, named = self.reading.text[start:end], self.locator.speakers.at(start)
        key = (words, self.reading.folded[end : end + 4], named)
        if key not in self.seen:
            self.seen[key] = self._standing(start, end, named)
        source = self.seen[key]
        if source is None:
            return _row(words, start, end, "unsupported", "error", None, f"原文没有“{words}”这个日期、名称或序号")
        return _row(words, start, end, "exact", "info", source, f"日期、名称或序号“{words}”与原文一致")

    def _standing(self, start: int, end: int, named: frozenset[int]) -> SourceSpan | None:
        """Where a source, one the draft names first, has the numeral as a string."""
        for n in sorted(range(len(self.corpus.sources)), key=lambda n: n not in named):
            index = self.corpus.sources[n]
            at = where(self.reading.folded, start, end, index.unfigured)
            if at >= 0:
                return _span(index, at, at + end - start)
        return None

    def _row(
        self, figure: Figure, verdict: Verdict, severity: Severity, place: Place | None, message: str
    ) -> VerifyRow:
        source = _span(place.index, place.figure.start, place.figure.end) if place else None
        return _row(figure.text, figure.start, figure.end, verdict, severity, source, message)


def _row(
    text: str, start: int, end: int, verdict: Verdict, severity: Severity, source: SourceSpan | None, message: str
) -> VerifyRow:
    return VerifyRow(
        text=text, start=start, end=end, verdict=verdict, severity=severity, source=source, message=message
    )


def _verdict(problem: Problem) -> Verdict:
    """The verdict for a problem; the two codes of the gate alone cannot arise here."""
    if problem.code == "quotation" or problem.code == "evidence":
        return "unsupported"
    return problem.code


def _unsupported(figure: Figure, meant: Place) -> str:
    gap = abs(figure.value - meant.figure.value)
    if meant.figure.unit_norm == figure.unit_norm and gap * 2 <= figure.ulp and meant.figure.ulp < figure.ulp:
        return f"原文为“{quote(meant.setting)}”，这里是四舍五入后的数，没有写“约”"
    return f"原文没有“{figure.text}”；说到这件事的是“{quote(meant.setting)}”"


def _span(index: SourceIndex, start: int, end: int) -> SourceSpan:
    return SourceSpan(report=index.report.name, start=start, end=end, text=index.report.text[start:end])
