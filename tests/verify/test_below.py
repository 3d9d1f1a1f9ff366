"""A sign that was lost or added is an error, in drafts and at the gate, and its words in other words are none."""

import pytest

from pipeline.domain.report import Report
from pipeline.domain.result import FigureMark
from pipeline.outline import read_outline
from pipeline.verify import SourceIndex, check_claim, index_source, verify

_TEXT = """枫桥街道2023年工作总结

一、经济发展。固定资产投资增速-12.3%,规上利润-350万元,出口增长－4.2%。国企利润负360万元。规上产值增速为−5%,财政结余-0.8亿元。
二、其他工作。户籍人口净增-1200人,农贸公司亏损77万元。房产公司利润88万元。税收下降6.6%,消费增长7.7%,一月气温-9℃,甲社区盈利500万元。
三、产业。第一、二、三产业增加值分别增长3.2%、-1.4%、7.0%。
"""
_WIDE = str.maketrans(",", "，")
_LOST, _ADDED = "丢了负号", "写成了负数"


@pytest.fixture(scope="module", params=["narrow", "wide"])
def source(request: pytest.FixtureRequest) -> SourceIndex:
    text = _TEXT if request.param == "narrow" else _TEXT.translate(_WIDE)
    return index_source(Report("枫桥", text, "", read_outline(text)))


def gate(source: SourceIndex, text: str, number: str) -> list[str]:
    """What the gate says against `text`, in which `number` refers to the report's figure of these words."""
    figure = next(one for one in source.figures if one.text == number)
    start = text.index(number)
    mark = FigureMark(id=figure.id, start=start, end=start + len(number))
    evidence = [source.report.outline.sentences[figure.sentence - 1].span]
    return [problem.message for problem in check_claim(text, [mark], evidence, source) if problem.severity == "error"]


_RIGHT = [
    pytest.param("固定资产投资增速-12.3%", "12.3%", id="copied"),
    pytest.param("固定资产投资增长-12.3%", "12.3%", id="copied-with-a-verb"),
    pytest.param("固定资产投资增速－12.3%", "12.3%", id="another-width"),
    pytest.param("固定资产投资增速−12.3%", "12.3%", id="the-minus-of-print"),
    pytest.param("固定资产投资增速为负12.3%", "12.3%", id="in-a-word"),
    pytest.param("固定资产投资下降12.3%", "12.3%", id="fall-for-a-rate"),
    pytest.param("固定资产投资减少12.3%", "12.3%", id="less-for-a-rate"),
    pytest.param("固定资产投资负增长12.3%", "12.3%", id="negative-growth"),
    pytest.param("出口下降4.2%", "4.2%", id="fall-for-a-growth"),
    pytest.param("规上利润-350万元", "350万元", id="level-copied"),
    pytest.param("规上利润负350万元", "350万元", id="level-in-a-word"),
    pytest.param("规上亏损350万元", "350万元", id="loss"),
    pytest.param("国企亏损360万元", "360万元", id="loss-for-the-word"),
    pytest.param("国企利润-360万元", "360万元", id="sign-for-the-word"),
    pytest.param("规上产值下降5%", "5%", id="fall-for-a-copula"),
    pytest.param("财政赤字0.8亿元", "0.8亿元", id="deficit"),
    pytest.param("财政短收0.8亿元", "0.8亿元", id="short"),
    pytest.param("户籍人口减少1200人", "1200人", id="people"),
    pytest.param("农贸公司亏损77万元", "77万元", id="loss-copied"),
    pytest.param("税收增速-6.6%", "6.6%", id="sign-for-a-fall"),
    pytest.param("一月气温零下9℃", "9℃", id="below-zero"),
]
_WRONG = [
    pytest.param("固定资产投资增长12.3%", "12.3%", _LOST, id="rate-lost"),
    pytest.param("固定资产投资增速12.3%", "12.3%", _LOST, id="rate-lost-from-a-copy"),
    pytest.param("固定资产投资降至12.3%", "12.3%", _LOST, id="fall-to-is-a-level"),
    pytest.param("出口增长4.2%", "4.2%", _LOST, id="wide-sign-lost"),
    pytest.param("规上产值增速为5%", "5%", _LOST, id="printed-minus-lost"),
    pytest.param("规上利润350万元", "350万元", _LOST, id="level-lost"),
    pytest.param("规上利润增长350万元", "350万元", _LOST, id="level-told-as-growth"),
    pytest.param("规上利润下降350万元", "350万元", "写成了减少", id="level-told-as-a-fall"),
    pytest.param("国企利润360万元", "360万元", _LOST, id="word-lost"),
    pytest.param("财政结余0.8亿元", "0.8亿元", _LOST, id="surplus"),
    pytest.param("户籍人口净增1200人", "1200人", _LOST, id="people"),
    pytest.param("房产公司利润-88万元", "88万元", _ADDED, id="level-added"),
    pytest.param("房产公司利润负88万元", "88万元", _ADDED, id="word-added"),
    pytest.param("消费增长-7.7%", "7.7%", _ADDED, id="rate-added"),
    pytest.param("消费下降7.7%", "7.7%", "方向是增长", id="fall-added"),
    pytest.param("一月气温9℃", "9℃", _LOST, id="temperature"),
]


