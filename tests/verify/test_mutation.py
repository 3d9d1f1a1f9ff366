"""The mutation table on a share of the drafts; `python -m evals.mutate` prints all of it."""

import pytest

from evals.mutate.table import BARS, Table, run

_STEP = 4  # every fourth draft: the whole table takes too long for every run


@pytest.fixture(scope="module")
def table() -> Table:
    return run(step=_STEP)


def test_correct_drafts_and_rewrites_raise_no_alarm(table: Table) -> None:
    assert table.refused == []
    assert {line.name: line.survivors for line in table.rewrites.values() if line.noticed} == {}


def test_every_rewrite_was_tried(table: Table) -> None:
    assert [line.name for line in table.rewrites.values() if line.made == 0] in ([], ["reordered"])


@pytest.mark.parametrize("operator", sorted(BARS))
def test_corruption_is_noticed(table: Table, operator: str) -> None:
    line = table.lines[operator]
    survivors = line.made - line.same - line.noticed
    assert line.made, "an operator that makes nothing proves nothing"
    # in a share of the drafts one survivor weighs more than in the whole: the bar, or a single one
    assert line.rate is None or line.rate >= BARS[operator] or survivors <= 1, line.survivors
