"""The digest as a workbook: shared indicators with charts, achievements, every figure with its place, what to check.

Strings are written as strings, never read as formulas, links or numbers; the only links are ours.
"""

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pipeline.domain.report import Report
from pipeline.domain.result import Cell, Digest, FigureRow, Indicator, ReportSummary
from pipeline.render.bars import bar_lengths
from pipeline.render.grid import grid_of, names_of
from pipeline.render.labels import LABELS
from pipeline.render.plain import sentence_of, visible
from pipeline.render.rows import COLUMNS, figure_values
from pipeline.render.view import Volume, numbered_findings, volumes
from pipeline.render.word_marks import moment

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # as below

_CELL = 32_000  # characters; Excel's own limit is 32,767
_EXACT = 10**15  # a cell's number is a double: beyond this it would be another number, so it stays words
_INK = "#0B5D4B"
_CHARTED = 40  # rows above which a bar chart cannot be read
_DRAWN, _NAMED = 7, 9  # columns of 数据一览 a chart is drawn from
_ALL, _CHECK = "全部数据", "核稿提示"


def digest_xlsx(
    digest: Digest,
    summaries: Sequence[ReportSummary],
    reports: Sequence[Report],
    *,
    pages: Sequence[str] = ("digest.html",),
) -> bytes:
    """The digest as .xlsx; the same arguments give the same bytes.

    Sheets 数据一览, 成效清单, 全部数据, 核稿提示. A figure links to its row in 全部数据, and that row to its sentence
    on the HTML page beside the workbook. `pages` are the names `digest_pages` gave: one for all reports, or the
    digest's and then one a report; none leaves those links out.
    """
    import xlsxwriter  # type: ignore[import-untyped]  # the package ships no types

    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(written, options) as book:
        book.set_properties({"title": visible(digest.title)[:200], "created": moment(digest.date).replace(tzinfo=None)})
        _Workbook(book, digest, volumes(digest, summaries, reports), pages).write()
    return written.getvalue()


