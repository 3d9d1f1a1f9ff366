"""The five seeds are read as a person reads them; the golden files were checked line by line against the reports."""

import hashlib
import json
from pathlib import Path

import pytest

from pipeline.domain.report import Report, Section
from pipeline.sources import read_report

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
GOLDEN = Path(__file__).parent / "golden"


def golden_text(report: Report) -> str:
    """What a person checks: head, extent of the body, number of sentences, one line a heading."""
    head, body = report.outline.head, report.outline.body
    lines = [
        f"title: {head.title}",
        f"page title: {head.page_title}",
        f"issuer: {head.issuer}",
        f"year: {head.year}",
        f"published: {head.published}",
        f"period: {head.period}",
        *(f"body: {report.text[span.start :][:12]} … {report.text[: span.end][-12:]}" for span in body),
        f"sentences: {len(report.outline.sentences)}",
        "",
        *map(_heading, report.outline.sections),
    ]
    return "\n".join(lines) + "\n"


def _heading(section: Section) -> str:
    indent = "  " * (section.level - 1)
    return f"{section.level} {section.role:<8} {indent}{section.number} {section.title}".rstrip()


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_a_seed_is_read_as_its_golden_file_says(seed: Path) -> None:
    assert golden_text(read_report(seed)) == (GOLDEN / seed.name).read_text(encoding="utf-8")


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_the_manifest_knows_each_seed(seed: Path) -> None:
    rows = {row["file"]: row for row in json.loads((ROOT / "seeds" / "manifest.json").read_text(encoding="utf-8"))}
    row, report = rows[seed.name], read_report(seed)
    assert row["sha256"] == report.sha256 == hashlib.sha256(seed.read_bytes()).hexdigest()
    assert row["year"] == report.outline.head.year
    assert row["office"] in (report.outline.head.issuer or "")


_FURNITURE = (
    "浏览次数",
    "阅读次数",
    "浏览量",
    "ICP备",
    "网站标识码",
    "扫一扫",
    "分享到",
    "字体",
    "索引号",
    "当前位置",
    "扫码",
)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_no_sentence_of_a_seed_is_furniture(seed: Path) -> None:
    report = read_report(seed)
    said = "\n".join(sentence.span.of(report.text) for sentence in report.outline.sentences)
    assert [word for word in _FURNITURE if word in said] == []
