"""The results log: one row a verdict. Every report is a projection of these rows; nothing is computed twice."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.corpus.files import write_text
from pipeline.errors import InputError

State = Literal["pass", "fail", "infra", "review"]  # review: counts, is no breach, and a person should look
ROWS, RUN = "rows.jsonl", "run.json"


class Place(NamedTuple):
    """Where a report says it: half-open code points, and the line, 1-based, it begins on."""

    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class Row:
    """One verdict of one rule on one claim, figure, chunk or call."""

    engine: str  # "extractive", "llm:<model>"; "figures" or "regex" for a reading without an engine
    doc: str  # the report's file, as given
    case: str  # the report's name
    rule: str  # the metric, or claim, draft, refused, replay, orphan: see `metrics`
    state: State
    claim_id: str = ""
    fact_id: str = ""  # "1234-1240": where the figure stands, so that it stays the same when others are found
    expected: str = ""
    got: str = ""
    source: Place | None = None
    output: str = ""  # JSON pointer into the summary or the draft
    message: str = ""

    def line(self) -> str:
        """One line of JSON, fields in a fixed order."""
        fields: dict[str, Any] = {name: getattr(self, name) for name in self.__slots__}
        fields["source"] = self.source._asdict() if self.source else None
        return json.dumps(fields, ensure_ascii=False)

    @property
    def key(self) -> str:
        """What makes two rows of two runs the same verdict: no claim id, for they shift."""
        return "|".join((self.engine, self.case, self.rule, self.fact_id, self.expected, self.got))


class Measured(BaseModel):
    """What one engine of a run was: how many answers of which origin, and why it could not be measured."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    engine: str
    prompts: str | None = None  # digest of the prompt files
    origins: dict[str, int] = {}
    calls: int = 0
    answered: int = 0
    orphans: tuple[str, ...] = ()
    stale: str = ""  # the stale report, for people
    unmeasurable: str = ""  # why, "" when it was measured
    command: str = ""  # what to do about it


class Run(BaseModel):
    """What was run. No clock and no machine in it: two runs of one state are the same bytes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    v: Literal[1] = 1
    version: str  # of jianbao
    cases: dict[str, str]  # report name → sha256 of its file
    labelled: dict[str, str]  # report name → sha256 of its labels
    engines: tuple[Measured, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """A run and its rows."""

    run: Run
    rows: Sequence[Row] = field(repr=False)


def write_results(results: Results, folder: Path) -> None:
    """`run.json` and `rows.jsonl` in `folder`, whole or not at all."""
    write_text(folder / RUN, json.dumps(results.run.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n")
    write_text(folder / ROWS, "".join(row.line() + "\n" for row in results.rows))


def read_results(folder: Path) -> Results:
    """What `write_results` wrote. InputError when it is no run."""
    try:
        run = Run.model_validate_json((folder / RUN).read_bytes())
        lines = (folder / ROWS).read_text(encoding="utf-8").splitlines()
        return Results(run, [_row(json.loads(line)) for line in lines])
    except (OSError, ValidationError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{folder}: no results of `jianbao eval run` ({error})") from error


def _row(fields: dict[str, Any]) -> Row:
    place = fields.pop("source")
    return Row(source=Place(**place) if place else None, **fields)


def line_of(text: str, place: int) -> int:
    """The 1-based line of a place in a text."""
    return text.count("\n", 0, place) + 1


def of_rule(rows: Iterable[Row], rule: str, engine: str) -> list[Row]:
    """The rows of one rule and engine."""
    return [row for row in rows if row.rule == rule and row.engine == engine]
