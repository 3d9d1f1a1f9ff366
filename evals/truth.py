"""`python -m evals.truth`: the figures found in the labelled reports against their labels, and the bars they must pass.

The definition of the scores is `evals/gold/GUIDELINES.md`; this module reads labels and pipeline rows and counts.
"""

import json
import re
import sys
import tomllib
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from pipeline.figures import figure_row, find_figures
from pipeline.outline import read_outline

_HERE = Path(__file__).resolve().parent
_GOLD = _HERE / "gold"
_SEEDS = _HERE.parent / "seeds"
_THRESHOLDS = _HERE / "thresholds.toml"

Row = dict[str, Any]

# Spellings of one unit the labels do not tell apart.
_ALIAS = {
    "平方米": "m2", "平米": "m2", "平方": "m2", "平": "m2", "百分点": "个百分点", "元人民币": "元", "人民币": "元",
    "km": "公里", "KM": "公里", "千米": "公里", "m": "米", "多头": "头", "立方": "立方米", "方": "立方米",
}  # fmt: skip

# On the labelled reports; `floor` holds for precision, recall and unit in any one of them.
_BARS: dict[str, float] = {
    "precision": 0.995, "recall": 0.995, "unit": 0.99, "approx": 0.98, "kind": 0.97, "status": 0.96,
    "planned_found": 18, "floor": 0.98,
}  # fmt: skip


@dataclass
class Tally:
    """Counts over one or more reports; a share is None when there is nothing to divide by."""

    name: str
    counts: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def share(self, count: str, of: str) -> float | None:
        """`count` divided by `of`."""
        return self.counts[count] / self.counts[of] if self.counts[of] else None

    def scores(self) -> dict[str, float | None]:
        """The scores the bars speak of."""
        shares = {name: self.share(name, "core") for name in ("kind", "approx", "status")}
        return {
            "precision": self.share("value", "found"),
            "recall": self.share("value", "gold"),
            "unit": self.share("unit", "gold"),
            **shares,
            "planned_found": float(self.counts["planned_ok"]),
        }

    def __add__(self, other: "Tally") -> "Tally":
        return Tally("pooled", self.counts + other.counts)


def _plain(text: str | None) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text or ""))


def _unit(unit: str | None) -> str:
    return _ALIAS.get(_plain(unit), _plain(unit))


def _number(value: object) -> Decimal | None:
    try:
        return Decimal(str(value).replace(",", ""))
    except InvalidOperation:
        return None


def _overlap(one: Row, other: Row) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def _agree(gold: Row, found: Row) -> tuple[bool, bool]:
    value = _number(gold["value"]) == _number(found["value"])
    return value, _unit(gold["unit"]) == _unit(found["unit"])


def compare(name: str, labels: list[Row], found: list[Row]) -> Tally:
    """Hold found rows against labels; each found row answers for at most one label.

    A table cell whose unit stands elsewhere (a column head) is neither asked for nor held against the finder.
    """
    gold = [row for row in labels if row.get("label", "F") == "F"]
    apart = [row for row in gold if _plain(row["unit"]) not in _plain(row["text"])]
    asked = [row for row in gold if row not in apart]
    free = [row for row in found if not any(_overlap(row, cell) for cell in apart)]
    tally = Tally(name, Counter(gold=len(asked), found=len(free)))
    for row in asked:
        best = max((f for f in free if _overlap(f, row)), key=lambda f: _agree(row, f), default=None)
        if best is None:
            tally.missed.append(row["text"])
        else:
            free = [f for f in free if f is not best]
            _count(tally, row, best)
    tally.extra = [row["text"] for row in free]
    return tally


def _count(tally: Tally, gold: Row, found: Row) -> None:
    value, unit = _agree(gold, found)
    planned = gold["status"] == "planned"
    tally.counts.update(
        core=1, value=value, unit=value and unit, planned=planned, planned_ok=planned and found["status"] == "planned",
        kind=gold["kind"] == found["kind"], approx=bool(gold["approx"]) == bool(found["approx"]),
        status=gold["status"] == found["status"],
    )  # fmt: skip
    for key in ("value", "unit", "kind", "approx", "status"):
        same = _agree(gold, found)[key == "unit"] if key in ("value", "unit") else gold[key] == found[key]
        if not same:
            tally.wrong.append(f"{key}: {gold['text']} is {gold[key]}, found {found[key]} ({gold['indicator']})")


def found_rows(text: str, name: str) -> list[Row]:
    """The rows `jianbao figures --json` writes for one text."""
    outline = read_outline(text)
    return [figure_row(figure, name, outline).model_dump() for figure in find_figures(text, outline)]


def labelled() -> list[Tally]:
    """One tally for each labelled seed report."""
    tallies = []
    for path in sorted(_GOLD.glob("*.figures.jsonl")):
        name = path.name.removesuffix(".figures.jsonl")
        with (_SEEDS / f"{name}.txt").open(encoding="utf-8", newline="") as seed:
            text = seed.read()
        labels = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        tallies.append(compare(name, labels, found_rows(text, name)))
    return tallies


def bars() -> dict[str, float]:
    """The bars of this module, overridden by section [truth] of `evals/thresholds.toml`."""
    stored = tomllib.loads(_THRESHOLDS.read_text(encoding="utf-8")) if _THRESHOLDS.exists() else {}
    return {**_BARS, **stored.get("truth", {})}


def shortfalls(tallies: list[Tally], pooled: Tally, bar: dict[str, float]) -> list[str]:
    """A sentence for each bar that is missed."""
    scores = pooled.scores()
    names = [name for name in bar if name != "floor"]
    short = [f"pooled {n}: {scores[n]} < {bar[n]}" for n in names if (scores[n] or 0) < bar[n]]
    for tally in tallies:
        each = tally.scores()
        floors = ("precision", "recall", "unit")
        short += [f"{tally.name} {n}: {each[n]} < {bar['floor']}" for n in floors if (each[n] or 0) < bar["floor"]]
    return short


def line(tally: Tally) -> str:
    """One row of the table."""
    scores = {name: "-" if score is None else f"{score:.4f}" for name, score in tally.scores().items()}
    c = tally.counts
    return (
        f"{tally.name:26} gold {c['gold']:4} found {c['found']:4}  P {scores['precision']}  R {scores['recall']}  "
        f"value+unit {scores['unit']}  kind {scores['kind']}  approx {scores['approx']}  status {scores['status']}  "
        f"planned {c['planned_ok']}/{c['planned']}"
    )


def main(arguments: list[str]) -> int:
    """Print the table; 1 when a bar is missed."""
    tallies = labelled()
    pooled = sum(tallies[1:], tallies[0])
    for tally in tallies:
        print(line(tally))
        if "-v" in arguments:
            print("  missed", tally.missed, "\n  extra", tally.extra, *(f"\n  {wrong}" for wrong in tally.wrong))
    print(line(pooled))
    short = shortfalls(tallies, pooled, bars())
    for sentence in short:
        print(f"missed bar: {sentence}")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
