"""A Word file reads as a reader of Word sees it."""

from pathlib import Path

import pytest

from pipeline.domain.report import Report
from pipeline.errors import InputError
from pipeline.sources import read_draft, report_of
from pipeline.sources.word import read_word
from pipeline.sources.word_numbers import number_text
from tests.sources.documents import amounts, content_of, measure
from tests.sources.word_files import with_blocks, with_part, word_file


def _p(words: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{_r(words)}</w:p>"


def _r(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def _numbered(words: str, level: int, number: int = 1) -> str:
    return _p(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def _level(place: int, style: str, pattern: str) -> str:
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
    )


_LISTS = (
    '<w:abstractNum w:abstractNumId="0">'
    + _level(0, "chineseCounting", "%1、")
    + _level(1, "chineseCountingThousand", "（%2）")
    + _level(2, "decimal", "%3.")
    + _level(3, "bullet", "●")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def test_a_seed_as_a_word_file_reads_as_its_text(report: Report) -> None:
    content = content_of(report)
    text = report_of("\n".join([content.title, content.issuer, content.published, *content.paragraphs]))
    read = report_of(read_word(word_file(content)).text)
    found = measure(report, read)
    assert found.recall >= 0.995
    assert found.furniture <= 0.005
    assert amounts(read) == amounts(text) == amounts(report)
    assert read.outline.head == text.outline.head


@pytest.mark.parametrize(
    ("blocks", "lines"),
    [
        pytest.param(
            [
                _numbered("党建", 0),
                _numbered("基层", 1),
                _numbered("支部", 2),
                _numbered("学习", 2),
                _numbered("作风", 1),
                _numbered("经济", 0),
                _numbered("招商", 1),
                _numbered("点", 3),
                _numbered("重来", 0, 2),
            ],
            ["一、党建", "（一）基层", "1.支部", "2.学习", "（二）作风", "二、经济", "（一）招商", "点", "一、重来"],
            id="lists-count-and-start-again",
        ),
        pytest.param(
            [_p("前"), f"<w:tbl><w:tr>{''.join(f'<w:tc>{_p(c)}</w:tc>' for c in '甲乙丙')}</w:tr></w:tbl>", _p("后")],
            ["前", "甲 | 乙 | 丙", "后"],
            id="tables-stand-where-they-stand",
        ),
        pytest.param(
            [
                f"<w:p>{_r('完成')}<w:del>{_r('3').replace('w:t', 'w:delText')}</w:del>"
                f"<w:ins>{_r('35')}</w:ins>{_r('件')}</w:p>"
            ],
            ["完成35件"],
            id="changes-are-accepted",
        ),
        pytest.param(
            [
                f"<w:p><w:moveFrom>{_r('旧处')}</w:moveFrom>{_r('留下')}</w:p>",
                f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{_r('上半')}</w:p>",
                f"<w:p>{_r('下半')}<w:moveTo>{_r('移来')}</w:moveTo></w:p>",
            ],
            ["留下", "上半下半移来"],
            id="moved-words-and-deleted-marks",
        ),
        pytest.param(
            [
                f"<w:p>{_r('文')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
                "<wps:txbx><w:txbxContent>"
                f"{_p('框中')}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>"
                f"{_p('框中')}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>{_r('字')}</w:p>"
            ],
            ["文字", "框中"],
            id="a-text-box-is-read-once",
        ),
        pytest.param(
            [
                f"<w:p>{_r('看得见')}{_r('看不见', '<w:vanish/>')}</w:p>",
                f"<w:sdt><w:sdtContent>{_p('控件')}</w:sdtContent></w:sdt>",
            ],
            ["看得见", "控件"],
            id="hidden-words-and-content-controls",
        ),
        pytest.param(
            [
                "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
                f"{_r('共5页')}<w:r><w:tab/></w:r>{_r('完')}<w:r><w:br/></w:r>{_r('次行')}</w:p>"
            ],
            ["共5页\t完", "次行"],
            id="fields-tabs-and-line-breaks",
        ),
    ],
)
def test_what_word_shows_is_what_is_read(blocks: list[str], lines: list[str]) -> None:
    assert read_word(with_blocks(blocks, _LISTS)).text.splitlines() == lines


@pytest.mark.parametrize("name", ["toc 1", "TOC Heading", "目录 2"])
def test_a_table_of_contents_is_left_out(name: str) -> None:
    style = f"<w:style w:type='paragraph' w:styleId='11'><w:name w:val='{name}'/></w:style>"
    sheet = f"<w:styles xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>{style}</w:styles>"
    data = with_blocks([_p("一、工作情况 1", "<w:pStyle w:val='11'/>"), _p("一、工作情况"), _p("全面推进。")])
    assert read_word(with_part(data, "word/styles.xml", sheet.encode())).text == "一、工作情况\n全面推进。\n"


def _cell(words: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_p(words) if words else '<w:p></w:p>'}</w:tc>"


def test_merged_and_nested_cells_keep_their_order() -> None:
    opened, wide = "<w:vMerge w:val='restart'/>", "<w:gridSpan w:val='2'/>"
    inner = f"<w:tbl><w:tr>{_cell('内甲')}{_cell('内乙')}</w:tr></w:tbl>"
    rows = (
        f"<w:tr>{_cell('指标', opened)}{_cell('2023年', wide)}</w:tr>"
        f"<w:tr>{_cell('', '<w:vMerge/>')}{_cell('数值')}{_cell('增幅')}</w:tr>"
        f"<w:tr>{_cell('税收')}<w:tc>{inner}<w:p></w:p></w:tc>{_cell('4.5%')}</w:tr>"
    )
    assert read_word(with_blocks([f"<w:tbl>{rows}</w:tbl>"])).text.splitlines() == [
        "指标 | 2023年",
        "指标 | 数值 | 增幅",
        "税收 | 内甲 | 内乙 | 4.5%",
    ]


def test_a_label_of_several_rows_stands_in_each_of_them_and_a_number_in_one() -> None:
    opened, goes_on = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"
    rows = (
        f"<w:tr>{_cell('类别')}{_cell('指标')}{_cell('户数')}{_cell('人数')}</w:tr>"
        f"<w:tr>{_cell('服务', opened)}{_cell('接诊')}{_cell('8', opened)}{_cell('9')}</w:tr>"
        f"<w:tr>{_cell('', goes_on)}{_cell('床位')}{_cell('', goes_on)}{_cell('4')}</w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr>{_cell('', goes_on)}{_cell('旧')}{_cell('1')}{_cell('2')}</w:tr>"
        f"<w:tr>{_cell('人员')}{_cell('医师')}{_cell('3')}{_cell('6')}</w:tr>"
    )
    assert read_word(with_blocks([f"<w:tbl>{rows}</w:tbl>"])).text.splitlines() == [
        "类别 | 指标 | 户数 | 人数",
        "服务 | 接诊 | 8 | 9",
        "服务 | 床位 |  | 4",
        "人员 | 医师 | 3 | 6",
    ]


def test_a_note_stands_below_its_paragraph() -> None:
    data = with_blocks([f"<w:p>{_r('正文')}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>", _p("下文")])
    ns = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
    notes = f"<w:footnotes {ns}><w:footnote w:id='0' w:type='separator'>{_p('线')}</w:footnote>"
    notes += f"<w:footnote w:id='2'>{_p('数据为快报数。')}</w:footnote></w:footnotes>"
    assert read_word(with_part(data, "word/footnotes.xml", notes.encode())).text == "正文\n数据为快报数。\n下文\n"


@pytest.mark.parametrize(
    ("number", "style", "written"),
    [
        pytest.param(10, "chineseCounting", "十", id="ten"),
        pytest.param(12, "chineseCountingThousand", "十二", id="twelve"),
        pytest.param(21, "japaneseCounting", "二十一", id="twenty-one"),
        pytest.param(3, "decimalEnclosedCircle", "③", id="circle"),
        pytest.param(2, "upperLetter", "B", id="letter"),
        pytest.param(4, "lowerRoman", "iv", id="roman"),
        pytest.param(1, "ideographTraditional", "甲", id="stem"),
        pytest.param(7, "unheard-of", "7", id="unknown-style-in-digits"),
    ],
)
def test_numbers_are_written_as_word_writes_them(number: int, style: str, written: str) -> None:
    assert number_text(number, style) == written


_ENTITY = (
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><w:document "
    "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>"
    "<w:p><w:r><w:t>&e;街道</w:t></w:r></w:p></w:body></w:document>"
)


@pytest.mark.parametrize(
    ("part", "says"),
    [
        pytest.param(_ENTITY.encode(), "declares entities", id="external-entity"),
        pytest.param(
            ("<?xml version='1.0' encoding='UTF-16'?>" + _ENTITY).encode("utf-16"), "declares entities", id="utf-16"
        ),
        pytest.param(b"<w:document", "damaged Word", id="truncated-xml"),
        pytest.param(b"<a/>" + b" " * 40_000_000, "unpacks to more", id="bomb"),
    ],
)
def test_a_hostile_part_is_an_error(part: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read_word(with_part(with_blocks([_p("街道")]), "word/document.xml", part))


def test_a_relationship_to_the_network_is_never_followed() -> None:
    relations = (
        b"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='r1' "
        b"Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate' "
        b"Target='http://127.0.0.1:9/evil.dotm' TargetMode='External'/></Relationships>"
    )
    data = with_part(with_blocks([_p("街道完成投资。")]), "word/_rels/document.xml.rels", relations)
    assert read_word(data).text == "街道完成投资。\n"


def test_tables_nested_seventy_deep_are_an_error() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 70 + _p("底") + "</w:tc></w:tr></w:tbl>" * 70
    ns = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
    part = f"<w:document {ns}><w:body>{deep}</w:body></w:document>".encode()
    with pytest.raises(InputError, match="too deep"):
        read_word(with_part(with_blocks([_p("街道")]), "word/document.xml", part))


def test_a_draft_is_read_with_its_changes_accepted(tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes(with_blocks([f"<w:p>{_r('完成投资')}<w:ins>{_r('3.6')}</w:ins>{_r('亿元')}</w:p>"]))
    assert read_draft(path) == "完成投资3.6亿元\n"
