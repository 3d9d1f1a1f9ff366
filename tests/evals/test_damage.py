"""Recorded and built-in drafts, damaged one at a time: the gate must notice."""

import pytest

from evals.cases import seed_cases
from evals.damage import BARS, OPERATORS, below_bar, damage, tally_lines
from evals.measure import perform_extractive, perform_recorded


def test_every_operator_has_a_bar() -> None:
    assert OPERATORS.keys() == BARS.keys()


@pytest.mark.parametrize("engine", ["extractive", *seed_cases().models])
def test_damaged_drafts_of_the_seeds_are_noticed(engine: str) -> None:
    """A stale model answers nothing and is the gate's to report; what it did answer is damaged all the same."""
    case_set = seed_cases()
    done = perform_extractive(case_set.cases) if engine == "extractive" else perform_recorded(case_set, engine)
    tallies = damage(done, [case.report for case in case_set.cases])
    assert below_bar(tallies) == [], "\n".join(tally_lines(engine, tallies))
    if not done.measured.unmeasurable:
        assert {tally.operator for tally in tallies if tally.made > 20} == set(OPERATORS)
