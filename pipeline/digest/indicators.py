"""Figures of several reports that measure the same thing, brought together by name and unit, never by value.

What makes a cell unlike its neighbours (a plan, a cut-off date, another year, another unit, a near thing) is said
beside it. Nothing is summed, and a figure stands as it is written; `Cell.value` is the same amount in the row's unit.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from pipeline.digest.cells import Sheet, choose
from pipeline.digest.naming import Named
from pipeline.digest.rules import IndicatorRule, default_indicators, with_growth
from pipeline.digest.scale import Scale, common_scale
from pipeline.domain.report import Report
from pipeline.domain.result import Cell, FigureRow, Indicator, ReportSummary

_BOUNDS = {
    "gt": "超过此数",
    "ge": "不低于此数",
    "lt": "不到此数",
    "le": "不超过此数",
}  # said outside the figure's words
_LIMITED = re.compile("超|逾|突破|多|余|以上|以下|以内|之内|不足|不到|不低于|不少于|不超过|至少")
_EXPECTED = re.compile("预计|预期")
_MEANT = re.compile("计划|目标|任务|力争")


def shared_indicators(
    reports: Sequence[Report], summaries: Sequence[ReportSummary], rules: Iterable[IndicatorRule] | None = None
) -> list[Indicator]:
    """Indicators that at least two reports give, one cell a report; a report that gives none has an empty cell."""
    sheets = [Sheet(report, summary) for report, summary in zip(reports, summaries, strict=True)]
    told = tuple(with_growth(tuple(default_indicators() if rules is None else rules)))
    chosen = [own_indicators(sheet, told) for sheet in sheets]
    columns = ((rule, [own[rule.name] for own in chosen]) for rule in told)
    return [_row(rule, sheets, found) for rule, found in columns if sum(one is not None for one in found) >= 2]


def own_indicators(sheet: Sheet, rules: Iterable[IndicatorRule]) -> dict[str, Named | None]:
    """One report's figure for each of `rules` (with their rates: `with_growth`), None where it gives none."""
    chosen: dict[str, Named | None] = {}
    for rule in rules:
        beside = chosen.get(rule.beside or "")
        chosen[rule.name] = choose(sheet, rule, beside.frame.row if beside else None)
    return chosen


def limits_of(one: Named) -> list[str]:
    """What makes the figure unlike its neighbours whatever they are: a plan, a cut-off date, a bound, a near thing."""
    row = one.frame.row
    notes = [("预计数" if _expected(one) else "计划数")] if one.planned else []
    if one.frame.limit:
        notes.append(one.frame.limit)
    if row.bound and not _LIMITED.search(row.text):
        notes.append(_BOUNDS[row.bound])
    return [*notes, *one.notes]


def _row(rule: IndicatorRule, sheets: Sequence[Sheet], found: Sequence[Named | None]) -> Indicator:
    scale = common_scale([one.frame for one in found if one], rule.units)
    several = len({sheet.year for sheet, one in zip(sheets, found, strict=True) if one}) > 1
    cells = [_cell(sheet, one, scale, several) for sheet, one in zip(sheets, found, strict=True)]
    return Indicator(name=rule.name, unit=scale.name, rows=tuple(cells))


def _cell(sheet: Sheet, one: Named | None, scale: Scale, several: bool) -> Cell:
    name = sheet.summary.report.name
    if one is None:
        return Cell(report=name, figure=None)
    row = one.frame.row
    notes = limits_of(one)
    if several:
        notes.insert(int(one.planned), f"{sheet.year}年" if sheet.year else "年份不详")
    notes += scale.notes(one.frame)
    value = scale.value(one.frame)
    return Cell(report=name, figure=row, note="，".join(dict.fromkeys(notes)) or None, value=signed(value, row))


def _expected(one: Named) -> bool:
    """预计实现生产总值391亿元，增长8.6%: what is said of an expected amount is expected too."""
    lead = one.frame.lead
    return bool(_EXPECTED.search(lead) or (_EXPECTED.search(one.frame.sentence) and not _MEANT.search(lead)))


def signed(value: Decimal | None, row: FigureRow) -> str | None:
    """The amount as a plain string, a fall and what has a minus sign below zero; None for a range."""
    if value is None or row.value_hi is not None:
        return None
    plain = format(value.normalize(), "f")
    below = row.direction == "down" and (row.kind == "percent" or row.endpoint is None)
    return f"-{plain}" if below and value else plain
