"""After verification: every text of the summary and of the digest, by the harness's own reading."""

from collections.abc import Iterator, Mapping, Sequence

from evals.facts import Facts
from evals.measure import Performance
from evals.rows import Row, State
from evals.score.numbers import Evidence, Mark
from evals.score.texts import Judged, grounded, judge_text, own_words, plans_told_as_done, softened_alike
from pipeline.domain.result import Achievement, Claim, Digest, FigureRow, ReportSummary, Text
from pipeline.domain.span import Span

LENGTHS = {"headline": (8, 22), "summary": (80, 200), "achievements": (8, 170), "plans": (6, 120), "problems": (6, 170)}
"""Characters a text may have, as the prompts and the built-in engine are asked to keep them."""


def published_rows(facts: Facts, done: Performance) -> Iterator[Row]:
    """Everything published of one case as rows."""
    summary = done.summaries[facts.case.name]
    rows = {row.id: row for row in summary.figures}
    texts = [*_texts(summary, facts, rows, done.measured.engine)]
    seen: set[str] = set()
    for judged, text in texts:
        yield judged.row("claim", "pass", expected=_quoted(text), got=judged.text)
        yield from grounded(judged, "ungrounded")
        yield from own_words(judged, "misattributed")
        yield from softened_alike(judged, "approximation")
        yield from _arithmetic(judged)
        yield from _evidence(judged, text, rows, facts)
        yield _length(judged)
        if isinstance(text, Achievement):
            yield from _doubles(judged, seen)
    yield from plans_told_as_done(facts, [judged for judged, _ in texts], done.measured.engine, "plan_as_done")
    yield from _chunks(summary, facts, done.measured.engine)


def overview_rows(
    digest: Digest, summaries: Sequence[ReportSummary], facts: Mapping[str, Facts], engine: str
) -> Iterator[Row]:
    """The overview of a digest as rows, in a case of its own."""
    figures = {(row.report, row.id): Span(row.start, row.end) for summary in summaries for row in summary.figures}
    marks = [
        Mark(mark.start, mark.end, facts[mark.report], figures[mark.report, mark.id])
        for mark in digest.overview.figures
        if mark.report is not None
    ]
    evidence = [
        Evidence(one, _sentences(one, [mark for mark in marks if mark.facts is one]), whole=True)
        for one in facts.values()
    ]
    about = (engine, "digest", "digest", "overview", "/overview")
    judged = judge_text(about, digest.overview.text, marks, evidence, done=True)
    yield judged.row("claim", "pass", got=judged.text)
    yield from grounded(judged, "ungrounded")
    yield from own_words(judged, "misattributed")
    yield from softened_alike(judged, "approximation")
    yield from _arithmetic(judged)


def _texts(
    summary: ReportSummary, facts: Facts, rows: Mapping[str, FigureRow], engine: str
) -> Iterator[tuple[Judged, Text]]:
    case = facts.case
    for name in ("headline", "summary"):
        text = getattr(summary, name)
        marks = _marks(text, facts, rows)
        about = (engine, case.doc, case.name, name, f"/{name}")
        yield (
            judge_text(about, text.text, marks, [Evidence(facts, _sentences(facts, marks), whole=True)], done=True),
            text,
        )
    for part in ("achievements", "plans", "problems"):
        for i, claim in enumerate(getattr(summary, part)):
            spans = tuple(Span(piece.start, piece.end) for piece in claim.evidence)
            about = (engine, case.doc, case.name, claim.id, f"/{part}/{i}")
            marks = _marks(claim, facts, rows)
            yield judge_text(about, claim.text, marks, [Evidence(facts, spans)], done=part == "achievements"), claim


def _marks(text: Text, facts: Facts, rows: Mapping[str, FigureRow]) -> list[Mark]:
    return [Mark(m.start, m.end, facts, Span(rows[m.id].start, rows[m.id].end)) for m in text.figures]


