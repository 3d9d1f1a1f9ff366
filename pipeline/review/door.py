"""The browser's way in: every user of a machine can list the arguments of programs, so none may hold the token."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from html import escape
from pathlib import Path

from pipeline.corpus.files import unwritable

DOOR = "review.open.html"
_LEADS = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url={address}">
<title>jianbao review</title>
</head>
<body><a href="{address}">jianbao review</a></body>
</html>
"""


@contextmanager
def door(out: Path, address: str) -> Iterator[Path]:
    """A page in `out` that leads to `address`, readable to its owner alone and gone at the end.

    Raises OutputError when it cannot be written.
    """
    path = out.resolve() / DOOR
    try:
        path.unlink(missing_ok=True)  # of a review that was killed
        # Made new and private: one that lies there already could be another user's.
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(_LEADS.format(address=escape(address)))
    except OSError as error:
        raise unwritable(path, error) from error
    try:
        yield path
    finally:
        with suppress(OSError):
            path.unlink()
