"""An office's own list of themes, from a TOML file.

[[theme]]
name = "民生"
cues = ["就业", "救助"]
"""

import tomllib
from pathlib import Path

from pipeline.domain.theme import Theme
from pipeline.errors import SettingsError

_SHAPE = 'write [[theme]] tables with name = "…" and cues = ["…"]'


def read_themes(path: Path) -> tuple[Theme, ...]:
    """The themes of `path` in order; the last takes what no cue claims. Raises SettingsError naming the file."""
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8-sig")).get("theme")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read ({error})") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: {error}; {_SHAPE}") from error
    if not isinstance(rows, list) or not rows:
        raise SettingsError(f"{path}: no themes; {_SHAPE}")
    themes = tuple(_theme(path, row) for row in rows)
    if len({theme.name for theme in themes}) < len(themes):
        raise SettingsError(f"{path}: two themes of one name; a theme's name must be its own")
    return themes


def _theme(path: Path, row: object) -> Theme:
    name = row.get("name") if isinstance(row, dict) else None
    cues = row.get("cues", []) if isinstance(row, dict) else None
    if not isinstance(name, str) or not name.strip() or not isinstance(cues, list):
        raise SettingsError(f"{path}: {row!r} is no theme; {_SHAPE}")
    return Theme(name.strip(), tuple(str(cue) for cue in cues if str(cue)))
