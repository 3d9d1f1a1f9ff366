"""Recordings: stale, missing, orphaned, edited. Each is said, with what to do, and never becomes a score."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from evals.cases import ROOT, CaseSet
from evals.cli import app
from evals.metrics import score_rows
from evals.rows import Results, Row
from evals.run import run_evals
from pipeline.model.recordings import canonical_text

MODEL = "scripted"


def recording(case_set: CaseSet, case: str, stage: str = "extract-c01") -> Path:
    assert case_set.recordings is not None
    return case_set.recordings / MODEL / case / f"{stage}.json"


def edit(path: Path, change: Callable[[Any], Any]) -> None:
    """Change what a recording answers and sign it anew, as a model that answered so would have been recorded."""
    data = json.loads(path.read_text(encoding="utf-8"))
    answer = change(data["response"]["content_json"])
    text = canonical_text(answer)
    data["response"] |= {
        "content_json": answer,
        "content_ref": None,
        "content_sha": hashlib.sha256(text.encode()).hexdigest(),
    }
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def claim(answer: Any, number: int, **fields: Any) -> Any:
    answer["achievements"][number] |= fields
    return answer


def wrong(results: Results, case: str) -> list[Row]:
    return [row for row in results.rows if row.engine == f"llm:{MODEL}" and row.case == case and row.state == "fail"]


def published(results: Results) -> dict[str, int]:
    names = ("ungrounded", "misattributed", "plan_as_done", "evidence")
    return {
        s.metric.name: s.n - s.k if s.metric.share else s.k for s in score_rows(results.rows) if s.metric.name in names
    }


def test_one_changed_word_in_a_prompt_makes_exit_code_3_and_says_which_why_and_what_to_do(
    scripted_copy: CaseSet, tmp_path: Path
) -> None:
    prompts = tmp_path / "prompts"
    shutil.copytree(ROOT / "prompts", prompts)
    system = prompts / "extract.system.md"
    words = system.read_text(encoding="utf-8")
    assert "不要遗漏" in words
    system.write_text(words.replace("不要遗漏", "不得遗漏", 1), encoding="utf-8")
    assert scripted_copy.recordings is not None
    (scripted_copy.recordings / MODEL / "settings.toml").write_text(f'prompts = "{prompts}"', encoding="utf-8")

    done = CliRunner().invoke(
        app, ["run", "--cases", str(tmp_path / "cases"), "--engine", "llm", "--out", str(tmp_path / "run")]
    )

    assert done.exit_code == 3
    assert "STALE" in done.output
    assert "clean/extract/c01  nearest clean/extract/c01  changed: system, template; same: chunk, schema" in done.output
    assert "- achievements：" in done.output.replace("-achievements", "- achievements")
    assert "不得遗漏" in done.output
    assert "jianbao recordings record" in done.output
    assert "--model scripted" in done.output
    rows = [json.loads(line) for line in (tmp_path / "run/rows.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {row["state"] for row in rows if row["engine"] == "llm:scripted"} == {"infra"}


def test_no_recordings_are_not_measurable_and_no_score(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("平湖街道2022年工作总结\n全年改造老旧小区6个。\n", encoding="utf-8")
    results = run_evals(CaseSet([tmp_path / "a.txt"], None, tmp_path / "recordings"))
    extractive, llm = results.run.engines
    assert not extractive.unmeasurable
    assert llm.unmeasurable.startswith("no recordings")
    assert llm.command.startswith("jianbao recordings record")
    assert not [row for row in results.rows if row.engine.startswith("llm")]


def test_one_missing_recording_is_named_and_the_other_reports_are_measured(scripted_copy: CaseSet) -> None:
    recording(scripted_copy, "clean").unlink()
    results = run_evals(scripted_copy, ["llm"])
    (one,) = results.run.engines
    assert one.stale.startswith("STALE 1 of ")
    assert "clean/extract/c01" in one.stale
    assert [row.case for row in results.rows if row.rule == "replay"] == ["clean"]
    assert any(row.case == "typed_sum" and row.rule == "ungrounded" for row in results.rows)


def test_a_recording_nobody_asks_for_is_an_orphan_of_a_whole_run_only(scripted_copy: CaseSet) -> None:
    (scripted_copy.reports[0] / "clean.txt").unlink()
    (scripted_copy.gold / "clean.figures.jsonl").unlink()  # type: ignore[operator]  # the copy has labels
    fewer = CaseSet(scripted_copy.reports, scripted_copy.gold, scripted_copy.recordings)
    without = run_evals(fewer, ["llm"])
    (one,) = without.run.engines
    assert "overview" in one.stale  # the digest is of other reports now: a miss, so orphans are not counted yet
    part = run_evals(scripted_copy, ["llm"], ["typed_sum"])
    assert part.run.engines[0].unmeasurable == ""
    assert part.run.engines[0].orphans == ()


def test_an_orphan_makes_a_run_unmeasurable(scripted_copy: CaseSet) -> None:
    path = recording(scripted_copy, "clean")
    data = json.loads(path.read_text(encoding="utf-8"))
    data["key"] = "sha256:" + "0" * 64
    path.with_name("extract-c99.json").write_text(json.dumps(data), encoding="utf-8")
    results = run_evals(scripted_copy, ["llm"])
    (one,) = results.run.engines
    assert "1 recordings nobody asks for" in one.unmeasurable
    assert one.orphans[0].endswith("clean/extract-c99.json")
    assert [row.rule for row in results.rows if row.state == "infra"] == ["orphan"]


def test_an_answer_edited_by_hand_is_refused_with_its_name(scripted_copy: CaseSet) -> None:
    path = recording(scripted_copy, "clean")
    path.write_text(path.read_text(encoding="utf-8").replace("走访困难群众", "慰问困难群众"), encoding="utf-8")
    results = run_evals(scripted_copy, ["llm"])
    (one,) = results.run.engines
    assert "clean/extract/c01: the recorded answer was changed" in one.unmeasurable
    assert not [row for row in results.rows if row.case == "clean" and row.rule == "ungrounded"]


@pytest.mark.parametrize(
    ("change", "rule", "place", "said"),
    [
        pytest.param(
            lambda a: claim(a, 1, text="走访困难群众152人次，发放慰问金{f6}。"), "ungrounded_draft", 1, "152人次",
            id="digit-of-a-literal-flipped",
        ),
        pytest.param(
            lambda a: claim(a, 0, text="改造{f1}，惠及居民{f3}，投资{f4}。"), "misattributed_draft", 0, "45户",
            id="reference-moved-to-a-neighbour",
        ),
        pytest.param(
            lambda a: claim(a, 2, sentences=[1]), "uncited_reference", 2, "240家", id="sentence-number-changed"
        ),
    ],
)  # fmt: skip
def test_a_mutated_recording_is_caught_and_located(
    scripted_copy: CaseSet, change: Callable[[Any], Any], rule: str, place: int, said: str
) -> None:
    edit(recording(scripted_copy, "clean"), change)
    results = run_evals(scripted_copy, ["llm"], ["clean"])
    caught = [row for row in wrong(results, "clean") if row.rule == rule]
    assert caught
    assert {row.claim_id for row in caught} == {f"c01/achievements/{place}"}
    assert said in "".join(row.got for row in caught)
    assert all(row.source is not None for row in caught)
    assert not any(published(results).values())


def test_the_network_is_out_of_reach_while_a_run_is_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    import evals.run
    from evals.offline import NetworkUsedError, no_network

    def dial(*_: object) -> None:
        socket.create_connection(("127.0.0.1", 9))

    monkeypatch.setattr(evals.run, "figure_rows", dial)
    with pytest.raises(NetworkUsedError):
        run_evals(CaseSet([ROOT / "seeds"]), ["extractive"])
    with no_network(), pytest.raises(NetworkUsedError):
        socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()
