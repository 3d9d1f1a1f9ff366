"""Figures in the cells of a table.

A cell is read by itself, so no unit, marker or date of it comes from the cell beside it or the line below. A number
alone in its cell is a figure without a unit, whatever the head of its column or a unit column says: the contract gives
the unit as it is written with the number, a digest prints the figure's own words, and 186.4 told as 1864000 吨 could
not be followed to them. Its kind is `other` for the same reason: money or people without a unit would be taken for 元
or 人. What the heads do say is the status (another year's column is background, a target's is planned), the
direction of a change, and what is measured. A number that only counts rows, names a year or says "none" (0) is none.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.domain.figure import Base, Direction, Endpoint, Owner, Status
from pipeline.domain.report import Cell
from pipeline.figures import markers
from pipeline.figures.numerals import arabic
from pipeline.figures.reading import Reading
from pipeline.figures.scan import MULT, START, D
from pipeline.figures.sign import FALLEN, MINUS
from pipeline.figures.units import UNITS
from pipeline.figures.walk import readings

_NUMBER = re.compile(
    rf"[-－−﹣‐‑—–+＋±↑↓⬆⬇▲▼]?\s?(?P<digits>(?:{D}{{1,3}}(?:[,， ]{D}{{3}})+|{D}+)(?:[.．]{D}+)?)"
    r"\s?(?:[↑↓⬆⬇▲▼*＊]|左右|上下|以[上下内])?"
)
_BELOW = MINUS | FALLEN | frozenset("—–负")
_SCALE = re.compile(MULT)
_LONGEST = 15  # digits of an amount; more are a code
# Heads and labels of columns that count, name or date their rows.
_NO_AMOUNT = re.compile(
    r"序号|编号|编码|代码|行次|栏次|名次|位次|排名|排序|电话|手机|传真|邮编|邮政编码|年份|月份|日期|时间|页码|文号|[账帐]号|证号"
    r"|^(?:年度?|月|号|指标(?:名称)?|项\s*目(?:名称)?|名称|地\s*区|类别|科目|[甲乙丙丁])$"
)
_YEAR = re.compile(r"(?<![\d.])([2２][0０]\d\d|[1１][9９]\d\d)(?![\d.])")
_LABEL_OF_A_YEAR = re.compile(r"[12１２]\d{3}年?度?(?:实际|完成|实绩|决算|执行)?[数值]?")
_LABEL_OF_A_TARGET = re.compile(r"(?:年度|全年|本年)?(?:计划|目标|任务|预算|预期)(?:[数值]|任务|指标)?")
_LABEL_OF_ANOTHER = re.compile(r"(?:上年|去年)(?:同期|实际|完成|决算)?[数值]?")
_TARGET = re.compile(r"计划|目标|任务|预算|预期|预计|力争|安排数")
_OF_A_TARGET = re.compile(
    r"(?:完成|占|为|比|较|超|达|执行|实现)[^ ]{0,6}(?:计划|目标|任务|预算)"
    r"|(?:计划|目标|任务|预算)[^ ]{0,4}(?:完成|执行|实现|进度)"
)
_ANOTHER = re.compile(r"上一?年|去年|上期|上月|同期|基期|期初|历年|往年|前年")
_AGAINST = re.compile(r"[比较为占](?:上年|去年|上期|上月|前年|[12１２]\d{3}|[^ ]{0,4}同期)|同比|环比|增|减|±|升降")
_CHANGE = re.compile(r"增长|增幅|增速|增减|增、减|±|同比|环比|比上年|比去年|较上年|升降|降幅|下降")
_SHARE = re.compile(r"占|比重|为上年|完成")
_DOWN = re.compile(r"降幅|下降(?![^ ]*增)")
_YEARLY = re.compile(r"上年|去年|同比")
_BRACKET = re.compile(r"[（(][^（()）]*[）)]|[%％‰]")
_PLAIN_HEAD = re.compile(r"[\d—－~～-]*[年月]?(?:度|份)?|数[值量额]?|绝对[数值]|本期|本年|全年|累计|指标值|合计")
_OUTER = re.compile(r"^(?:\d{1,2}[.．、]|[（(]?[一二三四五六七八九十\d]{1,3}[)）、])+|^其中[:：]?|\[\d+\]|[*＊]")
_MOST = 26  # characters of an indicator


def read_cell(text: str, cell: Cell) -> Iterator[Reading]:
    """The numerals of a cell that holds no sentence, in order, with their places in `text`."""
    start, end = cell.span
    if START.search(text, start, end) is None:
        return
    words = text[start:end]
    for reading in _bare(words, cell) or readings(words, 0, end - start):
        if _is_unit(words):
            reading.owner = Owner.NAME
        reading.start += start
        reading.end += start
        yield reading


def _bare(words: str, cell: Cell) -> Sequence[Reading]:
    """A cell's number without anything beside it; [] for a cell of words, or of a number with its unit."""
    found = _NUMBER.fullmatch(words)
    if found is None:
        return ()
    start, end = found.span("digits")
    digits = found["digits"]
    value, ulp = arabic(digits)
    owner = _owner(digits, cell) if value else Owner.NAME
    marker, bound = markers.after(words, end)
    return (Reading(start, end, owner, value, ulp=ulp, marker=marker, bound=bound),)


