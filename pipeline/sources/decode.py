"""Bytes of a text file to text: encoding found, CRLF as LF, nothing else changed."""

import re

from charset_normalizer import from_bytes

from pipeline.errors import InputError
from pipeline.sources.formats import other_format

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_NOISE = 0.02  # share of control characters above which bytes are no text
_CHANCE = 20  # ideographs; GB18030 text is hardly ever good UTF-8 for more than two or three
_BROKEN = 0.005  # share of lost characters up to which a text is a broken one rather than another encoding
_SAMPLE = 100_000  # bytes an encoding other than UTF-8 and GB18030 is guessed from


def decode(data: bytes) -> str:
    """The text in `data`. Raises `InputError`, without the file's name, when it is no text."""
    kind = other_format(data)
    if kind:
        raise InputError(f"is {kind}")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _unified(_with(data, encoding, skip=len(bom) if encoding == "utf-8" else 0))
    if b"\x00" in data:
        raise InputError("holds NUL bytes and is no text; save the report as UTF-8 text")
    text = _without_mark(data)
    if len(_CONTROLS.findall(text, 0, _SAMPLE)) > _NOISE * min(len(text), _SAMPLE):
        raise InputError("holds control characters and is no text; save the report as UTF-8 text")
    return _unified(text)


def _without_mark(data: bytes) -> str:
    """UTF-8, else the GB18030 family (gb2312 and gbk are parts of it), else what the statistics say."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_broken_utf8(data, error.start):
            raise InputError(f"is UTF-8 but broken at byte {error.start}; save it as UTF-8 again") from error
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as error:
        if _is_broken_gbk(data):
            raise InputError(f"is GBK but broken at byte {error.start}; save it as UTF-8") from error
        return _guessed(data)


def _is_broken_utf8(data: bytes, place: int) -> bool:
    """True when so much before the broken byte is good UTF-8 that it cannot be chance."""
    good = data[:place].decode("utf-8")
    return sum(char >= "\u2e80" for char in good[:_SAMPLE]) >= _CHANCE


def _is_broken_gbk(data: bytes) -> bool:
    """True when nearly all of it is good GB18030 and most of that Chinese."""
    text = data[:_SAMPLE].decode("gb18030", "replace")
    han = sum("\u4e00" <= char <= "\u9fff" for char in text)
    return text.count("\ufffd") <= max(_BROKEN * len(text), 1) and han >= max(len(text) / 2, _CHANCE)


def _with(data: bytes, encoding: str, skip: int) -> str:
    try:
        return data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"begins as {encoding} but is broken at byte {error.start + skip}; save it as UTF-8 again"
        ) from error


def _guessed(data: bytes) -> str:
    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise InputError("is in an encoding that cannot be told; save it as UTF-8")
    try:
        return data.decode(best.encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"looks like {best.encoding} but is broken at byte {error.start}; save it as UTF-8") from error


def _unified(text: str) -> str:
    return text.replace("\r\n", "\n")
