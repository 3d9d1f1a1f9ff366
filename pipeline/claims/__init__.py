"""From drafts to claims: references resolved, held against their evidence, merged without repeats. Pure."""

from pipeline.claims.accept import Accepted, Source, accept, evidence
from pipeline.claims.fallback import source_sentence
from pipeline.claims.merge import merge
from pipeline.claims.orders import gives_orders
from pipeline.claims.resolve import Resolved, resolve

__all__ = [
    "Accepted",
    "Resolved",
    "Source",
    "accept",
    "evidence",
    "gives_orders",
    "merge",
    "resolve",
    "source_sentence",
]
