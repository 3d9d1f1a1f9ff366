"""Which office a report is of: names taken apart, and spellings of one office brought together.

枫桥湖街道, 枫桥湖街道办事处 and 岳阳市君山区枫桥湖街道 are one office while only one place above that name is known.
With 君山区枫桥湖街道 and 云溪区枫桥湖街道 there are two, and a bare 枫桥湖街道 is a third whose district is unknown.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

_UNIT = re.compile(
    r"(?P<name>[一-龥]{2,12}?(?:自治区|自治州|自治县|自治旗|街道|新区|地区|苏木|省|市|州|盟|区|县|旗|乡|镇(?!市))"
    r"|(?:城|郊|矿)区|[一-龥]县)"
)
_TAIL = re.compile(r"(?:工委|委员会)?(?:人民政府|政府)?(?:办事处|办公室|党政办)?$")
_BODY = re.compile(r"[一-龥]{2,16}(?:局|委员会|管委会|委|厅|院|办|中心)")
_BEFORE = re.compile(r"^(?:关于|中国共产党|中共)?(?:20\d\d年度?)?(?:关于)?")
_SEVERAL = re.compile(r"[、，,]|党工委|党委(?!员)")  # 某街道党工委 某街道办事处: the last one
_SPACE = re.compile(r"\s+")


class Level(StrEnum):
    """How high an office stands; amounts of different levels are not neighbours."""

    STREET = "street"  # 街道 镇 乡 苏木
    COUNTY = "county"  # 区 县 旗
    CITY = "city"  # 市 州 盟 地区; a county-level city cannot be told from its name
    PROVINCE = "province"  # 省 自治区
    BUREAU = "bureau"  # 局 委 …
    OTHER = "other"


_MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
_LEVELS = (
    (Level.PROVINCE, _MUNICIPALITIES),
    (Level.PROVINCE, ("省", "自治区")),
    (Level.STREET, ("街道", "镇", "乡", "苏木")),
    (Level.CITY, ("市", "州", "盟", "地区")),
    (Level.COUNTY, ("区", "县", "旗")),
    (Level.BUREAU, ("局", "委", "委员会", "厅", "院", "办", "中心")),
)


@dataclass(frozen=True, slots=True)
class Named:
    """A name taken apart: the office's own, and the places it is said to lie in, the largest first."""

    own: str  # 枫桥湖街道
    within: tuple[str, ...] = ()  # 岳阳市, 君山区

    @property
    def district(self) -> str:
        """The place right above it; "" when the name says none."""
        return self.within[-1] if self.within else ""

    @property
    def level(self) -> Level:
        """By the ending of its own name."""
        return next((level for level, ends in _LEVELS if self.own.endswith(ends)), Level.OTHER)

    def __str__(self) -> str:
        """With all that is known of where it lies."""
        return "".join((*self.within, self.own))


def named(issuer: str | None, title: str | None) -> Named | None:
    """The office of a report with this issuer and title; None when neither names one.

    The issuer says who it is. The title adds where it lies, when it names the same office with more before it.
    """
    said = _parse(issuer or "")
    titled = _parse(title or "", whole=False)
    if said is None:
        return titled
    if titled and titled.own == said.own and _inside(said.within, titled.within):
        return titled
    return said


def same_offices(names: Iterable[Named]) -> Mapping[Named, Named]:
    """For each name the fullest one of the same office.

    Two names are of one office when their own parts are equal and what one says of where it lies is among what the
    other says. A name that would fit two offices that differ is neither: it stays as it is.
    """
    alike: defaultdict[str, set[Named]] = defaultdict(set)
    for name in names:
        alike[name.own].add(name)
    return {name: _fullest(name, group) for group in alike.values() for name in group}


def _fullest(name: Named, group: set[Named]) -> Named:
    fuller = [other for other in group if other != name and _inside(name.within, other.within)]
    last = [one for one in fuller if not any(two != one and _inside(one.within, two.within) for two in fuller)]
    return last[0] if len(last) == 1 else name


def _inside(few: tuple[str, ...], many: tuple[str, ...]) -> bool:
    """True when the places `few` stand among `many` in the same order."""
    rest = iter(many)
    return all(place in rest for place in few)


def _parse(text: str, *, whole: bool = True) -> Named | None:
    """`text` as places and an office; with `whole` only where nothing is left over but 办事处, 人民政府 or a bureau.

    None for words that are no such name, and for a bureau of nobody knows where: 财政局 is a different one everywhere.
    """
    parts = [part for part in _SEVERAL.split(_SPACE.sub("", text)) if part] if whole else [_SPACE.sub("", text)]
    words = _BEFORE.sub("", parts[-1]) if parts else ""
    at, places = 0, []
    while found := _UNIT.match(words, at):
        places.append(found["name"])
        at = found.end()
    rest = _TAIL.sub("", words[at:]) if whole else ""
    if rest:
        return Named(rest, tuple(places)) if places and _BODY.fullmatch(rest) else None
    return Named(places[-1], tuple(places[:-1])) if places else None
