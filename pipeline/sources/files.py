"""Files that hold reports: found in folders, in archives and in tables, and given unique names."""

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline.domain.report import Report
from pipeline.errors import InputError
from pipeline.sources.archive import member_of, members_in
from pipeline.sources.decode import decode
from pipeline.sources.read import NAMED, SUFFIXES, bytes_of, read_report
from pipeline.sources.table import CSV, rows_in
from pipeline.sources.words import words_of

_UNFIT = re.compile(
    r"[\x00-\x1f\x7f-\x9f<>:\"/\\|?*\u202a-\u202e\u2066-\u2069]"
)  # in a result's file name, on any system
_DEVICE = re.compile(r"con|prn|aux|nul|com\d|lpt\d", re.IGNORECASE)  # no file's name on Windows
_LONGEST_NAME = 80  # characters; 240 bytes of UTF-8, below every file system's limit
_IGNORED = frozenset({"readme", "license", "changelog", "requirements"})  # stems beside reports that are none
_ARCHIVE = ".zip"
_BESIDE, _PAGES = ("_files", ".files"), (".html", ".htm")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a report is: a file, or a part of one. `read_report(path, name, member)` reads it."""

    path: Path
    name: str  # unique in its run
    member: tuple[str, ...] = ()  # the file in a ZIP, the number of the row in a CSV file, or one after the other


@dataclass(frozen=True, slots=True)
class _Place:
    path: Path
    member: tuple[str, ...]
    stem: str
    folder: str


def read_source(source: Source) -> Report:
    """The report of `source`. Raises `InputError`, one line that says what to do."""
    return read_report(source.path, source.name, source.member)


def discover(paths: Sequence[Path], leave_out: Path | None = None) -> list[Source]:
    """The reports in `paths`, files as given and folders searched to the bottom, sorted by path inside each folder.

    Files found in the folder `leave_out` are passed over: a run's results are no reports.

    A ZIP stands for its members, a CSV file for its rows. A file given twice is read once; two files of one stem get
    their folder's name in front, or a number. Hidden files and folders and folders that are links are passed over.
    Raises nothing: a path that does not exist, a folder without reports and an archive that cannot be opened are in the
    answer too, and `read_report` says what is wrong with them, so that the other reports are still done.
    """
    found: dict[str, Path] = {}
    results = os.path.join(os.path.realpath(leave_out), "") if leave_out is not None else None
    for path in paths:
        for file in _files_in(path):
            real = os.path.realpath(file)
            if file == path or results is None or not real.startswith(results):
                found.setdefault(real, file)
    places = [place for file in found.values() for place in _places_in(file)]
    return [Source(one.path, name, one.member) for one, name in zip(places, _names(places), strict=True)]


def passed_over(paths: Sequence[Path], leave_out: Path | None = None) -> Counter[str]:
    """What stands in the folders of `paths` and is not read: files by their suffix, and links to folders or nowhere.

    Hidden files, a page's own pictures and scripts, what is no report by its name (README) and what is in the folder
    `leave_out` are not counted.
    """
    found: Counter[str] = Counter()
    results = leave_out.resolve() if leave_out is not None else None
    for folder in (path for path in paths if path.is_dir()):
        for one in folder.rglob("*"):
            if not _is_own(one, folder) or _is_report(one, folder) or (results and results in one.resolve().parents):
                continue
            if one.is_symlink() and not one.is_file():
                found["link"] += 1
            elif not one.is_dir() and one.stem.lower() not in _IGNORED:
                found[one.suffix.lower() or "without a suffix"] += 1
    return found


def _places_in(file: Path) -> list[_Place]:
    folder = Path(os.path.realpath(file)).parent.name
    whole = _Place(file, (), file.stem, folder)
    suffix = file.suffix.lower()
    if suffix not in (_ARCHIVE, CSV):
        return [whole]
    try:
        data = bytes_of(file)
        inside = _members(file, data) if suffix == _ARCHIVE else _rows(whole, data)
    except InputError:
        return [whole]
    return inside or [whole]


def _members(file: Path, data: bytes) -> list[_Place]:
    places: list[_Place] = []
    for name in members_in(data):
        inner = PurePosixPath(name)
        place = _Place(file, (name,), inner.stem, inner.parent.name or file.stem)
        if inner.suffix.lower() == CSV:
            try:
                places += _rows(place, member_of(data, name))
            except InputError:
                places.append(place)
        elif inner.suffix.lower() in SUFFIXES | NAMED and inner.stem.lower() not in _IGNORED:
            places.append(place)
    return places


def _rows(table: _Place, data: bytes) -> list[_Place]:
    return [
        _Place(table.path, (*table.member, number), title or f"{table.stem}_{number}", table.stem)
        for number, title in rows_in(decode(data))
    ]


def _files_in(path: Path) -> list[Path]:
    files = sorted(file for file in path.rglob("*") if _is_report(file, path)) if path.is_dir() else []
    return files or [path]


def _is_report(file: Path, folder: Path) -> bool:
    known = file.suffix.lower() in SUFFIXES | NAMED and file.stem.lower() not in _IGNORED
    return known and _is_own(file, folder) and file.is_file()


def _is_own(file: Path, folder: Path) -> bool:
    """False for what is hidden, or kept by a program beside a document."""
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    lock = file.name.startswith("~$")  # what Word keeps beside a document that is open
    return not hidden and not lock and not _is_part_of_a_page(file, folder)


def _is_part_of_a_page(file: Path, folder: Path) -> bool:
    """True inside 页面_files, what a browser saves beside 页面.html: frames, scripts, advertisements."""
    above = file.relative_to(folder).parents
    return any(
        one.name.endswith(end)
        and any((folder / one).with_name(one.name.removesuffix(end) + suffix).exists() for suffix in _PAGES)
        for one in above
        for end in _BESIDE
    )


def _names(places: Sequence[_Place]) -> list[str]:
    """A name a report: its stem, with its folder in front where stems meet, with a number where that does not help."""
    stems = Counter(same_name(one.stem) for one in places)
    named = [one.stem if stems[same_name(one.stem)] == 1 else f"{one.folder}_{one.stem}" for one in places]
    names = [_fit(name) for name in named]
    taken = set(map(same_name, names))
    unique: dict[str, str] = {}
    last: dict[str, int] = {}
    for name in names:
        place, wanted = last.get(same_name(name), 2), name
        while same_name(wanted) in unique or (wanted != name and same_name(wanted) in taken):
            wanted, place = f"{name}_{place}", place + 1
        unique[same_name(wanted)], last[same_name(name)] = wanted, place
    return list(unique.values())


def same_name(name: str) -> str:
    """What names have in common that some systems take for one: capitals, and signs put together differently."""
    return unicodedata.normalize("NFC", name).casefold()


def _fit(name: str) -> str:
    fit = _UNFIT.sub("_", words_of(name))[:_LONGEST_NAME]
    return f"{fit}_" if _DEVICE.fullmatch(fit.split(".")[0]) else fit
