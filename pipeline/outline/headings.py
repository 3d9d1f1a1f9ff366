"""Which numerals open a heading: those that follow each other.

A numeral at the beginning of a line opens a heading unless it breaks its sequence in a way a slip of the pen does not
explain. A numeral inside a line (a line break was lost, or 一是 runs on) opens one only when it continues a sequence
or when its own successor follows. Levels are fixed by the way of numbering, so an outline that starts at (一) starts
at level 2: 1 第一部分, a part title without a number, 一、 · 2 (一) · 3 1. · 4 (1) · 5 ① · 6 第一, · 7 一是. Where a
text has both parts and 一、, all but the parts are one deeper. Where no numeral opens one, `unnumbered` looks for
headings that have none.
"""

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.domain.span import Span
from pipeline.outline.numbering import Kind, Number, glued_number, may_enumerate, number_at, numbers_inside
from pipeline.outline.titles import is_part_title
from pipeline.outline.unnumbered import unnumbered

_SKIPPED = 2  # numbers an office may have left out: 三、 五、
_GLUE = 40  # characters between a heading and the (一) that follows it without a mark


class Opening(NamedTuple):
    """Where a heading opens: its number, and how far its words can reach."""

    number: Number | None  # None for a part title without a number
    start: int
    words: int  # where its words begin
    limit: int  # the end of its paragraph, or where the next heading opens
    kind: Kind
    paragraph: Span


def openings_of(text: str, paragraphs: list[Span]) -> list[Opening]:
    """The headings of the body, in order, their words not yet measured."""
    found = [pair for paragraph in paragraphs for pair in _candidates(text, paragraph)]
    accepted = _plausible(text, found)
    if not any(number and number.kind < Kind.ARABIC_PAREN for number, _ in accepted):
        taken = {paragraph for _, paragraph in accepted}
        more = [one for one in unnumbered(text, paragraphs) if one[1] not in taken]
        accepted = sorted([*accepted, *more], key=lambda one: _start(*one))
    starts = [*(_start(number, paragraph) for number, paragraph in accepted), len(text)]
    return [_opening(*candidate, starts[place + 1]) for place, candidate in enumerate(accepted)]


def levels_of(openings: Sequence[Opening]) -> list[int]:
    """The level of each heading."""
    kinds = {opening.kind for opening in openings}
    shift = 1 if kinds >= {Kind.PART, Kind.COMMA} else 0
    return [1 if opening.kind is Kind.PART else opening.kind + shift for opening in openings]


_Candidate = tuple[Number | None, Span]


def _candidates(text: str, paragraph: Span) -> list[_Candidate]:
    first = number_at(text, paragraph)
    if first is None and is_part_title(text, paragraph):
        return [(None, paragraph)]
    begin = first.span.end if first else paragraph.start
    inside = numbers_inside(text, Span(begin, paragraph.end))
    numbers = [first, *inside] if first else inside
    if not numbers:
        return []
    outer = [number.span.end for number in numbers if number.kind < Kind.PAREN]
    glued = [glued_number(text, Span(end, min(end + _GLUE, paragraph.end))) for end in outer]
    merged = {number.span: number for number in [*glued, *numbers] if number}
    return [(merged[span], paragraph) for span in sorted(merged)]


def _plausible(text: str, candidates: list[_Candidate]) -> list[_Candidate]:
    """The candidates that continue or begin a sequence."""
    succeeded = _succeeded(candidates)
    last: dict[Kind, int] = {}
    accepted: list[_Candidate] = []
    for place, (written, paragraph) in enumerate(candidates):
        number = written
        if number and may_enumerate(text, number) and not _continues(number, last, succeeded[place]):
            if not is_part_title(text, paragraph):
                continue
            number = None
        kind = number.kind if number else Kind.PART
        if number and not _fits(text, number, last.get(kind), succeeded[place]):
            continue
        last = {one: value for one, value in last.items() if one < kind}
        last[kind] = number.value if number else 0
        accepted.append((number, paragraph))
    return accepted


def _continues(number: Number, last: dict[Kind, int], succeeded: bool) -> bool:
    return last.get(number.kind) == number.value - 1 or (number.value == 1 and succeeded)


def _succeeded(candidates: list[_Candidate]) -> list[bool]:
    """For each candidate, whether the next one of its kind is its successor."""
    following: dict[Kind, int] = {}
    answers: list[bool] = []
    for number, _ in reversed(candidates):
        if number is None:
            answers.append(False)
            continue
        answers.append(following.get(number.kind) == number.value + 1)
        following[number.kind] = number.value
    return answers[::-1]


def _fits(text: str, number: Number, last: int | None, succeeded: bool) -> bool:
    continues = last is not None and number.value == last + 1
    if not number.opens_line:
        return continues or (number.value == 1 and succeeded)
    if continues or number.value == 1:
        return True
    if last is None:
        return number.kind is not Kind.FIRST and _has_words(text, number)
    return number.kind in (Kind.PART, Kind.COMMA, Kind.PAREN) or 0 <= number.value - last - 1 <= _SKIPPED


def _has_words(text: str, number: Number) -> bool:
    return text[number.span.end : number.span.end + 1].strip() != "" or number.kind < Kind.ARABIC


def _start(number: Number | None, paragraph: Span) -> int:
    if number is None or number.opens_line:
        return paragraph.start
    return number.span.start


def _opening(number: Number | None, paragraph: Span, following: int) -> Opening:
    limit = min(paragraph.end, following)
    kind = number.kind if number else Kind.PART
    words = number.span.end if number else paragraph.start
    return Opening(number, _start(number, paragraph), words, limit, kind, paragraph)
