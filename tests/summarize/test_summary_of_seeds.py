"""What a summary of a real report must hold, whatever engine wrote it: here the built-in one, on the five seeds."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.domain.report import Report, Role
from pipeline.domain.result import Claim, ReportSummary, Text

NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")
FURNITURE = ("浏览次数", "阅读次数", "ICP", "公网安备", "网站标识码", "当前位置", "索引号", "扫一扫", "分享到", "主办")


def texts(summary: ReportSummary) -> Iterator[Text]:
    """Every text we publish of a report."""
    yield summary.headline
    yield summary.summary
    yield from (*summary.achievements, *summary.plans, *summary.problems)


def folded(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def test_every_figure_in_a_text_has_the_words_of_its_row(summary: ReportSummary, report: Report) -> None:
    rows = {row.id: row for row in summary.figures}
    marks = [(text, mark) for text in texts(summary) for mark in text.figures]
    assert len(marks) > 40
    for text, mark in marks:
        row = rows[mark.id]
        assert report.text[row.start : row.end] == row.text
        assert text.text[mark.start : mark.end] == re.sub(r"\s+", "", row.text)


def test_every_other_numeral_stands_in_the_evidence(summary: ReportSummary, report: Report) -> None:
    """Outside the marks only names, dates and ordinals are left, and the cited words have them."""
    head = f"{report.outline.head.title}{report.outline.head.year}年"
    for text in texts(summary):
        known = folded("".join(e.text for e in text.evidence) if isinstance(text, Claim) else report.text) + head
        free = text.text
        for mark in reversed(text.figures):
            free = free[: mark.start] + "｜" + free[mark.end :]
        for numeral in NUMERAL.findall(unicodedata.normalize("NFKC", free)):
            assert re.search(rf"(?<![\d.]){re.escape(numeral)}(?![\d])", known), (numeral, text.text)


def test_evidence_quotes_the_report_and_carries_the_figures(summary: ReportSummary, report: Report) -> None:
    rows = {row.id: row for row in summary.figures}
    for claim in (*summary.achievements, *summary.plans, *summary.problems):
        assert claim.evidence
        for piece in claim.evidence:
            assert report.text[piece.start : piece.end] == piece.text
        for mark in claim.figures:
            row = rows[mark.id]
            assert any(piece.start <= row.start and row.end <= piece.end for piece in claim.evidence)


def test_no_furniture_in_any_text(summary: ReportSummary) -> None:
    whole = "".join(text.text for text in texts(summary)) + "".join(
        piece.text for claim in summary.achievements for piece in claim.evidence
    )
    assert [word for word in FURNITURE if word in whole] == []


def test_no_plan_among_the_achievements(summary: ReportSummary, report: Report) -> None:
    """What stands in the plan part is an achievement only by a figure of its own that is reached."""
    status = {row.id: row.status for row in summary.figures}
    planned = [section for section in report.outline.sections if section.role is Role.PLANS]
    for claim in summary.achievements:
        start = claim.evidence[0].start
        if any(section.span.start <= start < section.span.end for section in planned):
            assert "achieved" in {status[mark.id] for mark in claim.figures}, claim.text
        if claim.figures:
            assert {status[mark.id] for mark in claim.figures} != {"planned"}, claim.text


def test_problems_stay_empty_where_the_report_names_none(summary: ReportSummary) -> None:
    assert summary.problems == ()


def test_every_achieved_figure_of_the_body_is_used_or_listed(summary: ReportSummary) -> None:
    used = {mark.id for claim in summary.achievements for mark in claim.figures}
    achieved = {row.id for row in summary.figures if row.status == "achieved"}
    assert achieved - used == set(summary.unused)
    assert len(summary.unused) <= 0.05 * len(achieved)


def test_the_words_over_a_report_fit_their_place(summary: ReportSummary) -> None:
    assert 8 <= len(summary.headline.text) <= 22
    assert 80 <= len(summary.summary.text) <= 200
    assert summary.summary.text.endswith("。")


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(r"^(?:其中|并且|而|且|以及|同比|较|该|此)", id="hangs-at-the-start"),
        pytest.param(r"[，、；：（“]。$", id="cut-at-the-end"),
        pytest.param(r"[，。；]{2}", id="double-mark"),
        pytest.param(r"\{|\}|f\d+", id="reference-left-over"),
        pytest.param(r"[\u4e00-\u9fff][,;:()]|[,;:()][\u4e00-\u9fff]", id="narrow-mark-beside-han"),
        pytest.param(r"\s", id="white-space"),
        pytest.param(r"(?:^|[，；])我(?:们|街道|镇|市|区|县)", id="speaks-as-the-office"),
    ],
)
def test_no_text_is_broken(summary: ReportSummary, broken: str) -> None:
    assert [text.text for text in texts(summary) if re.search(broken, text.text)] == []


def test_brackets_and_quotes_close(summary: ReportSummary) -> None:
    for text in texts(summary):
        for left, right in ("（）", "《》", "“”"):
            assert text.text.count(left) == text.text.count(right), text.text


def test_no_claim_is_said_twice(summary: ReportSummary) -> None:
    said = [claim.text for claim in summary.achievements]
    assert len(said) == len(set(said))
    marks = [mark.id for claim in summary.achievements for mark in claim.figures]
    assert len(marks) == len(set(marks))


def test_a_summary_survives_json_and_fits_its_schema(summary: ReportSummary, seed: Path) -> None:
    import json

    from jsonschema import Draft202012Validator

    written = summary.model_dump_json(by_alias=True)
    assert ReportSummary.model_validate_json(written) == summary
    schema = ReportSummary.model_json_schema(by_alias=True)
    assert list(Draft202012Validator(schema).iter_errors(json.loads(written))) == []
    assert summary.report.name == seed.stem
