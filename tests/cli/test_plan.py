"""`jianbao plan`: sizes that agree with `--dry-run`, an unknown price that stays unknown, one line for bad input."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.seeds import ROOT, SEEDS, seed_report

_MODEL = ("--model", "gpt-4.1-mini")
_LENGTH = round(sum(len(seed_report(path).text) for path in SEEDS) / len(SEEDS))
TOLERANCE = 0.1  # of calls and tokens for a sample of the mean length, against the reports themselves


def numbers(line: str, text: str) -> list[int]:
    found = re.search(rf"^{line} +(.+?)(?: tokens| for the chunks|:|$)", text, re.MULTILINE)
    assert found, text
    return [int(number.replace(",", "")) for number in found[1].split(" to ")]


def planned(run: Run, *arguments: str | Path) -> dict[str, object]:
    code, out, err = run("plan", *arguments, "--json")
    assert (code, err) == (0, "")
    found: dict[str, object] = json.loads(out)
    return found


def test_a_plan_for_reports_has_the_calls_and_tokens_of_their_dry_run_and_one_call_more_for_each(run: Run) -> None:
    code, dry, _ = run("summarize", ROOT / "seeds", "--engine", "llm", *_MODEL, "--dry-run")
    assert code == 0
    found = planned(run, ROOT / "seeds", *_MODEL)
    (chunks,) = numbers("calls", dry)
    assert found["calls_for_chunks"] == chunks
    assert found["calls"] == chunks + len(SEEDS)
    for whole, part in zip(found["input_tokens"], numbers("input", dry), strict=True):  # type: ignore[call-overload]
        assert part < whole < 1.5 * part, "the words over a report are asked for with its claims, not with its text"
    low, high = numbers("output", dry)
    assert low < found["output_tokens"][0] < found["output_tokens"][1] < high  # type: ignore[index]


def test_a_plan_for_a_sample_is_near_that_for_reports_of_its_length(run: Run) -> None:
    real = planned(run, ROOT / "seeds", *_MODEL)
    sample = planned(run, "--reports", str(len(SEEDS)), "--chars", str(_LENGTH), *_MODEL)
    assert sample["calls"] == pytest.approx(real["calls"], rel=TOLERANCE)
    for key in ("input_tokens", "output_tokens"):
        assert sample[key] == pytest.approx(real[key], rel=TOLERANCE)
    assert sample["results_bytes"] == pytest.approx(real["results_bytes"], rel=0.2)


def test_a_plan_grows_with_the_reports(run: Run) -> None:
    few = planned(run, "--reports", "10", "--chars", "5000", *_MODEL)
    many = planned(run, "--reports", "1000000", "--chars", "5000", *_MODEL)
    for key in ("calls", "results_bytes", "ledger_bytes", "characters"):
        assert many[key] == pytest.approx(100_000 * few[key], rel=1e-4)  # type: ignore[operator]


def test_the_limit_that_binds_is_named(run: Run) -> None:
    given = ("--reports", "1000", "--chars", "5000", *_MODEL, "--latency", "6", "--speed", "50000")
    assert planned(run, *given)["bound_by"] == "calls at once"
    assert planned(run, *given, "--concurrency", "100", "--rpm", "10")["bound_by"] == "requests a minute"
    assert planned(run, *given, "--concurrency", "100", "--tpm", "1000")["bound_by"] == "tokens a minute"
    _, out, _ = run("plan", *given, "--rpm", "10")
    assert "time       5.0 h, bound by requests a minute (10)" in out
    assert "assumed" not in out
    assert out.count("measured here") == 1, "the memory"


def test_what_is_assumed_and_measured_is_said(run: Run) -> None:
    _, out, _ = run("plan", "--reports", "1000", "--chars", "5000", *_MODEL)
    assert "calls at once (16 of 10 s, assumed)" in out
    assert re.search(r"text work \(1 × [\d,]+ characters/s, measured here\)", out)


def test_an_unknown_price_is_unknown(run: Run) -> None:
    given = ("--reports", "10", "--chars", "5000", "--model", "no-such-model")
    assert "cost       unknown (price: unknown)" in run("plan", *given)[1]
    assert planned(run, *given)["cost"] is None


def test_an_own_price_is_used(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"INPUT": "1", "OUTPUT": "0", "CURRENCY": "CNY"}.items():
        monkeypatch.setenv(f"JIANBAO_PRICE_{name}", value)
    found = planned(run, "--reports", "1000000", "--chars", "5000", "--model", "own")
    assert found["cost"] == [f"{tokens / 10**6:.4f} CNY" for tokens in found["input_tokens"]]  # type: ignore[attr-defined]


def test_the_built_in_engine_asks_nobody_and_takes_text_work(run: Run) -> None:
    found = planned(run, "--reports", "1000", "--chars", "5000", "--speed", "50000", "--workers", "4")
    assert (found["calls"], found["cost"], found["ledger_bytes"]) == (0, None, 0)
    assert found["hours"] == pytest.approx(1000 * 5000 / 50000 / 4 / 3600)
    assert "0: the extractive engine asks no model" in run("plan", "--reports", "10", "--chars", "500")[1]


def test_some_reports_are_a_measure_for_many(run: Run) -> None:
    found = planned(run, ROOT / "seeds", "--reports", "50000", *_MODEL)
    assert found["calls"] == 50000 * 16 // 5
    assert found["basis"] == "5 reports given"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param([], "give --reports N and --chars M", id="nothing"),
        pytest.param(["--reports", "5"], "give --reports N and --chars M", id="no-length"),
        pytest.param(["--reports", "5", "--chars", "5"], "--chars 5", id="too-short"),
        pytest.param(["--reports", "5", "--chars", "500", "--speed", "0"], "--speed 0", id="no-speed"),
        pytest.param(["--reports", "5", "--chars", "500", "--latency", "nan"], "--latency nan", id="no-latency"),
        pytest.param(["--reports", "5", "--chars", "500", "--rpm", "0"], "--rpm: 0", id="no-requests"),
        pytest.param(["--reports", "5", "--chars", "500", "--engine", "llm"], "JIANBAO_MODEL", id="no-model"),
        pytest.param(["nothing.txt"], "no such file", id="no-file"),
        pytest.param([str(ROOT / "seeds"), "--chars", "500"], "--chars", id="length-of-what"),
    ],
)
def test_bad_input_is_one_line(run: Run, arguments: list[str], said: str) -> None:
    code, out, err = run("plan", *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_a_report_that_cannot_be_read_is_said_and_the_rest_is_planned(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    code, out, err = run("plan", SEEDS[0], tmp_path / "empty.txt")
    assert code == 2
    assert "empty.txt: the file is empty" in err
    assert out.startswith("reports    1 of 3,504 characters, computed from 1 reports given")
