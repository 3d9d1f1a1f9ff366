"""Reading an amount in Arabic digits: number, range, multiplier, unit and the words that soften it."""

import re
from decimal import Decimal

from pipeline.domain.figure import Kind, Marker, Owner
from pipeline.figures import markers
from pipeline.figures.compounds import is_other_word
from pipeline.figures.lexicon import words
from pipeline.figures.numerals import arabic
from pipeline.figures.reading import Reading
from pipeline.figures.scan import BLANK, LOWER_PART, SECOND, SHARED
from pipeline.figures.sign import sign_start
from pipeline.figures.units import Unit, norm, unit_at

# What an amount may be counted by, longest first where one begins another.
_DIVISOR = words(
    """
    平方公里 平方米 立方米 公里 千瓦时 千瓦 元 人·月 人·年 人•月 人.月 人月 户·月 公斤 千克 小时 分钟 人次 人年
    年 月 日 天 人 户 亩 公顷 吨 米 度
    斤 台 辆 次 件 个 家 名 栋 套 平米 ㎡ m² m³ m3 m2 升 L h s kg kWh t 克 头 只 株 秒 床 村 单 车 公升
    亿元 株 平方厘米 cm² cm2 CM2
    """
)
_NOT_HOUSEHOLDS = re.compile("企业|个体|商户|工商|经营|非住宅|市场主体|店|用电|工业|商铺|门面|摊|法人")
_DECIMAL = re.compile(r"[.．][0-9０-９]{1,3}$")  # 1.9个点 are points, 3个点 may be places
_POINTS = Unit("个点", "个百分点", Kind.POINT)
_SLASHES = frozenset("/／")
_SPACES = " \t\u3000\xa0\n"
# Enum members as globals: reading one through its class takes ten times as long on Python 3.11.
_OTHER, _FIGURE = Kind.OTHER, Owner.FIGURE


def unit_after(text: str, end: int) -> tuple[Unit | None, int]:
    """The unit behind a number that ends at `end`, and its end; a space or a line end may stand between."""
    at = end
    unit = unit_at(text, at)
    if (broken := text.find("\n", at + 1, at + 4)) > 0 and (joined := _wrapped_unit(text, at, broken, unit)):
        return joined
    if unit is None and text[at : at + 1] in _SPACES:
        found = BLANK.match(text, end)
        at = found.end() if found else end
        if "\n" in text[end:at] and "\n" in text[max(0, end - 12) : end]:
            return None, end  # a cell of a table, not a wrapped line
        unit = unit_at(text, at)
    if unit is None:
        return None, end
    after = at + len(unit.text)
    following = text[after : after + 1]
    if following == "点" and unit.text == "个" and _DECIMAL.search(text, max(0, at - 4), at):
        return _POINTS, after + 1
    if is_other_word(unit.text, following) or (
        unit.text[-1].isascii() and unit.text[-1].isalnum() and following.isascii() and following.isalnum()
    ):
        return None, end
    return unit, after


def _wrapped_unit(text: str, at: int, broken: int, short: Unit | None) -> tuple[Unit, int] | None:
    """51亿美⏎元: the unit that runs over the end of a hard-wrapped line, when it is longer than what the line holds."""
    if "\n" in text[max(0, at - 12) : at]:
        return None  # a cell of a table, not a wrapped line
    rest = BLANK.match(text, broken)
    resumed = rest.end() if rest else broken + 1
    unit = unit_at(text[at:broken] + text[resumed : resumed + 4], 0)
    head = broken - at
    if unit is None or len(unit.text) <= max(head, len(short.text) if short else 0):
        return None
    after = resumed + len(unit.text) - head
    return None if is_other_word(unit.text, text[after : after + 1]) else (unit, after)


def divided(text: str, unit: Unit, end: int) -> tuple[str, str, int]:
    """The unit with the divisor behind the stroke at `end`, when it is one: 吨/年, 元/平方米."""
    scale = text[end + 1 : end + 2] if text[end + 1 : end + 2] in ("百", "千", "万") else ""  # 公里/百平方公里
    for divisor in _DIVISOR:
        if text.startswith(divisor, end + 1 + len(scale)):
            whole = f"{unit.text}/{scale}{divisor}"
            return whole, norm(whole), end + 1 + len(scale) + len(divisor)
    return unit.text, unit.norm, end