@pytest.mark.parametrize(("claim", "number"), _RIGHT)
def test_the_same_sign_passes(source: SourceIndex, claim: str, number: str) -> None:
    for text in (claim, claim + "。", f"今年，{claim}，成效明显。"):
        (row,) = [row for row in verify(text, [source]) if row.text == number]
        assert (row.severity, row.verdict) == ("info", "exact"), row.message
        assert gate(source, text, number) == []


@pytest.mark.parametrize(("claim", "number", "words"), _WRONG)
def test_another_sign_is_an_error(source: SourceIndex, claim: str, number: str, words: str) -> None:
    (row,) = [row for row in verify(claim, [source]) if row.text == number]
    assert (row.severity, row.verdict) == ("error", "direction")
    assert words in row.message
    assert any(words in message for message in gate(source, claim, number))


@pytest.mark.parametrize(
    ("draft", "wrong"),
    [
        pytest.param("第一、二、三产业增加值分别增长3.2%、-1.4%、7.0%", [], id="copied"),
        pytest.param("第一、二、三产业增加值分别增长3.2%、－1.4%、7.0%", [], id="another-width"),
        pytest.param("第二产业增加值下降1.4%，第三产业增长7.0%", [], id="taken-apart"),
        pytest.param("第一、二、三产业增加值分别增长3.2%、1.4%、7.0%", ["1.4%"], id="lost"),
        pytest.param("第一、二、三产业增加值分别增长-3.2%、-1.4%、7.0%", ["3.2%"], id="added-to-the-first"),
        pytest.param("第一、二、三产业增加值分别增长3.2%、-1.4%、-7.0%", ["7.0%"], id="added-to-the-last"),
    ],
)
def test_each_number_of_a_list_has_its_own_sign(source: SourceIndex, draft: str, wrong: list[str]) -> None:
    rows = verify(draft, [source])
    assert [row.text for row in rows if row.severity != "info"] == wrong
    assert {row.verdict for row in rows if row.text in wrong} <= {"direction"}


@pytest.mark.parametrize(
    ("claim", "number"),
    [
        pytest.param("农贸公司利润77万元", "77万元", id="profit-for-a-loss"),
        pytest.param("房产公司亏损88万元", "88万元", id="loss-for-a-profit"),
    ],
)
def test_a_loss_is_no_profit(source: SourceIndex, claim: str, number: str) -> None:
    (row,) = [row for row in verify(claim, [source]) if row.text == number]
    assert row.severity == "error"
    assert gate(source, claim, number)


@pytest.mark.parametrize(
    ("total", "verdict"),
    [
        pytest.param("150万元", "derived", id="with-its-sign"),
        pytest.param("850万元", "unsupported", id="as-if-it-had-none"),
    ],
)
def test_a_loss_is_taken_off_a_sum(source: SourceIndex, total: str, verdict: str) -> None:
    draft = f"规上利润-350万元，甲社区盈利500万元，合计{total}"
    row = verify(draft, [source])[-1]
    assert (row.text, row.verdict) == (total, verdict)
    assert "(-350万元)" in row.message or "-350万元 + 500万元" in row.message
