"""The result contract: `jianbao.summary/1` and `jianbao.digest/1`. Spans are half-open code points.

A figure inside a text is a `FigureMark`: the id of a row of `figures` and the place of its words in *that* text.
Field names are relied on outside this repository; adding is allowed, renaming is a new version.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Row(BaseModel):
    """Base of everything that is written to JSON."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class FigureMark(Row):
    """A figure standing in one of our texts."""

    id: str
    start: int
    end: int
    report: str | None = None  # set in texts over several reports


class Text(Row):
    """A text we publish and the figures in it."""

    text: str
    figures: tuple[FigureMark, ...] = ()


class Evidence(Row):
    """The words of the report that carry a claim."""

    start: int
    end: int
    text: str


class Claim(Text):
    """A sentence we publish, with the words that carry it."""

    id: str
    theme: str
    evidence: tuple[Evidence, ...]
    section: str  # headings joined by " > "


class Achievement(Claim):
    """Something done, or being done."""

    status: Literal["completed", "under_way"]


class Plan(Claim):
    """Something intended."""


class Problem(Claim):
    """A shortcoming the report itself names."""


class Refusal(Row):
    """A draft claim that was not published, or was replaced by its source sentence, and why."""

    chunk: str
    text: str
    reason: str
    outcome: Literal["refused", "replaced"]
    evidence: tuple[Evidence, ...] = ()


class FigureRow(Row):
    """One figure of a report; see `pipeline.domain.figure.Figure`."""

    report: str
    id: str
    start: int
    end: int
    text: str
    value: str  # plain decimal string, 万/亿/千 applied
    value_hi: str | None
    unit: str
    kind: str
    approx: bool
    bound: str | None
    direction: str | None
    base: str | None
    status: Literal["achieved", "planned", "context"]
    indicator: str
    section: str
    marker: str | None = None
    endpoint: str | None = None
    sentence: int = 0


class Finding(Row):
    """Where a report disagrees with itself, or what an editor should look at. We never correct."""

    report: str
    rule: str
    severity: Literal["info", "warn", "error"]
    message: str
    quote: str
    spans: tuple[tuple[int, int], ...]
    stated: str | None = None
    computed: str | None = None
    question: str | None = None  # what to ask the office


class SourceSpan(Row):
    """Where a source says it."""

    report: str
    start: int
    end: int
    text: str


Verdict = Literal[
    "exact",
    "rescaled",
    "rounded",
    "derived",
    "marker_lost",
    "unit_mismatch",
    "scale_slip",
    "direction",
    "status",
    "attribution",
    "unsupported",
]


class VerifyRow(Row):
    """One number of a draft held against its sources."""

    text: str
    start: int
    end: int
    verdict: Verdict
    severity: Literal["info", "warn", "error"]
    source: SourceSpan | None
    message: str


class ChunkRow(Row):
    """What became of a chunk."""

    id: str
    start: int
    end: int
    state: Literal["ok", "repaired", "fallback", "failed"]
    note: str = ""


class ReportRow(Row):
    """The report's identity."""

    name: str
    title: str | None
    issuer: str | None
    year: int | None
    published: str | None
    period: str | None = None  # "上半年", "1—9月", "全年" as its title has it
    sha256: str
    chars: int
    pages: tuple[int, ...] = ()  # where each page begins in the text, for a PDF


class EngineRow(Row):
    """What wrote the drafts."""

    name: str
    model: str | None = None
    prompts: str | None = None  # digest of the prompt files
    version: str | None = None  # of jianbao
    settings: str | None = None  # digest of what else shapes the result: themes, chunk size, sampling


class Usage(Row):
    """What the run used; tokens and cost are None where nobody told us."""

    calls: int = 0
    input_tokens: int | None = None
    output_tokens: int | None = None
    cost: str | None = Field(None, pattern=r"^\d+(\.\d+)? \S+$")  # "0.0132 USD"


class ReportSummary(Row):
    """`jianbao.summary/1`: everything we say of one report."""

    schema_: Literal["jianbao.summary/1"] = Field("jianbao.summary/1", alias="schema")
    report: ReportRow
    engine: EngineRow
    headline: Text
    summary: Text
    achievements: tuple[Achievement, ...]
    plans: tuple[Plan, ...]
    problems: tuple[Problem, ...]
    figures: tuple[FigureRow, ...]
    findings: tuple[Finding, ...]
    chunks: tuple[ChunkRow, ...]
    refusals: tuple[Refusal, ...] = ()
    unused: tuple[str, ...] = ()  # ids of achieved figures that no achievement carries
    unused_planned: tuple[str, ...] = ()  # ids of planned figures that no claim carries
    counts: dict[str, int]
    usage: Usage


class DigestItem(Row):
    """One report in a digest."""

    report: str
    title: str | None
    headline: Text
    summary: Text
    achievements: tuple[Achievement, ...]


class Cell(Row):
    """One report's figure for a shared indicator; `figure` is None where the report gives none."""

    report: str
    figure: FigureRow | None
    note: str | None = None  # what makes it unlike the others of its row: 计划数, 截至9月底, 换算
    value: str | None = None  # the same amount in the row's unit, signed; None where it has another unit or is a range


class Indicator(Row):
    """Figures of several reports that measure the same thing."""

    name: str
    unit: str
    rows: tuple[Cell, ...]


class Digest(Row):
    """`jianbao.digest/1`: what an editor sends out."""

    schema_: Literal["jianbao.digest/1"] = Field("jianbao.digest/1", alias="schema")
    title: str
    date: str
    overview: Text
    items: tuple[DigestItem, ...]
    indicators: tuple[Indicator, ...]
    findings: tuple[Finding, ...]
    counts: dict[str, int]
