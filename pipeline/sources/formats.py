"""Formats that cannot be read here, known by their first bytes, each with what to do about it."""

from collections.abc import Mapping
from types import MappingProxyType

_OLE = b"\xd0\xcf\x11\xe0"  # Word, WPS and Excel before 2007, and a locked file of any year
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_WRITING = "WordDocument".encode("utf-16-le")
_BOOK = "Workbook".encode("utf-16-le")
_SCAN = "an image; run OCR first"
_MAGIC: Mapping[bytes, str] = MappingProxyType(
    {
        b"%PDF": "a PDF; save its text as UTF-8 .txt first",
        b"PK\x03\x04": "a Word, Excel or ZIP file; save its text as UTF-8 .txt first",
        b"{\\rtf": "an RTF file; open it in Word or WPS and save it as .docx",
        b"Rar!\x1a\x07": "a RAR archive; unpack it and give the folder",
        b"7z\xbc\xaf\x27\x1c": "a 7z archive; unpack it and give the folder",
        b"\x1f\x8b": "a compressed file; unpack it first",
        b"\x89PNG": _SCAN,
        b"\xff\xd8\xff": _SCAN,
        b"GIF8": _SCAN,
        b"II*\x00": _SCAN,
        b"MM\x00*": _SCAN,
        b"Founder CEB": "a CEB file; open it in its reader and print it to a PDF",
        b"%!PS": "a PostScript file; print it to a PDF",
    }
)
# By the name of a part every such package has.
_PACKAGES: Mapping[bytes, str] = MappingProxyType(
    {
        b"xl/workbook": "an Excel file; save the column of texts as CSV, or the text as .txt",
        b"ppt/presentation": "a PowerPoint file; save its text as .txt",
        b"application/vnd.oasis.opendocument": "an OpenDocument file; open it in Word or WPS and save it as .docx",
    }
)


def other_format(data: bytes) -> str | None:
    """What the file is and what to do, as the end of “is …”; None for bytes that may be text."""
    if data.startswith(_OLE):
        return _before_2007(data)
    package = next((what for part, what in _PACKAGES.items() if data.startswith(b"PK") and part in data), None)
    if package:
        return package
    return next((what for magic, what in _MAGIC.items() if data.startswith(magic)), None)


def _before_2007(data: bytes) -> str:
    if _LOCKED in data:
        return "a Word file locked with a password; open it and save it without one"
    if _BOOK in data and _WRITING not in data:
        return "an old Excel file; save the column of texts as CSV, or the text as .txt"
    return "an old Word or WPS file (.doc, .wps); open it in Word or WPS and save it as .docx"
