"""The gate: exit codes by what is measured, bars that cannot be forgotten, and none loosened in silence."""

from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from evals.baseline import Baseline, bless, read_baseline
from evals.cases import seed_cases
from evals.cli import app, write_run
from evals.gate import decide
from evals.rows import Measured, Results, write_results
from evals.run import run_evals
from evals.thresholds import THRESHOLDS, read_thresholds
from evals.views.console import decision_lines
from pipeline.errors import InputError, SettingsError
from pipeline.figures.units import UNITS, Unit, unit_at

WORDS = THRESHOLDS.read_text(encoding="utf-8").replace('"extractive", "llm"', '"extractive"')


@pytest.fixture
def bars(tmp_path: Path) -> Path:
    """The committed bars, for the built-in engine alone."""
    path = tmp_path / "bars.toml"
    path.write_text(WORDS, encoding="utf-8")
    return path


@pytest.fixture
def baseline(seeds_run: Results, tmp_path: Path) -> Baseline:
    return bless(seeds_run, read_thresholds(), tmp_path / "baseline.json")


def gate(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["gate", *map(str, arguments)])
    if isinstance(done.exception, SettingsError | InputError):
        return done.exception.exit_code, str(done.exception)
    return done.exit_code, done.output


def test_the_built_in_engine_passes_the_committed_bars_on_the_seeds(seeds_run: Results, bars: Path) -> None:
    decision = decide(seeds_run, read_thresholds(bars), None)
    assert decision.code == 0, "\n".join(decision_lines(decision))


def test_one_broken_unit_rule_makes_exit_code_1_and_names_the_labels_that_broke(
    monkeypatch: pytest.MonkeyPatch, baseline: Baseline, bars: Path, tmp_path: Path
) -> None:
    def without_person_times(text: str, at: int) -> Unit | None:
        found = unit_at(text, at)
        return UNITS["人"] if found is not None and found.text == "人次" else found

    monkeypatch.setattr("pipeline.figures.amount.unit_at", without_person_times)
    write_run(run_evals(seed_cases(), ["extractive"]), tmp_path / "run")
    code, said = gate(tmp_path / "run", "--thresholds", bars, "--baseline", tmp_path / "baseline.json")
    assert code == 1
    assert "BREACH figure_unit of figures" in said
    broken = [line for line in said.splitlines() if "人次[人次]" in line]
    assert len(broken) >= 8  # every label counted in 人次
    assert all("单位不同" in line and ".txt:" in line for line in broken)
    assert baseline.score is not None


def test_a_loosened_bar_is_printed_old_and_new_until_it_is_blessed_with_a_reason(
    seeds_run: Results, tmp_path: Path
) -> None:
    bless(seeds_run, read_thresholds(), tmp_path / "baseline.json")
    write_results(seeds_run, tmp_path / "run")
    looser = tmp_path / "thresholds.toml"
    looser.write_text(
        WORDS.replace("[coverage.extractive]\nmin = 0.95", "[coverage.extractive]\nmin = 0.9"), encoding="utf-8"
    )
    given = ("--thresholds", looser, "--baseline", tmp_path / "baseline.json")

    code, said = gate(tmp_path / "run", *given)
    assert (code, "threshold loosened: coverage.extractive.min 0.95 → 0.9" in said) == (0, True)

    with pytest.raises(InputError, match="say why"):
        bless(seeds_run, read_thresholds(looser), tmp_path / "baseline.json")
    bless(seeds_run, read_thresholds(looser), tmp_path / "baseline.json", "two labels were found wrong")
    code, said = gate(tmp_path / "run", *given)
    assert "loosened" not in said
    blessed = read_baseline(tmp_path / "baseline.json")
    assert blessed is not None
    assert blessed.reasons == ("threshold loosened: coverage.extractive.min 0.95 → 0.9: two labels were found wrong",)


