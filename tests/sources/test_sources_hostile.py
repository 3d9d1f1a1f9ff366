"""Files made to do harm: one line of reason each, in bounded time and memory; the others are read, nothing is fetched.

All are read in a process of its own that may have two gigabytes and three minutes, and no network.
"""

import io
import json
import os
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.sources import discover, read_source
from tests.sources.word_files import with_blocks, with_part

ROOT = Path(__file__).parents[2]
_TEXT = "某街道2022年工作总结\n今年以来，街道完成投资3.6亿元，惠及群众1200户，取得明显成效。\n"
_SENTENCE = "今年以来，街道完成投资3.6亿元，惠及群众1200户，取得明显成效。"
_EMPTY = "<w:p></w:p>"
_NS = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
_CHILD = """
import json, resource, socket, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (2 * 2**30, 2 * 2**30))
reached = []
def refuse(_, address):
    reached.append(str(address))
    raise OSError("no network")
socket.socket.connect = refuse
from pipeline.errors import InputError
from pipeline.sources import discover, read_source
told = {}
for source in discover([Path(sys.argv[1])]):
    try:
        told[source.name] = [True, read_source(source).text[:40]]
    except InputError as error:
        told[source.name] = [False, str(error)]
json.dump({"told": told, "reached": reached}, sys.stdout)
"""


