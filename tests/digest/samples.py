"""Small reports of our own, read and summarised, and what the table of indicators says of them."""

import hashlib
from functools import cache

from pipeline import summarize
from pipeline.claims import Source
from pipeline.digest import IndicatorRule, shared_indicators
from pipeline.domain.report import Report
from pipeline.domain.result import Cell, EngineRow, Indicator, ReportSummary, Text, Usage
from pipeline.figures import figure_row, find_figures
from pipeline.outline import read_outline
from pipeline.summarize.report import report_row

NARROW = str.maketrans("，；：（）", ",;:()")


def report_of(text: str, name: str = "甲") -> Report:
    """A report of that text."""
    return Report(name, text, hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(), read_outline(text))


@cache
def read(text: str, name: str = "甲") -> tuple[Report, ReportSummary]:
    """The report and a summary that has its figures and nothing else: all the table of indicators asks for."""
    report = report_of(text, name)
    figures = find_figures(report.text, report.outline)
    return report, ReportSummary(
        report=report_row(report),
        engine=EngineRow(name="none"),
        headline=Text(text=""),
        summary=Text(text=""),
        achievements=(),
        plans=(),
        problems=(),
        figures=tuple(figure_row(figure, name, report.outline) for figure in figures),
        findings=(),
        chunks=(),
        counts={},
        usage=Usage(),
    )


@cache
def told(text: str, name: str = "甲") -> tuple[Report, ReportSummary]:
    """The report and its summary by the built-in engine."""
    report = report_of(text, name)
    return report, summarize(report)


def source_of(report: Report) -> Source:
    """The report as the gate holds claims against it."""
    return Source(report, find_figures(report.text, report.outline))


def work(body: str, *, office: str = "甲县", year: int = 2022) -> str:
    """A report of a year's work with `body` under its first heading."""
    return f"{office}{year}年工作总结\n\n一、工作开展情况\n\n{body}\n\n二、{year + 1}年工作计划\n\n继续抓好各项工作。\n"


def table(*texts: str, rules: tuple[IndicatorRule, ...] | None = None) -> dict[str, Indicator]:
    """The shared indicators of reports of those texts, by name."""
    pairs = [read(text, f"r{place}") for place, text in enumerate(texts)]
    rows = shared_indicators([pair[0] for pair in pairs], [pair[1] for pair in pairs], rules)
    return {row.name: row for row in rows}


def cell(text: str, name: str) -> Cell | None:
    """What a report of `text` gives for the indicator `name`, beside itself; None when it gives nothing."""
    found = table(text, text).get(name)
    return found.rows[0] if found else None


def said(one: Cell | None) -> str | None:
    """A cell as its table has it: 12亿元（截至9月底）."""
    if one is None or one.figure is None:
        return None
    return one.figure.text + (f"（{one.note}）" if one.note else "")
