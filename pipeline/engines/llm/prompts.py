"""The prompt files: found, filled by Jinja2 with StrictUndefined, and known by a digest of their bytes."""

import hashlib
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound

from pipeline.errors import SettingsError

_NAMES = (
    "again.user.md",
    "compose.system.md",
    "compose.user.md",
    "extract.system.md",
    "extract.user.md",
    "overview.system.md",
    "overview.user.md",
)


class Prompts:
    """The prompt files of one folder; without one, those that come with the package."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or _packaged()
        missing = [name for name in _NAMES if not (self.folder / name).is_file()]
        if missing:
            raise SettingsError(f"{self.folder}: prompt files missing: {', '.join(missing)}")
        self._environment = Environment(
            loader=FileSystemLoader(self.folder),
            undefined=StrictUndefined,
            autoescape=False,  # prompts are plain text; report text is fenced in `tagging`
            keep_trailing_newline=False,
            auto_reload=False,  # a run asks all its questions in the same words
        )
        self._sources: dict[str, str] = {}

    def __reduce__(self) -> tuple[type["Prompts"], tuple[Path]]:
        """Another process reads the same folder: templates that are compiled do not travel."""
        return Prompts, (self.folder,)

    @cached_property
    def digest(self) -> str:
        """The first twelve hex digits of sha256 over all files, in order of name."""
        whole = hashlib.sha256()
        for name in _NAMES:
            whole.update(name.encode() + b"\0" + (self.folder / name).read_bytes() + b"\0")
        return whole.hexdigest()[:12]

    def source(self, name: str) -> str:
        """The template as written, for saying what moved when a recording no longer fits."""
        if name not in self._sources:
            self._sources[name] = (self.folder / name).read_text(encoding="utf-8")
        return self._sources[name]

    def render(self, name: str, **values: Any) -> str:
        """The file `name` filled with `values`; SettingsError when it asks for a value nobody gives."""
        try:
            return self._environment.get_template(name).render(**values).strip()
        except TemplateNotFound as error:
            raise SettingsError(f"{self.folder / name}: no such prompt file") from error
        except Exception as error:  # whatever a user's own template does wrong
            raise SettingsError(
                f"{self.folder / name}: {error}; compare with the prompt file of the package"
            ) from error


def _packaged() -> Path:
    inside = Path(str(files("pipeline"))) / "_prompts"
    return inside if inside.is_dir() else Path(str(files("pipeline"))).parent / "prompts"
