"""What of a report is not in the text we read: pages that are pictures, and other pages of a site."""

from collections.abc import Iterator
from itertools import pairwise

from pipeline.audit.layout import Layout
from pipeline.audit.outcome import Outcome
from pipeline.domain.span import Span
from pipeline.outline.pagers import spread

_SHOWN = 40  # characters of the words behind such a page


def unread(layout: Layout) -> Iterator[Outcome]:
    """One outcome for all pages of a PDF that hold no words; it stands at what was read behind the first of them."""
    report = layout.report
    if not report.unread:
        return
    start = min(report.pages[report.unread[0] - 1], len(report.text) - 1)
    end = report.text.find("\n", start, start + _SHOWN)
    yield Outcome(
        "pages_unread",
        "warn",
        f"第{_listed(report.unread)}页是图片，没有可读的文字，未计入",
        (Span(start, end if end > start else min(start + _SHOWN, len(report.text))),),
        question="请对这些页做文字识别（OCR）后重读，或请提供可编辑的文本",
    )


def elsewhere(layout: Layout) -> Iterator[Outcome]:
    """One outcome for a report of which a site shows the rest on other pages; it stands at the last words read."""
    report = layout.report
    pager = report.pager or spread(report.text)
    if not pager or not report.outline.sentences:
        return
    end = report.outline.sentences[-1].span.end
    yield Outcome(
        "pages_elsewhere",
        "warn",
        f"网页分页显示（“{pager}”），这里只有其中一页，其余未计入",
        (Span(max(report.outline.sentences[-1].span.start, end - _SHOWN), end),),
        question="请把其余各页也保存下来，合成一个文件后重读",
    )


def _listed(pages: tuple[int, ...]) -> str:
    """The numbers of pages, those that follow each other as one range: 3—5、9."""
    breaks = [place for place, (one, after) in enumerate(pairwise(pages), 1) if after != one + 1]
    runs = [pages[start:end] for start, end in pairwise([0, *breaks, len(pages)])]
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}—{run[-1]}" for run in runs)
