"""All figures as rows: CSV for a table program, JSON Lines for another program."""

import csv
import io
from collections.abc import Callable, Sequence

from pipeline.domain.result import FigureRow, ReportSummary
from pipeline.render.grid import names_of
from pipeline.render.labels import LABELS
from pipeline.render.plain import visible

_BOUNDS = {"ge": "以上", "gt": "超过", "le": "以内", "lt": "不足"}
_MARKERS = {"over": "余", "about": "约", "near": "近", "conflict": "前后矛盾"}
_DIRECTIONS = {"up": "增", "down": "减", "flat": "持平"}
_BASES = {"yoy": "同比", "mom": "环比", "prev_term": "比上届", "year_start": "比年初", "target": "占任务"}
_KINDS = {
    "money": "金额",
    "percent": "百分比",
    "point": "百分点",
    "area": "面积",
    "length": "长度",
    "mass": "重量",
    "volume": "体积",
    "duration": "时长",
    "people": "人",
    "count": "数量",
    "multiple": "倍数",
    "other": "其他",
}
_RISKY = ("=", "+", "-", "@", "\t", "\r")  # a table program takes a cell that begins so for a formula


def _way(row: FigureRow) -> str | None:
    """负 for an amount with a minus sign: its value is printed without one."""
    return "负" if row.direction == "down" and row.endpoint is None else _DIRECTIONS.get(row.direction or "")


# Title, value of a row, width in a workbook.
COLUMNS: tuple[tuple[str, Callable[[FigureRow], str | None], int], ...] = (
    ("编号", lambda row: row.id, 8),
    ("原文写法", lambda row: row.text, 16),
    ("指标", lambda row: row.indicator, 30),
    ("数值", lambda row: row.value, 18),
    ("上限", lambda row: row.value_hi, 14),
    ("单位", lambda row: row.unit, 10),
    ("类别", lambda row: _KINDS.get(row.kind, row.kind), 9),
    ("状态", lambda row: LABELS[row.status][0], 9),
    ("约数", lambda row: _MARKERS.get(row.marker or ""), 8),
    ("界限", lambda row: _BOUNDS.get(row.bound or ""), 8),
    ("增减", _way, 7),
    ("基准", lambda row: _BASES.get(row.base or ""), 9),
    ("章节", lambda row: row.section, 36),
    ("起", lambda row: str(row.start), 8),
    ("止", lambda row: str(row.end), 8),
    ("文件", lambda row: row.report, 22),
    ("报告", lambda row: row.report, 24),  # `figure_values` puts its short name here
)


def figure_values(row: FigureRow, report: str) -> dict[str, str | None]:
    """A figure's columns by title; `report` is what the table calls its report."""
    values = {title: value(row) for title, value, _ in COLUMNS}
    return values | {"报告": report}


def figures_csv(summaries: Sequence[ReportSummary]) -> str:
    """All figures of all reports, with a byte order mark so that Excel reads it as UTF-8.

    Text that a table program would take for a formula gets an apostrophe before it.
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([title for title, _, _ in COLUMNS])
    names = names_of([summary.report for summary in summaries])
    for summary in summaries:
        name = names[summary.report.name]
        for row in summary.figures:
            writer.writerow([safe(value) for value in figure_values(row, name).values()])
    return "\ufeff" + written.getvalue()


def figures_jsonl(summaries: Sequence[ReportSummary]) -> str:
    """All figures of all reports as the contract's rows, one JSON object a line."""
    return "".join(row.model_dump_json() + "\n" for summary in summaries for row in summary.figures)


def safe(value: str | None) -> str:
    """Text that no table program takes for a formula: an apostrophe before it where it begins like one."""
    words = visible(value or "")
    return "'" + words if words.startswith(_RISKY) else words
