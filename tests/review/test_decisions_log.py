"""The log: what it folds to, and what undo and redo make of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.review.decisions import Act, Decisions, Line, Ruling, Value, replay, value_json, value_of

SUBJECTS = ("claim:1", "claim:2", "order:1")
RULINGS = st.builds(
    Ruling, st.sampled_from(["accepted", "refused", None]), st.none() | st.text(max_size=5), st.booleans()
)
VALUES = RULINGS | st.lists(st.sampled_from("xyz"), unique=True).map(tuple) | st.none()
DOINGS = st.lists(st.tuples(st.sampled_from(SUBJECTS), VALUES), max_size=12)
ACTS = st.lists(st.sampled_from(["do", "undo", "redo"]), max_size=30)


def line(number: int, act: Act, subject: str = "", value: Value | None = None) -> Line:
    return Line(number, "2026-11-21T09:00:00+08:00", "local", act, subject, value)


def done(doings: list[tuple[str, Value | None]]) -> Decisions:
    return replay(line(i, "do", *doing) for i, doing in enumerate(doings, 1))


@settings(deadline=None)
@given(DOINGS)
def test_undo_of_everything_is_nothing_and_redo_of_it_everything(doings: list[tuple[str, Value | None]]) -> None:
    made = done(doings)
    undone = replay([line(100 + i, "undo") for i in range(len(doings))], made)
    again = replay([line(200 + i, "redo") for i in range(len(doings))], undone)
    assert undone.values == {}
    assert again.values == made.values


@settings(deadline=None)
@given(DOINGS, st.sampled_from(SUBJECTS), VALUES)
def test_undo_takes_back_the_last_decision_and_nothing_else(
    doings: list[tuple[str, Value | None]], subject: str, value: Value | None
) -> None:
    before = done(doings)
    after = replay([line(100, "do", subject, value)], before)
    back = replay([line(101, "undo")], after)
    assert back.values == before.values
    assert back.done == before.done
    assert back.versions[subject] == 101  # another tab must see that it changed


@settings(deadline=None)
@given(DOINGS, ACTS)
def test_a_log_folds_to_the_same_at_once_and_line_by_line(
    doings: list[tuple[str, Value | None]], acts: list[Act]
) -> None:
    lines = [line(i, "do", *doing) for i, doing in enumerate(doings, 1)]
    lines += [line(100 + i, act, "claim:1", Ruling("accepted")) for i, act in enumerate(acts)]
    folded = Decisions()
    for one in lines:
        folded = replay([one], folded)
    assert folded == replay(lines)


def test_a_new_decision_drops_what_was_undone() -> None:
    made = done([("claim:1", Ruling("accepted"))])
    changed = replay([line(2, "undo"), line(3, "do", "claim:2", Ruling("refused")), line(4, "redo")], made)
    assert changed.values == {"claim:2": Ruling("refused")}
    assert changed.turned("redo") is None


def test_undo_of_nothing_changes_nothing_but_the_number() -> None:
    assert replay([line(1, "undo"), line(2, "redo")]) == Decisions(latest=2)


@settings(deadline=None)
@given(VALUES)
def test_a_value_survives_the_log(value: Value | None) -> None:
    assert value_of(value_json(value)) == value


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param('"x"', id="a-string"),
        pytest.param("[1]", id="numbers"),
        pytest.param('{"verdict": "perhaps", "words": null, "override": false}', id="unknown-verdict"),
        pytest.param('{"verdict": null, "words": null}', id="a-field-missing"),
        pytest.param('{"verdict": null, "words": null, "override": false, "more": 1}', id="a-field-too-many"),
    ],
)
def test_what_is_no_value_is_said_so(text: str) -> None:
    with pytest.raises(ValueError, match=r"no decision|Expecting"):
        value_of(text)
