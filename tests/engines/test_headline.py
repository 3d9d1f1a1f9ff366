"""What a headline and a summary choose, and what neither may rest on: one row a rule, in both widths."""

import asyncio
import re

import pytest

from pipeline import report_of, summarize
from pipeline.claims import Source
from pipeline.engines.base import ComposeRequest, ReportMaterial
from pipeline.engines.extractive import ExtractiveEngine
from pipeline.engines.extractive.naming import bare_clause, office_name, office_of, offices_of
from pipeline.figures import find_figures

WIDE = str.maketrans(",;:()", "，；：（）")


def words_over(body: str, title: str = "平湖镇2022年工作总结", section: str = "2022年工作开展情况") -> tuple[str, str]:
    said = summarize(report_of(f"{title}\n\n一、{section}\n\n{body}\n", "平湖"))
    return said.headline.text, said.summary.text


@pytest.mark.parametrize("wide", [False, True], ids=["narrow", "wide"])
@pytest.mark.parametrize(
    ("body", "headline"),
    [
        pytest.param(
            "圆满完成8个老旧小区改造项目。发放各类补贴312.6万元。",
            "平湖镇完成8个老旧小区改造项目",
            id="a-deed-before-a-gift-and-without-praise",
        ),
        pytest.param(
            "一般公共预算收入完成4.68亿元、下降11%。新增城镇就业3600人。",
            "平湖镇新增城镇就业3600人",
            id="a-sum-that-fell-is-not-told-without-its-fall",
        ),
        pytest.param(
            "主要银行网点存款余额达2.96亿元,同比增长7.9%。全年脱贫112户438人。",
            "平湖镇脱贫112户438人",
            id="others-money-is-no-deed",
        ),
        pytest.param(
            "推进加装电梯工程,完成公示38台,开工11台。拆除违法建设1200平方米。",
            "平湖镇拆除违法建设1200平方米",
            id="a-count-without-what-was-counted",
        ),
        pytest.param(
            "完成居住区雨污改造工程,覆盖39个小区225万平方米。",
            "平湖镇完成居住区雨污改造工程",
            id="the-work-itself-where-its-figures-follow",
        ),
        pytest.param(
            "1-9月全镇规模以上工业企业实现总产值4720万元;\n固定资产投资12.43亿元;\n",
            "平湖镇1-9月固定资产投资12.43亿元",
            id="a-limit-goes-on-over-lines-broken-at-a-semicolon",
        ),
        pytest.param(
            "固定资产投资完成12亿元(不含农户投资)。", "平湖镇固定资产投资完成12亿元", id="an-aside-may-be-left-out"
        ),
        pytest.param(
            "获评国家生态文明建设示范镇。清理共享单车12辆,开展宣传活动3次。",
            "平湖镇获评国家生态文明建设示范镇",
            id="an-honour-before-trifles",
        ),
    ],
)
def test_headline(body: str, headline: str, wide: bool) -> None:
    if wide and "-" not in body:
        body = body.translate(WIDE)
    assert words_over(body)[0] == headline


def test_what_the_office_is_and_other_years_stay_out() -> None:
    text = (
        "平湖镇2022年工作总结\n\n一、基本情况\n\n全镇总人口11440人,党员361名。\n\n二、工作开展情况\n\n"
        "2014年底我镇青竹村引进厚朴,投入资金300万元。完成高标准农田建设1200亩。\n"
    )
    said = summarize(report_of(text, "平湖"))
    for words in (said.headline.text, said.summary.text):
        assert "11440" not in words
        assert "2014" not in words
        assert "1200亩" in words


def test_a_doubted_figure_is_in_no_headline_and_in_a_summary_only_when_it_would_be_empty() -> None:
    body = "新增5个在建项目入库,其中工业项目2个,商业项目3个,地产项目1个。完成税收3.6亿元。新建停车场18处。"
    headline, _ = words_over(body)
    assert "5个" not in headline
    assert "3.6亿元" in headline
    text = "平湖镇2022年工作总结\n\n一、2022年工作开展情况\n\n完成税收3.6亿元。\n"
    report = report_of(text, "平湖")
    claims = summarize(report).achievements
    source = Source(report, find_figures(report.text, report.outline))
    for doubted, headed in ((frozenset[str](), True), (frozenset(source.by_id), False)):
        material = ReportMaterial(report, claims, source.by_id, doubted)
        draft = asyncio.run(ExtractiveEngine().compose(ComposeRequest((material,))))
        assert ("{" in draft.headline) is headed
        assert "{" in draft.summary


