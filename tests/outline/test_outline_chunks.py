"""Chunks: along the outline, even in size, nothing cut that must stay whole."""

import pytest

from pipeline.domain.span import Span
from pipeline.outline import cut_chunks, estimate_tokens, read_outline

_ITEM = "街道持续推进老旧小区改造,逐项落实整改措施。"


def _report(items: int, lines: int) -> str:
    names = "一二三四五六七八九十"
    return "\n".join(f"{names[place]}、第{names[place]}项工作\n" + _ITEM * lines for place in range(items))


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        pytest.param("", 0, id="empty"),
        pytest.param("ab", 1, id="ascii"),
        pytest.param("街道", 3, id="chinese"),
        pytest.param("街a", 2, id="rounded-up"),
    ],
)
def test_tokens_are_half_the_bytes(text: str, tokens: int) -> None:
    assert estimate_tokens(text) == tokens


def test_borders_stand_at_headings() -> None:
    text = _report(items=6, lines=10)
    chunks = cut_chunks(text, read_outline(text), budget=700)
    assert len(chunks) == 3
    assert all(text[: chunk.span.start].rstrip().endswith("项工作") for chunk in chunks)
    assert [chunk.path for chunk in chunks] == [("一、第一项工作",), ("三、第三项工作",), ("五、第五项工作",)]
    assert [chunk.id for chunk in chunks] == ["c01", "c02", "c03"]


def test_there_is_no_runt_at_the_end() -> None:
    text = _ITEM * 41
    sizes = [chunk.tokens for chunk in cut_chunks(text, read_outline(text), budget=20 * estimate_tokens(_ITEM))]
    assert min(sizes) > 0.8 * max(sizes)


def test_a_long_sentence_is_a_chunk_of_its_own() -> None:
    text = "街道" * 100 + "。" + _ITEM
    chunks = cut_chunks(text, read_outline(text), budget=200)
    assert [len(chunk.sentences) for chunk in chunks] == [1, 1]
    assert chunks[0].tokens > 200


def test_a_sentence_beyond_two_budgets_is_cut_between_clauses() -> None:
    text = "新增12345个,改造678户;" * 40 + "结束。"
    chunks = cut_chunks(text, read_outline(text), budget=100)
    assert {piece.number for chunk in chunks for piece in chunk.sentences} == {1}
    assert all(chunk.span.of(text)[-1] in ",;。" for chunk in chunks)


def test_a_kept_span_is_never_cut() -> None:
    text = "投" * 150 + "1234567890万元" + "资" * 300
    keep = Span(150, 162)
    chunks = cut_chunks(text, read_outline(text), budget=60, keep=[keep])
    assert len(chunks) > 3
    assert any(chunk.span.covers(keep) for chunk in chunks)
    assert all(chunk.span.covers(keep) or not chunk.span.overlaps(keep) for chunk in chunks)


def test_a_text_without_sentences_has_no_chunks() -> None:
    assert cut_chunks("", read_outline("")) == ()


def test_a_budget_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one token"):
        cut_chunks("街道。", read_outline("街道。"), budget=0)
