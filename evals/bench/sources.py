"""Reading by format: megabytes a second beside the plainest reader of that format, and memory over 1,000 documents.

The documents are the five seeds as text, page, page with its pictures, Word file, PDF (those of the tests), rows of a
table and members of an archive. A peer takes the words out and no more: no page is told from its report, no line is
put together, no head is read. Both run here, one after the other.
"""

import base64
import csv
import email
import io
import multiprocessing
import resource
import time
import zipfile
from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from docx import Document
from lxml.html import document_fromstring
from pypdf import PdfReader

from pipeline import read_report
from pipeline.sources.archive import member_of, members_in
from pipeline.sources.decode import decode
from pipeline.sources.read import extract
from pipeline.sources.table import row_of, rows_in

_ROOT = Path(__file__).resolve().parents[2]
_ROUNDS = 3
# Times the peer's processor time, at most.
_BARS: Mapping[str, float] = {"txt": 4, "html": 25, "mhtml": 10, "docx": 2, "pdf": 1.8, "csv": 4, "zip": 3}
_FEW, _MANY, _GROWTH = 100, 1000, 1.10


class _Format(NamedTuple):
    files: list[bytes]
    ours: Callable[[bytes], object]
    peer: Callable[[bytes], object]


def run() -> int:
    """Print the rates and the memory; 1 when a ratio or the growth passes its bar."""
    formats = _formats([path.read_text(encoding="utf-8") for path in sorted((_ROOT / "seeds").glob("*.txt"))])
    print("sources: reading alone, without the outline")
    missed = [name for name, one in formats.items() if _measured(name, one) > _BARS[name]]
    grown = _growth({name: one.files for name, one in formats.items() if name not in ("csv", "zip")})
    print(f"  bars: each ratio at most {', '.join(f'{name} {bar:g}' for name, bar in _BARS.items())}")
    print(f"  bars: memory at most x{_GROWTH:.2f}: {'MISSED' if missed or grown > _GROWTH else 'held'}")
    return int(bool(missed) or grown > _GROWTH)


def _measured(name: str, one: _Format) -> float:
    ours, peer = (_best(work, one.files) for work in (one.ours, one.peer))
    size = sum(map(len, one.files)) / 1e6
    print(f"  {name:6} {size / ours:8.2f} MB/s  peer {size / peer:8.2f} MB/s  x{ours / peer:.2f} of its time")
    return ours / peer


def _best(work: Callable[[bytes], object], files: Sequence[bytes]) -> float:
    """Seconds of processor time for all files: the best of some rounds, each long enough to be timed."""
    times = []
    for _ in range(_ROUNDS):
        start, passes = time.process_time(), 0
        while time.process_time() - start < 0.2:
            for data in files:
                work(data)
            passes += 1
        times.append((time.process_time() - start) / passes)
    return min(times)


def _formats(texts: Sequence[str]) -> dict[str, _Format]:
    pages = [_page(text) for text in texts]
    return {
        "txt": _Format([text.encode("gb18030") for text in texts], decode, lambda data: data.decode("gb18030")),
        "html": _Format(pages, lambda data: extract(data, "a.html"), _page_words),
        "mhtml": _Format([*map(_mail, pages)], lambda data: extract(data, "a.mhtml"), _mail_words),
        "docx": _Format([*map(_word, texts)], lambda data: extract(data, "a.docx"), _word_words),
        "pdf": _Format(
            [path.read_bytes() for path in sorted((_ROOT / "tests" / "sources" / "data").glob("*.pdf"))],
            lambda data: extract(data, "a.pdf"),
            lambda data: [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages],
        ),
        "csv": _Format([_table(texts)], _rows, lambda data: list(csv.reader(io.StringIO(data.decode())))),
        "zip": _Format([_archive(texts)], _members, _member_words),
    }


def _page(text: str) -> bytes:
    """A page of a site: menu, the text in spans, what stands below it."""
    menu = "".join(f'<li><a href="/{n}/">栏目{n}</a></li>' for n in range(60))
    body = "".join(
        f'<p style="text-indent:2em"><span style="font-size:16pt">　　{escape(line)}</span></p>\n'
        for line in text.splitlines()
        if line.strip()
    )
    foot = "<div class='foot'><p>主办：某区人民政府办公室　网站标识码：1100000001</p></div>"
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body><ul class='nav'>{menu}</ul>"
        f"<div class='TRS_Editor'>{body}</div>{foot}</body></html>"
    ).encode()


def _page_words(data: bytes) -> str:
    return str(document_fromstring(data.decode()).text_content())


def _mail(page: bytes) -> bytes:
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
    part = b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return head + part + base64.encodebytes(page) + b"\r\n--b--\r\n"


def _mail_words(data: bytes) -> list[str]:
    parts = [one for one in email.message_from_bytes(data).walk() if one.get_content_type() == "text/html"]
    return [_page_words(page) for one in parts if isinstance(page := one.get_payload(decode=True), bytes)]


def _word(text: str) -> bytes:
    document = Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _word_words(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs)


def _table(texts: Sequence[str]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([["标题", "正文"], *((f"报告{n}", text) for n, text in enumerate(texts))])
    return buffer.getvalue().encode()


def _rows(data: bytes) -> list[str]:
    text = decode(data)
    return [row_of(text, number) for number, _ in rows_in(text)]


def _archive(texts: Sequence[str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, text in enumerate(texts):
            archive.writestr(f"{number}.txt", text)
    return buffer.getvalue()


def _members(data: bytes) -> list[str]:
    return [decode(member_of(data, name)) for name in members_in(data)]


def _member_words(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [archive.read(name).decode() for name in archive.namelist()]


def _growth(files: Mapping[str, Sequence[bytes]]) -> float:
    """The peak of memory after many documents of all formats by that after a few, in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        few, many = pool.apply(_peaks, ({name: list(data) for name, data in files.items()},))
    print(f"  memory {few:.0f} MB after {_FEW} documents, {many:.0f} MB after {_MANY}, outline read: x{many / few:.2f}")
    return many / few


def _peaks(files: Mapping[str, Sequence[bytes]]) -> tuple[float, float]:
    """Megabytes at the most, after a few and after many documents have been read from disk, no two alike."""
    import tempfile

    cycle = [(name, data) for place in range(5) for name, several in files.items() for data in [several[place]]]
    peaks = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(1, _MANY + 1):
            name, data = cycle[number % len(cycle)]
            path = Path(folder) / f"{number}.{name}"
            path.write_bytes(data)
            read_report(path)
            path.unlink()
            if number in (_FEW, _MANY):
                peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return peaks[0], peaks[1]
