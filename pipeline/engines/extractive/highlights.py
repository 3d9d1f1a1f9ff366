"""The parts of a report's claims that can stand in the words over it, each with its worth."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.domain.figure import Figure, Status
from pipeline.domain.report import Report
from pipeline.domain.result import Achievement
from pipeline.engines.base import ReportMaterial
from pipeline.engines.extractive.naming import is_department, of_another_place, office_name, stretch_of
from pipeline.engines.extractive.rank import bigrams, score
from pipeline.engines.extractive.runs import runs_of
from pipeline.engines.extractive.times import LIMITED, MANY_YEARS, OPENING_LIMIT, is_partial, without_stretch

# 2022年目标完成100万平方米, 全年累计完成112.23万平方米: the aim and what came of it.
_AIMED_AND_MET = re.compile(r"^[^，{]*目标(?:完成|实现)[^，{]*\{[^，]*，(?!其中)[^，]*(?:完成|实现|实际|达)[^，]*\{")
_GROWN = re.compile(r"年均(?:增长|递增|增速|下降)")
_PROFILE = re.compile(r"基本[情概]况|概况|简介")  # what an office is, not what it did
_OTHER_YEAR = re.compile(r"(?<![比较从由自与同和跟于至])(20\d\d)年")
# Added to what the first claims of a report open with: a bureau begins with its total, a place with its occasion.
_FIRST = {True: (2.5, 1.5, 0.8), False: (0.6, 0.3, 0.0)}
_PARTIAL = 3.0  # taken from what is of part of the year or of many years: the year's own figure goes before it
_OF_ALL = ("全年", "今年", "年内", "年末", "年底")
_SENTENCE_LIMIT = re.compile(
    rf"(?:^|[。；]|[一二三四五六七八九十]是|[）)、.．])\s*({OPENING_LIMIT.pattern.removeprefix('^')}|[^，,。；]{{2,12}}以来|{MANY_YEARS})(?=[，,])"
)
# The end of the year and its beginning bound nothing; 与2018年相比 is said of one change.
_CARRIES_NOT = re.compile(r"12月|年[底末]，$|^(?:今年|本年|一年|20\d\d年)以?来|^[与同和跟比较]")
_EVENT = re.compile(r"发生[^，]{0,16}[0-9]+起")  # in 基本情况 too no profile but the year's
_ESTIMATED = re.compile(r"^预计(?:20\d\d年|全年|今年)?[^，]{0,6}(?:可?实现|完成|达到?)[^，]*(?:生产总值|GDP)")


@dataclass(frozen=True, slots=True)
class Highlight:
    """Part of a claim that can stand in a summary; `text` carries references."""

    text: str
    theme: str
    place: int
    worth: float
    doubted: bool = False  # unsure, or a finding of severity warn or error singles out one of its figures
    partial: bool = False  # of a quarter, or of several years, in a report on one year
    unsure: bool = False  # of a part of the year or of the year: its paragraph leaves that open


def highlights_of(material: ReportMaterial) -> list[Highlight]:
    """Every run of clauses of a completed claim that could stand in a summary, with its worth.

    What is said of another year, or of what the office is rather than of what it did, is none.
    """
    centroid = bigrams(" ".join(claim.text for claim in material.achievements))
    total = max(1, len(material.achievements))
    head, office = material.report.outline.head, office_name(material.report)
    added = _FIRST[is_department(office)]
    found: list[Highlight] = []
    told: list[int] = []  # claims that gave a highlight: what a report tells first is its total
    for place, claim in enumerate(material.achievements):
        profile = _PROFILE.search(claim.section) and not _EVENT.search(claim.text)
        estimated = _ESTIMATED.match(claim.text) is not None
        if profile or not (claim.status == "completed" or estimated):
            continue
        unsure = _below_a_limit(claim, material.report)
        for text in runs_of(referenced(claim), whole=not is_department(office)):
            held = _held(text, material.figures)
            foreseen = estimated and claim.text.startswith(text.partition("{")[0])
            reached = foreseen or any(f.status is Status.ACHIEVED for f in held)
            aimed = any(f.status is Status.PLANNED for f in held[:1]) and not (foreseen or _AIMED_AND_MET.match(text))
            if not reached or aimed or _of_another_year(text, head.year) or of_another_place(text, office):
                continue
            doubted = unsure or any(f.id in material.doubted for f in held)
            partial = is_partial(text, head.period) or _is_part(claim) or _GROWN.search(claim.text) is not None
            if place not in told and not partial:
                told.append(place)
            leading = told.index(place) if place in told and referenced(claim).startswith(text) else len(added)
            bonus = added[leading] if leading < len(added) else 0.0
            closed = [replace(f, status=Status.ACHIEVED) for f in held] if foreseen else held
            worth = score(text, closed, centroid, place / total) + bonus - _PARTIAL * partial
            found.append(Highlight(text, claim.theme, place, worth, doubted, partial, unsure))
    return found


def _is_part(claim: Achievement) -> bool:
    """True when its sentence gives the parts of a total that another one gives."""
    return bool(claim.evidence) and claim.evidence[0].text.lstrip().startswith("其中")


def _below_a_limit(claim: Achievement, report: Report) -> bool:
    """True when a sentence before it in its paragraph is of a part of the year and it sets no time itself.

    Nobody can tell whether its number is of that part or of the year.
    """
    if not claim.evidence or claim.evidence[0].text[:4].lstrip().startswith(_OF_ALL):
        return False
    start = claim.evidence[0].start
    above = report.text[report.text.rfind("\n", 0, start) + 1 : start]
    limits = [without_stretch(stretch_of(report), found[1] + "，") for found in _SENTENCE_LIMIT.finditer(above)]
    own = OPENING_LIMIT.match(claim.text) or LIMITED.match(claim.text.partition("，")[0])
    return any(limit and not _CARRIES_NOT.search(limit) for limit in limits) and not own


def referenced(claim: Achievement) -> str:
    """The claim's text with its figures as references again."""
    parts, at = [], 0
    for mark in claim.figures:
        parts += [claim.text[at : mark.start], "{" + mark.id + "}"]
        at = mark.end
    return "".join([*parts, claim.text[at:]])


def spelled(text: str, figures: Mapping[str, Figure]) -> str:
    """`text` with its references as the report writes them."""
    return re.sub(r"\{(f\d+)\}", lambda m: figures[m[1]].text if m[1] in figures else "", text)


def _held(text: str, figures: Mapping[str, Figure]) -> Sequence[Figure]:
    return [figures[key] for key in re.findall(r"\{(f\d+)\}", text) if key in figures]


def _of_another_year(text: str, year: int | None) -> bool:
    return year is not None and any(int(said) != year for said in _OTHER_YEAR.findall(text))
