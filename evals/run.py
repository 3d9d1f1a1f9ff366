"""One run: every case through every engine, offline, as rows in a fixed order."""

from collections.abc import Iterator, Sequence
from importlib.metadata import version

from evals.cases import Case, CaseSet
from evals.facts import Facts
from evals.measure import EXTRACTIVE, LLM, Performance, perform_extractive, perform_recorded
from evals.offline import no_network
from evals.rows import Measured, Results, Row, Run
from evals.score.coverage import coverage_rows
from evals.score.drafts import draft_rows
from evals.score.figures import figure_rows
from evals.score.published import overview_rows, published_rows
from pipeline.errors import InputError


def run_evals(case_set: CaseSet, engines: Sequence[str] = (), only: Sequence[str] = ()) -> Results:
    """Measure `engines` ("extractive", "llm" or "llm:<model>"; all that can be by default) on the cases.

    `only`: names of cases, or the beginnings of some. What cannot be measured is a value in the result.
    """
    with no_network():
        cases = _chosen(case_set, only)
        facts = {case.name: Facts(case) for case in cases}
        rows = [row for one in facts.values() for row in figure_rows(one)]
        measured: list[Measured] = []
        for engine in _engines(case_set, engines):
            done = _perform(case_set, cases, engine, partial=bool(only))
            measured.append(done.measured)
            rows += engine_rows(done, facts)
    return Results(_run(cases, measured), rows)


def _chosen(case_set: CaseSet, only: Sequence[str]) -> list[Case]:
    cases = [case for case in case_set.cases if not only or any(case.name.startswith(name) for name in only)]
    if not cases:
        known = ", ".join(case.name for case in case_set.cases)
        raise InputError(f"no case of that name; there are: {known or 'none'}")
    return cases


def _engines(case_set: CaseSet, asked: Sequence[str]) -> list[str]:
    recorded = [f"{LLM}:{model}" for model in case_set.models]
    wanted: list[str] = []
    for engine in asked or (EXTRACTIVE, LLM):
        if engine == LLM:
            wanted += recorded or [LLM]
        elif engine == EXTRACTIVE or engine.startswith(f"{LLM}:"):
            wanted.append(engine)
        else:
            raise InputError(f"--engine {engine}: choose {EXTRACTIVE}, {LLM} or {LLM}:<model>")
    return list(dict.fromkeys(wanted))


def _perform(case_set: CaseSet, cases: Sequence[Case], engine: str, *, partial: bool) -> Performance:
    if engine == EXTRACTIVE:
        return perform_extractive(cases)
    return perform_recorded(case_set, engine.partition(":")[2], [case.name for case in cases] if partial else ())


def engine_rows(done: Performance, facts: dict[str, Facts]) -> Iterator[Row]:
    """All rows of one engine. A case that stopped has one infra row, and its drafts are still judged."""
    engine = done.measured.engine
    for name, one in facts.items():
        yield from draft_rows(one, done)
        if name in done.summaries:
            yield from published_rows(one, done)
            yield from coverage_rows(one, done.summaries[name], engine)
    if done.digest is not None:
        yield from overview_rows(done.digest, [*done.summaries.values()], facts, engine)
    for name, reason in done.stopped.items():
        doc = facts[name].case.doc if name in facts else name
        yield Row(engine, doc, name, "replay", "infra", message=reason, expected=done.measured.command)
    for path in done.measured.orphans:
        yield Row(engine, path, "recordings", "orphan", "infra", message="a recording nobody asks for", got=path)


def _run(cases: Sequence[Case], measured: Sequence[Measured]) -> Run:
    return Run(
        version=version("jianbao"),
        cases={case.name: case.report.sha256 for case in cases},
        labelled={case.name: case.labels_sha256 for case in cases if case.labels_sha256},
        engines=tuple(measured),
    )