def _owner(digits: str, cell: Cell) -> Owner:
    if cell.head:
        return Owner.DATE
    if len(digits) > _LONGEST or (digits[0] in "0０" and digits.isdecimal()):
        return Owner.CODE
    if _NO_AMOUNT.search(cell.above) or _NO_AMOUNT.search(cell.label):
        return Owner.ORDINAL
    if digits.isdecimal() and not cell.label and (not cell.above or _YEAR.fullmatch(digits)):
        return Owner.DATE if _YEAR.fullmatch(digits) else Owner.ORDINAL
    return Owner.FIGURE


def _is_unit(words: str) -> bool:
    """True for 万吨: what a unit column says."""
    found = _SCALE.match(words)
    return (words[found.end() :] if found else words).strip("（()）") in UNITS


def reported_year(cells: Sequence[Cell]) -> int | None:
    """The latest year the heads of tables name, those of targets apart; what a report without a year is of."""
    heads = (cell.above for cell in cells if cell.above and not _TARGET.search(cell.above))
    return max((int(year) for head in heads for year in _YEAR.findall(head)), default=None)


def told_status(cell: Cell, year: int | None) -> Status | None:
    """What heads and label say of the cell's figures in a report on `year`; None when they say nothing.

    Where heads speak of other years and cannot be told apart, nothing is claimed: background.
    """
    if cell.unsure:
        return Status.CONTEXT
    return _of_head(cell.above, year) or _of_label(cell.label, year)


def _of_head(above: str, year: int | None) -> Status | None:
    against = _AGAINST.search(above) is not None
    years = [] if against and not _YEAR.match(above) else [int(one) for one in _YEAR.findall(above)]
    named = years[0] if len(set(years)) == 1 else None
    if (named and year and named < year) or (_ANOTHER.search(above) and not against):
        return Status.CONTEXT
    if named and year and named > year:
        return Status.PLANNED
    return Status.PLANNED if _TARGET.search(above) and not _OF_A_TARGET.search(above) else None


def _of_label(label: str, year: int | None) -> Status | None:
    if _LABEL_OF_A_TARGET.fullmatch(label):
        return Status.PLANNED
    if _LABEL_OF_A_YEAR.fullmatch(label):
        return _of_head(label, year)
    return Status.CONTEXT if _LABEL_OF_ANOTHER.fullmatch(label) else None


def change(text: str, reading: Reading, cell: Cell) -> tuple[Direction | None, Base | None, Endpoint | None]:
    """Which way a number in a column of changes goes; its sign is no part of the figure.

    A sign in any other column says that the amount is below zero: DOWN without an endpoint.
    """
    below = _is_below(text, reading, cell)
    bare = _NUMBER.fullmatch(text, *cell.span) is not None
    if not (bare or below) or not _CHANGE.search(cell.above) or _SHARE.search(cell.above):
        return Direction.DOWN if below else None, None, None
    base = Base.YEAR if _YEARLY.search(cell.above) else None
    return Direction.DOWN if below or _DOWN.search(cell.above) else Direction.UP, base, Endpoint.CHANGE


def _is_below(text: str, reading: Reading, cell: Cell) -> bool:
    """Does the cell open with a minus sign before its number, or draw a fall on either side of it?"""
    before, after = text[cell.span.start : reading.start].strip(), text[reading.end : cell.span.end].strip()
    return before in _BELOW or after in FALLEN


def measured(cell: Cell) -> str:
    """What a number alone in its cell is of: its label and, where it says more than a year, its head."""
    heads = (_BRACKET.sub("", head) for head in cell.above.split())
    named = "".join(head for head in heads if not _PLAIN_HEAD.fullmatch(head))
    label = " ".join(_BRACKET.sub("", _OUTER.sub("", cell.label)).split())
    return (label if label.endswith(named) else label + named)[-_MOST:]
