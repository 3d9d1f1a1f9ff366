"""Verdicts on whole drafts, one row for each kind of mistake an editor makes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.domain.report import Report
from pipeline.outline import read_outline
from pipeline.verify import SourceIndex, index_source, verify

_NORTH = """清河街道2022年工作总结

一、2022年工作情况

(一)经济发展。今年固投计划13亿元,截至10月底,累计完成投资15.155亿元,提前超额完成任务。财政收入1.2亿元,同比增长42%,其中税收9000万元。
(二)安全生产。全年检查企业1109家次,发现隐患3757条,完成整改3742条。拆除违法建设226处、面积23636平方米。
(三)民生。发放残疾人生活补贴174.05万元、护理补贴66.32万元。接待群众1100余人次,办结12345热线873单。调解成功率提高1.5个百分点。
"""
_SOUTH = """东岭街道2022年工作总结

一、2022年工作情况

(一)经济发展。完成固定资产投资12亿元,财政收入3.65亿元,同比下降8.7%。
(二)安全生产。检查企业385家次,发现隐患512条。
"""


def source(name: str, text: str) -> SourceIndex:
    return index_source(Report(name, text, "", read_outline(text)))


@pytest.fixture(scope="module")
def both() -> list[SourceIndex]:
    return [source("north", _NORTH), source("south", _SOUTH)]


@pytest.mark.parametrize(
    ("draft", "number", "verdict", "severity"),
    [
        pytest.param("清河街道完成投资15.155亿元", "15.155亿元", "exact", "info", id="exact"),
        pytest.param("清河街道完成投资151550万元", "151550万元", "rescaled", "info", id="rescaled"),
        pytest.param("清河街道完成投资约15.2亿元", "约15.2亿元", "rounded", "info", id="rounded-under-about"),
        pytest.param("清河街道完成投资15.2亿元", "15.2亿元", "unsupported", "error", id="rounded-silently"),
        pytest.param("清河街道完成投资近15亿元", "近15亿元", "unsupported", "error", id="rounded-the-wrong-way"),
        pytest.param(
            "清河街道发放生活补贴174.05万元、护理补贴66.32万元,合计240.37万元",
            "240.37万元",
            "derived",
            "info",
            id="sum",
        ),
        pytest.param(
            "清河街道发放生活补贴174.05万元、护理补贴66.32万元,合计240.38万元",
            "240.38万元",
            "unsupported",
            "error",
            id="sum-off-by-one",
        ),
        pytest.param("清河街道接待群众1100人次", "1100人次", "marker_lost", "warn", id="over-lost"),
        pytest.param("清河街道检查企业约1109家次", "约1109家次", "marker_lost", "warn", id="about-added"),
        pytest.param("清河街道检查企业1109家", "1109家", "unit_mismatch", "error", id="classifier"),
        pytest.param("清河街道调解成功率提高1.5%", "1.5%", "unit_mismatch", "error", id="percent-for-point"),
        pytest.param("清河街道完成投资15.155万元", "15.155万元", "scale_slip", "error", id="wan-for-yi"),
        pytest.param("清河街道发现隐患37570条", "37570条", "scale_slip", "error", id="times-ten"),
        pytest.param("清河街道财政收入1.2亿元,同比下降42%", "42%", "direction", "error", id="direction"),
        pytest.param("清河街道财政收入1.2亿元,环比增长42%", "42%", "direction", "error", id="base"),
        pytest.param("清河街道财政收入1.2亿元,增长到42%", "42%", "direction", "error", id="endpoint"),
        pytest.param("清河街道固投完成13亿元", "13亿元", "status", "error", id="plan-told-as-done"),
        pytest.param("清河街道发放护理补贴174.05万元", "174.05万元", "attribution", "error", id="neighbour"),
        pytest.param("清河街道完成固定资产投资12亿元", "12亿元", "attribution", "error", id="other-office"),
        pytest.param("清河街道完成投资99亿元", "99亿元", "unsupported", "error", id="from-nowhere"),
        pytest.param("清河街道办结12345热线873单", "12345", "exact", "info", id="name-with-digits"),
        pytest.param("清河街道办结12346热线873单", "12346", "unsupported", "error", id="name-with-another-digit"),
        pytest.param("清河街道2022年完成投资15.155亿元", "2022", "exact", "info", id="year"),
        pytest.param("清河街道2021年完成投资15.155亿元", "2021", "unsupported", "error", id="year-of-nowhere"),
    ],
)
def test_verdict(both: list[SourceIndex], draft: str, number: str, verdict: str, severity: str) -> None:
    rows = {row.text: (row.verdict, row.severity) for row in verify(draft, both)}
    assert rows[number] == (verdict, severity)


def test_messages_quote_the_source(both: list[SourceIndex]) -> None:
    (row,) = verify("清河街道完成投资15.155万元", both)
    assert row.message == "原文为“累计完成投资15.155亿元”，这里写成“15.155万元”，差了数量级(万↔亿、×10)"
    assert row.source is not None
    assert _NORTH[row.source.start : row.source.end] == row.source.text == "15.155亿元"


def test_headings_say_whose_numbers_follow(both: list[SourceIndex]) -> None:
    draft = "# 清河街道\n\n完成投资15.155亿元。\n\n# 东岭街道\n\n完成固定资产投资12亿元,财政收入1.2亿元。\n"
    assert [(row.text, row.verdict) for row in verify(draft, both)] == [
        ("15.155亿元", "exact"),
        ("12亿元", "exact"),
        ("1.2亿元", "attribution"),
    ]


def test_right_source_is_found_without_a_name(both: list[SourceIndex]) -> None:
    rows = verify("检查企业385家次,发现隐患512条", both)
    assert [row.source.report for row in rows if row.source] == ["south", "south"]


def test_list_numbers_are_no_numbers_of_the_text(both: list[SourceIndex]) -> None:
    assert verify("1. 清河街道完成投资\n(2) 东岭街道\n", both) == []


@pytest.mark.parametrize("text", [_NORTH, _SOUTH], ids=["north", "south"])
def test_a_report_agrees_with_itself(text: str) -> None:
    assert [row for row in verify(text, [source("self", text)]) if row.severity != "info"] == []


def test_reports_and_prepared_sources_give_the_same_rows(both: list[SourceIndex]) -> None:
    draft = "清河街道完成投资15.155亿元,东岭街道检查企业1109家次"
    assert verify(draft, both) == verify(draft, [index.report for index in both])


@pytest.mark.parametrize(
    ("draft", "texts"),
    [
        pytest.param("扎实推进各项工作。", [_NORTH], id="draft-without-numbers"),
        pytest.param("", [_NORTH], id="empty-draft"),
        pytest.param("完成投资", [], id="no-sources-no-numbers"),
    ],
)
def test_nothing_to_check_gives_no_rows(draft: str, texts: list[str]) -> None:
    assert verify(draft, [source("s", text) for text in texts]) == []


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param([], id="no-source"),
        pytest.param([""], id="empty-source"),
        pytest.param(["没有数字的一页。\n"], id="source-without-figures"),
        pytest.param(["<html><script>alert(1)</script>=SUM(A1)\0"], id="source-that-is-no-report"),
    ],
)
def test_a_number_without_a_source_is_unsupported(texts: list[str]) -> None:
    rows = verify("完成投资15.155亿元", [source("s", text) for text in texts])
    assert [row.verdict for row in rows] == ["unsupported"]


def test_draft_in_another_language_is_checked_by_value(both: list[SourceIndex]) -> None:
    rows = verify("Investment reached 7777 units in 1999.", both)
    assert {row.severity for row in rows} == {"error"}


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="0123456789.,，。；、:()（）万亿元户%％约余增长同比清河街道计划完成投资\n \0<=", max_size=120))
def test_rows_are_ordered_and_quote_the_draft(draft: str) -> None:
    rows = verify(draft, [source("north", _NORTH)])
    assert [row.start for row in rows] == sorted(row.start for row in rows)
    assert all(draft[row.start : row.end] == row.text for row in rows)
