"""Numerals that are no digits: which tell an amount and must stand in the source, and which are only words."""

import pytest

from pipeline.domain.report import Report
from pipeline.outline import read_outline
from pipeline.verify import check_claim, index_source, verify
from pipeline.verify.strings import fold, loose_numerals, where

TEXT = """清河街道2022年工作总结

一、工作情况

全面推进安全生产，走访千家万户，服务三百余户老人，投诉率下降，完成率达100%。
"""

AMOUNTS = [
    "下降½",
    "下降③起",
    "下降Ⅷ%",
    "均达⑨⑨%",
    "㈢起火灾",
    "新增卌件",
    "新增卅户",
    "新增廿户",
    "年龄三百岁",
    "下降两百",
    "服务三百老人",
    "服务两千五百老人",
    "惠及数万群众",
    "惠及几十群众",
    "惠及上万群众",
    "惠及百万群众",
    "服务千余群众",
    "投资超百亿",
    "服务近千家",
    "服务过百家",
    "服务千家企业",
    "惠及万户居民",
    "下降一半",
    "半数居民参加",
    "居民过半",
    "投诉减半",
    "收入翻倍",
    "税收下降三分之一",
    "完成率百分之百",
    "完成率百分之九十八点五",
    "完成率百分百",
    "实现零事故",
    "实现零投诉",
    "事故为零",
    "新增叁拾户",
    "新增二十村",
    "下降五",
    "新增一十二个",
    "发生三例",
]

WORDS = [
    "走访千家万户",
    "一律整改",
    "万众一心",
    "百花齐放",
    "两岸交流",
    "服务三农",
    "十分重要",
    "防止万一",
    "服务群众零距离",
    "零容忍",
    "批零住餐",
    "零售业",
    "一批项目",
    "半年工作",
    "经过千锤百炼",
    "通过百日攻坚",
    "线上百科",
    "大多数百姓",
    "十四五规划",
    "双十一",
    "十二月底",
    "从零开始",
    "队伍建设",
    "收拾起来",
    "气象万千",
    "三五成群",
    "亿万人民",
    "两会",
    "一带一路",
    "一二三产业",
    "十全十美",
    "更好服务百姓",
    "惠及千家万户",
    "法律进万家活动",
    "情暖万家",
    "化整为零",
]


@pytest.mark.parametrize("words", AMOUNTS)
def test_an_amount_in_words_is_refused_where_the_source_lacks_it(words: str) -> None:
    index = index_source(Report("清河", TEXT, "", read_outline(TEXT)))
    problems = check_claim(words, [], [sentence.span for sentence in index.report.outline.sentences], index)
    assert [problem.code for problem in problems if problem.severity == "error"], words


@pytest.mark.parametrize("words", AMOUNTS)
def test_it_may_stand_where_the_source_says_the_same(words: str) -> None:
    folded = fold(words)
    spans = list(loose_numerals(folded, []))
    assert spans
    assert all(where(folded, start, end, folded) >= 0 for start, end in spans)


@pytest.mark.parametrize("words", WORDS)
def test_a_word_that_tells_no_amount_is_left_alone(words: str) -> None:
    assert list(loose_numerals(fold(words), [])) == []


@pytest.mark.parametrize(
    ("words", "source"),
    [
        pytest.param("三个", "共十三个", id="the-end-of-a-longer-number"),
        pytest.param("三百", "三百五十", id="the-beginning-of-one"),
        pytest.param("⑨", "⑨⑨", id="one-sign-of-two"),
        pytest.param("卅户", "卅件", id="another-unit"),
        pytest.param("三百岁", "三百户", id="another-noun"),
    ],
)
def test_part_of_a_number_is_not_the_number(words: str, source: str) -> None:
    start, end = next(loose_numerals(words, []))
    assert where(words, start, end, source) == -1


@pytest.mark.parametrize(
    ("words", "passes"),
    [
        pytest.param("二〇二二年推进安全生产", True, id="its-own"),
        pytest.param("二零二二年推进安全生产", True, id="its-own-with-nought"),
        pytest.param("二〇二一年推进安全生产", False, id="another"),
        pytest.param("一九九八年推进安全生产", False, id="of-another-century"),
    ],
)
def test_a_year_in_words_is_the_year(words: str, passes: bool) -> None:
    index = index_source(Report("清河", TEXT, "", read_outline(TEXT)))
    evidence = [sentence.span for sentence in index.report.outline.sentences]
    assert (check_claim(words, [], evidence, index) == []) is passes


@pytest.mark.parametrize(
    "draft",
    [
        pytest.param("①走访千家万户\n②推进安全生产", id="signs"),
        pytest.param("十一、安全生产\n（十二）走访", id="headings-in-words"),
    ],
)
def test_the_number_of_a_list_is_none_of_its_numbers(draft: str) -> None:
    index = index_source(Report("清河", TEXT, "", read_outline(TEXT)))
    assert [row.text for row in verify(draft, [index])] == []


@pytest.mark.parametrize("draft", ["事故下降½。", "火灾下降③起。", "惠及数万群众。"])
def test_a_draft_is_told_of_them_too(draft: str) -> None:
    index = index_source(Report("清河", TEXT, "", read_outline(TEXT)))
    assert [row.verdict for row in verify(draft, [index])] == ["unsupported"]
