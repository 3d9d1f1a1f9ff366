"""The ledger's file: every paid answer, every final error, who is asking what; SQLite, safe with many processes."""

import json
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import SettingsError
from pipeline.model.errors import EndpointError, Fault
from pipeline.model.protocol import Completion, Usage

_VERSION = 1
_BUSY = 30.0  # seconds to wait for another process's write
_IMPATIENT = 1.0  # the same once it has been waited for in vain: the run is ending
_STALE = 90.0  # seconds without a sign of life after which a claim is void
_TABLES = """
CREATE TABLE IF NOT EXISTS answers (
  key TEXT PRIMARY KEY, logical TEXT NOT NULL, model TEXT NOT NULL, origin TEXT NOT NULL, label TEXT NOT NULL,
  class TEXT NOT NULL, text TEXT NOT NULL, refusal TEXT, finish_reason TEXT NOT NULL, step TEXT NOT NULL,
  usage TEXT NOT NULL, model_returned TEXT NOT NULL, fingerprint TEXT NOT NULL, latency_ms INTEGER,
  attempts INTEGER NOT NULL, raw TEXT NOT NULL, host TEXT NOT NULL, bytes INTEGER NOT NULL, at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS errors (
  key TEXT NOT NULL, host TEXT NOT NULL, logical TEXT NOT NULL, model TEXT NOT NULL, fault TEXT NOT NULL,
  status INTEGER, message TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (key, host));
CREATE TABLE IF NOT EXISTS claims (
  key TEXT PRIMARY KEY, owner TEXT NOT NULL, pid INTEGER NOT NULL, beat REAL NOT NULL);
CREATE TABLE IF NOT EXISTS asked (
  key TEXT PRIMARY KEY, logical TEXT NOT NULL, model TEXT NOT NULL, at REAL NOT NULL);
CREATE INDEX IF NOT EXISTS answers_by_name ON answers (logical);
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer with what the ledger knows of it: `cls` as `surface` saw it, `label` of an imported model."""

    key: str
    completion: Completion
    logical: str = ""
    model: str = ""
    cls: str = ""
    label: str = ""
    host: str = ""
    prompt_bytes: int = 0
    at: float | None = None  # when it was stored first, seconds since the epoch; None is now


