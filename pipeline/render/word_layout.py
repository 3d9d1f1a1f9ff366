"""The layout of GB/T 9704-2012 in Word's terms: page, grid, styles, page number, fonts and what stands in for them.

版心 is 156 × 225 mm with 22 lines of 28 characters in 3号 (16 pt): a line pitch of 225 mm / 22 = 28.95 pt and a
character pitch of 156 mm / 28 = 15.79 pt. The pitch is set as letter spacing, because LibreOffice gives a character
that is wider than its cell of a character grid two cells. The fonts are not free, so each names its usual substitutes.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import BaseStyle

SONG_TITLE, HEI, KAI, FANG, SONG = "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312", "宋体"
SUBSTITUTES = {
    SONG_TITLE: "方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋,STZhongsong,Source Han Serif SC,Noto Serif CJK SC",
    HEI: "SimHei,华文黑体,STHeiti,Source Han Sans SC,Noto Sans CJK SC",
    KAI: "楷体,KaiTi,华文楷体,STKaiti,AR PL UKai CN,Noto Serif CJK SC",
    FANG: "仿宋,FangSong,华文仿宋,STFangsong,方正仿宋_GBK,Noto Serif CJK SC",
    SONG: "SimSun,华文宋体,STSong,Source Han Serif SC,Noto Serif CJK SC",
}
LATIN = "Times New Roman"
_LINE = 579  # twentieths of a point: 28.95 pt
_TIGHT = -5  # twentieths of a point: 28 × (16 - 0.25) pt = 441 pt in 442.2 pt
_RED = "C00000"
TABLE = "简报三线表"


@dataclass(frozen=True, slots=True)
class Look:
    """A paragraph style: size in points, font, first-line indent in characters, line pitch in twentieths of a point."""

    name: str
    size: float
    font: str
    indent: int = 0
    align: str = "both"
    line: int = _LINE
    keep: bool = False
    color: str = "000000"
    level: int | None = None  # outline level, for headings
    before: int = 0
    after: int = 0


LOOKS = (
    Look("Normal", 16, FANG),
    Look("Title", 22, SONG_TITLE, align="center", line=680, after=_LINE),
    Look("Subtitle", 16, KAI, align="center", after=_LINE),
    Look("Heading 1", 16, HEI, indent=2, keep=True, level=0),
    Look("Heading 2", 16, KAI, indent=2, keep=True, level=1),
    Look("Heading 3", 16, FANG, indent=2, keep=True, level=2),
    Look("Body Text", 16, FANG, indent=2),
    Look("简报来源", 14, KAI, indent=2, keep=True),
    Look("简报署名", 16, FANG, align="right"),
    Look("简报附件", 16, HEI, align="left", keep=True, level=0, after=280),
    Look("简报表格", 10.5, FANG, align="left", line=290),
    Look("简报表注", 10.5, FANG, align="left", line=360),
    Look("简报出处", 10.5, FANG, align="left", line=330),
    Look("发文机关标志", 36, SONG_TITLE, align="center", line=900, color=_RED, before=200, after=400),
    Look("简报期号", 16, FANG, align="left"),
    Look("annotation text", 10.5, FANG, align="left", line=300),
    Look("Footer", 14, SONG, align="left", line=320),
)


def lay_out(document: "Document") -> None:
    """Give a fresh document the page, the styles and the page number of the standard."""
    _page(document)
    _defaults(document)
    for look in LOOKS:
        _dress(_style(document, look.name), look)
    _table_style(document)
    _page_numbers(document)


def complete(document: "Document") -> None:
    """Add to an office's own document only the styles it lacks; what it defines stays."""
    names = {style.name for style in document.styles}
    for look in LOOKS:
        if look.name not in names:
            _dress(_style(document, look.name), look)
    if TABLE not in names:
        _table_style(document)


def font_table() -> bytes:
    """`word/fontTable.xml`: the standard's fonts, each with its substitutes."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        for name, others in SUBSTITUTES.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}<w:fonts xmlns:w="{space}">{fonts}</w:fonts>'.encode()


def element(tag: str, **attributes: object) -> Any:
    """A `w:` element; attribute names without the prefix."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def _page(document: "Document") -> None:
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(23)  # the 一字线 stands 7 mm below the 版心
    for grid in section._sectPr.findall("{*}docGrid"):  # python-docx has no name for the grid
        section._sectPr.remove(grid)
    section._sectPr.append(element("docGrid", type="lines", linePitch=_LINE))


