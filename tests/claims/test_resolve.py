"""References become the report's own words; anything else is said."""

from decimal import Decimal

import pytest

from pipeline.claims import resolve
from pipeline.domain.figure import Figure, Kind, Status
from pipeline.domain.span import Span


def figure(key: str, text: str) -> Figure:
    """A figure of which only id and words matter here."""
    return Figure(
        id=key,
        start=0,
        end=len(text),
        text=text,
        value=Decimal(8),
        value_hi=None,
        unit="个",
        unit_norm="个",
        kind=Kind.COUNT,
        ulp=Decimal(1),
        marker=None,
        bound=None,
        direction=None,
        base=None,
        endpoint=None,
        status=Status.ACHIEVED,
        indicator="",
        section=None,
        sentence=1,
        clause=Span(0, len(text)),
    )


FIGURES = {"f1": figure("f1", "8个"), "f2": figure("f2", "12.\n5亿元")}


@pytest.mark.parametrize(
    ("draft", "text", "marked", "unknown"),
    [
        pytest.param("完成{f1}改造。", "完成8个改造。", ["8个"], (), id="reference"),
        pytest.param("完成{f1|8个}改造。", "完成8个改造。", ["8个"], (), id="as-the-prompt-shows-it"),
        pytest.param("完成{ f1 }改造。", "完成8个改造。", ["8个"], (), id="spaces-inside"),
        pytest.param("{f1}{f1}", "8个8个", ["8个", "8个"], (), id="twice"),
        pytest.param("投资{f2}。", "投资12.5亿元。", ["12.5亿元"], (), id="a-break-inside-a-number-is-dropped"),
        pytest.param("完成{f9}改造。", "完成改造。", [], ("f9",), id="unknown-reference"),
        pytest.param("完成{f1改造。", "完成{f1改造。", [], ("{",), id="half-a-reference"),
        pytest.param("无数字。", "无数字。", [], (), id="no-reference"),
    ],
)
def test_resolve(draft: str, text: str, marked: list[str], unknown: tuple[str, ...]) -> None:
    resolved = resolve(draft, FIGURES)
    assert resolved.text == text
    assert [resolved.text[mark.start : mark.end] for mark in resolved.marks] == marked
    assert resolved.unknown == unknown


def test_references_over_several_reports_carry_the_report() -> None:
    resolved = resolve("甲完成{1.f1}。", {"1.f1": FIGURES["f1"]}, {"1.f1": "甲街道"})
    assert [(mark.id, mark.report) for mark in resolved.marks] == [("f1", "甲街道")]
