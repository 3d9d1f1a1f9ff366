"""Cuts the body into chunks under a token budget, along the outline, all of about the same size.

Tokens are estimated as half the UTF-8 bytes, rounded up: more than o200k and cl100k count on any window of such
reports, and the same with and without a tokenizer's vocabulary. A token is two thirds of a Chinese character.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from pipeline.domain.report import Chunk, Outline, Sentence
from pipeline.domain.span import Span

BUDGET = 4000  # estimated tokens, about 2,700 characters: more loses claims, less pays for the prompt again and again
_HARDEST = 2  # budgets: a single sentence up to this size is a chunk, a longer one is cut
_UNEVEN = 1.0  # cost of a chunk as far from the even size as the even size itself
_INSIDE_PARAGRAPH = 0.30  # cost of a border inside a section, and
_PER_LEVEL = 0.04  # of one at a heading, by its level: 一、 is the best place, 一是 the worst


def estimate_tokens(text: str) -> int:
    """Half the UTF-8 bytes of `text`, rounded up."""
    return (len(text.encode("utf-8", "surrogatepass")) + 1) // 2


def cut_chunks(text: str, outline: Outline, budget: int = BUDGET, keep: Sequence[Span] = ()) -> tuple[Chunk, ...]:
    """Runs of whole sentences of `outline`, in order; every sentence is in exactly one.

    `budget` is in estimated tokens, of the words from the first sentence to the last, headings between included. Only a
    sentence of more than two budgets is cut: at the borders of its clauses where it has any, never inside a span of
    `keep` (ordered, disjoint); its pieces keep its number. Raises `ValueError` for a budget below 1.
    """
    if budget < 1:
        raise ValueError(f"a chunk needs a budget of at least one token, not {budget}")
    sentences = [piece for one in outline.sentences for piece in _pieces(text, one, _HARDEST * budget, keep)]
    if not sentences:
        return ()
    bounds = _bounds(text, outline, sentences, budget)
    runs = [sentences[start:end] for start, end in pairwise(bounds)]
    return tuple(_chunk(text, outline, number, run) for number, run in enumerate(runs, 1))


def _chunk(text: str, outline: Outline, number: int, run: Sequence[Sentence]) -> Chunk:
    span = Span(run[0].span.start, run[-1].span.end)
    return Chunk(f"c{number:02d}", span, tuple(run), outline.path(run[0].section), estimate_tokens(span.of(text)))


def _bounds(text: str, outline: Outline, sentences: Sequence[Sentence], budget: int) -> list[int]:
    """The places in `sentences` where chunks begin, and their number at the end."""
    ends = [one.span.start for one in sentences[1:]] + [sentences[-1].span.end]
    sizes = [
        len(text[one.span.start : end].encode("utf-8", "surrogatepass")) / 2
        for one, end in zip(sentences, ends, strict=True)
    ]
    total = [0.0, *accumulate(sizes)]
    costs = [_border_cost(outline, sentences, place) for place in range(len(sentences) + 1)]
    bounds = [0]
    while bounds[-1] < len(sentences):
        bounds.append(_next_bound(total, costs, bounds[-1], budget))
    return bounds


def _next_bound(total: Sequence[float], costs: Sequence[float], begin: int, budget: int) -> int:
    """Where the chunk that begins at `begin` ends: near an even share of what is left, at a good border."""
    left = total[-1] - total[begin]
    if left <= budget:
        return len(total) - 1
    share = left / -(-left // budget)
    last = max(bisect_right(total, total[begin] + budget) - 1, begin + 1)
    places = range(begin + 1, last + 1)
    return min(places, key=lambda place: abs(total[place] - total[begin] - share) / share * _UNEVEN + costs[place])


def _border_cost(outline: Outline, sentences: Sequence[Sentence], place: int) -> float:
    if place in (0, len(sentences)):
        return 0.0
    section = sentences[place].section
    if section is None or section == sentences[place - 1].section:
        return _INSIDE_PARAGRAPH
    return _PER_LEVEL * min(_opened(outline, section, sentences[place - 1].section), 7)


def _opened(outline: Outline, section: int, before: int | None) -> int:
    """The level of the outermost heading between two sentences: `section` and its parents that follow `before`."""
    here = outline.sections[section]
    while here.parent is not None and (before is None or here.parent > before):
        here = outline.sections[here.parent]
    return here.level


def _pieces(text: str, sentence: Sentence, most: int, keep: Sequence[Span]) -> list[Sentence]:
    """The sentence, or its pieces of at most `most` tokens where it is longer."""
    if (sentence.span.end - sentence.span.start) * 2 <= most or estimate_tokens(sentence.span.of(text)) <= most:
        return [sentence]
    parts = [part for clause in sentence.clauses for part in _parts(text, clause, most, keep)]
    runs: list[list[Span]] = [[parts[0]]]
    size = estimate_tokens(parts[0].of(text))
    for part in parts[1:]:
        more = estimate_tokens(part.of(text))
        if size + more <= most:
            runs[-1].append(part)
            size += more
        else:
            runs.append([part])
            size = more
    return [replace(sentence, span=Span(run[0].start, run[-1].end), clauses=tuple(run)) for run in runs]


def _parts(text: str, clause: Span, most: int, keep: Sequence[Span]) -> list[Span]:
    """The clause, or parts of at most about `most` tokens that cut no span of `keep`; a longer kept span is whole."""
    if estimate_tokens(clause.of(text)) <= most:
        return [clause]
    step = max(most // 2, 1)  # a character has at most four bytes, two tokens
    parts: list[Span] = []
    begin = clause.start
    while clause.end - begin > step:
        end = _outside(begin + step, begin, keep)
        if end >= clause.end:
            break
        parts.append(Span(begin, end))
        begin = end
    return [*parts, Span(begin, clause.end)]


def _outside(place: int, begin: int, keep: Sequence[Span]) -> int:
    """`place`, or the border of the span of `keep` it lies in: its start, its end when that would leave nothing."""
    index = bisect_right(keep, (place, -1)) - 1
    if index < 0 or not keep[index].start < place < keep[index].end:
        return place
    return keep[index].start if keep[index].start > begin else keep[index].end
