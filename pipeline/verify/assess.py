"""The verdict on one number of a draft whose amount a source has: is it said of the same thing, in the same way?"""

from collections.abc import Iterable, Mapping
from typing import Literal

from pipeline.domain.figure import Figure, Kind
from pipeline.domain.result import Verdict
from pipeline.figures.match import MatchVerdict, match
from pipeline.verify.align import lean, near_silent, usurper
from pipeline.verify.below import same_loss
from pipeline.verify.corpus import Corpus, Place, affinity
from pipeline.verify.judge import judge, quote
from pipeline.verify.problem import Problem
from pipeline.verify.setting import Setting

ALIKE = 8  # affinity of two near bigrams: enough to say which figure a number was meant to be
_VICINITY = 500  # characters of the source within which one number of a draft vouches for the next
_TIMES = 2.5  # how much more like its words another figure must be, where nothing speaks for the one it has
_AROUND = 12  # figures looked at on either side for those of the same sentence
_WORST = ("attribution", "status", "direction", "unit_mismatch", "scale_slip", "marker_lost")
SLIPS: dict[MatchVerdict, Literal["scale_slip", "unit_mismatch"]] = {
    MatchVerdict.SCALE_SLIP: "scale_slip",
    MatchVerdict.UNIT_MISMATCH: "unit_mismatch",
}
_SLIP_MESSAGE: dict[Verdict, str] = {
    "scale_slip": "原文为“{}”，这里写成“{}”，差了数量级(万↔亿、×10)",
    "unit_mismatch": "原文为“{}”，这里写成“{}”，单位不同",
}


def objection(
    figure: Figure,
    told: Setting,
    place: Place,
    corpus: Corpus,
    scope: Iterable[int],
    said: Mapping[tuple[int, int], int],
) -> Problem | None:
    """The worst thing the words round `figure` say differently from the source at `place`; None when nothing.

    `said`: where the draft's sentence has its other numbers, by source and place. Those of the same sentence of the
    source vouch for a number told in words of the writer's own.
    """
    near = [place.index.settings[i] for n, i in said if n == place.source]
    at_home = any(other.reach.sentence == place.setting.reach.sentence for other in near)
    other = _beside(figure, told, place, said)
    if other is None and not at_home:
        other = _elsewhere(figure, told, place, corpus, scope)
    if other is not None:
        return misplaced(figure, told, place, other)
    vouched = at_home or any(abs(other.start - place.setting.start) < _VICINITY for other in near)
    vouched = vouched or same_loss(told, place.figure)
    if not vouched and (told.subject or told.group) and not affinity(told, place.setting):
        message = f"“{place.figure.text}”在原文说的是“{quote(place.setting)}”，与这里的话没有相同之处"
        return Problem("attribution", "error", message, told.start, told.end, place.figure.id)
    rounded = match(figure, place.figure).verdict is MatchVerdict.ROUNDED
    problems = [
        problem
        for problem in judge(told, place.setting, place.figure)
        if not (rounded and problem.code == "marker_lost")
    ]
    return min(problems, key=lambda p: (p.severity != "error", _WORST.index(p.code)), default=None)


def misplaced(figure: Figure, told: Setting, place: Place, other: Place) -> Problem:
    """The words are those of `other`: its number was miswritten, or the number of `place` was put in."""
    slip = SLIPS.get(match(figure, other.figure).verdict)
    if slip is not None:
        message = slip_message(slip, figure, other)
        return Problem(slip, "error", message, told.start, told.end, other.figure.id)
    message = f"这里的话说的是“{quote(other.setting)}”，而“{place.figure.text}”在原文是“{quote(place.setting)}”"
    return Problem("attribution", "error", message, told.start, told.end, place.figure.id)


def slip_message(verdict: Verdict, figure: Figure, place: Place) -> str:
    """The sentence for a slip of scale or unit."""
    return _SLIP_MESSAGE[verdict].format(quote(place.setting), figure.text)


def _beside(figure: Figure, told: Setting, place: Place, said: Mapping[tuple[int, int], int]) -> Place | None:
    """Another figure of the same sentence of the source whose words these are."""
    index = place.index
    beside = {
        id(index.settings[i]): Place(place.source, index, i)
        for i in range(max(0, place.i - _AROUND), min(len(index.figures), place.i + _AROUND + 1))
        if i != place.i
        and index.settings[i].reach.sentence == place.setting.reach.sentence
        and rival(index.figures[i], figure)
        and not (_in_turn(i, place, told, said) and near_silent(told, place.setting, index.settings[i]))
    }
    stolen = usurper(told, place.setting, [other.setting for other in beside.values()])
    return beside[id(stolen)] if stolen else None


def _in_turn(other: int, place: Place, told: Setting, said: Mapping[tuple[int, int], int]) -> bool:
    """Does the draft carry the other number too, and in the source's order (检查甲3次、乙2次，查处隐患5条、4条)?"""
    at = said.get((place.source, other))
    return at is not None and (at < told.start) == (other < place.i)


def _elsewhere(figure: Figure, told: Setting, place: Place, corpus: Corpus, scope: Iterable[int]) -> Place | None:
    """A figure anywhere in `scope` with far more like words, where no word speaks for the one at `place`."""
    own = affinity(told, place.setting)
    for other in corpus.same_words(told, scope):
        alike = affinity(told, other.setting)
        if alike < _TIMES * own + ALIKE:
            return None  # they come best first
        found = lean(told, place.setting, other.setting)
        if rival(other.figure, figure) and found.wrong and not found.own:
            return other
    return None


def rival(other: Figure, figure: Figure) -> bool:
    """Could `figure` be a wrong number or a wrong unit for `other`?"""
    if other.value == figure.value:
        return other.unit_norm != figure.unit_norm and _thing(other) == _thing(figure)
    return comparable(other, figure)


def comparable(one: Figure, other: Figure) -> bool:
    """Do the two measure the same kind of thing in units that compare?"""
    return one.unit_norm == other.unit_norm or (one.kind is other.kind and one.kind not in (Kind.COUNT, Kind.OTHER))


def _thing(figure: Figure) -> str:
    return "count" if figure.kind in (Kind.COUNT, Kind.PEOPLE, Kind.OTHER) else str(figure.kind)
