"""A draft to be held against its sources, in any format a report may have, or standard input; it may be no report."""

import sys
from pathlib import Path

from pipeline.errors import InputError
from pipeline.sources.read import extract

_LARGEST = 16 * 2**20  # bytes of a file; a Word file may carry pictures
_LONGEST = 700_000  # characters, 2 MB of Chinese: checked in some fifteen seconds; a draft is a page or two


def read_draft(path: Path) -> str:
    """The text of the draft at `path`, or of standard input for `-`; of a Word file with its changes accepted.

    Raises InputError when it cannot be read, is empty, too long or no text.
    """
    try:
        data = _bytes_of(path)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); give a .txt, .md or .docx file") from error
    if len(data) > _LARGEST:
        raise InputError(f"{path}: more than {_LARGEST >> 20} MB is no draft; give only the text to be checked")
    try:
        text = extract(data, path.name).text
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
