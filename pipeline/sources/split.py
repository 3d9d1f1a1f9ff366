"""Several reports in one document (汇编), taken apart at their titles. Pure; on request only: a title may be quoted."""

import hashlib
import re
from itertools import pairwise

from pipeline.domain.report import Report
from pipeline.domain.span import Span
from pipeline.outline import read_outline
from pipeline.outline.lines import lines_of
from pipeline.outline.titles import is_part_title, is_title

_OFFICE = re.compile(
    r"(?:关于)?(?:\d{4}年度?)?"
    r"([一-龥]{2,20}?(?:街道|镇|乡|自治州|自治县|新区|开发区|区|县|市|省|局|委员会|委|办公室|中心|办事处))"
)
_SHORTEST = 200  # characters; a list of contents has titles without a report between them


def split_report(report: Report) -> list[Report]:
    """The reports `report` holds one after the other, named with numbers; `report` alone where it is one.

    A part begins at a line that is the title of a report and names another office than the title before. What stands
    before the first title, a cover or a list of contents, goes with no part.
    """
    text = report.text
    starts = _starts(text)
    if len(starts) < 2:
        return [report]
    parts = [text[start:end] for start, end in pairwise([*starts, len(text)])]
    return [_part(report, number, part) for number, part in enumerate(parts, 1)]


def _part(report: Report, number: int, text: str) -> Report:
    sha = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Report(f"{report.name}_{number}", text, sha, read_outline(text), extracted=True)


def _starts(text: str) -> list[int]:
    """Where the parts begin: titles with a report below them, each of another office than the one before."""
    titles = [(line.start, office) for line in lines_of(text) if (office := _office(text, line))]
    ends = [*(start for start, _ in titles[1:]), len(text)]
    kept: list[tuple[int, str]] = []
    for (start, office), end in zip(titles, ends, strict=True):
        if end - start >= _SHORTEST and (not kept or kept[-1][1] != office):
            kept.append((start, office))
    return [start for start, _ in kept]


def _office(text: str, line: Span) -> str | None:
    """The office the title in `line` names; None for a line that is no title."""
    if not is_title(text, line) or is_part_title(text, line):
        return None
    found = _OFFICE.match(text, line.start, line.end)
    return found[1] if found else None
