"""Markers, bounds, trends, kinds and indicators: what the words round a number say of it."""

import pytest

from pipeline.domain.figure import Base, Bound, Direction, Endpoint, Figure, Kind, Marker
from pipeline.figures import find_figures


def _only(text: str) -> Figure:
    (figure,) = find_figures(text)
    return figure


@pytest.mark.parametrize(
    ("text", "marker", "bound"),
    [
        pytest.param("清运1700余车", Marker.OVER, None, id="yu"),
        pytest.param("约300个", Marker.ABOUT, None, id="yue"),
        pytest.param("约占全区60%", Marker.ABOUT, None, id="yue-before-a-short-verb"),
        pytest.param("发放低保金近75万元", Marker.NEAR, None, id="jin"),
        pytest.param("长30公里左右", Marker.ABOUT, None, id="behind-the-unit"),
        pytest.param("清空土地近600余亩", Marker.CONFLICT, None, id="two-that-contradict"),
        pytest.param("收入逾5亿元", None, Bound.GT, id="yu-over"),
        pytest.param("不足50万元", None, Bound.LT, id="less-than"),
        pytest.param("不少于3家", None, Bound.GE, id="at-least"),
        pytest.param("不超过3家", None, Bound.LE, id="at-most-is-not-over"),
        pytest.param("成功率达94%以上", None, Bound.GE, id="above"),
        pytest.param("控制在4%以内", None, Bound.LE, id="within"),
        pytest.param("签约4018户", None, None, id="signed"),
        pytest.param("合约30份", None, None, id="contract"),
        pytest.param("最近3家", None, None, id="nearest"),
    ],
)
def test_markers_and_bounds(text: str, marker: Marker | None, bound: Bound | None) -> None:
    figure = _only(text)
    assert (figure.marker, figure.bound) == (marker, bound)
    assert figure.approx == (marker is not None or bound is not None)


@pytest.mark.parametrize(
    ("text", "direction", "base", "endpoint"),
    [
        pytest.param("总产值同比增长42%", Direction.UP, Base.YEAR, Endpoint.CHANGE, id="growth-on-the-year"),
        pytest.param("较去年同期下降8.7%", Direction.DOWN, Base.YEAR, Endpoint.CHANGE, id="decline"),
        pytest.param("环比上升2.1%", Direction.UP, Base.MONTH, Endpoint.CHANGE, id="on-the-month"),
        pytest.param("存款比年初增加4亿元", Direction.UP, Base.YEAR_START, Endpoint.CHANGE, id="since-january"),
        pytest.param("较上届下降5个百分点", Direction.DOWN, Base.TERM, Endpoint.CHANGE, id="on-the-last-term"),
        pytest.param("完成预算的98.6%", None, Base.TARGET, None, id="share-of-the-budget"),
        pytest.param("企业增加到18家", Direction.UP, None, Endpoint.LEVEL, id="up-to-is-a-level"),
        pytest.param("企业增加了18家", Direction.UP, None, Endpoint.CHANGE, id="up-by-is-a-change"),
        pytest.param("建成公厕18座", None, None, None, id="no-change"),
    ],
)
def test_trend(text: str, direction: Direction | None, base: Base | None, endpoint: Endpoint | None) -> None:
    figure = _only(text)
    assert (figure.direction, figure.base, figure.endpoint) == (direction, base, endpoint)


def test_second_of_two_changes_goes_the_same_way() -> None:
    first, second = find_figures("事故起数、死亡人数同比下降12.5%和8.3%。")
    assert (first.direction, second.direction) == (Direction.DOWN, Direction.DOWN)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("收入3.8亿，", Kind.MONEY, id="elided-yuan"),
        pytest.param("总人口3.2万，", Kind.PEOPLE, id="elided-people"),
        pytest.param("5000万以上投资项目", Kind.MONEY, id="threshold-of-investment"),
        pytest.param("涉及房屋1593户", Kind.PEOPLE, id="households-are-people"),
        pytest.param("新增个体户709户", Kind.COUNT, id="businesses-are-counted"),
        pytest.param("清运垃圾1300方", Kind.VOLUME, id="fang"),
        pytest.param("翻两番", Kind.MULTIPLE, id="turns"),
        pytest.param("提高2个百分点", Kind.POINT, id="points"),
        pytest.param("森林覆盖率62.3%", Kind.PERCENT, id="percent"),
        pytest.param("坚守90余天", Kind.DURATION, id="days"),
        pytest.param("平均年龄43岁", Kind.OTHER, id="age"),
    ],
)
def test_kind(text: str, kind: Kind) -> None:
    assert _only(text).kind is kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("刑拘270人。", ["刑拘"], id="words-before"),
        pytest.param("摸排人员17331人,其中境外59人。", ["摸排人员", "境外"], id="qizhong-is-no-part"),
        pytest.param("完成8个老旧小区改造项目。", ["老旧小区改造项目"], id="noun-behind-a-verb"),
        pytest.param("总产值15.22亿元,同比增长42%。", ["总产值", "总产值同比增长"], id="growth-of-what-grew"),
        pytest.param("接待来访群众306批413人次。", ["接待来访群众", "接待来访群众"], id="glued-figures-share-it"),
        pytest.param("住宅签约4018户。", ["住宅签约"], id="yue-of-a-word-stays"),
        pytest.param("引入1000万元以上项目7个。", ["1000万元以上项目", "1000万元以上项目"], id="class-of-a-threshold"),
        pytest.param("健全了教育、医疗、文体五个大类服务。", ["大类服务"], id="noun-behind-a-list"),
        pytest.param(
            "对辖区内各重点点位周边重新施划泊位5000余米。", ["辖区内各重点点位周边重新施划泊位"], id="whole-phrase"
        ),
        pytest.param("组织230名入党积极分子培训。", ["入党积极分子培训"], id="fen-of-a-word-stays"),
        pytest.param("开展工作(已成立业委会30个)。", ["成立业委会"], id="inside-an-open-bracket"),
        pytest.param("新增就业6210人,完成年度任务5000人的124.2%。", ["新增就业"] * 3, id="task-of-what-was-named"),
        pytest.param("检查16所学校、76所幼儿园。", ["学校", "幼儿园"], id="each-of-a-list-has-its-own"),
    ],
)
def test_indicator(text: str, expected: list[str]) -> None:
    assert [figure.indicator for figure in find_figures(text)] == expected
