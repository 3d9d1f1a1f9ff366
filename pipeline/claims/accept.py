"""The gate: a draft text becomes a claim only when every number in it is a figure of the sentences it cites."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from pipeline.claims.orders import gives_orders
from pipeline.claims.resolve import Resolved, resolve
from pipeline.domain.figure import Figure, Status
from pipeline.domain.report import Report, Role, Sentence
from pipeline.domain.result import Evidence, FigureMark
from pipeline.domain.span import Span
from pipeline.figures import find_figures, match
from pipeline.figures.scan import START
from pipeline.verify import SourceIndex, check_claim, index_source
from pipeline.verify.reading import plain_outline

Mark = FigureMark

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_SUPPORTED, _FEW = 0.55, 4  # share of word pairs, and how few say too little to judge
_CALLED_PLAN = re.compile(r"计划|预计|预算|拟|目标|任务|将|力争|规划|估算|概算|总投资|下一步|明年|指标|应|需|要求")


class Source:
    """A report with its figures, as claims are held against it."""

    def __init__(self, report: Report, figures: Sequence[Figure]) -> None:
        self.report = report
        self.figures = tuple(figures)
        self.by_id: Mapping[str, Figure] = {figure.id: figure for figure in figures}

    @cached_property
    def index(self) -> SourceIndex:
        """The report prepared for verification, made when first asked for."""
        return index_source(self.report, self.figures)

    @cached_property
    def _by_sentence(self) -> Mapping[int, Sequence[Figure]]:
        return {number: list(held) for number, held in groupby(self.figures, key=lambda figure: figure.sentence)}

    def held(self, number: int) -> Sequence[Figure]:
        """The figures of the sentence of that number, in order."""
        return self._by_sentence.get(number, ())

    def sentence(self, number: int) -> Sentence | None:
        """The sentence of that number; None when the report has none."""
        sentences = self.report.outline.sentences
        return sentences[number - 1] if 0 < number <= len(sentences) else None


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of one draft text. `reasons` are empty when it may be published."""

    text: str
    marks: tuple[Mark, ...]
    sentences: tuple[Sentence, ...]
    reasons: tuple[str, ...]
    notes: tuple[str, ...] = ()
    typed: int = 0  # numbers typed where a reference was asked for, and found among the cited figures

    @property
    def ok(self) -> bool:
        """True when nothing speaks against publishing it."""
        return not self.reasons


def accept(
    draft: str, sentences: Iterable[int], source: Source, extra: Sequence[Span] = (), *, planned: bool = False
) -> Accepted:
    """Resolve `draft` and hold it against the sentences it cites (and `extra` spans of the report, such as its title).

    `planned`: it is given as a plan, so it need not say 计划 itself.
    Reasons are sentences an engine can act on and an editor can read.
    """
    reasons: list[str] = []
    cited = _cited(sentences, source, reasons)
    resolved = resolve(draft.strip(), source.by_id)
    reasons += [f"引用{{{key}}}不是本报告的数字" for key in resolved.unknown]
    if not resolved.text.strip(" 。，；"):
        reasons.append("没有文字")
    if any(gives_orders(sentence.span.of(source.report.text)) for sentence in cited):
        reasons.append("所引的句子是写给摘编者的指令，不是工作内容")
    numbers = {sentence.number for sentence in cited}
    for mark in resolved.marks:
        if source.by_id[mark.id].sentence not in numbers:
            reasons.append(f"{{{mark.id}}}不在所引的句子里")
    marks, typed = _adopt_typed(resolved, [f for number in numbers for f in source.held(number)])
    spans = [*(sentence.span for sentence in cited), *extra]
    problems = check_claim(resolved.text, marks, spans, source.index, planned=planned) if not reasons else []
    reasons += [problem.message for problem in problems if problem.severity == "error"]
    if not reasons and _foreign(resolved, spans, cited, source):
        reasons.append("这里的话在所引的句子里没有依据")
    if not reasons:
        reasons += _done_as_plan(marks, source) if planned else _plans_as_done(resolved.text, marks, source)
    notes = tuple(problem.message for problem in problems if problem.severity != "error")
    return Accepted(resolved.text, marks, tuple(cited), tuple(reasons), notes, typed)


def evidence(sentences: Iterable[Sentence], text: str) -> tuple[Evidence, ...]:
    """The sentences as evidence, in order of the report."""
    spans = sorted({sentence.span for sentence in sentences})
    return tuple(Evidence(start=span.start, end=span.end, text=span.of(text)) for span in spans)


