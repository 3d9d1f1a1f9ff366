"""The words over several reports: who reported, what they share, what else stands out in themes at least two share.

Nothing is added up: a sum of ours would be a number no report has. Amounts are told side by side only where they are
of one indicator, unit and year (`compare`); unlike ones stand in the table, where what makes them unlike is marked.
"""

from collections.abc import Collection, Sequence

from pipeline.domain.draft import ComposeDraft
from pipeline.domain.result import Indicator
from pipeline.domain.theme import DEFAULT_THEMES
from pipeline.engines.base import ReportMaterial
from pipeline.engines.extractive.compare import compared, comparisons
from pipeline.engines.extractive.highlights import Highlight, highlights_of
from pipeline.engines.extractive.naming import bare_clause, has_own_subject, offices_of, stretch_of
from pipeline.engines.extractive.wording import drawn_length

_THEMES = 3  # themes told of; each takes a line and a half of an official page
_NAMED = 3  # reports told of within a theme
_LONGEST = 34  # characters of what is told of one report
_ROOM = 300  # characters; past it no further theme is told
_FLOOR = 0.55  # of the report's best: no theme is filled with what is not worth telling
_LISTED = 6  # offices named one by one before 等 stands for the rest


def compose_overview(materials: Sequence[ReportMaterial], shared: Sequence[Indicator] = ()) -> ComposeDraft:
    """A title and an overview; references are `{2.f31}`, figure f31 of the second report."""
    heads = [m.report.outline.head for m in materials]
    names = offices_of([(head.issuer, head.title) for head in heads])
    offices = [name or head.title or m.report.name for name, head, m in zip(names, heads, materials, strict=True)]
    sentences = ["本期收录" + _covered(materials, offices) + "的工作报告。", *comparisons(materials, offices, shared)]
    told = frozenset(compared(sentences))
    one_year = len({head.year for head in heads}) == 1
    called = [_dated(m, office, one_year) for m, office in zip(materials, offices, strict=True)]
    best = [
        _best_by_theme(m, place, office, told)
        for place, (m, office) in enumerate(zip(materials, offices, strict=True), 1)
    ]
    for theme in _shared(best)[:_THEMES]:
        holders = [i for i, found in enumerate(best) if theme in found][:_NAMED]
        words = "；".join(called[i] + qualify(_bare(best[i][theme], materials[i], offices[i]), i + 1) for i in holders)
        sentence = f"{theme}方面，{words}。"
        if sum(map(drawn_length, sentences)) + drawn_length(sentence) <= _ROOM:
            sentences.append(sentence)
    return ComposeDraft(headline="工作报告摘编", summary="".join(sentences))


def qualify(text: str, place: int) -> str:
    """`text` with each reference `{f31}` made `{place.f31}`."""
    return text.replace("{", "{" + f"{place}.")


def _covered(materials: Sequence[ReportMaterial], offices: Sequence[str]) -> str:
    """Who reports on which year, a year's offices together; many are named in part, with a year that all share."""
    if len(offices) > _LISTED:
        named, of_year = list(dict.fromkeys(offices)), {m.report.outline.head.year for m in materials}
        year = f"{next(iter(of_year))}年" if len(of_year) == 1 and None not in of_year else ""
        return "、".join(named[:_LISTED]) + ("等" if len(named) > _LISTED else "") + year
    years: dict[int | None, list[str]] = {}
    for material, office in zip(materials, offices, strict=True):
        years.setdefault(material.report.outline.head.year, []).append(office)
    return "，".join(
        "、".join(dict.fromkeys(of_year)) + (f"{year}年" if year else "") for year, of_year in years.items()
    )


def _dated(material: ReportMaterial, office: str, one_year: bool) -> str:
    """The office and the time its numbers are of, where the first words of the overview do not say it for all."""
    year, stretch = material.report.outline.head.year, stretch_of(material.report)
    when = f"{year}年" if year and (stretch or not one_year) else ""
    return f"{office}{when}{stretch}"


def _bare(highlight: Highlight, material: ReportMaterial, office: str) -> str:
    """Its words behind the office and its time, which it need not say again."""
    said = bare_clause(highlight.text, office, material.report.outline.head.year)
    stretch = stretch_of(material.report)
    return bare_clause(said.removeprefix(stretch).lstrip("，"), office) if stretch else said


def _best_by_theme(material: ReportMaterial, place: int, office: str, told: Collection[str]) -> dict[str, Highlight]:
    """The best of each theme that may be told behind the office's name: what has its own subject, 全市, may not."""
    best: dict[str, Highlight] = {}
    ranked = sorted(highlights_of(material), key=lambda h: -h.worth)
    for h in ranked:
        fresh = not set(compared([qualify(h.text, place)])) & set(told)
        if (
            not h.doubted
            and fresh
            and not has_own_subject(h.text, office)
            and drawn_length(h.text) <= _LONGEST
            and h.worth >= _FLOOR * ranked[0].worth
        ):
            best.setdefault(h.theme, h)
    return best


def _shared(best: Sequence[dict[str, Highlight]]) -> list[str]:
    worth: dict[str, float] = {}
    for theme in sorted({theme for found in best for theme in found} - {DEFAULT_THEMES[-1].name}):
        holders = [found[theme].worth for found in best if theme in found]
        if len(holders) >= 2:
            worth[theme] = sum(holders)
    return sorted(worth, key=lambda theme: (-worth[theme], theme))
