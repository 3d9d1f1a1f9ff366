"""What many tests read: the five seeds, each read and summarised once."""

from functools import cache
from pathlib import Path

import pytest

from pipeline.domain.report import Report
from pipeline.domain.result import ReportSummary

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
SEED_IDS = [path.stem[:3] for path in SEEDS]


@cache
def seed_report(path: Path) -> Report:
    """The report of a seed."""
    from pipeline import read_report

    return read_report(path)


@cache
def seed_summary(path: Path) -> ReportSummary:
    """Its summary by the built-in engine."""
    from pipeline import summarize

    return summarize(seed_report(path))


@pytest.fixture(params=SEEDS, ids=SEED_IDS)
def seed(request: pytest.FixtureRequest) -> Path:
    """Each seed in turn."""
    path: Path = request.param
    return path


@pytest.fixture
def report(seed: Path) -> Report:
    """Each seed's report in turn."""
    return seed_report(seed)


@pytest.fixture
def summary(seed: Path) -> ReportSummary:
    """Each seed's summary in turn."""
    return seed_summary(seed)
