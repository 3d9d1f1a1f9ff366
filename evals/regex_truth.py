"""The harness's own reading of numbers: plain, and written apart from `pipeline.figures` so that the two can disagree.

Where a report has labels they are the truth and this is a tripwire; where it has none, this is what there is. What it
cannot do on purpose: Chinese numerals without a plain counting word, units that stand in a column head, status.
Spans are half-open code points of the text given.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

_RUN = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)*")
_SCALES = {"百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
_HAN = {char: digit for digit, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}

# The longest first: 人次 before 人, 万元 is a scale and 元.
_UNITS = (
    "个百分点|百分点|平方公里|平方千米|平方米|立方米|千瓦时|兆瓦时|人民币|人次|家次|户次|场次|批次|车次|班次|件次|架次|"
    "个月|小时|分钟|公里|千米|厘米|毫米|公斤|千克|公顷|美元|欧元|港元|万方|吨/年|片区|网格|社区|村|平米|平方|兆瓦|千瓦|"
    "元|人|名|位|户|家|个|处|条|件|起|项|次|栋|幢|座|台|辆|套|份|场|批|片|轮|期|天|日|年|岁|亩|米|吨|方|棵|株|颗|车|单|"
    "所|间|盏|根|剂|把|面|幅|艘|架|箱|桶|袋|瓶|笔|款|道|块|只|头|支|队|组|对|门|类|种|册|本|篇|宗|例|桩|路|倍|番|成|斤|克|㎡|m²|m2|km|%|‰"
)
_SPACE = r"[ \t\u3000]*\n?[ \t\u3000]*"  # a line may break between a number and its unit
_SOFT_BEFORE = r"(?:近|(?<![签合公条节违预履])约|超过|超|逾|将近|不足|至少)"
_QUANTITY = re.compile(
    rf"(?P<soft>{_SOFT_BEFORE})?"
    r"(?:(?<![\d.A-Za-z第])(?P<digits>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)|(?P<han>[一二两三四五六七八九十百千零]+))"
    rf"(?:[-－—~～至到](?P<high>\d+(?:\.\d+)?)(?=[\u4e00-\u9fff%㎡]))?"
    rf"{_SPACE}(?P<more>[余多来])?(?P<scale>万亿|千万|百万|[万亿千])?(?P<more2>[余多])?{_SPACE}(?P<unit>{_UNITS})?(?P<more3>[余多])?"
    r"(?P<after>以上|以下|左右|以内|上下)?"
)
_DATE = re.compile(r"\s*(?:年|月(?!度?均)|日|号|时|点|:|[./]\d|[-－—~～至]\s*\d+\s*(?:月|日|年|时|周?岁))")
_SPAN_OF_TIME = re.compile(r"年(?:来|以来|期)|个月")
_HAN_UNITS = frozenset({"户", "家", "处", "件", "起", "栋", "片区", "所", "座", "项目", "亩", "名", "吨"})
_NAME_AFTER = re.compile(r"\s*(?:热线|号|届|师|路|版|℃|[A-Za-z])")
_AGE = re.compile(r"岁|周岁|[-－—]\d+岁")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit as read here; `value` has 万 and 亿 applied, `unit` is as written ("" when none is)."""

    start: int
    end: int
    text: str
    value: Decimal
    unit: str
    approx: bool


def read_quantities(text: str) -> list[Quantity]:
    """Every quantity of `text`, in order. Dates, ordinals, ages, list numbers and names with digits are left out."""
    plain = widen(text)
    return [
        _quantity(text, match, value)
        for match in _QUANTITY.finditer(plain)
        if not _is_name(plain, match) and (value := _value(match)) is not None
    ]


def digit_runs(text: str) -> list[tuple[int, int]]:
    """Every run of digits with its points and commas, whatever it belongs to; full-width ones too."""
    return [match.span() for match in _RUN.finditer(widen(text))]


def widen(text: str) -> str:
    """`text` with full-width forms as narrow ones, one character for one character, so that spans stay true."""
    return "".join(c if len(n := unicodedata.normalize("NFKC", c)) != 1 else n for c in text)


def _is_name(text: str, match: re.Match[str]) -> bool:
    """Does the number belong to a date, an ordinal, a list, an age or a name?"""
    number = match["digits"] or match["han"]
    end = match.end("digits") if match["digits"] else match.end("han")
    rest, before = text[end : end + 8], text[max(0, match.start() - 3) : match.start()]
    if before.endswith(("“", '"')):
        return True  # “15分钟”生活圈, “两件套”: a name in quotation marks
    if match["han"]:
        return len(number) > 3 or match["unit"] not in _HAN_UNITS or bool(re.search(r"[\u4e00-\u9fff]$", before))
    if before.endswith(("第", "[", "〔", "-", ":", "/", "（", "(")) and not match["unit"]:
        return True
    if not (match["scale"] or match["unit"] or match["more"]):
        return True
    if match["unit"] in ("日", "期", "路", "号") or _AGE.match(match["unit"] or "") or _AGE.match(rest):
        return True
    if _DATE.match(rest) and not match["more"] and not (_SPAN_OF_TIME.match(rest) and len(number) < 4):
        return not (match["unit"] == "年" and len(number) < 3 and not re.match(r"\s*年\d", rest))
    return bool(_NAME_AFTER.match(rest))


def _value(match: re.Match[str]) -> Decimal | None:
    number = Decimal(match["digits"].replace(",", "")) if match["digits"] else _han(match["han"])
    return None if number is None else number * _SCALES.get(match["scale"] or "", 1)


def _han(words: str) -> Decimal | None:
    """三十五 → 35; None for what is no plain number."""
    total = digit = 0
    for char in words:
        if char in _TENS:
            total, digit = total + (digit or 1) * _TENS[char], 0
        elif digit:
            return None
        else:
            digit = _HAN[char]
    return Decimal(total + digit)


def _quantity(text: str, match: re.Match[str], value: Decimal) -> Quantity:
    """The figure without 以上 and 左右 behind it, as the labels cut it; they still make it approximate."""
    end = match.start("after") if match["after"] else match.end()
    while text[end - 1].isspace():
        end -= 1
    soft = any(match[name] for name in ("soft", "more", "more2", "more3", "after"))
    return Quantity(match.start(), end, text[match.start() : end], value, match["unit"] or "", soft)
