"""Report text made safe to look at: what cannot be seen, or changes the order of what is seen, gets a visible sign."""

import re
from collections.abc import Sequence

from pipeline.domain.report import Report
from pipeline.domain.result import FigureRow, ReportRow
from pipeline.engines.extractive.naming import office_of, offices_of

# Controls that XML 1.0 forbids or a browser drops, direction marks (U+202E turns 123 into 321 on the screen),
# lone surrogates (no file can hold them) and noncharacters. Tab and line feed stay.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
_SIGN = "\ufffd"
_WIDE = 200  # characters a sentence is looked for in
_BEFORE = 36  # characters of it that are shown
_STOP = re.compile(r"[。；;！？：:\n]")
_COMMA = re.compile(r"[，、]|,(?!\d{3}(?!\d))")  # not one between thousands
_NUMBER_END = re.compile(r"^[\d.,，．]+")
_NUMBER_START = re.compile(r"[\d.,，．]+$")


def visible(text: str) -> str:
    """`text` with each unseen character as U+FFFD, one for one, so that every span still fits."""
    return _UNSEEN.sub(_SIGN, text)


def one_line(text: str, limit: int | None = None) -> str:
    """`visible` on one line, cut with an ellipsis beyond `limit` characters."""
    line = " ".join(visible(text).split())
    return line if limit is None or len(line) <= limit else line[: limit - 1] + "…"


def surroundings(text: str, start: int, end: int) -> tuple[str, str]:
    """The words of the sentence before and after `[start, end)`, each on one line, cut between clauses.

    An ellipsis says where words are missing; no number is ever cut.
    """
    before = _STOP.split(text[max(0, start - _WIDE) : start])[-1]
    if len(before) > _BEFORE:
        near = before[-_BEFORE:]
        clause = _COMMA.search(near)
        before = "…" + (near[clause.end() :] if clause else _NUMBER_END.sub("", near))
    after = _STOP.split(text[end : end + _BEFORE], maxsplit=1)[0]
    clause = _COMMA.search(after)
    if clause:
        after = after[: clause.start()]
    elif len(after) == _BEFORE:
        after = _NUMBER_START.sub("", after) + "…"
    return visible(" ".join(before.split())), visible(" ".join(after.split()))


def short_name(row: ReportRow) -> str:
    """What a table calls a report: the office, else its title, else its file."""
    return one_line(office_of(row.issuer, row.title) or row.issuer or row.title or row.name, 24)


def short_names(rows: Sequence[ReportRow]) -> list[str]:
    """As `short_name`, of reports beside each other: two bureaus of one place by their own names."""
    offices = offices_of([(row.issuer, row.title) for row in rows])
    return [
        one_line(office or row.issuer or row.title or row.name, 24) for office, row in zip(offices, rows, strict=True)
    ]


def sentence_of(report: Report, row: FigureRow, limit: int = 400) -> str:
    """The sentence of a figure, or its line where no sentence holds it (a heading, a table, page furniture)."""
    if 0 < row.sentence <= len(report.outline.sentences):
        return one_line(report.outline.sentences[row.sentence - 1].span.of(report.text), limit)
    first = report.text.rfind("\n", 0, row.start) + 1
    last = report.text.find("\n", row.end)
    return one_line(report.text[first : last if last >= 0 else len(report.text)], limit)
