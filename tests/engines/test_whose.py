"""Whose a number is, of what time, of what whole: never lost, never another's; one row a rule, in both widths."""

import pytest

from pipeline import report_of, summarize
from pipeline.claims import Source
from pipeline.domain.result import ReportSummary
from pipeline.engines.base import ReportMaterial
from pipeline.engines.extractive.highlights import highlights_of
from pipeline.engines.extractive.naming import bare_clause, is_department, of_another_place, place_of
from pipeline.engines.extractive.wording import third_person
from pipeline.figures import find_figures

WIDE = str.maketrans(",;:()", "，；：（）")
BUREAU = "青山区商务局2023年工作总结"
TOWN = "柳林镇2023年工作总结"
COUNTY = "清河县人民政府2023年工作报告"


def told(body: str, title: str = TOWN, section: str = "2023年工作完成情况") -> ReportSummary:
    return summarize(report_of(f"{title}\n\n一、{section}\n\n{body}\n", "甲"))


both = pytest.mark.parametrize("wide", [False, True], ids=["narrow", "wide"])


@both
@pytest.mark.parametrize(
    ("title", "body", "claims"),
    [
        pytest.param(
            TOWN,
            "与2018年相比,全镇工业总产值由8.2亿元增加到16.4亿元,五年累计完成投资9.1亿元。",
            ["与2018年相比，全镇工业总产值由8.2亿元增加到16.4亿元，五年累计完成投资9.1亿元。"],
            id="a-change-keeps-the-year-it-is-against",
        ),
        pytest.param(
            TOWN,
            "比2020年,粮食总产量增加1200吨。",
            ["比2020年，粮食总产量增加1200吨。"],
            id="in-one-word-too",
        ),
        pytest.param(
            TOWN,
            "三季度以来,受原料涨价影响,4户企业停产。",
            ["三季度以来，4户企业停产。"],
            id="a-time-stays-over-a-remark-that-goes",
        ),
        pytest.param(
            TOWN,
            "五年来,坚持项目为王,累计引进企业36家。",
            ["五年来，累计引进企业36家。"],
            id="years-stay-over-a-slogan",
        ),
        pytest.param(
            TOWN,
            "移民搬迁启动以来,累计搬迁318户1206人。对口支援资金到位460万元。",
            ["移民搬迁启动以来，累计搬迁318户1206人。", "对口支援资金到位460万元。"],
            id="what-has-gone-on-since-ends-with-its-sentence",
        ),
        pytest.param(
            TOWN,
            "截至10月底,参保21600人。其中,职工参保3200人。",
            ["截至10月底，参保21600人；其中，职工参保3200人。"],
            id="a-part-is-of-the-time-of-its-whole",
        ),
        pytest.param(
            TOWN,
            "财政收入2.86亿元,增长24.1%,其中税收1.18亿元。财政支出14.9亿元。年末存款余额38.6亿元。",
            ["财政收入2.86亿元，增长24.1%，其中税收1.18亿元。", "财政支出14.9亿元。", "年末存款余额38.6亿元。"],
            id="sums-of-their-own-stay-sentences-of-their-own",
        ),
        pytest.param(
            TOWN,
            "收到复议申请31件,其中维持19件;被提起诉讼12件。",
            ["收到复议申请31件，其中维持19件；被提起诉讼12件。"],
            id="a-semicolon-never-becomes-a-comma",
        ),
        pytest.param(
            TOWN,
            "剔除政策性减收因素,税收同口径增长2.3%。",
            ["剔除政策性减收因素，税收同口径增长2.3%。"],
            id="what-a-rate-is-reckoned-on-stays",
        ),
        pytest.param(
            TOWN,
            "全县创建示范村12个,我镇占3个。",
            ["全县创建示范村12个，柳林镇占3个。"],
            id="ones-own-place-beside-another",
        ),
        pytest.param(
            BUREAU,
            "全市社会消费品零售总额增长4.1%,我区增长5.6%。",
            ["全市社会消费品零售总额增长4.1%，青山区增长5.6%。"],
            id="of-a-bureau-too",
        ),
        pytest.param(
            BUREAU,
            "在全市质量监测中,我区6个项目有4个高于全市平均值。",
            ["在全市质量监测中，青山区6个项目有4个高于全市平均值。"],
            id="with-the-survey-it-is-of",
        ),
        pytest.param(
            BUREAU,
            "我区外贸增长5.6%,居全市第3位。受理投诉310件,立案42件;查处39起,挽回损失86万元。",
            ["青山区外贸增长5.6%，居全市第3位。", "受理投诉310件，立案42件；查处39起，挽回损失86万元。"],
            id="a-place-in-a-ranking-stays-and-what-was-counted",
        ),
        pytest.param(
            BUREAU,
            "2023年,在区委的坚强领导下,我局统筹发展和安全两件大事。新增外贸企业17家。",
            ["新增外贸企业17家。"],
            id="an-opening-formula-is-no-deed",
        ),
        pytest.param(
            TOWN,
            "规模企业发展到28户,完成增加值11.2亿元;实现利税2.46亿元。",
            ["规模企业发展到28户，完成增加值11.2亿元；实现利税2.46亿元。"],
            id="taxes-of-those-named-before",
        ),
    ],
)
def test_claims(title: str, body: str, claims: list[str], wide: bool) -> None:
    said = told(body.translate(WIDE) if wide else body, title)
    assert [claim.text for claim in said.achievements] == claims


