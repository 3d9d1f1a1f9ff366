"""Headings without a number, in a text that has no numbered ones: lines of their own, and bold words run into a text.

Neither has a sign of its own once a page is text, so only several of one shape count: short lines without a mark, each
between whole paragraphs, and paragraphs that all begin with a short sentence and go on.
"""

import re
from collections.abc import Sequence

from pipeline.domain.span import Span
from pipeline.outline.amounts import states_amount
from pipeline.outline.numbering import Kind, Number
from pipeline.outline.titles import is_date, is_office, is_person

_ALONE = re.compile(r"[一-龥“《][一-龥“”《》A-Za-z0-9·、 \u3000]{3,29}")
_RUN_IN = re.compile(r"[“《]?[一-龥][^，,。；;：:！？!?\d]{2,18}[。：:]\s*(?=\S)")
_ENDS = re.compile(r"[。！？!?；;：:][”’」』）)]*$")
_TEXT = 30  # characters of a paragraph of text
_FEWEST_ALONE, _FEWEST_RUN_IN = 2, 3
_SHARE = 0.4  # of the paragraphs of text that begin with words run in

Heading = tuple[Number | None, Span]  # no number: a line of its own; a number without a sign: words run in


def unnumbered(text: str, paragraphs: Sequence[Span]) -> list[Heading]:
    """The headings of a text without numbered ones, in order, each with its paragraph."""
    alone = [line for place, line in enumerate(paragraphs) if _opens(text, paragraphs, place)]
    texts = [one for one in paragraphs if _is_text(text, one)]
    run_in = [one for one in texts if _RUN_IN.match(text, one.start, one.end)]
    found: list[Heading] = [(None, one) for one in alone] if len(alone) >= _FEWEST_ALONE else []
    if len(run_in) >= max(_FEWEST_RUN_IN, _SHARE * len(texts)):
        found += [(_no_number(one, place), one) for place, one in enumerate(run_in, 1)]
    return sorted(found, key=lambda one: one[1])


def _opens(text: str, paragraphs: Sequence[Span], place: int) -> bool:
    """True for a line of words alone, behind a whole paragraph and above one, or above another such line."""
    if not _stands_alone(text, paragraphs[place]) or place + 1 == len(paragraphs):
        return False
    before, below = paragraphs[place - 1] if place else None, paragraphs[place + 1]
    whole = before is None or _ENDS.search(text, before.start, before.end) or _stands_alone(text, before)
    return bool(whole) and (_is_text(text, below) or _stands_alone(text, below))


def _stands_alone(text: str, line: Span) -> bool:
    if not _ALONE.fullmatch(text, line.start, line.end) or states_amount(line.of(text)):
        return False
    return not (is_office(text, line) or is_date(text, line) or is_person(text, line))


def _is_text(text: str, paragraph: Span) -> bool:
    long = paragraph.end - paragraph.start >= _TEXT
    return long and _ENDS.search(text, paragraph.start, paragraph.end) is not None


def _no_number(paragraph: Span, value: int) -> Number:
    return Number(Span(paragraph.start, paragraph.start), Kind.PAREN, value, opens_line=True, lead="")
