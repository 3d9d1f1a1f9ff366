"""How one report is done, wherever that happens: looked at, summarised, turned into files and a line."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from importlib.abc import Traversable
from pathlib import Path

from pydantic import ValidationError

from pipeline.corpus.journal import Known, ResultLine
from pipeline.domain.report import Report
from pipeline.domain.result import ReportSummary
from pipeline.domain.theme import DEFAULT_THEMES, Theme
from pipeline.engines.base import Engine
from pipeline.errors import InputError, JianbaoError
from pipeline.outline.chunks import BUDGET
from pipeline.sources import Source, hash_of, read_source, words_of
from pipeline.summarize import engine_row, summarize_report


@dataclass(frozen=True, slots=True)
class Settled:
    """A report with its summary; `resumed` when the summary was already there."""

    report: Report
    summary: ReportSummary
    resumed: bool = False


@dataclass(frozen=True)  # no slots: its digest is worked out once
class Recipe:
    """What a result is made by, besides its report. `renderings` are files beside it, by suffix."""

    engine: Engine
    themes: Sequence[Theme] = DEFAULT_THEMES
    chunk_tokens: int = BUDGET
    renderings: Mapping[str, Callable[[ReportSummary], str]] = field(default_factory=dict)
    keep: bool = False  # outcomes carry the report and its summary, for a digest

    @cached_property
    def made_by(self) -> str:
        """Digest of engine, settings and code: a result is as old as the oldest of them."""
        row = engine_row(self.engine, self.themes, self.chunk_tokens).model_dump_json()
        return hashlib.sha256(f"{row}{sorted(self.renderings)}{_code()}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Task:
    """One report to be done. `known` is what the journal says of it, `result` its result file, where there is one."""

    source: Source
    known: Known | None = None
    result: Path | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a task: its line, the files to be written by suffix, and, where kept, the report itself.

    `line` is None where the result was there already: the journal has it.
    """

    line: ResultLine | None
    files: Mapping[str, str] = field(default_factory=dict)
    settled: Settled | None = None


def look(task: Task, made_by: str, keep: bool) -> Report | Made:
    """The report to be summarised; what became of it where that is known already, or it cannot be read."""
    source = task.source
    try:
        return standing(task, made_by, keep) or read_source(source)
    except InputError as error:
        return failed(task, "unreadable", str(error))
    except JianbaoError:
        raise
    except Exception as error:  # a defect of ours in one file must not cost the others
        return failed(task, "internal", f"{source.path}: {type(error).__name__}: {error}; please report this")


def standing(task: Task, made_by: str, keep: bool) -> Made | None:
    """What an earlier run made of this very report by this very recipe; None when it is to be made.

    Raises InputError when the file cannot be read.
    """
    known = task.known
    if known and _still_true(task, known, made_by):
        settled = _stored(task, known) if keep else None
        if settled or not keep:
            return Made(None, settled=settled)
    return None


async def finish(task: Task, report: Report, recipe: Recipe) -> Made:
    """Summarise a report that was read. Raises RunStoppedError when the engine's model cannot go on."""
    try:
        settled = await settle(report, recipe)
    except JianbaoError:
        raise
    except Exception as error:
        said = f"{task.source.path}: {type(error).__name__}: {error}; please report this"
        return failed(task, "internal", said, report.sha256)
    summary = settled.summary
    data = summary.model_dump_json(by_alias=True, indent=1) + "\n"
    # The text that spans refer to stands beside them: the folder is whole without the reports' own files.
    files = {".json": data, ".txt": report.text}
    files |= {suffix: render(summary) for suffix, render in recipe.renderings.items()}
    return Made(_line(task, report, summary, recipe, data), files, settled if recipe.keep else None)


async def settle(report: Report, recipe: Recipe) -> Settled:
    """One report's summary."""
    summary = await summarize_report(report, recipe.engine, themes=recipe.themes, chunk_tokens=recipe.chunk_tokens)
    return Settled(report, summary)


def failed(task: Task, fault: str, reason: str, sha256: str | None = None) -> Made:
    """A report without a result, and why."""
    source = task.source
    line = ResultLine(
        name=source.name,
        path=words_of(str(source.path)),
        member=source.member,
        state="failed",
        fault=fault,
        reason=words_of(" ".join(reason.split())),
        sha256=sha256,
    )
    return Made(line)


def _line(task: Task, report: Report, summary: ReportSummary, recipe: Recipe, data: str) -> ResultLine:
    asked = recipe.engine.model is not None
    unanswered = asked and summary.counts["unanswered"]
    answered = all(chunk.state in ("ok", "repaired") for chunk in summary.chunks) and not unanswered
    severities = Counter(str(finding.severity) for finding in summary.findings)
    return ResultLine(
        name=report.name,
        path=words_of(str(task.source.path)),
        member=task.source.member,
        state="done" if answered else "partial",
        reason=None if answered else next((chunk.note for chunk in summary.chunks if chunk.note), "no answer"),
        sha256=report.sha256,
        made_by=recipe.made_by,
        bytes=len(data.encode("utf-8", "surrogatepass")),
        report=summary.report,
        engine=summary.engine,
        headline=summary.headline.text,
        counts=summary.counts,
        findings={severity: severities[severity] for severity in ("error", "warn", "info")},
        usage=summary.usage,
    )


def _still_true(task: Task, known: Known, made_by: str) -> bool:
    """True when the result file is there in full, made of this very report by this very recipe."""
    if task.result is None or known.state != "done" or known.made_by != made_by:
        return False
    try:
        text = task.result.with_name(f"{known.name}.txt")  # what the result's spans refer to
        whole = task.result.stat().st_size == known.bytes and text.stat().st_size > 0
    except OSError:
        return False
    return whole and hash_of(task.source.path, task.source.member) == known.sha256


def _stored(task: Task, known: Known) -> Settled | None:
    """The report and its stored summary; None when the file is not what its line says."""
    if task.result is None:
        return None
    try:
        summary = ReportSummary.model_validate_json(task.result.read_bytes())
    except (OSError, ValidationError):
        return None
    report = read_source(task.source)
    same = summary.report.sha256 == report.sha256 == known.sha256
    return Settled(report, summary, resumed=True) if same else None


@cache
def _code() -> str:
    """Digest of the package's own files: in a source checkout rules change without the version."""
    digest = hashlib.sha256()
    for file in _files(resources.files("pipeline")):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


def _files(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            found += [] if entry.name == "__pycache__" else _files(entry)
        else:
            found.append(entry)
    return found