@both
def test_an_amount_behind_a_heading_is_told_of_what_the_heading_names(wide: bool) -> None:
    body = "(一)政府性基金预算。收入完成4.1亿元,增长12%;支出完成3.8亿元。\n\n(二)收支情况。支出总计9亿元。"
    said = told(body.translate(WIDE) if wide else body, COUNTY)
    texts = [claim.text for claim in said.achievements]
    assert texts[0].startswith("政府性基金预算收入完成4.1亿元")
    assert texts[-1] == "支出总计9亿元。"


def test_a_spending_behind_a_heading_is_not_told_of_what_stands_before_it() -> None:
    body = "(一)一般公共预算。全县收入完成8.4亿元,其中:税收收入7.1亿元;非税收入1.3亿元。支出完成28亿元。"
    assert [claim.text for claim in told(body, COUNTY).achievements][-1] == "一般公共预算支出完成28亿元。"


@both
def test_a_plan_behind_a_heading_too(wide: bool) -> None:
    body = "收入完成4亿元。\n\n二、2024年预算草案\n\n(一)社会保险基金预算。收入预期5.4亿元,支出安排4.9亿元。"
    plans = told(body.translate(WIDE) if wide else body, COUNTY).plans
    assert [plan.text for plan in plans] == ["社会保险基金预算收入预期5.4亿元，支出安排4.9亿元。"]


def test_what_a_plan_part_calls_cumulative_is_no_deed() -> None:
    said = told("新增企业12家。\n\n二、2024年工作计划\n\n加装电梯累计投用15台。")
    assert [claim.text for claim in said.achievements] == ["新增企业12家。"]


def test_half_a_year_stays_in_the_words_over_several_reports() -> None:
    """The words over one report say it once; those over several say nothing of a period."""
    report = report_of(
        "东原街道2023年上半年工作总结\n\n一、上半年工作情况\n\n上半年,完成税收3.6亿元。1-6月,引进企业86家。\n", "甲"
    )
    source = Source(report, find_figures(report.text, report.outline))
    material = ReportMaterial(report, summarize(report).achievements, source.by_id, frozenset())
    assert [h.text.partition("，")[0] for h in highlights_of(material)] == ["上半年", "1-6月"]
    summary = summarize(report).summary.text
    assert summary == "2023年上半年，东原街道完成税收3.6亿元；引进企业86家。"


