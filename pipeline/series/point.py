"""One report's figures for the indicators, each as a point of its office's series."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pipeline.digest.cells import Sheet
from pipeline.digest.indicators import limits_of, own_indicators, signed
from pipeline.digest.naming import Named
from pipeline.digest.rules import IndicatorRule
from pipeline.digest.scale import Scale, common_scale
from pipeline.domain.report import Report
from pipeline.domain.result import FigureRow, ReportSummary

_HALF = re.compile(r"[上下]半年|1月?[-—–~至到]6月")
_RATES = ("percent", "point", "multiple")  # kinds whose size says nothing: 187 % stands beside 2.5 %


@dataclass(frozen=True, slots=True)
class Measure:
    """What two points must have in common to be put on one line."""

    indicator: str
    unit: str  # canonical, without 万 or 亿
    planned: bool
    span: str  # year, half or part of it
    near: tuple[str, ...]  # 部分点位, 全口径税收: what makes it a near thing
    rate: bool  # a rate of change or a share


@dataclass(frozen=True, slots=True)
class Point:
    """A figure as the value of an indicator. `start` and `end` are code points of the text of report `place`."""

    place: int  # of its report among those gathered
    measure: Measure
    figure: str
    start: int
    end: int
    text: str  # as the report writes it
    value: Decimal | None  # in the measure's unit, a fall below zero; None for a range
    status: str
    period: str  # 全年, 上半年, 截至9月底; "" where the report does not say
    notes: tuple[str, ...]


def points_of(place: int, report: Report, summary: ReportSummary, rules: Sequence[IndicatorRule]) -> list[Point]:
    """The points of the report gathered as number `place`, at most one an indicator.

    `rules` are those of `with_growth`; `report` is the text itself or what `rebuilt` makes of the summary.
    """
    sheet = Sheet(report, summary)
    period = report.outline.head.period or ""
    own = own_indicators(sheet, rules)
    return [_point(place, rule, found, period) for rule in rules if (found := own[rule.name])]


def _point(place: int, rule: IndicatorRule, found: Named, period: str) -> Point:
    frame, row = found.frame, found.frame.row
    unit = common_scale([frame], rule.units).unit
    amount = signed(Scale(unit, "").value(frame), row)
    return Point(
        place=place,
        measure=_measure(rule.name, unit, found.planned, _span(frame.limit), found.notes, row.kind in _RATES),
        figure=row.id,
        start=row.start,
        end=row.end,
        text=row.text,
        value=None if amount is None else Decimal(amount),
        status=row.status,
        period=frame.limit or period,
        notes=(*(note for note in limits_of(found) if note != frame.limit), *_unit_notes(row, frame.unit, unit)),
    )


@cache  # fifty thousand reports share a few hundred
def _measure(indicator: str, unit: str, planned: bool, span: str, near: tuple[str, ...], rate: bool) -> Measure:
    return Measure(indicator, unit, planned, span, near, rate)


def _span(limit: str | None) -> str:
    if limit is None:
        return "year"
    return "half" if _HALF.search(limit) else "part"


def _unit_notes(row: FigureRow, written: str, unit: str) -> list[str]:
    notes = ["原文未写“元”"] if row.kind == "money" and not row.unit else []
    return [*notes, "单位已换算"] if written != unit else notes
