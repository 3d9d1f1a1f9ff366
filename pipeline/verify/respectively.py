"""甲、乙分别增长6.2%、19.3%: which number is whose is in the order only, so such a list is told whole or not at all."""

import re
from collections.abc import Iterator, Sequence

from pipeline.domain.figure import Figure

_PART_END = re.compile(r"[。；;！？\n]")
_GAP = re.compile(r"[、和与及以,，为达到至\s\-－]{1,4}")
_REACH = 200  # characters a list is looked for before its number
_LONGEST = 20  # numbers of one list looked at on either side
_WORD = "分别"


def lists_of(text: str, figures: Sequence[Figure], place: int) -> range:
    """Places of the figures of the 分别 list that figure `place` of `text` stands in; an empty range when in none."""
    start = figures[place].start
    floor = max(0, start - _REACH)
    ends = [found.end() for found in _PART_END.finditer(text, floor, start)]
    said = text.rfind(_WORD, ends[-1] if ends else floor, start)
    if said < 0:
        return range(0)
    first = place
    while (
        first > max(0, place - _LONGEST)
        and figures[first - 1].start > said
        and _linked(text, figures[first - 1], figures[first])
    ):
        first -= 1
    last = place
    while last + 1 < min(len(figures), place + _LONGEST) and _linked(text, figures[last], figures[last + 1]):
        last += 1
    opens = not any(said < figure.start < figures[first].start for figure in figures[max(0, first - 3) : first])
    return range(first, last + 1) if opens and last > first else range(0)


def broken_lists(text: str, figures: Sequence[Figure], told: Sequence[int], claim: str) -> Iterator[int]:
    """Places in `told` (in order of the claim) whose 分别 list the claim does not tell whole, in order and as one."""
    for at, place in enumerate(told):
        whole = list(lists_of(text, figures, place))
        if whole:
            begin = at - whole.index(place)
            if _WORD not in claim or begin < 0 or list(told[begin : begin + len(whole)]) != whole:
                yield place


def _linked(text: str, one: Figure, other: Figure) -> bool:
    return _GAP.fullmatch(text, one.end, other.start) is not None
