"""Files in, reports out; every error is one line that says what to do."""

import codecs
import hashlib
import os
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.sources import discover, passed_over, read_report, report_of

TEXT = "某街道2022年工作总结\n今年以来，街道完成投资3.6亿元，惠及群众1200户，取得明显成效。\n"


def _write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(TEXT.encode(), id="utf-8"),
        pytest.param(codecs.BOM_UTF8 + TEXT.encode(), id="utf-8-with-bom"),
        pytest.param(TEXT.encode("gb2312"), id="gb2312"),
        pytest.param(TEXT.encode("gb18030"), id="gb18030"),
        pytest.param(TEXT.encode("utf-16"), id="utf-16"),
        pytest.param(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), id="utf-16-be"),
        pytest.param(TEXT.replace("\n", "\r\n").encode(), id="crlf"),
    ],
)
def test_every_encoding_gives_the_same_text(tmp_path: Path, data: bytes) -> None:
    report = read_report(_write(tmp_path, "report.txt", data))
    assert report.text == TEXT
    assert report.name == "report"
    assert report.sha256 == hashlib.sha256(data).hexdigest()
    assert report.outline.head.year == 2022


def test_signs_outside_gbk_are_read(tmp_path: Path) -> None:
    text = TEXT + "佘家垅㎡ ①𬭎桥社区。\n"
    assert read_report(_write(tmp_path, "a.txt", text.encode("gb18030"))).text == text


def test_nothing_but_line_ends_is_changed(tmp_path: Path) -> None:
    text = "\u3000\u3000今年\xa0稳定\u200b。\r第二\t段。  \n\n"
    assert read_report(_write(tmp_path, "a.txt", text.encode())).text == text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(" \n\u3000\n".encode(), "is empty", id="white-space"),
        pytest.param(b"%PDF-1.7 \n", "PDF", id="pdf"),
        pytest.param(b"PK\x03\x04\x14\x00", "Word, Excel or ZIP", id="docx"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1", "old Word", id="doc"),
        pytest.param(b"\x89PNG\r\n", "image", id="png"),
        pytest.param(b"abc\x00def", "NUL", id="nul"),
        pytest.param(bytes(range(1, 128)) * 3, "control characters", id="control-characters"),
        pytest.param(b"\xff\xfea", "broken", id="broken-utf-16"),
        pytest.param((TEXT * 3).encode()[:-2], "broken at byte", id="truncated-utf-8"),
        pytest.param((TEXT * 3).encode("gb18030")[:-2], "is GBK but broken at byte", id="truncated-gbk"),
        pytest.param(b"\xff".join([TEXT.encode("gbk")] * 2), "is GBK but broken at byte", id="a-stray-byte-in-gbk"),
        pytest.param(b"1234567\n89.5\n", "no sentence", id="digits-only"),
    ],
)
def test_what_is_no_report_is_an_error_of_one_line(tmp_path: Path, data: bytes, says: str) -> None:
    path = _write(tmp_path, "bad.txt", data)
    with pytest.raises(InputError, match=says) as caught:
        read_report(path)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_paths_that_lead_nowhere_are_errors_when_they_are_read(tmp_path: Path) -> None:
    good = _write(tmp_path, "good.txt", TEXT.encode())
    missing, empty = tmp_path / "none.txt", tmp_path / "empty"
    empty.mkdir()
    assert [source.path for source in discover([missing, good, empty])] == [missing, good, empty]
    with pytest.raises(InputError, match="no such file or folder"):
        read_report(missing)
    with pytest.raises(InputError, match="no reports in this folder"):
        read_report(empty)


def test_an_unreadable_file_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    path = _write(tmp_path, "a.txt", TEXT.encode())
    monkeypatch.setattr(Path, "open", refuse)  # the tests may run as root, who may read everything
    with pytest.raises(InputError, match="Permission denied"):
        read_report(path)


def test_a_file_that_is_too_large_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.sources.read.LARGEST", 10)
    with pytest.raises(InputError, match="split the file"):
        read_report(_write(tmp_path, "a.txt", TEXT.encode()))


def test_one_line_of_five_megabytes_is_read(tmp_path: Path) -> None:
    line = "街道完成老旧小区改造8个,惠及群众1200户。" * 90_000
    report = read_report(_write(tmp_path, "long.txt", line.encode()))
    assert len(line.encode()) > 5_000_000
    assert len(report.outline.sentences) == 90_000


def test_a_text_in_memory_is_a_report() -> None:
    report = report_of(TEXT, "memo")
    assert (report.name, report.sha256) == ("memo", hashlib.sha256(TEXT.encode()).hexdigest())


def test_folders_are_searched_and_sorted(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "deep/c.TEXT", "manifest.json", ".hidden.txt", ".git/d.txt", "README.md", "e.xlsx"):
        _write(tmp_path, name, b"x")
    found = discover([tmp_path])
    assert [(source.path.relative_to(tmp_path).as_posix(), source.name) for source in found] == [
        ("a.md", "a"),
        ("b.txt", "b"),
        ("deep/c.TEXT", "c"),
    ]


