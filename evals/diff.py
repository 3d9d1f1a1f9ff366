"""Two runs side by side: claims that appeared, vanished or changed verdict, and figures that did."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.metrics import BY_NAME
from evals.rows import Results, Row

_ORDER = ("pass", "review", "fail", "infra")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `what`: appeared, vanished, reworded, verdict (of a claim); figure (a fact's verdict)."""

    what: str
    engine: str
    case: str
    rule: str
    before: str
    after: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class _Told:
    """One claim of one run with everything that was said of it."""

    row: Row
    part: str  # achievements, plans, headline …
    facts: frozenset[str]
    states: dict[str, str]  # rule → its worst state


def diff_results(before: Results, after: Results) -> list[Change]:
    """Every difference of two runs, by engine and case. A claim is known again by its text, else by its figures."""
    old, new = _claims(before), _claims(after)
    changes: list[Change] = []
    for key in sorted(old.keys() | new.keys()):
        changes += _claim_changes(key, old.get(key, []), new.get(key, []))
    return [*changes, *_fact_changes(before, after)]


def _claims(results: Results) -> dict[tuple[str, str], list[_Told]]:
    rows: dict[tuple[str, str, str], list[Row]] = {}
    for row in results.rows:
        if row.claim_id and row.output:
            rows.setdefault((row.engine, row.case, row.claim_id), []).append(row)
    told: dict[tuple[str, str], list[_Told]] = {}
    for (engine, case, _), about in rows.items():
        claim = next((row for row in about if row.rule == "claim"), None)
        if claim is not None:
            told.setdefault((engine, case), []).append(_told(claim, about))
    return told


def _told(claim: Row, about: Sequence[Row]) -> _Told:
    states: dict[str, str] = {}
    for row in about:
        if row.rule in BY_NAME:
            states[row.rule] = max(states.get(row.rule, "pass"), row.state, key=_ORDER.index)
    facts = frozenset(row.fact_id for row in about if row.rule == "evidence" and row.fact_id)
    return _Told(claim, claim.output.split("/")[1], facts, states)


def _claim_changes(key: tuple[str, str], old: Sequence[_Told], new: Sequence[_Told]) -> Iterator[Change]:
    engine, case = key
    left = list(new)
    unpaired = []
    for one in old:
        same = next((other for other in left if (other.part, other.row.got) == (one.part, one.row.got)), None)
        if same is None:
            unpaired.append(one)
        else:
            left.remove(same)
            yield from _verdicts(key, one, same)
    for one in unpaired:
        like = max((o for o in left if _like(one, o) > 0), key=lambda o: _like(one, o), default=None)
        if like is None:
            yield Change("vanished", engine, case, one.part, one.row.got, "")
        else:
            left.remove(like)
            yield Change("reworded", engine, case, one.part, one.row.got, like.row.got)
            yield from _verdicts(key, one, like)
    yield from (Change("appeared", engine, case, other.part, "", other.row.got) for other in left)


def _like(one: _Told, other: _Told) -> float:
    """How sure it is that two claims are one reworded: by shared figures, without any by the place of the evidence."""
    if one.part != other.part:
        return 0.0
    if one.facts or other.facts:
        return len(one.facts & other.facts) / len(one.facts | other.facts)
    return 0.5 if one.row.source is not None and one.row.source == other.row.source else 0.0


def _verdicts(key: tuple[str, str], old: _Told, new: _Told) -> Iterator[Change]:
    for rule in sorted(old.states.keys() | new.states.keys()):
        before, after = old.states.get(rule, "pass"), new.states.get(rule, "pass")
        if before != after:
            yield Change("verdict", *key, rule, before, after, new.row.got)


def _fact_changes(before: Results, after: Results) -> Iterator[Change]:
    """Verdicts on figures as such: found, read, covered."""
    old, new = _facts(before), _facts(after)
    for key in sorted(old.keys() | new.keys()):
        one, other = old.get(key), new.get(key)
        states = (one.state if one else "", other.state if other else "")
        if states[0] != states[1]:
            told = other or one
            words = (told.expected or told.got) if told else ""
            message = f"{words} {told.message}".strip() if told else ""
            yield Change("figure", key[0], key[1], key[2], *states, message)


def _facts(results: Results) -> dict[tuple[str, str, str, str], Row]:
    kept: dict[tuple[str, str, str, str], Row] = {}
    for row in results.rows:
        about_fact = row.rule.startswith(("figure_", "regex_", "coverage")) or row.rule in (
            "disagreement",
            "plan_as_done",
        )
        if row.fact_id and about_fact:
            kept[row.engine, row.case, row.rule, row.fact_id] = row
    return kept
