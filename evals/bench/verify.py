"""Speed of verify (a digest against 100 reports, a very long draft) and of audit (given figures)."""

import time
from collections.abc import Callable
from pathlib import Path

from pipeline.audit import examine
from pipeline.domain.report import Report
from pipeline.figures import find_figures
from pipeline.outline import read_outline
from pipeline.verify import index_source, verify

_SEEDS = Path(__file__).resolve().parents[2] / "seeds"
_REPORTS = 100
_DIGEST = 1200  # characters
_LONG = 1_000_000  # characters of the long draft
_TIMES = 3
_SECONDS = 1.0  # bar: verify of a digest against 100 prepared reports
_AUDIT = 300_000  # bar: characters a second of audit


def run() -> int:
    """Print one line a measurement, the best of three; 1 when a bar is missed."""
    reports = _reports()
    digest = _digest(reports)
    prepared = [index_source(report) for report in reports]
    verify(digest, prepared)  # tables are made on first use
    ready = _best(lambda: verify(digest, prepared))
    _line(f"verify {len(digest)} characters, {_REPORTS} reports prepared", ready)
    _line(f"verify {len(digest)} characters, {_REPORTS} reports read here", _best(lambda: verify(digest, reports)))
    long = "".join(report.text for report in reports)
    long = (long * (_LONG // len(long) + 1))[:_LONG]
    seconds = _best(lambda: verify(long, prepared[:5]), times=1)
    _line(f"verify {_LONG} characters, 5 reports prepared", seconds, len(long))
    figures = [find_figures(report.text, report.outline) for report in reports]
    seconds = _best(lambda: [examine(report, found) for report, found in zip(reports, figures, strict=True)])
    characters = sum(len(report.text) for report in reports)
    _line("audit, figures given", seconds, characters)
    return int(ready > _SECONDS or characters / seconds < _AUDIT)


def _reports() -> list[Report]:
    """A hundred reports: the seeds over and over, each time with its numbers moved so that no two are the same."""
    texts = [path.read_bytes().decode() for path in sorted(_SEEDS.glob("*.txt"))]
    reports = []
    for n in range(_REPORTS):
        text = texts[n % len(texts)]
        if n >= len(texts):
            text = text.translate(str.maketrans("3456789", "".join(str((int(d) - 3 + n) % 7 + 3) for d in "3456789")))
            text = text.replace("街道", f"第{n}街道")
        reports.append(Report(f"r{n:03}", text, "", read_outline(text)))
    return reports


def _digest(reports: list[Report]) -> str:
    """Sentences with many figures from the first reports, up to the length of a two-page digest."""
    lines: list[str] = []
    for report in reports[:5]:
        rich = sorted(report.outline.sentences, key=lambda s: -sum(c.isdigit() for c in s.span.of(report.text)))
        lines += [sentence.span.of(report.text) for sentence in rich[:2]]
    return "\n".join(lines)[:_DIGEST]


def _best(work: Callable[[], object], times: int = _TIMES) -> float:
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def _line(what: str, seconds: float, characters: int | None = None) -> None:
    rate = f"  {characters / seconds:,.0f} characters/s" if characters else ""
    print(f"{what:50} {seconds:7.3f} s{rate}")
