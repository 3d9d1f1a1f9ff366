"""Files that hold reports: found in folders, given unique names, read."""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.domain.report import Report
from pipeline.errors import InputError
from pipeline.outline import read_outline
from pipeline.sources.decode import decode

SUFFIXES = frozenset({".txt", ".text", ".md"})
_KINDS = " ".join(sorted(SUFFIXES))
_LARGEST = 64 * 2**20  # bytes; the longest report is a few hundred thousand
_UNFIT = re.compile(
    r"[\x00-\x1f\x7f-\x9f<>:\"/\\|?*\u202a-\u202e\u2066-\u2069]"
)  # in a result's file name, on any system
_LONGEST_NAME = 80  # characters; 240 bytes of UTF-8, below every file system's limit
_IGNORED = frozenset({"readme", "license", "changelog", "requirements"})  # stems beside reports that are none


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read as a report."""

    path: Path
    name: str  # unique in its run


def report_of(text: str, name: str = "report") -> Report:
    """The report of a text in memory; its sha256 is that of its UTF-8 bytes."""
    return Report(name, text, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), read_outline(text))


def read_report(path: Path, name: str | None = None) -> Report:
    """The report in the file `path`, under `name` or its stem. Raises `InputError`, one line that says what to do."""
    data = _bytes_of(path)
    try:
        text = decode(data)
    except InputError as error:
        raise InputError(f"{path}: {error}") from error
    if not text.strip():
        raise InputError(f"{path}: the file is empty; give a file with the text of a report")
    outline = read_outline(text)
    if not any(char.isalpha() for sentence in outline.sentences for char in sentence.span.of(text)):
        raise InputError(f"{path}: no sentence that can be read; give a file with the text of a report")
    return Report(name or path.stem, text, hashlib.sha256(data).hexdigest(), outline)


def discover(paths: Sequence[Path]) -> list[Source]:
    """The reports in `paths`, files as given and folders searched to the bottom, sorted by path inside each folder.

    A file given twice is read once; two files of one stem get their folder's name in front, or a number. Hidden files
    and folders are passed over. Raises nothing: a path that does not exist and a folder without reports are in the
    answer too, and `read_report` says what is wrong with them, so that the other reports are still done.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        for file in _files_in(path):
            found.setdefault(file.resolve(), file)
    return [Source(file, name) for file, name in zip(found.values(), _names(list(found.values())), strict=True)]


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise InputError(f"{path}: no reports in this folder; give one with {_KINDS} files, or a file")
        size = path.stat().st_size
        if size > _LARGEST:
            raise InputError(f"{path}: {size} bytes is more than {_LARGEST}; split the file, a report is far smaller")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such file or folder; check the path") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error


def _files_in(path: Path) -> list[Path]:
    files = sorted(file for file in path.rglob("*") if _is_report(file, path)) if path.is_dir() else []
    return files or [path]


def _is_report(file: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    return not hidden and file.suffix.lower() in SUFFIXES and file.stem.lower() not in _IGNORED and file.is_file()


def _names(files: Sequence[Path]) -> list[str]:
    """A name a file: its stem, with its folder in front where stems meet, with a number where that does not help."""
    stems = Counter(file.stem for file in files)
    named = [file.stem if stems[file.stem] == 1 else f"{file.resolve().parent.name}_{file.stem}" for file in files]
    names = [_UNFIT.sub("_", name)[:_LONGEST_NAME] for name in named]
    taken = set(names)
    unique: dict[str, None] = {}
    for name in names:
        place, wanted = 2, name
        while wanted in unique or (wanted != name and wanted in taken):
            wanted, place = f"{name}_{place}", place + 1
        unique[wanted] = None
    return list(unique)
