"""A CSV file with one report a row: the columns 正文 and 标题, or text and title, and what else says of a report."""

import csv
from collections.abc import Mapping
from functools import lru_cache
from itertools import islice
from types import MappingProxyType

from pipeline.errors import InputError

CSV = ".csv"
_MOST = 100_000  # rows
_BODY = ("正文", "内容", "全文", "报告正文", "正文内容", "报告内容", "text", "content", "body")
_TITLE = ("标题", "题目", "报告标题", "文件名称", "title")
# What the other columns say of the report is written above its text as a page would.
_LABELS: Mapping[str, str] = MappingProxyType(
    {
        **{label: label for label in ("发布机构", "发布日期", "发布时间", "发文机关", "成文日期", "来源", "索引号")},
        "发布单位": "发布机构",
        "单位": "发布机构",
        "日期": "发布日期",
        "issuer": "发布机构",
        "date": "发布日期",
        "published": "发布日期",
        "source": "来源",
    }
)


def rows_in(text: str) -> list[tuple[str, str]]:
    """(number, title) of each row with a report, numbered from 1 below the header; the title may be empty.

    Raises `InputError`, without the file's name, for a table without a column of texts.
    """
    header, rows = _table(text)
    body, title = _place(header, _BODY), _place(header, _TITLE)
    return [
        (str(number), _cell(row, title)) for number, row in enumerate(rows, 1) if body is not None and _cell(row, body)
    ]


def row_of(text: str, number: str) -> str:
    """The report in row `number`: its title, what the other columns say of it, and its text."""
    header, rows = _table(text)
    if not number.isdecimal() or not 0 < int(number) <= len(rows):
        raise InputError(f"has no row {number}; check the number")
    row = rows[int(number) - 1]
    labels = [(_LABELS.get(name.strip().lower(), ""), _cell(row, place)) for place, name in enumerate(header)]
    head = [_cell(row, _place(header, _TITLE)), *(f"{label}：{value}" for label, value in labels if label and value)]
    return "\n".join([*filter(None, head), _cell(row, _place(header, _BODY))]) + "\n"


@lru_cache(maxsize=1)  # the rows of one file are read one after the other
def _table(text: str) -> tuple[list[str], list[list[str]]]:
    sample = text[: text.find("\n") if "\n" in text else len(text)]
    mark = "\t" if sample.count("\t") > sample.count(",") else ";" if sample.count(";") > sample.count(",") else ","
    limit = csv.field_size_limit(max(len(text), 131_072))
    try:
        rows = list(islice(csv.reader(text.splitlines(keepends=True), delimiter=mark), _MOST + 2))
    except csv.Error as error:
        raise InputError(f"is no table that can be read ({error}); save it as CSV again") from error
    finally:
        csv.field_size_limit(limit)
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if not rows or _place(rows[0], _BODY) is None:
        raise InputError("has no column 正文, 内容, text or content; name the column that holds the reports")
    if len(rows) > _MOST + 1:
        raise InputError(f"has more than {_MOST} rows; split the table")
    return rows[0], rows[1:]


def _place(header: list[str], names: tuple[str, ...]) -> int | None:
    known = [name.strip().lower().lstrip("\ufeff") for name in header]
    return next((known.index(name) for name in names if name in known), None)


def _cell(row: list[str], place: int | None) -> str:
    return row[place].strip().replace("\r\n", "\n") if place is not None and place < len(row) else ""
