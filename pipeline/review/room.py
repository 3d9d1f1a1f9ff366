"""An open review: the desk, the log and what they come to. One lock, so that decisions come one after the other."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from threading import Lock, RLock
from typing import Literal

from pipeline.corpus.lock import FolderLock
from pipeline.errors import JianbaoError
from pipeline.review.decisions import UNDECIDED, Act, Line, Ruling, Value, Verdict, replay
from pipeline.review.desk import Desk, Slot
from pipeline.review.folder import DECISIONS, Stamp, lock, read_desk, stamp, write_files
from pipeline.review.judge import Judged, judge
from pipeline.review.store import Store
from pipeline.review.view import View
from pipeline.review.words import LONGEST, let_in

_ABOUT = 80  # characters of a claim by which the history names it
_REMEMBERED = 4096  # judgements


class RefusedError(JianbaoError):
    """A decision that is not taken, and why: `stale` when another tab was first, `words` when the gate objects."""

    def __init__(self, why: Literal["stale", "words", "unknown"], said: str = "", judged: Judged | None = None) -> None:
        super().__init__(said)
        self.why, self.judged = why, judged


class Room:
    """The review of the folder `out`; `clock` says what time it is, ISO. Close it to let others in.

    Raises InputError when there is no whole digest in `out`, or its decisions cannot be used.
    """

    def __init__(self, out: Path, clock: Callable[[], str], who: str = "local") -> None:
        self._out, self._clock, self._who = out, clock, who
        self._lock, self._writing = RLock(), Lock()
        found, desk = stamp(out), read_desk(out)
        self._store = Store(out / DECISIONS)
        self.token = self._store.token()
        self._lay(found, desk, self._store.lines())

    def close(self) -> None:
        """Let go of the decisions' file."""
        self._store.close()

    def view(self) -> View:
        """What lies before the editor now; read anew when the folder has another digest."""
        with self._lock:
            found = stamp(self._out)
            if found != self._stamp:
                self._lay(found, read_desk(self._out), self._view.lines)
            return self._view

    def check(self, key: str, typed: str | None) -> tuple[str, Judged]:
        """What the gate says of `typed`, as it is let in; without it of the words that stand."""
        view = self.view()
        slot = _slot(view, key)
        words = let_in(typed) if typed is not None else view.decisions.ruling(key).words or slot.text.text
        if len(words) > LONGEST:
            raise RefusedError("words", f"more than {LONGEST} characters")
        return words, view.judge(words, slot.key)

    def rule(
        self, key: str, version: int, verdict: Verdict | None, typed: str | None = None, *, override: bool = False
    ) -> None:
        """Accept, refuse or leave open; with `typed`, accept these words instead.

        Raises RefusedError when another decision on the claim came between, and when the gate objects to the words
        and the editor does not answer for them.
        """
        with self._lock:
            view = self.view()
            slot = _slot(view, key)
            self._fresh(view, key, version)
            if typed is not None:
                ruling = self._words(key, typed, slot, override=override)
            elif verdict is None:
                ruling = UNDECIDED
            elif verdict == "refused" and not slot.may_go:
                raise RefusedError("unknown", "a report keeps its headline and summary; reword them")
            else:
                ruling = replace(view.decisions.ruling(key), verdict=verdict)
            if ruling != view.decisions.ruling(key):
                self._write("do", key, ruling, view.desk.about(slot, _ABOUT))

    def move(self, key: str, version: int, by: int) -> None:
        """Move a claim `by` places within its report and theme, or with its headline a report among reports."""
        with self._lock:
            view = self.view()
            slot = _slot(view, key)
            subject, mover = view.desk.order_of(slot), view.desk.mover(slot)
            self._fresh(view, subject, version)
            order = list(view.decided.listed(subject))
            if mover not in order:
                raise RefusedError("unknown", "cannot be moved")
            at = order.index(mover)
            to = min(max(at + by, 0), len(order) - 1)
            if to != at:
                order.insert(to, order.pop(at))
                self._write("do", subject, tuple(order), view.desk.about(slot, _ABOUT))

    def turn(self, act: Literal["undo", "redo"], latest: int) -> str | None:
        """Undo or redo one decision and name what it was about; None when there is none.

        Raises RefusedError when there is a decision later than `latest`, the last one the editor has seen.
        """
        with self._lock:
            view = self.view()
            if view.decisions.latest != latest:
                raise RefusedError("stale", "another tab decided something meanwhile")
            step = view.decisions.turned(act)
            if step is None:
                return None
            value = step.before if act == "undo" else step.after
            slot = view.desk.slots.get(step.subject)
            self._write(act, step.subject, value, view.desk.about(slot, _ABOUT) if slot else "")
            return step.subject

    def write(self) -> list[str]:
        """Write every export of the decisions as they are into the folder; their names.

        Raises OutputError when one cannot be written, or a run is writing there.
        """
        with self._writing, FolderLock(lock(self._out)):
            return write_files(self._out, self.view().files())

    def _lay(self, found: Stamp, desk: Desk, lines: Sequence[Line]) -> None:
        held = lru_cache(_REMEMBERED)(lambda words, key: judge(words, desk.slots[key], desk))
        self._stamp = found
        self._view = View("-".join(map(str, found)), desk, replay(lines), tuple(lines), held)

    def _words(self, key: str, typed: str, slot: Slot, *, override: bool) -> Ruling:
        words, judged = self.check(key, typed)
        if not words:
            raise RefusedError("words", "no words; refuse the claim instead", judged)
        if judged.objections and not override:
            raise RefusedError("words", "；".join(judged.objections), judged)
        own = words if words != slot.text.text else None
        return Ruling("accepted", own, override=bool(judged.objections))

    def _fresh(self, view: View, subject: str, version: int) -> None:
        if view.decisions.versions.get(subject, 0) != version:
            raise RefusedError("stale", "another tab decided this meanwhile")

    def _write(self, act: Act, subject: str, value: Value | None, about: str) -> None:
        line = self._store.append(act, subject, value, about=about, at=self._clock(), who=self._who)
        before = self._view
        self._view = replace(before, decisions=replay([line], before.decisions), lines=(*before.lines, line))


def _slot(view: View, key: str) -> Slot:
    slot = view.desk.slots.get(key)
    if slot is None:
        raise RefusedError("unknown", "no such claim here any more; reload the page")
    return slot
