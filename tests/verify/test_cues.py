import pytest

from pipeline.domain.figure import Base, Bound, Direction, Endpoint, Marker, Status
from pipeline.verify import cues


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        pytest.param("同比增长", "", Direction.UP, id="up"),
        pytest.param("刑事案件较去年同期下降", "", Direction.DOWN, id="down"),
        pytest.param("同比负增长", "", Direction.DOWN, id="negative-growth-is-down"),
        pytest.param("锐减至", "", Direction.DOWN, id="level-reached-by-falling"),
        pytest.param("与上年持平", "", Direction.FLAT, id="flat"),
        pytest.param("超额完成年度", "的增长目标", Direction.UP, id="after-the-number"),
        pytest.param("签约率", "", None, id="no-change"),
    ],
)
def test_direction(left: str, right: str, expected: Direction | None) -> None:
    assert cues.direction(left, right) is expected


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        pytest.param("同比增长", Base.YEAR, id="yoy"),
        pytest.param("比去年同期增长", Base.YEAR, id="yoy-in-words"),
        pytest.param("比上年末增加", Base.YEAR_START, id="end-of-last-year-is-year-start"),
        pytest.param("环比增长", Base.MONTH, id="mom"),
        pytest.param("较上届新增", Base.TERM, id="term"),
        pytest.param("增长", None, id="none"),
    ],
)
def test_base(left: str, expected: Base | None) -> None:
    assert cues.base(left) is expected


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        pytest.param("增长到", Endpoint.LEVEL, id="level"),
        pytest.param("增长了", Endpoint.CHANGE, id="change"),
        pytest.param("增长约", Endpoint.CHANGE, id="change-under-a-marker"),
        pytest.param("减至", Endpoint.LEVEL, id="one-character-verb"),
        pytest.param("收入达到", None, id="no-verb-of-change"),
    ],
)
def test_endpoint(left: str, expected: Endpoint | None) -> None:
    assert cues.endpoint(left) is expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        pytest.param("今年固投计划", "", Status.PLANNED, id="plan"),
        pytest.param("累计完成投资", "", Status.ACHIEVED, id="done"),
        pytest.param("一般公共预算收入完成任务", "", Status.ACHIEVED, id="task-completed-is-done"),
        pytest.param("征收任务", "的总量目标", Status.PLANNED, id="goal-after-the-number"),
        pytest.param("其他", "配套项目预计11月底完工", Status.PLANNED, id="expected-after-the-number"),
        pytest.param("全年预计完成投资额", "", Status.PLANNED, id="foreseen-to-be-done-is-not-done"),
        pytest.param("按计划完成投资", "", Status.ACHIEVED, id="done-as-planned-is-done"),
        pytest.param("预计明年完工的工程已完成", "", Status.ACHIEVED, id="done-after-what-is-foreseen"),
        pytest.param("完成全年任务(", ")进度的", Status.PLANNED, id="in-brackets-behind-the-task"),
        pytest.param("完成全年任务", "", Status.ACHIEVED, id="the-task-done"),
        pytest.param("争取资金", "", None, id="money-won-is-no-plan"),
        pytest.param("将村居划分为", "", None, id="jiang-as-object-marker-is-no-plan"),
    ],
)
def test_status(left: str, right: str, expected: Status | None) -> None:
    assert cues.status(left, right) is expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        pytest.param("总投资约", "", (Marker.ABOUT, None), id="about"),
        pytest.param("完成住宅签约", "", (None, None), id="signed-is-not-about"),
        pytest.param("成功率达", "以上", (None, Bound.GE), id="at-least"),
        pytest.param("控制在", "以内", (None, Bound.LE), id="at-most"),
        pytest.param("超过", "", (None, Bound.GT), id="more-than"),
        pytest.param("附近", "", (None, None), id="nearby-is-not-near"),
    ],
)
def test_softened(left: str, right: str, expected: tuple[Marker | None, Bound | None]) -> None:
    assert cues.softened(left, right) == expected


def test_origin_is_where_a_change_starts() -> None:
    assert cues.origin("热水器从")
    assert not cues.origin("锐减至")


@pytest.mark.parametrize(
    ("sentence", "clause", "expected"),
    [
        pytest.param("截至10月底,累计完成投资", "累计完成投资", "截至10月底", id="up-to-a-month"),
        pytest.param("街道截至2021年9月底一般公共预算收入", "", "截至2021年9月底", id="no-comma-behind"),
        pytest.param("1—9月,完成税收", "", "1—9月", id="months"),
        pytest.param("1-12月共引进企业", "", None, id="all-twelve-months-are-the-year"),
        pytest.param("过去五年,累计建成道路", "", "过去五年", id="years"),
        pytest.param("近两年的文明城市创建中,做好", "", None, id="years-that-only-describe"),
        pytest.param("截至6月底完成3件,全年完成", "全年完成", None, id="another-time-follows"),
        pytest.param("其中上半年", "其中上半年", "上半年", id="half-year-of-its-clause"),
        pytest.param("其中上半年完成5个,百日会战涉及", "百日会战涉及", None, id="half-year-of-another-clause"),
        pytest.param("截至目前,累计完成", "", None, id="up-to-now-says-nothing"),
    ],
)
def test_period(sentence: str, clause: str, expected: str | None) -> None:
    assert cues.period(sentence, clause) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("未完成退耕", True, id="not-done"),
        pytest.param("不合格", True, id="not-passed"),
        pytest.param("没有发生事故", True, id="did-not-happen"),
        pytest.param("未来三年建设", False, id="future"),
        pytest.param("无偿献血", False, id="given-free"),
        pytest.param("不断完善", False, id="without-pause"),
        pytest.param("不少于", False, id="at-least"),
    ],
)
def test_denies(words: str, expected: bool) -> None:
    assert cues.denies(words) is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("月均完成税收", True, id="a-month"),
        pytest.param("农民人均纯收入", True, id="a-person"),
        pytest.param("平均年龄", True, id="mean"),
        pytest.param("各社区均已完成", False, id="all-of-them"),
        pytest.param("均衡发展", False, id="another-word"),
    ],
)
def test_averaged(words: str, expected: bool) -> None:
    assert cues.averaged(words) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param("截至2021年9月底", "截至9月底", True, id="with-and-without-the-year"),
        pytest.param("1—6月", "上半年", True, id="half-a-year-in-months"),
        pytest.param("前三季度", "1-9月", True, id="quarters-in-months"),
        pytest.param("1—6月", "1—9月", False, id="other-months"),
        pytest.param("截至10月底", None, False, id="one-alone"),
        pytest.param("过去五年", "近三年", False, id="other-years"),
        pytest.param(None, None, True, id="none"),
    ],
)
def test_same_period(one: str | None, other: str | None, expected: bool) -> None:
    assert cues.same_period(one, other) is expected
