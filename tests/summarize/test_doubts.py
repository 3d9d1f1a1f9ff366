"""Which figures a finding singles out: by its spans, its severity and its rule."""

from typing import Literal

import pytest

from pipeline import find_figures, report_of
from pipeline.domain.result import Finding
from pipeline.summarize.doubts import doubted

TEXT = "平湖镇2022年工作总结\n\n一、工作\n\n新增项目5个,其中工业2个。完成税收3.6亿元。\n"
REPORT = report_of(TEXT, "平湖")
FIGURES = find_figures(REPORT.text, REPORT.outline)


def finding(words: str, severity: Literal["info", "warn", "error"] = "warn", rule: str = "sum") -> Finding:
    start = TEXT.index(words)
    return Finding(
        report="平湖", rule=rule, severity=severity, message="", quote="", spans=((start, start + len(words)),)
    )


@pytest.mark.parametrize(
    ("findings", "figures"),
    [
        pytest.param([finding("5个")], ["5个"], id="its-own-span"),
        pytest.param([finding("项目5")], ["5个"], id="a-part-of-it"),
        pytest.param([finding("5个", "error"), finding("3.6亿元")], ["5个", "3.6亿元"], id="two-findings"),
        pytest.param([finding("5个,其中工业2个")], ["5个", "2个"], id="a-short-passage"),
        pytest.param([finding("5个", "info")], [], id="a-remark-doubts-nothing"),
        pytest.param([finding("5个", rule="claim_check")], [], id="a-remark-on-our-words"),
        pytest.param([finding("平湖镇")], [], id="no-figure-there"),
        pytest.param([finding(TEXT[:45])], [], id="a-long-passage-singles-out-none"),
        pytest.param([], [], id="nothing"),
    ],
)
def test_doubted(findings: list[Finding], figures: list[str]) -> None:
    ids = doubted(findings, FIGURES)
    assert [figure.text for figure in FIGURES if figure.id in ids] == figures
