"""The five seeds through every format: the figures in the files are the figures of the result."""

import io
import re
from collections import Counter
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import html as lxml_html
from render_samples import Sample

from pipeline import make_digest, read_report, summarize
from pipeline.render import digest_docx, digest_html
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
