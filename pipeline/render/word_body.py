"""The parts of a digest as Word paragraphs and tables, in the order of an official 简报."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.domain.result import Achievement, Digest, FigureMark, Indicator, Text
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

_WIDTHS = (42, 40, 32, 42)  # mm; together the width of the 版心
_DIGITS = "零一二三四五六七八九"


class Bulletin:
    """Writes a digest at the end of a document."""

    def __init__(self, document: "Document", digest: Digest, shelf: Sequence[Volume], sources: Sources) -> None:
        self._document, self._digest, self._shelf = document, digest, shelf
        by_name = {volume.summary.report.name: volume for volume in shelf}
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
        table = self._table(("指标", "报告", "数据", "说明"))
        names = {volume.summary.report.name: volume.name for volume in self._shelf}
        for indicator in self._digest.indicators:
            self._indicator(table, indicator, names)

    def _indicator(self, table: "Table", indicator: Indicator, names: dict[str, str]) -> None:
        many = len(indicator.rows) > 12  # then only the reports that give it are listed
        cells = [cell for cell in indicator.rows if cell.figure or not many]
        for i, cell in enumerate(cells):
            note = cell.note or "原文未列"
            if cell.figure:
                note = cell.note or ("" if cell.figure.status == "achieved" else LABELS[cell.figure.status][0])
            figure = _alone(cell.figure.text, cell.figure.id) if cell.figure else Text(text="—")
            row = self._row(table, (indicator.name if i == 0 else "", names.get(cell.report, cell.report), "", note))
            self._marks.write(row[2], figure, cell.report)
            row[0].paragraph_format.keep_with_next = not many and i + 1 < len(cells)
            row[0]._p.getparent().get_or_add_tcPr().append(element("vMerge", val="continue" if i else "restart"))
        if missing := len(indicator.rows) - len(cells):
            self._row(table, ("", f"其余{missing}篇", "—", "原文未列"))

    def _table(self, head: Sequence[str]) -> "Table":
        from docx.shared import Mm

        table: Table = self._document.add_table(rows=1, cols=len(head), style=TABLE)
        table.autofit = False
        table.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))
        for column, width, cell, words in zip(table.columns, _WIDTHS, table.rows[0].cells, head, strict=True):
            column.width = cell.width = Mm(width)
            self._styled(cell.paragraphs[0], "简报表格").add_run(words).bold = True
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
        names = {volume.summary.report.name: volume.name for volume in self._shelf}
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
            self._line("简报出处", f"〔{outcome}〕{volume.name}：{refusal.text}（{refusal.reason}）")

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
    """A whole number from 1 to 999 in Chinese numerals as headings use them: 十一, 二十, 一百零五."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    if not hundreds:
        return ("" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十") + (_DIGITS[ones] if ones else "")
    if not rest:
        return _DIGITS[hundreds] + "百"
    low = "零" + _DIGITS[ones] if tens == 0 else _DIGITS[tens] + "十" + (_DIGITS[ones] if ones else "")
    return _DIGITS[hundreds] + "百" + low


def _alone(words: str, figure: str) -> Text:
    """A text that is one figure."""
    return Text(text=words, figures=(FigureMark(id=figure, start=0, end=len(words)),))
