"""A digest out of summaries: overview, items, shared indicators, findings, counts."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from pipeline.claims import Source
from pipeline.digest.indicators import shared_indicators
from pipeline.digest.overview import judge_overview
from pipeline.digest.rules import IndicatorRule
from pipeline.domain.report import Report
from pipeline.domain.result import Digest, DigestItem, Finding, ReportSummary, Text
from pipeline.engines.base import ComposeRequest, Engine, Objection, ReportMaterial
from pipeline.engines.extractive import ExtractiveEngine
from pipeline.errors import InputError, ProviderError, RunStopped
from pipeline.figures import find_figures

DIGEST_TITLE = "工作报告摘编"


def make_digest(
    reports: Sequence[Report],
    summaries: Sequence[ReportSummary],
    *,
    date: str,
    title: str | None = None,
    engine: Engine | None = None,
    indicators: Sequence[IndicatorRule] | None = None,
) -> Digest:
    """Make one digest of `summaries`; `reports` are the texts they were made of, in the same order.

    `date` is the digest's own, ISO. Every number of the overview is a figure of the report it is said of.
    Raises InputError when a summary does not belong to its report.
    """
    made = make_digest_async(reports, summaries, date=date, title=title, engine=engine, indicators=indicators)
    return asyncio.run(made)


async def make_digest_async(
    reports: Sequence[Report],
    summaries: Sequence[ReportSummary],
    *,
    date: str,
    title: str | None = None,
    engine: Engine | None = None,
    indicators: Sequence[IndicatorRule] | None = None,
) -> Digest:
    """As `make_digest`, inside a running event loop."""
    for report, summary in zip(reports, summaries, strict=True):
        if report.sha256 != summary.report.sha256:
            raise InputError(f"{report.name}: the summary was made of another text; summarise the report again")
    materials = tuple(_material(report, summary) for report, summary in zip(reports, summaries, strict=True))
    overview, refused = await _overview(materials, engine or ExtractiveEngine())
    findings = (*(finding for summary in summaries for finding in summary.findings), *refused)
    return Digest(
        title=title or DIGEST_TITLE,
        date=date,
        overview=overview,
        items=tuple(_item(summary) for summary in summaries),
        indicators=tuple(shared_indicators(reports, summaries, indicators)),
        findings=findings,
        counts=_counts(summaries, findings),
    )


def _material(report: Report, summary: ReportSummary) -> ReportMaterial:
    figures = find_figures(report.text, report.outline)
    return ReportMaterial(report, summary.achievements, {figure.id: figure for figure in figures})


def _item(summary: ReportSummary) -> DigestItem:
    return DigestItem(
        report=summary.report.name,
        title=summary.report.title,
        headline=summary.headline,
        summary=summary.summary,
        achievements=summary.achievements,
    )


async def _overview(materials: tuple[ReportMaterial, ...], engine: Engine) -> tuple[Text, list[Finding]]:
    """The overview, asked for twice at most, then the built-in engine's; one report needs none."""
    if len(materials) < 2:
        return Text(text=""), []
    sources = [Source(m.report, list(m.figures.values())) for m in materials]
    request = ComposeRequest(materials)
    refused: list[Finding] = []
    engines: list[Engine] = [engine, engine, ExtractiveEngine()] if engine.prompts else [engine]
    for asked in engines:
        try:
            draft = await asked.compose(request)
        except RunStopped:
            raise
        except ProviderError as error:
            refused.append(_refusal("", str(error)))
            continue
        text, reasons = judge_overview(draft.summary, sources)
        if not reasons:
            return text, refused
        refused += [_refusal(text.text, reason) for reason in reasons]
        request = replace(request, objections=(Objection(draft.summary, (), "；".join(reasons)),))
    return Text(text=""), refused


def _refusal(text: str, reason: str) -> Finding:
    return Finding(report="", rule="overview_refused", severity="warn", message=reason, quote=text, spans=())


def _counts(summaries: Sequence[ReportSummary], findings: Sequence[Finding]) -> dict[str, int]:
    keys = dict.fromkeys(key for summary in summaries for key in summary.counts)
    counts = {key: sum(summary.counts.get(key, 0) for summary in summaries) for key in keys}
    return {"reports": len(summaries), **counts, "findings": len(findings)}
