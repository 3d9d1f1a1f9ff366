"""Which achievements and findings a digest shows: chosen by worth over themes, never rewritten.

A claim is worth more for achieved amounts of money, rates and areas, for a figure that stands in the table of shared
indicators, and less for its length. What is done goes before what is under way, and what the item's summary has not
told before what it has. Choosing is a prefix of one ranking, so a shorter digest is contained in a longer one.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from pipeline.domain.result import Achievement, FigureRow, Finding, ReportSummary, Text
from pipeline.summarize.doubts import doubted

Length = Literal["brief", "standard", "full"]

# Characters of headlines, summaries and achievements: about one page of GB/T 9704-2012 (22 lines of 28) and two.
_ROOM: Mapping[Length, int | None] = {"brief": 600, "standard": 1200, "full": None}
_FEW = 5  # reports; with more of them a report keeps the room it has among these, or nothing could be told of it
_LEAST: Mapping[Length, int] = {"brief": 0, "standard": 1, "full": 0}  # achievements shown however long the summary is
_REMARKS: Mapping[Length, int | None] = {"brief": 0, "standard": 5, "full": None}  # findings of severity info, a report
_OVERVIEW: Mapping[Length, int | None] = {"brief": 150, "standard": None, "full": None}  # characters
_KINDS = {"percent": 2.0, "multiple": 2.0, "mass": 1.5, "length": 1.2, "people": 1.2}
_TOLD = 0.25  # a figure the summary has told already counts so much
_DOUBTED = 0.4  # a claim with a figure a finding warns of counts so much
_SHARED = 3.0  # a figure of 数据一览: what the other offices report too
_AGAIN = 0.6  # each further claim of a theme counts so much of the one before
_SHORT = 60  # characters; a claim twice as long is worth one point less
_DUTY = re.compile(r"完成了?[^，]*(?:目标|任务)")  # without a figure it says that work was done, not what
_SEVERITY = {"error": 0, "warn": 1, "info": 2}


def choose_achievements(
    summary: ReportSummary,
    length: Length,
    shared: Collection[str] = (),
    themes: Collection[str] | None = None,
    reports: int = _FEW,
) -> tuple[Achievement, ...]:
    """The claims an item shows, by theme in the report's order.

    `shared` are ids of figures in 数据一览, `themes` the only ones told of, `reports` how many share the room.
    """
    open_to = [claim for claim in summary.achievements if themes is None or claim.theme in themes]
    ranked = _ranked(summary, open_to, shared)
    room = _ROOM[length]
    if room is None:
        return by_theme(summary, ranked)
    left = room // min(max(reports, 1), _FEW) - len(summary.headline.text) - len(summary.summary.text)
    shown: list[Achievement] = []
    for claim in ranked:
        left -= len(claim.text)
        if left < 0 and len(shown) >= _LEAST[length]:
            break
        shown.append(claim)
    return by_theme(summary, shown)


def by_theme(summary: ReportSummary, claims: Sequence[Achievement]) -> tuple[Achievement, ...]:
    """In the report's order, the claims of a theme together where its first one stands."""
    place = {claim.id: i for i, claim in enumerate(summary.achievements)}
    ordered = sorted(claims, key=lambda claim: place[claim.id])
    first = {theme: i for i, theme in enumerate(dict.fromkeys(claim.theme for claim in ordered))}
    return tuple(sorted(ordered, key=lambda claim: first[claim.theme]))


def choose_findings(findings: Sequence[Finding], length: Length) -> tuple[Finding, ...]:
    """Errors, then warnings, then remarks; of remarks only so many a report as the length has room for."""
    most = _REMARKS[length]
    told: Counter[str] = Counter()
    shown = []
    for finding in sorted(findings, key=lambda finding: _SEVERITY[finding.severity]):
        if finding.severity == "info":
            told[finding.report] += 1
            if most is not None and told[finding.report] > most:
                continue
        shown.append(finding)
    return tuple(shown)


def cut_overview(overview: Text, length: Length) -> Text:
    """As many whole sentences as the length has room for, at least the first."""
    most = _OVERVIEW[length]
    if most is None or len(overview.text) <= most:
        return overview
    end = overview.text.rfind("。", 0, most) + 1 or overview.text.find("。") + 1 or len(overview.text)
    return Text(text=overview.text[:end], figures=tuple(mark for mark in overview.figures if mark.end <= end))


def _ranked(summary: ReportSummary, claims: Sequence[Achievement], shared: Collection[str]) -> list[Achievement]:
    rows = {row.id: row for row in summary.figures}
    told = {mark.id for text in (summary.headline, summary.summary) for mark in text.figures}
    worth = {claim.id: _worth(claim, rows, shared, told) for claim in claims}
    doubts = doubted(summary.findings, summary.figures)
    worth |= {c.id: worth[c.id] * _DOUBTED for c in claims if any(mark.id in doubts for mark in c.figures)}
    waiting = {  # by what goes first whatever its worth, then by theme, the best first
        tier: _queues([claim for claim in claims if _tier(claim, told) == tier], worth) for tier in (0, 1, 2)
    }
    ranked: list[Achievement] = []
    taken = Counter({claim.theme for claim in claims if any(mark.id in told for mark in claim.figures)})
    for queues in waiting.values():
        while queues:
            theme = max(queues, key=lambda theme: worth[queues[theme][-1].id] * _AGAIN ** taken[theme])
            ranked.append(queues[theme].pop())
            taken[theme] += 1
            if not queues[theme]:
                del queues[theme]
    return ranked


def _queues(claims: Sequence[Achievement], worth: Mapping[str, float]) -> dict[str, list[Achievement]]:
    """The claims of each theme, the best last; of equals the earlier."""
    queues: dict[str, list[Achievement]] = {}
    for _, claim in sorted(enumerate(claims), key=lambda one: (worth[one[1].id], -one[0])):
        queues.setdefault(claim.theme, []).append(claim)
    return dict(sorted(queues.items()))


def _tier(claim: Achievement, told: Collection[str]) -> int:
    if claim.status != "completed" or (not claim.figures and _DUTY.search(claim.text)):
        return 2
    news = sum(mark.id not in told for mark in claim.figures)
    return 1 if claim.figures and 2 * news <= len(claim.figures) else 0


def _worth(claim: Achievement, rows: Mapping[str, FigureRow], shared: Collection[str], told: Collection[str]) -> float:
    """Always more than nothing, so that a further claim of a theme is worth less than the one before."""
    held = [row for mark in claim.figures if (row := rows.get(mark.id)) and row.status == "achieved"]
    weights = sorted((_weight(row) * (_TOLD if row.id in told else 1.0) for row in held), reverse=True)
    worth = 0.5 + sum(weight / 2.0**place for place, weight in enumerate(weights[:8]))
    worth += _SHARED * any(row.id in shared and row.id not in told for row in held)
    return max(0.1, worth - max(0, len(claim.text) - _SHORT) / _SHORT)


def _weight(row: FigureRow) -> float:
    weight = _KINDS.get(row.kind, 1.0)
    size = max(0, Decimal(row.value).adjusted())  # decimal places: 7 is 1000万
    if row.kind == "money":
        return 0.8 + min(3.5, max(0, size - 3) * 0.55)
    if row.kind == "area":
        return 1.0 + min(2.0, size * 0.35)
    if row.kind in ("count", "people"):
        return weight + min(1.0, size / 4) - (0.6 if Decimal(row.value) < 5 else 0.0)  # 引进企业1个 is no news
    return weight + (0.5 if row.base == "yoy" else 0.0)
