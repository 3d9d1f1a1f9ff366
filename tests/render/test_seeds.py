"""The five seeds through every format: the figures in the files are the figures of the result."""

import io
import re
import zipfile
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import html as lxml_html
from markdown_it import MarkdownIt
from render_samples import Sample

from pipeline import make_digest, read_report, summarize
from pipeline.render import digest_docx, digest_html, digest_markdown, digest_xlsx
from pipeline.render.plain import visible

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def seeds() -> Sample:
    """The seeds' digest by the built-in engine."""
    reports = [read_report(path) for path in sorted((ROOT / "seeds").glob("*.txt"))]
    summaries = [summarize(report) for report in reports]
    return Sample(make_digest(reports, summaries, date="2026-11-21"), summaries, reports)


def marked(sample: Sample) -> Counter[str]:
    """The words of every figure in the digest's texts and table."""
    words = [text.text[mark.start : mark.end] for _, text in sample.texts() for mark in text.figures]
    return Counter(words + [cell.figure.text for i in sample.digest.indicators for cell in i.rows if cell.figure])


def test_page_links_each_figure_to_the_same_words(seeds: Sample) -> None:
    tree = lxml_html.document_fromstring(digest_html(seeds.digest, seeds.summaries, seeds.reports))
    words = {a.get("id"): a.text_content() for a in tree.xpath("//aside//a[@id]")}
    shown = tree.xpath("//main//a[starts-with(@class, 'f ')][not(ancestor::details)]")
    assert Counter(a.text_content() for a in shown) == marked(seeds)
    same = [(a.text_content(), words[a.get("href")[1:]]) for a in tree.xpath("//main//a[starts-with(@class, 'f ')]")]
    assert [pair for pair in same if pair[0] != pair[1]] == []


def test_page_holds_each_report_unchanged(seeds: Sample) -> None:
    tree = lxml_html.document_fromstring(digest_html(seeds.digest, seeds.summaries, seeds.reports))
    shown = [div.text_content() for div in tree.xpath("//section[@class='report']/div")]
    assert shown == [visible(report.text) for report in seeds.reports]


def test_word_file_links_the_same_figures_to_sentences_that_hold_them(seeds: Sample) -> None:
    body = Document(io.BytesIO(digest_docx(seeds.digest, seeds.summaries, seeds.reports))).element.body
    sentences = {
        start.get(qn("w:name")): "".join(t.text or "" for t in paragraph.iter(qn("w:t")))
        for paragraph in body.iter(qn("w:p"))
        for start in paragraph.iter(qn("w:bookmarkStart"))
    }
    links = [(a.get(qn("w:anchor")), "".join(t.text for t in a.iter(qn("w:t")))) for a in body.iter(qn("w:hyperlink"))]
    assert Counter(words for _, words in links) == marked(seeds)
    spaceless = {name: re.sub(r"\s", "", words) for name, words in sentences.items()}
    assert [words for name, words in links if re.sub(r"\s", "", words) not in spaceless[name]] == []


def test_workbook_holds_every_figure_with_its_value_and_the_table_with_its_words(seeds: Sample, tmp_path: Path) -> None:
    path = tmp_path / "digest.xlsx"
    path.write_bytes(digest_xlsx(seeds.digest, seeds.summaries, seeds.reports))
    book: Any = openpyxl.load_workbook(path)
    rows = [row for summary in seeds.summaries for row in summary.figures]
    assert _column(book["全部数据"], "编号") == [row.id for row in rows]
    assert _column(book["全部数据"], "原文写法") == [visible(row.text) for row in rows]
    assert [Decimal(str(value)) for value in _column(book["全部数据"], "数值")] == [Decimal(row.value) for row in rows]
    cells = [cell for i in seeds.digest.indicators for cell in i.rows]
    assert [value if value != "—" else None for value in _column(book["数据一览"], "数值")] == [
        float(cell.figure.value) if cell.figure else None for cell in cells
    ]
    drawn = [(value, cell.value) for value, cell in zip(_column(book["数据一览"], "折合数值"), cells, strict=True)]
    assert [(value, own) for value, own in drawn if value is not None and float(value) != float(own or "nan")] == []
    assert [sheet.freeze_panes for sheet in book] == ["A2"] * 4
    assert all(sheet.auto_filter.ref for sheet in book)
    assert not [c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]


def _column(sheet: Any, title: str) -> list[Any]:
    head = [cell.value for cell in sheet[1]]
    return [row[head.index(title)].value for row in sheet.iter_rows(min_row=2)]


def test_charts_draw_one_unit_and_name_what_is_unlike(seeds: Sample, tmp_path: Path) -> None:
    path = tmp_path / "digest.xlsx"
    path.write_bytes(digest_xlsx(seeds.digest, seeds.summaries, seeds.reports))
    sheet: Any = openpyxl.load_workbook(path)["数据一览"]
    charts = zipfile.ZipFile(path)
    assert len([name for name in charts.namelist() if "charts/chart" in name]) > 5
    names, indicators = _column(sheet, "作图名称"), _column(sheet, "指标")
    cells = [(i.name, cell) for i in seeds.digest.indicators for cell in i.rows]
    for (name, cell), shown, indicator in zip(cells, names, indicators, strict=True):
        assert indicator == name
        for note in (cell.note or "").split("，"):
            assert note in shown


def test_markdown_holds_each_text_and_cell(seeds: Sample) -> None:
    page = digest_markdown(seeds.digest, seeds.summaries)
    tokens = MarkdownIt("commonmark").enable("table").parse(page)
    said = ["".join(c.content for c in t.children or ()) for t in tokens if t.type == "inline"]
    for _, text in seeds.texts():
        assert any(" ".join(text.text.split()) in words for words in said)
    table = page.split("## 数据一览")[1].split("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("| ")][2:]
    assert [[cell.partition("（")[0] for cell in row[1:]] for row in rows] == [
        [cell.figure.text if cell.figure else "—" for cell in indicator.rows] for indicator in seeds.digest.indicators
    ]
