"""Which engine a run uses, and the line that says so."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.engines.base import Engine
from pipeline.engines.extractive import ExtractiveEngine
from pipeline.errors import SettingsError
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.model.build import BuiltModel, Shared
    from pipeline.model.observe import Observer
    from pipeline.model.prices import Price
    from pipeline.model.protocol import LanguageModel
    from pipeline.model.replay import ReplayModel


@dataclass(slots=True)
class Chosen:
    """The engine of a run, the line that says why, and what stands behind it (None for the built-in one)."""

    engine: Engine
    line: str
    built: "BuiltModel | None" = None
    replay: "ReplayModel | None" = None

    async def close(self) -> None:
        """Close connections and the ledger."""
        if self.built is not None:
            await self.built.close()


def choose_engine(settings: Settings, observer: "Observer | None" = None, shared: "Shared | None" = None) -> Chosen:
    """The engine `settings` ask for. `auto` is the llm where a key or an address is configured, else the built-in one.
    `shared` is what its model has in common with those of other processes.

    Raises SettingsError when the llm engine is asked for without a model, or its prompts are broken.
    """
    if not wants_model(settings):
        why = "" if settings.engine == "extractive" else "（未配置模型，用内置引擎）"
        return Chosen(ExtractiveEngine(), f"engine: extractive{why}")
    if settings.replay is not None:
        return _replaying(settings)
    from pipeline.model.build import build_file_model, build_model

    built = build_model(settings, observer, shared) if settings.has_endpoint else build_file_model(settings)
    where = "endpoint configured" if settings.has_endpoint else "answers from files and the ledger, no network"
    engine = llm_engine(settings, built.model, built.name, built.price)
    return Chosen(engine, f"engine: llm, model {built.name} ({where})", built)


def llm_engine(settings: Settings, model: "LanguageModel", name: str, price: "Price | None" = None) -> Engine:
    """The llm engine over any model behind the door, with the prompts and sampling of `settings`."""
    from pipeline.engines.llm import LlmEngine, Prompts
    from pipeline.model.build import sampling_of

    return LlmEngine(model, name, Prompts(settings.prompts), sampling_of(settings), price)


def wants_model(settings: Settings) -> bool:
    """True when a run of these settings asks a language model."""
    if settings.engine == "auto":
        return settings.has_endpoint or settings.replay is not None
    return settings.engine == "llm"


def _replaying(settings: Settings) -> Chosen:
    from pipeline.model.replay import ReplayModel

    if settings.replay is None or not settings.replay.is_dir():
        raise SettingsError(f"--replay {settings.replay}: no such folder of recordings")
    if not settings.model:
        raise SettingsError("--replay: name the recorded model with --model")
    model = ReplayModel(settings.replay)
    line = f"engine: llm, model {settings.model} (recordings of {settings.replay}, no network)"
    return Chosen(llm_engine(settings, model, settings.model), line, replay=model)
