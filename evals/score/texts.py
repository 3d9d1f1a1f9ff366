"""One text, drafted or published, as rows: grounded, told with its own words, with its own marker."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.facts import Fact, Facts, fold
from evals.rows import Place, Row, State
from evals.score.attribution import stolen_words
from evals.score.numbers import Evidence, Mark, Number, read_numbers, told_as_done
from pipeline.domain.span import Span

_APPROACH = 6  # characters before a number that hold a softener which does not touch it


@dataclass(frozen=True, slots=True)
class Judged:
    """A text with its numbers read, and where it comes from."""

    engine: str
    doc: str
    case: str
    claim_id: str
    output: str
    text: str
    marks: Sequence[Mark]
    evidence: Sequence[Evidence]
    numbers: Sequence[Number]
    done: bool  # it says what was done: an achievement, a headline, a summary

    def row(
        self, rule: str, state: State, *, fact_id: str = "", expected: str = "", got: str = "", message: str = "",
        source: Place | None = None,
    ) -> Row:  # fmt: skip
        """A row about this text."""
        return Row(
            self.engine, self.doc, self.case, rule, state, self.claim_id, fact_id, expected, got,
            source or self.place, self.output, message,
        )  # fmt: skip

    @property
    def place(self) -> Place | None:
        """Where its evidence begins."""
        first = next((piece for piece in self.evidence if piece.spans), None)
        return first.facts.place(first.spans[0]) if first else None


def judge_text(
    about: tuple[str, str, str, str, str], text: str, marks: Sequence[Mark], evidence: Sequence[Evidence], *, done: bool
) -> Judged:
    """`text` with every numeral read; `about` is engine, doc, case, claim id and JSON pointer."""
    return Judged(*about, text, marks, evidence, read_numbers(text, marks, evidence), done)


def grounded(judged: Judged, rule: str) -> Iterator[Row]:
    """One row a numeral: is it a figure of the evidence, or a name or date in its words?"""
    for number in judged.numbers:
        state: State = "fail" if number.problem else "review" if number.doubt else "pass"
        fact_id, words = (number.fact.id, number.fact.words) if number.fact else ("", "")
        yield judged.row(
            rule, state, fact_id=fact_id, expected=words, got=number.text, message=number.problem or number.doubt,
            source=_place(number),
        )  # fmt: skip


def own_words(judged: Judged, rule: str) -> Iterator[Row]:
    """One row a figure referred to: is it told with its own words rather than another figure's?"""
    for number in judged.numbers:
        if number.mark is None or number.fact is None:
            continue
        stolen = stolen_words(judged.text, number, judged.evidence)
        state: State = "pass"
        message = ""
        if stolen is not None:
            state = "fail" if stolen[0] == "fail" else "review"
            message = f"“{number.text}”旁的话是原文说“{stolen[1].words}”的话"
        yield judged.row(
            rule, state, fact_id=number.fact.id, expected=number.fact.words, got=number.text, message=message,
            source=_place(number),
        )  # fmt: skip


def softened_alike(judged: Judged, rule: str) -> Iterator[Row]:
    """One row a figure with 约, 余, 以上 … in the report or in the text: both or neither."""
    for number in judged.numbers:
        fact, reading = number.fact, number.reading
        if fact is None or reading is None or not (fact.approx or reading.approx):
            continue
        alike = fact.approx == reading.approx or _same_approach(judged.text, number)
        message = "" if alike else "原文的概数标记没有保留" if fact.approx else "原文没有概数标记"
        yield judged.row(
            rule, "pass" if alike else "fail", fact_id=fact.id, expected=fact.words, got=reading.text, message=message,
            source=_place(number),
        )  # fmt: skip


def _same_approach(text: str, number: Number) -> bool:
    """约占全区60%: the softener stands apart from the number, and the words between are the report's own."""
    if number.mark is None:
        return False
    whole, start = number.mark.facts.text, number.mark.source.start
    told = fold(text[max(0, number.start - _APPROACH) : number.start])
    return len(told) == _APPROACH and told == fold(whole[max(0, start - _APPROACH) : start])


def plans_told_as_done(facts: Facts, texts: Sequence[Judged], engine: str, rule: str) -> Iterator[Row]:
    """One row a figure labelled planned: does a text about what was done carry it as if it were reached?"""
    case = facts.case
    for fact in facts.all:
        if fact.label is None or fact.label.status != "planned":
            continue
        place = facts.place(Span(fact.start, fact.end))
        state, judged = max((_as_done(judged, fact) for judged in texts if judged.done), key=_worse, default=("", None))
        if judged is None or not state:
            yield Row(engine, case.doc, case.name, rule, "pass", fact_id=fact.id, expected=fact.words, source=place)
            continue
        message = (
            f"“{fact.words}”是计划、目标数，写成了已完成" if state == "fail" else f"“{fact.words}”是计划数，原文未明说"
        )
        yield judged.row(
            rule, "fail" if state == "fail" else "review", fact_id=fact.id, expected=f"{fact.words}（计划）",
            got=judged.text, message=message, source=place,
        )  # fmt: skip


def _as_done(judged: Judged, fact: Fact) -> tuple[str, Judged | None]:
    states = [told_as_done(judged.text, n) for n in judged.numbers if n.fact is not None and n.fact.id == fact.id]
    return max(states, key=_WORSE.index, default=""), judged


_WORSE = ("", "review", "fail")


def _worse(scored: tuple[str, Judged | None]) -> int:
    return _WORSE.index(scored[0])


def _place(number: Number) -> Place | None:
    return number.mark.facts.place(number.mark.source) if number.mark else None
