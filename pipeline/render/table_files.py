"""Tables written row by row, in memory that does not grow: CSV, JSON Lines, and Parquet where pyarrow is installed.

Files appear under their names when all are whole; until then, and after an error, what was there before stays.
"""

import csv
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from pipeline.errors import InputError
from pipeline.render.plain import visible
from pipeline.render.rows import safe
from pipeline.render.tables import Kind, Table, Value

if TYPE_CHECKING:
    import pyarrow

_ROWS = 20_000  # of a row group: a few MB in memory, and large enough for column statistics to be of use
_DIGITS, _PLACES = 38, 10  # DECIMAL(38, 10): 10**27 元, and more places than any report prints


def has_parquet() -> bool:
    """True when the extra `parquet` is installed."""
    return find_spec("pyarrow") is not None


class TableFiles:
    """The open files of several tables in one folder."""

    def __init__(self, csvs: Mapping[str, Any], parquets: Mapping[str, "_Parquet"], lines: Mapping[str, IO[str]]):
        self._csvs, self._parquets, self._lines = csvs, parquets, lines

    def row(self, table: Table, values: Sequence[Value]) -> None:
        """Add a row to the table's CSV and Parquet files."""
        kinds = (kind for _, kind in table.columns)
        self._csvs[table.name].writerow([_cell(value, kind) for value, kind in zip(values, kinds, strict=True)])
        if table.name in self._parquets:
            self._parquets[table.name].add(values)

    def line(self, table: Table, json: str) -> None:
        """Add a line to the table's JSON Lines file."""
        self._lines[table.name].write(json + "\n")

    def close(self) -> None:
        """Write what is still held."""
        for parquet in self._parquets.values():
            parquet.close()


@contextmanager
def table_files(
    out: Path, tables: Sequence[Table], *, parquet: bool, lines: Sequence[Table] = ()
) -> Iterator[TableFiles]:
    """Open files for `tables` in the folder `out`, made if need be; `lines` have a JSON Lines file too.

    Raises InputError when they cannot be written.
    """
    names = [f"{table.name}.csv" for table in tables] + [f"{table.name}.jsonl" for table in lines]
    names += [f"{table.name}.parquet" for table in tables] if parquet else []
    parts = {name: out / f".{name}.{os.getpid()}.part" for name in names}
    try:
        out.mkdir(parents=True, exist_ok=True)
        with ExitStack() as opened:
            csvs = {}
            for table in tables:
                # The mark at its head is what makes Excel read it as UTF-8.
                file = opened.enter_context(parts[f"{table.name}.csv"].open("w", encoding="utf-8-sig", newline=""))
                csvs[table.name] = csv.writer(file, lineterminator="\r\n")
                csvs[table.name].writerow([name for name, _ in table.columns])
            jsonl = {
                table.name: opened.enter_context(parts[f"{table.name}.jsonl"].open("w", encoding="utf-8"))
                for table in lines
            }
            held = {table.name: _Parquet(table, parts[f"{table.name}.parquet"]) for table in tables if parquet}
            for one in held.values():
                opened.callback(one.abandon)
            files = TableFiles(csvs, held, jsonl)
            yield files
            files.close()
        for name, part in parts.items():
            os.replace(part, out / name)
    except OSError as error:
        raise InputError(
            f"{out}: cannot be written ({error.strerror or error}); choose another --out or free the disk"
        ) from error
    finally:
        for part in parts.values():
            with suppress(OSError):  # it was never made, or its name is taken away already
                part.unlink()


def _cell(value: Value, kind: Kind) -> str:
    """A value as CSV has it; only text is held against being taken for a formula."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return format(value, "f")
        case _:
            return safe(str(value)) if kind == "text" else str(value)


class _Parquet:
    """One Parquet file, written a row group at a time."""

    def __init__(self, table: Table, path: Path) -> None:
        import pyarrow
        import pyarrow.parquet

        self._schema: pyarrow.Schema = pyarrow.schema(list(_fields(table)))
        self._table = table
        self._columns: list[list[Value]] = [[] for _ in self._schema.names]
        self._writer = pyarrow.parquet.ParquetWriter(path, self._schema, compression="zstd")

    def add(self, values: Sequence[Value]) -> None:
        """Hold a row, and write what is held when it is a group."""
        cells = (
            cell for value, (_, kind) in zip(values, self._table.columns, strict=True) for cell in _cells(value, kind)
        )
        for column, cell in zip(self._columns, cells, strict=True):
            column.append(cell)
        if len(self._columns[0]) >= _ROWS:
            self._flush()

    def close(self) -> None:
        """Write the last group and the file's foot."""
        self._flush()
        self._writer.close()

    def abandon(self) -> None:
        """Let go of the file; nothing happens after `close`."""
        if self._writer.is_open:
            self._writer.close()

    def _flush(self) -> None:
        import pyarrow

        if self._columns[0]:
            arrays = [
                pyarrow.array(column, field.type) for column, field in zip(self._columns, self._schema, strict=True)
            ]
            self._writer.write_table(pyarrow.Table.from_arrays(arrays, schema=self._schema))
            self._columns = [[] for _ in self._columns]


def _fields(table: Table) -> "Iterator[pyarrow.Field]":
    """The schema. A decimal is exact and can be added up; with its text beside it, for an amount that does not fit."""
    import pyarrow

    types = {"text": pyarrow.string(), "int": pyarrow.int64(), "bool": pyarrow.bool_()}
    for name, kind in table.columns:
        if kind == "decimal":
            yield pyarrow.field(name, pyarrow.decimal128(_DIGITS, _PLACES))
            yield pyarrow.field(f"{name}_exact", pyarrow.string())
        else:
            yield pyarrow.field(name, types[kind])


def _cells(value: Value, kind: Kind) -> tuple[Value, ...]:
    if kind != "decimal":
        return (visible(value) if isinstance(value, str) else value,)
    return (_fitting(value), format(value, "f")) if isinstance(value, Decimal) else (None, None)


def _fitting(value: Decimal) -> Decimal | None:
    """The amount, or None where DECIMAL(38, 10) cannot hold it exactly."""
    exponent = value.as_tuple().exponent
    fits = isinstance(exponent, int) and exponent >= -_PLACES and value.adjusted() < _DIGITS - _PLACES
    return value if fits else None
