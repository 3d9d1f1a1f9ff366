"""A cell of a table against the sentence that tells the same: 制发规范性文件15件, and 13 in the row of that name."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from pipeline.audit.interval import Interval, printed
from pipeline.audit.layout import Item, Layout
from pipeline.audit.names import WHOLE, Name, name_of
from pipeline.audit.outcome import Outcome, spans_of
from pipeline.domain.figure import Figure, Kind, Status
from pipeline.domain.report import Cell

_NUMBER = re.compile(r"^[(（]?(?:[一二三四五六七八九十]+|\d{1,2})[)）、.．]\s*|^[#＃—\s]+")
_WHEN = re.compile(r"^(?:本年度?|当年|全年)|数量$|件数$|总数$|数$")
_BRACKET = re.compile(r"[（(]([^（()）]*)[）)]")
_OTHER = re.compile(
    r"上年|去年|同期|增|减|±|[%％‰]|率|比|占|预算|计划|目标|任务|累计|年末|排名"
)  # heads of other numbers
_TOTAL = re.compile(r"^(?:合|总|共)\s*计$|^(?:本年|全年|当年)?(?:绝对[数值量]|总量|数量|数值|完成(?:数|额)?|实绩)$")
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SCALES = (("亿", Decimal(10**8)), ("万", Decimal(10**4)))
_COUNTED = (Kind.COUNT, Kind.PEOPLE)
_LEAST = 4  # characters of a label: a shorter one is met in sentences about other things
_LONGEST = 4  # characters of the verb before it


def rows(layout: Layout) -> Iterator[Outcome]:
    """Each number told under the words of a row, against the cell of that row it is told in."""
    told = _told(layout)
    if not told:
        return
    cells = (cell for cell in layout.report.outline.cells if cell.label and cell.span in layout.tabled)
    for label, run in groupby(cells, key=lambda cell: cell.label):
        row = list(run)
        bare = _bare(label)
        if len(bare) >= _LEAST:
            yield from _row(layout, row, [(item, name) for item, name in told if bare in name.words], bare)


def _told(layout: Layout) -> list[tuple[Item, Name]]:
    """The numbers of sentences that may stand in a table too."""
    if not layout.tabled:
        return []
    items = (item for _, items in layout.each() for item in items)
    year = layout.report.outline.head.year
    return [(item, name_of(item, year)) for item in items if _may_stand(item.figure) and not item.depth]


def _may_stand(figure: Figure) -> bool:
    counted = figure.kind not in (Kind.PERCENT, Kind.POINT, Kind.MULTIPLE, Kind.DURATION)
    return counted and not figure.approx and figure.value_hi is None and figure.status is Status.ACHIEVED


def _bare(label: str) -> str:
    words = re.sub(r"\s", "", _BRACKET.sub("", _NUMBER.sub("", label.strip())))
    return _WHEN.sub("", _WHEN.sub("", words))


def _row(layout: Layout, row: list[Cell], told: list[tuple[Item, Name]], bare: str) -> Iterator[Outcome]:
    """The first number of that name, unless one agrees with any cell of the row."""
    matches = [
        (item.figure, cell) for item, name in told if (cell := _cell(row, name, bare, layout.report.outline.head.year))
    ]
    pairs = [
        (figure, layout.tabled[cell.span], _scale(figure, layout.tabled[cell.span], cell)) for figure, cell in matches
    ]
    agree = [pair for pair in pairs if _same(*pair)]
    if agree:
        yield _outcome(*agree[0][:2], same=True)
        return
    beside = [(layout.tabled[cell.span], cell) for cell in row]
    if any(_same(figure, number, _scale(figure, number, cell)) for figure, _ in matches for number, cell in beside):
        return
    for figure, number, scale in pairs[:1]:
        if scale is not None:
            yield _outcome(figure, number, same=False)


def _cell(row: list[Cell], name: Name, bare: str, year: int | None) -> Cell | None:
    """The cell that is meant: its head has the sentence's verb, or it is the only one of the row or its total."""
    verb = name.words.removesuffix(bare)
    if verb + bare != name.words or len(verb) > _LONGEST or name.period not in ("", WHOLE):
        return None
    own = [cell for cell in row if not cell.unsure and not _OTHER.search(cell.above)]
    own = [cell for cell in own if all(found == str(year) for found in _YEARS.findall(cell.above))]
    by_verb = [cell for cell in own if len(verb) >= 2 and verb in cell.above]
    by_head = [cell for cell in own if _TOTAL.search(_BRACKET.sub("", cell.above))]
    if len(by_verb) == 1:
        return by_verb[0]
    if verb and verb not in row[0].label:
        return None
    return by_head[0] if len(by_head) == 1 else row[0] if len(row) == len(own) == 1 else None


def _same(figure: Figure, number: Figure, scale: Decimal | None) -> bool:
    """Equal within what the printed digits of both leave open, rounded or cut off; a count is what it is."""
    if scale is None:
        return False
    place = Decimal(0) if figure.kind in _COUNTED and scale == 1 else number.ulp
    return printed(figure).meets(Interval((number.value - place) * scale, (number.value + place) * scale))


def _scale(figure: Figure, number: Figure, cell: Cell) -> Decimal | None:
    """What the cell's number is times: 万 of a head （万元）; None where the two are of other units."""
    unit = next((found[1] for found in _BRACKET.finditer(f"{cell.label}{cell.above}") if found[1]), "")
    if number.unit_norm:
        return Decimal(1) if number.unit_norm == figure.unit_norm else None
    scale = next((power for sign, power in _SCALES if sign in unit), Decimal(1))
    if figure.unit_norm and unit and not unit.endswith((figure.unit, figure.unit_norm)):
        return None
    return scale if unit or figure.kind in _COUNTED else None


def _outcome(told: Figure, cell: Figure, *, same: bool) -> Outcome:
    return Outcome(
        "repeat",
        None if same else "warn",
        f"文字与表格都是{told.text}" if same else f"文字与表格不一：文中为{told.text}，表中为{cell.text}",
        spans_of([told, cell]),
        stated=told.text,
        computed=cell.text,
        question=None if same else "文字与表格以哪个为准？",
        operands=(told.text, cell.text),
    )