def _zip(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _pdf(page_tree: str, stream: bytes = b"BT /F 10 Tf 60 700 Td (A sentence.) Tj ET", filters: str = "") -> bytes:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        page_tree.encode(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>",
        f"<</Length {len(stream)}{filters}>>stream\n".encode() + stream + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    data = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%bendobj\n" % (n, one) for n, one in enumerate(objects, 1))
    return data + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n0\n%%EOF"


def _inflated(megabytes: int) -> bytes:
    """That many megabytes of blanks, packed."""
    packer = zlib.compressobj(9)
    return b"".join([*(packer.compress(b" " * 2**20) for _ in range(megabytes)), packer.flush()])


def _with_entity(entity: str) -> bytes:
    part = (
        f"<!DOCTYPE x [{entity}]><w:document {_NS}><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>"
    )
    return with_part(with_blocks([_EMPTY]), "word/document.xml", part.encode())


def _with_relations() -> bytes:
    """A sound document that points at the network in every way Word knows."""
    kinds = ("attachedTemplate", "image", "oleObject", "subDocument", "frame", "hyperlink")
    base = "http://schemas.openxmlformats.org"
    rows = "".join(
        f"<Relationship Id='x{n}' Type='{base}/officeDocument/2006/relationships/{kind}' "
        "Target='http://127.0.0.1:9/evil' TargetMode='External'/>"
        for n, kind in enumerate(kinds)
    )
    part = f"<Relationships xmlns='{base}/package/2006/relationships'>{rows}</Relationships>"
    data = with_blocks([f"<w:p><w:r><w:t>{_SENTENCE}</w:t></w:r></w:p>"])
    return with_part(data, "word/_rels/document.xml.rels", part.encode())


_LAUGHS = "<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghe", strict=True)
)
_KIDS = "<</Type/Pages/Count 1/Kids[{}]>>"
_HOSTILE: dict[str, tuple[bytes, str]] = {
    "bomb.zip": (_zip({"bomb.txt": b"0" * 80_000_000}), "unpacks to more"),
    "laughs.docx": (_with_entity(_LAUGHS), "declares entities|damaged"),
    "entity.docx": (_with_entity("<!ENTITY e SYSTEM 'http://127.0.0.1:9/evil'>"), "declares entities"),
    "package.docx": (with_part(with_blocks([_EMPTY]), "word/document.xml", b" " * 70_000_000), "unpacks to more"),
    "ring.pdf": (_pdf(_KIDS.format("2 0 R")), "damaged|no text layer"),
    "endless.pdf": (_pdf(_KIDS.format("2 0 R 2 0 R 3 0 R").replace("Count 1", "Count 999999999")), "damaged|no text"),
    "stream.pdf": (_pdf(_KIDS.format("3 0 R"), _inflated(200), "/Filter/FlateDecode"), "damaged|no text|too long"),
    "deep.html": (f"<html>{'<div>' * 50_000}{_SENTENCE}".encode(), "nested too deep"),
    "tags.html": (b"<html>" + b"<b>x</b>" * 400_000, "more than 300000 tags"),
    "same.html": (f"<html><p>{'<p>一行'.join([''] * 90_000)}".encode(), "no report text|no sentence|^$"),
    "parts.mhtml": (
        b"".join(b'Content-Type: multipart/related; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(5000)),
        "MHTML",
    ),
    "codec.html": (b"<html><meta charset=punycode>" + b"\xff" * 300_000, "U\\+FFFD"),
    "zeros.txt": (b"\x00" * 1_000_000, "NUL"),
}  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bool, str]]:
    """What the reading of all of them in one folder says, by name."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, (data, _) in _HOSTILE.items():
        (folder / name).write_bytes(data)
    with (folder / "large.txt").open("wb") as file:
        file.truncate(200 * 2**20)
    (folder / "good.txt").write_text(_TEXT, encoding="utf-8")
    (folder / "points.docx").write_bytes(_with_relations())
    (folder / "names.zip").write_bytes(_zip({"../../up.txt": _TEXT.encode(), "a\nb.txt": _TEXT.encode()}))
    os.symlink(folder, folder / "round")
    os.symlink(folder / "loop.txt", folder / "loop.txt")
    command = [sys.executable, "-c", _CHILD, str(folder)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=180, check=True).stdout
    found = json.loads(said)
    assert found["reached"] == []
    assert not list(folder.parent.glob("up.txt"))
    return {name: (bool(good), str(words)) for name, (good, words) in found["told"].items()}


@pytest.mark.parametrize(("name", "says"), [pytest.param(name, says, id=name) for name, (_, says) in _HOSTILE.items()])
def test_a_hostile_file_is_one_line_of_reason(told: dict[str, tuple[bool, str]], name: str, says: str) -> None:
    good, words = told[Path(name).stem]
    if not good:
        with pytest.raises(InputError, match=says):
            raise InputError(words)
        assert "\n" not in words
    else:
        assert "^$" in says


def test_two_hundred_megabytes_are_refused_unread(told: dict[str, tuple[bool, str]]) -> None:
    assert told["large"] == (False, told["large"][1])
    assert "split the file" in told["large"][1]


@pytest.mark.parametrize("name", ["good", "points", "up", "a_b"])
def test_the_other_files_are_unharmed(told: dict[str, tuple[bool, str]], name: str) -> None:
    assert told[name][0]


def test_links_in_a_circle_are_passed_over(told: dict[str, tuple[bool, str]]) -> None:
    assert "loop" not in told
    assert [name for name in told if "round" in name] == []


@pytest.mark.parametrize(
    ("name", "before", "after", "says"),
    [
        pytest.param("a.zip", _zip({"甲.txt": _TEXT.encode()}), _zip({"乙.txt": b"x"}), "no such member", id="archive"),
        pytest.param("a.zip", _zip({"甲.txt": _TEXT.encode()}), b"PK\x03\x04", "damaged", id="cut-archive"),
        pytest.param("a.csv", f"标题,正文\n甲,{_SENTENCE}\n".encode(), "标题,正文\n".encode(), "no row 1", id="table"),
        pytest.param("a.txt", _TEXT.encode(), b"", "is empty", id="emptied"),
    ],
)
def test_a_file_that_changed_since_it_was_found_is_an_error(
    tmp_path: Path, name: str, before: bytes, after: bytes, says: str
) -> None:
    (tmp_path / name).write_bytes(before)
    (found,) = discover([tmp_path])
    (tmp_path / name).write_bytes(after)
    with pytest.raises(InputError, match=says):
        read_source(found)


def test_a_file_that_grows_without_end_is_read_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.sources.read.LARGEST", 2**20)
    (endless,) = discover([Path("/dev/zero")])
    with pytest.raises(InputError, match="split the file"):
        read_source(endless)
