"""How the settings of a command become the recipe of a run."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.corpus import Recipe
    from pipeline.engines import Chosen
    from pipeline.settings import Settings


def run_recipe(chosen: "Chosen", settings: "Settings", *, keep: bool = False) -> "Recipe":
    """How a run of these settings does each report."""
    from pipeline.corpus import Recipe
    from pipeline.render import summary_markdown

    return Recipe(
        chosen.engine,
        themes=settings_themes(settings),
        chunk_tokens=settings.chunk_tokens,
        renderings={".md": summary_markdown},
        keep=keep,
    )


def settings_themes(settings: "Settings") -> Any:
    """The themes of the run: the office's own file, else the list that comes with the package."""
    from pipeline.domain.theme import DEFAULT_THEMES
    from pipeline.sources import read_themes

    return read_themes(settings.themes) if settings.themes else DEFAULT_THEMES
