"""What an indicator is: its name, its units, the words that name it and the words that rule it out.

The list is data: `indicators.toml` beside this file, and a file of the same shape that an office writes for itself
(`read_indicators`). The head of `indicators.toml` says what each key means.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import SettingsError
from pipeline.figures.units import norm

_SHIPPED = Path(__file__).with_name("indicators.toml")
_HEADER = re.compile(r"^[ \t]*\[\[\s*indicator\s*\]\]", re.MULTILINE)
_NEVER = re.compile(r"(?!)")
_LISTS, _FLAGS = ("units", "words"), ("growth", "places", "under_only", "anywhere")
_PATTERNS = ("unless", "about", "under", "done", "first", "second")
_SHAPE = 'write [[indicator]] tables with name = "…", units = ["…"] and words = ["…"]'

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class IndicatorRule:
    """An indicator of the table. Patterns are held against folded text (`frame.fold`)."""

    name: str
    units: tuple[str, ...]  # canonical; the first is the row's when the figures leave it open
    words: tuple[Pattern, ...]  # what names it; `#` stands for the figure where words stand on both sides
    marked: tuple[tuple[str, Pattern], ...] = ()  # note → words that name something near it
    unless: Pattern = _NEVER  # anywhere in the clauses up to the figure's: it is another thing
    about: Pattern | None = None  # must stand in the sentence up to the figure's clause
    under: Pattern = _NEVER  # under 其中 it still counts when the whole is named so
    under_only: bool = False  # it counts only there
    anywhere: bool = False  # its name says what it is a part of, so it counts under 其中 too
    beside: str | None = None  # must stand in the sentence of that indicator's cell
    done: Pattern | None = None  # names what was reached, where a sentence names the plan before
    first: Pattern | None = None  # names two things whose numbers follow 分别; its own is the first
    second: Pattern | None = None  # as `first`; its own is the second
    places: bool = False  # may be limited to places named before it, which the note says
    growth: bool = False  # has a row of its rates of change too
    change: bool = field(default=False)  # this is that row

    def names(self) -> Iterable[tuple[str | None, Pattern]]:
        """Every pattern that names it, with the note that makes it unlike its neighbours."""
        yield from ((None, pattern) for pattern in self.words)
        yield from self.marked


@cache
def default_indicators() -> tuple[IndicatorRule, ...]:
    """The list that comes with the package."""
    return _read(_SHIPPED)


def read_indicators(path: Path) -> tuple[IndicatorRule, ...]:
    """The office's own list: its indicators first, then the shipped ones it does not replace (by name).

    With `only = true` at the head of the file the shipped ones are left out. Raises SettingsError naming file and line.
    """
    own = _read(path)
    if _load(path).get("only") is True:
        return own
    names = {rule.name for rule in own}
    return (*own, *(rule for rule in default_indicators() if rule.name not in names))


def with_growth(rules: Sequence[IndicatorRule]) -> Iterable[IndicatorRule]:
    """The rules, each that asks for it followed by the row of its rates of change."""
    for rule in rules:
        yield rule
        if rule.growth:
            yield replace(rule, name=f"{rule.name}增速", units=("%",), growth=False, change=True, done=None)


def _read(path: Path) -> tuple[IndicatorRule, ...]:
    rows = _load(path).get("indicator")
    if not isinstance(rows, list) or not rows:
        raise SettingsError(f"{path}: no indicators; {_SHAPE}")
    text = path.read_text(encoding="utf-8-sig")
    starts = [text.count("\n", 0, found.start()) + 1 for found in _HEADER.finditer(text)]
    places = starts if len(starts) == len(rows) else [1] * len(rows)
    rules = [_Table(path, text, line, row).rule() for line, row in zip(places, rows, strict=True)]
    for place, rule in enumerate(rules):
        if any(rule.name == other.name for other in rules[:place]):
            raise SettingsError(f"{path}:{places[place]}: a second indicator of the name {rule.name}; give it another")
        if rule.beside and all(rule.beside != other.name for other in rules[:place]):
            raise SettingsError(f"{path}:{places[place]}: beside = {rule.beside!r} is no indicator above this one")
    return tuple(rules)


def _load(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read ({error})") from error
    except tomllib.TOMLDecodeError as error:  # its message ends in “at line 3, column 5”
        raise SettingsError(f"{path}: {error}; {_SHAPE}") from error


@dataclass(frozen=True, slots=True)
class _Table:
    """One [[indicator]] table and where it begins, to name the line of what is wrong with it."""

    path: Path
    text: str
    line: int
    row: Any

    def rule(self) -> IndicatorRule:
        known = {"name", "marked", "beside", *_LISTS, *_FLAGS, *_PATTERNS}
        for key in self.row:
            if key not in known:
                raise self.wrong(key, f"no such key; known are {', '.join(sorted(known))}")
        name, marked = self.row.get("name"), self.row.get("marked", {})
        if not isinstance(name, str) or not name.strip():
            raise self.wrong("name", f"an indicator without a name; {_SHAPE}")
        if not isinstance(marked, dict):
            raise self.wrong("marked", '"marked" is a table of note = "words"')
        beside = self.row.get("beside")
        if beside is not None and not isinstance(beside, str):
            raise self.wrong("beside", '"beside" is the name of an indicator above')
        return IndicatorRule(
            name=name.strip(),
            units=tuple(norm(unit) for unit in self.strings("units")),
            words=tuple(self.pattern("words", words) for words in self.strings("words")),
            marked=tuple((note, self.pattern("marked", words)) for note, words in marked.items()),
            unless=self.optional("unless") or _NEVER,
            about=self.optional("about"),
            under=self.optional("under") or _NEVER,
            under_only=self.flag("under_only"),
            beside=beside,
            done=self.optional("done"),
            first=self.optional("first"),
            second=self.optional("second"),
            anywhere=self.flag("anywhere"),
            places=self.flag("places"),
            growth=self.flag("growth"),
        )

    def strings(self, key: str) -> list[str]:
        value = self.row.get(key)
        if not isinstance(value, list) or not value or not all(isinstance(one, str) and one for one in value):
            raise self.wrong(key, f'"{key}" is a list of words, at least one; {_SHAPE}')
        return value

    def flag(self, key: str) -> bool:
        value = self.row.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, f'"{key}" is true or false')
        return value

    def optional(self, key: str) -> Pattern | None:
        return self.pattern(key, self.row[key]) if key in self.row else None

    def pattern(self, key: str, words: object) -> Pattern:
        try:
            compiled = re.compile(words) if isinstance(words, str) else None
        except re.error as error:
            raise self.wrong(key, f"{words!r} is no regular expression ({error})") from error
        if compiled is None or compiled.match(""):
            raise self.wrong(key, f"{words!r} names nothing")
        return compiled

    def wrong(self, key: str, message: str) -> SettingsError:
        lines = self.text.split("\n")[self.line :]
        own = next((n for n, line in enumerate(lines) if _HEADER.match(line)), len(lines))
        found = next(
            (n + 1 for n, line in enumerate(lines[:own]) if re.match(rf"\s*\"?{re.escape(key)}\"?\s*[=.]", line)), 0
        )
        return SettingsError(f"{self.path}:{self.line + found}: {message}")