def test_a_metric_without_a_bar_is_an_error(seeds_run: Results, tmp_path: Path) -> None:
    (tmp_path / "t.toml").write_text(WORDS.replace("[length.extractive]\nmin = 0.98\n", ""), encoding="utf-8")
    with pytest.raises(SettingsError, match=r"no threshold for length of extractive: write \[length.extractive\]"):
        decide(seeds_run, read_thresholds(tmp_path / "t.toml"), None)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        pytest.param("[speed.extractive]\nmin = 1.0", "is no metric", id="unknown-metric"),
        pytest.param("[coverage.extractive]\nmaximum = 1", "coverage.extractive", id="unknown-bar"),
        pytest.param("[coverage.extractive]\nnote = 'later'", "asks for nothing", id="no-bar"),
        pytest.param("[coverage.extractive]\nmax = 3", "is a share", id="fault-bar-on-a-share"),
        pytest.param("[ungrounded.extractive]\nmin = 0.9", "is a count of faults", id="share-bar-on-a-fault"),
    ],
)
def test_thresholds_say_what_is_wrong_with_them(tmp_path: Path, written: str, message: str) -> None:
    (tmp_path / "t.toml").write_text(written, encoding="utf-8")
    with pytest.raises(SettingsError, match=message):
        read_thresholds(tmp_path / "t.toml")


def test_a_score_may_not_fall_below_the_baseline_by_more_than_its_drop(seeds_run: Results, baseline: Baseline) -> None:
    covered = [row for row in seeds_run.rows if row.rule == "coverage" and row.state == "pass"][:5]
    rows = [replace(row, state="fail") if row in covered else row for row in seeds_run.rows]
    decision = decide(Results(seeds_run.run, rows), read_thresholds(), baseline)
    (breach,) = decision.breaches
    assert "has fallen from" in breach.sentence
    assert {row.fact_id for row in breach.rows[:5]} == {row.fact_id for row in covered}  # new ones first


def test_a_score_over_far_fewer_numbers_than_blessed_is_a_breach(seeds_run: Results, baseline: Baseline) -> None:
    kept = [row for i, row in enumerate(seeds_run.rows) if row.rule != "ungrounded" or i % 3 == 0]
    decision = decide(Results(seeds_run.run, kept), read_thresholds(), baseline)
    assert any("were judged" in breach.sentence for breach in decision.breaches)


@pytest.mark.parametrize(
    ("required", "code"),
    [pytest.param("extractive", 0, id="not-required"), pytest.param("llm", 3, id="required")],
)
def test_an_engine_that_could_not_be_measured_stops_only_who_requires_it(
    seeds_run: Results, required: str, code: int
) -> None:
    missing = Measured(
        engine="llm", unmeasurable="no recordings in evals/recordings/m", command="jianbao recordings record"
    )
    run = seeds_run.run.model_copy(update={"engines": (*seeds_run.run.engines, missing)})
    decision = decide(Results(run, seeds_run.rows), replace(read_thresholds(), required=(required,)), None)
    assert decision.code == code
    if code:
        assert "to record: jianbao recordings record" in decision.unmeasurable[0]


def test_a_chunk_that_was_not_answered_is_not_measurable_rather_than_a_score(scripted_run: Results) -> None:
    decision = decide(scripted_run, replace(read_thresholds(), required=("llm",)), None)
    assert decision.code == 3
    assert any("is below 1" in reason for reason in decision.unmeasurable)


def test_nothing_to_score_is_not_a_pass(seeds_run: Results, bars: Path) -> None:
    rows = [row for row in seeds_run.rows if row.rule != "coverage"]
    decision = decide(Results(seeds_run.run, rows), read_thresholds(bars), None)
    assert (decision.code, decision.unmeasurable) == (3, ["coverage of extractive: nothing to score"])


def test_a_run_that_could_not_be_measured_is_not_blessed(seeds_run: Results, tmp_path: Path) -> None:
    write_results(Results(seeds_run.run, seeds_run.rows[:0]), tmp_path / "run")
    done = CliRunner().invoke(app, ["bless", str(tmp_path / "run"), "--baseline", str(tmp_path / "b.json")])
    assert done.exit_code == 3
    assert not (tmp_path / "b.json").exists()


def test_recordings_of_the_seeds_are_required_as_soon_as_there_are_any() -> None:
    if seed_cases().models:
        assert "llm" in read_thresholds().required, "add llm to `required` in evals/thresholds.toml"
