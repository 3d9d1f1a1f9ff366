"""Hostile report text through every format, each file opened by another library than the one that wrote it."""

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.csv
import pyarrow.json
import pytest
from lxml import etree
from lxml import html as lxml_html
from markdown_it import MarkdownIt
from render_samples import BODY, Make, Sample

from pipeline.render import digest_docx, digest_markdown, digest_pages, digest_xlsx, figures_csv, figures_jsonl
from pipeline.render.plain import visible

pytestmark = pytest.mark.parametrize(
    "hostile",
    [
        pytest.param("<script>alert(1)</script>", id="script"),
        pytest.param('"><img src=x onerror=alert(1)>', id="attribute"),
        pytest.param('=HYPERLINK("http://x.example","y")', id="formula"),
        pytest.param("]]><w:p/></w:t>", id="end-of-cdata"),
        pytest.param("\x00\x08\x1b\ufffe", id="controls"),
        pytest.param("\u202e321\u2066\u200f", id="right-to-left"),
        pytest.param("长" * 10_000, id="a-word-of-10000"),
        pytest.param("../../etc/passwd", id="way-up"),
        pytest.param("| a | b |\n|---|---|\n# x [y](javascript:alert(1)) `z` **w** <b>", id="markdown"),
        pytest.param("{{ 7*7 }}{% raw %}", id="template"),
        pytest.param("\r\n,\"';\t", id="separators"),
    ],
)


@pytest.fixture
def sample(make: Make, hostile: str) -> Sample:
    """Two reports whose words, names and headings hold the text, and a digest called so."""
    body = BODY.replace("老旧小区", hostile).replace("一、项目", "一、" + hostile).replace("某街道", hostile)
    return make([body, BODY], title=hostile)


def line(text: str) -> str:
    return " ".join(visible(text).split())


def claims(sample: Sample) -> list[str]:
    return [claim.text for summary in sample.summaries for claim in summary.achievements]


def test_markdown(sample: Sample, hostile: str) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(digest_markdown(sample.digest, sample.summaries))
    inline = [child for token in tokens for child in token.children or ()]
    assert not {"html_block", "html_inline", "link_open", "image", "code_inline"} & {t.type for t in [*tokens, *inline]}
    said = ["".join(c.content for c in token.children or ()) for token in tokens if token.type == "inline"]
    assert line(hostile) in said  # the title
    for claim in claims(sample):
        assert any(line(claim) in words for words in said)
    assert len([t for t in tokens if t.type == "th_open"]) == 3  # 指标 and the two reports: no table of the report's


def test_html(sample: Sample, two: Sample, hostile: str) -> None:
    trees = [lxml_html.document_fromstring(_page(one)) for one in (two, sample)]
    plain, tree = trees
    assert len(tree.xpath("//script")) == len(plain.xpath("//script"))
    assert tree.xpath("//@*[starts-with(name(), 'on')] | //img | //iframe | //object | //*[@src]") == []
    assert not [href for href in tree.xpath("//@href") if not href.startswith("#")]
    shown = [div.text_content() for div in tree.xpath("//section[@class='report']/div")]
    assert shown == [visible(report.text) for report in sample.reports]
    assert line(hostile) in line(tree.text_content())


def _page(sample: Sample) -> str:
    (page,) = digest_pages(sample.digest, sample.summaries, sample.reports).values()
    return page


def test_docx(sample: Sample, hostile: str) -> None:
    archive = zipfile.ZipFile(io.BytesIO(digest_docx(sample.digest, sample.summaries, sample.reports, office=hostile)))
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")):
            tree = etree.fromstring(archive.read(name), etree.XMLParser(resolve_entities=False, huge_tree=False))
            assert not tree.xpath("//@TargetMode[. = 'External']")
            assert not tree.xpath("//*[local-name() = 'instrText']")  # no field of the report's
    body = etree.fromstring(archive.read("word/document.xml"))
    words = ["".join(p.itertext()) for p in body.iter("{*}p")]
    for claim in claims(sample):
        assert any("".join(visible(claim).split()) in "".join(found.split()) for found in words)
    assert not [name for name in archive.namelist() if ".." in name or name.startswith("/")]


def test_xlsx(sample: Sample, tmp_path: Path) -> None:
    path = tmp_path / "digest.xlsx"
    path.write_bytes(digest_xlsx(sample.digest, sample.summaries, sample.reports))
    book: Any = openpyxl.load_workbook(path)
    assert book.sheetnames == ["数据一览", "成效清单", "全部数据", "核稿提示"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    links = [cell.hyperlink for cell in cells if cell.hyperlink]
    assert {link.target for link in links if link.target} == {"digest.html"}
    said = {str(cell.value) for cell in book["成效清单"]["D"]}
    for claim in claims(sample):
        assert any("".join(visible(claim).split()) == "".join(found.replace("_x000D_", "").split()) for found in said)
    assert all(len(str(cell.value)) <= 32_767 for cell in cells)


def test_csv(sample: Sample, tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_text(figures_csv(sample.summaries), encoding="utf-8", newline="")
    options = pyarrow.csv.ParseOptions(newlines_in_values=True)
    strings = pyarrow.csv.ConvertOptions(include_columns=["编号", "数值", "文件", "指标", "报告"])
    rows = pyarrow.csv.read_csv(path, parse_options=options, convert_options=strings).to_pylist()
    wanted = [row for summary in sample.summaries for row in summary.figures]
    assert [str(row["编号"]) for row in rows] == [row.id for row in wanted]
    assert [float(row["数值"]) for row in rows] == [float(row.value) for row in wanted]
    assert not [v for row in rows for v in row.values() if isinstance(v, str) and v.startswith(("=", "+", "-", "@"))]


def test_jsonl(sample: Sample, tmp_path: Path) -> None:
    path = tmp_path / "figures.jsonl"
    path.write_text(figures_jsonl(sample.summaries), encoding="utf-8", newline="")
    rows = pyarrow.json.read_json(path).to_pylist()
    wanted = [row for summary in sample.summaries for row in summary.figures]
    assert [(row["id"], row["text"], row["value"], row["indicator"]) for row in rows] == [
        (row.id, row.text, row.value, row.indicator) for row in wanted
    ]
