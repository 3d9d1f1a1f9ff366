"""From rows to figures: micro, macro, worst, intervals, and nothing where there is nothing."""

import pytest

from evals.intervals import interval
from evals.metrics import METRICS, score_rows
from evals.rows import Row, State


def rows(rule: str, **cases: str) -> list[Row]:
    """One row a letter: p pass, f fail, r review, i infra."""
    states: dict[str, State] = {"p": "pass", "f": "fail", "r": "review", "i": "infra"}
    return [Row("extractive", f"{case}.txt", case, rule, states[c]) for case, word in cases.items() for c in word]


def test_a_share_counts_what_is_right_over_numbers_and_over_reports() -> None:
    (score,) = score_rows(rows("coverage", a="pppf", b="p"))
    assert (score.k, score.n, score.micro, score.macro) == (4, 5, 0.8, 0.875)
    assert score.worst is not None
    assert (score.worst.case, score.worst.k, score.worst.n) == ("a", 3, 4)


def test_a_fault_counts_what_is_wrong_and_the_worst_is_the_highest() -> None:
    (score,) = score_rows(rows("ungrounded", a="ppff", b="pr"))
    assert (score.k, score.n, score.review) == (2, 6, 1)
    assert score.worst is not None
    assert score.worst.case == "a"


def test_infra_rows_are_no_part_of_a_score() -> None:
    assert score_rows(rows("ungrounded", a="i")) == []
    (score,) = score_rows(rows("ungrounded", a="ipp"))
    assert score.n == 2


@pytest.mark.parametrize(
    ("parts", "low", "high"),
    [
        pytest.param([(0, 150), (0, 150)], 0.0, 1 - 0.05 ** (1 / 300), id="none-of-300-is-at-most-one-percent"),
        pytest.param([(5, 5), (5, 5)], 0.05**0.1, 1.0, id="all"),
        pytest.param([(1, 2), (1, 2), (1, 2)], 0.5, 0.5, id="alike-everywhere"),
    ],
)
def test_interval(parts: list[tuple[int, int]], low: float, high: float) -> None:
    found = interval(parts)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high))
    assert found.descriptive


def test_no_interval_over_one_report() -> None:
    assert interval([(3, 4)]) is None
    assert interval([]) is None


def test_from_twenty_reports_on_an_interval_is_one_and_always_the_same() -> None:
    parts = [(i % 3, 3) for i in range(24)]
    found = interval(parts)
    assert found is not None
    assert not found.descriptive
    assert 0 < found.low < sum(k for k, _ in parts) / 72 < found.high < 1
    assert interval(parts) == found


def test_metric_names_are_unique_and_titled() -> None:
    assert len({m.name for m in METRICS}) == len(METRICS)
    assert all(m.title for m in METRICS)
