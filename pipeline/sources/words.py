"""Names of files as words that can be written down: what a system calls a file need not be text."""

import os


def words_of(name: str) -> str:
    """`name` without surrogates: bytes that are no UTF-8 are read as GB18030, as an archive of an office has them."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        data = os.fsencode(name)
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError:
            return data.decode("utf-8", "backslashreplace")
    return name
