"""A summary or a digest as Markdown: for reading, mailing and diffs. Report text is escaped, never interpreted."""

import re
from collections.abc import Iterable, Sequence

from pipeline.domain.result import (
    Achievement,
    Claim,
    Digest,
    Finding,
    Refusal,
    ReportRow,
    ReportSummary,
)
from pipeline.render.grid import MISSING, Entry, Grid, grid_of
from pipeline.render.plain import visible

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")
_NONE = "原文未列"
_SEVERITY = {"error": "错误", "warn": "疑问", "info": "提示"}
_OUTCOME = {"replaced": "已用原文代替", "refused": "未采用"}


def summary_markdown(summary: ReportSummary) -> str:
    """One report: headline, summary, achievements by theme, plans, problems, what an editor should look at."""
    parts = [
        f"# {_safe(summary.headline.text)}",
        _origin(summary.report),
        _safe(summary.summary.text),
        "## 工作成效",
        *_by_theme(summary.achievements),
        "## 下一步计划",
        _bullets(summary.plans),
        "## 存在问题",
        _bullets(summary.problems),
        *_to_check(summary.findings, summary.refusals),
        "## 数字核对",
        _tally(summary.counts),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def digest_markdown(digest: Digest, summaries: Sequence[ReportSummary]) -> str:
    """The digest with its items, shared indicators, findings and sources."""
    names = {summary.report.name: summary.report.title or summary.report.name for summary in summaries}
    parts = [f"# {_safe(digest.title)}", digest.date]
    if digest.overview.text:
        parts += ["## 综述", _safe(digest.overview.text)]
    for item in digest.items:
        parts += [f"## {_safe(item.headline.text)}", _safe(item.summary.text), *_by_theme(item.achievements, "###")]
    if digest.indicators:
        parts += ["## 数据一览", _indicators(grid_of(digest, summaries))]
    refusals = [refusal for summary in summaries for refusal in summary.refusals]
    parts += _to_check(digest.findings, refusals, names)
    parts += ["## 数字核对", _tally(digest.counts), "## 来源", _sources(summaries)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _safe(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(visible(text).split()))


def _origin(report: ReportRow) -> str:
    known = [report.title, report.issuer, f"报告年度 {report.year}" if report.year else None, report.published]
    return "> " + _safe(" · ".join(part for part in known if part) or report.name)


def _by_theme(claims: Sequence[Achievement], mark: str = "###") -> Iterable[str]:
    if not claims:
        return [_NONE]
    parts = []
    for theme in dict.fromkeys(claim.theme for claim in claims):
        parts += [f"{mark} {_safe(theme)}", _bullets([claim for claim in claims if claim.theme == theme])]
    return parts


def _bullets(claims: Sequence[Claim]) -> str:
    return "\n".join(f"- {_safe(claim.text)}{_state(claim)}" for claim in claims) or _NONE


def _state(claim: Claim) -> str:
    return "〔进行中〕" if isinstance(claim, Achievement) and claim.status == "under_way" else ""


def _to_check(
    findings: Sequence[Finding], refusals: Sequence[Refusal], names: dict[str, str] | None = None
) -> list[str]:
    rows = []
    for finding in findings:
        where = f"{_safe(names[finding.report])}：" if names and finding.report in names else ""
        question = f" 建议询问：{_safe(finding.question)}" if finding.question else ""
        rows.append(f"- **{_SEVERITY[finding.severity]}** {where}{_safe(finding.message)}{question}")
    rows += [f"- **{_OUTCOME[r.outcome]}** {_safe(r.text)}（{_safe(r.reason)}）" for r in refusals]
    return ["## 核稿提示", "\n".join(rows)] if rows else []


def _indicators(grid: Grid) -> str:
    """One table: an indicator a row and a report a column, or with more reports an indicator's reports below it."""
    if grid.across:
        head = ["指标", *grid.names.values()]
        rows = [[line.name, *(_entry(entry) for entry in line.entries)] for line in grid.lines]
    else:
        head, rows = ["指标", "报告", "数据"], []
        for line in grid.lines:
            for i, entry in enumerate(line.entries):
                rows.append(["" if i else line.name, grid.names[entry.cell.report], _entry(entry)])
            rows += [["", f"其余{line.missing}篇", MISSING]] if line.missing else []
    lines = [head, ["---"] * len(head), *rows]
    table = "\n".join("| " + " | ".join(_safe(words) for words in row) + " |" for row in lines)
    return f"“{MISSING}”为原文未列。\n\n{table}"


def _entry(entry: Entry) -> str:
    return entry.words + (f"（{entry.note}）" if entry.note else "")


def _tally(counts: dict[str, int]) -> str:
    used, achieved = counts.get("achieved_used", 0), counts.get("achieved", 0)
    decided = [counts.get(f"review_{name}", 0) for name in ("accepted", "refused", "edited", "overridden")]
    review = "编辑采用 {} 条，不采用 {} 条，改写 {} 条，其中编辑认可、未核实 {} 条。".format(*decided)
    return (
        f"共识别数字 {counts.get('figures', 0)} 个，其中已完成数 {achieved} 个，成效清单收入 {used} 个，"
        f"未收入 {counts.get('achieved_unused', 0)} 个；未采用 {counts.get('refused', 0)} 条，"
        f"改用原文 {counts.get('replaced', 0)} 条。{review if any(decided) else ''}"
    )


def _sources(summaries: Sequence[ReportSummary]) -> str:
    return "\n".join(f"- {_origin(summary.report)[2:]}（{_safe(summary.report.name)}）" for summary in summaries)
