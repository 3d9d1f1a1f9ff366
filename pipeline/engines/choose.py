"""Which engine a run uses, and the line that says so."""

from pipeline.engines.base import Engine
from pipeline.engines.extractive import ExtractiveEngine
from pipeline.errors import SettingsError


def choose_engine(name: str) -> tuple[Engine, str]:
    """The engine called `name` and one line saying which it is and why. Raises SettingsError for an unknown name."""
    if name in ("auto", "extractive"):
        return ExtractiveEngine(), "engine: extractive"
    raise SettingsError(f"--engine {name}: choose auto, extractive or llm")
