"""Every class of failure: noticed before the gate, located, and not published."""

from pathlib import Path

import pytest

from evals.cases import folder_cases
from evals.rows import Results, Row
from evals.run import run_evals
from evals.scripted.classes import CLASSES, FailureClass
from evals.scripted.write import SCRIPTED

ENGINE = "llm:scripted"
NOTICED = [one for one in CLASSES if one.rule]


def rows(results: Results, case: str, *rules: str) -> list[Row]:
    return [row for row in results.rows if row.engine == ENGINE and row.case == case and row.rule in rules]


@pytest.mark.parametrize("one", NOTICED, ids=[one.name for one in NOTICED])
def test_the_draft_is_noticed_and_located(scripted_run: Results, one: FailureClass) -> None:
    wrong = [row for row in rows(scripted_run, one.name, one.rule) if row.state == "fail"]
    assert wrong
    part = "plans" if one.instead[0] == "plan" else "achievements"
    place = min(one.place, 5)
    for row in wrong:
        assert row.claim_id == f"c01/{part}/{place}"
        assert row.doc.endswith(f"{one.name}.txt")
        assert row.source is not None
        line = (
            Path(SCRIPTED / "reports" / f"{one.name}.txt").read_text(encoding="utf-8").splitlines()[row.source.line - 1]
        )
        assert any(word in line for word in one.instead[2].split())


@pytest.mark.parametrize("one", CLASSES, ids=[one.name for one in CLASSES])
def test_nothing_wrong_is_published(scripted_run: Results, one: FailureClass) -> None:
    rules = ("ungrounded", "misattributed", "plan_as_done", "arithmetic", "evidence", "approximation")
    judged = rows(scripted_run, one.name, *rules)
    assert len(judged) > 50
    assert [row for row in judged if row.state == "fail"] == []


@pytest.mark.parametrize("one", CLASSES, ids=[one.name for one in CLASSES])
def test_what_the_pipeline_makes_of_it(scripted_run: Results, one: FailureClass) -> None:
    refused = rows(scripted_run, one.name, "refused")
    states = {row.got for row in rows(scripted_run, one.name, "completeness")}
    assert bool(refused) == (one.caught == "refused")
    assert ("fallback" in states) == (one.caught == "fallback")


def test_a_clean_answer_has_no_fault(scripted_run: Results) -> None:
    assert [
        row for row in scripted_run.rows if row.engine == ENGINE and row.case == "clean" and row.state != "pass"
    ] == []


def test_the_committed_scripted_recordings_fit_the_prompts() -> None:
    results = run_evals(folder_cases(SCRIPTED), ["llm"])
    (one,) = results.run.engines
    assert not one.unmeasurable, f"{one.stale or one.unmeasurable}\nto write them anew: python -m evals.scripted"
    assert set(one.origins) == {"scripted"}
