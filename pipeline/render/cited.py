"""What a draft takes from its reports: the spans its numbers lead to, report by report. No markup yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.domain.report import Report
from pipeline.domain.result import VerifyRow
from pipeline.render.plain import one_line

LOOKS = {"info": "good", "warn": "warn", "error": "error"}  # by severity; the first letter is the class on the page
_WORST = ("error", "warn", "info")

Numbered = tuple[int, VerifyRow]  # a row and its place in the list of rows


@dataclass(frozen=True, slots=True)
class Place:
    """A span of a report that numbers of the draft lead to, named after the first of them."""

    id: str
    start: int
    end: int
    status: str  # how the worst of them looks
    rows: tuple[int, ...]  # the numbers, by their places in the list of rows


@dataclass(frozen=True, slots=True)
class Cited:
    """A report on the page and the places in it."""

    key: str  # "s1": the beginning of every id in its text
    report: Report
    places: tuple[Place, ...]

    @property
    def name(self) -> str:
        """What the page calls it where space is short."""
        head = self.report.outline.head
        return one_line(head.issuer or head.title or self.report.name, 24)


def cited(rows: Iterable[Numbered], reports: Sequence[Report]) -> list[Cited]:
    """Each of `reports` with what `rows` draw from it. Raises KeyError when a row's source is not among them."""
    drawn: dict[str, list[Numbered]] = {report.name: [] for report in reports}
    for i, row in rows:
        if row.source:
            drawn[row.source.report].append((i, row))
    return [
        Cited(f"s{n}", report, tuple(_places(drawn[report.name], len(report.text))))
        for n, report in enumerate(reports, 1)
    ]


def shelved(shelf: Sequence[Cited], limit: int) -> tuple[list[Cited], list[Cited]]:
    """Those to show and those to leave out.

    A report drawn on is shown, another as long as all together stay below `limit` characters.
    """
    room = limit - sum(len(one.report.text) for one in shelf if one.places)
    shown: list[Cited] = []
    out: list[Cited] = []
    for one in shelf:
        fits = bool(one.places) or len(one.report.text) <= room
        room -= len(one.report.text) if fits and not one.places else 0
        (shown if fits else out).append(one)
    return shown, out


def _places(drawn: Iterable[Numbered], length: int) -> Iterable[Place]:
    """Disjoint places in order; spans that overlap become one, a span outside the text none."""
    spans = [
        (row.source.start, row.source.end, i, row)
        for i, row in drawn
        if row.source and 0 <= row.source.start < row.source.end <= length
    ]
    held: list[Numbered] = []
    first = last = 0
    for start, end, i, row in sorted(spans, key=lambda span: span[:3]):
        if held and start >= last:
            yield _place(first, last, held)
            held = []
        first, last = (first, max(last, end)) if held else (start, end)
        held.append((i, row))
    if held:
        yield _place(first, last, held)


def _place(start: int, end: int, held: Sequence[Numbered]) -> Place:
    worst = min((row.severity for _, row in held), key=_WORST.index)
    numbers = sorted(i for i, _ in held)
    return Place(str(numbers[0]), start, end, LOOKS[worst], tuple(numbers))
