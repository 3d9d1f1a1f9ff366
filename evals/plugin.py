"""Pytest fixtures for one's own reports: `pytest_plugins = ["evals.plugin"]`, then ten lines say what must hold.

    def test_my_street(judged_report):
        report = judged_report("reports/my-street.txt")
        report.finds("15.155亿元", value="1515500000", unit="元", status="achieved")
        report.achieves("15.155亿元", "709户")
        report.never_achieves("13亿元")
        report.is_clean()

Nothing here opens a socket. A failure names the line of the report and the words.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from evals.cases import Case, CaseSet
from evals.facts import Facts, fold
from evals.labels import number, same_unit
from evals.measure import EXTRACTIVE, Performance, perform_extractive, perform_recorded
from evals.offline import no_network
from evals.rows import Row
from evals.run import engine_rows
from evals.score.numbers import Evidence, Mark, read_numbers, told_as_done
from evals.views.console import row_line
from pipeline.domain.result import Achievement, FigureRow, ReportSummary
from pipeline.domain.span import Span

_CLEAN = ("ungrounded", "misattributed", "plan_as_done", "arithmetic", "evidence", "approximation")


@dataclass(frozen=True)
class JudgedReport:
    """One report with its summary, its rows, and what can be expected of them; every expectation is an assertion."""

    case: Case
    summary: ReportSummary
    rows: tuple[Row, ...]

    def finds(
        self, words: str, *, value: str | None = None, unit: str | None = None, status: str | None = None
    ) -> FigureRow:
        """The figure written `words`, with this value, unit and status where they are given."""
        wanted = [row for row in self.summary.figures if fold(row.text) == fold(words)]
        assert wanted, (
            f"{self.case.doc}: no figure {words!r}; there are {', '.join(r.text for r in self.summary.figures)}"
        )
        good = [
            row
            for row in wanted
            if (value is None or number(row.value) == number(value))
            and (unit is None or same_unit(row.unit, unit))
            and status in (None, row.status)
        ]
        assert good, f"{self.case.doc}: {words!r} is read as " + "; ".join(
            f"{row.value} {row.unit!r} {row.status}" for row in wanted
        )
        return good[0]

    def achieves(self, *words: str) -> None:
        """Each of these figures is carried by an achievement."""
        carried = self._carried()
        missed = [one for one in words if fold(one) not in carried]
        assert not missed, f"{self.case.doc}: in no achievement: {', '.join(missed)}"

    def never_achieves(self, *words: str) -> None:
        """None of these figures is told as reached: no achievement has it, or one says that it is intended."""
        facts = Facts(self.case)
        for claim in self.summary.achievements:
            marks = [Mark(m.start, m.end, facts, self._place(m.id)) for m in claim.figures]
            evidence = [Evidence(facts, tuple(Span(e.start, e.end) for e in claim.evidence))]
            for one in read_numbers(claim.text, marks, evidence):
                told = fold(one.text) in {fold(word) for word in words} and told_as_done(claim.text, one) == "fail"
                assert not told, f"{self.case.doc}: {one.text} is told as reached: {claim.text}"

    def is_clean(self, *rules: str) -> None:
        """No row of these rules is a fault; by default: no foreign number, no stolen words, no plan told as done."""
        wrong = [row for row in self.rows if row.rule in (rules or _CLEAN) and row.state == "fail"]
        assert not wrong, "\n".join(f"{row.rule}: {row_line(row)}" for row in wrong)

    def _carried(self) -> dict[str, Achievement]:
        texts = {row.id: fold(row.text) for row in self.summary.figures}
        return {texts[mark.id]: claim for claim in self.summary.achievements for mark in claim.figures}

    def _place(self, figure: str) -> Span:
        row = next(row for row in self.summary.figures if row.id == figure)
        return Span(row.start, row.end)


@pytest.fixture(scope="session")
def judged_report() -> Callable[..., JudgedReport]:
    """`judged_report(path, engine="extractive", gold=None, recordings=None)`: the report, summarised and judged."""
    return judge_report


def judge_report(
    path: str | Path, engine: str = EXTRACTIVE, gold: Path | None = None, recordings: Path | None = None
) -> JudgedReport:
    """Summarise and judge one report. `engine` is "extractive" or a model's name with `recordings`."""
    case_set = CaseSet([Path(path)], gold, recordings)
    with no_network():
        (case,) = case_set.cases
        done = perform_extractive([case]) if engine == EXTRACTIVE else perform_recorded(case_set, engine, [case.name])
        _fail_if_unmeasured(done)
        facts = {case.name: Facts(case)}
        return JudgedReport(case, done.summaries[case.name], tuple(engine_rows(done, facts)))


def _fail_if_unmeasured(done: Performance) -> None:
    if done.measured.unmeasurable:
        pytest.fail(f"{done.measured.stale or done.measured.unmeasurable}\n{done.measured.command}", pytrace=False)
