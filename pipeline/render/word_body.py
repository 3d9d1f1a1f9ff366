"""The parts of a digest as Word paragraphs and tables, in the order of an official 简报."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.domain.result import Achievement, Digest, FigureMark, Text
from pipeline.render.grid import MISSING, Entry, Line, grid_of, names_of
from pipeline.render.labels import LABELS
from pipeline.render.letterhead import official_date
from pipeline.render.plain import sentence_of, visible
from pipeline.render.view import Volume, numbered_findings
from pipeline.render.word_layout import TABLE, element
from pipeline.render.word_marks import CommentMarks, LinkMarks, Marks, PlainMarks, Sources, moment

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

_TABLE_MM = 156  # the width of the 版心
_WIDTHS = (42, 40, 32, 42)  # mm of 指标, 报告, 数据, 说明
_NAME_MM = 36  # of 指标, where reports are the columns
_NOTE_PT = 8
_TOGETHER = 4  # rows of an indicator that stay on one page
_DIGITS = "零一二三四五六七八九"
_PLACES = ("千", "百", "十", "")
_ZEROS = re.compile("零+")


class Bulletin:
    """Writes a digest at the end of a document."""

    def __init__(self, document: "Document", digest: Digest, shelf: Sequence[Volume], sources: Sources) -> None:
        self._document, self._digest, self._shelf = document, digest, shelf
        by_name = {volume.summary.report.name: volume for volume in shelf}
        self._grid = grid_of(digest, [volume.summary for volume in shelf])
        self._links = LinkMarks(by_name)
        marks: dict[Sources, Marks] = {
            "appendix": self._links,
            "comments": CommentMarks(by_name, document, moment(digest.date)),
            "none": PlainMarks(),
        }
        self._marks = marks[sources]
        self._styles: dict[str, str] = {}
        self._end = document.element.body.find("{*}sectPr")
        self._parts = self._annexes = 0

    def write(self, office: str | None, *, titled: bool, dated: bool) -> None:
        """Write everything; `titled` and `dated` when no letterhead has said so already."""
        if titled:
            self._line("Title", self._digest.title)
        if dated:
            self._line("Subtitle", official_date(self._digest.date))
        if self._digest.overview.text:
            self._part("综述")
            self._text("Body Text", self._digest.overview)
        for volume in self._shelf:
            self._item(volume)
        if self._digest.indicators:
            self._part("数据一览")
            self._indicators()
        if office:
            self._line("简报署名", office + "\u3000" * 4)
            self._line("简报署名", official_date(self._digest.date) + "\u3000" * 4)
        self._checks()
        self._sources()

    def _line(self, style: str, words: str) -> "Paragraph":
        from docx.text.paragraph import Paragraph

        # The library looks through all of the body for the place before its last element, each time.
        paragraph = Paragraph(element("p"), self._document._body)
        if self._end is None:
            self._document.element.body.append(paragraph._p)
        else:
            self._end.addprevious(paragraph._p)
        if words:
            paragraph.add_run(visible(words))
        return self._styled(paragraph, style)

    def _styled(self, paragraph: "Paragraph", style: str) -> "Paragraph":
        """Set the style by its id: by name python-docx goes through all styles each time."""
        if style not in self._styles:
            self._styles[style] = self._document.styles[style].style_id
        paragraph._p.style = self._styles[style]
        return paragraph

    def _text(self, style: str, text: Text, report: str | None = None, before: str = "") -> "Paragraph":
        paragraph = self._line(style, before)
        self._marks.write(paragraph, text, report)
        return paragraph

    def _part(self, words: str) -> None:
        self._text("Heading 1", Text(text=words), before=self._number())

    def _number(self) -> str:
        self._parts += 1
        return chinese(self._parts) + "、"

    def _item(self, volume: Volume) -> None:
        item, row = volume.item, volume.summary.report
        if item is None:
            return
        self._text("Heading 1", item.headline, row.name, self._number())
        published = f"，{official_date(row.published)}发布" if row.published else ""
        self._line("简报来源", f"（{row.title or row.name}{published}）")
        self._text("Body Text", item.summary, row.name)
        for i, theme in enumerate(dict.fromkeys(claim.theme for claim in item.achievements), 1):
            self._line("Heading 2", f"（{chinese(i)}）{theme}")
            claims = [claim for claim in item.achievements if claim.theme == theme]
            for j, claim in enumerate(claims, 1):
                self._claim(claim, row.name, f"{j}. " if len(claims) > 1 else "")

    def _claim(self, claim: Achievement, report: str, number: str) -> None:
        paragraph = self._text("Body Text", claim, report, number)
        if claim.status == "under_way":
            paragraph.add_run("〔进行中〕")

    def _indicators(self) -> None:
        """One table under one head that repeats on each page: see `grid` for what is a row."""
        grid = self._grid
        if grid.across:
            widths = [_NAME_MM, *[(_TABLE_MM - _NAME_MM) / max(1, len(grid.names))] * len(grid.names)]
            table = self._table(["指标", *grid.names.values()], widths)
            for line in grid.lines:
                row = self._row(table, [line.name, *[""] * len(line.entries)])
                for paragraph, entry in zip(row[1:], line.entries, strict=True):
                    self._entry(paragraph, entry, apart=True)
        else:
            table = self._table(("指标", "报告", "数据", "说明"), _WIDTHS)
            for line in grid.lines:
                self._line_of_many(table, line)
        self._line("简报表注", f"注：“{MISSING}”为原文未列。")

    def _line_of_many(self, table: "Table", line: Line) -> None:
        for i, entry in enumerate(line.entries):
            name = self._grid.names[entry.cell.report]
            row = self._row(table, (line.name if i == 0 else "", name, "", entry.note))
            self._entry(row[2], entry, apart=False)
            self._merged(row[0], first=i == 0)
            last = i + 1 == len(line.entries)
            row[0].paragraph_format.keep_with_next = bool(line.missing) if last else i + 1 < _TOGETHER
        if line.missing:
            self._merged(self._row(table, ("", f"其余{line.missing}篇", MISSING, ""))[0], first=not line.entries)

    def _entry(self, paragraph: "Paragraph", entry: Entry, *, apart: bool) -> None:
        """The figure, and where the note has no column of its own the note under it."""
        figure = entry.cell.figure
        if figure is None:
            paragraph.add_run(entry.words)
            return
        self._marks.write(paragraph, _alone(figure.text, figure.id), entry.cell.report)
        if apart and entry.note:
            from docx.shared import Pt

            note = paragraph.add_run()
            note.add_break()
            note.add_text(visible(f"（{entry.note}）"))
            note.font.size = Pt(_NOTE_PT)

    def _merged(self, paragraph: "Paragraph", *, first: bool) -> None:
        cell = paragraph._p.getparent()
        cell.get_or_add_tcPr().append(element("vMerge", val="restart" if first else "continue"))

    def _table(self, head: Sequence[str], widths: Sequence[float]) -> "Table":
        from docx.shared import Mm

        table: Table = self._document.add_table(rows=1, cols=len(head), style=TABLE)
        table.autofit = False
        table.rows[0]._tr.get_or_add_trPr().append(element("cantSplit"))
        table.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))
        for column, width, cell, words in zip(table.columns, widths, table.rows[0].cells, head, strict=True):
            column.width = cell.width = Mm(width)
            self._styled(cell.paragraphs[0], "简报表格").add_run(visible(words)).bold = True
        return table

    def _row(self, table: "Table", words: Sequence[str]) -> list["Paragraph"]:
        row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx leaves it untyped
        row._tr.get_or_add_trPr().append(element("cantSplit"))
        paragraphs = [cell.paragraphs[0] for cell in row.cells]
        for paragraph, text in zip(paragraphs, words, strict=True):
            self._styled(paragraph, "简报表格")
            if text:
                paragraph.add_run(visible(text))
        return paragraphs

    def _annex(self, words: str) -> None:
        self._annexes += 1
        paragraph = self._line("简报附件", f"附件{self._annexes}　{words}（内部核稿用，发出前删去）")
        paragraph.paragraph_format.page_break_before = True

    def _checks(self) -> None:
        refusals = [(volume, refusal) for volume in self._shelf for refusal in volume.summary.refusals]
        if not self._digest.findings and not refusals:
            return
        self._annex("核稿提示")
        names = names_of([volume.summary.report for volume in self._shelf])
        for numbered in numbered_findings(self._digest):
            finding = numbered.finding
            where = f"{names[finding.report]}：" if finding.report in names else ""
            ask = f"　建议询问：{finding.question}" if finding.question else ""
            severity = LABELS[finding.severity][0]
            self._line("简报出处", f"{numbered.number}. 〔{severity}〕{where}{finding.message}{ask}")
            if finding.quote:
                self._line("简报出处", f"　　原文：{finding.quote[:400]}")
        for volume, refusal in refusals:
            outcome = LABELS[refusal.outcome][0]
            self._line(
                "简报出处", f"〔{outcome}〕{names[volume.summary.report.name]}：{refusal.text}（{refusal.reason}）"
            )

    def _sources(self) -> None:
        cited = list(self._links.cited())
        if not cited:
            return
        self._annex("数字出处")
        for volume, sentences in cited:
            row = volume.summary.report
            heading = self._line(
                "简报出处", "，".join(p for p in (row.title or row.name, row.issuer, row.published) if p)
            )
            heading.runs[0].bold = True
            heading.paragraph_format.keep_with_next = True
            for number, (bookmark, figure) in enumerate(sentences, 1):
                paragraph = self._line("简报出处", f"〔{number}〕")
                self._links.write_source(paragraph, bookmark, sentence_of(volume.report, figure))


def chinese(number: int) -> str:
    """A whole number in Chinese numerals as headings use them: 十一, 二十, 一百零五; from 10,000 on in digits."""
    if number > 9999:
        return str(number)
    digits = zip(f"{number:04}", _PLACES, strict=True)
    words = "".join(_DIGITS[int(digit)] + place if digit != "0" else "零" for digit, place in digits)
    words = _ZEROS.sub("零", words).strip("零")
    return words.removeprefix("一") if words.startswith("一十") else words


def _alone(words: str, figure: str) -> Text:
    """A text that is one figure."""
    return Text(text=words, figures=(FigureMark(id=figure, start=0, end=len(words)),))
