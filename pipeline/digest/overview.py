"""The gate of texts over several reports: each figure is held against the report it is said of."""

import re
from collections.abc import Sequence

from pipeline.claims import Source, resolve
from pipeline.domain.result import FigureMark, Text
from pipeline.domain.span import Span
from pipeline.verify import check_claim

_STATEMENT = re.compile(r"[^。；;]+[。；;]?")


def judge_overview(draft: str, sources: Sequence[Source]) -> tuple[Text, list[str]]:
    """Resolve `{2.f31}` against the second of `sources` and check each statement (up to ； or 。) in its report.

    A statement without a reference may hold no number that does not stand in a title. Returns the text and the
    reasons against it; no reasons, and it may be published.
    """
    figures = {f"{i}.{f.id}": f for i, source in enumerate(sources, 1) for f in source.figures}
    reports = {key: sources[int(key.split(".")[0]) - 1].report.name for key in figures}
    resolved = resolve(draft.strip(), figures, reports)
    text = Text(text=resolved.text, figures=resolved.marks)
    reasons = [f"引用{{{key}}}不是这些报告的数字" for key in resolved.unknown]
    if not reasons:
        for statement in _STATEMENT.finditer(resolved.text):
            reasons += _judge(statement, resolved.marks, sources)
    return text, reasons


def _judge(statement: re.Match[str], marks: Sequence[FigureMark], sources: Sequence[Source]) -> list[str]:
    held = [m for m in marks if statement.start() <= m.start < statement.end()]
    names = dict.fromkeys(mark.report for mark in held)
    if not held:
        names = dict.fromkeys([sources[0].report.name])
    reasons = []
    for source in (s for s in sources if s.report.name in names):
        own = [m for m in held if m.report == source.report.name]
        shifted = [
            m.model_copy(update={"start": m.start - statement.start(), "end": m.end - statement.start()}) for m in own
        ]
        spans = [_sentence_span(source, mark.id) for mark in own] or [Span(0, len(source.report.text))]
        others = [m for m in held if m.report != source.report.name]
        words = _masked(statement[0], others, statement.start())
        problems = check_claim(words, shifted, spans, source.index)
        reasons += [f"{source.report.name}：{p.message}" for p in problems if p.severity == "error"]
    return reasons


def _sentence_span(source: Source, figure: str) -> Span:
    sentence = source.sentence(source.by_id[figure].sentence)
    return sentence.span if sentence else Span(0, 0)


def _masked(words: str, others: Sequence[FigureMark], offset: int) -> str:
    """`words` with other reports' figures as 某 of the same length: they are checked in their own report."""
    for mark in others:
        start, end = mark.start - offset, mark.end - offset
        words = words[:start] + "某" * (end - start) + words[end:]
    return words
