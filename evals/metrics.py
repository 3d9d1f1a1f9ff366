"""What is measured: each metric is the count of one rule's rows by state, by report and over all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from evals.intervals import Interval, interval
from evals.rows import Row

Group = Literal["figures", "drafts", "published"]
FIGURES, REGEX = "figures", "regex"  # the readings that need no engine: the pipeline's, the harness's own


@dataclass(frozen=True, slots=True)
class Metric:
    """One rule's rows as a number. A share counts what is right of n; a fault counts what is wrong of n."""

    name: str
    title: str
    group: Group
    share: bool  # True: higher is better, of 1; False: a count of faults, lower is better
    label_based: bool  # nothing to score without labels

    @property
    def reading(self) -> str:
        """The column of a metric that needs no engine: which reading it is about; "" for the others."""
        if self.group != "figures":
            return ""
        return REGEX if self.name.startswith("regex") else FIGURES


METRICS = tuple(
    Metric(*fields)
    for fields in (
        ("figure_recall", "labelled figures found, with their value", "figures", True, True),
        ("figure_precision", "figures found that are labelled so", "figures", True, True),
        ("figure_unit", "value and unit as labelled", "figures", True, True),
        ("figure_approx", "约 余 以上 … as labelled", "figures", True, True),
        ("figure_kind", "kind as labelled", "figures", True, True),
        ("figure_status", "achieved, planned, context as labelled", "figures", True, True),
        ("regex_recall", "labelled figures the plain reading finds", "figures", True, True),
        ("regex_precision", "figures of the plain reading that are labelled so", "figures", True, True),
        ("disagreement", "figures the two readings differ on", "figures", False, False),
        ("typed", "numbers typed instead of referred to", "drafts", False, False),
        ("invalid_reference", "references to no figure", "drafts", False, False),
        ("uncited_reference", "references to a figure of a sentence not cited", "drafts", False, False),
        ("ungrounded_draft", "numerals not in the cited words", "drafts", False, False),
        ("misattributed_draft", "figures told with another one's words", "drafts", False, False),
        ("plan_as_done_draft", "planned figures told as done", "drafts", False, True),
        ("ungrounded", "numerals not in the evidence", "published", False, False),
        ("misattributed", "figures told with another one's words", "published", False, False),
        ("plan_as_done", "planned figures told as done", "published", False, True),
        ("arithmetic", "sums and differences of our own", "published", False, False),
        ("doubles", "figures two achievements carry", "published", False, False),
        ("evidence", "quotations and marks exactly where they stand", "published", True, False),
        ("approximation", "约 余 以上 … kept", "published", True, False),
        ("coverage", "labelled achieved figures in the achievements", "published", True, True),
        ("coverage_key", "the key ones of them", "published", True, True),
        ("section_coverage", "sections with figures that have an achievement", "published", True, False),
        ("length", "texts of fitting length", "published", True, False),
        ("completeness", "chunks answered", "published", True, False),
    )
)
BY_NAME = {metric.name: metric for metric in METRICS}


@dataclass(frozen=True, slots=True)
class Part:
    """k of n in one report: the right ones for a share, the wrong ones for a fault."""

    case: str
    k: int
    n: int

    @property
    def value(self) -> float:
        """The share: k divided by n, which is never 0."""
        return self.k / self.n


@dataclass(frozen=True, slots=True)
class Score:
    """A metric of one engine over the cases. `micro`, `macro` and `worst` are None where there was nothing to score."""

    metric: Metric
    engine: str
    k: int
    n: int
    review: int
    parts: tuple[Part, ...]
    interval: Interval | None

    @property
    def micro(self) -> float | None:
        """Over all numbers alike."""
        return self.k / self.n if self.n else None

    @property
    def macro(self) -> float | None:
        """Over all reports alike."""
        return sum(part.value for part in self.parts) / len(self.parts) if self.parts else None

    @property
    def worst(self) -> Part | None:
        """The report that does worst; the one with more numbers when two do."""
        sign = 1 if self.metric.share else -1
        return min(self.parts, key=lambda part: (sign * part.value, -part.n), default=None)


def score_rows(rows: Iterable[Row]) -> list[Score]:
    """A score for each metric and engine that has rows, in the order of `METRICS`, engines by name."""
    grouped: dict[tuple[str, str], dict[str, list[Row]]] = {}
    for row in rows:
        if row.rule in BY_NAME and row.state != "infra":
            grouped.setdefault((row.rule, row.engine), {}).setdefault(row.case, []).append(row)
    order = {metric.name: place for place, metric in enumerate(METRICS)}
    return [
        _score(BY_NAME[rule], engine, by_case)
        for (rule, engine), by_case in sorted(grouped.items(), key=lambda item: (order[item[0][0]], item[0][1]))
    ]


def _score(metric: Metric, engine: str, by_case: dict[str, list[Row]]) -> Score:
    parts = tuple(Part(case, _counted(metric, rows), len(rows)) for case, rows in sorted(by_case.items()))
    k, n = sum(part.k for part in parts), sum(part.n for part in parts)
    review = sum(row.state == "review" for rows in by_case.values() for row in rows)
    return Score(metric, engine, k, n, review, parts, interval([(part.k, part.n) for part in parts]))


def _counted(metric: Metric, rows: Sequence[Row]) -> int:
    if metric.name == "disagreement":
        return sum(row.state != "pass" for row in rows)
    failed = sum(row.state == "fail" for row in rows)
    return len(rows) - failed if metric.share else failed
