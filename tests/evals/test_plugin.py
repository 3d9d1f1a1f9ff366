"""The fixture for one's own reports, used as the README shows it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from evals.cases import CaseSet
from evals.labels import read_labels
from evals.plugin import JudgedReport, judge_report, judged_report  # noqa: F401  (the fixture, as a user's conftest has it)
from pipeline.errors import InputError

TEXT = """平湖街道2022年工作总结
一、2022年工作情况
全年改造老旧小区6个,惠及居民912户。完成投资15.155亿元,计划投资7.2亿元的综合体正在施工。
"""


@pytest.fixture
def street(tmp_path: Path) -> Path:
    path = tmp_path / "street.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_report_of_ones_own(judged_report: Callable[..., JudgedReport], street: Path) -> None:  # noqa: F811  (a fixture)
    report = judged_report(street)
    report.finds("15.155亿元", value="1515500000", unit="元", status="achieved")
    report.achieves("6个", "912户", "15.155亿元")
    report.never_achieves("7.2亿元")
    report.is_clean()


@pytest.mark.parametrize(
    ("expect", "said"),
    [
        pytest.param(lambda r: r.finds("8个"), "no figure '8个'", id="no-such-figure"),
        pytest.param(lambda r: r.finds("912户", unit="人"), "is read as 912 '户' achieved", id="another-unit"),
        pytest.param(lambda r: r.achieves("913户"), "in no achievement: 913户", id="not-covered"),
        pytest.param(lambda r: r.is_clean("length"), "length: ", id="a-rule-by-name"),
    ],
)
def test_an_expectation_that_fails_says_what_there_is(
    street: Path, expect: Callable[[JudgedReport], object], said: str
) -> None:
    with pytest.raises(AssertionError, match=said):
        expect(judge_report(street))


def test_recordings_that_are_missing_fail_the_test_with_the_command(street: Path, tmp_path: Path) -> None:
    with pytest.raises(pytest.fail.Exception, match="jianbao recordings record"):
        judge_report(street, "some-model", recordings=tmp_path / "recordings")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param(
            '{"label":"F","text":"6个","start":0,"end":2,"value":"6","unit":"个"}', "does not stand", id="shifted"
        ),
        pytest.param('{"label":"F","text":"6个"}', "not a label", id="without-a-place"),
        pytest.param("6个", "not a label", id="no-json"),
    ],
)
def test_labels_are_held_against_the_report(tmp_path: Path, street: Path, line: str, said: str) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold/street.figures.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        _ = CaseSet([street], tmp_path / "gold").cases


def test_labels_without_a_report_are_said(tmp_path: Path, street: Path) -> None:
    (tmp_path / "other.figures.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="labels without a report: other"):
        _ = CaseSet([street], tmp_path).cases


def test_the_key_figures_are_money_percentages_and_the_largest_of_each_part(tmp_path: Path) -> None:
    text = "检查12家、整改86处；投资3万元，占9%，涉及2户。"
    rows = [("12家", "count"), ("86处", "count"), ("3万元", "money"), ("9%", "percent"), ("2户", "people")]
    lines = [
        f'{{"text":"{t}","start":{text.index(t)},"end":{text.index(t) + len(t)},"value":"{v}","unit":"x","kind":"{k}"}}'
        for (t, k), v in zip(rows, ("12", "86", "30000", "9", "2"), strict=True)
    ]
    path = tmp_path / "a.figures.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert [label.text for label in read_labels(path, text) if label.key] == ["86处", "3万元", "9%"]
