"""The closing words of a report: a paragraph behind the last item of the plans that is no part of that item."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from pipeline.domain.report import Role, Section
from pipeline.domain.span import Span

_CLOSING = re.compile(
    r"后段|新的一年|新的征程|展望|今后|站在|各位代表|同志们|让我们|面对新|总之|新征程|新时代|新起点|奋进|下一?步|下一?阶段|在新的|"
    r"[一-龥]{2,12}(?:街道|[镇乡县区市])(?:党工委、办事处)?将"
)


def closing_of(text: str, sections: Sequence[Section], paragraphs: Sequence[Span]) -> int | None:
    """Where the closing words begin; None when the last section has none.

    They begin at a paragraph that opens as closing words do, or, when every other item of the plans is one paragraph,
    at the second paragraph of the last one.
    """
    if not sections or sections[-1].parent is None or sections[-1].role is not Role.PLANS:
        return None
    last = sections[-1]
    starts = [paragraph.start for paragraph in paragraphs]
    own = _paragraphs_in(last.span, starts)
    siblings = [len(_paragraphs_in(one.span, starts)) for one in sections[:-1] if one.parent == last.parent]
    alone = last.heading.end == paragraphs[own[0]].end and max(siblings, default=2) > 1
    first_text = 2 if alone else 1
    single = len(siblings) > 1 and max(siblings) <= first_text
    for place in own[first_text:]:
        if single or _CLOSING.match(text, paragraphs[place].start):
            return paragraphs[place].start
    return None


def _paragraphs_in(span: Span, starts: list[int]) -> range:
    return range(bisect_right(starts, span.start) - 1, bisect_right(starts, span.end - 1))
