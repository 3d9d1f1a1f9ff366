"""Archives, tables and folders: each report is found, named and read; a bad one harms no other."""

import io
import os
import zipfile
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.sources import discover, read_report, report_of, same_reports
from pipeline.sources.table import row_of, rows_in
from tests.sources.documents import content_of, standard_page
from tests.sources.word_files import word_file

_TEXT = "某街道2022年工作总结\n今年以来，街道完成投资3.6亿元，惠及群众1200户，取得明显成效。\n"


def _zip(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else None)
    return buffer.getvalue()


def test_an_archive_stands_for_its_reports(tmp_path: Path) -> None:
    content = content_of(report_of(_TEXT))
    members = {
        "总结/甲.docx": word_file(content),
        "总结/乙.html": standard_page(content).encode(),
        "丙.txt": _TEXT.encode("gb18030"),
        "__MACOSX/._丙.txt": b"x",
        "readme.txt": b"x",
        "图.png": b"x",
        "inner.zip": _zip({"丁.txt": _TEXT.encode()}),
        "../../etc/戊.txt": _TEXT.encode(),
    }
    (tmp_path / "all.zip").write_bytes(_zip(members))
    sources = discover([tmp_path])
    assert [source.name for source in sources] == ["戊", "inner", "丙", "乙", "甲"]
    read = {one.name: read_report(one.path, one.name, one.member) for one in sources if one.name != "inner"}
    assert {report.outline.head.year for report in read.values()} == {2022}
    assert all("3.6亿元" in report.text for report in read.values())
    inner = next(source for source in sources if source.name == "inner")
    with pytest.raises(InputError, match="archive in an archive"):
        read_report(inner.path, inner.name, inner.member)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.zip"]


def test_names_in_gbk_are_read(tmp_path: Path) -> None:
    data = _zip({"aa.txt": _TEXT.encode()}).replace(b"aa.txt", "甲".encode("gbk") + b".txt")
    (tmp_path / "a.zip").write_bytes(data)
    assert [source.name for source in discover([tmp_path])] == ["甲"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(_zip({"a.txt": b"0" * 30_000_000}), "unpacks to more", id="bomb"),
        pytest.param(_zip({"a.txt": _TEXT.encode()})[:-30], "damaged|archive", id="truncated"),
        pytest.param(_zip({"a.png": b"x"}), "archive", id="nothing-to-read"),
    ],
)
def test_a_bad_archive_is_an_error_and_harms_no_other(tmp_path: Path, data: bytes, says: str) -> None:
    (tmp_path / "bad.zip").write_bytes(data)
    (tmp_path / "good.txt").write_text(_TEXT, encoding="utf-8")
    bad, good = discover([tmp_path])
    with pytest.raises(InputError, match=says) as caught:
        read_report(bad.path, bad.name, bad.member)
    assert "\n" not in str(caught.value)
    assert read_report(good.path, good.name, good.member).text == _TEXT


_TABLE = (
    "标题,发布单位,日期,正文\n"
    '甲街道2022年工作总结,甲街道办事处,2023-01-09,"今年完成投资3.6亿元，\n惠及群众1200户。"\n乙,,,\n'
)


def test_a_row_is_a_report(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(_TABLE.encode("gb18030"))
    (one,) = discover([tmp_path])
    report = read_report(one.path, one.name, one.member)
    head = report.outline.head
    assert one.name == "甲街道2022年工作总结"
    assert (head.title, head.issuer, head.published) == ("甲街道2022年工作总结", "甲街道办事处", "2023-01-09")
    assert report.text.endswith("今年完成投资3.6亿元，\n惠及群众1200户。\n")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param("text,title\n甲,一\n乙,二\n", [("1", "一"), ("2", "二")], id="english"),
        pytest.param("正文\t标题\n甲\t一\n", [("1", "一")], id="tabs"),
        pytest.param("\ufeff内容;x\n甲;1\n", [("1", "")], id="semicolons"),
        pytest.param("正文\n\n甲\n", [("1", "")], id="blank-row"),
    ],
)
def test_rows_are_numbered_below_the_header(text: str, rows: list[tuple[str, str]]) -> None:
    assert rows_in(text) == rows


