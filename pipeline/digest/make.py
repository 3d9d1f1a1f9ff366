"""A digest out of summaries: overview, items, shared indicators, findings, counts."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Literal

from pipeline.claims import Source
from pipeline.digest.choose import Length, choose_achievements, choose_findings, cut_overview
from pipeline.digest.indicators import shared_indicators
from pipeline.digest.overview import judge_overview, sound_part
from pipeline.digest.rules import IndicatorRule
from pipeline.domain.report import Report
from pipeline.domain.result import Digest, DigestItem, Finding, Indicator, ReportSummary, Text
from pipeline.domain.theme import DEFAULT_THEMES
from pipeline.engines.base import ComposeRequest, Engine, Objection, ReportMaterial
from pipeline.engines.extractive import ExtractiveEngine
from pipeline.errors import InputError, ProviderError, RunStoppedError
from pipeline.figures import find_figures
from pipeline.summarize.doubts import doubted

DIGEST_TITLE = "工作报告摘编"


def make_digest(
    reports: Sequence[Report],
    summaries: Sequence[ReportSummary],
    *,
    date: str,
    title: str | None = None,
    engine: Engine | None = None,
    indicators: Sequence[IndicatorRule] | None = None,
    length: Length = "standard",
    themes: Collection[str] | None = None,
    unread: Sequence[str] = (),
    doubles: Sequence[str] = (),
) -> Digest:
    """Make one digest of `summaries`; `reports` are the texts they were made of, in the same order.

    `date` is the digest's own, ISO. Every number of the overview is a figure of the report it is said of. `indicators`
    are the rows 数据一览 may have (the shipped ones by default), `length` says how many achievements and remarks are
    shown (`counts` says of how many), `themes` are the only ones told of,
    `unread` says why files gave no summary, `doubles` which were left out as the
    same report. Raises InputError when a summary does not belong to its report, and for a theme nobody knows.
    """
    made = make_digest_async(
        reports,
        summaries,
        date=date,
        title=title,
        engine=engine,
        indicators=indicators,
        length=length,
        themes=themes,
        unread=unread,
        doubles=doubles,
    )
    return asyncio.run(made)


async def make_digest_async(
    reports: Sequence[Report],
    summaries: Sequence[ReportSummary],
    *,
    date: str,
    title: str | None = None,
    engine: Engine | None = None,
    indicators: Sequence[IndicatorRule] | None = None,
    length: Length = "standard",
    themes: Collection[str] | None = None,
    unread: Sequence[str] = (),
    doubles: Sequence[str] = (),
) -> Digest:
    """As `make_digest`, inside a running event loop."""
    for report, summary in zip(reports, summaries, strict=True):
        if report.sha256 != summary.report.sha256:
            raise InputError(f"{report.name}: the summary was made of another text; summarise the report again")
    only = _known(themes, summaries)
    materials = tuple(_material(report, summary, only) for report, summary in zip(reports, summaries, strict=True))
    table = tuple(shared_indicators(reports, summaries, indicators))
    overview, refused = await _overview(materials, table if only is None else (), engine or ExtractiveEngine())
    items = tuple(
        _item(summary, length, _tabled(table, place), only, len(summaries)) for place, summary in enumerate(summaries)
    )
    found = [*_left_out(unread, doubles), *(f for summary in summaries for f in summary.findings), *refused]
    findings = choose_findings(found, length)
    return Digest(
        title=title or DIGEST_TITLE,
        date=date,
        overview=cut_overview(overview, length),
        items=items,
        indicators=table,
        findings=findings,
        counts=_counts(summaries)
        | {
            "unread": len(unread),
            "doubles": len(doubles),
            "findings": len(found),
            "findings_shown": len(findings),
            "achievements_total": sum(len(summary.achievements) for summary in summaries),
            "achievements_shown": sum(len(item.achievements) for item in items),
        },
    )


def in_full(digest: Digest, summaries: Sequence[ReportSummary]) -> Digest:
    """`digest` with every achievement and every finding, for pages that are worked with rather than sent out."""
    items = tuple(
        item.model_copy(update={"achievements": summary.achievements})
        for item, summary in zip(digest.items, summaries, strict=True)
    )
    own = tuple(finding for summary in summaries for finding in summary.findings)
    known = set(own)
    rest = tuple(finding for finding in digest.findings if finding not in known)
    return digest.model_copy(update={"items": items, "findings": (*choose_findings(own, "full"), *rest)})


def _known(themes: Collection[str] | None, summaries: Sequence[ReportSummary]) -> frozenset[str] | None:
    if themes is None:
        return None
    known = dict.fromkeys(theme.name for theme in DEFAULT_THEMES)
    known |= dict.fromkeys(claim.theme for summary in summaries for claim in summary.achievements)
    for theme in themes:
        if theme not in known:
            raise InputError(f"no theme {theme!r}; these reports have {', '.join(known)}")
    return frozenset(themes)


def _material(report: Report, summary: ReportSummary, themes: Collection[str] | None) -> ReportMaterial:
    figures = find_figures(report.text, report.outline)
    told = tuple(claim for claim in summary.achievements if themes is None or claim.theme in themes)
    by_id = {figure.id: figure for figure in figures}
    return ReportMaterial(report, told, by_id, doubted(summary.findings, figures))


def _tabled(table: Sequence[Indicator], place: int) -> frozenset[str]:
    """Ids of the figures of one report, the one at `place`, that stand in 数据一览."""
    return frozenset(figure.id for row in table if (figure := row.rows[place].figure))


def _item(
    summary: ReportSummary, length: Length, shared: Collection[str], themes: Collection[str] | None, reports: int
) -> DigestItem:
    return DigestItem(
        report=summary.report.name,
        title=summary.report.title,
        headline=summary.headline,
        summary=summary.summary,
        achievements=choose_achievements(summary, length, shared, themes, reports),
    )


async def _overview(
    materials: tuple[ReportMaterial, ...], table: tuple[Indicator, ...], engine: Engine
) -> tuple[Text, list[Finding]]:
    """The overview, asked for twice at most, then the built-in engine's; one report needs none."""
    if len(materials) < 2:
        return Text(text=""), []
    sources = [Source(m.report, list(m.figures.values())) for m in materials]
    request = ComposeRequest(materials, table)
    refused: list[Finding] = []
    for _ in range(2 if engine.prompts else 0):
        try:
            draft = await engine.compose(request)
        except RunStoppedError:
            raise
        except ProviderError as error:
            refused.append(_refusal("", str(error)))
            continue
        text, reasons = judge_overview(draft.summary, sources)
        if not reasons:
            return text, refused
        refused += [_refusal(text.text, reason) for reason in reasons]
        request = replace(request, objections=(Objection(draft.summary, (), "；".join(reasons)),))
    built_in = (await ExtractiveEngine().compose(request)).summary
    # A statement of ours that the gate does not pass is left out: the table has its figures.
    sound, doubts = sound_part(built_in, sources)
    return judge_overview(sound, sources)[0], refused if sound else [*refused, *(_refusal(built_in, d) for d in doubts)]


def _left_out(unread: Sequence[str], doubles: Sequence[str]) -> list[Finding]:
    """Files that are not in the digest, and why: an error where one could not be read."""
    return [
        *(_remark("unread", "error", f"未能读入：{reason}") for reason in unread),
        *(_remark("double", "warn", reason) for reason in doubles),
    ]


def _remark(rule: str, severity: Literal["warn", "error"], message: str, quote: str = "") -> Finding:
    return Finding(report="", rule=rule, severity=severity, message=message, quote=quote, spans=())


def _refusal(text: str, reason: str) -> Finding:
    return _remark("overview_refused", "warn", reason, text)


def _counts(summaries: Sequence[ReportSummary]) -> dict[str, int]:
    keys = dict.fromkeys(key for summary in summaries for key in summary.counts)
    return {"reports": len(summaries)} | {key: sum(summary.counts.get(key, 0) for summary in summaries) for key in keys}