def _done_as_plan(marks: Sequence[Mark], source: Source) -> list[str]:
    """A plan whose figures were all reached already is none, unless the plan part itself says so."""
    held = [source.by_id[mark.id] for mark in marks]
    elsewhere = [figure for figure in held if not _in_plans(figure, source)]
    if held and len(elsewhere) == len(held) and all(f.status is Status.ACHIEVED for f in held):
        return ["这些数在原文里是已经做到的，不是计划；放进成效"]
    return []


def _in_plans(figure: Figure, source: Source) -> bool:
    outline, sentence = source.report.outline, source.sentence(figure.sentence)
    if sentence is not None:
        return outline.role(sentence) in (Role.PLANS, Role.CLOSING)
    return figure.section is not None and outline.sections[figure.section].role in (Role.PLANS, Role.CLOSING)


def _foreign(resolved: Resolved, spans: Sequence[Span], cited: Sequence[Sentence], source: Source) -> bool:
    """True when too few of the claim's word pairs stand in what it cites, its headings and the title.

    The lowest share of the 363 true claims in the recordings is 0.81; a claim on another subject has next to none.
    """
    free = resolved.text
    for mark in reversed(resolved.marks):
        free = free[: mark.start] + " " + free[mark.end :]
    outline = source.report.outline
    headings = [name for sentence in cited for name in outline.path(sentence.section)]
    known = _pairs(" ".join([*(span.of(source.report.text) for span in spans), *headings, outline.head.issuer or ""]))
    said = _pairs(free)
    return len(said) >= _FEW and len(said & known) < _SUPPORTED * len(said)


def _pairs(text: str) -> set[str]:
    return {run[i : i + 2] for run in _HAN.findall(text) for i in range(len(run) - 1)}


def _plans_as_done(text: str, marks: Sequence[Mark], source: Source) -> list[str]:
    """A figure of the plan part may stand in what was done only where the claim's own words call it a plan.

    There the heading says that it is intended, and the heading is not in the claim. Elsewhere the clause itself
    says so, and `check_claim` holds the claim to its clause.
    """
    reasons = []
    for mark in marks:
        figure = source.by_id[mark.id]
        if not _in_plans(figure, source):
            continue
        start = max(text.rfind(end, 0, mark.start) for end in "。；")
        end = min((at for at in (text.find(stop, mark.end) for stop in "，。；") if at >= 0), default=len(text))
        if figure.status is Status.PLANNED and not _CALLED_PLAN.search(text, start + 1, end):
            reasons.append(
                f"“{text[mark.start : mark.end]}”在原文里是打算做的，不能写成已经做到；写明“计划”，或放进计划"
            )
    return reasons


def _cited(numbers: Iterable[int], source: Source, reasons: list[str]) -> list[Sentence]:
    cited = []
    for number in dict.fromkeys(numbers):
        sentence = source.sentence(number)
        if sentence is None:
            reasons.append(f"没有第{number}句")
        else:
            cited.append(sentence)
    if not cited and not reasons:
        reasons.append("没有写明出自哪一句")
    return cited


def _adopt_typed(resolved: Resolved, figures: Sequence[Figure]) -> tuple[tuple[Mark, ...], int]:
    """Marks for numbers that were typed and equal exactly one figure of the cited sentences, words and all."""
    if not _types_a_number(resolved):
        return resolved.marks, 0
    marks = list(resolved.marks)
    typed = 0
    for found in find_figures(resolved.text, plain_outline(resolved.text)):
        if any(mark.start < found.end and found.start < mark.end for mark in resolved.marks):
            continue
        equal = [figure for figure in figures if match(found, figure).verdict == "exact"]
        if len(equal) == 1:
            marks.append(FigureMark(id=equal[0].id, start=found.start, end=found.end))
            typed += 1
    return tuple(sorted(marks, key=lambda mark: mark.start)), typed


def _types_a_number(resolved: Resolved) -> bool:
    """True when a numeral begins outside the marks; most claims have none, and to read a claim is dear."""
    edges = [0, *(edge for mark in resolved.marks for edge in (mark.start, mark.end)), len(resolved.text)]
    return any(START.search(resolved.text, *pair) for pair in zip(edges[::2], edges[1::2], strict=True))
