"""Numbers that share one 分别 are told together: taken apart, nobody can say whose each is."""

import pytest

from pipeline import report_of
from pipeline.claims import Source, accept
from pipeline.figures import find_figures

TEXT = (
    "平湖街道2022年工作总结\n\n全年生产总值60.3亿元,预算收入2亿元,同比分别下降6.2%、19.3%。新增企业12家、个体户30户。\n"
)


@pytest.mark.parametrize(
    ("draft", "ok"),
    [
        pytest.param("生产总值{f1}，预算收入{f2}，同比分别下降{f3}、{f4}。", True, id="whole"),
        pytest.param("生产总值{f1}，预算收入{f2}。", True, id="without-the-list"),
        pytest.param("预算收入{f2}，同比下降{f3}。", False, id="the-others-number"),
        pytest.param("预算收入{f2}，同比下降{f4}。", False, id="one-alone-even-if-right"),
        pytest.param("预算收入{f2}，生产总值{f1}，同比分别下降{f4}、{f3}。", False, id="turned-round"),
        pytest.param("生产总值{f1}，预算收入{f2}，同比下降{f3}、{f4}。", False, id="the-word-left-out"),
    ],
)
def test_a_list_is_told_whole(draft: str, ok: bool) -> None:
    report = report_of(TEXT, "平湖")
    source = Source(report, find_figures(report.text, report.outline))
    assert accept(draft, [1], source).ok is ok


def test_other_lists_may_be_taken_apart() -> None:
    report = report_of(TEXT, "平湖")
    source = Source(report, find_figures(report.text, report.outline))
    assert accept("新增个体户{f6}。", [2], source).ok
