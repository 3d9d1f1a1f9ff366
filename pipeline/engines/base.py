"""The door every engine stands behind: what it is asked, what it answers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from pipeline.domain.draft import ChunkDraft, ComposeDraft
from pipeline.domain.figure import Figure
from pipeline.domain.report import Chunk, Report
from pipeline.domain.result import Achievement, Indicator
from pipeline.domain.theme import Theme
from pipeline.model.protocol import LanguageModel


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a draft claim cannot be published, in words an engine can act on."""

    text: str  # the claim as drafted, with its references
    sentences: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class ExtractRequest:
    """One chunk of one report, with its figures; `objections` to an earlier draft when it is asked again."""

    report: Report
    chunk: Chunk
    figures: Sequence[Figure]  # of the chunk, in order
    themes: Sequence[Theme]
    objections: tuple[Objection, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportMaterial:
    """What is known of one report when words are put over it."""

    report: Report
    achievements: Sequence[Achievement]
    figures: Mapping[str, Figure]
    doubted: frozenset[str] = frozenset()  # ids of figures a finding of severity warn or error singles out


@dataclass(frozen=True, slots=True)
class ComposeRequest:
    """The claims of one report (a summary) or of several (an overview).

    In an overview a reference is written `{2.f31}`: figure f31 of the second report.
    """

    materials: tuple[ReportMaterial, ...]
    shared: tuple[Indicator, ...] = ()  # for an overview: what several of the reports give
    objections: tuple[Objection, ...] = ()


@dataclass(slots=True)
class Meter:
    """What an engine's model was asked for one report; tokens stay None until an endpoint counts them."""

    calls: int = 0
    input_tokens: int | None = None
    output_tokens: int | None = None
    cost: str | None = None  # of what was bought now; None when nothing was, or its price is unknown
    answers: Counter[str] = field(default_factory=Counter)  # by class: ok, fenced, truncated …

    def count(self, input_tokens: int | None, output_tokens: int | None, answer: str) -> None:
        """Add one answer."""
        self.calls += 1
        self.answers[answer] += 1
        if input_tokens is not None:
            self.input_tokens = (self.input_tokens or 0) + input_tokens
        if output_tokens is not None:
            self.output_tokens = (self.output_tokens or 0) + output_tokens


class Engine(Protocol):
    """Turns chunks into drafts and claims into words; nothing it says is trusted."""

    name: str
    model: str | None
    prompts: str | None  # digest of the prompt files, None for an engine without prompts
    sampling: str  # what else shapes an answer, in words; "" for an engine that asks nobody

    def meter(self, report: str) -> Meter:
        """What was asked for the report of that name so far."""
        ...

    async def extract(self, request: ExtractRequest) -> ChunkDraft:
        """Draft claims for one chunk. Raises ProviderError when the model behind it does not answer."""
        ...

    async def compose(self, request: ComposeRequest) -> ComposeDraft:
        """Draft a headline and a summary. Raises ProviderError when the model behind it does not answer."""
        ...


@runtime_checkable
class AskingEngine(Engine, Protocol):
    """An engine over a language model."""

    @property
    def door(self) -> LanguageModel:
        """The model it asks."""
        ...

    def through(self, door: LanguageModel) -> "AskingEngine":
        """The same engine over another model, with counts of its own."""
        ...
