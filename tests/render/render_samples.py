"""Small results made by hand from the contract, so that these tests say nothing about how figures are found."""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.domain.report import Head, Outline, Report, Role, Section, Sentence
from pipeline.domain.result import (
    Achievement,
    Cell,
    Digest,
    DigestItem,
    EngineRow,
    Evidence,
    FigureMark,
    FigureRow,
    Finding,
    Indicator,
    Plan,
    Refusal,
    ReportRow,
    ReportSummary,
    Text,
    Usage,
)
from pipeline.domain.span import Span

_FIGURE = re.compile(r"(\d+(?:\.\d+)?)(亿元|万元|个|户|%|)(?=\D|$)")
_SCALE = {"亿元": (10**8, "元", "money"), "万元": (10**4, "元", "money"), "%": (1, "%", "percent")}
_HEADING = re.compile(r"^[一二三]、[^。\n]*", re.MULTILINE)

BODY = """首页 导航 浏览次数: 12
某街道2022年工作总结

一、项目建设
完成8个老旧小区改造,惠及1593户。完成投资15.155亿元;整改率98.50%。
二、下一步
计划投资9.3亿元。

版权所有 ICP备123号"""


@dataclass(frozen=True)
class Sample:
    """A digest and what it was made of."""

    digest: Digest
    summaries: list[ReportSummary]
    reports: list[Report]

    def report(self, name: str) -> Report:
        return next(report for report in self.reports if report.name == name)

    def row(self, report: str, figure: str) -> FigureRow:
        summary = next(s for s in self.summaries if s.report.name == report)
        return next(row for row in summary.figures if row.id == figure)

    def texts(self) -> list[tuple[str | None, Text]]:
        """Every text of the digest with the report it is of."""
        found: list[tuple[str | None, Text]] = [(None, self.digest.overview)]
        for item in self.digest.items:
            found += [(item.report, text) for text in (item.headline, item.summary, *item.achievements)]
        return found


Make = Callable[..., Sample]


def sample_of(bodies: Sequence[str], title: str = "工作报告摘编", findings: bool = True) -> Sample:
    """A digest of report texts; every sentence but the last is an achievement, the last a plan."""
    reports = [_report(f"{i:03}", body) for i, body in enumerate(bodies)]
    summaries = [_summary(report, findings) for report in reports]
    overview, marks = "各街道", []
    for summary in summaries[:2]:
        for row in summary.figures[:1]:
            marks.append(
                FigureMark(id=row.id, start=len(overview), end=len(overview) + len(row.text), report=row.report)
            )
            overview += row.text
    items = [
        DigestItem(
            report=s.report.name,
            title=s.report.title,
            headline=s.headline,
            summary=s.summary,
            achievements=s.achievements,
        )
        for s in summaries
    ]
    digest = Digest(
        title=title,
        date="2026-11-21",
        overview=Text(text=overview, figures=tuple(marks)),
        items=tuple(items),
        indicators=_indicators(summaries),
        findings=tuple(f for s in summaries for f in s.findings),
        counts={"reports": len(reports), "figures": sum(len(s.figures) for s in summaries)},
    )
    return Sample(digest, summaries, reports)


def _report(name: str, text: str) -> Report:
    sentences, sections = [], []
    start = text.find("一、")
    end = text.find("版权")
    body = Span(max(start, 0), end if end > 0 else len(text))
    for found in _HEADING.finditer(text):
        here = len(sections)
        span, heading = Span(found.start(), body.end), Span(*found.span())
        sections.append(Section(here, 2, found[0][:2], found[0][2:], heading, span, None, Role.WORK))
    for found in re.finditer(r"[^。\n]+。?", text):
        if body.start <= found.start() < body.end and not _HEADING.match(found[0]):
            span = Span(*found.span())
            sentences.append(Sentence(len(sentences) + 1, span, (span,), 0 if sections else None))
    title = text.strip().split("\n")[1][:60] if text.count("\n") > 2 else None
    head = Head(title, "街道办" if title else None, 2022, "2022-12-08", "全年")
    outline = Outline(head, (body,) if text else (), tuple(sections), tuple(sentences))
    return Report(name, text, hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(), outline)


