"""`jianbao summarize`, and the run it shares with `jianbao digest`: reports in, checked summaries out."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.console import talk
from pipeline.cli.options import (
    BaseUrl,
    Budget,
    Concurrency,
    EngineName,
    Ledger,
    LocalCluster,
    LogJson,
    ModelName,
    Out,
    Part,
    Paths,
    Processes,
    Quiet,
    Replay,
    RetryFailed,
    Scheduler,
    settings_of,
)
from pipeline.cli.recipe import run_recipe
from pipeline.errors import InputError

if TYPE_CHECKING:
    from pipeline.corpus import Outcome, RunFolder, Settled, Shard, Tally, Task, Workers
    from pipeline.domain.result import Digest
    from pipeline.engines import Chosen
    from pipeline.model.observe import Observer
    from pipeline.settings import Settings
    from pipeline.sources import Source


def summarize(
    paths: Paths,
    out: Out = Path("out"),
    engine: EngineName = None,
    model: ModelName = None,
    base_url: BaseUrl = None,
    replay: Replay = None,
    concurrency: Concurrency = None,
    processes: Processes = None,
    scheduler: Scheduler = None,
    local_cluster: LocalCluster = None,
    budget: Budget = None,
    ledger: Ledger = None,
    log_json: LogJson = None,
    shard: Part = None,
    retry_failed: RetryFailed = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print calls, tokens and cost; ask nothing.")] = False,
    quiet: Quiet = False,
) -> None:
    """Summarise each report; run again, it does only what is missing or changed."""
    from pipeline.corpus import read_shard

    settings = settings_of(
        engine=engine,
        model=model,
        base_url=base_url,
        replay=replay,
        concurrency=concurrency,
        processes=processes,
        scheduler=scheduler,
        local_cluster=local_cluster,
        budget=budget,
        ledger=ledger,
        log_json=log_json,
    )
    if dry_run:
        from pipeline.cli.plan import show_plan

        show_plan(paths, settings)
        return
    part = read_shard(shard) if shard else None
    run = Run(paths, out, settings, quiet=quiet, shard=part, retry_failed=retry_failed)
    raise typer.Exit(asyncio.run(run.execute()))


@dataclass
class Run:
    """One start of a run over `paths` into `out`. With `digest` its words are made of the summaries at the end."""

    paths: Sequence[Path]
    out: Path
    settings: "Settings"
    quiet: bool = False
    shard: "Shard | None" = None
    retry_failed: bool = False
    digest: dict[str, Any] | None = None  # what `make_digest_async` is told
    settled: list["Settled"] = field(default_factory=list)  # filled where there is a digest to make
    unread: list[str] = field(default_factory=list)
    made: "Digest | None" = None

    async def execute(self) -> int:
        """Do it. 2 when a file gave no summary, 3 when one had to do without its model, 1 for a finding of severity
        error, else 0; a digest's own findings are for its caller to count.
        """
        from pipeline.corpus import RunFolder, Tally, attempt, choose_tasks
        from pipeline.engines import choose_engine

        sources = self._sources()
        folder, tally = RunFolder(self.out, self.shard), Tally()
        with _log(self.settings.log_json) as log:
            chosen = choose_engine(self.settings, log)
            try:
                tasks = choose_tasks(sources, folder, self.shard, retry_failed=self.retry_failed)
                talk.print(chosen.line)
                if self.retry_failed:
                    _ask_anew(tasks, chosen, self.settings)
                elif self.shard is None:
                    self._tell_rest(tasks, folder)
                with attempt(folder, self.paths, _told_settings(self.settings, chosen), len(tasks), tally):
                    await self._stream(tasks, chosen, folder, tally, log)
                    if self.digest is not None and self.settled:
                        await self._compose(chosen)
            finally:
                await chosen.close()
        return self._code(tally)

    def _sources(self) -> list["Source"]:
        from pipeline.sources import discover

        sources = discover(self.paths, leave_out=self.out)
        if not sources:
            given = ", ".join(map(str, self.paths))
            raise InputError(f"{given}: no report found; give text, web pages, Word, PDF, CSV or ZIP")
        return sources

    def _tell_rest(self, tasks: Sequence["Task"], folder: "RunFolder") -> None:
        """Say what is not done: files that are no reports here, and results of what was not given this time."""
        from pipeline.corpus import left_over
        from pipeline.sources import passed_over

        found = passed_over(self.paths, leave_out=self.out)
        if found:
            kinds = ", ".join(f"{number:,} {kind}" for kind, number in found.most_common())
            talk.print(f"jianbao: passed over, not read: {kinds}")
        left = left_over(tasks, folder)
        if left:
            talk.print(
                f"jianbao: {left:,} results in {self.out} are of reports not given this time; they stay, and "
                "`runs show` and `series` count them"
            )

    async def _stream(
        self, tasks: Sequence["Task"], chosen: "Chosen", folder: "RunFolder", tally: "Tally", log: "Observer | None"
    ) -> None:
        from pipeline.cli.progress import Board
        from pipeline.corpus import run_reports

        with Board(len(tasks), tally, self.quiet) as board:
            async with self._workers(tasks, chosen, folder, log) as workers:
                told = _wait_told if chosen.built is not None else None
                async for outcome in run_reports(tasks, workers, folder, told):
                    board.saw(outcome)
                    self._keep(outcome)
                    if log:
                        log.told("report", **_report_fields(outcome))
        if self.digest is None:
            board.conclude()
        if log:
            log.told(
                "run", seconds=round(tally.seconds, 3), made=tally.made, resumed=tally.resumed, failed=tally.failed
            )

    @asynccontextmanager
    async def _workers(
        self, tasks: Sequence["Task"], chosen: "Chosen", folder: "RunFolder", log: "Observer | None"
    ) -> AsyncIterator["Workers"]:
        from pipeline.corpus import workers_for
        from pipeline.corpus.cluster import cluster_workers, wants_cluster
        from pipeline.corpus.processes import cores

        recipe = run_recipe(chosen, self.settings, keep=self.digest is not None)
        if wants_cluster(self.settings):
            async with cluster_workers(self.settings, chosen, recipe, folder, tasks, log) as cluster:
                talk.print(cluster.line)
                yield cluster
        else:
            processes = self.settings.processes or cores()
            async with workers_for(recipe, len(tasks), self.settings.concurrency, processes) as workers:
                yield workers

    def _keep(self, outcome: "Outcome") -> None:
        if outcome.line is not None and outcome.line.state == "failed":
            self.unread.append(outcome.line.reason or outcome.name)
        if outcome.settled is not None:
            self.settled.append(outcome.settled)

    async def _compose(self, chosen: "Chosen") -> None:
        from pipeline.digest import make_digest_async

        self.settled, doubles = _once(self.settled)
        reports, summaries = [one.report for one in self.settled], [one.summary for one in self.settled]
        told = (self.digest or {}) | {"unread": self.unread, "doubles": doubles}
        self.made = await make_digest_async(reports, summaries, engine=chosen.engine, **told)

    def _code(self, tally: "Tally") -> int:
        if tally.partial:
            talk.print(
                f"jianbao: {tally.partial} reports had requests without an answer from the model; "
                "the built-in engine's words stand there"
            )
        return 2 if tally.failed else 3 if tally.partial else int(self.digest is None and tally.errors > 0)


def _wait_told() -> None:
    talk.print("jianbao: stopping; answers under way are waited for, half a minute at most")


def _ask_anew(tasks: Sequence["Task"], chosen: "Chosen", settings: "Settings") -> None:
    """Forget stored answers that could not be used, or an endpoint that is mended is not asked again."""
    if chosen.built is None or not settings.has_endpoint:
        return
    from pipeline.engines.llm.again import forget_unusable

    gone = forget_unusable(chosen.built.store, [task.source.name for task in tasks])
    if gone:
        talk.print(f"jianbao: {gone:,} stored answers could not be used; they are asked for again")


def _told_settings(settings: "Settings", chosen: "Chosen") -> dict[str, Any]:
    """What the manifest says of the settings: nothing secret, no address beyond its host."""
    from pipeline.model.build import host_of

    engine = chosen.engine
    return {
        "engine": engine.name,
        "model": engine.model,
        "prompts": engine.prompts,
        "host": host_of(settings.base_url) if engine.prompts and settings.base_url else None,
        "chunk_tokens": settings.chunk_tokens,
        "concurrency": settings.concurrency,
        "processes": settings.processes,
    }


def _report_fields(outcome: "Outcome") -> dict[str, Any]:
    line = outcome.line
    if line is None:
        return {"name": outcome.name, "state": "resumed"}
    return {"name": line.name, "state": line.state, "reason": line.reason, "chars": line.report and line.report.chars}


def _once(settled: list["Settled"]) -> tuple[list["Settled"], list[str]]:
    """Each report once, and what was left out: a page and its attachment, a file under two names."""
    from pipeline.sources import same_reports

    groups = same_reports([one.report for one in settled])
    again = {place for group in groups for place in group[1:]}
    said = [
        f"{settled[place].report.name}与{settled[group[0]].report.name}是同一份报告，只收一次"
        for group in groups
        for place in group[1:]
    ]
    return [one for place, one in enumerate(settled) if place not in again], said


@contextmanager
def _log(path: Path | None) -> Iterator["Observer | None"]:
    """The structured log of the run, where one is asked for."""
    if path is None:
        yield None
        return
    from pipeline.model.observe import JsonLog

    try:
        stream = path.open("a", encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror}); choose another --log-json") from error
    with stream:
        yield JsonLog(stream)
