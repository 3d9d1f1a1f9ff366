"""Which figure is an indicator's: one row a rule, the words of the report and the cell they make."""

import pytest

from tests.digest.samples import NARROW, cell, said, table, work

_INVESTED, _REVENUE = "固定资产投资", "一般公共预算收入"


@pytest.mark.parametrize(
    ("body", "name", "expected"),
    [
        pytest.param("全年完成固定资产投资12亿元。", _INVESTED, "12亿元", id="name-before-the-number"),
        pytest.param("固定资产投资额累计达到约12.5亿元。", _INVESTED, "约12.5亿元", id="talk-between-name-and-number"),
        pytest.param("甲县固定资产投资完成12亿元。", _INVESTED, "12亿元", id="the-office-itself-narrows-nothing"),
        pytest.param("乙镇固定资产投资完成12亿元。", _INVESTED, None, id="another-place-is-a-part"),
        pytest.param("工业园区完成固定资产投资3亿元。", _INVESTED, None, id="a-park-is-a-part"),
        pytest.param("民间固定资产投资3亿元。", _INVESTED, None, id="a-kind-of-it-is-a-part"),
        pytest.param("某项目固定资产投资3亿元。", _INVESTED, None, id="a-project-is-a-part"),
        pytest.param("各项工作共投入资金12亿元。", _INVESTED, None, id="money-alone-names-nothing"),
        pytest.param(
            "完成固定资产投资12亿元，其中固定资产投资中工业3亿元。", _INVESTED, "12亿元", id="the-whole-before-of-which"
        ),
        pytest.param("引进项目5个，其中固定资产投资3亿元。", _INVESTED, None, id="of-which-is-a-part"),
        pytest.param(
            "新入库项目5个，其中大项目2个，今年固定资产投资完成12亿元。",
            _INVESTED,
            "12亿元",
            id="this-year-ends-of-which",
        ),
        pytest.param("经济向好（固定资产投资3亿元）。", _INVESTED, None, id="in-brackets-is-a-part"),
        pytest.param("固定资产投资、财政收入分别完成12亿元、8亿元。", _INVESTED, None, id="in-turn-is-not-guessed"),
        pytest.param(
            "扣除房地产开发后，固定资产投资完成12亿元。",
            _INVESTED,
            "12亿元（扣除房地产开发后）",
            id="on-other-terms-says-so",
        ),
        pytest.param(
            "城乡居民人均可支配收入分别增长8.2%、8.5%。",
            "城镇居民人均可支配收入增速",
            "8.2%",
            id="the-first-of-two-in-turn",
        ),
        pytest.param(
            "城镇和农村居民人均可支配收入分别达到37210元和20145元。",
            "农村居民人均可支配收入",
            "20145元",
            id="the-second-of-two-in-turn",
        ),
        pytest.param("城乡居民人均可支配收入37210元。", "城镇居民人均可支配收入", None, id="both-together-are-neither"),
        pytest.param(
            "预计实现地区生产总值391亿元，增长8.6%。",
            "地区生产总值增速",
            "8.6%（预计数）",
            id="the-growth-of-an-expectation",
        ),
        pytest.param(
            "完成生产总值356亿元。其中，第一产业完成增加值18.1亿元，下降0.2%；第二产业完成增加值151亿元。",
            "第二产业增加值",
            "151亿元",
            id="a-part-named-as-one",
        ),
        pytest.param("全年脱贫112户438人。", "当年脱贫人口", "438人", id="households-and-people"),
        pytest.param("全镇已脱贫426户1506人。", "当年脱贫人口", None, id="all-who-ever-were"),
        pytest.param("进出口总额12亿元。", "出口总额", None, id="both-ways-is-not-one"),
        pytest.param("户籍人口城镇化率36.5%。", "常住人口城镇化率", "36.5%（户籍人口城镇化率）", id="of-other-people"),
        pytest.param("优良天数比率95.9%。", "空气质量优良天数比率", None, id="good-days-of-what"),
        pytest.param("人均地区生产总值19967元。", "地区生产总值", None, id="a-mean-is-no-total"),
        pytest.param("去年固定资产投资10亿元。", _INVESTED, None, id="last-year"),
        pytest.param("2020年固定资产投资10亿元。", _INVESTED, None, id="another-year"),
        pytest.param("2022年，固定资产投资完成12亿元。", _INVESTED, "12亿元", id="the-year-itself"),
        pytest.param("五年来，固定资产投资累计完成50亿元。", _INVESTED, None, id="several-years"),
        pytest.param("“十三五”期间，固定资产投资完成50亿元。", _INVESTED, None, id="a-five-year-plan"),
        pytest.param("过去一年，固定资产投资完成12亿元。", _INVESTED, "12亿元", id="the-past-year"),
        pytest.param("过去一年来，固定资产投资完成12亿元。", _INVESTED, "12亿元", id="a-year-is-one-year"),
        pytest.param("固定资产投资比上年增加2亿元。", _INVESTED, None, id="a-change-is-no-level"),
        pytest.param("今年固投计划13亿元。", _INVESTED, "13亿元（计划数）", id="a-plan-says-so"),
        pytest.param("预计完成固定资产投资13亿元。", _INVESTED, "13亿元（预计数）", id="an-expectation-says-so"),
        pytest.param(
            "今年固投计划13亿元，截至10月底，累计完成投资15.155亿元。",
            _INVESTED,
            "15.155亿元（截至10月底）",
            id="what-was-reached-before-the-plan",
        ),
        pytest.param(
            "一般公共预算收入预算数10亿元，调整预算数9亿元，完成9.2亿元。",
            _REVENUE,
            "9.2亿元",
            id="budget-and-what-came-in",
        ),
        pytest.param("一般公共预算收入突破8亿元。", _REVENUE, "8亿元（超过此数）", id="more-than-says-so"),
        pytest.param("年度计划投资7.2亿元，完成投资7.4亿元。", _INVESTED, None, id="a-plan-without-the-name"),
        pytest.param("实现财政收入8亿元。", _REVENUE, None, id="revenue-is-not-budget-revenue"),
        pytest.param("一般公共预算总收入8亿元。", _REVENUE, None, id="total-budget-revenue-is-another"),
        pytest.param("一般公共预算支出8亿元。", _REVENUE, None, id="spending-is-another"),
        pytest.param("一般公共预算收入完成任务8亿元。", _REVENUE, "8亿元", id="task-that-was-done"),
        pytest.param(
            "财政总收入15亿元，其中地方一般公共预算收入8亿元。", _REVENUE, "8亿元", id="part-that-has-its-own-row"
        ),
        pytest.param(
            "一般公共预算收入8亿元。截至年底，一般公共预算收入9亿元。", _REVENUE, "8亿元", id="the-first-of-two"
        ),
        pytest.param("一般公共预算收入3.8亿。", _REVENUE, "3.8亿（原文未写“元”）", id="money-without-its-unit"),
        pytest.param("发现安全隐患95条。", "发现安全隐患", "95条", id="hazards"),
        pytest.param("对25家企业开展检查，发现安全隐患95条。", "发现安全隐患", None, id="hazards-of-one-campaign"),
        pytest.param(
            "推进燃气安全专项行动，发现隐患95处，整改90处。", "整改安全隐患", None, id="mended-in-one-campaign"
        ),
        pytest.param("发现安全隐患95条，整改90条。", "整改安全隐患", "90条", id="mended-beside-found"),
        pytest.param("督促整改问题90处。", "整改安全隐患", None, id="mended-without-found"),
        pytest.param("发现隐患95处，督促整改90处，整改率94.7%。", "隐患整改率", "94.7%", id="rate-beside-found"),
        pytest.param("全年检查企业1109家次，执法检查企业40家。", "检查企业", "1109家次", id="all-inspections-first"),
        pytest.param("共调处各类矛盾纠纷480起。", "调处矛盾纠纷", "480起", id="disputes"),
        pytest.param("通过第三方机构共调处了83件纠纷。", "调处矛盾纠纷", None, id="disputes-of-one-body"),
        pytest.param("共接待来访群众306批413人次。", "接待来访群众", "413人次", id="second-number-of-one-name"),
        pytest.param(
            "拆除违章建筑226处、面积2万平方米。", "拆除违建面积", "2万平方米", id="area-leans-on-what-was-cleared"
        ),
        pytest.param("拆除42处违法建设，面积4500平方米。", "拆除违建面积", "4500平方米", id="name-behind-the-number"),
        pytest.param("拆除违规广告面积1669平方米。", "拆除违建面积", None, id="advertisements-are-no-buildings"),
        pytest.param("摸排违法建设462户，面积7万平方米。", "拆除违建面积", None, id="found-is-not-cleared"),
        pytest.param("拆除新增违建27处。", "拆除违建处数", "27处（新增违建）", id="a-near-thing-says-so"),
        pytest.param("高质高效完成8个老旧小区改造项目。", "老旧小区改造", "8个", id="counted-before-its-name"),
        pytest.param("改造8个老旧小区。", "老旧小区改造", "8个", id="name-on-both-sides"),
        pytest.param("扎实推进8个老旧小区改造基础配套项目。", "老旧小区改造", None, id="another-kind-of-project"),
        pytest.param("完成7个老旧小区入户调查。", "老旧小区改造", None, id="a-survey-is-no-renewal"),
        pytest.param("开工改造老旧小区8个。", "老旧小区改造", "8个（开工数）", id="begun-says-so"),
        pytest.param("共增设停车位300个。", "新增停车位", "300个", id="parking"),
        pytest.param("在甲路增设停车位90个。", "新增停车位", "90个（部分点位）", id="one-place-says-so"),
        pytest.param("在甲路增设停车位90个，在乙路增设停车位20个。", "新增停车位", None, id="two-places-make-no-whole"),
        pytest.param(
            "在甲路增设停车位90个。今年共增设停车位300个。", "新增停车位", "300个", id="the-whole-before-places"
        ),
        pytest.param("完成停车泊位动态信息联网8000个。", "新增停车位", None, id="networked-is-not-new"),
        pytest.param("办结12345热线873单。", "12345热线工单", "873单（办结数）", id="closed-says-so"),
        pytest.param(
            "受理12345平台转办问题4171件，满意率88%。", "12345热线满意率", "88%", id="satisfied-with-the-hotline"
        ),
        pytest.param(
            "办理服务事项500件，群众满意率达100%。", "12345热线满意率", None, id="satisfied-with-another-thing"
        ),
        pytest.param("12岁及以上人群第一针累计接种280255人。", "疫苗接种(第一剂)", None, id="an-age-group-is-a-part"),
        pytest.param("城镇新增就业4609人。", "城镇新增就业", "4609人", id="jobs"),
    ],
)
@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_cell(body: str, name: str, expected: str | None, narrow: bool) -> None:
    text = work(body)
    assert said(cell(text.translate(NARROW) if narrow else text, name)) == expected


