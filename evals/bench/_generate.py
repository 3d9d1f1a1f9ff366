"""As many varied reports as a benchmark needs, out of the seeds: other names, years, amounts, order of sentences.

An office reports for ten years in a row and keeps its size, so that its indicators are a time series; twelve offices
make a district. What a paragraph counts in one unit is multiplied together by a whole number, so that sums, shares and
rates still hold; an amount that stands alone in its paragraph varies freely. Nothing is read but the seeds.
"""

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline import read_report
from pipeline.domain.figure import Base, Figure, Kind
from pipeline.domain.report import Report
from pipeline.figures import find_figures

_SEEDS = Path(__file__).resolve().parents[2] / "seeds"
FIRST_YEAR, YEARS, OFFICES = 2013, 10, 12  # years of an office, offices of a district
_NO_DISTRICT = 11  # every eleventh office names its district nowhere
_SIZE = (1.0, 5.0)  # an office against its seed
_GROWTH = (1.0, 1.08)  # a year, per office
_NOISE = (0.85, 1.18)  # a figure against its trend
_FIXED = (Kind.PERCENT, Kind.POINT, Kind.DURATION, Kind.MULTIPLE)  # of other figures, or by their nature
_FEW = 20  # below it a count is often the length of a list that follows: it stays

_NUMERAL = re.compile(r"\d+(?:\.\d+)?")
_YEAR = re.compile(r"(?<!\d)20[12]\d(?=\s*(?:年|[-—./]\d))")
_LEANING = re.compile(r"[\s“]*(?:其中|同时|[该此这]|以上|上述|其|目前|截[至止]|累计|对|并)")
_ITEM = re.compile(r"\s*[一二三四五六七八九十]是")
_SENTENCE = re.compile(r"[^。]*。|[^。]+$")
_FIRST = "东西南北青白金银长永安平和兴太新大高清凤龙云石柳松梅桃杨桐竹"
_SECOND = "江河湖溪泉山岭岗原川桥塘坪湾洲港城园亭台门庄屯堡关阳林田沙井"


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number that varies: `alone` by itself, else with the others of its paragraph."""

    digits: str
    paragraph: int
    alone: bool


@dataclass(frozen=True, slots=True)
class _Year:
    year: int


_Piece = str | _Amount | _Year
_Block = tuple[_Piece, ...]


@dataclass(frozen=True, slots=True)
class _Mould:
    """A seed taken apart: runs of sentences (a line, or an item of it); all but the first may change places."""

    runs: tuple[tuple[_Block, ...], ...]
    office: str  # 枫桥湖
    district: str  # 长沙县; "" when the seed names none
    year: int


@dataclass(frozen=True, slots=True)
class _Office:
    name: str
    district: str  # with its city
    said: bool  # the report names the district
    mould: _Mould
    size: float
    growth: float


def generate(number: int, seed: int = 0) -> Iterator[tuple[str, str]]:
    """`number` pairs (name, text), one by one, the same for the same `seed`; a longer run begins as a shorter one."""
    for place in range(number):
        office = _office(place // YEARS, seed)
        year = FIRST_YEAR + place % YEARS
        yield f"{place:06d}_{office.name}街道{year}", _text(office, year, random.Random(f"{seed}/{place}"))


@cache
def _moulds() -> tuple[_Mould, ...]:
    manifest = json.loads((_SEEDS / "manifest.json").read_text(encoding="utf-8"))
    return tuple(_mould(read_report(_SEEDS / row["file"]), row["office"], row["year"]) for row in manifest)


def _office(number: int, seed: int) -> _Office:
    """The office of this number: a name that no other of its district has."""
    chance = random.Random(f"{seed}/office/{number}")
    district, place = divmod(number, OFFICES)
    first = (district * 7 + place * 5) % len(_FIRST)
    name = _FIRST[first] + _SECOND[(district * 5 + place * 11 + 8) % len(_SECOND)]
    moulds = _moulds()
    return _Office(
        name=name,
        district=_district(district),
        said=number % _NO_DISTRICT != _NO_DISTRICT - 1,
        mould=moulds[number % len(moulds)],
        size=chance.uniform(*_SIZE),
        growth=chance.uniform(*_GROWTH),
    )


def _district(number: int) -> str:
    """临安市东江区: cities of ten districts; names repeat only after `len(_FIRST) * len(_SECOND)` cities."""
    city, place = divmod(number, 10)
    second, first = divmod(city, len(_FIRST))
    names = f"{_FIRST[first]}{_SECOND[(second + first) % len(_SECOND)]}"
    own = f"{_FIRST[(place * 3 + city) % len(_FIRST)]}{_SECOND[(place * 7 + city + 3) % len(_SECOND)]}"
    return f"{names}市{own}区"


def _text(office: _Office, year: int, chance: random.Random) -> str:
    trend = office.size * office.growth ** (year - FIRST_YEAR)
    together: dict[int, int] = {}
    parts = []
    for first, *rest in office.mould.runs:
        chance.shuffle(rest)
        parts += [_said(piece, office, year, trend, together, chance) for block in (first, *rest) for piece in block]
    return _named("".join(parts), office)


def _said(
    piece: _Piece, office: _Office, year: int, trend: float, together: dict[int, int], chance: random.Random
) -> str:
    if isinstance(piece, str):
        return piece
    if isinstance(piece, _Year):
        return str(piece.year - office.mould.year + year)
    if piece.alone:
        return _free(piece.digits, trend * chance.uniform(*_NOISE))
    if piece.paragraph not in together:
        together[piece.paragraph] = max(1, round(trend * chance.uniform(*_NOISE)))
    return _times(piece.digits, together[piece.paragraph])


def _times(digits: str, factor: int) -> str:
    """`digits` times a whole number, with as many decimals."""
    return _placed(int(digits.replace(".", "")) * factor, _decimals(digits))


def _free(digits: str, factor: float) -> str:
    """`digits` times `factor`, as round as before: 1500 stays a number of hundreds, 3.6 has one decimal."""
    units = int(digits.replace(".", ""))
    step = 1 if "." in digits else 10 ** (len(digits) - len(digits.rstrip("0")))
    return _placed(max(1, round(units * factor / step)) * step, _decimals(digits))


def _decimals(digits: str) -> int:
    return len(digits.partition(".")[2])


def _placed(units: int, decimals: int) -> str:
    shown = str(units).zfill(decimals + 1)
    return f"{shown[:-decimals]}.{shown[-decimals:]}" if decimals else shown


def _named(text: str, office: _Office) -> str:
    """The seed's names as the office's own; where the office signs, its district stands before it if it is said."""
    mould, district = office.mould, office.district if office.said else ""
    if mould.district:
        text = text.replace(mould.district + mould.office, mould.office)
        text = text.replace(mould.district, office.district.partition("市")[2])
    for place in ("发布机构: ", "发布部门:", "来源:  "):
        text = text.replace(f"{place}{mould.office}街道", f"{place}{district}{mould.office}街道")
    text = text.replace(f"{mould.office}街道办事处", f"{district}{mould.office}街道办事处")
    return (text.replace(district * 2, district) if district else text).replace(mould.office, office.name)


def _mould(report: Report, office: str, year: int) -> _Mould:
    name = office.partition("街道")[0]
    found = re.search(rf"([一-龥]{{2}}[县区])(?={name}街道)", report.text)
    figures = find_figures(report.text, report.outline)
    runs: list[tuple[_Block, ...]] = []
    at = 0
    for number, line in enumerate(report.text.splitlines(keepends=True)):
        end = at + len(line)
        amounts = dict(_amounts(report.text, [f for f in figures if at <= f.start < end], number))
        runs += _runs(report.text, at, end, amounts)
        at = end
    return _Mould(tuple(runs), name, found[1] if found else "", year)


def _runs(text: str, start: int, end: int, amounts: dict[int, _Amount]) -> Iterator[tuple[_Block, ...]]:
    """The line's items (一是…, 二是…), each as its sentences with what leans on them: 其中, 该项目."""
    stop = end - text.endswith("\n", start, end)
    begins = [found.start() for found in _SENTENCE.finditer(text, start, stop)]
    items = [start, *(begin for begin in begins[1:] if _ITEM.match(text, begin))]
    for item, following in zip(items, [*items[1:], stop], strict=True):
        inside = (begin for begin in begins if item < begin < following)
        cuts = [item, *(begin for begin in inside if not _LEANING.match(text, begin))]
        yield tuple(tuple(_pieces(text, a, b, amounts)) for a, b in zip(cuts, [*cuts[1:], following], strict=True))
    if stop < end:
        yield ((text[stop:end],),)


