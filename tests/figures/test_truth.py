"""The scorer of the labelled reports: counting of hits, misses, table cells and bars."""

from evals.truth import Tally, compare, shortfalls

_LABEL = {"label": "F", "start": 0, "end": 3, "text": "12家", "value": "12", "unit": "家", "kind": "count",
          "approx": False, "status": "achieved", "indicator": "企业"}  # fmt: skip


def test_same_row_is_a_hit() -> None:
    assert compare("r", [_LABEL], [_LABEL]).scores()["precision"] == 1


def test_nothing_found_is_missed_and_has_no_precision() -> None:
    tally = compare("r", [_LABEL], [])
    assert tally.missed == ["12家"]
    assert tally.scores()["precision"] is None


def test_one_found_row_answers_for_one_label() -> None:
    assert compare("r", [_LABEL, _LABEL], [_LABEL]).scores()["recall"] == 0.5


def test_cell_whose_unit_stands_elsewhere_is_left_out() -> None:
    cell = _LABEL | {"text": "12", "unit": "万元"}
    assert compare("r", [cell], [_LABEL]).counts["found"] == 0


def test_spellings_of_a_unit_are_one() -> None:
    label, found = _LABEL | {"text": "3平米", "unit": "平米"}, _LABEL | {"unit": "㎡"}
    assert compare("r", [label | {"value": "12"}], [found | {"unit": "平方米"}]).counts["unit"] == 1


def test_missed_bar_is_named() -> None:
    tally = compare("r", [_LABEL], [_LABEL | {"value": "13"}])
    assert any("recall" in sentence for sentence in shortfalls([tally], tally, {"recall": 0.99, "floor": 0.98}))
    assert shortfalls([], Tally("pooled"), {"floor": 0.98}) == []