def test_a_file_given_by_hand_is_taken_whatever_its_name(tmp_path: Path) -> None:
    path = _write(tmp_path, "report", b"x")
    assert [source.path for source in discover([path, path])] == [path]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        pytest.param("a.doc", b"\xd0\xcf\x11\xe0" + b"x" * 99, "an old Word or WPS file.*save it as .docx", id="doc"),
        pytest.param("a.wps", b"\xd0\xcf\x11\xe0" + b"x" * 99, "an old Word or WPS file.*save it as .docx", id="wps"),
        pytest.param(
            "a.docx",
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "locked with a password",
            id="locked-docx",
        ),
        pytest.param("a.xls", b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le"), "an old Excel file", id="xls"),
        pytest.param("a.rtf", b"{\\rtf1", "an RTF file.*save it as .docx", id="rtf"),
        pytest.param("a.rar", b"Rar!\x1a\x07\x00", "a RAR archive; unpack it", id="rar"),
        pytest.param("a.7z", b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it", id="7z"),
        pytest.param("a.tif", b"II*\x00", "an image; run OCR first", id="scan"),
        pytest.param("a.ofd", b"PK\x03\x04" + b"x" * 30 + b"OFD.xml", "an OFD file", id="ofd"),
    ],
)
def test_what_offices_publish_too_is_named_with_what_to_do(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says) as caught:
        read_report(_write(tmp_path, name, data))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "text", "head"),
    [
        pytest.param(
            "云山街道2023年工作总结（1）", "稳定。", ("云山街道2023年工作总结", "云山街道", 2023), id="no-title"
        ),
        pytest.param(
            "02-双河镇2022年度工作总结-定稿",
            "工作总结\n稳定。",
            ("工作总结", "双河镇", 2022),
            id="a-title-without-a-year",
        ),
        pytest.param(
            "云山街道2023年工作总结", "高桥乡工作总结\n稳定。", ("高桥乡工作总结", "高桥乡", None), id="another"
        ),
        pytest.param("新建文本文档", "稳定。", (None, None, None), id="no-report-named"),
        pytest.param(
            "2023年工作总结", "高桥镇2021年工作总结\n稳定。", ("高桥镇2021年工作总结", "高桥镇", 2021), id="not-asked"
        ),
    ],
)
def test_the_name_of_a_file_says_what_its_report_does_not(
    tmp_path: Path, name: str, text: str, head: tuple[str | None, str | None, int | None]
) -> None:
    read = read_report(_write(tmp_path, f"{name}.txt", text.encode())).outline.head
    assert (read.title, read.issuer, read.year) == head


def test_files_that_cannot_be_read_are_found_in_a_folder_and_told(tmp_path: Path) -> None:
    for name in ("a.doc", "b.wps", "c.ofd", "d.rar", "e.txt", "f.xlsx", "g.js"):
        _write(tmp_path, name, b"x")
    assert [source.name for source in discover([tmp_path])] == ["a", "b", "c", "d", "e"]


def test_what_a_browser_saves_beside_a_page_is_no_report(tmp_path: Path) -> None:
    for name in ("某页.html", "某页_files/saved_resource.html", "old.htm", "old.files/a.htm", "my_files/b.html"):
        _write(tmp_path, name, b"x")
    assert [source.name for source in discover([tmp_path])] == ["b", "old", "某页"]


@pytest.mark.parametrize(
    ("files", "names"),
    [
        pytest.param(["east/r.txt", "west/r.txt"], ["east_r", "west_r"], id="folder-in-front"),
        pytest.param(["x/r.md", "x/r.txt"], ["x_r", "x_r_2"], id="number-behind"),
        pytest.param(["x/R.txt", "y/r.txt"], ["x_R", "y_r"], id="capitals-alone-make-no-name"),
        pytest.param(["x/r.md", "x/r.txt", "y/x_r_2.txt"], ["x_r", "x_r_3", "x_r_2"], id="number-not-taken"),
    ],
)
def test_two_files_of_one_stem_get_names_of_their_own(tmp_path: Path, files: list[str], names: list[str]) -> None:
    for name in files:
        _write(tmp_path, name, b"x")
    assert [source.name for source in discover([tmp_path])] == names


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        pytest.param("a\nb", "a_b", id="line-break"),
        pytest.param("甲：2022年总结", "甲：2022年总结", id="wide-marks-stay"),
        pytest.param('a"b<c>|d?', "a_b_c__d_", id="marks-some-systems-refuse"),
        pytest.param("\u202egpj.a", "_gpj.a", id="turned-direction"),
        pytest.param("con", "con_", id="a-device"),
        pytest.param(os.fsdecode("工作总结".encode("gb18030")), "工作总结", id="bytes-of-gb18030"),
    ],
)
def test_a_result_has_a_name_every_system_takes(tmp_path: Path, stem: str, name: str) -> None:
    (tmp_path / f"{stem}.txt").write_text("平湖街道完成税收3.6亿元。", encoding="utf-8")
    assert [source.name for source in discover([tmp_path])] == [name]


def test_what_is_passed_over_is_counted(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for name in ("a.txt", "b.xlsx", "c.xlsx", "d", "README.md", ".hidden.xlsx", "~$e.docx", "x/f.jpg", "out/g.json"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("全年完成投资3亿元。")
    (tmp_path / "elsewhere").mkdir()
    (folder / "link").symlink_to(tmp_path / "elsewhere")
    (folder / "nowhere.txt").symlink_to(tmp_path / "gone.txt")
    (folder / "linked.txt").symlink_to(folder / "a.txt")
    assert passed_over([folder], leave_out=folder / "out") == {".xlsx": 2, "without a suffix": 1, ".jpg": 1, "link": 2}
    assert passed_over([folder / "a.txt", tmp_path / "elsewhere"]) == {}


def test_text_that_is_called_an_archive_is_no_report(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_text("全年完成投资3亿元。")
    with pytest.raises(InputError, match="is no ZIP archive"):
        read_report(path)
