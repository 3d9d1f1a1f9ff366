"""Report text made safe to look at: what cannot be seen, or changes the order of what is seen, gets a visible sign."""

import re

from pipeline.domain.report import Report
from pipeline.domain.result import FigureRow, ReportRow

# Controls that XML 1.0 forbids or a browser drops, direction marks (U+202E turns 123 into 321 on the screen),
# lone surrogates (no file can hold them) and noncharacters. Tab and line feed stay.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
_SIGN = "\ufffd"


def visible(text: str) -> str:
    """`text` with each unseen character as U+FFFD, one for one, so that every span still fits."""
    return _UNSEEN.sub(_SIGN, text)


def one_line(text: str, limit: int | None = None) -> str:
    """`visible` on one line, cut with an ellipsis beyond `limit` characters."""
    line = " ".join(visible(text).split())
    return line if limit is None or len(line) <= limit else line[: limit - 1] + "…"


def short_name(row: ReportRow) -> str:
    """What a table calls a report: its issuer, else its title, else its file."""
    return one_line(row.issuer or row.title or row.name, 24)


def sentence_of(report: Report, row: FigureRow, limit: int = 400) -> str:
    """The sentence of a figure, or its line where no sentence holds it (a heading, a table, page furniture)."""
    if 0 < row.sentence <= len(report.outline.sentences):
        return one_line(report.outline.sentences[row.sentence - 1].span.of(report.text), limit)
    first = report.text.rfind("\n", 0, row.start) + 1
    last = report.text.find("\n", row.end)
    return one_line(report.text[first : last if last >= 0 else len(report.text)], limit)
