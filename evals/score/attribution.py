"""Is a number told with its own words, or with another figure's? By shared pairs of characters."""

import re
from collections.abc import Sequence
from itertools import pairwise

from evals.facts import Fact, Facts, fold
from evals.labels import same_unit
from evals.score.numbers import Evidence, Number
from pipeline.domain.span import Span

_CUT = re.compile(r"[。；;！？!?，,：:、\n\d]+(?:[.]\d+)?(?:万?余?[人家户个处件起条名次栋辆台米元亩%]次?)?")
_DULL = frozenset("的了和及等为在共与各其中并")
_WRONG, _UNSURE = 0.5, 0.25  # how much better the rival fits, of 1; frozen on the seeds
_OWN_AT_MOST = {"fail": 0.5, "review": 0.67}  # a number that keeps its own words is not called misattributed


def stolen_words(text: str, number: Number, evidence: Sequence[Evidence]) -> tuple[str, Fact] | None:
    """("fail" or "review", the figure whose words they are); None when the number's own words fit best."""
    if number.mark is None or number.fact is None:
        return None
    told = _around(text, Span(number.start, number.end))
    facts = number.mark.facts
    own = _words(facts, number.fact)
    rivals = [fact for piece in evidence if piece.facts is facts for fact in facts.within(piece.spans)]
    stolen = [
        (_likeness(told, words), fact)
        for fact in rivals
        if _could_be(fact, number.fact)
        and told & (words := _words(facts, fact)) - own  # without any, nothing was taken
    ]
    if not stolen:
        return None
    best, rival = max(stolen, key=lambda scored: scored[0])
    kept = _likeness(told, own)
    if best - kept >= _WRONG and kept <= _OWN_AT_MOST["fail"]:
        return "fail", rival
    return ("review", rival) if best - kept >= _UNSURE and kept <= _OWN_AT_MOST["review"] else None


def _could_be(rival: Fact, fact: Fact) -> bool:
    return rival.id != fact.id and rival.value != fact.value and same_unit(rival.unit, fact.unit)


def _words(facts: Facts, fact: Fact) -> set[str]:
    return _around(facts.text, Span(fact.start, fact.end))


def _around(text: str, span: Span) -> set[str]:
    """Pairs of characters of the words before the number, back to the mark or number before it, and after it."""
    before = text[max(0, span.start - 40) : span.start]
    pieces = _CUT.split(before)
    left = pieces[-1]
    if len(_han(left)) < 2 and len(pieces) > 1:  # “…改造等|8个”, “其中|5家”: the words stand before the mark
        left = pieces[-2] + left
    right = _CUT.split(text[span.end : span.end + 20], maxsplit=1)[0]
    return _pairs(left) | _pairs(right)


def _pairs(words: str) -> set[str]:
    plain = _han(words)
    return {a + b for a, b in pairwise(plain)}


def _han(words: str) -> str:
    return "".join(c for c in fold(words) if "\u4e00" <= c <= "\u9fff" and c not in _DULL)


def _likeness(told: set[str], own: set[str]) -> float:
    """The share of the told words that are the figure's own; 0 when either side has none."""
    return len(told & own) / min(len(told), len(own)) if told and own else 0.0