def read_amount(text: str, start: int, found: re.Match[str], floor: int) -> Reading | None:
    """The amount whose number `found` matched at `start`; None when neither unit nor multiplier follows."""
    digits, more, multiplier, more_too = found.groups()
    end = found.end()
    value, ulp = arabic(digits, multiplier or "")
    if multiplier == "亿" and (lower := LOWER_PART.match(text, end)):
        part, ulp = arabic(lower[1], lower[2])
        value, end = value + part, lower.end()
    unit, unit_end = unit_after(text, end)
    soft = Marker.OVER if more or more_too else None
    if second := SECOND.match(text, unit_end if unit else end):
        ranged = _range(text, start, floor, digits, multiplier, value, ulp, unit, second)
        if ranged:
            return ranged
    if unit is None and (not multiplier or text[end : end + 1] in "、和及与"):
        shared = _shared(text, start, floor, digits, multiplier, end, soft)
        if shared:
            return shared
    if unit is None and not multiplier:
        return None
    return finish(text, start, unit_end if unit else end, floor, (value, None, ulp), unit, soft)


def _range(
    text: str, start: int, floor: int, digits: str, multiplier: str | None, value: Decimal, ulp: Decimal,
    unit: Unit | None, second: re.Match[str],
) -> Reading | None:  # fmt: skip
    """3-5家, 15%—30%, 9亿~16亿元; a lower end without multiplier takes the upper one's when it stays below."""
    last, end = unit_after(text, second.end())
    high, _ = arabic(second[1], second[3] or "")
    if not (last or second[3]) or (unit and (last is None or last.norm != unit.norm)) or len(digits) > 12:
        return None
    if not multiplier and second[3] and unit is None:
        scaled = arabic(digits, second[3])
        value, ulp = scaled if scaled[0] < high else (value, ulp)
    if value >= high:
        return None
    soft = Marker.OVER if second[2] or second[4] else None
    return finish(text, start, end, floor, (value, high, ulp), last, soft)


def _shared(
    text: str, start: int, floor: int, digits: str, multiplier: str | None, end: int, soft: Marker | None
) -> Reading | None:
    """分别为12、15和18个: the unit printed once holds for every number of the list."""
    found = SHARED.match(text, end)
    unit = unit_after(text, found.end())[0] if found else None
    if found is None or unit is None or unit.text in ("年", "号", "岁", "期"):
        return None
    value, ulp = arabic(digits, multiplier or found[3] or "")
    return finish(text, start, end, floor, (value, None, ulp), unit, soft, printed=False)


def finish(
    text: str, start: int, end: int, floor: int, amount: tuple[Decimal, Decimal | None, Decimal],
    unit: Unit | None, soft: Marker | None, printed: bool = True,
) -> Reading:  # fmt: skip
    """Put unit, kind and softening words round a value; `printed` is false for a unit that stands elsewhere."""
    value, high, ulp = amount
    name, canonical, kind = "", "", _OTHER
    if unit:
        kind = unit.kind
        name, canonical = unit.text, unit.norm
        if printed and text[end : end + 1] in _SLASHES:
            name, canonical, end = divided(text, unit, end)
        if name == "户" and _NOT_HOUSEHOLDS.search(text, max(floor, start - 12), end + 10):
            kind = Kind.COUNT
        elif name == "％":
            name = "%"
    sign = sign_start(text, start, kind, canonical)
    first, marker, bound = markers.before(text, sign, floor)
    if sign < start:
        first = start  # 约-5%: marker and sign are told, the figure's words start at the digits
    marker_after, bound_after = markers.after(text, end)
    if soft or marker_after:
        marker = markers.both(markers.both(soft, marker), marker_after)
    return Reading(first, end, _FIGURE, value, high, name, canonical, kind, ulp, marker, bound or bound_after)
