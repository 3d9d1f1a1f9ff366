"""Every numeral of a text held against the report by the harness's own reading; none of the pipeline's gate is used."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from evals.facts import Fact, Facts, fold, stands_in
from evals.labels import same_unit
from evals.regex_truth import Quantity, digit_runs, read_quantities
from pipeline.domain.span import Span

_MOST_OPERANDS = 60  # figures tried in pairs for a sum; a sentence holds far fewer


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure the text says it carries: its place in the text, and in which report where."""

    start: int
    end: int
    facts: Facts
    source: Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words a text may rest on, of one report."""

    facts: Facts
    spans: tuple[Span, ...]
    whole: bool = False  # the words over a report rest on all of it


@dataclass(frozen=True, slots=True)
class Number:
    """One numeral of a text and what the reports say of it. `problem` is "" when it is grounded."""

    start: int
    end: int
    text: str
    mark: Mark | None = None
    fact: Fact | None = None
    reading: Quantity | None = None  # of the text
    problem: str = ""
    doubt: str = ""  # grounded, but a person should look
    typed: bool = False  # a quantity that was typed instead of referred to
    derived: str = ""  # the sum or difference it would be


def read_numbers(text: str, marks: Sequence[Mark], evidence: Sequence[Evidence]) -> list[Number]:
    """One verdict for each mark, each quantity and each other run of digits of `text`, in order."""
    readings = read_quantities(text)
    numbers = [_marked(text, mark, readings) for mark in marks]
    taken = [(mark.start, mark.end) for mark in marks]
    for reading in readings:
        if _free(reading.start, reading.end, taken):
            numbers.append(_typed(text, reading, evidence))
            taken.append((reading.start, reading.end))
    numbers += [_name(text, start, end, evidence) for start, end in digit_runs(text) if _free(start, end, taken)]
    return sorted(numbers, key=lambda number: number.start)


def _free(start: int, end: int, taken: Sequence[tuple[int, int]]) -> bool:
    return not any(start < other_end and other_start < end for other_start, other_end in taken)


def _marked(text: str, mark: Mark, readings: Sequence[Quantity]) -> Number:
    """A mark is good when the words there are read as the figure of the report is read where it stands."""
    words = text[mark.start : mark.end]
    told = next((r for r in readings if r.start < mark.end and mark.start < r.end), None)
    own, fact = mark.facts.reading(mark.source), mark.facts.at(mark.source)
    source = mark.source.of(mark.facts.text)
    problem, doubt = _difference(told, own, fact), ""
    if not problem and told is None and fold(words) != fold(source):
        problem = f"这里写的是“{words}”，原文此处是“{fold(source)}”"
    if not problem and fact is None:
        doubt = "标注里此处没有数" if mark.facts.labelled else "正则读法不认得这个数"
    return Number(mark.start, mark.end, words, mark, fact, told, problem, doubt)


def _difference(told: Quantity | None, own: Quantity | None, fact: Fact | None) -> str:
    """How the number as told differs from the report's; reader against reader first, so that its own faults cancel."""
    there = own or fact
    if there is None or (told is None and own is None):
        return ""
    if told is None:
        return f"读不出原文的数“{fold(there.text)}”"
    if told.value != there.value or not same_unit(told.unit, there.unit):
        return f"读作“{fold(told.text)}”，原文是“{fold(there.text)}”"
    return ""


def _typed(text: str, reading: Quantity, evidence: Sequence[Evidence]) -> Number:
    found = [fact for fact in _held(evidence) if fact.value == reading.value and same_unit(fact.unit, reading.unit)]
    words = text[reading.start : reading.end]
    if found:
        return Number(reading.start, reading.end, words, None, found[0], reading, typed=True)
    if _quotable(words, evidence):
        return Number(reading.start, reading.end, words)
    derived = _derived(reading, evidence)
    problem = f"所引的句子里没有“{words}”" + (f"；它等于{derived}" if derived else "")
    return Number(reading.start, reading.end, words, None, None, reading, problem, typed=True, derived=derived)


def _quotable(words: str, evidence: Sequence[Evidence]) -> bool:
    """A name or a date: the words stand so in the report, outside its figures (“15分钟”生活圈, “两件套”)."""
    return any(stands_in(fold(words), names) for names in _names(evidence))


def _name(text: str, start: int, end: int, evidence: Sequence[Evidence]) -> Number:
    digits = text[start:end]
    known = any(stands_in(fold(digits), names) for names in _names(evidence))
    return Number(start, end, digits, problem="" if known else f"所引的句子里没有“{digits}”这个日期、名称或序号")


def _names(evidence: Sequence[Evidence]) -> Iterator[str]:
    for piece in evidence:
        yield piece.facts.whole if piece.whole else f"{piece.facts.names(piece.spans)}\n{piece.facts.head}"


def _held(evidence: Sequence[Evidence]) -> list[Fact]:
    return [
        fact for piece in evidence for fact in (piece.facts.all if piece.whole else piece.facts.within(piece.spans))
    ]


def _derived(reading: Quantity, evidence: Sequence[Evidence]) -> str:
    """The two figures of the evidence whose sum or difference the number is; "" when there are none."""
    same = [fact for fact in _held(evidence) if same_unit(fact.unit, reading.unit)][:_MOST_OPERANDS]
    if len(same) > 2 and sum((fact.value for fact in same), Decimal(0)) == reading.value:
        return " + ".join(fact.words for fact in same)
    for one, other in combinations(same, 2):
        if one.value + other.value == reading.value:
            return f"{one.words} + {other.words}"
        if abs(one.value - other.value) == reading.value:
            return f"{one.words} 与 {other.words} 之差"
    return ""


def told_as_done(text: str, number: Number) -> str:
    """How a planned figure is told: as reached "fail", as the report tells it "review", as intended "".

    The report itself names planned amounts without saying so (加快20万吨/年项目建设): the same words are not our
    fault, but a person should look. Dropping its 计划, or adding 完成, is.
    """
    told = _part(text, number.start, number.end)
    if _INTENDED.search(told):
        return ""
    if number.mark is None:
        return "fail"
    source = number.mark.source
    own = _part(number.mark.facts.text, source.start, source.end)
    added = {word for word in _REACHED.findall(fold(told)) if word not in fold(own)}
    nearest = "".join(re.split(r"([，,])", own)[-3:])  # a plan word further back governs something else
    return "fail" if _INTENDED.search(nearest) or added else "review"


def _part(text: str, start: int, end: int) -> str:
    """From the beginning of the part of the sentence to the end of the clause the number stands in."""
    first = max((text.rfind(mark, 0, start) for mark in "。；;！？\n"), default=-1) + 1
    after = re.search(r"[，,。；;！？\n]", text[end:])
    return text[first : end + after.start() if after else len(text)]


_INTENDED = re.compile(
    r"计划|规划|目标|任务|拟|预计|预期|将|力争|争取|确保|明年|下一?步|今后|指标|有望|年内|待[建拆征签]|应[征拆签]"
)
_REACHED = re.compile(r"完成|建成|实现|竣工|投用|达到|新增|投产|落成|已|取得")
