"""Looks into a ledger: counts, export, pruning, and what it teaches of a model's tokens."""

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.model.ledger_store import Entry, LedgerStore, entry_of
from pipeline.model.protocol import Usage

_ENOUGH = 5  # answers with counted tokens before a model's tokens a byte are believed
_DAY = 86400.0
_TOGETHER = 500  # answers of one commit


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """What a ledger holds of one model, one origin and one class."""

    model: str
    origin: str
    label: str
    cls: str
    answers: int
    usage: Usage


def stats(store: LedgerStore) -> list[LedgerLine]:
    """One line for each model, origin, label and class; final errors are lines of origin "error"."""
    lines: dict[tuple[str, str, str, str], tuple[int, Usage]] = {}
    for row in store.rows("SELECT model, origin, label, class, usage FROM answers ORDER BY model, origin, class"):
        name = (row["model"], row["origin"], row["label"], row["class"])
        count, usage = lines.get(name, (0, Usage()))
        lines[name] = (count + 1, usage + Usage(**json.loads(row["usage"])))
    answers = [LedgerLine(*name, answers=count, usage=usage) for name, (count, usage) in lines.items()]
    failed = store.rows("SELECT model, fault, COUNT(*) AS n FROM errors GROUP BY model, fault ORDER BY model, fault")
    return answers + [LedgerLine(row["model"], "error", "", row["fault"], row["n"], Usage()) for row in failed]


def export(store: LedgerStore) -> Iterator[dict[str, Any]]:
    """Every stored answer as a JSON object, oldest first, without the endpoint's raw body."""
    for row in store.rows("SELECT * FROM answers ORDER BY at, key"):
        shown = dict(row)
        del shown["raw"]
        yield shown | {"usage": json.loads(row["usage"])}


def entries_of(store: LedgerStore, report: str) -> Iterator[Entry]:
    """The stored answers to requests for the report of that name."""
    first, last = f"{report}/", f"{report}0"  # the character after the slash
    for row in store.rows("SELECT * FROM answers WHERE logical >= ? AND logical < ?", (first, last)):
        yield entry_of(row)


def forget(store: LedgerStore, report: str, keys: Sequence[str]) -> int:
    """Delete the answers of these keys, and every final error of the report of that name; how many rows went."""
    first, last = f"{report}/", f"{report}0"
    with store.group():
        gone = sum(store.delete("answers", "key = ?", (key,)) for key in keys)
        return gone + store.delete("errors", "logical >= ? AND logical < ?", (first, last))


def bought_since(store: LedgerStore, since: float, before: int | None, most: int) -> tuple[list[Entry], int | None]:
    """At most `most` answers stored after `since`, newest first, from row `before` down; where to go on, or None."""
    rows = store.rows(
        "SELECT rowid, * FROM answers WHERE rowid < ? ORDER BY rowid DESC LIMIT ?", (before or 1 << 62, most)
    )
    new = [row for row in rows if row["at"] >= since]
    return [entry_of(row) for row in new], new[-1]["rowid"] if new and len(new) == most else None


def merge(store: LedgerStore, other: LedgerStore) -> int:
    """Take every answer of `other` that `store` does not have; how many there were."""
    before = store.rows("SELECT COUNT(*) AS n FROM answers")[0]["n"]
    place: int | None = None
    while True:
        entries, place = bought_since(other, 0.0, place, _TOGETHER)
        with store.group():
            for entry in entries:
                store.put(entry)
        if place is None:
            return int(store.rows("SELECT COUNT(*) AS n FROM answers")[0]["n"]) - int(before)


def prune(
    store: LedgerStore, *, older_than_days: float | None = None, model: str | None = None, errors: bool = False
) -> int:
    """Delete answers that are older than given and of the model given, or all final errors; how many went.

    Without any condition nothing is deleted: paid answers do not go by accident.
    """
    gone = store.delete("errors", "1", ()) if errors else 0
    tests: list[tuple[str, Any]] = []
    if older_than_days is not None:
        tests.append(("at < ?", time.time() - older_than_days * _DAY))
    if model is not None:
        tests.append(("model = ?", model))
    if tests:
        gone += store.delete("answers", " AND ".join(test for test, _ in tests), tuple(value for _, value in tests))
    return gone


def tokens_per_byte(store: LedgerStore, model: str) -> float | None:
    """Input tokens a byte of prompt, over what endpoints counted for `model`; None before there are enough answers.

    The highest ratio counts, not the mean: this plans, and a plan may be generous.
    """
    rows = store.rows(
        "SELECT usage, bytes FROM answers WHERE model = ? AND origin = 'api' AND bytes > 0 AND class = 'answered'",
        (model,),
    )
    ratios = [tokens / row["bytes"] for row in rows if (tokens := json.loads(row["usage"])["input_tokens"])]
    return max(ratios) if len(ratios) >= _ENOUGH else None
