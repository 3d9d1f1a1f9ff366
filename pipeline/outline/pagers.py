"""The numbers of the pages a site spreads a report over: 首页 上一页 [1] [2] [3] 下一页 尾页."""

import re
from collections.abc import Iterator

from pipeline.domain.span import Span

_LONGEST = 160  # characters
_STEP = re.compile(r"[上下前后]一?页")
_NUMBER = re.compile(r"\d{1,3}")
_PAGER = re.compile(
    r"(?:首页|第一页|[上下前后]一?页|尾页|末页|最后一?页|全文|余下全文|(?:当前)?第\s*\d{1,3}\s*页|[共总]\s*计?\s*\d{1,3}\s*页"
    r"|\d{1,3}|跳?转[至到]?|go|第|页|[\s\[\]【】()（）<>＜＞«»‹›＜《》|｜/／·.…,，:：-])++",
    re.IGNORECASE,
)
_LINE = re.compile(rf"^.{{0,{_LONGEST}}}[上下前后]一?页.{{0,{_LONGEST}}}$", re.MULTILINE)


def is_pager(words: str) -> bool:
    """True for words that lead to the other pages of one text and nothing else: a step, and the number of a second."""
    return len(words) <= _LONGEST and _most(words) > 1 and _PAGER.fullmatch(words) is not None


def pagers(text: str) -> Iterator[Span]:
    """The lines of `text` that are such words."""
    for found in _LINE.finditer(text):
        if is_pager(found[0].strip()):
            yield Span(*found.span())


def spread(text: str) -> str:
    """Such words where `text` has fewer of them than they name pages: one page, and not all, was copied; else ""."""
    found = [span.of(text).strip() for span in pagers(text)]
    return found[-1] if found and len(found) < max(map(_most, found)) else ""


def _most(words: str) -> int:
    """The highest number of a page; 0 without a step to another."""
    return max((int(number) for number in _NUMBER.findall(words)), default=0) if _STEP.search(words) else 0
