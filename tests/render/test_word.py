"""The Word file as Word reads it: layout in numbers, words as in the contract, each figure with its sentence."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Opened
from docx.oxml.ns import qn
from lxml import etree
from render_samples import BODY, Make, Sample

from pipeline.errors import InputError
from pipeline.render.letterhead import letterhead_sample, official_date
from pipeline.render.plain import visible
from pipeline.render.word import digest_docx
from pipeline.render.word_body import chinese
from pipeline.render.word_layout import LOOKS, SUBSTITUTES
from pipeline.render.word_marks import Sources


def written(sample: Sample, **options: object) -> bytes:
    return digest_docx(sample.digest, sample.summaries, sample.reports, **options)  # type: ignore[arg-type]  # by name


def opened(data: bytes) -> Opened:
    return Document(io.BytesIO(data))


def everything(document: Opened) -> str:
    """All words of the body in order, one paragraph a line; links and tables included."""
    paragraphs = document.element.body.iter(qn("w:p"))
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in paragraphs)


def test_page_is_the_standards(two: Sample) -> None:
    section = opened(written(two)).sections[0]
    page = (section.page_width, section.page_height)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round((length or 0) / 36000) for length in (*page, *margins)] == [210, 297, 37, 35, 28, 26]
    grid = section._sectPr.find(qn("w:docGrid"))
    pitch = int(grid.get(qn("w:linePitch"))) / 20
    assert 22 * pitch <= 225 / 25.4 * 72 < 23 * pitch


def test_body_line_holds_28_characters(two: Sample) -> None:
    run = opened(written(two)).styles["Body Text"].element.rPr
    size = int(run.find(qn("w:sz")).get(qn("w:val"))) / 2
    spacing = int(run.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert size == 16
    assert 28 * (size + spacing) <= 156 / 25.4 * 72 < 29 * (size + spacing)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_styles_name_their_east_asian_font_and_its_substitutes(two: Sample, look: object) -> None:
    data = written(two)
    name, font, size, line = (getattr(look, key) for key in ("name", "font", "size", "line"))
    style = opened(data).styles[name].element
    fonts = style.rPr.find(qn("w:rFonts"))
    assert fonts.get(qn("w:eastAsia")) == font
    assert not [key for key in fonts.attrib if "Theme" in key]
    assert style.rPr.find(qn("w:sz")).get(qn("w:val")) == str(int(size * 2))
    assert style.pPr.find(qn("w:spacing")).get(qn("w:line")) == str(line)
    table = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/fontTable.xml"))
    named = {f.get(qn("w:name")): f.find(qn("w:altName")).get(qn("w:val")) for f in table}
    assert named == SUBSTITUTES
    assert max(len(substitutes) for substitutes in named.values()) < 255


def test_headings_are_headings_and_the_title_a_title(two: Sample) -> None:
    document = opened(written(two))
    styled = [(p.style.name, p.text) for p in document.paragraphs if p.style]
    assert [text for name, text in styled if name == "Title"] == [two.digest.title]
    firsts = [text for name, text in styled if name == "Heading 1"]
    assert [text[0] for text in firsts] == list("一二三四")
    assert firsts[1] == "二、" + two.digest.items[0].headline.text
    assert all(document.styles[f"Heading {level}"].paragraph_format.keep_with_next for level in (1, 2, 3))


def test_page_number_stands_between_dashes_outside_left_and_right(two: Sample) -> None:
    document = opened(written(two))
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]._p
        assert "".join(t.text for t in paragraph.iter(qn("w:t"))) == "— 1 —"
        assert paragraph.find(qn("w:fldSimple")).get(qn("w:instr")).strip() == "PAGE"
        assert paragraph.pPr.find(qn("w:jc")).get(qn("w:val")) == side


@pytest.mark.parametrize("sources", ["appendix", "comments", "none"])
def test_every_text_of_the_contract_stands_in_the_file(two: Sample, sources: Sources) -> None:
    words = everything(opened(written(two, sources=sources)))
    for _, text in two.texts():
        assert text.text in words


def test_every_figure_links_to_its_sentence(two: Sample) -> None:
    document = opened(written(two))
    sentences = {}
    for paragraph in document.element.body.iter(qn("w:p")):
        for start in paragraph.iter(qn("w:bookmarkStart")):
            sentences[start.get(qn("w:name"))] = "".join(t.text for t in paragraph.iter(qn("w:t")))
    links = [
        (link.get(qn("w:anchor")), "".join(t.text for t in link.iter(qn("w:t"))))
        for link in document.element.body.iter(qn("w:hyperlink"))
    ]
    marks = [text.text[m.start : m.end] for _, text in two.texts() for m in text.figures]
    cells = [cell.figure.text for i in two.digest.indicators for cell in i.rows if cell.figure]
    assert sorted(words for _, words in links) == sorted(marks + cells)
    for anchor, words in links:
        assert words in sentences[anchor]
    ids = [s.get(qn("w:id")) for s in document.element.body.iter(qn("w:bookmarkStart"))]
    assert len(ids) == len(set(ids))


def test_comments_hold_the_sentence_and_no_clock(two: Sample) -> None:
    document = opened(written(two, sources="comments"))
    comments = list(document.comments)
    marks = [(mark.report or report, mark.id) for report, text in two.texts() for mark in text.figures]
    assert len(comments) >= len(marks)
    assert "完成8个老旧小区改造" in comments[0].text
    assert {str(comment.timestamp)[:10] for comment in comments} == {"2026-11-21"}


def test_same_arguments_same_bytes(two: Sample) -> None:
    data = written(two, sources="comments")
    assert data == written(two, sources="comments")
    assert {entry.date_time[0] for entry in zipfile.ZipFile(io.BytesIO(data)).infolist()} == {1980}


def test_properties_are_the_digests(two: Sample) -> None:
    properties = opened(written(two, office="某市政府办公室")).core_properties
    assert (properties.title, properties.author) == (two.digest.title, "某市政府办公室")
    assert str(properties.created)[:10] == "2026-11-21"
    assert "python-docx" not in str(properties.comments)


def test_office_and_issue_stand_above_the_title_and_sign_below(two: Sample) -> None:
    words = everything(opened(written(two, office="某市政府办公室", issue_no="5"))).split("\n")
    assert words[0] == "某市政府办公室"
    assert words[1].startswith("第5期")
    assert words.index(two.digest.title) > 1
    assert any(line.startswith("某市政府办公室　") for line in words)


def test_internal_pages_say_so_and_begin_a_page(two: Sample) -> None:
    document = opened(written(two))
    annexes = [p for p in document.paragraphs if p.style and p.style.name == "简报附件"]
    assert [re.sub(r"（.*", "", p.text) for p in annexes] == ["附件1　核稿提示", "附件2　数字出处"]
    assert all("发出前删去" in p.text and p.paragraph_format.page_break_before for p in annexes)
    assert two.digest.findings[0].message in everything(document)


def test_letterhead_template_is_filled_and_holds_the_digest(two: Sample, tmp_path: Path) -> None:
    template = tmp_path / "letterhead.docx"
    template.write_bytes(letterhead_sample())
    words = everything(opened(written(two, template=template, office="某某<&>办公室", issue_no="7")))
    assert "某某<&>办公室" in words
    assert "第7期" in words
    assert "{{" not in words
    assert words.count(two.digest.title) == 1
    assert two.digest.items[1].headline.text in words


def test_template_loops_over_items_and_may_lack_the_body(two: Sample) -> None:
    document = Document()
    document.add_paragraph("{% for item in items %}[{{ item.headline }}]{% endfor %}")
    stored = io.BytesIO()
    document.save(stored)
    words = everything(opened(written(two, template=stored.getvalue())))
    assert words.startswith(f"[{two.digest.items[0].headline.text}]")
    assert "一、综述" in words


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        pytest.param(b"not a zip", "not a Word template", id="no-zip"),
        pytest.param("{{ nobody }}", "nobody", id="unknown-field"),
        pytest.param("{{ ''.__class__.__mro__ }}", "unsafe", id="sandboxed"),
    ],
)
def test_bad_template_is_one_sentence(two: Sample, template: bytes | str, reason: str) -> None:
    if isinstance(template, str):
        document = Document()
        document.add_paragraph(template)
        stored = io.BytesIO()
        document.save(stored)
        template = stored.getvalue()
    with pytest.raises(InputError, match=reason):
        written(two, template=template)


@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param("<script>&amp;</w:t>", id="markup"),
        pytest.param("{{ 7*7 }}{% if %}", id="template-words"),
        pytest.param("\x00\x0b\x1b\ufffe", id="forbidden-in-xml"),
        pytest.param("\u202e321", id="right-to-left-override"),
        pytest.param("x" * 10_000, id="one-long-word"),
    ],
)
@pytest.mark.parametrize("template", [None, letterhead_sample()], ids=["plain", "letterhead"])
def test_hostile_text_is_text(make: Make, hostile: str, template: bytes | None) -> None:
    sample = make([BODY.replace("老旧小区", hostile).replace("某街道", hostile)], title=hostile)
    words = everything(opened(written(sample, template=template, office=hostile)))
    for _, text in sample.texts():
        assert visible(text.text) in words
    assert visible(hostile) in words


@pytest.mark.parametrize("bodies", [[], [""], ["没有数字的一句话。"]], ids=["none", "empty", "no-figures"])
def test_little_is_enough_for_a_file(make: Make, bodies: list[str]) -> None:
    assert "工作报告摘编" in everything(opened(written(make(bodies))))


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (99, "九十九"),
        (100, "一百"),
        (101, "一百零一"),
        (210, "二百一十"),
        (999, "九百九十九"),
        (1000, "一千"),
        (1001, "一千零一"),
        (2030, "二千零三十"),
        (9999, "九千九百九十九"),
        (10000, "10000"),
    ],
)
def test_chinese_numerals_of_headings(number: int, expected: str) -> None:
    assert chinese(number) == expected


@pytest.mark.parametrize(("iso", "expected"), [("2026-11-05", "2026年11月5日"), ("近日", "近日")])
def test_official_date(iso: str, expected: str) -> None:
    assert official_date(iso) == expected
