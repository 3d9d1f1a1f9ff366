"""A draft to be held against its sources: text, Markdown or Word, or standard input. No report needs to be in it."""

import sys
import zipfile
from io import BytesIO
from pathlib import Path

from pipeline.errors import InputError
from pipeline.sources.decode import decode

_LARGEST = 16 * 2**20  # bytes of a file; a Word file may carry pictures
_LONGEST = 700_000  # characters, 2 MB of Chinese: checked in some fifteen seconds; a draft is a page or two
_LARGEST_WORD = 64 * 2**20  # bytes of a Word file once unpacked


def read_draft(path: Path) -> str:
    """The text of the draft at `path`, or of standard input for `-`; of Word paragraphs and table cells in order.

    Raises InputError when it cannot be read, is empty, too long or no text.
    """
    try:
        data = _bytes_of(path)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); give a .txt, .md or .docx file") from error
    if len(data) > _LARGEST:
        raise InputError(f"{path}: more than {_LARGEST >> 20} MB is no draft; give only the text to be checked")
    try:
        text = _word_text(data) if data[:4] == b"PK\x03\x04" else decode(data)
    except InputError as error:
        raise InputError(f"{path}: {error}") from error
    if len(text) > _LONGEST:
        limit = f"{len(text):,} characters is more than {_LONGEST:,}"
        raise InputError(f"{path}: {limit}; give only the text to be checked, or check it in parts")
    if not text.strip():
        raise InputError(f"{path}: the draft is empty; give a file with text")
    return text


def _bytes_of(path: Path) -> bytes:
    """The file, or as much of it as shows that it is too large."""
    if str(path) == "-":
        return sys.stdin.buffer.read(_LARGEST + 1)
    with path.open("rb") as file:
        return file.read(_LARGEST + 1)


def _word_text(data: bytes) -> str:
    """Body order of a DOCX, one line a paragraph or table row. External parts are never fetched: only text is read."""
    from docx import Document
    from docx.table import Table

    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            if sum(part.file_size for part in package.infolist()) > _LARGEST_WORD:
                raise InputError("the Word file is too large once unpacked; save its text as .txt")
        document = Document(BytesIO(data))
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise InputError("not a Word document; give a .txt, .md or .docx file") from error
    lines = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            lines.append(block.text)
    return "\n".join(lines)
