"""Head against body: the title of the page and the title of the report name one year."""

import re
from collections.abc import Iterator

from pipeline.audit.layout import Layout
from pipeline.audit.outcome import Outcome
from pipeline.domain.span import Span

_YEAR = re.compile(r"(20\d\d|19\d\d)(?=年|[-—~至]|\D{0,6}度)")


def years(layout: Layout) -> Iterator[Outcome]:
    """Only titles that are the same but for the year are compared: a page title may name the year of publication."""
    head = layout.report.outline.head
    if not (head.page_title and head.title):
        return
    page, own = _YEAR.search(head.page_title), _YEAR.search(head.title)
    if page is None or own is None or page[1] == own[1] or _bare(head.page_title) != _bare(head.title):
        return
    spans = tuple(span for title in (head.page_title, head.title) if (span := _find(layout.text, title)))
    yield Outcome(
        "year_mismatch",
        "error",
        f"网页标题为{page[1]}年，正文标题为{own[1]}年",
        spans,
        stated=page[1],
        computed=own[1],
        question=f"报告的年份是{own[1]}年还是{page[1]}年？",
        operands=(page[1], own[1]),
    )


def _bare(title: str) -> str:
    return re.sub(r"\s|20\d\d|19\d\d", "", title)


def _find(text: str, title: str) -> Span | None:
    at = text.find(title)
    return Span(at, at + len(title)) if at >= 0 else None
