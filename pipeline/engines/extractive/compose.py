"""A headline and a summary out of verified claims: the best clause of each theme, in the report's order."""

from collections.abc import Sequence

from pipeline.domain.draft import ComposeDraft
from pipeline.engines.base import ReportMaterial
from pipeline.engines.extractive.headline import headline_of
from pipeline.engines.extractive.highlights import Highlight, highlights_of
from pipeline.engines.extractive.naming import (
    bare_clause,
    has_own_subject,
    is_department,
    office_name,
    place_of,
    stretch_of,
)
from pipeline.engines.extractive.rank import bigrams, cosine, is_sum_of_place
from pipeline.engines.extractive.times import is_dated, opening_limit, without_stretch
from pipeline.engines.extractive.wording import drawn_length

SUMMARY = (80, 200)  # characters, shortest and longest
_ALIKE = 0.4  # bigram cosine of two highlights that tell of one thing
_FLOOR = 0.5
_ENOUGH, _ROOM = 110, 145  # characters of highlights: below the first more are sought, above the second none is taken


def compose_report(material: ReportMaterial) -> ComposeDraft:
    """Headline and summary of one report; a report without figures gets its headings' words."""
    highlights = highlights_of(material)
    office = office_name(material.report)
    chosen = _choose(highlights)
    return ComposeDraft(headline=headline_of(office, highlights, material), summary=_summary(material, office, chosen))


def _choose(highlights: Sequence[Highlight]) -> list[Highlight]:
    """The best of each theme, then second ones while there is room; none twice from one claim; in the report's order.

    What is worth less than half the best is left out, unless the summary would be too short without it; so is what
    a finding doubts and what is of a part of the year or of many years.
    """
    sure = [h for h in highlights if not h.unsure] or highlights
    ranked = sorted(sure, key=lambda h: (-h.worth, h.place))
    best = max((h.worth for h in ranked if not h.partial), default=0.0)
    chosen: list[Highlight] = []
    for enough, floor, again in ((_ROOM, _FLOOR, False), (_ENOUGH, _FLOOR, True), (SUMMARY[0], 0.0, True)):
        for h in ranked:
            size = sum(drawn_length(c.text) + 1 for c in chosen)
            fits = size < enough and size + drawn_length(h.text) <= _ROOM
            fresh = again or is_sum_of_place(h.text) or all(h.theme != c.theme for c in chosen)
            good = h.worth >= best * floor and (not (h.doubted or h.partial) or not floor)
            if good and fits and fresh and not any(_alike(h, c) for c in chosen):
                chosen.append(h)
    return sorted(chosen, key=lambda h: h.place)


def _alike(one: Highlight, other: Highlight) -> bool:
    if all(is_sum_of_place(h.text) for h in (one, other)) and ("收入" in one.text) != ("收入" in other.text):
        return False  # 一般公共预算收入 and 一般公共预算支出 differ in one word
    return one.place == other.place or cosine(bigrams(one.text), bigrams(other.text)) > _ALIKE


def _summary(material: ReportMaterial, office: str, chosen: Sequence[Highlight]) -> str:
    year = material.report.outline.head.year
    stretch = stretch_of(material.report)
    ordered = _in_order(chosen, stretch) or [claim.text.rstrip("。") for claim in material.achievements[:3]]
    dated = bool(ordered) and is_dated(ordered[0])
    bodies = [bare_clause(text, office, year) for text in ordered]
    if not bodies:
        return ""
    lead = (f"{year}年{stretch}，" if year and not dated else "") + _named(office, bodies[0])
    return lead + "；".join(bodies) + "。"


def _named(office: str, first: str) -> str:
    """The office as the words over its report open with it: not before what is another's, 明州 before 区中医院."""
    if not (is_department(office) and has_own_subject(first, office)):
        return office
    place = place_of(office)
    return place[:-1] if place and first.startswith(place[-1]) else ""


def _in_order(chosen: Sequence[Highlight], stretch: str) -> list[str]:
    """Undated highlights first, so that none is read under another's 截至…; those under one limit say it once, and
    the `stretch` the summary opens with is not said again.
    """
    texts = [without_stretch(stretch, h.text) for h in chosen]
    undated = [text for text in texts if not is_dated(text)]
    dated = [text for text in texts if is_dated(text)]
    limits = [opening_limit(text) for text in dated]
    ordered, last = undated, ""
    for text, limit in sorted(zip(dated, limits, strict=True), key=lambda one: limits.index(one[1])):
        ordered.append(text.removeprefix(limit).lstrip("，") if limit == last else text)
        last = limit
    return ordered
