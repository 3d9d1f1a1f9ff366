"""What holds for every text: spans, values, widths, independence of sentences."""

import unicodedata
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.domain.figure import Figure, Owner
from pipeline.figures import figure_row, find_figures, find_numerals
from pipeline.figures.numerals import arabic, plain
from pipeline.outline import read_outline

_HOSTILE = st.text(
    alphabet="0123456789０５.,，、-—~万亿千百十一两元户%年月日个余约第“”《》() \n增长至号#+A", max_size=60
)
_AMOUNT = st.builds(
    "{}{}{}".format,
    st.decimals(min_value="0.01", max_value=99_999, places=2).map(lambda value: f"{value:f}"),
    st.sampled_from(["", "万", "亿"]),
    st.sampled_from(["元", "吨", "平方米", "人次", "公里"]),
)
_NOUN = st.sampled_from(["税收", "清运垃圾", "接待群众", "完成投资", "新建道路"])
_CLAUSE = st.builds("{}{}".format, _NOUN, _AMOUNT)
_SENTENCE = st.lists(_CLAUSE, min_size=1, max_size=4).map(lambda clauses: ",".join(clauses) + "。")
_WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")


def _meaning(figure: Figure) -> tuple[object, ...]:
    words = unicodedata.normalize("NFKC", figure.text)
    return (words, figure.value, figure.unit, figure.kind, figure.marker, figure.bound, figure.status, figure.direction)


@given(_HOSTILE)
@settings(max_examples=400, deadline=None)
def test_spans_are_ordered_disjoint_and_quote_the_text(text: str) -> None:
    outline = read_outline(text)
    figures, last = find_figures(text, outline), 0
    for number, figure in enumerate(figures, 1):
        assert figure.id == f"f{number}"
        assert last <= figure.start < figure.end <= len(text)
        assert figure.text == text[figure.start : figure.end]
        assert any(body.start <= figure.start and figure.end <= body.end for body in outline.body)
        assert figure.value >= 0
        last = figure.end


@given(_HOSTILE)
@settings(max_examples=300, deadline=None)
def test_every_digit_has_one_owner(text: str) -> None:
    numerals = find_numerals(text)
    assert all(one.end <= other.start for one, other in pairwise(numerals))
    covered = {at for numeral in numerals for at in range(numeral.start, numeral.end)}
    assert covered >= {at for at, char in enumerate(text) if char in "0123456789０５"}
    assert all((numeral.owner is Owner.FIGURE) == (numeral.figure is not None) for numeral in numerals)


@given(st.decimals(min_value=0, max_value=10**9, places=3), st.sampled_from(["", "千", "万", "亿"]))
def test_a_value_survives_its_own_printing(value: object, multiplier: str) -> None:
    read, _ = arabic(f"{value:f}", multiplier)
    assert arabic(plain(read))[0] == read


@given(_SENTENCE)
@settings(deadline=None)
def test_every_amount_is_found_and_rows_carry_it(text: str) -> None:
    outline = read_outline(text)
    figures = find_figures(text, outline)
    assert len(figures) == text.count(",") + 1
    for figure in figures:
        row = figure_row(figure, "report", outline)
        assert "E" not in row.value
        assert text[row.start : row.end] == row.text


@given(_SENTENCE)
@settings(deadline=None)
def test_width_of_digits_and_punctuation_changes_nothing(text: str) -> None:
    narrow = [_meaning(figure) for figure in find_figures(text)]
    assert [_meaning(figure) for figure in find_figures(text.translate(_WIDE))] == narrow
    assert [_meaning(figure) for figure in find_figures(text.replace(",", "，"))] == narrow


@given(_SENTENCE, _SENTENCE, _SENTENCE)
@settings(deadline=None)
def test_a_sentence_elsewhere_changes_nothing(before: str, text: str, after: str) -> None:
    alone = [(*_meaning(figure), figure.indicator) for figure in find_figures(text)]
    amid = find_figures(before + text + after)
    inside = [f for f in amid if len(before) <= f.start < len(before) + len(text)]
    assert [(*_meaning(figure), figure.indicator) for figure in inside] == alone
