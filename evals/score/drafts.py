"""Before verification: what the engine said, before the gate saw it."""

from collections.abc import Iterator, Mapping, Sequence

from evals.facts import Facts
from evals.measure import Performance
from evals.observe import Drafted
from evals.rows import Row
from evals.score.numbers import Evidence, Mark
from evals.score.texts import Judged, grounded, judge_text, own_words, plans_told_as_done
from pipeline.claims import resolve
from pipeline.domain.draft import AchievementDraft, ChunkDraft, ComposeDraft
from pipeline.domain.figure import Figure
from pipeline.domain.span import Span
from pipeline.figures import find_figures

_PARTS = ("achievements", "plans", "problems")


def draft_rows(facts: Facts, done: Performance) -> Iterator[Row]:
    """Every draft text of one case as rows; answers to an objection are not drafts and are left out."""
    figures = {figure.id: figure for figure in find_figures(facts.text, facts.case.report.outline)}
    answers = done.engine.first(facts.case.name)
    if not answers:
        return
    texts = [judged for drafted in answers for judged in _texts(drafted, facts, figures, done)]
    for judged, unknown, outside in texts:
        yield judged.row(
            "draft", "pass", expected=_cited_words(judged), got=judged.text,
            message="" if judged.evidence else "没有写明出自哪一句",
        )  # fmt: skip
        yield from _references(judged, unknown, outside)
        yield from _typed(judged)
        yield from grounded(judged, "ungrounded_draft")
        yield from own_words(judged, "misattributed_draft")
    yield from plans_told_as_done(facts, [judged for judged, _, _ in texts], done.measured.engine, "plan_as_done_draft")


def _texts(
    drafted: Drafted, facts: Facts, figures: Mapping[str, Figure], done: Performance
) -> Iterator[tuple[Judged, Sequence[str], Sequence[str]]]:
    """Each text of one answer, the references no figure has, and those to figures of sentences it does not cite."""
    sentences = facts.case.report.outline.sentences
    for place, text, numbers, is_done in _said(drafted.draft):
        resolved = resolve(text.strip(), figures)
        marks, outside = [], []
        cited = [n for n in numbers if 0 < n <= len(sentences)]
        for mark in resolved.marks:
            figure = figures[mark.id]
            marks.append(Mark(mark.start, mark.end, facts, figure.span))
            if isinstance(drafted.draft, ChunkDraft) and figure.sentence not in cited:
                outside.append(f"{{{mark.id}}} {figure.text}")
        whole = isinstance(drafted.draft, ComposeDraft)
        spans = tuple(sentences[n - 1].span for n in cited)
        if whole:
            spans = tuple(dict.fromkeys(s.span for s in sentences for m in marks if s.span.covers(m.source)))
        evidence = [Evidence(facts, spans, whole)] if spans or whole else []
        about = (
            done.measured.engine,
            facts.case.doc,
            facts.case.name,
            f"{drafted.place}/{place}",
            f"/{drafted.place}/{place}",
        )
        yield judge_text(about, resolved.text, marks, evidence, done=is_done), resolved.unknown, outside


def _said(draft: ChunkDraft | ComposeDraft) -> Iterator[tuple[str, str, Sequence[int], bool]]:
    if isinstance(draft, ComposeDraft):
        yield "headline", draft.headline, (), True
        yield "summary", draft.summary, (), True
        return
    for part in _PARTS:
        for i, claim in enumerate(getattr(draft, part)):
            yield f"{part}/{i}", claim.text, claim.sentences, isinstance(claim, AchievementDraft)


def _references(judged: Judged, unknown: Sequence[str], outside: Sequence[str]) -> Iterator[Row]:
    """One row a reference: is there such a figure, and in a sentence that is cited?"""
    for key in unknown:
        yield judged.row("invalid_reference", "fail", got=f"{{{key}}}", message=f"没有编号为{key}的数")
    for words in outside:
        yield judged.row("uncited_reference", "fail", got=words, message=f"{words}不在所引的句子里")
    for number in judged.numbers:
        if number.mark is not None:
            fact_id = f"{number.mark.source.start}-{number.mark.source.end}"
            yield judged.row("invalid_reference", "pass", fact_id=fact_id, got=number.text)
    for _ in range(len(judged.marks) - len(outside)):
        yield judged.row("uncited_reference", "pass")


def _typed(judged: Judged) -> Iterator[Row]:
    """One row a quantity: was it typed where a reference was asked for?"""
    for number in judged.numbers:
        if number.mark is not None or number.typed:
            message = f"“{number.text}”是写出来的数，不是引用" if number.typed else ""
            yield judged.row("typed", "fail" if number.typed else "pass", got=number.text, message=message)


def _cited_words(judged: Judged) -> str:
    return "".join(
        span.of(piece.facts.text) for piece in judged.evidence for span in piece.spans if isinstance(span, Span)
    )
