"""What a cell of a table is: a number, a unit, a name, or a sentence."""

import re

from pipeline.domain.span import Span

_SIGN = r"[-－−﹣‐‑—–+＋±<>＜＞≥≤↑↓▲▼]?\s?"
YEAR = re.compile(r"(?:[1１][9９]|[2２][0０])\d\d")
_VALUE = re.compile(
    rf"{_SIGN}[0-9０-９][0-9０-９,，]*+(?:[.．][0-9０-９]++)?\s?(?:[%％‰]|(?![年月日号季、-])[一-龥㎡²³/A-Za-z]{{1,6}})?(?:[(（][^()（）]{{1,8}}[)）])?"
)
_NONE = re.compile(r"[-－−﹣‐‑—–―/／…*＊×\s]*|无")  # how a table says that there is no number
UNIT = re.compile(
    r"[百千]?[万亿]?(?:[美欧]?元|吨|公斤|千克|斤|人次?|户|[家个件项张所套台辆条次起处头只册箱株米度岁天本篇]|千?公顷|亩|平方[米]|"
    r"平方公里|公里|立方米|千瓦时?|小时|标准箱|吨标准煤|重量箱)|[%％‰]"
)
PIPES = re.compile(r"[|｜]")
MARK = re.compile(r"[。！？!?；;]|[，,](?!\d{3})|[：:]$")
_SAYS = re.compile(r"[。！？!?；;]")
_CLAUSED = re.compile(r"[，,](?!\d{3})")
_CLAUSED_FROM = 14  # characters of a cell with a comma that tells rather than names
LONGEST_ROW, _LONGEST_CELL = 200, 30  # characters of a row between blanks, and of a cell on a line of its own
FEWEST = 2  # rows between blanks, and numbers among cells on lines of their own
HEAD_ROWS = 3
PARTS = re.compile(
    rf"{YEAR.pattern}.*{YEAR.pattern}|上一?年|去年|同期|计划|目标|任务|预算|预期"
)  # not all columns are done
CAPTION = re.compile(r"(?:附?表|图)\s?[一二三四五六七八九十\d]|.{0,6}单位[:：]")
_LONGEST_UNIT = 6  # characters of a unit that is not among those known
Cells = list[Span]


def has_pipe(text: str, line: Span) -> bool:
    return text.find("|", line.start, line.end) >= 0 or text.find("｜", line.start, line.end) >= 0


def tells(text: str, cell: Span) -> bool:
    """True for a cell that holds a sentence rather than a name or a number."""
    if _SAYS.search(text, cell.start, cell.end):
        return True
    return cell.end - cell.start >= _CLAUSED_FROM and _CLAUSED.search(text, cell.start, cell.end) is not None


def is_name(words: str) -> bool:
    """True for the words of a cell that may head or label others: short, with a letter, and no number."""
    short = 0 < len(words) <= _LONGEST_CELL and not MARK.search(words) and not PIPES.search(words)
    return short and any(char.isalpha() for char in words) and _VALUE.fullmatch(words) is None


def cut_cells(text: str, line: Span, between: re.Pattern[str]) -> Cells:
    """The cells of a line, blank ones as empty spans, without the blanks round each."""
    edges = [line.start, *(edge for found in between.finditer(text, *line) for edge in found.span()), line.end]
    return [trimmed_cell(text, Span(*pair)) for pair in zip(edges[::2], edges[1::2], strict=True)]


def trimmed_cell(text: str, cell: Span) -> Span:
    words = text[cell.start : cell.end]
    start = cell.start + len(words) - len(words.lstrip())
    return Span(start, max(start, cell.start + len(words.rstrip())))


def is_cell(text: str, line: Span) -> bool:
    return line.end - line.start <= _LONGEST_CELL and not MARK.search(text, line.start, line.end)


def is_value(text: str, cell: Span) -> bool:
    return _VALUE.fullmatch(text, cell.start, cell.end) is not None


def is_number(text: str, cell: Span) -> bool:
    """True for a number and for what stands in the place of one."""
    return is_value(text, cell) or _NONE.fullmatch(text, cell.start, cell.end) is not None


def is_unit(text: str, cell: Span, above: str) -> bool:
    known = UNIT.fullmatch(text, cell.start, cell.end) is not None
    return known or (above.endswith("单位") and cell.end - cell.start <= _LONGEST_UNIT)