class _Workbook:
    """Writes the four sheets."""

    def __init__(self, book: Any, digest: Digest, shelf: Sequence[Volume], pages: Sequence[str]) -> None:
        self._book, self._digest, self._shelf = book, digest, shelf
        self._grid = grid_of(digest, [volume.summary for volume in shelf])
        self._names = names_of([volume.summary.report for volume in shelf])
        self._pages = pages[1:] if len(pages) > 1 else [*pages] * len(shelf)
        base = {"font_name": "微软雅黑", "font_size": 10, "valign": "top"}
        self._base = book.add_format(base)
        self._wrap = book.add_format({**base, "text_wrap": True})
        self._head = book.add_format({**base, "bold": True, "bg_color": "#EDEAE3", "bottom": 1, "valign": "vcenter"})
        self._link = book.add_format({**base, "font_color": _INK, "underline": 1})
        self._none = book.add_format({**base, "font_color": "#8A8F98", "align": "right"})
        self._depth = 0  # pixels taken by charts
        self._formats: dict[str, Any] = {}
        self._rows: dict[tuple[str, str], int] = {}  # (report, figure) → row of 全部数据, from 0
        for volume in shelf:
            for row in volume.summary.figures:
                self._rows[row.report, row.id] = len(self._rows) + 1

    def write(self) -> None:
        self._indicators()
        self._achievements()
        self._figures()
        self._checks()

    def _sheet(self, name: str, columns: Sequence[tuple[str, int]], count: int) -> "Worksheet":
        """A sheet with its head frozen and filtered; `columns` are titles and widths, `count` its rows to come."""
        sheet = self._book.add_worksheet(name)
        for i, (title, width) in enumerate(columns):
            sheet.set_column(i, i, width, self._base)
            sheet.write_string(0, i, title, self._head)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(count, 1), len(columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        return sheet

    def _text(self, sheet: "Worksheet", row: int, column: int, words: str | None, form: Any = None) -> None:
        if words:
            sheet.write_string(row, column, visible(words)[:_CELL], form or self._base)

    def _number(
        self,
        sheet: "Worksheet",
        row: int,
        column: int,
        value: str | None,
        figure: FigureRow,
        *,
        plain: bool = False,
    ) -> None:
        """`value` as a number in its kind's format, or a `plain` one's; as words where a cell could not hold it."""
        if value is None:
            return
        if abs(Decimal(value)) < _EXACT and len(Decimal(value).as_tuple().digits) <= 15:
            sheet.write_number(row, column, float(value), self._format(figure, plain=plain))
        else:
            self._text(sheet, row, column, value)

    def _format(self, figure: FigureRow, *, plain: bool = False) -> Any:
        """The number format of a figure's kind, with as many decimal places as its value prints."""
        places = len(figure.value.partition(".")[2])
        pattern = "#,##0" + ("." + "0" * places if places else "")
        if figure.kind == "percent":
            pattern = pattern.removeprefix("#,##") + '"%"'
        elif figure.kind == "money" and figure.unit in ("", "元") and not plain:
            pattern = "¥" + pattern
        if pattern not in self._formats:
            self._formats[pattern] = self._book.add_format(
                {"font_name": "微软雅黑", "font_size": 10, "valign": "top", "num_format": pattern}
            )
        return self._formats[pattern]

    def _to_row(self, sheet: "Worksheet", place: tuple[int, int], figure: FigureRow, words: str) -> None:
        """A link from a figure to its row in 全部数据."""
        target = self._rows.get((figure.report, figure.id))
        if target is None:
            return self._text(sheet, *place, words)
        sheet.write_url(*place, f"internal:'{_ALL}'!A{target + 1}", self._link, visible(words)[:_CELL])
        return None

    def _indicators(self) -> None:
        titles = [("指标", 22), ("报告", 24), ("数值", 18), ("单位", 10), ("原文写法", 16), ("状态", 10), ("说明", 30)]
        # Only what may be compared, in one unit, under a name that says what makes it unlike: a chart has no notes.
        titles += [("折合数值", 16), ("折合单位", 10), ("作图名称", 30)]
        count = sum(len(i.rows) for i in self._digest.indicators)
        sheet = self._sheet("数据一览", titles, count)
        sheet.print_area(0, 0, max(count, 1), len(titles) - 1)
        names = self._grid.names
        notes = {id(e.cell): e.note for line in self._grid.lines for e in line.entries}
        at = 1
        for indicator in self._digest.indicators:
            first = at
            shares = bar_lengths(indicator)
            for cell, share in zip(indicator.rows, shares, strict=True):
                self._cell(sheet, at, indicator.name, names.get(cell.report, cell.report), cell)
                name, note = names.get(cell.report, cell.report), notes.get(id(cell))
                self._text(sheet, at, _NAMED, f"{name}（{note}）" if note else name)
                if cell.figure and share is not None:
                    same = cell.figure.model_copy(update={"value": cell.value or cell.figure.value})
                    self._number(sheet, at, _DRAWN, same.value, same, plain=cell.value is not None)
                    self._text(sheet, at, _DRAWN + 1, indicator.unit if cell.value else cell.figure.unit)
                at += 1
            if any(share is not None for share in shares) and len(shares) <= _CHARTED:
                self._chart(sheet, indicator, first)

    def _cell(self, sheet: "Worksheet", at: int, indicator: str, report: str, cell: Cell) -> None:
        self._text(sheet, at, 0, indicator)
        self._text(sheet, at, 1, report)
        figure = cell.figure
        if figure is None:
            sheet.write_string(at, 2, "—", self._none)
            self._text(sheet, at, 6, "原文未列")
            return
        self._number(sheet, at, 2, figure.value, figure)
        self._text(sheet, at, 3, figure.unit or ("元" if figure.kind == "money" else ""))
        self._to_row(sheet, (at, 4), figure, figure.text)
        self._text(sheet, at, 5, LABELS[figure.status][0])
        self._text(sheet, at, 6, cell.note)

    def _chart(self, sheet: "Worksheet", indicator: Indicator, first: int) -> None:
        """A bar chart over one indicator's rows: no bar where it may not be compared, a hollow one for a plan."""
        last = first + len(indicator.rows) - 1
        chart = self._book.add_chart({"type": "bar"})
        done, planned = (
            {"fill": {"color": _INK}},
            {"fill": {"none": True}, "border": {"color": _INK, "dash_type": "dash"}},
        )
        chart.add_series(
            {
                "categories": ["数据一览", first, _NAMED, last, _NAMED],
                "values": ["数据一览", first, _DRAWN, last, _DRAWN],
                "points": [
                    planned if cell.figure and cell.figure.status == "planned" else done for cell in indicator.rows
                ],
                "gap": 60,
                "data_labels": {"value": True},
            }
        )
        unit = f"（{indicator.unit}）" if indicator.unit else ""
        chart.set_title({"name": visible(indicator.name + unit), "name_font": {"size": 11, "bold": True}})
        chart.set_legend({"none": True})
        chart.set_y_axis({"reverse": True, "num_font": {"size": 9}})
        chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        height = 90 + 26 * len(indicator.rows)
        chart.set_size({"width": 460, "height": height})
        sheet.insert_chart(1, _NAMED + 2, chart, {"y_offset": self._depth})
        self._depth += height + 16

    def _achievements(self) -> None:
        titles = [("报告", 24), ("主题", 14), ("状态", 10), ("成效", 70), ("数字", 24), ("原文章节", 36), ("原文", 70)]
        count = sum(len(volume.summary.achievements) for volume in self._shelf)
        sheet, at = self._sheet("成效清单", titles, count), 1
        for volume in self._shelf:
            for claim in volume.summary.achievements:
                state = "进行中" if claim.status == "under_way" else "已完成"
                figures = "、".join(claim.text[mark.start : mark.end] for mark in claim.figures)
                evidence = "\n".join(part.text for part in claim.evidence)
                words = (
                    self._names[volume.summary.report.name],
                    claim.theme,
                    state,
                    claim.text,
                    figures,
                    claim.section,
                    evidence,
                )
                for i, text in enumerate(words):
                    self._text(sheet, at, i, text, self._wrap if i in (3, 4, 6) else None)
                at += 1

    def _figures(self) -> None:
        titles = [*((title, width) for title, _, width in COLUMNS), ("原句", 70), ("看原文", 10)]
        sheet = self._sheet(_ALL, titles, len(self._rows))
        for place, volume in enumerate(self._shelf):
            for figure in volume.summary.figures:
                at = self._rows[figure.report, figure.id]
                for i, (title, value) in enumerate(
                    figure_values(figure, self._names[volume.summary.report.name]).items()
                ):
                    if title in ("数值", "上限"):
                        self._number(sheet, at, i, value, figure)
                    else:
                        self._text(sheet, at, i, value)
                self._text(sheet, at, len(COLUMNS), sentence_of(volume.report, figure), self._wrap)
                if self._pages:
                    target = f"external:{self._pages[place]}#{volume.key}-{figure.id}"
                    sheet.write_url(at, len(COLUMNS) + 1, target, self._link, "原文")

    def _checks(self) -> None:
        titles = [
            ("序号", 6),
            ("类别", 14),
            ("报告", 24),
            ("提示", 60),
            ("原文", 60),
            ("所写", 16),
            ("推算", 16),
            ("建议询问", 40),
        ]
        refusals = [(volume, refusal) for volume in self._shelf for refusal in volume.summary.refusals]
        sheet = self._sheet(_CHECK, titles, len(self._digest.findings) + len(refusals))
        names = self._names
        rows: list[tuple[str | None, ...]] = []
        for numbered in numbered_findings(self._digest):
            f = numbered.finding
            kind = LABELS[f.severity][0]
            rows.append((kind, names.get(f.report, f.report), f.message, f.quote, f.stated, f.computed, f.question))
        for volume, refusal in refusals:
            name = names[volume.summary.report.name]
            rows.append((LABELS[refusal.outcome][0], name, refusal.reason, refusal.text, None, None, None))
        for at, row in enumerate(rows, 1):
            sheet.write_number(at, 0, at, self._base)
            for i, words in enumerate(row, 1):
                self._text(sheet, at, i, words, self._wrap)