@pytest.mark.parametrize(
    ("text", "number", "says"),
    [
        pytest.param("a,b\n1,2\n", "1", "no column", id="no-column"),
        pytest.param("正文\n甲\n", "2", "no row", id="no-row"),
        pytest.param("", "1", "no column", id="empty"),
    ],
)
def test_a_table_without_the_report_is_an_error(text: str, number: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        row_of(text, number)


def test_a_table_without_texts_says_so(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("指标,数\n税收,3.6\n", encoding="utf-8")
    (one,) = discover([tmp_path])
    with pytest.raises(InputError, match="no column 正文"):
        read_report(one.path, one.name, one.member)


def test_links_that_lead_in_circles_are_errors_and_harm_no_other(tmp_path: Path) -> None:
    os.symlink(tmp_path / "b.txt", tmp_path / "a.txt")
    os.symlink(tmp_path / "a.txt", tmp_path / "b.txt")
    os.symlink(tmp_path, tmp_path / "folder")
    (tmp_path / "good.txt").write_text(_TEXT, encoding="utf-8")
    assert [source.name for source in discover([tmp_path])] == ["good"]
    (loop,) = discover([tmp_path / "a.txt"])
    with pytest.raises(InputError, match="cannot be read"):
        read_report(loop.path)


@pytest.mark.parametrize(
    ("texts", "groups"),
    [
        pytest.param(["甲", "乙", "甲"], [[0, 2]], id="equal"),
        pytest.param(["甲", "甲 \n", "甲，"], [[0, 1, 2]], id="white-space-and-marks"),
        pytest.param(["甲", "乙"], [], id="different"),
        pytest.param(["长", "长近", "长远"], [[0, 1]], id="nine-tenths"),
    ],
)
def test_the_same_report_twice_is_noticed(texts: list[str], groups: list[list[int]]) -> None:
    long = "".join(
        f"第{n}项工作投入资金{n * 37}万元，惠及{chr(0x4E00 + n * 7)}社区群众{n * 11}户。" for n in range(1, 200)
    )
    said = {
        "甲": _TEXT,
        "乙": "另一街道完成税收5.5亿元，同比增长百分之四。",
        "甲 \n": _TEXT.replace("，", "， \n"),
        "甲，": _TEXT.replace("。", "；"),
        "长": long,
        "长近": long.replace("第50项工作投入资金1850万元", "第50项工作投入资金1851万元"),
        "长远": long.replace("投入资金", "完成投资").replace("惠及", "涉及"),
    }
    assert same_reports([report_of(said[text]) for text in texts]) == groups


def test_a_page_and_its_attachment_are_one_report(tmp_path: Path, seed: Path) -> None:
    text = read_report(seed)
    content = content_of(text)
    (tmp_path / "page.html").write_text(standard_page(content), encoding="utf-8")
    (tmp_path / "word.docx").write_bytes(word_file(content))
    read = [read_report(path) for path in (seed, tmp_path / "page.html", tmp_path / "word.docx")]
    assert same_reports(read) == [[0, 1, 2]]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        pytest.param("a.ofd", _zip({"OFD.xml": b"<ofd/>"}), "an OFD file", id="ofd"),
        pytest.param("a.xlsx", _zip({"xl/workbook.xml": b"<x/>"}), "an Excel file; save", id="xlsx"),
        pytest.param(
            "a.odt", _zip({"mimetype": b"application/vnd.oasis.opendocument.text"}), "an OpenDocument file", id="odt"
        ),
        pytest.param("a.pptx", _zip({"ppt/presentation.xml": b"<x/>"}), "a PowerPoint file", id="pptx"),
        pytest.param("a.docx", b"PK\x03\x04" + b"x" * 99, "Word, Excel or ZIP", id="truncated-package"),
        pytest.param("a.docx", b"\xd0\xcf\x11\xe0" + b"x" * 99, "old Word", id="doc-named-docx"),
    ],
)
def test_other_packages_are_named(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=says):
        read_report(tmp_path / name)


def test_a_line_break_in_a_name_breaks_no_message(tmp_path: Path) -> None:
    (tmp_path / "a\nb.pdf").write_bytes(b"%PDF-1.4")
    (one,) = discover([tmp_path])
    for path in (one.path, tmp_path / "none\n.txt"):
        with pytest.raises(InputError) as caught:
            read_report(path, one.name)
        assert "\n" not in str(caught.value)
