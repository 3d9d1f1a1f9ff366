"""Hand labels of figures: read, and paired with what some reader found. Definition: `evals/gold/GUIDELINES.md`."""

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Protocol

from pipeline.errors import InputError

# Spellings of one unit the labels do not tell apart.
_ALIAS = {
    "平方米": "m2", "平米": "m2", "平方": "m2", "平": "m2", "百分点": "个百分点", "元人民币": "元", "人民币": "元",
    "km": "公里", "KM": "公里", "千米": "公里", "m": "米", "多头": "头", "立方": "立方米", "方": "立方米",
}  # fmt: skip
_SEGMENT_END = re.compile(r"[。；;！？!?\n]")


@dataclass(frozen=True, slots=True)
class Label:
    """One figure as a person labelled it; spans are half-open code points of the report's text."""

    start: int
    end: int
    text: str
    value: str
    unit: str
    approx: bool
    kind: str
    status: str
    indicator: str
    key: bool  # see `_keys`


class Quantified(Protocol):
    """Anything with a place, a value and a unit."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def value(self) -> Decimal | str: ...
    @property
    def unit(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Pairs[A: Quantified, B: Quantified]:
    """Labels with what was found in their place; each found row answers for at most one label."""

    both: tuple[tuple[A, B], ...]
    missed: tuple[A, ...]
    extra: tuple[B, ...]
