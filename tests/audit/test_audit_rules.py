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
            "现有企业10家,其中工业企业3家、商贸企业4家。", "partition_sum", "info", "7", id="not-listed-in-full"
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
    ],
)
def test_finds(body: str, rule: str, severity: str, computed: str) -> None:
    found = [(finding.rule, finding.severity, finding.computed) for finding in audit(report(body))]
    assert (rule, severity, computed) in found


@pytest.mark.parametrize(
    "body",
    [
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
    ],
)
def test_leaves_alone(body: str) -> None:
    assert [f.message for f in audit(report(body)) if f.severity in ("warn", "error")] == []


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