@pytest.mark.parametrize(
    ("body", "says", "never"),
    [
        pytest.param(
            "一般公共预算收入668亿元,下降1.8%(剔除减税降费因素,同口径增长8.1%);新增企业12家。",
            "（剔除减税降费因素，同口径增长8.1%）",
            "因素；",
            id="no-cut-inside-brackets",
        ),
        pytest.param(
            "全年引进项目5个,总投资4.2亿元。其中,新能源企业“绿能科技”正式投产,年产能达5000台套,实现税收800万元。",
            "引进项目5个",
            "；实现税收",
            id="another-bodys-deed",
        ),
        pytest.param(
            "2022年目标完成100万平方米征迁工作,全年累计完成112.23万平方米。新建道路3条。",
            "全年累计完成112.23万平方米",
            "(?<!工作，)全年累计完成",
            id="what-was-reached-stays-with-its-aim",
        ),
        pytest.param(
            "县政府安排我镇减少贫困人口3858人,但由于基数大,决定减少4441人。新建道路3条。",
            "道路3条",
            "3858|4441|由于",
            id="what-was-assigned-is-none",
        ),
        pytest.param(
            "引进企业2家,公司新租地300亩。全镇2022年共完成国税3095万元。",
            "完成国税3095万元",
            "全镇2022年|；公司新租地",
            id="whose-it-is-was-said-before",
        ),
        pytest.param(
            "计划种植粮食37.7万亩,其中水稻29万亩。新建道路3条。", "道路3条", "37.7", id="what-was-meant-is-none"
        ),
        pytest.param(
            "前三季度,全镇农业总产值33.36亿元,增长8%。其中,林业产值1.95亿元,同比增长7.3%。",
            "前三季度，",
            "年，平湖镇(?:全镇)?农业总产值",
            id="three-quarters-are-not-the-year",
        ),
    ],
)
def test_summary(body: str, says: str, never: str) -> None:
    summary = words_over(body)[1]
    assert says in summary
    assert not re.search(never, summary)


def test_half_a_year_is_said_once_in_a_report_on_it() -> None:
    body = "上半年,完成税收3.6亿元,同比增长4.5%。新增企业12家。上半年,改造老旧小区6个。"
    headline, summary = words_over(body, title="平湖镇2022年上半年工作总结", section="上半年工作开展情况")
    assert headline == "平湖镇上半年完成税收3.6亿元"
    assert summary.count("上半年") == 1


@pytest.mark.parametrize(
    ("title", "office"),
    [
        pytest.param("2015年丹山县国民经济和社会发展统计公报", "丹山县", id="bulletin-named-by-its-title"),
        pytest.param("2022年工作总结", "", id="nobody"),
        pytest.param("青山市中级人民法院关于行政审判工作情况的报告", "青山市中级人民法院", id="court"),
        pytest.param("青山区人民政府2022年工作报告", "青山区", id="government"),
    ],
)
def test_office(title: str, office: str) -> None:
    assert office_name(report_of(f"{title}\n\n一、综合\n\n完成税收3.6亿元。\n", "甲")) == office


@pytest.mark.parametrize(
    ("issuer", "office"),
    [
        pytest.param("青山区东原街道办事处", "东原街道", id="street-of-a-district"),
        pytest.param("江东市青山区东原街道办事处", "东原街道", id="and-of-a-city"),
        pytest.param("青山区人民政府东原街道办事处", "东原街道", id="as-its-government-signs"),
        pytest.param("湖东省江东市青山区柳林镇人民政府", "柳林镇", id="town-of-a-province"),
        pytest.param("江东市湖东新区东原街道党工委", "东原街道", id="new-area"),
        pytest.param("江东市青山区人民政府办公室", "江东市青山区", id="a-district-keeps-its-city"),
        pytest.param("湖东自治州人民政府", "湖东自治州", id="prefecture"),
        pytest.param("青山区住房和城乡建设局", "青山区住房和城乡建设局", id="bureau"),
    ],
)
def test_an_office_is_named_without_what_it_lies_in(issuer: str, office: str) -> None:
    assert office_of(issuer, None) == office


@pytest.mark.parametrize(
    ("issuer", "title", "office"),
    [
        pytest.param("青山县统计局", "青山县2022年国民经济和社会发展统计公报", "青山县", id="bulletin"),
        pytest.param("青山县财政局", "关于青山县2022年预算执行情况的报告", "青山县", id="budget"),
        pytest.param(
            "江东市发展和改革委员会", "关于江东市2022年国民经济和社会发展计划执行情况的报告", "江东市", id="plan"
        ),
        pytest.param("青山县财政局", "青山县财政局2022年工作总结", "青山县财政局", id="its-own-work"),
        pytest.param("市财政局", "2022年预算执行情况", "市财政局", id="of-a-place-not-named"),
    ],
)
def test_a_report_on_a_place_is_told_of_the_place(issuer: str, title: str, office: str) -> None:
    assert office_of(issuer, title) == office


def test_two_bureaus_on_one_place_are_told_apart() -> None:
    bulletin = ("青山县统计局", "青山县2022年国民经济和社会发展统计公报")
    budget = ("青山县财政局", "关于青山县2022年预算执行情况的报告")
    assert offices_of([bulletin, budget, ("柳林镇", "柳林镇2022年工作总结")]) == [
        "青山县统计局",
        "青山县财政局",
        "柳林镇",
    ]
    assert offices_of([bulletin, bulletin]) == ["青山县", "青山县"]


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        pytest.param("全省地区生产总值{f1}", "地区生产总值{f1}", id="whole-province"),
        pytest.param("省属企业完成投资{f1}", "省属企业完成投资{f1}", id="enterprises-of-the-province"),
        pytest.param("县级补助{f1}", "县级补助{f1}", id="of-the-county"),
        pytest.param("全年街道荣获{f1}", "荣获{f1}", id="all-year-the-subdistrict"),
    ],
)
def test_bare_clause(text: str, bare: str) -> None:
    assert bare_clause(text, "甘山省") == bare
