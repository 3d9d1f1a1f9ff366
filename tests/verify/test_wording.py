"""Words of bulletins and budgets a draft may put otherwise, and those it may not."""

import pytest

from pipeline.domain.report import Report
from pipeline.outline import read_outline
from pipeline.verify import SourceIndex, index_source, verify

_TEXT = (
    "柳林县2022年工作总结\n\n一、2022年工作情况\n\n"
    "全年零售额38.4亿元。城镇零售额32.1亿元，占总额的83.6%，乡村零售额6.3亿元，占总额的16.4%。\n"
    "受理审查逮捕320人，不捕率、不诉率分别为31.4%和16.7%。\n"
    "引进州外资金120.4亿元，增长29%，完成州里下达任务数132.6亿元的90.8%。\n"
    "粮食产量80.3万吨，下降2.4%。有党员8875名，比上年净增96名，增幅为1.1%。女党员2227名，占25.1%。\n"
    "高新企业数量由4家增长到24家，孵化平台由1家增加到5家。\n"
    "农林牧渔业总产值69.9亿元，增加值37.9亿元。其中，农业产值7.1亿元；渔业产值60.7亿元。\n"
    "决定起诉348件，决定不起诉（含附条件不起诉）48件。\n"
    "登记企业420户，企业中外资企业64户；个体工商户902户。\n"
    "全年发生火情3起，受害率0.02‰，远低于0.9‰的控制目标。审批时限压缩60%，办件量增长12%。\n"
)


@pytest.fixture(scope="module")
def source() -> SourceIndex:
    return index_source(Report("r", _TEXT, "", read_outline(_TEXT)))


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("城镇占零售额的83.6%。", id="share-of-the-number-before"),
        pytest.param("不诉率16.7%。", id="last-of-a-list-with-heads"),
        pytest.param("不捕率31.4%。", id="first-of-a-list-with-heads"),
        pytest.param("引进州外资金120.4亿元，完成任务的90.8%。", id="share-of-a-plan-is-done"),
        pytest.param("引进州外资金120.4亿元，为任务的90.8%。", id="share-of-a-plan-without-完成"),
        pytest.param("粮食产量80.3万吨，减产2.4%。", id="减产-is-下降"),
        pytest.param("党员8875名，净增96名，女党员占25.1%。", id="share-beside-a-growth"),
        pytest.param("高新企业由4家增加到24家。", id="verb-of-another-change"),
        pytest.param("农林牧渔业总产值69.9亿元，其中渔业60.7亿元。", id="part-told-in-the-next-sentence"),
        pytest.param("决定起诉348件，不起诉48件。", id="denial-before-a-bracket"),
        pytest.param("登记企业420户、个体户902户。", id="个体户"),
        pytest.param("受害率0.02‰，远低于0.9‰的控制目标。", id="below-as-it-stands"),
        pytest.param("审批时限压缩60%。", id="compressed-as-it-stands"),
    ],
)
def test_lets_through(source: SourceIndex, sentence: str) -> None:
    assert [(row.text, row.message) for row in verify(sentence, [source]) if row.severity != "info"] == []


@pytest.mark.parametrize(
    ("sentence", "number", "verdict"),
    [
        pytest.param("乡村占零售额的83.6%。", "83.6%", "attribution", id="share-of-the-other"),
        pytest.param("不诉率31.4%。", "31.4%", "attribution", id="the-other-head"),
        pytest.param("党员8875名，净减96名。", "96名", "direction", id="净减"),
        pytest.param("粮食产量80.3万吨，增产2.4%。", "2.4%", "direction", id="增产"),
        pytest.param("农林牧渔业总产值60.7亿元。", "60.7亿元", "attribution", id="part-told-as-the-whole"),
        pytest.param("决定起诉48件。", "48件", "attribution", id="denial-left-out"),
        pytest.param("审批时限60%。", "60%", "direction", id="compressed-left-out"),
        pytest.param("审批时限增长60%。", "60%", "direction", id="compressed-told-as-growth"),
        pytest.param("引进州外资金120.4亿元，力争完成任务的90.8%。", "90.8%", "status", id="share-still-wanted"),
    ],
)
def test_objects(source: SourceIndex, sentence: str, number: str, verdict: str) -> None:
    rows = [(row.text, row.verdict) for row in verify(sentence, [source]) if row.severity == "error"]
    assert (number, verdict) in rows
