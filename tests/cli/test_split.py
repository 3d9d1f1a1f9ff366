"""`jianbao split` as a user meets it."""

from pathlib import Path

from typer.testing import CliRunner

from pipeline.cli.app import app
from pipeline.sources import read_report
from tests.seeds import SEEDS, seed_report


def _run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["split", *map(str, arguments)])
    return result.exit_code, result.stderr


def test_a_collection_is_taken_apart_into_files(tmp_path: Path) -> None:
    whole = "\n\n".join(path.read_text(encoding="utf-8") for path in SEEDS[:2])
    (tmp_path / "汇编.txt").write_text(whole, encoding="utf-8")
    code, said = _run(tmp_path / "汇编.txt", "--out", tmp_path / "parts")
    assert (code, "2 reports" in said) == (0, True)
    read = [read_report(path) for path in sorted((tmp_path / "parts").iterdir())]
    assert [one.outline.head.year for one in read] == [seed_report(path).outline.head.year for path in SEEDS[:2]]


def test_one_report_stays_one_file(tmp_path: Path) -> None:
    code, said = _run(SEEDS[0], "--out", tmp_path)
    assert (code, "1 report" in said) == (0, True)
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == [seed_report(SEEDS[0]).text]


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    code, said = _run(tmp_path, "--out", tmp_path / "parts")
    assert (code, "save it as .docx" in said.replace("\n", " ")) == (2, True)
