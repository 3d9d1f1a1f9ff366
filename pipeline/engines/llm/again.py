"""What a run that tries failures again must not find in its ledger: answers nobody can use, and stored errors."""

import re
from collections.abc import Iterable
from itertools import groupby

from pipeline.domain.draft import ChunkDraft, ComposeDraft
from pipeline.model.judge import Remedy, judge
from pipeline.model.ledger_report import entries_of, forget
from pipeline.model.ledger_store import Entry, LedgerStore

_TRIES = re.compile(r"(?:/again)+$")
_HALVES = ("a", "b")


def forget_unusable(store: LedgerStore, reports: Iterable[str]) -> int:
    """Delete what is stored of requests of `reports` to which no try gave a usable answer; how many rows went.

    An answer that was cut off stays where its halves were asked for: they are what is asked again.
    """
    gone = 0
    for report in reports:
        entries = sorted(entries_of(store, report), key=lambda entry: (_asked(entry), entry.logical))
        known = {_asked(entry) for entry in entries}
        lost: list[str] = []
        for asked, tries in groupby(entries, key=_asked):
            held = list(tries)
            remedies = [judge(one.completion, _schema(asked)).remedy for one in held]
            halved = Remedy.SMALLER in remedies and all(asked + half in known for half in _HALVES)
            if Remedy.NONE not in remedies and not halved:
                lost += [one.key for one in held]
        gone += forget(store, report, lost)
    return gone


def _asked(entry: Entry) -> str:
    """What was asked for, however often."""
    return _TRIES.sub("", entry.logical)


def _schema(asked: str) -> type[ChunkDraft] | type[ComposeDraft]:
    return ChunkDraft if "/extract/" in asked else ComposeDraft