@both
@pytest.mark.parametrize(
    ("title", "body", "headline"),
    [
        pytest.param(
            "青山县人民法院工作报告",
            "全年共受理各类案件3772件,审结3577件,同比下降4.2%。受理民商事案件2318件,标的额9470万元。",
            "青山县人民法院受理各类案件3772件",
            id="a-court-its-cases",
        ),
        pytest.param(
            "云岭市江北区人民检察院工作报告",
            "全年办理各类案件2846件,同比下降5.3%。1人获评全省优秀公诉人。",
            "云岭市江北区人民检察院办理各类案件2846件",
            id="a-procuratorate-too-and-fewer-are-no-failure",
        ),
        pytest.param(
            "青山县人民代表大会常务委员会工作报告",
            "一年来,常委会共召开常委会会议8次,听取和审议报告19项。建成“代表之家”13个。",
            "青山县人大常委会召开常委会会议8次",
            id="a-congress-its-sittings",
        ),
        pytest.param(
            COUNTY,
            "全县规模以上工业总产值68.4亿元,增长27.5%。实现地区生产总值41.85亿元,增长9%。",
            "清河县实现地区生产总值41.85亿元",
            id="output-before-industry",
        ),
        pytest.param(
            COUNTY,
            "预计全年实现地区生产总值128.6亿元,增长7.8%;地方财政收入4.88亿元,增长6.2%。",
            "清河县预计全年实现地区生产总值128.6亿元",
            id="an-estimate-of-it-as-one",
        ),
        pytest.param(
            "青山县税务局2023年工作总结",
            "组织税费收入22.4亿元,同比下降6.8%。第四季度税收4.2亿元,环比增长18%。",
            "青山县税务局组织税费收入22.4亿元",
            id="the-year-before-a-quarter",
        ),
        pytest.param(
            "青山县交通运输局2023年工作总结",
            "完成交通投资9.7亿元,占年度目标的80.8%。S213线改建工程完成路基18公里,累计完成投资2.2亿元。",
            "青山县交通运输局完成交通投资9.7亿元",
            id="no-road-passes-for-the-bureau",
        ),
        pytest.param(
            "宜江市应急管理局2023年工作总结",
            "全市应急系统立案1436件,罚款3872.6万元。",
            "宜江市应急系统立案1436件",
            id="the-whole-citys-number-under-the-citys-name",
        ),
        pytest.param(
            "宁海县审计局2023年工作总结",
            "2023年,县审计局完成审计项目38个,查出问题金额12.6亿元。",
            "宁海县审计局完成审计项目38个",
            id="its-name-once",
        ),
        pytest.param(
            "青山区卫生健康委员会2023年工作总结",
            "区属医院资产负债率41.2%,2家医院亏损1730万元。新增托位680个。",
            "青山区卫生健康委员会新增托位680个",
            id="debts-are-no-headline",
        ),
        pytest.param(
            "青山县人力资源和社会保障局2023年工作总结",
            "城镇新增就业4326人,完成目标的108.2%。",
            "青山县人社局城镇新增就业4326人",
            id="a-long-name-by-its-common-short-one",
        ),
    ],
)
def test_headline(title: str, body: str, headline: str, wide: bool) -> None:
    assert told(body.translate(WIDE) if wide else body, title).headline.text == headline


@both
@pytest.mark.parametrize(
    ("title", "body", "says", "never"),
    [
        pytest.param(
            TOWN,
            "与2018年相比,全镇工业总产值由8.2亿元增加到16.4亿元。完成固定资产投资3.2亿元,增长8%。"
            "新建公路18公里,改造危房120户。引进项目6个,到位资金2.7亿元。建成高标准农田3200亩,新增垃圾桶560个。",
            "2023年，柳林镇完成固定资产投资3.2亿元",
            "(?<!与2018年相比，)工业总产值",
            id="the-years-own-before-a-change-over-years",
        ),
        pytest.param(
            TOWN,
            "截至10月底,完成税收3.6亿元。固定资产投资4.6亿元。",
            "截至10月底，完成税收3.6亿元",
            "4.6亿元",
            id="what-may-be-of-part-of-the-year-is-not-told-of-it",
        ),
        pytest.param(
            "宜江市应急管理局2023年工作总结",
            "2023年,全市共检查企业3.18万家次,整改隐患85927处。",
            "2023年，全市共检查企业3.18万家次",
            "应急管理局",
            id="no-bureau-before-the-whole-citys-number",
        ),
        pytest.param(
            "青山区住房和城乡建设局2023年工作总结",
            "新开工保障性住房3126套。1-11月,全区房地产开发投资46.8亿元。",
            "1-11月，全区房地产开发投资46.8亿元",
            "(?<!全区)房地产开发",
            id="the-districts-investment-is-the-districts",
        ),
        pytest.param(
            COUNTY,
            "政务新媒体发布信息7810条,总阅读量达326万次。新建道路3条。",
            "道路3条",
            "县总阅读量|；总阅读量",
            id="readers-of-what",
        ),
        pytest.param(
            "青山县农业农村局2023年工作总结",
            "新建高标准农田4.2万亩。全省平均亩产418公斤,我县为397公斤。",
            "4.2万亩",
            "418|397",
            id="another-places-mean-is-no-deed",
        ),
        pytest.param(
            "青山区卫生健康委员会2023年工作总结",
            "区中医院迁建工程完成投资1.2亿元。",
            "2023年，青山区中医院迁建工程",
            "委员会区",
            id="a-hospital-is-no-commission",
        ),
        pytest.param(
            COUNTY,
            "发生事故68起,死亡57人,其中工矿领域发生事故40起,死亡35人。",
            "其中工矿领域发生事故40起",
            "，工矿领域",
            id="a-part-says-so",
        ),
        pytest.param(
            COUNTY,
            "一般公共预算收入完成3亿元,增长5%。其中:税收收入1.8亿元,增长4%;非税收入1.2亿元,增长7%。"
            "一般公共预算支出完成31亿元,增长3.5%。新建公路18公里,改造危房120户。化解债务2.6亿元,偿还本金1.4亿元。"
            "发放补贴3120万元,惠及群众2.3万人次。",
            "一般公共预算支出完成31亿元",
            "(?<!其中：)税收收入1.8亿元",
            id="both-totals-of-a-budget-before-its-parts",
        ),
        pytest.param(
            "青山县人民代表大会常务委员会工作报告",
            "召开常委会会议8次。县政府承诺三年内投资3.5亿元新建学校5所。",
            "会议8次",
            "3.5亿元",
            id="a-promise-is-no-deed",
        ),
    ],
)
def test_summary(title: str, body: str, says: str, never: str, wide: bool) -> None:
    import re

    summary = told(body.translate(WIDE) if wide else body, title).summary.text
    assert says in summary
    assert not re.search(never, summary), summary


