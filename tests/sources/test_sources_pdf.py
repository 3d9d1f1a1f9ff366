"""A PDF reads as its paragraphs; what was scanned, locked or damaged is an error of one line.

The files in `data` were printed by LibreOffice from the seeds, with a header, page numbers and mixed fonts; four more
from made-up reports: in two columns, with a title and subtitle over two lines, in fonts without quotation marks, and by
a browser, which sets each sign by itself, calls signs radicals and puts the address of the page below.
"""

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from pypdf import PdfWriter

from pipeline import summarize
from pipeline.domain.report import Report
from pipeline.errors import InputError
from pipeline.sources import read_report, report_of
from pipeline.sources.pdf import read_pdf
from pipeline.sources.pdf_holes import Shown, cut_at_holes
from tests.sources.documents import amounts, content_of, measure
from tests.sources.office_reports import PAPERS

DATA = Path(__file__).parent / "data"


def _pdf(*pages: str, extra: Sequence[str] = ()) -> bytes:
    """A PDF with a content stream for each page, in Helvetica; of one page, `extra` are the objects from 10 on."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]/MediaBox[0 0 600 800]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for n, page in enumerate(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/Resources<</Font<</F 3 0 R>>/XObject<</X 10 0 R>>>>/Contents {5 + 2 * n} 0 R>>"
        )
        objects.append(f"<</Length {len(page)}>>stream\n{page}\nendstream")
    if extra:
        objects += ["null"] * (9 - len(objects)) + list(extra)
    text, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(text))
        text += f"{number} 0 obj{one}endobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(text)}\n%%EOF"
    )
    return (text + end).encode("latin-1")


def _at(x: int, y: int, words: str) -> str:
    return f"BT /F 10 Tf {x} {y} Td ({words}) Tj ET\n"


def test_a_seed_as_a_pdf_reads_as_its_text(seed: Path, report: Report) -> None:
    content = content_of(report)
    text = report_of("\n".join([content.title, content.issuer, content.published, *content.paragraphs]))
    read = read_report(DATA / f"{seed.stem[:3]}.pdf")
    found = measure(report, read)
    assert found.recall >= 0.995
    assert found.furniture <= 0.005
    assert amounts(read) == amounts(text) == amounts(report)
    assert read.outline.head == text.outline.head
    assert len(read.text.splitlines()) == len(content.paragraphs) + 3  # no paragraph torn, none run into another


def test_pages_begin_where_they_say(seed: Path) -> None:
    read = read_report(DATA / f"{seed.stem[:3]}.pdf")
    assert read.pages[0] == 0
    assert len(read.pages) > 3
    assert list(read.pages) == sorted(set(read.pages))
    assert read.pages[-1] < len(read.text)
    assert "文件汇编" not in read.text


@pytest.mark.parametrize(
    ("name", "paper"),
    [
        pytest.param("columns", "town-law", id="two-columns"),
        pytest.param("titles", "city-budget", id="title-over-two-lines"),
        pytest.param("printed", "nine-months", id="printed-by-a-browser"),
        pytest.param("marks", "procurators", id="marks-of-another-font-in-holes-left-for-them"),
    ],
)
def test_a_report_as_a_pdf_reads_as_its_paragraphs(name: str, paper: str) -> None:
    wanted, read = PAPERS[paper], read_report(DATA / f"{name}.pdf")
    head = read.outline.head
    assert (head.title, head.issuer, head.year) == (wanted.title, wanted.issuer, wanted.year)
    lines = [line.strip() for span in read.outline.body for line in span.of(read.text).split("\n")]
    assert lines == list(wanted.plain_body)


def test_the_left_column_comes_before_the_right() -> None:
    page = _at(60, 780, "A heading that runs across both of the columns of the page")
    for n in range(12):
        page += _at(60, 750 - 14 * n, f"left {n} words of a column.") + _at(
            320, 750 - 14 * n, f"right {n} words of it."
        )
    words = read_pdf(_pdf(page)).text.split()
    assert [word for word in words if word in ("heading", "left", "right")] == ["heading"] + ["left"] * 12 + [
        "right"
    ] * 12


def test_a_table_of_narrow_cells_is_read_by_row() -> None:
    page = "".join(_at(60, 750 - 14 * n, f"tax {n}") + _at(320, 750 - 14 * n, f"{n}.5") for n in range(12))
    assert read_pdf(_pdf(page)).text.splitlines()[3] == "tax 3 3.5"


def test_numbers_of_narrow_cells_are_told_apart_and_a_full_row_ends_its_line() -> None:
    rows = (("tax", "198.2", "3.1"), ("beds", "3120", "-2.0"), ("nurses", "1406", "8.5"))
    page = _at(60, 760, "A full line of the text above the table, which is as wide as the page is, so that it.")
    for n, (label, first, second) in enumerate(rows):
        left = 60 + 5 * len(label) + 5
        page += _at(60, 730 - 14 * n, label) + _at(left, 730 - 14 * n, first)
        page += _at(left + 5 * len(first) + 2, 730 - 14 * n, second)
    lines = read_pdf(_pdf(page)).text.splitlines()
    assert lines[1:] == ["tax 198.2 3.1", "beds 3120 -2.0", "nurses 1406 8.5"]


def test_headers_and_page_numbers_are_left_out_and_other_numbers_stay() -> None:
    pages = [
        _at(60, 780, "Collected papers") + _at(60, 700, f"Sentence number {n} says so.") + _at(60, 680, f"{n * 37}")
        + _at(300, 30, f"{n + 1}")
        for n in range(4)
    ]  # fmt: skip
    assert read_pdf(_pdf(*pages)).text.split("\n") == [
        line for n in range(4) for line in (f"Sentence number {n} says so.", f"{n * 37}")
    ] + [""]


@pytest.mark.parametrize(
    ("stream", "line"),
    [
        pytest.param(
            "BT /F 10 Tf 60 700 Td (Grown by) Tj /F 10 Tf 48 0 Td (5.8) Tj /F 10 Tf 16 0 Td (%;) Tj "
            "/F 10 Tf (a) Tj /F 10 Tf (nd) Tj /F 10 Tf 30 0 Td (done.) Tj ET",
            "Grown by 5.8%;and done.",
            id="each-piece-in-a-font-of-its-own",
        ),
        pytest.param(
            _at(60, 700, "Sentence number 3 says so.") + _at(60, 700, "Sentence number 3 says so."),
            "Sentence number 3 says so.",
            id="printed-twice-to-look-bold",
        ),
    ],
)  # fmt: skip
def test_words_stand_in_their_order(stream: str, line: str) -> None:
    assert read_pdf(_pdf(stream)).text == line + "\n"


_HALVES = {"/Subtype": "/TrueType", "/FirstChar": 32, "/Widths": [500] * 95}
_PAGE = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("words", "operations", "font", "parts"),
    [
        pytest.param("by1 1.9", [([b"by1", -500, b"1.9"], 60)], _HALVES, [("by1", 60, 75), ("1.9", 80, 95)], id="hole"),
        pytest.param("by1.9", [([b"by1", -250, b".9"], 60)], _HALVES, [], id="spread"),
        pytest.param("by1 1.9", [([b"by1", 20, -260, b"1.9"], 60)], _HALVES, [("by1", 60, 75), ("1.9", 77.4, 92.4)],
                     id="moved-back-and-on"),
        pytest.param("ab cd", [([b"a"], 60), ([b"b", -1000, b"c"], 60), ([b"d"], 99)], _HALVES,
                     [("ab", 60, 70), ("c", 80, 85), ("d", 99, 104)], id="a-pen-the-reader-does-not-move"),
        pytest.param("a b c", [([b"a b", -500, b"c"], 60)], _HALVES, [], id="blanks-of-its-own"),
        pytest.param("a b", [([b"a", -500, b"b"], 60)], {"/Subtype": "/Type0"}, [], id="many-bytes-a-sign"),
        pytest.param("a b", [([b"a", -500, b"b"], 60)], {"/Subtype": "/Type1"}, [], id="no-widths"),
        pytest.param("a b", [([b"a", -500, b"b"], 60)], None, [], id="no-font"),
    ],
)  # fmt: skip
def test_words_are_cut_at_their_holes(
    words: str,
    operations: Sequence[tuple[list[object], int]],
    font: dict[str, object] | None,
    parts: list[tuple[str, float, float]],
) -> None:
    shown = [Shown(strings, _PAGE, (1.0, 0.0, 0.0, 1.0, left, 700.0)) for strings, left in operations]
    cut = cut_at_holes(words, shown, font, 10.0)
    assert [one.words for one in cut] == [said for said, _, _ in parts]
    assert [edge for one in cut for edge in one[1:]] == pytest.approx([edge for one in parts for edge in one[1:]])


def test_what_a_browser_prints_round_a_page_is_left_out() -> None:
    pages = [
        _at(20, 780, "2024/1/5 10:21 A report") + _at(60, 700, f"Sentence number {n} says so.")
        + _at(20, 20, f"https://www.example.gov.cn/art/2024/1/5/art_1_2.html {n}/3")
        for n in (1, 2, 3)
    ]  # fmt: skip
    assert read_pdf(_pdf(*pages)).text.split("\n")[:-1] == [f"Sentence number {n} says so." for n in (1, 2, 3)]


def test_forms_that_show_each_other_again_and_again_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.sources.pdf._MOST_SECONDS", 0.2)
    form = (
        "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {0} 0 R>>>>/Length {1}>>"
        "stream\n{2}\nendstream"
    )
    calls = "/X Do " * 30
    forms = [form.format(number + 1, len(calls), calls) for number in range(10, 18)]
    forms.append(form.format(18, 4, "1 w "))
    data = _pdf(_at(60, 700, "A sentence.") + calls, extra=forms)
    with pytest.raises(InputError, match="takes too long"):
        read_pdf(data)


def _written(writer: PdfWriter) -> bytes:
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _blank() -> PdfWriter:
    writer = PdfWriter()
    for _ in range(3):
        writer.add_blank_page(600, 800)
    return writer


def _locked() -> bytes:
    writer = _blank()
    writer.encrypt("secret", algorithm="RC4-128")
    return _written(writer)


_GOOD = _pdf(_at(60, 700, "A sentence."))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(_written(_blank()), "no text layer: scanned; run OCR first", id="scanned"),
        pytest.param(_locked(), "encrypted", id="locked"),
        pytest.param(b"%PDF-1.7\n" + bytes(range(256)) * 40, "that is damaged", id="garbage"),
        pytest.param(_GOOD[:120], "that is damaged", id="truncated"),
        pytest.param(_GOOD.replace(b"/Kids[4 0 R]", b"/Kids[2 0 R]"), "damaged|no text layer", id="tree-without-end"),
        pytest.param(_GOOD.replace(b"/Count 1", b"/Count 999999999"), None, id="count-that-lies"),
        pytest.param(_GOOD.replace(b"/Contents 5 0 R", b"/Contents 4 0 R"), "damaged|no text layer", id="no-stream"),
    ],
)
def test_a_bad_pdf_is_an_error_or_is_read(data: bytes, says: str | None) -> None:
    if says is None:
        assert read_pdf(data).text == "A sentence.\n"
        return
    with pytest.raises(InputError, match=says):
        read_pdf(data)


_IMAGE = (
    "<</Type/XObject/Subtype/Image/Width {0}/Height {1}/ColorSpace/DeviceGray/BitsPerComponent 8/Length 0>>"
    "stream\n\nendstream"
)
_FORM = (
    "<</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</Y 11 0 R>>>>/Length 5>>"
    "stream\n/Y Do\nendstream"
)
_LINE = _at(60, 700, "A sentence of the report.")


@pytest.mark.parametrize(
    ("pages", "extra", "unread"),
    [
        pytest.param((_LINE, "/X Do", _LINE), (_IMAGE.format(1240, 1754),), (2,), id="between"),
        pytest.param((_LINE, _LINE, "/X Do"), (_IMAGE.format(1240, 1754),), (3,), id="at-the-end"),
        pytest.param((_LINE, "/X Do", _LINE), (_FORM, _IMAGE.format(1240, 1754)), (2,), id="picture-in-a-form"),
        pytest.param((_LINE, "/X Do", _LINE), (_IMAGE.format(300, 200),), (), id="a-small-picture"),
        pytest.param((_LINE, "", _LINE), ("null",), (), id="an-empty-page"),
        pytest.param((_LINE, _LINE, _LINE), (_IMAGE.format(1240, 1754),), (), id="words-over-a-picture"),
    ],
)
def test_pages_that_are_pictures_are_known(pages: Sequence[str], extra: Sequence[str], unread: tuple[int, ...]) -> None:
    read = read_pdf(_pdf(*pages, extra=extra))
    assert read.unread == unread
    assert read.text.count("A sentence of the report.") == pages.count(_LINE)


def test_a_scanned_page_among_others_is_told_to_the_editor(tmp_path: Path) -> None:
    path = tmp_path / "mixed.pdf"
    path.write_bytes(_pdf(_LINE, "/X Do", _LINE, extra=(_IMAGE.format(1240, 1754),)))
    (finding,) = summarize(read_report(path)).findings
    assert (finding.rule, finding.severity) == ("pages_unread", "warn")
    assert finding.message.startswith("第2页")
    assert "\n" not in finding.message
