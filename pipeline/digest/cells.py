"""One report's figure for an indicator, out of every figure that is named so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.digest.frame import Frame, fold, frames_of
from pipeline.digest.naming import PLACES, Named, named, reached
from pipeline.digest.rules import IndicatorRule, Pattern
from pipeline.domain.report import Report
from pipeline.domain.result import FigureRow, ReportSummary
from pipeline.engines.extractive.naming import office_name

_TITLE = re.compile(r"(?:20\d\d年)?([\u4e00-\u9fff]{2,14}?(?:街道|[镇乡县市区省州旗盟]))")
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True)  # no slots: the frames are made when first asked for
class Sheet:
    """A report with its summary, as the table of indicators reads it."""

    report: Report
    summary: ReportSummary

    @cached_property
    def frames(self) -> list[Frame]:
        """The figures in their places, in order of the text."""
        return frames_of(self.report, self.summary.figures)

    @cached_property
    def by_unit(self) -> dict[str, list[Frame]]:
        """The same by canonical unit: a rule looks only at its own."""
        found: dict[str, list[Frame]] = {}
        for frame in self.frames:
            found.setdefault(frame.unit, []).append(frame)
        return found

    @cached_property
    def own(self) -> Pattern:
        """Finds the report's own office, by whatever part of its name."""
        head = self.report.outline.head
        titled = _TITLE.match(head.title or "")
        names = {head.issuer or "", office_name(self.report), titled[1] if titled else ""}
        words = sorted((re.escape(fold(name)) for name in names if len(name) > 1), key=lambda name: (-len(name), name))
        return re.compile("|".join(words)) if words else _NEVER

    @property
    def year(self) -> int | None:
        """The year reported on."""
        return self.report.outline.head.year


def choose(sheet: Sheet, rule: IndicatorRule, beside: FigureRow | None) -> Named | None:
    """The report's figure for `rule`; None when it gives none, or several of which none is the whole.

    What was reached goes before what is intended, the whole before what is limited, the year before a part of it,
    the earlier before the later. `beside` is the cell of the indicator that this one must stand by.
    """
    if rule.beside and beside is None:
        return None
    frames = sorted((f for unit in rule.units for f in sheet.by_unit.get(unit, ())), key=lambda f: f.row.start)
    if beside is not None:
        frames = [f for f in frames if _stands_by(f, beside)]
    found = [one for frame in frames if (one := named(frame, rule, sheet.own))]
    best = min(found, key=lambda one: (one.planned, one.limited, one.frame.limit is not None), default=None)
    if best is None:
        return None
    if best.planned:
        return _reached(best, frames, rule, sheet.own) or best
    return None if _one_of_several(best, found) else best


def _stands_by(frame: Frame, beside: FigureRow) -> bool:
    """In the same sentence, behind it and near enough that nothing else was begun between."""
    row = frame.row
    near = row.sentence == beside.sentence and 0 <= row.start - beside.end <= 40
    return near and (row.kind == "percent" or row.unit == beside.unit) and "；" not in frame.gap


def _reached(plan: Named, frames: Sequence[Frame], rule: IndicatorRule, own: Pattern) -> Named | None:
    """What was reached of the plan, where the next amount of its sentence that is none says so in other words."""
    row = plan.frame.row
    for frame in frames:
        if frame.row.sentence == row.sentence and frame.row.start > row.start and frame.row.status != "planned":
            return reached(frame, rule, own)
    return None


def _one_of_several(best: Named, found: Sequence[Named]) -> bool:
    """True for a part (of some places) beside which another one stands: neither is the whole."""
    alike = [one for one in found if one.notes == best.notes and one.frame.row.value != best.frame.row.value]
    return PLACES in best.notes and bool(alike)
