"""Hand labels of figures: read, and paired with what some reader found. Definition: `evals/gold/GUIDELINES.md`."""

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from pipeline.errors import InputError

# Spellings of one unit the labels do not tell apart.
_ALIAS = {
    "平方米": "m2", "平米": "m2", "平方": "m2", "平": "m2", "㎡": "m2", "m²": "m2", "百分点": "个百分点",
    "元人民币": "元", "人民币": "元", "km": "公里", "KM": "公里", "千米": "公里", "m": "米", "多头": "头",
    "立方": "立方米", "方": "立方米",
}  # fmt: skip
_SEGMENT_END = re.compile(r"[。；;！？!?\n]")
_KEY_KINDS = ("money", "percent")


class Quantified(Protocol):
    """Anything with a place, words, a value and a unit."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def value(self) -> object: ...
    @property
    def unit(self) -> str: ...


A = TypeVar("A", bound=Quantified)
B = TypeVar("B", bound=Quantified)


@dataclass(frozen=True, slots=True)
class Label:
    """One figure as a person labelled it; spans are half-open code points of the report's text."""

    start: int
    end: int
    text: str
    value: str  # plain decimal, 万 and 亿 applied
    unit: str
    approx: bool
    kind: str
    status: str  # achieved, planned or context
    indicator: str
    key: bool = False  # money, a percentage, or the largest number of its part of a sentence


@dataclass(frozen=True, slots=True)
class Pairs(Generic[A, B]):
    """Labels with what was found in their place; each found row answers for at most one label."""

    both: tuple[tuple[A, B], ...]
    missed: tuple[A, ...]
    extra: tuple[B, ...]


def read_labels(path: Path, text: str) -> tuple[Label, ...]:
    """The figures labelled in `path`, in order. InputError for a row whose words are not those of `text`."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if row.get("label", "F") == "F":
                rows.append(_label(row))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError(f"{path}:{number}: not a label ({error}); see evals/README.md") from error
    for label in rows:
        if text[label.start : label.end] != label.text:
            raise InputError(f"{path}: {label.text!r} does not stand at {label.start} of the report; label it again")
    return tuple(_with_key(sorted(rows, key=lambda label: label.start), text))


def _label(row: dict[str, Any]) -> Label:
    return Label(
        start=int(row["start"]), end=int(row["end"]), text=row["text"], value=str(row["value"]), unit=row["unit"],
        approx=bool(row.get("approx", False)), kind=row.get("kind", "other"), status=row.get("status", "achieved"),
        indicator=row.get("indicator", ""),
    )  # fmt: skip


def _with_key(labels: Sequence[Label], text: str) -> Iterable[Label]:
    """What an editor would miss first: money, percentages, and the largest number of each part of a sentence."""
    largest: dict[int, Label] = {}
    for label in labels:
        part = sum(1 for _ in _SEGMENT_END.finditer(text, 0, label.start))
        best = largest.get(part)
        if best is None or (number(label.value) or 0) > (number(best.value) or 0):
            largest[part] = label
    tops = {label.start for label in largest.values()}
    for label in labels:
        key = label.kind in _KEY_KINDS or label.start in tops
        yield Label(**{name: getattr(label, name) for name in Label.__slots__ if name != "key"}, key=key)


def pair(labels: Sequence[A], found: Sequence[B]) -> Pairs[A, B]:
    """Each label with the found row that overlaps it and agrees best in value, then unit."""
    free, both, missed = list(found), [], []
    for label in labels:
        near = [row for row in free if row.start < label.end and label.start < row.end]
        best = max(near, key=lambda row: (same_value(label, row), same_unit(label.unit, row.unit)), default=None)
        if best is None:
            missed.append(label)
        else:
            both.append((label, best))
            free = [row for row in free if row is not best]
    return Pairs(tuple(both), tuple(missed), tuple(free))


def same_value(one: Quantified, other: Quantified) -> bool:
    """Equal as decimals: 1.20 is 1.2."""
    value = number(one.value)
    return value is not None and value == number(other.value)


def same_unit(one: str, other: str) -> bool:
    """Equal but for spelling: 平米 is ㎡; 人 is not 人次."""
    return _norm(one) == _norm(other)


def number(value: object) -> Decimal | None:
    """A decimal from a label's or a row's value; None for what is none."""
    try:
        return Decimal(str(value).replace(",", ""))
    except InvalidOperation:
        return None


def unit_in_words(row: Quantified) -> bool:
    """False for a table cell whose unit stands elsewhere: it is neither asked for nor held against a reader."""
    return _plain(row.unit) in _plain(row.text)


def _norm(unit: str) -> str:
    return _ALIAS.get(_plain(unit), _plain(unit))


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
