"""Headline and summary of one report, through the same gate as every claim."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.claims import Accepted, Source, accept, resolve
from pipeline.domain.draft import ComposeDraft
from pipeline.domain.report import Report
from pipeline.domain.result import Achievement, Refusal, Text
from pipeline.domain.span import Span
from pipeline.engines.base import ComposeRequest, Engine, Objection, ReportMaterial
from pipeline.engines.extractive.compose import SUMMARY, compose_report
from pipeline.engines.extractive.headline import LONGEST_HEADLINE
from pipeline.errors import ProviderError, RunStoppedError

_LEEWAY = 1.25  # a model that was asked for 200 characters and gives 240 is not asked again


@dataclass(frozen=True, slots=True)
class Words:
    """The words over a report, and what was refused on the way to them."""

    headline: Text
    summary: Text
    refusals: tuple[Refusal, ...] = ()


async def compose_words(material: ReportMaterial, engine: Engine, source: Source) -> Words:
    """Ask `engine`, once more with reasons, then the built-in engine; what it says is gated too."""
    request = ComposeRequest((material,))
    refusals: list[Refusal] = []
    for attempt in (1, 2):
        try:
            draft = await engine.compose(request)
        except RunStoppedError:
            raise
        except ProviderError as error:
            refusals.append(Refusal(chunk="compose", text="", reason=str(error), outcome="replaced"))
            break
        headline, summary = _judge(draft, material, source)
        if headline.ok and summary.ok:
            return Words(_text(headline), _text(summary), tuple(refusals))
        refusals += [_refusal(judged) for judged in (headline, summary) if not judged.ok]
        if engine.prompts is None or attempt == 2:
            break
        objections = tuple(
            Objection(text, (), "；".join(judged.reasons))
            for text, judged in ((draft.headline, headline), (draft.summary, summary))
            if not judged.ok
        )
        request = replace(request, objections=objections)
    return _built_in(material, source, refusals)


def _judge(draft: ComposeDraft, material: ReportMaterial, source: Source) -> tuple[Accepted, Accepted]:
    headline, summary = (_held(text, material, source) for text in (draft.headline, draft.summary))
    long_headline = len(headline.text) > LONGEST_HEADLINE + 2
    long_summary = len(summary.text) > SUMMARY[1] * _LEEWAY
    if long_headline:
        headline = replace(headline, reasons=(*headline.reasons, f"标题超过{LONGEST_HEADLINE}字"))
    if long_summary:
        summary = replace(summary, reasons=(*summary.reasons, f"摘要超过{SUMMARY[1]}字"))
    return headline, summary


def _held(text: str, material: ReportMaterial, source: Source) -> Accepted:
    """`text` against the sentences of the claims that carry the figures it names; without any, of all claims.

    A claim may rest on more than its figures' sentence: the 截至9月底 over it can stand in the one before.
    """
    marked = {mark.id for mark in resolve(text, source.by_id).marks}
    carrying = [claim for claim in material.achievements if any(mark.id in marked for mark in claim.figures)]
    named = {source.by_id[mark].sentence for mark in marked} | set(_cited(carrying, source))
    return accept(text, sorted(named) or _cited(material.achievements, source), source, head_spans(material.report))


def head_spans(report: Report) -> list[Span]:
    """Where the title stands: its year and names may be said in the words over the report."""
    title = report.outline.head.title
    at = report.text.find(title) if title else -1
    return [Span(at, at + len(title))] if title and at >= 0 else []


def _cited(claims: Sequence[Achievement], source: Source) -> list[int]:
    starts = {evidence.start for claim in claims for evidence in claim.evidence}
    return [s.number for s in source.report.outline.sentences if s.span.start in starts]


def _built_in(material: ReportMaterial, source: Source, refusals: list[Refusal]) -> Words:
    headline, summary = _judge(compose_report(material), material, source)
    return Words(
        _text(headline) if headline.ok else Text(text=material.report.outline.head.title or material.report.name),
        _text(summary) if summary.ok else _first_claims(material.achievements),
        (*refusals, *(_refusal(judged) for judged in (headline, summary) if not judged.ok)),
    )


def _first_claims(claims: Sequence[Achievement]) -> Text:
    """Claims that passed on their own, one after the other, while they fit."""
    text, marks = "", []
    for claim in claims:
        if text and len(text) + len(claim.text) > SUMMARY[1]:
            break
        marks += [m.model_copy(update={"start": m.start + len(text), "end": m.end + len(text)}) for m in claim.figures]
        text += claim.text
    return Text(text=text, figures=tuple(marks))


def _text(judged: Accepted) -> Text:
    return Text(text=judged.text, figures=judged.marks)


def _refusal(judged: Accepted) -> Refusal:
    return Refusal(chunk="compose", text=judged.text, reason="；".join(judged.reasons), outcome="replaced")
