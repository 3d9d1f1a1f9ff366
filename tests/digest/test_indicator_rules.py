"""The list of indicators as data: the shipped one, an office's own, and errors that name file and line."""

from pathlib import Path

import pytest

from pipeline.digest import default_indicators, read_indicators
from pipeline.errors import SettingsError
from tests.digest.samples import said, table, work

_OWN = """
[[indicator]]
name = "植树"
units = ["株", "棵"]
words = ["植树", "栽种#树木"]
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_shipped_indicator_has_a_name_of_its_own() -> None:
    names = [rule.name for rule in default_indicators()]
    assert len(names) == len(set(names)) >= 50


def test_an_office_adds_its_own_row(tmp_path: Path) -> None:
    rules = read_indicators(write(tmp_path, _OWN))
    assert rules[1:] == default_indicators()
    rows = table(work("全年植树500株。财政收入8亿元。"), work("栽种300棵树木。财政收入9亿元。"), rules=rules)
    assert [said(cell) for cell in rows["植树"].rows] == ["500株", "300棵（单位为“棵”）"]
    assert "财政收入" in rows


def test_an_own_row_replaces_the_shipped_one_of_its_name(tmp_path: Path) -> None:
    rules = read_indicators(write(tmp_path, _OWN.replace("植树", "固定资产投资", 1)))
    assert [rule.name for rule in rules].count("固定资产投资") == 1
    assert len(rules) == len(default_indicators())


def test_an_office_may_do_without_the_shipped_list(tmp_path: Path) -> None:
    assert [rule.name for rule in read_indicators(write(tmp_path, "only = true\n" + _OWN))] == ["植树"]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        pytest.param("[[indicator]\n", 1, "line 1", id="no-toml"),
        pytest.param(_OWN + "unit = 3\n", 6, "no such key", id="unknown-key"),
        pytest.param(_OWN.replace('"植树", "栽', '"植(树", "栽'), 5, "regular expression", id="broken-expression"),
        pytest.param(_OWN.replace('["植树", "栽种#树木"]', "[]"), 5, "at least one", id="no-words"),
        pytest.param(
            _OWN.replace('["植树", "栽种#树木"]', '[".*"]'), 5, "names nothing", id="words-that-match-nothing-at-all"
        ),
        pytest.param(_OWN + _OWN, 7, "second indicator", id="two-of-one-name"),
        pytest.param(_OWN + 'beside = "造林"\n', 2, "造林", id="beside-nobody"),
        pytest.param(_OWN + "growth = 1\n", 6, "true or false", id="flag-that-is-none"),
        pytest.param(_OWN + _OWN.replace('"植树"\n', '""\n'), 8, "without a name", id="no-name-in-the-second"),
    ],
)
def test_an_error_names_the_file_and_the_line(tmp_path: Path, text: str, line: int, says: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        read_indicators(path)
    message = str(caught.value)
    assert says in message
    assert message.startswith(f"{path}:{line}:") or f"line {line}" in message


@pytest.mark.parametrize("text", [pytest.param("", id="empty"), pytest.param("indicator = 3", id="no-tables")])
def test_a_file_without_indicators(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsError, match="no indicators"):
        read_indicators(write(tmp_path, text))


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        read_indicators(tmp_path / "nowhere.toml")