def _rows(report: Report) -> list[FigureRow]:
    rows = []
    for found in _FIGURE.finditer(report.text):
        sentence = next((s for s in report.outline.sentences if s.span.covers(Span(*found.span()))), None)
        if sentence is None:
            continue
        factor, unit, kind = _SCALE.get(found[2], (1, found[2], "count"))
        planned = "计划" in sentence.span.of(report.text)
        rows.append(
            FigureRow(
                report=report.name,
                id=f"f{len(rows) + 1}",
                start=found.start(),
                end=found.end(),
                text=found[0],
                value=str(int(float(found[1]) * factor)) if factor > 1 else found[1],
                value_hi=None,
                unit=unit,
                kind=kind,
                approx=False,
                bound=None,
                direction=None,
                base=None,
                status="planned" if planned else "achieved",
                indicator=report.text[max(found.start() - 4, sentence.span.start) : found.start()],
                section="一、项目建设",
                sentence=sentence.number,
            )
        )
    return rows


def _summary(report: Report, findings: bool) -> ReportSummary:
    rows = _rows(report)
    claims = [
        Achievement(
            id=f"a{sentence.number}",
            theme="项目与城建",
            status="completed" if sentence.number % 2 else "under_way",
            text=sentence.span.of(report.text),
            figures=tuple(
                FigureMark(id=row.id, start=row.start - sentence.span.start, end=row.end - sentence.span.start)
                for row in rows
                if row.sentence == sentence.number
            ),
            evidence=(Evidence(start=sentence.span.start, end=sentence.span.end, text=sentence.span.of(report.text)),),
            section="一、项目建设",
        )
        for sentence in report.outline.sentences[:-1]
    ]
    plans = tuple(
        Plan(
            id="p1",
            theme="其他",
            text=s.span.of(report.text),
            evidence=(Evidence(start=s.span.start, end=s.span.end, text="x"),),
            section="",
        )
        for s in report.outline.sentences[-1:]
    )
    first = Text(text=claims[0].text, figures=claims[0].figures) if claims else Text(text="无")
    doubts = [_doubt(report, rows)] if findings and len(rows) > 1 else []
    refusals = [Refusal(chunk="c1", text=report.text[:80], reason="数字不符", outcome="refused")] * findings
    return ReportSummary(
        report=ReportRow(
            name=report.name,
            title=report.outline.head.title,
            issuer=report.outline.head.issuer,
            year=2022,
            published="2022-12-08",
            sha256=report.sha256,
            chars=len(report.text),
        ),
        engine=EngineRow(name="hand"),
        headline=first,
        summary=first,
        achievements=tuple(claims),
        plans=plans,
        problems=(),
        figures=tuple(rows),
        findings=tuple(doubts),
        chunks=(),
        refusals=tuple(refusals),
        unused=tuple(row.id for row in rows[-1:] if row.status == "achieved"),
        counts={},
        usage=Usage(),
    )


def _doubt(report: Report, rows: Sequence[FigureRow]) -> Finding:
    return Finding(
        report=report.name,
        rule="sum",
        severity="warn",
        message=f"{rows[0].text}与{rows[1].text}不符",
        quote=report.text[rows[0].start : rows[1].end],
        spans=((rows[0].start, rows[0].end), (rows[1].start, rows[1].end)),
        stated=rows[0].text,
        computed="9",
        question="哪个对?",
    )


def _indicators(summaries: Sequence[ReportSummary]) -> tuple[Indicator, ...]:
    made = []
    for name, unit in (("完成投资", "元"), ("老旧小区改造", "个")):
        cells = [next((r for r in s.figures if r.unit == unit and r.status == "achieved"), None) for s in summaries]
        if sum(cell is not None for cell in cells) > 1:
            rows = [Cell(report=s.report.name, figure=c) for s, c in zip(summaries, cells, strict=True)]
            made.append(Indicator(name=name, unit=unit, rows=tuple(rows)))
    return tuple(made)
