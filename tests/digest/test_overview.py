"""The gate of the overview: whose a number is, where it stands, and numbers nobody referred to."""

import asyncio
from typing import Any

import pytest

from pipeline.digest import make_digest
from pipeline.digest.overview import judge_overview
from pipeline.domain.draft import ComposeDraft
from pipeline.engines.base import ComposeRequest, ReportMaterial
from pipeline.engines.extractive import ExtractiveEngine
from pipeline.errors import ProviderError
from tests.digest.samples import report_of, source_of, told, work
from tests.seeds import SEEDS, seed_report, seed_summary

ONE = report_of(work("固定资产投资完成12亿元，同比增长9%。调处纠纷122起。", office="青山街道"), "one")
TWO = report_of(work("固定资产投资完成8亿元。今年固投计划20亿元。", office="白水街道"), "two")
SOURCES = [source_of(ONE), source_of(TWO)]


def refer(text: str) -> str:
    """`text` with [1:12亿元] as the reference to that figure of the first report."""
    for place, source in enumerate(SOURCES, 1):
        for figure in source.figures:
            text = text.replace(f"[{place}:{figure.text}]", f"{{{place}.{figure.id}}}")
    assert "[" not in text
    return text


@pytest.mark.parametrize(
    "draft",
    [
        pytest.param("本期收录青山街道、白水街道的工作报告。", id="no-number"),
        pytest.param("青山街道固定资产投资完成[1:12亿元]；白水街道固定资产投资完成[2:8亿元]。", id="a-statement-each"),
        pytest.param("青山街道固定资产投资完成[1:12亿元]；同比增长[1:9%]。", id="the-sentence-keeps-its-office"),
        pytest.param("经济方面，青山街道固定资产投资完成[1:12亿元]，同比增长[1:9%]。", id="two-figures-of-one-office"),
        pytest.param("2022年，青山街道调处纠纷[1:122起]。", id="the-year-of-the-report"),
    ],
)
def test_passes(draft: str) -> None:
    text, reasons = judge_overview(refer(draft), SOURCES)
    assert reasons == []
    assert all(text.text[m.start : m.end] == _figure(m.report, m.id) for m in text.figures)


def _figure(report: str | None, figure: str) -> str:
    return next(source.by_id[figure].text for source in SOURCES if source.report.name == report)


@pytest.mark.parametrize(
    ("draft", "says"),
    [
        pytest.param("白水街道固定资产投资完成[1:12亿元]。", "白水街道", id="said-of-the-wrong-office"),
        pytest.param(
            "青山街道固定资产投资完成[1:12亿元]；白水街道向好，固定资产投资完成[1:12亿元]。",
            "白水街道",
            id="wrong-in-the-second",
        ),
        pytest.param("青山街道、白水街道固定资产投资分别完成[2:8亿元]、[1:12亿元]。", "8亿元", id="turned-round"),
        pytest.param("固定资产投资完成[1:12亿元]。", "没有写明", id="of-nobody"),
        pytest.param("青山街道调处纠纷[1:12亿元]。", "12亿元", id="words-of-another-figure"),
        pytest.param("白水街道固定资产投资完成[2:20亿元]。", "20亿元", id="a-plan-told-as-done"),
        pytest.param("青山街道固定资产投资完成{1.f99}。", "1.f99", id="no-such-figure"),
        pytest.param("青山街道固定资产投资完成12亿元。", "12亿元", id="typed-without-a-reference"),
        pytest.param("两地合计完成投资20亿元。", "20亿元", id="a-sum-of-ours"),
        pytest.param("本期收录3份工作报告。", "3", id="a-count-of-ours"),
        pytest.param("两地惠及数万群众。", "数万", id="an-amount-in-words"),
        pytest.param("两地投资下降½。", "½", id="an-amount-in-signs"),
        pytest.param("青山街道固定资产投资完成[1:12亿元]，高出4亿元。", "“4", id="a-difference-of-ours"),
    ],
)
def test_refused(draft: str, says: str) -> None:
    _, reasons = judge_overview(refer(draft), SOURCES)
    assert any(says in reason for reason in reasons), reasons


THREE = report_of(work("固定资产投资完成6亿元。", office="赤水街道").replace("2022", "2021"), "three")
DATED = [*SOURCES, source_of(THREE)]


