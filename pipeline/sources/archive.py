"""A ZIP of reports: its members listed under names a person can read, and unpacked in memory, within bounds."""

import io
import zipfile
import zlib
from pathlib import PurePosixPath

from pipeline.errors import InputError
from pipeline.sources.extract import LARGEST

_MOST = 10_000  # members
_RATIO = 200  # unpacked bytes for a packed one; text comes to about ten, a bomb to a thousand
_SMALL = 2**20  # bytes below which a ratio says nothing
_UTF8 = 0x800  # the flag of a member whose name is UTF-8


def members_in(data: bytes) -> list[str]:
    """The names of the files in an archive, as they are to be given to `member_of`, sorted by name.

    Folders, hidden files and a system's own notes are passed over. Raises `InputError`, without the file's name.
    """
    with _opened(data) as archive:
        shown = {readable(one): one for one in archive.infolist() if not one.is_dir()}
    return sorted(name for name in shown if not any(part.startswith((".", "__MACOSX")) for part in name.split("/")))


def member_of(data: bytes, name: str) -> bytes:
    """The bytes of the member that `members_in` calls `name`. Nothing is written to disk."""
    with _opened(data) as archive:
        found = next((one for one in archive.infolist() if readable(one) == name and not one.is_dir()), None)
        if found is None:
            raise InputError("no such member in the archive; check the name")
        return unpack(archive, found)


def unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """The bytes of one member. Stops at `LARGEST`, whatever the archive says its size is."""
    if member.file_size > LARGEST or _is_bomb(member):
        raise InputError(f"unpacks to more than a report can be ({member.file_size} bytes); give the report itself")
    if member.flag_bits & 1:
        raise InputError("is locked with a password; unpack it first")
    try:
        with archive.open(member) as file:
            data = file.read(LARGEST + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise InputError("is a damaged package; get it again from its source") from error
    if len(data) > LARGEST:
        raise InputError("unpacks to more than a report can be; give the report itself")
    return data


def opened(data: bytes) -> zipfile.ZipFile:
    """The package in `data`. Raises `InputError` when it is none."""
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise InputError("is a damaged Word, Excel or ZIP file; get it again from its source") from error


def _opened(data: bytes) -> zipfile.ZipFile:
    archive = opened(data)
    if len(archive.infolist()) > _MOST:
        raise InputError(f"holds more than {_MOST} files; split the archive")
    return archive


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    return member.file_size > _SMALL and member.file_size > _RATIO * max(member.compress_size, 1)


def readable(member: zipfile.ZipInfo) -> str:
    """The member's name without ways up or out; GBK, as Windows packs it, read as what it is."""
    name = member.filename
    if not member.flag_bits & _UTF8:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    parts = [part for part in PurePosixPath(name.replace("\\", "/")).parts if part not in ("..", "/", ".")]
    return "/".join("".join(char if char.isprintable() else "_" for char in part) for part in parts)