def _defaults(document: "Document") -> None:
    root = document.styles.element
    for properties in root.findall("{*}docDefaults//{*}rPr"):
        for old in list(properties):
            properties.remove(old)
        properties.append(_fonts(FANG))
        properties.append(element("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"))
    for properties in root.findall("{*}docDefaults//{*}pPr"):
        for old in list(properties):
            properties.remove(old)


def _style(document: "Document", name: str) -> "BaseStyle":
    from docx.enum.style import WD_STYLE_TYPE

    known = name in document.styles
    style: BaseStyle = document.styles[name] if known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.quick_style = True
    if name == "annotation text":
        style.element.styleId = "CommentText"  # the id the library writes into comments
    return style


def _dress(style: "BaseStyle", look: Look) -> None:
    root = style.element
    for old in [*root.findall("{*}rPr"), *root.findall("{*}pPr")]:
        root.remove(old)
    paragraph, run = root.get_or_add_pPr(), root.get_or_add_rPr()
    if look.keep:
        paragraph.append(element("keepNext"))
    paragraph.append(element("widowControl", val=0))  # or a page would hold 21 lines
    if look.name == "Title":  # the library's own has a rule under it
        paragraph.append(element("pBdr"))
    if look.line < _LINE:  # small print would be spread over the page's 22 lines
        paragraph.append(element("snapToGrid", val=0))
    paragraph.append(element("spacing", before=look.before, after=look.after, line=look.line, lineRule="exact"))
    if look.indent:
        paragraph.append(element("ind", firstLineChars=look.indent * 100, firstLine=int(look.indent * look.size * 20)))
    paragraph.append(element("jc", val=look.align))
    if look.level is not None:
        paragraph.append(element("outlineLvl", val=look.level))
    half_points = int(look.size * 2)
    run.append(_fonts(look.font))
    for part in (element("b", val=0), element("i", val=0), element("color", val=look.color)):
        run.append(part)
    if look.size == 16:
        run.append(element("spacing", val=_TIGHT))
    run.append(element("sz", val=half_points))
    run.append(element("szCs", val=half_points))


def _fonts(font: str) -> Any:
    return element("rFonts", ascii=LATIN, hAnsi=LATIN, eastAsia=font, cs=LATIN)


def _table_style(document: "Document") -> None:
    """Three lines, as in printed statistics: above and below the head, below the table."""
    from docx.enum.style import WD_STYLE_TYPE

    root = document.styles.add_style(TABLE, WD_STYLE_TYPE.TABLE).element
    properties, borders = element("tblPr"), element("tblBorders")
    borders.append(element("top", val="single", sz=12, space=0, color="000000"))
    borders.append(element("bottom", val="single", sz=12, space=0, color="000000"))
    borders.append(element("insideH", val="single", sz=4, space=0, color="BFBFBF"))
    properties.append(borders)
    margins = element("tblCellMar")
    margins.append(element("left", w=60, type="dxa"))
    margins.append(element("right", w=60, type="dxa"))
    properties.append(margins)
    root.append(properties)
    head, cell, line = element("tblStylePr", type="firstRow"), element("tcPr"), element("tcBorders")
    line.append(element("bottom", val="single", sz=6, space=0, color="000000"))
    cell.append(line)
    head.append(cell)
    root.append(head)


def _page_numbers(document: "Document") -> None:
    """— 1 — in 4号 half-width Song, right by one character on odd pages, left by one on even pages."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, align, side in ((section.footer, "right", "right"), (section.even_page_footer, "left", "left")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = document.styles["Footer"]
        properties = paragraph._p.get_or_add_pPr()  # python-docx knows no indent in characters
        properties.append(element("ind", **{f"{side}Chars": 100, side: 280}))
        properties.append(element("jc", val=align))
        paragraph.add_run("— ")
        field = element("fldSimple", instr=" PAGE ")
        run = element("r")
        number = element("t")
        number.text = "1"
        run.append(number)
        field.append(run)
        paragraph._p.append(field)
        paragraph.add_run(" —")