@pytest.mark.parametrize(
    ("office", "place", "department"),
    [
        pytest.param("青山县审计局", "青山县", True, id="bureau"),
        pytest.param("青山区住房和城乡建设局", "青山区", True, id="no-乡-in-城乡"),
        pytest.param("渭川县市场监督管理局", "渭川县", True, id="no-市-in-市场"),
        pytest.param("云岭市江北区人民检察院", "云岭市江北区", True, id="of-the-nearest-place"),
        pytest.param("临川市民政局", "临川市", True, id="a-city-before-民政"),
        pytest.param("东原街道", "东原街道", False, id="street"),
        pytest.param("湖东自治州", "湖东自治州", False, id="prefecture"),
        pytest.param("市住建局", "", True, id="of-a-place-not-named"),
        pytest.param("", "", False, id="nobody"),
    ],
)
def test_place_of_an_office(office: str, place: str, department: bool) -> None:
    assert (place_of(office), is_department(office)) == (place, department)


@pytest.mark.parametrize(
    ("text", "office", "another"),
    [
        pytest.param("全市零售总额增长{f1}", "青山区商务局", True, id="the-city-of-a-district"),
        pytest.param("全区零售总额增长{f1}", "青山区商务局", False, id="its-own"),
        pytest.param("2023年，全省平均亩产{f1}", "青山县", True, id="behind-a-year"),
        pytest.param("全市首家驿站启用，服务{f1}", "青山区", False, id="first-of-the-city-is-praise"),
        pytest.param("全面完成投资{f1}", "青山区", False, id="全面-is-no-place"),
    ],
)
def test_of_another_place(text: str, office: str, another: bool) -> None:
    assert of_another_place(text, office) is another


@pytest.mark.parametrize(
    ("text", "office", "bare"),
    [
        pytest.param("全市检查企业{f1}", "宜江市", "检查企业{f1}", id="a-government-is-its-city"),
        pytest.param("全市检查企业{f1}", "宜江市应急管理局", "全市检查企业{f1}", id="a-bureau-is-not"),
        pytest.param("2023年，县审计局完成{f1}", "宁海县审计局", "完成{f1}", id="short-form"),
        pytest.param("区人民检察院起诉{f1}", "江北区人民检察院", "起诉{f1}", id="short-form-of-a-procuratorate"),
        pytest.param("区委召开会议{f1}", "青山区卫生健康委员会", "区委召开会议{f1}", id="another-body-stays"),
        pytest.param("2023年以来，办理{f1}", "宁海县", "办理{f1}", id="since-the-year-began"),
    ],
)
def test_bare_clause(text: str, office: str, bare: str) -> None:
    assert bare_clause(text, office, 2023) == bare


@pytest.mark.parametrize(
    ("words", "place", "department", "said"),
    [
        pytest.param("我县完成投资3亿元。", "清河县", False, "完成投资3亿元。", id="a-government-of-itself"),
        pytest.param("我县完成投资3亿元。", "清河县", True, "清河县完成投资3亿元。", id="a-bureau-of-its-county"),
        pytest.param("全市9个，我街道占2个。", "", False, "全市9个，我街道占2个。", id="a-place-nobody-named"),
        pytest.param("安排我镇任务3个。", "柳林镇", False, "安排镇任务3个。", id="within-a-clause"),
        pytest.param(
            "我们也看到，全市增长4%。", "青山区", False, "看到，全市增长4%。", id="we-before-another-is-named"
        ),
    ],
)
def test_third_person(words: str, place: str, department: bool, said: str) -> None:
    assert third_person(words, place, department=department) == said
