"""Is a number told with its own words, or with those of another figure of the evidence? By shared pairs of characters."""

import re
from collections.abc import Sequence

from evals.facts import Fact, Facts, fold
from evals.labels import same_unit
from evals.score.numbers import Evidence, Number
from pipeline.domain.span import Span

_EDGE = re.compile(r"[。；;！？!?，,：:\n]")
_DIGIT = re.compile(r"\d")
_DULL = frozenset("的了和及等为在共与各")
_WRONG, _UNSURE = 0.6, 0.35  # how much better the rival's words fit, of 1; frozen on the labelled seeds
_OWN_AT_MOST = 0.25  # a number whose own words are there is not called misattributed


def stolen_words(text: str, number: Number, evidence: Sequence[Evidence]) -> tuple[str, Fact] | None:
    """("fail" or "review", the figure whose words they are); None when the number's own words fit best."""
    if number.mark is None or number.fact is None:
        return None
    told = _around(text, Span(number.start, number.end), [])
    facts = number.mark.facts
    own = _likeness(told, _words(facts, number.fact))
    rivals = [fact for piece in evidence if piece.facts is facts for fact in facts.within(piece.spans)]
    best, rival = max(
        ((_likeness(told, _words(facts, fact)), fact) for fact in rivals if _could_be(fact, number.fact)),
        key=lambda scored: scored[0],
        default=(0.0, None),
    )
    if rival is None or own > _OWN_AT_MOST:
        return None
    gap = best - own
    return ("fail", rival) if gap >= _WRONG else ("review", rival) if gap >= _UNSURE else None


def _could_be(rival: Fact, fact: Fact) -> bool:
    return rival.id != fact.id and rival.value != fact.value and same_unit(rival.unit, fact.unit)


def _words(facts: Facts, fact: Fact) -> set[str]:
    return _around(facts.text, Span(fact.start, fact.end), [Span(f.start, f.end) for f in facts.all])


def _around(text: str, span: Span, _others: Sequence[Span]) -> set[str]:
    """The pairs of characters before the number, back to the number or comma before it, and after it likewise."""
    before = text[max(0, span.start - 40) : span.start]
    cut = max((m.end() for m in _EDGE.finditer(before, 0, max(0, len(before) - 1))), default=0)
    digit = max((m.end() for m in _DIGIT.finditer(before)), default=0)
    after = text[span.end : span.end + 20]
    stop = min((m.start() for pattern in (_EDGE, _DIGIT) for m in [pattern.search(after)] if m), default=len(after))
    return _pairs(before[max(cut, digit) :]) | _pairs(after[:stop])


def _pairs(words: str) -> set[str]:
    plain = [c for c in fold(words) if "\u4e00" <= c <= "\u9fff" and c not in _DULL]
    return {a + b for a, b in zip(plain, plain[1:], strict=False)}


def _likeness(told: set[str], own: set[str]) -> float:
    """The share of the told words that are the figure's own; 0 when either side has none."""
    return len(told & own) / min(len(told), len(own)) if told and own else 0.0
