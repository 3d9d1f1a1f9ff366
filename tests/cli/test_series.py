"""`jianbao series`: tables that another program reads with the right types, and how the command ends."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import duckdb
import pyarrow.parquet
import pytest

from pipeline.domain.result import ReportSummary
from pipeline.render.tables import TABLES, Kind
from pipeline.series import gather
from tests.cli.conftest import Run
from tests.seeds import SEEDS, seed_summary
from tests.series.samples import invested, over_years

_TYPES: dict[Kind, set[str]] = {
    "text": {"VARCHAR", "DATE"},
    "int": {"BIGINT"},
    "bool": {"BOOLEAN"},
    "decimal": {"DECIMAL(38,10)", "DOUBLE", "BIGINT"},
}


def results(path: Path, summaries: list[ReportSummary]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(one.model_dump_json(by_alias=True) + "\n" for one in summaries), encoding="utf-8")
    return path


@pytest.fixture
def tables(run: Run, tmp_path: Path) -> Path:
    summaries = [seed_summary(path) for path in SEEDS]
    slip = invested(["12亿元", "9亿元", "20亿元", "7亿元", "15亿元", "11亿元", "13万元"])
    code, out, err = run("series", results(tmp_path / "run/results.jsonl", [*summaries, *slip]), "--out", "tables")
    assert code == 1, "seed 003 disagrees with itself on its year"
    assert "固定资产投资“13万元”" in out
    assert "12 reports; 12 offices" in err
    return tmp_path / "tables"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_duckdb_reads_every_table_with_its_types(tables: Path, table: object, suffix: str) -> None:
    assert isinstance(table, type(TABLES[0]))
    read = "read_csv" if suffix == "csv" else "read_parquet"
    described = duckdb.sql(f"DESCRIBE SELECT * FROM {read}('{tables / table.name}.{suffix}')").fetchall()
    found = {name: kind for name, kind, *_ in described}
    for name, kind in table.columns:
        empty = duckdb.sql(f'SELECT count("{name}") FROM "{tables / table.name}.{suffix}"').fetchall() == [(0,)]
        if not (empty and suffix == "csv"):  # an empty column of a CSV file has no type
            assert found[name] in _TYPES[kind], name
    exact = {f"{name}_exact" for name, kind in table.columns if kind == "decimal"} if suffix == "parquet" else set()
    assert set(found) == {name for name, _ in table.columns} | exact


def test_the_tables_say_what_the_summaries_say(tables: Path) -> None:
    summaries = [seed_summary(path) for path in SEEDS]
    rows = [row for one in summaries for row in one.figures]
    kept = [json.loads(line) for line in (tables / "figures.jsonl").read_text(encoding="utf-8").splitlines()]
    assert kept[: len(rows)] == [row.model_dump() for row in rows]
    for suffix in ("csv", "parquet"):
        found = duckdb.sql(f"SELECT report, id, text, start, \"end\" FROM '{tables}/figures.{suffix}'").fetchall()
        assert found[: len(rows)] == [(row.report, row.id, row.text, row.start, row.end) for row in rows]
    values = duckdb.sql(f"SELECT value, value_exact FROM '{tables}/figures.parquet'").fetchall()
    assert [text for _, text in values[: len(rows)]] == [row.value for row in rows]
    assert all(str(value.normalize()) == str(type(value)(text).normalize()) for value, text in values)
    points = duckdb.sql(f"SELECT count(*) FROM '{tables}/indicators.parquet'").fetchall()
    assert points == [(len(gather([*summaries]).points) + 7,)]


def test_series_of_an_office_are_one_query(run: Run, tmp_path: Path) -> None:
    years = over_years(["12亿元", "13亿元", "14亿元"])
    assert run("series", results(tmp_path / "r.jsonl", years), "--out", "tables")[0] == 0
    table = f"'{tmp_path}/tables/indicators.parquet'"
    query = f"SELECT year, value / 1e8 FROM {table} WHERE office = '云山市东平区甲河街道' ORDER BY year"
    assert duckdb.sql(query).fetchall() == [(2015, 12.0), (2016, 13.0), (2017, 14.0)]


def test_an_amount_that_no_decimal_holds_keeps_its_text(run: Run, tmp_path: Path) -> None:
    (one,) = over_years(["12亿元"])
    long = one.figures[0].model_copy(update={"value": "1" + "0" * 60})
    assert (
        run("series", results(tmp_path / "r.jsonl", [one.model_copy(update={"figures": (long,)})]), "--out", "t")[0]
        == 0
    )
    assert duckdb.sql(f"SELECT value, value_exact FROM '{tmp_path}/t/figures.parquet'").fetchall() == [
        (None, "1" + "0" * 60)
    ]


def test_a_table_program_takes_no_cell_for_a_formula(run: Run, tmp_path: Path) -> None:
    (one,) = over_years(["12亿元"])
    row = one.report.model_copy(update={"title": "=HYPERLINK(1)", "name": "+cmd|' /C calc'!A0"})
    hostile = one.figures[0].model_copy(update={"indicator": "@SUM(1)", "section": "\t=1", "text": "-12\u202e"})
    changed = one.model_copy(update={"report": row, "figures": (hostile,)})
    assert run("series", results(tmp_path / "r.jsonl", [changed]), "--out", "t")[0] == 0
    for file in (tmp_path / "t").glob("*.csv"):
        cells = duckdb.sql(f"SELECT * FROM read_csv('{file}', all_varchar=true)").fetchall()
        assert not [cell for line in cells for cell in line if cell and cell.startswith(("=", "+", "-", "@", "\t"))]
        assert "\u202e" not in file.read_text(encoding="utf-8")


def test_without_pyarrow_there_are_csv_files_and_a_hint(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.render.table_files.find_spec", lambda _: None)
    path = results(tmp_path / "r.jsonl", over_years(["12亿元"]))
    code, _, err = run("series", path, "--out", "t")
    assert code == 0
    assert "pip install 'jianbao[parquet]'" in err
    assert {file.suffix for file in (tmp_path / "t").iterdir()} == {".csv", ".jsonl"}
    code, _, err = run("series", path, "--out", "u", "--parquet")
    assert (code, err.count("\n")) == (2, 1)
    assert not (tmp_path / "u").exists()


def test_parquet_is_written_in_row_groups(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.render.table_files._ROWS", 100)
    rows = sum(len(seed_summary(path).figures) for path in SEEDS)
    run("series", results(tmp_path / "r.jsonl", [seed_summary(path) for path in SEEDS]), "--out", "t")
    written = pyarrow.parquet.ParquetFile(tmp_path / "t/figures.parquet")
    assert (written.num_row_groups, written.metadata.num_rows) == (-(-rows // 100), rows)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["missing", "--out", "t"], "no results in it", id="no-such-path"),
        pytest.param(["run/all.jsonl", "--out", "run"], "choose another", id="into-the-results"),
        pytest.param(["run/all.jsonl", "--out", "file"], "cannot be written", id="out-is-a-file"),
        pytest.param(
            ["run/all.jsonl", "--out", "t", "--indicators", "none.toml"], "cannot be read", id="no-indicators"
        ),
    ],
)
def test_bad_input_is_one_line_and_leaves_nothing(run: Run, tmp_path: Path, arguments: list[str], said: str) -> None:
    results(tmp_path / "run/all.jsonl", over_years(["12亿元"]))
    (tmp_path / "run/reports").mkdir()
    (tmp_path / "file").write_text("")
    before = sorted(tmp_path.rglob("*"))
    code, out, err = run("series", *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err
    assert sorted(tmp_path.rglob("*")) == before


def test_a_torn_line_is_said_and_the_rest_is_written(run: Run, tmp_path: Path) -> None:
    path = results(tmp_path / "r.jsonl", over_years(["12亿元", "13亿元"]))
    with path.open("a", encoding="utf-8") as file:
        file.write('{"schema": "jianbao.summary/1", "report": {"na')
    code, _, err = run("series", path, "--out", "t")
    assert code == 2
    assert "r.jsonl:3: no JSON, perhaps cut off; run jianbao summarize again" in err
    assert len((tmp_path / "t/reports.csv").read_text(encoding="utf-8").splitlines()) == 3


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="no limit on the size of files here")
def test_a_full_disk_is_one_line_and_leaves_the_old_tables(tmp_path: Path) -> None:
    path = results(tmp_path / "r.jsonl", [seed_summary(path) for path in SEEDS])
    (tmp_path / "t").mkdir()
    (tmp_path / "t/figures.csv").write_text("old")
    command = [
        sys.executable,
        "-c",
        "from pipeline.cli import main; main()",
        "series",
        str(path),
        "--out",
        str(tmp_path / "t"),
    ]
    ended = subprocess.run(
        command,
        capture_output=True,
        text=True,
        env=os.environ | {"JIANBAO_ENGINE": "extractive"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
        check=False,
    )
    assert ended.returncode == 2
    assert "cannot be written (File too large)" in ended.stderr
    assert ended.stderr.count("\n") == 1
    assert [file.name for file in (tmp_path / "t").iterdir()] == ["figures.csv"]
    assert (tmp_path / "t/figures.csv").read_text() == "old"
