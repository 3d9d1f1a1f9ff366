"""The five seeds, each read and summarised once for all tests."""

from functools import cache
from pathlib import Path

from pipeline import read_report, summarize
from pipeline.domain.report import Report
from pipeline.domain.result import ReportSummary

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


@cache
def seed_report(path: Path) -> Report:
    """The report of a seed."""
    return read_report(path)


@cache
def seed_summary(path: Path) -> ReportSummary:
    """Its summary by the built-in engine."""
    return summarize(seed_report(path))
