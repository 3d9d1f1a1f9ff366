"""One door for every format: a file's bytes to a report, by what they are and then by what they are called."""

import hashlib
from pathlib import Path, PurePosixPath

from pipeline.domain.report import Outline, Report
from pipeline.errors import InputError
from pipeline.outline import read_outline
from pipeline.sources.archive import member_of
from pipeline.sources.decode import decode
from pipeline.sources.extract import LARGEST, LONGEST, Extract
from pipeline.sources.html import is_html, is_mhtml, read_html, read_mhtml
from pipeline.sources.mojibake import garbled
from pipeline.sources.named import with_name
from pipeline.sources.pdf import is_pdf, read_pdf
from pipeline.sources.table import CSV, row_of, rows_in
from pipeline.sources.word import is_word, read_word

SUFFIXES = frozenset(
    {".txt", ".text", ".md", ".html", ".htm", ".mhtml", ".mht", ".shtml", ".xhtml", ".docx", ".docm", ".pdf", ".csv"}
    | {".zip"}
)
# What offices publish too and is not read here: found in a folder, it is told why, and the others are done.
NAMED = frozenset({".doc", ".wps", ".rtf", ".ofd", ".ceb", ".rar", ".7z", ".odt", ".tif", ".tiff"})
_KINDS = " ".join(sorted(SUFFIXES))
_DIRECTORY = 4096  # bytes that name the first parts of a package
_HTML = frozenset({".html", ".htm", ".shtml", ".xhtml"})
_MHTML = frozenset({".mhtml", ".mht"})


def report_of(text: str, name: str = "report") -> Report:
    """The report of a text in memory; its sha256 is that of its UTF-8 bytes."""
    return Report(name, text, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), read_outline(text))


def read_report(path: Path, name: str | None = None, member: tuple[str, ...] = ()) -> Report:
    """The report in the file `path`, under `name` or its stem; in its row or part `member`, for a CSV file or a ZIP.

    `Report.text` is the decoded file where that is text, else the extracted text, with `extracted` set; `sha256` is of
    the bytes that hold the report. Raises `InputError`, one line that says what to do.
    """
    try:
        data, found = _found(bytes_of(path), path.name, member)
        outline = with_name(_outline_of(found), PurePosixPath(member[0]).stem if member else path.stem)
    except InputError as error:
        said = str(error)
        placed = said if said.startswith(str(path)) else f"{' '.join((str(path), *member))}: {said}"
        raise InputError(" ".join(placed.split("\n"))) from error
    sha = hashlib.sha256(data).hexdigest()
    return Report(name or path.stem, found.text, sha, outline, found.extracted, found.pages, found.unread, found.pager)


def _outline_of(found: Extract) -> Outline:
    """The outline of a text that is one. Raises `InputError`, without the file's name, for one that is none."""
    why = garbled(found.text)
    if why:
        raise InputError(why)
    if found.extracted and len(found.text) > LONGEST:
        raise InputError(f"holds more than {LONGEST} characters; split it, a report is far shorter")
    if found.extracted and not found.text.strip():
        raise InputError("no text in it; if a script loads the text or an annex holds it, save that instead")
    if not found.text.strip():
        raise InputError("the file is empty; give a file with the text of a report")
    outline = read_outline(found.text)
    if not any(char.isalpha() for sentence in outline.sentences for char in sentence.span.of(found.text)):
        raise InputError("no sentence that can be read; give a file with the text of a report")
    return outline


def bytes_of(path: Path) -> bytes:
    """The bytes of a file of at most `LARGEST`. Raises `InputError` that names `path`."""
    try:
        if path.is_dir():
            raise InputError(f"{path}: no reports in this folder; give one with {_KINDS} files, or a file")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such file or folder; check the path") from error
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or "no path"
        raise InputError(f"{path}: cannot be read ({said}); check its permissions") from error
    if len(data) > LARGEST:
        raise InputError(f"{path}: more than {LARGEST} bytes; split the file, a report is far smaller")
    return data


def extract(data: bytes, name: str) -> Extract:
    """The text of a document's bytes. Raises `InputError`, without the file's name, when it has none."""
    suffix = PurePosixPath(name).suffix.lower()
    if is_pdf(data):
        return read_pdf(data)
    if is_word(data):
        return read_word(data)
    if b"OFD.xml" in data[:_DIRECTORY] and data.startswith(b"PK\x03\x04"):
        raise InputError("an OFD file; open it in its reader and save it as PDF")
    if data.startswith(b"PK\x03\x04") and suffix == ".zip":
        raise InputError("an archive in an archive, or without reports in it; unpack it and give the reports")
    if suffix == ".zip":
        raise InputError("is no ZIP archive; download it again, or give the reports themselves")
    if is_mhtml(data) and (suffix in _MHTML or not is_html(data)):
        return read_mhtml(data)
    if is_html(data) or (suffix in _HTML and not data.startswith(b"PK\x03\x04")):
        return read_html(data)
    return Extract(decode(data), extracted=False)


def hash_of(path: Path, member: tuple[str, ...] = ()) -> str:
    """The `sha256` of the report there, which is not read as one. Raises `InputError`, one line that names the file."""
    try:
        return hashlib.sha256(_part(bytes_of(path), path.name, member)[0]).hexdigest()
    except InputError as error:
        said = str(error)
        raise InputError(said if said.startswith(str(path)) else f"{' '.join((str(path), *member))}: {said}") from error


def _part(data: bytes, name: str, member: tuple[str, ...]) -> tuple[bytes, str, str | None]:
    """The bytes that hold the report, the name of their file, and the text where they are a row of a table."""
    while member and data.startswith(b"PK\x03\x04"):
        name, *rest = member
        data, member = member_of(data, name), tuple(rest)
    if member:
        text = row_of(decode(data), member[0])
        return text.encode("utf-8", "surrogatepass"), name, text
    return data, name, None


def _found(data: bytes, name: str, member: tuple[str, ...]) -> tuple[bytes, Extract]:
    """The bytes that hold the report, and its text."""
    data, name, row = _part(data, name, member)
    if row is not None:
        return data, Extract(row)
    if PurePosixPath(name).suffix.lower() == CSV:
        rows = rows_in(decode(data))
        raise InputError(f"a table with {len(rows)} reports; its rows are read one by one, each under its number")
    return data, extract(data, name)
