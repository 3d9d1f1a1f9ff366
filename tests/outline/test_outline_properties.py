"""What holds for the outline of any text."""

import re
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.domain.report import Outline
from pipeline.outline import cut_chunks, estimate_tokens, read_outline

_PIECES = (
    "一、 二、 (一) （二） 1. 2、 ３． (1) ① 一是 二是 三要 第一， 第一部分 2021年工作总结 下一步打算 "
    '。 ！ ； ; ， , : ： “ ” （ ） ( ) 《 》 " \n \n\n 　 . % - | '
    "12 1,234 5.6 万元 亿 8个 户 街道 推进项目 今年以来,街道稳步发展。 完成投资12. 5亿元 "
    "浏览次数:1 发布时间:2022-01-02 当前位置:首页>街道 某街道办事处 "
    "2022年1月24日 某街道2021年工作总结及2022年工作计划 --- • ## ** \x00 \u200b 🀄 A a"
)
_WORDS = st.sampled_from([*_PIECES.split(" "), "\n", "\n", "  ", "\u3000"])
_REPORTS = st.lists(_WORDS, max_size=60).map("".join)
_TEXTS = st.one_of(_REPORTS, st.text(max_size=80))
_LIST_SIGNS = re.compile(r"^\s*(?:[-*•●■◆·>#–—]{1,6}[ \t\u3000\xa0]+|\|[ \t|]*)|[|\s]+$", re.MULTILINE)


def _marked(outline: Outline) -> set[int]:
    """The places that stand in a sentence or a heading."""
    spans = [sentence.span for sentence in outline.sentences] + [section.heading for section in outline.sections]
    return {place for span in spans for place in range(*span)}


@settings(max_examples=300, deadline=None)
@given(_TEXTS)
@example("一、\n。\n(一)")
@example("一是。二是。")
def test_sentences_and_headings_cover_the_body_but_for_white_space(text: str) -> None:
    outline = read_outline(text)
    signs = {place for found in _LIST_SIGNS.finditer(text) for place in range(*found.span())}
    body = {place for span in outline.body for place in range(*span) if not text[place].isspace()}
    marked = _marked(outline)
    assert body - signs <= marked
    assert {place for place in marked if not text[place].isspace()} <= body


@settings(max_examples=300, deadline=None)
@given(_TEXTS)
def test_spans_are_ordered_disjoint_and_inside_the_text(text: str) -> None:
    outline = read_outline(text)
    for spans in (outline.body, [one.span for one in outline.sentences], [one.heading for one in outline.sections]):
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(one.end <= other.start for one, other in pairwise(spans))
    assert [one.number for one in outline.sentences] == list(range(1, len(outline.sentences) + 1))


@settings(max_examples=300, deadline=None)
@given(_TEXTS)
def test_clauses_are_their_sentence_and_sections_nest(text: str) -> None:
    outline = read_outline(text)
    for sentence in outline.sentences:
        assert "".join(clause.of(text) for clause in sentence.clauses) == sentence.span.of(text)
        assert sentence.span.of(text) == sentence.span.of(text).strip()
    for place, section in enumerate(outline.sections):
        assert section.id == place
        if section.parent is not None:
            parent = outline.sections[section.parent]
            assert parent.level < section.level
            assert parent.span.covers(section.span)


@settings(max_examples=300, deadline=None)
@given(_TEXTS, st.integers(1, 200))
def test_chunks_partition_the_sentences(text: str, budget: int) -> None:
    outline = read_outline(text)
    chunks = cut_chunks(text, outline, budget)
    pieces = [piece for chunk in chunks for piece in chunk.sentences]
    joined: dict[int, str] = {}
    for piece in pieces:
        joined[piece.number] = joined.get(piece.number, "") + piece.span.of(text)
    assert joined == {one.number: one.span.of(text) for one in outline.sentences}
    assert all(one.span.end <= other.span.start for one, other in pairwise(pieces))
    assert all(chunk.tokens <= budget or len(chunk.sentences) == 1 for chunk in chunks)
    assert all(chunk.tokens == estimate_tokens(chunk.span.of(text)) for chunk in chunks)
