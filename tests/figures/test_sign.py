"""The minus sign: which dash is one, what it says of a number, and that it is in no indicator; one row a rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.figure import Base, Direction, Endpoint, Figure, Kind, Marker
from pipeline.figures import find_figures
from pipeline.figures.sign import is_minus

_CHANGE, _DOWN = Endpoint.CHANGE, Direction.DOWN
_SIGNS = [
    pytest.param("-", id="hyphen"),
    pytest.param("－", id="full-width"),
    pytest.param("−", id="minus"),
    pytest.param("﹣", id="small"),
    pytest.param("负", id="word"),
]


def _last(text: str) -> Figure:
    return find_figures(text)[-1]


@pytest.mark.parametrize("sign", _SIGNS)
@pytest.mark.parametrize(
    ("before", "number", "endpoint", "indicator"),
    [
        pytest.param("固定资产投资增速", "12.3%", _CHANGE, "固定资产投资增速", id="rate-of-growth"),
        pytest.param("规上产值增速为", "5%", _CHANGE, "规上产值增速", id="behind-a-copula"),
        pytest.param("出口增长", "４.２％", _CHANGE, "出口增长", id="wide-digits"),
        pytest.param("税收同比", "3%", _CHANGE, "税收同比", id="on-the-year-without-a-verb"),
        pytest.param("综合税收贡献率提高", "0.5个百分点", _CHANGE, "综合税收贡献率提高", id="points"),
        pytest.param("户籍人口净增", "1200人", _CHANGE, "户籍人口净增", id="people"),
        pytest.param("规上企业利润", "350万元", None, "规上企业利润", id="profit"),
        pytest.param("收支盈亏", "350.5万元", None, "收支盈亏", id="balance"),
        pytest.param("财政结余", "0.8亿元", None, "财政结余", id="surplus"),
        pytest.param("一月平均气温", "5℃", None, "一月平均气温", id="temperature"),
        pytest.param("GDP", "3.2%", None, "GDP", id="behind-an-acronym"),
        pytest.param("国企利润（", "350万元", None, "国企利润", id="in-a-bracket"),
        pytest.param("营业盈余：", "350万元", None, "营业盈余", id="behind-a-colon"),
    ],
)
def test_a_sign_is_a_fall_or_an_amount_below_zero(
    sign: str, before: str, number: str, endpoint: Endpoint | None, indicator: str
) -> None:
    figure = _last(f"{before}{sign}{number}。")
    assert (figure.text, figure.direction, figure.endpoint) == (number, _DOWN, endpoint)
    assert figure.value > 0
    assert figure.indicator == indicator
    assert figure.negative == (endpoint is None)


@pytest.mark.parametrize("mark", [pytest.param(",", id="narrow"), pytest.param("，", id="wide")])
def test_signs_hold_in_both_widths_of_punctuation(mark: str) -> None:
    text = mark.join(("投资增速-12.3%", "利润-350万元", "出口增长－4.2%", "利润负350万元", "增速为−5%", "结余-0.8亿元"))
    assert [figure.direction for figure in find_figures(text)] == [_DOWN] * 6


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("工业、投资分别增长5%、-3%", "5% up, 3% down", id="second-of-two"),
        pytest.param("工业、投资分别增长-3%、5%", "3% down, 5% up", id="the-next-does-not-inherit-it"),
        pytest.param("利润-350万元,同比下降5%", "350万元 down, 5% down", id="a-rate-behind-it"),
        pytest.param("投资3亿元（-12.3%）", "3亿元 , 12.3% down", id="in-a-bracket-of-its-own"),
        pytest.param("气温零下5℃", "5℃ down", id="below-zero-in-words"),
        pytest.param("气温降至-5℃", "5℃ down", id="a-level-that-fell"),
        pytest.param("规模以上工业增加值增速为-\n3.1%", "3.1% down", id="wrapped-line"),
        pytest.param("出口增长—4.2%", "4.2% down", id="long-dash-behind-a-verb"),
        pytest.param("1-3月-5.2%", "5.2% down", id="behind-a-month"),
        pytest.param("12项税收-5%", "12项 , 5% down", id="behind-a-number-with-other-words"),
    ],
)
def test_signs_of_a_list_and_of_a_line(text: str, said: str) -> None:
    assert ", ".join(f"{f.text} {f.direction or ''}" for f in find_figures(text)) == said


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("占比5-10%", id="range"),
        pytest.param("占比5%-10%", id="range-with-both-units"),
        pytest.param("奖励3万元-5万元", id="range-of-money"),
        pytest.param("1-6月完成5个", id="months"),
        pytest.param("2019-2022年完成3家", id="years"),
        pytest.param("建成3—5个", id="range-with-a-long-dash"),
        pytest.param("建成3-5个", id="range-with-a-hyphen"),
        pytest.param("改造小区——12家", id="double-dash"),
        pytest.param("改造小区--12家", id="double-hyphen"),
        pytest.param("工作情况\n- 12家企业", id="list-dash"),
        pytest.param("工作情况\n-12家企业", id="list-dash-without-a-space"),
        pytest.param("工作情况\n- 投入350万元", id="list-dash-before-words"),
        pytest.param("负责3个项目", id="in-charge"),
        pytest.param("为企业减负350万元", id="burden-lifted"),
        pytest.param("综合税负3%", id="tax-burden"),
        pytest.param("担负3项任务", id="shoulders"),
        pytest.param("误差为正负5%", id="plus-minus"),
        pytest.param("C-2地块建成3个", id="name-of-a-plot"),
        pytest.param("比上年-，建成3个", id="dash-for-nothing"),
        pytest.param("联系电话0512-6666123，建成3个", id="telephone"),
        pytest.param("依据GB/T 12345-2012建成3个", id="standard"),
        pytest.param("改造王村-12户", id="village-and-count"),
        pytest.param("高淳-3公里", id="road"),
        pytest.param("地下负2层", id="storey"),
    ],
)
def test_a_dash_that_is_no_sign_says_nothing(text: str) -> None:
    assert [figure.text for figure in find_figures(text) if figure.direction is not None] == []


def test_a_marker_before_the_sign_is_kept_and_the_words_start_at_the_digits() -> None:
    figure = _last("全年利润约-350万元")
    assert (figure.text, figure.marker, figure.direction, figure.indicator) == (
        "350万元",
        Marker.ABOUT,
        _DOWN,
        "利润",
    )


def test_the_base_of_a_signed_change_is_read() -> None:
    assert _last("一般公共预算收入3.2亿元,同比-4.2%").base is Base.YEAR


@pytest.mark.parametrize(
    ("cell", "head", "direction", "endpoint"),
    [
        pytest.param("-12.3%", "增长", _DOWN, _CHANGE, id="percent-of-a-change"),
        pytest.param("−12.3", "增长%", _DOWN, _CHANGE, id="bare-with-a-minus"),
        pytest.param("12.3↓", "增长%", _DOWN, _CHANGE, id="arrow-behind"),
        pytest.param("-350", "2023年", _DOWN, None, id="level"),
        pytest.param("－350万元", "2023年", _DOWN, None, id="level-with-its-unit"),
        pytest.param("—350", "2023年", _DOWN, None, id="long-dash"),
        pytest.param("350", "2023年", None, None, id="no-sign"),
    ],
)
def test_signs_of_cells(cell: str, head: str, direction: Direction | None, endpoint: Endpoint | None) -> None:
    text = f"云坪县2023年工作总结\n\n指标 | 2022年 | {head}\n利润 | 120 | {cell}\n产值 | 310 | 360\n税收 | 31 | 36\n"
    (figure,) = [one for one in find_figures(text) if one.text in cell and one.text.startswith(("12.3", "350"))]
    assert (figure.direction, figure.endpoint) == (direction, endpoint)
    assert "-" not in figure.indicator


@given(st.text(alphabet="利润增速负下-－−— \n5。零", max_size=20), st.sampled_from(list(Kind)))
def test_whether_there_is_a_sign_is_asked_of_any_text(text: str, kind: Kind) -> None:
    assert is_minus(f"{text}利润-", len(text) + 3, kind)  # whatever stands before the word
    assert not is_minus(f"{text}完成", len(text) + 2, kind)
