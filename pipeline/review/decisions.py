"""What an editor decided, subject by subject, and the log it is folded from. Undo and redo are lines of the log too."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Literal

Verdict = Literal["accepted", "refused"]
Act = Literal["do", "undo", "redo"]
Order = tuple[str, ...]  # subjects or reports as the editor wants them one after the other


@dataclass(frozen=True, slots=True)
class Ruling:
    """What was decided of one claim. Nothing decided: the pipeline's words, shown where the pipeline shows them."""

    verdict: Verdict | None = None
    words: str | None = None  # the editor's own; None for the pipeline's
    override: bool = False  # the editor answers for what the gate objects to in `words`


Value = Ruling | Order
UNDECIDED = Ruling()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log: `value` is what `subject` has from here on, None for as it was made."""

    number: int
    at: str  # ISO, with the offset
    who: str
    act: Act
    subject: str
    value: Value | None
    about: str = ""  # the report, and the claim's words, for when the claim is no more


@dataclass(frozen=True, slots=True)
class Step:
    """One decision that undo takes back, or redo makes again."""

    subject: str
    before: Value | None
    after: Value | None


@dataclass(frozen=True, slots=True)
class Decisions:
    """Where the log has led to. `versions` says which line last touched a subject."""

    values: Mapping[str, Value] = field(default_factory=dict)
    versions: Mapping[str, int] = field(default_factory=dict)
    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()
    latest: int = 0

    def ruling(self, subject: str) -> Ruling:
        """What was decided of a claim."""
        value = self.values.get(subject)
        return value if isinstance(value, Ruling) else UNDECIDED

    def order(self, subject: str) -> Order:
        """The order of a list; empty as long as nobody moved anything."""
        value = self.values.get(subject)
        return value if isinstance(value, tuple) else ()

    def turned(self, act: Act) -> Step | None:
        """The step that `act` (undo or redo) would turn; None when there is none."""
        held = self.done if act == "undo" else self.undone
        return held[-1] if held else None


NOTHING = Decisions()


def replay(lines: Iterable[Line], start: Decisions = NOTHING) -> Decisions:
    """Fold `lines`, in order, over `start`. A new decision drops what was undone; an undo of nothing is nothing."""
    values, versions = dict(start.values), dict(start.versions)
    done, undone, latest = list(start.done), list(start.undone), start.latest
    for line in lines:
        latest = line.number
        if line.act == "do":
            step = Step(line.subject, values.get(line.subject), line.value)
            done.append(step)
            undone.clear()
            value = step.after
        else:
            here, there = (done, undone) if line.act == "undo" else (undone, done)
            if not here:
                continue
            step = here.pop()
            there.append(step)
            value = step.before if line.act == "undo" else step.after
        versions[step.subject] = line.number
        if value is None or value == UNDECIDED:
            values.pop(step.subject, None)
        else:
            values[step.subject] = value
    return Decisions(values, versions, tuple(done), tuple(undone), latest)


def value_json(value: Value | None) -> str:
    """A value as the log keeps it."""
    return json.dumps(asdict(value) if isinstance(value, Ruling) else value, ensure_ascii=False)


def value_of(text: str) -> Value | None:
    """The value `value_json` wrote. Raises ValueError for anything else."""
    found = json.loads(text)
    if found is None:
        return None
    if isinstance(found, list) and all(isinstance(one, str) for one in found):
        return tuple(found)
    match found:
        case {"verdict": "accepted" | "refused" | None, "words": str() | None, "override": bool()} if len(found) == 3:
            return Ruling(**found)
    raise ValueError(f"no decision: {text[:80]}")