def _amounts(text: str, figures: Sequence[Figure], paragraph: int) -> Iterator[tuple[int, _Amount]]:
    """(place, amount) of the numerals of a paragraph that may vary."""
    for unit in dict.fromkeys(figure.unit_norm[-1:] for figure in figures):
        group = [figure for figure in figures if figure.unit_norm[-1:] == unit]  # 次 and 人次 are added up too
        few = min(figure.value for figure in group) < _FEW
        for figure in group:
            found = _NUMERAL.match(text, figure.start, figure.end)
            changes = figure.kind is Kind.PERCENT and figure.base is Base.YEAR and figure.value < 30
            fixed = figure.value_hi is not None or figure.bound is not None or figure.kind in _FIXED
            if found is None or (fixed and not changes) or (few and not changes and figure.kind is not Kind.MONEY):
                continue
            yield found.start(), _Amount(found[0], paragraph, alone=changes or len(group) == 1)


def _pieces(text: str, start: int, end: int, amounts: dict[int, _Amount]) -> Iterator[_Piece]:
    """The text between `start` and `end` with what varies taken out."""
    slots: list[tuple[int, int, _Piece]] = [(at, at + len(one.digits), one) for at, one in amounts.items()]
    slots += [(f.start(), f.end(), _Year(int(f[0]))) for f in _YEAR.finditer(text, start, end)]
    at = start
    for begin, stop, piece in sorted(slots, key=lambda slot: slot[0]):
        if start <= begin < end and begin >= at:
            yield text[at:begin]
            yield piece
            at = stop
    yield text[at:end]