def is_ledger(path: Path) -> bool:
    """True when the file is a ledger; it is only read."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file:
            found = file.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'answers'").fetchone()
    except sqlite3.Error:
        return False
    return found is not None


class LedgerStore:
    """One open ledger file. A write is durable when its method returns, or when the `group` round it ends."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=_BUSY, isolation_level=None, check_same_thread=False)
            self._prepare(time.monotonic() + _BUSY)
        except (sqlite3.Error, OSError) as error:
            raise SettingsError(f"{path}: cannot be used as a ledger ({error}); set JIANBAO_LEDGER") from error

    def _prepare(self, deadline: float) -> None:
        """Make the tables. The switch to WAL does not wait for other processes as everything else does: it is tried."""
        while True:
            try:
                self._db.execute("PRAGMA journal_mode=WAL")
                break
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
        self._db.execute("PRAGMA synchronous=FULL")
        with self._writing():
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
            if version > _VERSION:
                raise SettingsError(f"{self.path}: a ledger of a later version ({version}); use another JIANBAO_LEDGER")
            for table in _TABLES.split(";"):
                self._db.execute(table)
            self._db.execute(f"PRAGMA user_version={_VERSION}")

    def answer(self, key: str) -> Completion | None:
        """The stored answer to `key`, marked as stored."""
        rows = self._read("SELECT * FROM answers WHERE key = ?", (key,))
        return _completion(rows[0]) if rows else None

    def error(self, key: str, host: str) -> EndpointError | None:
        """The final error `host` gave to `key`."""
        rows = self._read("SELECT * FROM errors WHERE key = ? AND host = ?", (key, host))
        if not rows:
            return None
        said = f"{rows[0]['message']} [stored; `jianbao ledger prune --errors` asks again]"
        return EndpointError(Fault(rows[0]["fault"]), said, status=rows[0]["status"])

    def put(self, entry: Entry) -> None:
        """Store an answer; the first one stays."""
        one = entry.completion
        values = (
            entry.key, entry.logical, entry.model, one.origin, entry.label, entry.cls, _storable(one.text), one.refusal,
            one.finish_reason, one.step, json.dumps(asdict(one.usage)), one.model_returned, one.fingerprint,
            one.latency_ms, one.attempts, _storable(one.raw), entry.host, entry.prompt_bytes,
            time.time() if entry.at is None else entry.at,
        )  # fmt: skip
        with self._writing():
            marks = ",".join("?" * len(values))
            self._db.execute(f"INSERT OR IGNORE INTO answers VALUES ({marks})", values)
            self._db.execute("DELETE FROM claims WHERE key = ?", (entry.key,))

    def put_error(self, key: str, host: str, logical: str, model: str, error: EndpointError) -> None:
        """Store a final error."""
        values = (key, host, logical, model, str(error.fault), error.status, str(error), time.time())
        with self._writing():
            self._db.execute("INSERT OR REPLACE INTO errors VALUES (?,?,?,?,?,?,?,?)", values)
            self._db.execute("DELETE FROM claims WHERE key = ?", (key,))

    def claim(self, key: str, owner: str) -> bool:
        """True when `owner` may ask `key`; False while a living process is asking it."""
        now = time.time()
        with self._writing():
            row = self._db.execute("SELECT owner, pid, beat FROM claims WHERE key = ?", (key,)).fetchone()
            if row is not None and row[0] != owner and _alive(row[1]) and now - row[2] < _STALE:
                return False
            self._db.execute("INSERT OR REPLACE INTO claims VALUES (?,?,?,?)", (key, owner, os.getpid(), now))
        return True

    def beat(self, owner: str) -> None:
        """Say that `owner` is alive."""
        with self._writing():
            self._db.execute("UPDATE claims SET beat = ? WHERE owner = ?", (time.time(), owner))

    def release(self, key: str, owner: str) -> None:
        """Give up asking `key`."""
        with self._writing():
            self._db.execute("DELETE FROM claims WHERE key = ? AND owner = ?", (key, owner))

    def note_asked(self, rows: list[tuple[str, str, str]]) -> None:
        """Remember requests (key, logical name, model) that were written out, so that their answers are known."""
        now = time.time()
        with self._writing():
            self._db.executemany("INSERT OR REPLACE INTO asked VALUES (?,?,?,?)", [(*row, now) for row in rows])

    def rows(self, query: str, values: tuple[Any, ...] = ()) -> list[sqlite3.Row]:
        """The rows of a SELECT."""
        return self._read(query, values)

    def delete(self, table: str, where: str, values: tuple[Any, ...]) -> int:
        """Delete rows; how many there were."""
        with self._writing():
            return self._db.execute(f"DELETE FROM {table} WHERE {where}", values).rowcount

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _read(self, query: str, values: tuple[Any, ...]) -> list[sqlite3.Row]:
        try:
            cursor = self._db.execute(query, values)
            cursor.row_factory = sqlite3.Row
            return cursor.fetchall()
        except sqlite3.Error as error:
            raise SettingsError(f"{self.path}: the ledger cannot be read ({error})") from error

    def held(self, error: SettingsError) -> bool:
        """Did another process hold the file for as long as we wait? From then on it is not waited for as long."""
        held = isinstance(error.__cause__, sqlite3.OperationalError) and "locked" in str(error.__cause__)
        if held:
            self._db.execute(f"PRAGMA busy_timeout={_IMPATIENT * 1000:.0f}")
        return held

    @contextmanager
    def group(self) -> Iterator[None]:
        """What is written inside is one commit: on the disk together, or not at all."""
        with self._writing():
            yield

    @contextmanager
    def _writing(self) -> Iterator[None]:
        outer = self._db.in_transaction  # part of a group
        try:
            if not outer:
                self._db.execute("BEGIN IMMEDIATE")
            yield
            if not outer:
                self._db.execute("COMMIT")
        except sqlite3.Error as error:
            raise SettingsError(f"{self.path}: the ledger cannot be written ({error}); {_remedy(error)}") from error
        finally:
            if not outer and self._db.in_transaction:
                self._db.execute("ROLLBACK")


def entry_of(row: sqlite3.Row) -> Entry:
    """A row of the table of answers as what was put there."""
    return Entry(
        row["key"],
        _completion(row),
        row["logical"],
        row["model"],
        row["class"],
        row["label"],
        row["host"],
        row["bytes"],
        row["at"],
    )


def _completion(row: sqlite3.Row) -> Completion:
    return Completion(
        text=row["text"],
        finish_reason=row["finish_reason"],
        refusal=row["refusal"],
        usage=Usage(**json.loads(row["usage"])),
        step=row["step"],
        origin=row["origin"],
        model_returned=row["model_returned"],
        fingerprint=row["fingerprint"],
        latency_ms=row["latency_ms"],
        attempts=row["attempts"],
        stored=True,
        raw=row["raw"],
    )


def _remedy(error: sqlite3.Error) -> str:
    if "full" in str(error):
        return "free the disk or set JIANBAO_LEDGER, and run again"
    if "locked" in str(error):
        return "end the process that holds it or set JIANBAO_LEDGER, and run again"
    return "set JIANBAO_LEDGER"


def _storable(text: str) -> str:
    """SQLite holds UTF-8: a lone surrogate, which JSON can carry, becomes the replacement character."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def _alive(pid: int) -> bool:
    if os.name != "posix":
        return True  # elsewhere signal 0 is not a question; the beat decides
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
