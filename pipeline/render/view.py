"""What the page shows, gathered from the result: numbered reports and findings, links, bars. No markup yet."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from pipeline.domain.report import Report
from pipeline.domain.result import (
    Cell,
    Claim,
    Digest,
    DigestItem,
    FigureRow,
    Finding,
    Indicator,
    Refusal,
    ReportSummary,
)
from pipeline.render.bars import bar_lengths
from pipeline.render.plain import short_names
from pipeline.render.source import Note

_POINTED = 40  # a finding's span longer than this is a passage: it does not single out the figures inside it
_CLAIM_RULES = frozenset({"claim_check"})  # findings about one of our claims, not about the report


@dataclass(frozen=True, slots=True)
class Numbered:
    """A finding and its number on the page."""

    number: int
    finding: Finding


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of 数据一览: the cell, the report's short name and the bar's share of the longest, or None."""

    name: str
    cell: Cell
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Table:
    """One shared indicator; `missing` counts reports without it that are not listed one by one."""

    indicator: Indicator
    bars: tuple[Bar, ...]
    missing: int


@dataclass(frozen=True)  # no slots: what is asked often is worked out once
class Volume:
    """One report on the page: its summary, its text, its item in the digest, its findings."""

    key: str  # "s1": the beginning of every id in its text
    page: str  # where its text is, "" for this page
    name: str  # what the page calls it where space is short
    report: Report
    summary: ReportSummary
    item: DigestItem | None
    findings: tuple[Numbered, ...]

    @cached_property
    def rows(self) -> dict[str, FigureRow]:
        """Its figures by id."""
        return {row.id: row for row in self.summary.figures}

    @cached_property
    def notes(self) -> dict[int, list[Note]]:
        """By number of the finding: its spans, as far as they lie in the text."""
        length = len(self.report.text)
        return {
            numbered.number: [
                Note(numbered.number, place, start, end)
                for place, (start, end) in enumerate(numbered.finding.spans)
                if 0 <= start < end <= length
            ]
            for numbered in self.findings
        }

    @cached_property
    def flags(self) -> dict[str, list[int]]:
        """Ids of figures that a finding singles out, with the findings' numbers."""
        flags: dict[str, list[int]] = {}
        rows = sorted(self.summary.figures, key=lambda row: row.start)
        ends = [row.end for row in rows]
        for numbered in self.findings:
            if numbered.finding.rule in _CLAIM_RULES:
                continue
            for note in self.notes[numbered.number]:
                if note.end - note.start > _POINTED:
                    continue
                first = bisect_right(ends, note.start)
                for row in rows[first : first + _POINTED]:
                    if row.start < note.end:
                        flags.setdefault(row.id, []).append(numbered.number)
        return {figure: sorted(set(numbers)) for figure, numbers in flags.items()}

    def sentences(self, claim: Claim | Refusal) -> list[int]:
        """Numbers of the sentences that carry `claim`."""
        held: list[int] = []
        for evidence in claim.evidence:
            for i in range(bisect_right(self._ends, evidence.start), len(self._ends)):
                sentence = self.report.outline.sentences[i]
                if sentence.span.start >= evidence.end:
                    break
                held.append(sentence.number)
        return list(dict.fromkeys(held))

    def findings_of(self, claim: Claim) -> list[int]:
        """Numbers of the findings to be shown at `claim`: about its words, or about a figure in it."""
        numbers = [number for mark in claim.figures for number in self.flags.get(mark.id, ())]
        return sorted({*numbers, *self._quoted.get(claim.text, ())})

    @cached_property
    def _ends(self) -> list[int]:
        return [sentence.span.end for sentence in self.report.outline.sentences]

    @cached_property
    def _quoted(self) -> dict[str, list[int]]:
        quoted: dict[str, list[int]] = {}
        for numbered in self.findings:
            quoted.setdefault(numbered.finding.quote, []).append(numbered.number)
        return quoted


def volumes(digest: Digest, summaries: Sequence[ReportSummary], reports: Sequence[Report]) -> list[Volume]:
    """One volume a summary, in order; findings are numbered as they stand in the digest."""
    texts = {report.name: report for report in reports}
    items = {item.report: item for item in digest.items}
    findings: dict[str, list[Numbered]] = {}
    for numbered in numbered_findings(digest):
        findings.setdefault(numbered.finding.report, []).append(numbered)
    names = short_names([summary.report for summary in summaries])
    return [
        Volume(
            key=f"s{i}",
            page="",
            name=names[i - 1],
            report=texts[summary.report.name],
            summary=summary,
            item=items.get(summary.report.name),
            findings=tuple(findings.get(summary.report.name, ())),
        )
        for i, summary in enumerate(summaries, 1)
    ]


def numbered_findings(digest: Digest) -> list[Numbered]:
    """The digest's findings with their numbers, from 1."""
    return [Numbered(i, finding) for i, finding in enumerate(digest.findings, 1)]


def tables(digest: Digest, summaries: Sequence[ReportSummary], most: int = 12) -> list[Table]:
    """The shared indicators; with more than `most` reports those that give none are only counted."""
    rows = [summary.report for summary in summaries]
    names = dict(zip((row.name for row in rows), short_names(rows), strict=True))
    made = []
    for indicator in digest.indicators:
        bars = [
            Bar(names.get(cell.report, cell.report), cell, share)
            for cell, share in zip(indicator.rows, bar_lengths(indicator), strict=True)
        ]
        listed = bars if len(bars) <= most else [bar for bar in bars if bar.cell.figure]
        made.append(Table(indicator, tuple(listed), len(bars) - len(listed)))
    return made
