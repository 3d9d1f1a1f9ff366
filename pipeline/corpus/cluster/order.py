"""What the workers of a cluster are told of a run, once, and what they answer to each task."""

import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.corpus.made import Made, Recipe
from pipeline.domain.result import ReportSummary
from pipeline.domain.theme import Theme
from pipeline.engines.base import Engine
from pipeline.errors import JianbaoError, ProviderError, RunStoppedError, SettingsError
from pipeline.model.ledger_store import Entry
from pipeline.settings import Settings

_BOOT = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True)
class Order:
    """A run as its workers know it. The key of the endpoint is in `settings`, as a secret that shows nowhere.

    `ledger` is the file of the driving process, None where no model is asked. `local`: workers are its own processes.
    """

    run: str  # name of the run on the cluster: the same when it is resumed
    calls: str  # name of the limit on calls of this start
    till: str  # name of the budget and the pace of this start, "" where there is none
    settings: Settings
    made_by: str
    themes: Sequence[Theme]
    chunk_tokens: int
    renderings: Mapping[str, Callable[[ReportSummary], str]]
    keep: bool
    asks: bool
    ledger: Path | None
    machine: str
    local: bool
    logs: bool

    def recipe(self, engine: Engine) -> Recipe:
        """The recipe of the driving process over an engine of this one."""
        return Recipe(engine, self.themes, self.chunk_tokens, self.renderings, self.keep)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a worker answers: what became of the report, or why the run cannot go on, or that it does not see the file.

    `answers` are those it bought since it last replied, where its ledger is not that of the driving process.
    """

    made: Made | None = None
    stopped: JianbaoError | None = None
    broken: str | None = None  # what failed round the task, in words
    unseen: str | None = None  # the machine that does not see the file
    answers: tuple[Entry, ...] = ()
    log: tuple[str, ...] = field(default_factory=tuple)  # lines of the structured log


def machine() -> str:
    """Which machine we are on, for telling it from others: a container is one of its own."""
    try:
        boot = _BOOT.read_text(encoding="ascii").strip()
    except OSError:
        boot = ""
    return f"{platform.node()} {boot}".strip()


def portable(error: JianbaoError) -> JianbaoError:
    """`error` as one that every process can read, whatever else it carries."""
    kind = RunStoppedError if isinstance(error, ProviderError) else SettingsError
    return kind(str(error))
