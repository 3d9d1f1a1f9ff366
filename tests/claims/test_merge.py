"""Merging says nothing twice, loses no figure, and is done once merged."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.claims import merge
from pipeline.domain.result import Achievement, Evidence, FigureMark


def claim(text: str, figures: list[int], start: int) -> Achievement:
    """A claim on the sentence at `start`."""
    marks = tuple(FigureMark(id=f"f{i}", start=0, end=0) for i in figures)
    evidence = (Evidence(start=start, end=start + 10, text="。"),)
    return Achievement(id="", theme="其他", text=text, figures=marks, evidence=evidence, section="", status="completed")


claims = st.lists(
    st.builds(
        claim,
        st.sampled_from(["完成改造", "完成改造并验收", "新增企业"]),
        st.lists(st.integers(1, 5), unique=True, max_size=3),
        st.sampled_from([0, 20, 40]),
    ),
    max_size=8,
)


@given(claims)
def test_merging_twice_changes_nothing(given_claims: list[Achievement]) -> None:
    once = merge(given_claims)
    assert merge(once) == once


@given(claims)
def test_no_figure_is_lost(given_claims: list[Achievement]) -> None:
    before = {mark.id for one in given_claims for mark in one.figures}
    assert {mark.id for one in merge(given_claims) for mark in one.figures} == before


def test_a_claim_inside_another_goes() -> None:
    whole, part = claim("完成改造8个，惠及709户", [1, 2], 0), claim("惠及709户", [2], 0)
    assert merge([part, whole]) == [whole]


def test_the_same_figures_of_another_sentence_stay() -> None:
    one, other = claim("完成改造", [1], 0), claim("完成改造", [1], 20)
    assert merge([one, other]) == [one, other]
