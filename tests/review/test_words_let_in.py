"""What of an editor's typing is let in."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.review.words import MARK, let_in


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        pytest.param("  完成8个 \n", "完成8个", id="blanks-around"),
        pytest.param("完成\r\n8个\t小区", "完成 8个 小区", id="one-line"),
        pytest.param("完成\u202e8个\u200b小\ufeff区", "完成8个小区", id="unseen-and-direction"),
        pytest.param("\x00\x1b[31m完成\x7f", "[31m完成", id="controls"),
        pytest.param("完成\ud8008个\ufffd", "完成8个", id="surrogate-and-sign"),
        pytest.param("完成{f1}个", "完成｛f1｝个", id="no-reference-of-the-editor"),
        pytest.param(f"完成9个{MARK}", "完成9个", id="the-mark-is-ours"),
        pytest.param("<script>=HYPERLINK", "<script>=HYPERLINK", id="words-stay-words"),
        pytest.param("\u2028", "", id="nothing-left"),
    ],
)
def test_let_in(typed: str, words: str) -> None:
    assert let_in(typed) == words


@settings(deadline=None)
@given(st.text(max_size=60) | st.text(alphabet=MARK + " {}\u202e8个", max_size=60))
def test_letting_in_twice_changes_nothing_and_leaves_nothing_unseen(typed: str) -> None:
    words = let_in(typed)
    assert let_in(words) == words
    assert not {unicodedata.category(character) for character in words} & {"Cc", "Cf", "Cs"}
    assert not {"{", "}", "\n"} & set(words)
    assert MARK not in words
