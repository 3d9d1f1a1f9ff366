"""Engines: what turns chunks into drafts. `auto` is the llm where a key or base URL is configured."""

from pipeline.engines.base import ComposeRequest, Engine, ExtractRequest, Objection, ReportMaterial
from pipeline.engines.choose import Chosen, choose_engine, llm_engine

__all__ = [
    "Chosen",
    "ComposeRequest",
    "Engine",
    "ExtractRequest",
    "Objection",
    "ReportMaterial",
    "choose_engine",
    "llm_engine",
]
