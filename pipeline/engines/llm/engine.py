"""Asks a language model for drafts, judges each answer, and applies the remedy its class names."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from pydantic import BaseModel

from pipeline.domain.draft import ChunkDraft, ComposeDraft
from pipeline.domain.report import Chunk
from pipeline.domain.result import Achievement
from pipeline.domain.span import Span
from pipeline.engines.base import ComposeRequest, ExtractRequest, Meter, Objection
from pipeline.engines.extractive.naming import office_name, offices_of
from pipeline.engines.llm.prompts import Prompts
from pipeline.engines.llm.tagging import claim_line, passage
from pipeline.errors import ProviderError, RunStoppedError
from pipeline.model.errors import EndpointError, Fault
from pipeline.model.judge import Judged, Remedy, judge
from pipeline.model.prices import Price
from pipeline.model.protocol import LanguageModel, Message, Request, Sampling
from pipeline.model.protocol import Usage as ModelUsage
from pipeline.model.schema import wire_schema

T = TypeVar("T", bound=BaseModel)

_ANSWER_TOKENS = 8000  # the longest answer to a chunk of 2,000 characters, with room
_FATAL = frozenset({Fault.AUTH, Fault.QUOTA, Fault.NOT_FOUND})  # every further call would fail the same way
_SHOWN_OF_A_THEME = 2  # claims of each report and theme shown for an overview over several


class LlmEngine:
    """`Engine` over a language model. Its counts are kept by report, for the result to show."""

    name = "llm"

    def __init__(
        self,
        model: LanguageModel,
        model_name: str,
        prompts: Prompts | None = None,
        sampling: Sampling | None = None,
        price: Price | None = None,
    ) -> None:
        self.model: str | None = model_name
        self.templates = prompts or Prompts()
        self.prompts: str | None = self.templates.digest
        self.door = model
        self._sampling = sampling or Sampling(max_tokens=_ANSWER_TOKENS)
        self.sampling = repr(self._sampling)
        self._price = price
        self._meters: dict[str, Meter] = {}
        self._bought: dict[str, ModelUsage] = {}

    def through(self, door: LanguageModel) -> "LlmEngine":
        """The same engine over another model, with counts of its own."""
        return LlmEngine(door, self.model or "", self.templates, self._sampling, self._price)

    def meter(self, report: str) -> Meter:
        """What was asked for this report so far."""
        return self._meters.setdefault(report, Meter())

    async def extract(self, request: ExtractRequest) -> ChunkDraft:
        """Claims of one chunk. An answer that was cut off is asked for again in two halves."""
        asked = self._extract_request(request)
        judged = await self._ask(asked, ChunkDraft, request.report.name)
        if judged.value is not None:
            return judged.value
        if judged.remedy is Remedy.SMALLER and len(request.chunk.sentences) > 1:
            halves = [await self.extract(replace(request, chunk=half)) for half in _halves(request.chunk)]
            return ChunkDraft(
                achievements=tuple(claim for half in halves for claim in half.achievements),
                plans=tuple(claim for half in halves for claim in half.plans),
                problems=tuple(claim for half in halves for claim in half.problems),
            )
        raise ProviderError(f"{asked.logical}: 模型的回答不能用（{judged.cls.value}）")

    async def compose(self, request: ComposeRequest) -> ComposeDraft:
        """Headline and summary of one report, or title and overview of several."""
        asked = self._compose_request(request)
        names = [material.report.name for material in request.materials]
        judged = await self._ask(asked, ComposeDraft, names[0] if len(names) == 1 else "")
        if judged.value is None:
            raise ProviderError(f"{asked.logical}: 模型的回答不能用（{judged.cls.value}）")
        return judged.value

    async def _ask(self, request: Request, schema: type[T], report: str) -> Judged[T]:
        """One question, and one more when its answer's class says that another may help."""
        judged = await self._once(request, schema, report)
        if judged.remedy is Remedy.RETRY:
            return await self._once(replace(request, sample=request.sample + 1), schema, report)
        if judged.remedy is Remedy.REASK:
            reasons = "；".join(reason.for_model for reason in judged.reasons)
            again = (*request.messages, Message("assistant", judged.completion.text), Message("user", reasons))
            return await self._once(
                replace(request, messages=again, logical=request.logical + "/again"), schema, report
            )
        return judged

    async def _once(self, request: Request, schema: type[T], report: str) -> Judged[T]:
        try:
            completion = await self.door.complete(request)
        except EndpointError as error:
            if error.fault in _FATAL:
                raise RunStoppedError(str(error)) from error
            raise
        judged = judge(completion, schema, request)
        self.meter(report).count(completion.usage.input_tokens, completion.usage.output_tokens, judged.cls.value)
        if not completion.stored:
            self._bought[report] = self._bought.get(report, ModelUsage()) + completion.usage
            cost = self._price.cost(self._bought[report]) if self._price else None
            self.meter(report).cost = str(cost) if cost else None
        return judged

    def _extract_request(self, request: ExtractRequest) -> Request:
        themes = [theme.name for theme in request.themes]
        text = passage(request.report, request.chunk, request.figures)
        title = request.report.outline.head.title or request.report.name
        messages = [
            Message("system", self.templates.render("extract.system.md", themes=themes)),
            Message("user", self.templates.render("extract.user.md", title=title, passage=text)),
            *self._again(request.objections),
        ]
        logical = f"{request.report.name}/extract/{request.chunk.id}" + ("/again" if request.objections else "")
        return self._request("extract", messages, ChunkDraft, logical, text)

    def _compose_request(self, request: ComposeRequest) -> Request:
        if len(request.materials) == 1:
            stage, name, user = "compose", request.materials[0].report.name, self._one(request)
        else:
            stage, name, user = "overview", "digest", self._several(request)
        messages = [
            Message("system", self.templates.render(f"{stage}.system.md")),
            Message("user", user),
            *self._again(request.objections),
        ]
        logical = f"{name}/{stage}" + ("/again" if request.objections else "")
        return self._request(stage, messages, ComposeDraft, logical, user)

    def _request(
        self, stage: str, messages: Sequence[Message], schema: type[BaseModel], logical: str, chunk: str
    ) -> Request:
        return Request(
            model=self.model or "",
            messages=tuple(messages),
            schema=wire_schema(schema),
            schema_name=stage,
            sampling=self._sampling,
            logical=logical,
            template=self.templates.source(f"{stage}.system.md") + self.templates.source(f"{stage}.user.md"),
            chunk=chunk,
        )

    def _one(self, request: ComposeRequest) -> str:
        (material,) = request.materials
        head = material.report.outline.head
        return self.templates.render(
            "compose.user.md",
            office=office_name(material.report) or "未写明",
            year=head.year,
            title=head.title or material.report.name,
            lines=[claim_line(claim) for claim in material.achievements],
        )

    def _several(self, request: ComposeRequest) -> str:
        heads = [material.report.outline.head for material in request.materials]
        offices = offices_of([(head.issuer, head.title) for head in heads])
        reports = [
            {
                "place": place,
                "office": office or material.report.name,
                "lines": [claim_line(claim, place=place, number=False) for claim in _shown(material.achievements)],
            }
            for place, (material, office) in enumerate(zip(request.materials, offices, strict=True), 1)
        ]
        return self.templates.render("overview.user.md", reports=reports)

    def _again(self, objections: Sequence[Objection]) -> list[Message]:
        """The refused drafts as the model's own words, then why; the prompt before them stays the same."""
        if not objections:
            return []
        said = json.dumps([{"text": o.text, "sentences": o.sentences} for o in objections], ensure_ascii=False)
        return [
            Message("assistant", said),
            Message("user", self.templates.render("again.user.md", objections=objections)),
        ]


def _shown(claims: Sequence[Achievement]) -> list[Achievement]:
    """Claims with figures, the first two of each theme: an overview looks for themes the reports share."""
    seen: Counter[str] = Counter()
    shown = []
    for claim in claims:
        if claim.figures and seen[claim.theme] < _SHOWN_OF_A_THEME:
            seen[claim.theme] += 1
            shown.append(claim)
    return shown


def _halves(chunk: Chunk) -> list[Chunk]:
    middle = len(chunk.sentences) // 2
    parts = (chunk.sentences[:middle], chunk.sentences[middle:])
    return [
        replace(chunk, id=f"{chunk.id}{letter}", span=Span(part[0].span.start, part[-1].span.end), sentences=part)
        for letter, part in zip("ab", parts, strict=True)
    ]
