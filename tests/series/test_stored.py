"""Where results are read from, and what is said of what cannot be read."""

import json
from pathlib import Path

import pytest

from pipeline.corpus import ResultLine
from pipeline.domain.result import ReportSummary
from pipeline.errors import InputError
from pipeline.series import stored_summaries
from tests.series.samples import said

_A = said("云山市东平区甲河街道", 2022, "全年完成固定资产投资8亿元。")
_B = said("云山市东平区乙河街道", 2022, "全年完成固定资产投资9亿元。")
_NEWER = said("云山市东平区甲河街道", 2022, "全年完成固定资产投资10亿元。")


def folder(path: Path, *summaries: ReportSummary) -> Path:
    for one in summaries:
        file = path / "reports" / f"{one.report.name}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(one.model_dump_json(by_alias=True, indent=1), encoding="utf-8")
    return path


def lines(path: Path, *texts: str) -> Path:
    path.write_text("".join(text + "\n" for text in texts), encoding="utf-8")
    return path


def json_of(one: ReportSummary) -> str:
    return one.model_dump_json(by_alias=True)


def test_a_run_and_its_reports_folder_and_one_file_are_the_same(tmp_path: Path) -> None:
    run = folder(tmp_path / "out", _A, _B)
    assert list(stored_summaries([run])) == list(stored_summaries([run / "reports"])) == [_B, _A]
    assert list(stored_summaries([run / "reports" / f"{_A.report.name}.json"])) == [_A]


def test_of_a_report_written_twice_the_last_line_counts(tmp_path: Path) -> None:
    path = lines(tmp_path / "results.jsonl", json_of(_A), json_of(_B), json_of(_NEWER))
    stored = stored_summaries([path])
    assert list(stored) == [_B, _NEWER]
    assert stored.again == 1


def test_two_reports_of_one_name_in_lines_put_together_are_both_told(tmp_path: Path) -> None:
    other = _B.model_copy(update={"report": _B.report.model_copy(update={"name": _A.report.name})})
    stored = stored_summaries([lines(tmp_path / "both.jsonl", json_of(_A), json_of(other))])
    assert [one.report.name for one in stored] == [_A.report.name, f"{_A.report.name} ({tmp_path.name})"]
    assert stored.again == 0


def test_a_run_is_read_by_its_journal(tmp_path: Path) -> None:
    run = folder(tmp_path / "out", _A, _B, said("云山市东平区丙河街道", 2022, "全年完成固定资产投资9亿元。"))
    states = {_B.report.name: "done", _A.report.name: "partial", "unreadable": "failed"}
    journal = [ResultLine(name=name, path="in", state=state) for name, state in states.items()]  # type: ignore[arg-type]
    lines(run / "results.jsonl", *(line.model_dump_json(by_alias=True) for line in (journal[1], *journal)))
    for path in (run, run / "results.jsonl"):
        stored = stored_summaries([path])
        assert list(stored) == [_B, _A], "what the journal does not name is of another run"
        assert (stored.failed, stored.unread) == (1, [])


def test_a_result_that_is_gone_is_said_and_the_rest_is_read(tmp_path: Path) -> None:
    run = folder(tmp_path / "out", _A)
    journal = [ResultLine(name=name, path="in", state="done") for name in ("gone", _A.report.name)]
    lines(run / "results.jsonl", *(line.model_dump_json(by_alias=True) for line in journal))
    stored = stored_summaries([run])
    assert list(stored) == [_A]
    assert stored.unread == [
        f"{run / 'reports/gone.json'}: cannot be read (No such file or directory); run jianbao summarize again"
    ]


def test_a_line_may_hold_its_summary_under_that_key(tmp_path: Path) -> None:
    row = json.dumps({"place": 1, "summary": json.loads(json_of(_A))}, ensure_ascii=False)
    assert list(stored_summaries([lines(tmp_path / "results.jsonl", row)])) == [_A]


def test_the_same_report_of_two_runs_is_told_once_and_another_of_its_name_gets_its_run(tmp_path: Path) -> None:
    stored = stored_summaries(
        [folder(tmp_path / "one", _A), folder(tmp_path / "two", _A), folder(tmp_path / "3", _NEWER)]
    )
    first, second = stored
    assert (first, stored.again) == (_A, 1)
    assert second.report.name == f"{_A.report.name} (3)"
    assert {row.report for row in second.figures} == {second.report.name}


@pytest.mark.parametrize(
    ("line", "said_of_it"),
    [
        pytest.param(json_of(_B)[:300], "no JSON, perhaps cut off", id="cut-off"),
        pytest.param("{}", "no jianbao.summary/1", id="empty"),
        pytest.param("[]", "no jianbao.summary/1", id="list"),
        pytest.param('{"schema": "jianbao.summary/2"}', "no jianbao.summary/1", id="another-version"),
        pytest.param("\x00\x01", "no JSON", id="binary"),
    ],
)
def test_what_is_no_summary_is_said_and_the_rest_is_read(tmp_path: Path, line: str, said_of_it: str) -> None:
    stored = stored_summaries([lines(tmp_path / "results.jsonl", json_of(_A), line)])
    assert list(stored) == [_A]
    (reason,) = stored.unread
    assert reason.startswith(f"{tmp_path / 'results.jsonl'}:2: ")
    assert said_of_it in reason
    assert "\n" not in reason


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"value": "NaN"}, id="no-number"),
        pytest.param({"value": "=1+1"}, id="formula"),
        pytest.param({"value_hi": "1e999999"}, id="upper-end"),
        pytest.param({"end": 10**9}, id="outside-the-text"),
        pytest.param({"sentence": 10**9}, id="no-such-sentence"),
    ],
)
def test_figures_that_no_run_writes_are_said(tmp_path: Path, change: dict[str, object]) -> None:
    bad = _A.model_copy(update={"figures": (_A.figures[0].model_copy(update=change),)})
    stored = stored_summaries([folder(tmp_path / "out", bad, _B)])
    assert list(stored) == [_B]
    assert "figure f1: a value or place that no report has" in stored.unread[0]


def test_one_file_under_two_names_is_one_report(tmp_path: Path) -> None:
    copy = _A.model_copy(update={"report": _A.report.model_copy(update={"name": "copy"})})
    stored = stored_summaries([folder(tmp_path / "out", copy, _A)])
    assert len(list(stored)) == stored.again == 1


def test_a_path_without_results_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no results in it"):
        stored_summaries([tmp_path])
    with pytest.raises(InputError, match=r"no results in it|cannot be read"):
        stored_summaries([tmp_path / "nothing"])