@pytest.mark.parametrize(
    ("body", "name", "expected"),
    [
        pytest.param("固定资产投资增长9.4%。", "固定资产投资增速", "9.4%", id="name-and-change"),
        pytest.param(
            "固定资产投资完成12亿元，同比增长9.4%。", "固定资产投资增速", "9.4%", id="change-behind-the-level"
        ),
        pytest.param(
            "地区生产总值254亿元，按可比价格计算，比上年增长5.2%。", "地区生产总值增速", "5.2%", id="a-clause-between"
        ),
        pytest.param(
            "财政收入8亿元，为年初预算的102%，增长4.1%。", "财政收入增速", "4.1%", id="a-share-of-the-budget-between"
        ),
        pytest.param("财政收入8亿元，同比下降4.1%。", "财政收入增速", "4.1%（下降）", id="down-says-so"),
        pytest.param("财政收入8亿元，同比-4.1%。", "财政收入增速", "4.1%（下降）", id="a-sign-is-a-fall"),
        pytest.param("固定资产投资增速为－9.4%。", "固定资产投资增速", "9.4%（下降）", id="a-wide-sign"),
        pytest.param("固定资产投资增长负9.4%。", "固定资产投资增速", "9.4%（下降）", id="a-sign-in-a-word"),
        pytest.param("财政收入8亿元，同口径增长5%。", "财政收入增速", "5%（同口径）", id="another-basis-says-so"),
        pytest.param("固定资产投资年均增长9.4%。", "固定资产投资增速", None, id="a-mean-over-years"),
        pytest.param("固定资产投资完成12亿元，工业投资增长9.4%。", "固定资产投资增速", None, id="change-of-another"),
        pytest.param("固定资产投资完成12亿元，占年度任务的98%。", "固定资产投资增速", None, id="a-share-is-no-change"),
    ],
)
def test_change(body: str, name: str, expected: str | None) -> None:
    assert said(cell(work(body), name)) == expected


