"""The llm engine: prompts in `prompts/`, figures by reference, answers judged and never trusted."""

from pipeline.engines.llm.engine import LlmEngine
from pipeline.engines.llm.prompts import Prompts

__all__ = ["LlmEngine", "Prompts"]
