"""Whose words stand round a number: a comparison of one setting with those of two figures of a source.

Only words that tell the two figures apart are counted. The narrow circle of words decides; a wider one is asked
where the narrow one is silent.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from pipeline.verify.setting import Setting
from pipeline.verify.words import content

_CORE = 2  # bigrams of the noun at the number that make it the rival's
_LIST_MARKS = " 、，,及和与"
_ALL = 99  # more characters than any touch: the very same words
_CLOSER = 2  # characters, one word, by which a number's own words must touch it more than a rival's
_CLEAR = 4  # weight of one near bigram: less than that is an accident
_SAYS_NOTHING = "约近超逾达到为共计至于：: "
_TIMES = 3  # the rival must have this many times the weight of the figure named

# For each circle of the draft: circles of the source and what a shared bigram weighs there.
_LEVELS: tuple[tuple[str, tuple[tuple[str, int], ...]], ...] = (
    ("near", (("subject", 4), ("back", 2), ("group", 3), ("sentence", 1))),
    ("anchor", (("subject", 2), ("anchor", 4), ("group", 4), ("sentence", 1))),
    ("group", (("group", 2), ("sentence", 1))),
    ("sentence", (("group", 2), ("sentence", 1))),
)


@dataclass(frozen=True, slots=True)
class Lean:
    """How much the words of one circle speak for the figure named, and how much for its rival."""

    own: int
    rival: int

    @property
    def silent(self) -> bool:
        """True when the circle says nothing either way."""
        return self.own == self.rival == 0

    @property
    def wrong(self) -> bool:
        """True when the words are clearly the rival's."""
        return self.rival >= _CLEAR and self.rival > _TIMES * self.own


def lean(told: Setting, own: Setting, rival: Setting) -> Lean:
    """Weigh the words of `told` between the settings of two figures, in the first circle that says anything."""
    if same_words(told, rival) and not same_words(told, own):
        return Lean(0, _CLEAR)
    if _touch(told, own) - _touch(told, rival) >= _CLOSER:
        return Lean(_CLEAR, 0)  # its own words touch it: what stands further off only says what it is part of
    if own.subject == rival.subject and _told_as(told, own) and not _told_as(told, rival):
        return Lean(_CLEAR, 0)  # 计划投资7.2亿元, 完成投资7.4亿元: the words are the same, plan and fact are not
    found = Lean(0, 0)
    for circle, pairs in _LEVELS:
        found = _weigh(getattr(told, circle), pairs, own, rival)
        if not found.silent:
            break
    core = Lean(len(told.core & (own.core - rival.core)), len(told.core & (rival.core - own.core)))
    if core.own == 0 and core.rival >= _CORE and found.rival >= max(found.own, _CLEAR):
        return Lean(0, found.rival)
    return found


def near_silent(told: Setting, own: Setting, rival: Setting) -> bool:
    """True when the words at the number do not tell the two figures apart (查处隐患144条、20余条)."""
    return _weigh(told.near, _LEVELS[0][1], own, rival).silent


def same_words(one: Setting, other: Setting) -> bool:
    """Do both stand between the very same words (严重警告7人 and 警告7人 do not)?"""
    alike = (one.before.strip(), one.after.strip()) == (other.before.strip(), other.after.strip())
    return alike and bool(content(one.label) | content(one.after))


def _touch(one: Setting, other: Setting) -> int:
    """How many characters touch both numbers alike: the words in front from the number back, and the noun behind.

    Words that say nothing (已完成, 的) do not count alone. The last of a shortened list stands before words that came
    after its neighbour, so a noun behind counts when one begins as the other (12家商超、 and 12家商超全部开展…).
    """
    if same_words(one, other):
        return _ALL
    pairs = zip(reversed(one.before.rstrip()), reversed(other.before.rstrip()), strict=False)
    front = "".join(mine for mine, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))[::-1]
    shorter, longer = sorted((one.after.strip(_LIST_MARKS), other.after.strip(_LIST_MARKS)), key=len)
    behind = shorter if longer.startswith(shorter) and content(shorter) else ""
    if not behind and not content(front):
        return 0
    return len(front) + len(behind)


def _told_as(one: Setting, other: Setting) -> bool:
    return (one.status, one.direction, one.endpoint) == (other.status, other.direction, other.endpoint)


def _weigh(words: frozenset[str], pairs: tuple[tuple[str, int], ...], own: Setting, rival: Setting) -> Lean:
    for_own = for_rival = 0
    for circle, weight in pairs:
        ours, theirs = getattr(own, circle), getattr(rival, circle)
        for_own += weight * len(words & (ours - theirs))
        for_rival += weight * len(words & (theirs - ours))
    return Lean(for_own, for_rival)


def usurper(told: Setting, own: Setting, rivals: Iterable[Setting]) -> Setting | None:
    """The rival whose words `told` carries instead of those of `own`; None when the words are its own or undecided."""
    best: tuple[int, Setting] | None = None
    for rival in rivals:
        found = lean(told, own, rival)
        if found.wrong and (best is None or found.rival - found.own > best[0]):
            best = (found.rival - found.own, rival)
    return best[1] if best else None


def named_by(told: Setting, own: Setting, later: Iterable[Setting]) -> Setting | None:
    """The figure of `later`, behind `own` in its sentence, whose noun alone stands before the number of `told`.

    违建27处，面积1014平方米 told as 面积27处: units apart, so they are no rivals, yet nothing up to 27处 is an area.
    The other way, 违建1014平方米, is a fair shortening: what comes after has the subject of what came before.
    """
    label, noun = told.label.rstrip(_SAYS_NOTHING), content(told.label)
    head = own.text[own.reach.sentence[0] : own.reach.right]
    if not noun or noun & content(head):
        return None
    for other in later:
        name = other.label.rstrip(_SAYS_NOTHING)
        if other.reach.sentence[1] == own.reach.sentence[1] and name[-2:] == label[-2:] and noun <= content(name):
            return other
    return None
