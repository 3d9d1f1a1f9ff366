"""One row for each thing a rule finds, and for each thing it must leave alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.audit import RULES, audit, audit_checks, examine
from pipeline.domain.report import Report
from pipeline.outline import read_outline

_HEAD = "清河街道2022年工作总结\n\n一、2022年工作情况\n\n"


def report(body: str) -> Report:
    text = f"{_HEAD}{body}\n"
    return Report("r", text, "", read_outline(text))


@pytest.mark.parametrize(
    ("body", "rule", "severity", "computed"),
    [
        pytest.param("共有党员100名,其中男60名、女39名、其他2名。", "partition_sum", "warn", "101", id="near-miss"),
        pytest.param(
            "现有企业10家,分别为工业企业3家、商贸企业4家。", "partition_sum", "info", "7", id="not-listed-in-full"
        ),
        pytest.param("现有企业10家,其中工业企业5家、商贸企业4家。", "partition_sum", "info", "9", id="one-is-missing"),
        pytest.param("共建设泵站12座,包括东片4座、西片3座。", "partition_sum", "info", "7", id="all-of-them-comprise"),
        pytest.param(
            "现有企业12家(其中工业企业5家、商贸企业3家、建筑企业1家)。",
            "partition_sum",
            "info",
            "9",
            id="set-out-in-a-bracket",
        ),
        pytest.param(
            "处分党员31名(警告20人、严重警告9人、开除党籍4人)。", "flat_sum", "warn", "33", id="bracket-too-large"
        ),
        pytest.param("甲村3个、乙村4个,合计8个。", "total_sum", "info", "7", id="total-far-off"),
        pytest.param("甲村拆除130处、乙村拆除40处,合计拆除175处。", "total_sum", "warn", "170", id="total-off"),
        pytest.param("发现隐患120条,整改135条。", "subset_bound", "warn", "135>120", id="more-dealt-with-than-found"),
        pytest.param("登记企业20家,其中工业企业25家。", "part_exceeds_whole", "warn", "25>20", id="part-over-whole"),
        pytest.param("发现隐患200处,整改150处,整改率80%。", "rate", "error", "75.0000%", id="rate-wrong"),
        pytest.param(
            "计划投资7.2亿元,完成投资7.4亿元,投资完成率102.36%。",
            "rate",
            "warn",
            "102.7778%",
            id="rate-from-unrounded-data",
        ),
        pytest.param(
            "今年计划投资13亿元,累计完成投资12亿元,超额完成任务。", "target", "error", "92.31%", id="no-excess"
        ),
        pytest.param(
            "引进项目7个,超额完成年度任务116.67%。", "excess_wording", "info", "16.67%", id="excess-or-completion"
        ),
        pytest.param("热水器从60台锐减至498台。", "from_to", "error", "+730.00%", id="direction"),
        pytest.param("税收由100万元增加到150万元,增长40%。", "rate", "error", "50.0000%", id="growth-from-its-ends"),
        pytest.param(
            "甲社区、乙社区、丙社区、丁社区等3个社区。", "enumeration", "warn", "4", id="more-named-than-counted"
        ),
        pytest.param("甲社区、乙社区、丙社区4个社区。", "enumeration", "warn", "3", id="closed-list"),
        pytest.param("清空土地近600余亩。", "approx_contradiction", "info", "近/约 + 余", id="near-and-over"),
        pytest.param("群众满意率达102%。", "impossible_value", "error", "<=100%", id="rate-over-100"),
        pytest.param(
            "绿地面积由300公顷增加到450公顷,同比增长52%。", "rate", "error", "50.0000%", id="growth-on-the-year"
        ),
        pytest.param(
            "提供岗位3000个,达成意向1200人,其中大学生1300人。",
            "part_exceeds_whole",
            "warn",
            "1300>1200",
            id="part-right-after-its-cue",
        ),
        pytest.param(
            "计划投资13亿元,完成投资12.1亿元,投资完成率95%。", "rate", "warn", "93.0769%", id="gap-a-reader-sees"
        ),
        pytest.param("甲路、乙路、丙路等2条道路。", "enumeration", "warn", "3", id="more-named-the-noun-is-theirs"),
        pytest.param(
            "全年发放临时困难救助资金1200万元。全年发放临时困难救助资金1350万元。",
            "repeat",
            "warn",
            "1350万元",
            id="one-sentence-two-numbers",
        ),
    ],
)
def test_finds(body: str, rule: str, severity: str, computed: str) -> None:
    found = [(finding.rule, finding.severity, finding.computed) for finding in audit(report(body))]
    assert (rule, severity, computed) in found


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("居民人均可支配收入7.4万元,增长4.6%,其中城镇居民人均可支配收入8.3万元。", id="mean-of-a-part"),
        pytest.param(
            "全县居民人均消费支出 36018 元，增长7.3%，其中：城镇居民人均消费支出 40656 元，农村 21609 元。",
            id="mean-of-a-part-with-spaces",
        ),
        pytest.param("职工平均工资9.1万元,其中国有单位平均工资11.2万元。", id="mean-wage-of-a-part"),
        pytest.param("税收8103万元,增长18.8%;非税收入16524万元。", id="no-cue-no-sum"),
        pytest.param("岗位56个,其中保洁员31人,护林员25人;带动就业15人。", id="whole-of-another-unit"),
        pytest.param("常住人口94.9万人,比上年末增加0.1万人,其中城镇41.4万人,乡村53.5万人。", id="change-is-no-whole"),
        pytest.param("人口13951户68202人(城镇240户544人,农村13711户67658人)。", id="composite-units"),
        pytest.param(
            "总产值439.19亿元,增长3.3%。其中,一产100.23亿元,增长4.4%;二产170.37亿元,增长3.3%;三产168.59亿元,增长2.7%。",
            id="rates-are-not-added",
        ),
        pytest.param(
            "产值169.7亿元,其中农业91.9亿元,林业6.5亿元,牧业65.0亿元,渔业2.6亿元,辅助3.8亿元。",
            id="rounding-of-decimals",
        ),
        pytest.param("收入24627万元,完成年初预算数60999万元的40.4%。", id="rate-of-budget"),
        pytest.param("发现隐患9286处,督促整改7110处,整改率为76.5%。", id="rate-cut-off"),
        pytest.param("受理办件312件,办结350件。", id="carried-over-from-last-year"),
        pytest.param("商品房销售增长率102%,投资完成率116%。", id="rates-that-can-pass-100"),
        pytest.param("完成住宅签约4018户。附近有3家企业。", id="signed-and-nearby-are-no-markers"),
        pytest.param("对甲村查处隐患144条;对乙村查处隐患20条。", id="rows-of-a-list-are-no-repeats"),
        pytest.param("在甲村、乙村新建3个公园。", id="verb-between-list-and-count"),
        pytest.param("甲社区、乙社区等8个社区。", id="open-list"),
        pytest.param("教师120名,其中女教师80名、党员60名、高级职称30名。", id="attributes-overlap"),
        pytest.param("从3个村增加到5个村,再压减到2个。", id="two-changes"),
        pytest.param("税收由2015年的50亿元增加到80亿元,年均增长9.8%。", id="yearly-average-is-no-total-growth"),
        pytest.param("地区生产总值由300亿元增加到330亿元,增长6.5%。", id="growth-at-constant-prices"),
        pytest.param("工业增速由下降3.2%提高到增长2.1%。", id="sign-is-in-the-words"),
        pytest.param("审批时限由20个工作日提高到5个工作日。", id="shorter-is-better"),
        pytest.param("巡查由每月5次增加到每周3次。", id="per-month-and-per-week"),
        pytest.param("全省排名由第45名跃升至第20名。", id="a-lower-rank-is-a-rise"),
        pytest.param("增值税完成5亿元,企业所得税完成4.8亿元,完成预算的98%。", id="another-tax-is-no-plan"),
        pytest.param("总投资10亿元,完成投资9亿元,完成年度计划的95%。", id="total-investment-is-no-yearly-plan"),
        pytest.param("新收案件5730件,结案5200件,结案率85%。", id="cases-carried-over"),
        pytest.param("年度计划投资24.19亿元,完成投资14.9亿元,完成年度计划的61.62%。", id="rounding-to-亿"),
        pytest.param("高中阶段毛入学率101.2%,移动电话普及率121%。", id="gross-rates"),
        pytest.param("预算执行率103%,产能利用率105%,债务化解率120%。", id="rates-against-a-plan"),
        pytest.param("走访东村、西村7家企业,改造南小区、北小区12个单元。", id="count-of-another-thing"),
        pytest.param("涉及东村、西村、南村等2个乡镇。", id="count-of-what-they-belong-to"),
        pytest.param("东社区、西社区、南社区4个社区书记参加。", id="count-of-persons"),
        pytest.param("企业100家,其中规上企业60家、高新企业50家。", id="classes-that-overlap"),
        pytest.param("代表200名(女代表80名、少数民族代表50名、党员代表120名)。", id="attributes-in-a-bracket"),
        pytest.param("完成投资12亿元(去年10亿元,前年9亿元)。", id="other-years-in-a-bracket"),
        pytest.param("完成投资8亿元,其中总投资20亿元的光伏项目完工。", id="amount-that-describes-a-project"),
        pytest.param(
            "检查单位200家,其中学校50家,医院30家,其中不合格医院3家,商场110家。", id="list-goes-on-after-an-inner-one"
        ),
        pytest.param("支出5000万元,其中教育2500万元、农业1500万元、医疗960万元。", id="amounts-not-listed-to-the-last"),
        pytest.param(
            "累计完成投资50亿元。其中,工业投资20亿元;技改投资18亿元;房地产投资15亿元。", id="investments-overlap"
        ),
        pytest.param("年度任务20个项目,已完成12个,其中5个超额完成任务。", id="excess-of-some"),
        pytest.param("建成任务为3557套(含往年结转项目),全市已建成4385套。", id="cue-in-a-bracket-that-is-closed"),
        pytest.param("从业人员由2万人增加到2.5万人,增长25.3%。", id="growth-within-rounding"),
        pytest.param(
            "收入包括:本级拨款7034万元、上年结转23万元;支出包括:教育5806万元、社保558万元、卫生275万元、住房418万元。",
            id="a-list-with-a-subject-of-its-own",
        ),
        pytest.param("受理案件500件,其中刑事案件300件、民事案件200件、审结案件480件。", id="closed-cases-are-no-kind"),
        pytest.param("共有党员100名,其中男60名、女40名、预备党员1名。", id="attribute-after-a-partition"),
        pytest.param("本年收入100万元,其中事业收入5万元,结转20万元,收入总计120万元。", id="part-of-a-part-in-a-total"),
        pytest.param("全年共受理案件500件。其中,刑事300件;民事200件;执结40件。", id="rows-after-those-that-close"),
        pytest.param(
            "建议方面,正在解决或已经启动的68件,占总数的73.9%。提案方面,正在解决或已经启动的38件,占总数的29.7%。",
            id="two-lists-under-one-heading",
        ),
        pytest.param(
            "全县一般公共预算收入完成1200万元。县本级一般公共预算收入完成800万元。", id="county-and-its-own-level"
        ),
        pytest.param(
            "完成总产值330亿元,其中经开区完成260亿元,占总产值比重由76.9%提高到78.8%。", id="share-a-change-starts-from"
        ),
    ],
)
def test_leaves_alone(body: str) -> None:
    assert [f.message for f in audit(report(body)) if f.severity in ("warn", "error")] == []


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("完成检测1154批次,其中2批次不合格,药物残留速测完成112批次。", id="of-which-ended-at-the-comma"),
        pytest.param("新增企业320家,其中规上企业12家,培育专精特新企业5家。", id="another-verb-ends-of-which"),
        pytest.param(
            "生产总值由2017年的300亿元增加到420亿元,增加120亿元,年均增长6.5%。", id="yearly-rate-of-five-years"
        ),
        pytest.param(
            "经济总量跨越4万亿元量级,其中工业增加值1.5万亿元,服务业增加值2.2万亿元。", id="order-of-magnitude"
        ),
        pytest.param("现有企业30家,其中工业企业3家、商贸企业4家。", id="some-of-them"),
        pytest.param("支出5200万元,增长3%。其中:教育1200万元,增长4%;卫生900万元,增长2%。", id="some-of-the-spending"),
        pytest.param("排查房屋640幢,其中危房42幢,拆除17幢。", id="a-part-of-a-part"),
        pytest.param("发表论文40篇,其中公开发表22篇、获市级奖励30篇。", id="parts-that-overlap"),
        pytest.param("贫困人口8万人脱贫。城市居民最低生活保障人数3100人,农村1.8万人。", id="kinds-of-another-whole"),
        pytest.param("共发放补贴3200万元,包括农机补贴1200万元、地力补贴800万元等。", id="and-so-on"),
        pytest.param(
            "党员12000名,其中女党员3100名、35岁以下2800名、大专以上5600名。", id="persons-of-kinds-that-overlap"
        ),
        pytest.param("各村收入均达到10万元,其中石岭村80万元。", id="each-and-one-of-them"),
        pytest.param("村集体收入全部达到20万元以上,其中甲村突破90万元。", id="bound-on-each"),
        pytest.param("加上补助收入31亿元、上年结转2亿元,收入总计55亿元。", id="added-to-what-was-told"),
        pytest.param("全县新增就业目标3000人,扎实推进。\n全县新增就业3200人。", id="aim-and-what-was-done"),
    ],
)
def test_says_nothing_at_all(body: str) -> None:
    assert [f.message for f in audit(report(body))] == []


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        pytest.param("共有党员100名,其中男60名、女40名。", "partition_sum", id="partition"),
        pytest.param(
            "企业77家,其中工业15家(其中高新5家,四强4家),商贸62家。", "partition_sum", id="bracket-inside-a-list"
        ),
        pytest.param("甲村3个、乙村4个,合计7个。", "total_sum", id="total"),
        pytest.param("实施8个项目,其中广场项目已完工,其他7个项目年底完工。", "remainder", id="rest"),
        pytest.param("受理问题4171件,满意3669件,满意率88%。", "rate", id="rate-half-up"),
        pytest.param("热水器从498台锐减至60台。", "from_to", id="direction"),
        pytest.param("今年计划投资13亿元,累计完成投资15亿元,超额完成任务。", "target", id="excess"),
        pytest.param("接待来访306批413人次。", "subset_bound", id="batches-and-persons"),
        pytest.param("压实属地、部门、单位、个人四方责任。", "enumeration", id="four-parties"),
    ],
)
def test_passes_are_told(body: str, rule: str) -> None:
    assert rule in {check.rule for check in audit_checks(report(body))}
    assert [f.message for f in audit(report(body)) if f.rule == rule and f.severity != "info"] == []


def test_page_title_and_title_of_another_year() -> None:
    text = "2022年清河街道工作总结\n\n发布时间: 2022-02-25\n\n2021年清河街道工作总结\n\n(一)经济。完成投资12亿元。\n"
    outline = read_outline(text)
    if outline.head.page_title is None:
        pytest.skip("the head of this page is read without a page title")
    (finding,) = audit(Report("r", text, "", outline))
    assert (finding.rule, finding.stated, finding.computed) == ("year_mismatch", "2022", "2021")


def test_findings_quote_the_text_and_ask() -> None:
    (finding,) = audit(report("发现隐患120条,整改135条。"))
    assert finding.quote == "发现隐患120条,整改135条"
    assert finding.question
    text = report("发现隐患120条,整改135条。").text
    assert [text[start:end] for start, end in finding.spans] == ["120条", "135条"]


@pytest.mark.parametrize("body", ["", "没有数字。", "<b>1</b>\0=1+1", "(" * 3000 + "3个" + ")" * 10], ids=range(4))
def test_odd_input_is_read(body: str) -> None:
    assert audit(report(body)) == []


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet="0123456789.,，。；、()（）万亿元户%约余近等其中合计共率从减至增到计划完成个家名\n \0", max_size=160
    )
)
def test_every_outcome_has_a_rule_and_spans_in_the_text(body: str) -> None:
    checked = report(body)
    for outcome in examine(checked):
        assert outcome.rule in RULES
        assert all(0 <= span.start < span.end <= len(checked.text) for span in outcome.spans)
        assert outcome.severity is None or outcome.question


@pytest.mark.parametrize(
    "table",
    [
        pytest.param("项目 | 上年 | 本年\n合计 | 30 | 40\n工业 | 12 | 18\n其中：制造业 | 25 | 30", id="between-pipes"),
        pytest.param("项目\n数量\n合计\n30\n其中\n45\n其他\n5", id="one-cell-a-line"),
        pytest.param("项目 | 数量\n共有企业 | 10家\n其中工业 | 12家\n占比 | 80%", id="with-units"),
    ],
)
def test_the_rules_of_sentences_say_nothing_of_tables(table: str) -> None:
    assert audit(report(table)) == []


_PLACES = ("东坪镇", "西坪镇", "南坪镇", "北坪镇")


def _table(*columns: tuple[str, str], last: bool = False) -> str:
    """A table of places with 合计; each column is its head and its numbers, the total first."""
    heads = " | ".join(["地区", *(head for head, _ in columns)])
    numbers = zip(*(numbers.split(" ") for _, numbers in columns), strict=True)
    rows = [" | ".join([label, *row]) for label, row in zip(["合计", *_PLACES], numbers, strict=True)]
    return "\n".join([heads, *(rows[1:] + rows[:1] if last else rows)])


@pytest.mark.parametrize("last", [pytest.param(False, id="total-first"), pytest.param(True, id="total-last")])
@pytest.mark.parametrize(
    ("columns", "found"),
    [
        pytest.param([("户数", "120 30 25 35 30")], [], id="adds-up"),
        pytest.param([("税收（万元）", "100.1 30.2 25.3 24.3 20.4")], [], id="adds-up-but-for-rounding"),
        pytest.param([("户数", "12713 3048 2517 3548 3300")], [("warn", "12413")], id="one-digit-off"),
        pytest.param([("户数", "120 30 25 35 30"), ("人数", "400 90 80 70 60")], [("warn", "300")], id="others-do"),
        pytest.param([("户数", "400 90 80 70 60")], [], id="rows-may-be-left-out"),
        pytest.param([("户数", "120 30 25 35 30"), ("增长%", "5.2 4.1 3.3 6.0 7.1")], [], id="rates-are-not-added"),
    ],
)  # fmt: skip
def test_columns_of_tables(columns: list[tuple[str, str]], found: list[tuple[str, str]], last: bool) -> None:
    findings = audit(report(_table(*columns, last=last)))
    assert [(one.severity, one.computed) for one in findings] == found
    assert {one.rule for one in findings} <= {"column_sum"}


@pytest.mark.parametrize(
    ("unread", "said"),
    [((), None), ((2,), "第2页"), ((2, 3, 4), "第2—4页"), ((1, 3, 4), "第1、3—4页")],
    ids=["none", "one", "some", "runs"],
)
def test_pages_that_were_not_read_are_told(unread: tuple[int, ...], said: str | None) -> None:
    text = "某街道2022年工作总结\n今年以来,各项工作稳步推进。\n"
    found = audit(Report("r", text, "", read_outline(text), pages=(0, 13, 13, 13), unread=unread))
    assert [one.message.partition("是")[0] for one in found if one.rule == "pages_unread"] == ([said] if said else [])


@pytest.mark.parametrize(
    ("tail", "told"),
    [
        pytest.param("首页 上一页 [1] [2] [3] 下一页 尾页\n", True, id="one-of-three"),
        pytest.param("上一页 1 2 下一页\n第二页的工作也稳步推进。\n上一页 1 2 下一页\n", False, id="both-of-two"),
        pytest.param("上一页 1 2 3 下一页\n第二页的工作也稳步推进。\n上一页 1 2 3 下一页\n", True, id="two-of-three"),
        pytest.param("上一页：2018年工作总结\n下一页：2020年工作总结\n", False, id="other-articles"),
        pytest.param("请翻到下一页，见表1和表2。\n", False, id="a-sentence"),
    ],
)
def test_a_report_of_which_a_site_shows_the_rest_elsewhere_is_told(tail: str, told: bool) -> None:
    text = "某街道2022年工作总结\n今年以来,各项工作稳步推进。\n" + tail
    found = audit(Report("r", text, "", read_outline(text)))
    assert ["pages_elsewhere"] * told == [one.rule for one in found]
    assert not any("上一页" in s.span.of(text) for s in read_outline(text).sentences)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("利润由-0.8亿元提高到0.5亿元。", id="from-below-zero"),
        pytest.param(
            "三家公司共实现利润270万元，其中甲公司200万元、乙公司-30万元、丙公司100万元。", id="a-loss-among-them"
        ),
    ],
)
@pytest.mark.parametrize("minus", ["-", "－", "−"])
def test_nothing_is_reckoned_with_an_amount_below_zero(body: str, minus: str) -> None:
    assert audit(report(body.replace("-", minus))) == []
