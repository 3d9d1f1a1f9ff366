"""The built-in engine: rules and ranking over sentences. Deterministic, no key, no network."""

from pipeline.domain.draft import ChunkDraft, ComposeDraft
from pipeline.engines.base import ComposeRequest, ExtractRequest, Meter
from pipeline.engines.extractive.compose import compose_report
from pipeline.engines.extractive.extract import draft_chunk
from pipeline.engines.extractive.overview import compose_overview


class ExtractiveEngine:
    """`Engine` by extraction: says only what the report says, in the report's words."""

    name = "extractive"
    model: str | None = None
    prompts: str | None = None
    sampling = ""

    def meter(self, report: str) -> Meter:  # noqa: ARG002  (the protocol's signature; this engine asks nobody)
        """Nothing is ever asked."""
        return Meter()

    async def extract(self, request: ExtractRequest) -> ChunkDraft:
        """Claims of one chunk; asked again it says nothing else, having no second opinion."""
        return draft_chunk(request)

    async def compose(self, request: ComposeRequest) -> ComposeDraft:
        """A headline and summary of one report, or a title and overview of several."""
        if len(request.materials) == 1:
            return compose_report(request.materials[0])
        return compose_overview(request.materials, request.shared)
