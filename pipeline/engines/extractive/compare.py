"""What may be said of several reports in one breath: one indicator, one unit, one period, nothing that needs a mark."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.domain.result import Cell, Indicator
from pipeline.engines.base import ReportMaterial
from pipeline.engines.extractive.wording import drawn_length

_TURNS = 3  # offices told in turn (分别); more are told by the highest and the lowest
_INDICATORS = 3  # told of one group of offices
_GROUPS = 3
_ROOM = 200  # characters; past it no further group is told of
_OF_THE_CELL = re.compile(r"^(?:合.*|单位已换算|原文未写“元”|20\d\d年|下降)$")  # notes that make no amount unlike
_GROWTH = "增速"


@dataclass(frozen=True, slots=True)
class _Group:
    """Offices, by their places from 0, that give an indicator for one year on the same terms."""

    year: int
    places: tuple[int, ...]


def comparisons(materials: Sequence[ReportMaterial], offices: Sequence[str], shared: Sequence[Indicator]) -> list[str]:
    """Sentences with references `{2.f31}`, the group that shares most first; [] where nothing may be compared."""
    told: dict[_Group, dict[str, str]] = {}
    places = {material.report.name: place for place, material in enumerate(materials)}
    for indicator in shared:
        for group, cells in _alike(indicator, materials, places).items():
            if words := _words(indicator, cells, places, offices):
                _join(told.setdefault(group, {}), indicator.name, words)
    ranked = sorted(told, key=lambda group: -len(group.places) * min(_INDICATORS, len(told[group])))
    sentences: list[str] = []
    for group in ranked[:_GROUPS]:
        sentence = _sentence(group, list(told[group].values())[:_INDICATORS], offices)
        if not sentences or sum(map(drawn_length, sentences)) + drawn_length(sentence) <= _ROOM:
            sentences.append(sentence)
    return sentences


def _join(told: dict[str, str], name: str, words: str) -> None:
    """分别增长9%、8% follows the amounts it is of; alone it names its indicator itself."""
    whole = name.removesuffix(_GROWTH)
    if whole != name and "分别为" in told.get(whole, ""):
        told[whole] += "，" + words.removeprefix(whole)
    else:
        told[name] = words


def _alike(
    indicator: Indicator, materials: Sequence[ReportMaterial], places: Mapping[str, int]
) -> dict[_Group, list[Cell]]:
    by_year: dict[int, list[Cell]] = {}
    for cell in indicator.rows:
        material = materials[places[cell.report]]
        year = material.report.outline.head.year
        if year is not None and _plain(cell) and cell.figure and cell.figure.id not in material.doubted:
            by_year.setdefault(year, []).append(cell)
    return {
        _Group(year, tuple(places[cell.report] for cell in cells)): cells
        for year, cells in by_year.items()
        if len(cells) > 1 and len({cell.figure.direction for cell in cells if cell.figure}) == 1
    }


def _plain(cell: Cell) -> bool:
    """True for an amount reached in the year that nothing makes unlike its neighbours."""
    notes = (cell.note or "").split("，") if cell.note else []
    reached = cell.figure is not None and cell.figure.status == "achieved" and cell.value is not None
    return reached and all(_OF_THE_CELL.match(note) for note in notes)


def _words(indicator: Indicator, cells: Sequence[Cell], places: Mapping[str, int], offices: Sequence[str]) -> str:
    """固定资产投资分别为{1.f3}、{4.f2}; of many the highest and the lowest; "" when neither can be said."""
    name, verb = indicator.name, "为"
    if name.endswith(_GROWTH):
        directions = {cell.figure.direction for cell in cells if cell.figure}
        if directions not in ({"up"}, {"down"}) or not all(_says_mean(cell, name) for cell in cells):
            return ""
        name, verb = name.removesuffix(_GROWTH), "增长" if directions == {"up"} else "下降"
    called = [offices[places[cell.report]] for cell in cells]
    if len(set(called)) < len(called):
        return ""  # two reports of one office: nobody could tell whose number is whose
    if len(cells) <= _TURNS:
        return f"{name}分别{verb}" + "、".join(_reference(cell, places) for cell in cells)
    if verb == "下降" or len({cell.value for cell in cells}) == 1:
        return ""
    ordered = sorted(cells, key=lambda cell: float(cell.value or 0))
    low, high = ordered[0], ordered[-1]
    return "；".join(
        f"{offices[places[cell.report]]}{name}{verb}{_reference(cell, places)}、{word}"
        for cell, word in ((high, "各篇中最高"), (low, "最低"))
    )


def _says_mean(cell: Cell, name: str) -> bool:
    """A rate of a mean says so in its own words, or it would be told of a total."""
    return "均" not in name or (cell.figure is not None and "均" in cell.figure.indicator)


def _reference(cell: Cell, places: Mapping[str, int]) -> str:
    return f"{{{places[cell.report] + 1}.{cell.figure.id}}}" if cell.figure else ""


def _sentence(group: _Group, told: Sequence[str], offices: Sequence[str]) -> str:
    who = "、".join(offices[place] for place in group.places) if len(group.places) <= _TURNS else ""
    return f"{group.year}年，{who}{'；'.join(told)}。"


def compared(sentences: Sequence[str]) -> Iterator[str]:
    """The references that `sentences` hold: what has been told of already."""
    for sentence in sentences:
        yield from re.findall(r"\{[^{}]*\}", sentence)
