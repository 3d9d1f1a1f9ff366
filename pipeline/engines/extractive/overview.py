"""The words over several reports: who reported, and what stands out in the themes that at least two share.

Nothing is added up or compared here: a sum of ours would be a number no report has. Unlike figures stand side by
side in the table of indicators, where what makes them unlike is marked.
"""

from collections.abc import Sequence

from pipeline.domain.draft import ComposeDraft
from pipeline.engines.base import ReportMaterial
from pipeline.engines.extractive.highlights import Highlight, highlights_of
from pipeline.engines.extractive.naming import bare_clause, office_name
from pipeline.engines.extractive.wording import drawn_length

_THEMES = 3  # themes told of; each takes a line and a half of an official page
_NAMED = 4  # reports told of within a theme
_LONGEST = 34  # characters of what is told of one report
_FLOOR = 0.55  # of the report's best: no theme is filled with what is not worth telling
_LISTED = 6  # offices named one by one before 等 stands for the rest


def compose_overview(materials: Sequence[ReportMaterial]) -> ComposeDraft:
    """A title and an overview; references are `{2.f31}`, figure f31 of the second report."""
    offices = [office_name(m.report) or m.report.name for m in materials]
    best = [_best_by_theme(m) for m in materials]
    sentences = ["本期收录" + _names(offices) + "的工作报告。"]
    for theme in _shared(best)[:_THEMES]:
        told = [
            offices[i] + qualify(bare_clause(found[theme].text, offices[i]), i + 1)
            for i, found in enumerate(best)
            if theme in found
        ]
        sentences.append(f"{theme}方面，" + "；".join(told[:_NAMED]) + "。")
    return ComposeDraft(headline="工作报告摘编", summary="".join(sentences))


def qualify(text: str, place: int) -> str:
    """`text` with each reference `{f31}` made `{place.f31}`."""
    return text.replace("{", "{" + f"{place}.")


def _names(offices: Sequence[str]) -> str:
    return "、".join(offices[:_LISTED]) + ("等" if len(offices) > _LISTED else "")


def _best_by_theme(material: ReportMaterial) -> dict[str, Highlight]:
    best: dict[str, Highlight] = {}
    ranked = sorted(highlights_of(material), key=lambda h: -h.worth)
    for h in ranked:
        if drawn_length(h.text) <= _LONGEST and h.worth >= _FLOOR * ranked[0].worth:
            best.setdefault(h.theme, h)
    return best


def _shared(best: Sequence[dict[str, Highlight]]) -> list[str]:
    worth: dict[str, float] = {}
    for theme in sorted({theme for found in best for theme in found}):
        holders = [found[theme].worth for found in best if theme in found]
        if len(holders) >= 2:
            worth[theme] = sum(holders)
    return sorted(worth, key=lambda theme: (-worth[theme], theme))
