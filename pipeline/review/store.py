"""The decisions' file beside a digest: an append-only log in SQLite. A line is on the disk when `append` returns."""

import os
import secrets
import sqlite3
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.review.decisions import Act, Line, Value, value_json, value_of

_VERSION = 1
_BUSY = 0.5  # seconds: who holds the file holds it as long as it runs
_TABLES = """
CREATE TABLE IF NOT EXISTS log (
  number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL,
  act TEXT NOT NULL CHECK (act IN ('do', 'undo', 'redo')), subject TEXT NOT NULL, value TEXT NOT NULL,
  about TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS door (token TEXT NOT NULL)
"""


class Store:
    """One open file, held for this process alone until it is closed or the process ends."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            if not path.exists():
                os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))  # it holds the token of the page's address
            self._db = sqlite3.connect(path, timeout=_BUSY, isolation_level=None, check_same_thread=False)
            self._prepare()
        except (sqlite3.Error, OSError) as error:
            raise InputError(f"{path}: {_reason(error)}") from error

    def _prepare(self) -> None:
        self._db.execute("PRAGMA locking_mode=EXCLUSIVE")
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.execute("BEGIN IMMEDIATE")
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version > _VERSION:
            raise InputError(f"{self.path}: decisions of a later jianbao ({version}); use that one")
        for table in _TABLES.split(";"):
            self._db.execute(table)
        self._db.execute(f"PRAGMA user_version={_VERSION}")
        if self._db.execute("SELECT count(*) FROM door").fetchone()[0] == 0:
            self._db.execute("INSERT INTO door VALUES (?)", (secrets.token_urlsafe(24),))
        self._db.execute("COMMIT")

    def token(self) -> str:
        """What the page's address must hold. It outlives the process, so that an open page finds its server again."""
        return str(self._read("SELECT token FROM door")[0][0])

    def lines(self) -> list[Line]:
        """The whole log in order. Raises InputError when a line cannot be read."""
        rows = self._read("SELECT number, at, who, act, subject, value, about FROM log ORDER BY number")
        try:
            return [Line(row[0], row[1], row[2], row[3], row[4], value_of(row[5]), row[6]) for row in rows]
        except (ValueError, TypeError) as error:
            raise InputError(f"{self.path}: {_damaged(error)}") from error

    def append(self, act: Act, subject: str, value: Value | None, *, about: str, at: str, who: str) -> Line:
        """Write a line and wait until it is on the disk. Raises InputError when it cannot be written."""
        values = (at, who, act, subject, value_json(value), about)
        marks = "INSERT INTO log (at, who, act, subject, value, about) VALUES (?,?,?,?,?,?)"
        try:
            number = self._db.execute(marks, values).lastrowid
        except sqlite3.Error as error:
            raise InputError(f"{self.path}: not saved ({error}); free the disk or check its permissions") from error
        return Line(number or 0, at, who, act, subject, value, about)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def _read(self, query: str) -> list[Any]:
        try:
            return self._db.execute(query).fetchall()
        except sqlite3.Error as error:
            raise InputError(f"{self.path}: {_damaged(error)}") from error


def _reason(error: Exception) -> str:
    said = str(error)
    if "locked" in said or "busy" in said:
        return "in use; close the other `jianbao review` of this folder"
    if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
        return _damaged(error)
    return f"cannot be used ({getattr(error, 'strerror', None) or said}); check the folder's permissions"


def _damaged(error: Exception) -> str:
    return f"damaged ({error}); put a copy in its place, or move it away to begin without decisions"
