"""An engine that keeps what another one drafted, so that drafts can be judged before the gate sees them."""

from dataclasses import dataclass

from pipeline.domain.draft import ChunkDraft, ComposeDraft
from pipeline.engines.base import ComposeRequest, Engine, ExtractRequest, Meter


@dataclass(frozen=True, slots=True)
class Drafted:
    """One answer of the engine behind, and where it was given: "c02", "c02/again", "compose"."""

    place: str
    request: ExtractRequest | ComposeRequest
    draft: ChunkDraft | ComposeDraft


class ObservedEngine:
    """`inner`, with every draft kept by report ("" for an overview), in order of place."""

    def __init__(self, inner: Engine) -> None:
        self.name, self.model, self.prompts = inner.name, inner.model, inner.prompts
        self.sampling = inner.sampling
        self.drafts: dict[str, list[Drafted]] = {}
        self._inner = inner

    def meter(self, report: str) -> Meter:
        """What was asked for that report."""
        return self._inner.meter(report)

    async def extract(self, request: ExtractRequest) -> ChunkDraft:
        """The draft of the engine behind, kept."""
        draft = await self._inner.extract(request)
        place = request.chunk.id + ("/again" if request.objections else "")
        self._keep(request.report.name, Drafted(place, request, draft))
        return draft

    async def compose(self, request: ComposeRequest) -> ComposeDraft:
        """The draft of the engine behind, kept."""
        draft = await self._inner.compose(request)
        single = len(request.materials) == 1
        place = ("compose" if single else "overview") + ("/again" if request.objections else "")
        self._keep(request.materials[0].report.name if single else "", Drafted(place, request, draft))
        return draft

    def first(self, report: str) -> list[Drafted]:
        """Drafts given before any objection, in order of place."""
        return sorted((d for d in self.drafts.get(report, []) if "/again" not in d.place), key=lambda d: d.place)

    def _keep(self, report: str, drafted: Drafted) -> None:
        self.drafts.setdefault(report, []).append(drafted)