@pytest.mark.parametrize("sign", ["-", "－", "−", "负"])
def test_a_level_below_zero_says_so(sign: str) -> None:
    found = cell(work(f"全年税收收入{sign}350万元。"), "税收收入")
    assert said(found) == "350万元（负数）"
    assert found is not None
    assert found.value == "-350"


@pytest.mark.parametrize("change", ["下降4.1%", "-4.1%", "增长－4.1%", "增速为−4.1%"])
def test_down_is_negative_in_the_unit_of_the_row(change: str) -> None:
    found = cell(work(f"财政收入8亿元，同比{change}。"), "财政收入增速")
    assert found is not None
    assert found.value == "-4.1"
    assert found.figure is not None
    assert found.figure.value == "4.1"


@pytest.mark.parametrize(
    ("body", "limit"),
    [
        pytest.param("截至9月底，财政收入8亿元。", "截至9月底", id="in-the-sentence"),
        pytest.param("截至2022年9月底，税务向好。财政收入8亿元。", "截至9月底", id="opens-the-paragraph"),
        pytest.param("截至9月底，税务向好。\n\n财政收入8亿元。", None, id="ends-with-the-paragraph"),
        pytest.param("截至9月底，税务向好。全年财政收入8亿元。", None, id="the-whole-year-ends-it"),
        pytest.param("截至12月底，财政收入8亿元。", None, id="the-end-of-the-year-limits-nothing"),
        pytest.param("上半年，财政收入8亿元。", "上半年", id="half-a-year"),
        pytest.param("1-9月财政收入8亿元。", "1-9月", id="nine-months"),
        pytest.param("1—12月财政收入8亿元。", None, id="twelve-months"),
    ],
)
def test_limit_of_time(body: str, limit: str | None) -> None:
    found = cell(work(body), "财政收入")
    assert found is not None
    assert found.note == limit


def test_half_a_year_beside_a_year() -> None:
    half = "甲县2022年上半年工作总结\n\n一、工作情况\n\n财政收入4亿元。\n"
    row = table_row(half, work("财政收入8亿元。"))
    assert row == ["4亿元（上半年）", "8亿元"]


def test_plans_for_the_next_year_are_no_cell() -> None:
    text = "甲县2022年工作总结\n\n一、工作情况\n\n各项工作向好。\n\n二、2023年工作计划\n\n完成固定资产投资20亿元。\n"
    assert cell(text, "固定资产投资") is None


def table_row(*texts: str) -> list[str | None]:

    return [said(one) for one in table(*texts)["财政收入"].rows]
