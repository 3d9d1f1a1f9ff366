"""The built-in engine end to end: the five seeds within 3 s of processor time, 200 reports within 60 s and 500 MB."""

import resource
import time
from itertools import pairwise
from pathlib import Path

from evals.bench._generate import generate
from pipeline import make_digest, read_report, report_of, summarize
from pipeline.digest import in_full
from pipeline.domain.report import Report
from pipeline.figures import find_figures
from pipeline.outline import read_outline
from pipeline.render import digest_docx, digest_pages, digest_xlsx

_ROOT = Path(__file__).resolve().parents[2]
_SEED_SECONDS = 3.0
_MANY, _MANY_SECONDS, _MANY_MB = 200, 60.0, 500


def run() -> int:
    """Print times and peak memory; 1 when a bar is missed."""
    seeds = [read_report(path) for path in sorted((_ROOT / "seeds").glob("*.txt"))]
    small = _whole(seeds, "five seeds")
    many = _whole([report_of(text, name) for name, text in generate(_MANY)], f"{_MANY} reports")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  peak memory {peak:.0f} MB (bar {_MANY_MB})")
    missed = small > _SEED_SECONDS or many > _MANY_SECONDS or peak > _MANY_MB
    print(
        f"  bars: {_SEED_SECONDS:.0f} s and {_MANY_SECONDS:.0f} s of processor time: {'MISSED' if missed else 'held'}"
    )
    return int(missed)


def _whole(reports: list[Report], name: str) -> float:
    """Seconds of processor time from text to all files, told by stage."""
    characters = sum(len(report.text) for report in reports)
    marks = [time.process_time()]
    outlines = [read_outline(report.text) for report in reports]
    marks.append(time.process_time())
    for report, outline in zip(reports, outlines, strict=True):
        find_figures(report.text, outline)
    marks.append(time.process_time())
    summaries = [summarize(report) for report in reports]
    marks.append(time.process_time())
    digest = make_digest(reports, summaries, date="2026-01-01")
    marks.append(time.process_time())
    whole = in_full(digest, summaries)
    pages = digest_pages(whole, summaries, reports)
    digest_docx(digest, summaries, reports)
    digest_xlsx(whole, summaries, reports, pages=tuple(pages))
    marks.append(time.process_time())
    spent = [after - before for before, after in pairwise(marks)]
    # `summarize` reads figures itself, and the outline came with the report: the first two are shares of it, not more.
    total = sum(spent[2:]) + spent[0]
    stages = zip(("outline", "figures", "summaries", "digest", "files"), spent, strict=True)
    print(f"{name}: {characters:,} characters, {total:.2f} s, {characters / total:,.0f} characters/s")
    print("  " + "  ".join(f"{stage} {seconds:.2f} s" for stage, seconds in stages))
    return total
