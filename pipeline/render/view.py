"""What the page shows, gathered from the result: numbered reports and findings, links, bars. No markup yet."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.domain.report import Report
from pipeline.domain.result import Cell, Claim, Digest, DigestItem, FigureRow, Finding, Indicator, ReportSummary
from pipeline.render.bars import bar_lengths
from pipeline.render.plain import short_name
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


@dataclass(frozen=True, slots=True)
class Volume:
    """One report on the page: its summary, its text, its item in the digest, its findings."""

    key: str  # "s1": the beginning of every id in its text
    page: str  # where its text is, "" for this page
    name: str  # short name
    report: Report
    summary: ReportSummary
    item: DigestItem | None
    findings: tuple[Numbered, ...]
    rows: dict[str, FigureRow] = field(repr=False)

    def flagged(self) -> dict[str, list[int]]:
        """Ids of figures that a finding singles out, with the findings' numbers."""
        flags: dict[str, list[int]] = {}
        for numbered, start, end in self._pointed():
            for row in self.summary.figures:
                if row.start < end and start < row.end and numbered.number not in flags.get(row.id, ()):
                    flags.setdefault(row.id, []).append(numbered.number)
        return flags

    def notes(self) -> list[Note]:
        """Every span of its findings, numbered, that lies in the text."""
        length = len(self.report.text)
        return [
            Note(numbered.number, place, start, end)
            for numbered in self.findings
            for place, (start, end) in enumerate(numbered.finding.spans)
            if 0 <= start < end <= length
        ]

    def sentences(self, claim: Claim) -> list[int]:
        """Numbers of the sentences that carry `claim`."""
        return [
            sentence.number
            for sentence in self.report.outline.sentences
            if any(e.start < sentence.span.end and sentence.span.start < e.end for e in claim.evidence)
        ]

    def findings_of(self, claim: Claim, flags: dict[str, list[int]]) -> list[int]:
        """Numbers of the findings to be shown at `claim`: about its words, or about a figure in it."""
        numbers = [number for mark in claim.figures for number in flags.get(mark.id, ())]
        numbers += [n.number for n in self.findings if n.finding.quote == claim.text]
        return sorted(set(numbers))

    def _pointed(self) -> list[tuple[Numbered, int, int]]:
        return [
            (numbered, start, end)
            for numbered in self.findings
            for start, end in numbered.finding.spans
            if numbered.finding.rule not in _CLAIM_RULES and end - start <= _POINTED
        ]


def volumes(digest: Digest, summaries: Sequence[ReportSummary], reports: Sequence[Report]) -> list[Volume]:
    """One volume a summary, in order; findings are numbered as they stand in the digest."""
    texts = {report.name: report for report in reports}
    items = {item.report: item for item in digest.items}
    findings: dict[str, list[Numbered]] = {}
    for numbered in numbered_findings(digest):
        findings.setdefault(numbered.finding.report, []).append(numbered)
    return [
        Volume(
            key=f"s{i}",
            page="",
            name=short_name(summary.report),
            report=texts[summary.report.name],
            summary=summary,
            item=items.get(summary.report.name),
            findings=tuple(findings.get(summary.report.name, ())),
            rows={row.id: row for row in summary.figures},
        )
        for i, summary in enumerate(summaries, 1)
    ]


def numbered_findings(digest: Digest) -> list[Numbered]:
    """The digest's findings with their numbers, from 1."""
    return [Numbered(i, finding) for i, finding in enumerate(digest.findings, 1)]


def tables(digest: Digest, summaries: Sequence[ReportSummary], most: int = 12) -> list[Table]:
    """The shared indicators; with more than `most` reports those that give none are only counted."""
    names = {summary.report.name: short_name(summary.report) for summary in summaries}
    made = []
    for indicator in digest.indicators:
        bars = [
            Bar(names.get(cell.report, cell.report), cell, share)
            for cell, share in zip(indicator.rows, bar_lengths(indicator), strict=True)
        ]
        listed = bars if len(bars) <= most else [bar for bar in bars if bar.cell.figure]
        made.append(Table(indicator, tuple(listed), len(bars) - len(listed)))
    return made