@pytest.mark.parametrize(
    "draft",
    [
        pytest.param("本期收录青山街道、白水街道2022年，赤水街道2021年的工作报告。", id="the-built-in-words"),
        pytest.param("本期收录赤水街道2021年、青山街道和白水街道2022年的工作报告。", id="in-another-order"),
        pytest.param("2022年的报告来自青山街道、白水街道，2021年的来自赤水街道。", id="the-year-first"),
        pytest.param("本期收录青山街道、白水街道、赤水街道的工作报告。", id="no-year"),
    ],
)
def test_an_office_has_the_year_of_its_report(draft: str) -> None:
    assert judge_overview(draft, DATED)[1] == []


@pytest.mark.parametrize(
    ("draft", "office"),
    [
        pytest.param("本期收录赤水街道、白水街道2022年，青山街道2021年的工作报告。", "青山街道", id="swapped-first"),
        pytest.param("本期收录青山街道、赤水街道2022年，白水街道2021年的工作报告。", "赤水街道", id="swapped-second"),
        pytest.param("本期收录青山街道、白水街道２０２１年的工作报告。", "白水街道", id="all-of-another-year"),
        pytest.param("本期收录青山街道、白水街道二〇二一年的工作报告。", "白水街道", id="in-words"),
        pytest.param("2021年的报告来自青山街道，2022年的来自赤水街道。", "赤水街道", id="the-year-first"),
    ],
)
def test_an_office_of_another_year_is_refused(draft: str, office: str) -> None:
    assert any(f"“{office}”说成了" in reason for reason in judge_overview(draft, DATED)[1])


def test_in_turn_each_office_has_its_own() -> None:
    draft = refer("青山街道、白水街道固定资产投资分别完成[1:12亿元]、[2:8亿元]。")
    assert not any("说成了" in reason for reason in judge_overview(draft, SOURCES)[1])


def test_the_built_in_overview_of_the_seeds_passes() -> None:
    reports, summaries = [seed_report(path) for path in SEEDS], [seed_summary(path) for path in SEEDS]
    digest = make_digest(reports, summaries, date="2026-01-01")
    assert digest.overview.figures
    assert not [finding for finding in digest.findings if finding.rule == "overview_refused"]
    texts = {report.name: summary.figures for report, summary in zip(reports, summaries, strict=True)}
    for mark in digest.overview.figures:
        row = next(row for row in texts[mark.report or ""] if row.id == mark.id)
        assert "".join(row.text.split()) == digest.overview.text[mark.start : mark.end]


class Stubborn(ExtractiveEngine):
    """A model that says the same wrong thing every time, or does not answer."""

    prompts = "p"

    def __init__(self, words: str | None) -> None:
        super().__init__()
        self.words, self.asked = words, list[ComposeRequest]()

    async def compose(self, request: ComposeRequest) -> ComposeDraft:
        self.asked.append(request)
        if self.words is None:
            raise ProviderError("no answer")
        return ComposeDraft(headline="综述", summary=self.words)


@pytest.mark.parametrize(
    ("words", "objected"),
    [pytest.param("两地共完成投资20亿元。", True, id="wrong"), pytest.param(None, False, id="silent")],
)
def test_a_wrong_overview_is_asked_again_then_replaced_and_told(words: str | None, objected: bool) -> None:
    engine: Any = Stubborn(words)
    pairs = [told(work("固定资产投资完成12亿元。", office="青山街道"), "one")]
    pairs.append(told(work("固定资产投资完成8亿元。", office="白水街道"), "two"))
    digest = make_digest([p[0] for p in pairs], [p[1] for p in pairs], date="2026-01-01", engine=engine)
    assert [bool(request.objections) for request in engine.asked] == [False, objected]
    assert len([f for f in digest.findings if f.rule == "overview_refused"]) >= 2
    plain = asyncio.run(ExtractiveEngine().compose(ComposeRequest(tuple(_material(p) for p in pairs))))
    assert "20亿元" not in digest.overview.text
    assert digest.overview.text.startswith(plain.summary[:10])


def _material(pair: Any) -> ReportMaterial:
    report, summary = pair
    return ReportMaterial(report, summary.achievements, source_of(report).by_id)


def test_one_report_needs_no_overview() -> None:
    report, summary = told(work("固定资产投资完成12亿元。"))
    assert make_digest([report], [summary], date="2026-01-01").overview.text == ""
