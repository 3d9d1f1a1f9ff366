"""One thing told twice with two numbers: what is asked about, and what may well be two things."""

import pytest

from pipeline.audit import audit, audit_checks
from pipeline.domain.report import Report
from pipeline.outline import read_outline

_WIDE = str.maketrans({",": "，", ";": "；", ":": "：", "(": "（", ")": "）"})


def report(body: str) -> Report:
    text = f"柳林县2022年工作总结\n\n一、2022年工作情况\n\n{body}\n"
    return Report("r", text, "", read_outline(text))


def told(body: str) -> list[tuple[str | None, str | None, str]]:
    """The numbers that are asked about."""
    return [(one.stated, one.computed, one.severity) for one in audit(report(body)) if one.rule == "repeat"]


@pytest.mark.parametrize(
    ("body", "one", "other"),
    [
        pytest.param("全年引进项目7个。\n\n(二)招商。全年共引进项目9个。", "7个", "9个", id="whole-year"),
        pytest.param("今年引进项目7个。\n\n(二)招商。2022年全县累计引进9个项目。", "7个", "9个", id="noun-behind"),
        pytest.param("全年接待游客82万人次。\n\n全年共接待游客86万人次。", "82万人次", "86万人次", id="persons"),
        pytest.param("全县实施重点工程42项。\n\n一是45项重点工程中有3项滞后。", "42项", "45项", id="of-them"),
        pytest.param("形成审议意见16件。\n\n但18件审议意见中,3件尚未办结。", "16件", "18件", id="of-which"),
        pytest.param(
            "税收收入完成2.4亿元,占一般公共预算收入的61.5%。\n\n税源薄弱,税收收入占比仅为58%。",
            "61.5%",
            "58%",
            id="share-of-a-named-whole",
        ),
        pytest.param(
            "民间投资占固定资产投资的61.5%。\n\n民间投资占固定资产投资的65.1%。",
            "61.5%",
            "65.1%",
            id="share-of-the-same-whole",
        ),
        pytest.param("税收占比61.5%。\n\n税源薄弱,税收收入占比仅为58%。", "61.5%", "58%", id="share-without-a-whole"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("wide", [False, True], ids=["half", "full"])
def test_one_thing_with_two_numbers(body: str, one: str, other: str, wide: bool) -> None:
    assert told(body.translate(_WIDE) if wide else body) == [(one, other, "warn")]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("上半年引进项目7个。\n\n全年引进项目9个。", id="half-and-whole"),
        pytest.param("2021年引进项目7个。\n\n2022年引进项目9个。", id="two-years"),
        pytest.param("2021年实施重点工程42项。\n\n45项重点工程中有3项滞后。", id="of-another-year"),
        pytest.param("2021年底,税收占比58%。\n\n税收占比61.5%。", id="share-at-another-time"),
        pytest.param("全年引进项目7个。\n\n二、2023年工作计划\n\n全年引进项目9个。", id="under-plans"),
        pytest.param("全年计划引进项目12个。\n\n全年引进项目9个。", id="planned-and-done"),
        pytest.param("全年开展执法检查52次。\n\n全年开展执法检查38次。", id="checks-of-two-kinds"),
        pytest.param("全年完成投资3.2亿元。\n\n全年完成投资1.1亿元。", id="investments-in-two-things"),
        pytest.param("全年新建公园2个。\n\n全年新建公园3个。", id="short-name"),
        pytest.param("东坪镇成效明显,全年引进项目7个。\n\n西坪镇后来居上,全年引进项目9个。", id="two-towns"),
        pytest.param("引进项目7个。\n\n引进项目9个。", id="no-time-is-said"),
        pytest.param("全年新增就业岗位900个。\n\n助残方面,全年新增就业岗位860个。", id="of-a-topic"),
        pytest.param("全年新增就业岗位900个。\n\n全年新增就业岗位36个。", id="far-apart"),
        pytest.param("第三产业占比45.6%。\n\n固定资产投资中,第三产业占比60%。", id="share-of-a-topic"),
        pytest.param("全年引进项目7个。\n\n全年引进项目资金9亿元。", id="another-unit"),
        pytest.param("实施市级重点工程42项。\n\n45项重点工程中有3项滞后。", id="some-of-them-first"),
        pytest.param("全县实施重点工程42项,县级重点工程45项。\n\n42项重点工程中有3项滞后。", id="told-rightly-again"),
        pytest.param("8个项目中有3个滞后。\n\n引进项目7个。", id="bare-noun"),
        pytest.param("税收占比61.5%,力争税收占比提高到65%。", id="share-aimed-at"),
        pytest.param("税收占比61.5%。\n\n上年税收占比58%。", id="share-of-another-year"),
        pytest.param("教师中女性占比61.5%。\n\n干部中女性占比38%。", id="shares-of-persons"),
        pytest.param("民间投资占全社会投资的61.5%。\n\n民间投资占工业投资的70%。", id="shares-of-two-wholes"),
        pytest.param("盗窃案件96件,占比61.5%。\n\n未成年人犯罪中,盗窃案件12件,占比38%。", id="shares-of-two-lists"),
        pytest.param("税收收入占一般公共预算收入的61.5%。\n\n税收收入占比仅为61%左右。", id="share-about"),
        pytest.param("税收收入占一般公共预算收入的61.5%。\n\n税收收入占比为62%。", id="share-rounded"),
    ],
)
@pytest.mark.parametrize("wide", [False, True], ids=["half", "full"])
def test_what_may_be_two_things(body: str, wide: bool) -> None:
    assert told(body.translate(_WIDE) if wide else body) == []


_HEADS = "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数\n规章 | 0 | 0 | 0\n"
_OUTPUT = "指标 | 总量（{}） | 增长（%）\n地区生产总值 | 120.4 | 5.1\n固定资产投资 | 43.6 | 7.2"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        pytest.param(
            "全年制发行政规范性文件18件。\n\n" + _HEADS + "行政规范性文件 | 16 | 4 | 73",
            [("18件", "16", "warn")],
            id="column-of-the-verb",
        ),
        pytest.param(
            "全年制发行政规范性文件16件。\n\n" + _HEADS + "行政规范性文件 | 16 | 4 | 73", [], id="told-rightly"
        ),
        pytest.param(
            "现有行政规范性文件73件。\n\n" + _HEADS + "行政规范性文件 | 16 | 4 | 73", [], id="no-column-of-the-verb"
        ),
        pytest.param(
            "制发部门行政规范性文件18件。\n\n" + _HEADS + "行政规范性文件 | 16 | 4 | 73", [], id="some-of-them"
        ),
        pytest.param(
            "计划制发行政规范性文件18件。\n\n" + _HEADS + "行政规范性文件 | 16 | 4 | 73", [], id="planned"
        ),
        pytest.param(
            "固定资产投资完成46.3亿元。\n\n" + _OUTPUT.format("亿元"),
            [("46.3亿元", "43.6", "warn")],
            id="unit-in-the-head",
        ),
        pytest.param(
            "固定资产投资完成43.62亿元。\n\n" + _OUTPUT.format("亿元"),
            [],
            id="rounded",
        ),
        pytest.param(
            "固定资产投资完成43612.4万元。\n\n" + _OUTPUT.format("万元").replace("43.6", "43612"),
            [],
            id="rounded-to-万",
        ),
        pytest.param(
            "固定资产投资完成46.3亿元。\n\n" + _OUTPUT.format("平方米"),
            [],
            id="another-unit",
        ),
        pytest.param(
            "固定资产投资完成46.3亿元。\n\n指标 | 2023年\n地区生产总值 | 120.4亿元\n固定资产投资 | 50.2亿元",
            [],
            id="another-year",
        ),
        pytest.param(
            "固定资产投资完成46.3亿元。\n\n指标 | 2022年\n地区生产总值 | 120.4亿元\n固定资产投资 | 43.6亿元",
            [("46.3亿元", "43.6亿元", "warn")],
            id="year-of-the-report",
        ),
    ],
)  # fmt: skip
def test_a_cell_against_the_sentence(body: str, found: list[tuple[str, str, str]]) -> None:
    assert told(body) == found


def test_a_cell_that_agrees_is_told() -> None:
    body = "全年制发行政规范性文件16件。\n\n" + _HEADS + "行政规范性文件 | 16 | 4 | 73"
    assert "文字与表格都是16件" in [check.message for check in audit_checks(report(body))]
