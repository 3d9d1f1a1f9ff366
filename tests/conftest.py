"""Fixtures that run a test on each seed in turn."""

import signal
from pathlib import Path

import pytest

from pipeline.domain.report import Report
from pipeline.domain.result import ReportSummary
from tests.seeds import SEEDS, seed_report, seed_summary

# A run started in the background, or by nohup, ignores these, and so would every process a test starts and stops.
for _number in {signal.SIGINT, getattr(signal, "SIGHUP", signal.SIGINT)}:
    if signal.getsignal(_number) is signal.SIG_IGN:
        signal.signal(_number, signal.default_int_handler if _number is signal.SIGINT else signal.SIG_DFL)


@pytest.fixture(params=SEEDS, ids=[path.stem[:3] for path in SEEDS])
def seed(request: pytest.FixtureRequest) -> Path:
    """Each seed's file."""
    path: Path = request.param
    return path


@pytest.fixture
def report(seed: Path) -> Report:
    """Each seed's report."""
    return seed_report(seed)


@pytest.fixture
def summary(seed: Path) -> ReportSummary:
    """Each seed's summary."""
    return seed_summary(seed)