def _sentences(facts: Facts, marks: Sequence[Mark]) -> tuple[Span, ...]:
    """The sentences the marked figures stand in."""
    sentences = facts.case.report.outline.sentences
    held = [s.span for s in sentences if any(s.span.covers(mark.source) for mark in marks)]
    return tuple(held)


def _quoted(text: Text) -> str:
    """The words a claim rests on."""
    if isinstance(text, Claim):
        return "".join(piece.text for piece in text.evidence)
    return ""


def _arithmetic(judged: Judged) -> Iterator[Row]:
    """One row a numeral: is it a sum or difference that we worked out and the report does not say?"""
    for number in judged.numbers:
        message = f"“{number.text}”是算出来的：{number.derived}" if number.derived else ""
        yield judged.row("arithmetic", "fail" if message else "pass", got=number.text, message=message)


def _evidence(judged: Judged, text: Text, rows: Mapping[str, FigureRow], facts: Facts) -> Iterator[Row]:
    """One row a quotation and one a mark: the words stand where they are said to, and the mark inside a quotation."""
    spans = []
    if isinstance(text, Claim):
        for piece in text.evidence:
            spans.append(Span(piece.start, piece.end))
            real = facts.text[piece.start : piece.end]
            state: State = "pass" if real == piece.text else "fail"
            message = "" if state == "pass" else "引文与原文此处不同"
            yield judged.row(
                "evidence", state, expected=real, got=piece.text, message=message, source=facts.place(spans[-1])
            )
    for mark in text.figures:
        row = rows[mark.id]
        span = Span(row.start, row.end)
        quoted = facts.text[row.start : row.end] == row.text
        inside = not isinstance(text, Claim) or any(piece.covers(span) for piece in spans)
        message = "" if quoted and inside else "不是原文此处的字" if not quoted else "不在所引的句子里"
        yield judged.row(
            "evidence", "fail" if message else "pass", fact_id=f"{row.start}-{row.end}", expected=row.text,
            got=text.text[mark.start : mark.end], message=message, source=facts.place(span),
        )  # fmt: skip


def _length(judged: Judged) -> Row:
    part = judged.output.split("/")[1]
    low, high = LENGTHS[part]
    size = len(judged.text)
    fits = low <= size <= high
    message = "" if fits else f"{size}字，应为{low}至{high}字"
    return judged.row("length", "pass" if fits else "fail", expected=f"{low}-{high}", got=str(size), message=message)


def _doubles(judged: Judged, seen: set[str]) -> Iterator[Row]:
    """One row a figure of an achievement: a figure two achievements carry reads as two things."""
    for number in judged.numbers:
        if number.mark is None:
            continue
        fact_id = f"{number.mark.source.start}-{number.mark.source.end}"
        message = f"“{number.text}”已在别的条目里" if fact_id in seen else ""
        seen.add(fact_id)
        yield judged.row(
            "doubles", "fail" if message else "pass", fact_id=fact_id, got=number.text, message=message,
            source=number.mark.facts.place(number.mark.source),
        )  # fmt: skip


def _chunks(summary: ReportSummary, facts: Facts, engine: str) -> Iterator[Row]:
    """One row a chunk: was it answered? And one a refused draft, for a person to look at."""
    case = facts.case
    for chunk in summary.chunks:
        answered = chunk.state in ("ok", "repaired")
        yield Row(
            engine, case.doc, case.name, "completeness", "pass" if answered else "fail", claim_id=chunk.id,
            expected="ok", got=chunk.state, source=facts.place(Span(chunk.start, chunk.end)), message=chunk.note,
        )  # fmt: skip
    for refusal in summary.refusals:
        first = refusal.evidence[0] if refusal.evidence else None
        yield Row(
            engine, case.doc, case.name, "refused", "review", claim_id=refusal.chunk, got=refusal.text,
            expected=refusal.outcome, message=refusal.reason,
            source=facts.place(Span(first.start, first.end)) if first else None,
        )  # fmt: skip
