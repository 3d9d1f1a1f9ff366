"""A process that does whole reports and has its questions answered by the process that started it."""

import asyncio
import threading
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count
from multiprocessing.connection import Connection

from pipeline.corpus.made import Made, Recipe, Task, failed, finish, look
from pipeline.corpus.processes import follow_parent
from pipeline.domain.report import Report
from pipeline.engines.base import AskingEngine
from pipeline.errors import JianbaoError, ProviderError, RunStoppedError
from pipeline.model.errors import EndpointError
from pipeline.model.protocol import Completion, LanguageModel, Request


@dataclass(frozen=True, slots=True)
class Errand:
    """Do this report."""

    number: int
    task: Task


@dataclass(frozen=True, slots=True)
class Question:
    """Ask this for me."""

    number: int
    request: Request


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a question."""

    number: int
    said: Completion | Exception


@dataclass(frozen=True, slots=True)
class Done:
    """What came of an errand; an error where the run cannot go on."""

    number: int
    made: Made | JianbaoError


class Nobody(LanguageModel):
    """Stands in an engine on its way to another process, where a `Line` takes its place."""

    async def complete(self, request: Request) -> Completion:
        """Never answers."""
        raise ProviderError(f"{request.logical}: nobody to ask")


class Line(LanguageModel):
    """Puts each question into the pipe and waits for what comes back under its number."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._numbers = count()
        self._waiting: dict[int, asyncio.Future[Completion]] = {}

    async def complete(self, request: Request) -> Completion:
        """The answer the other process has or buys; its error is raised here."""
        number = next(self._numbers)
        waiting: asyncio.Future[Completion] = asyncio.get_running_loop().create_future()
        self._waiting[number] = waiting
        self._connection.send(Question(number, request))
        try:
            return await waiting
        finally:
            del self._waiting[number]

    def heard(self, answer: Answer) -> None:
        """An answer came."""
        waiting = self._waiting.get(answer.number)
        if waiting is None or waiting.done():
            return
        if isinstance(answer.said, Exception):
            waiting.set_exception(answer.said)
        else:
            waiting.set_result(answer.said)


class Caller:
    """Does errands side by side, until None comes or the pipe ends."""

    def __init__(self, connection: Connection, recipe: Recipe) -> None:
        assert isinstance(recipe.engine, AskingEngine)
        self._connection = connection
        self._line = Line(connection)
        self._recipe = replace(recipe, engine=recipe.engine.through(self._line))
        self._jobs: set[asyncio.Task[None]] = set()

    async def serve(self) -> None:
        """Until the other process says that it was all, or is gone."""
        over = asyncio.Event()
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._read, args=(loop, over), daemon=True).start()
        await over.wait()
        for job in self._jobs:
            job.cancel()

    def _read(self, loop: asyncio.AbstractEventLoop, over: asyncio.Event) -> None:
        with suppress(RuntimeError):  # the loop has ended first
            with suppress(EOFError, OSError):
                while (message := self._connection.recv()) is not None:
                    loop.call_soon_threadsafe(self._heard, message)
            loop.call_soon_threadsafe(over.set)

    def _heard(self, message: Errand | Answer) -> None:
        if isinstance(message, Answer):
            self._line.heard(message)
            return
        job = asyncio.get_running_loop().create_task(self._do(message))
        self._jobs.add(job)
        job.add_done_callback(self._jobs.discard)

    async def _do(self, errand: Errand) -> None:
        made = await self._made(errand.task)
        try:
            self._connection.send(Done(errand.number, made))
        except OSError:  # the other process has gone, and the reader has seen it
            return
        except Exception as error:
            self._connection.send(Done(errand.number, _defect(errand.task, error)))

    async def _made(self, task: Task) -> Made | JianbaoError:
        try:
            found = look(task, self._recipe.made_by, self._recipe.keep)
            return await finish(task, found, self._recipe) if isinstance(found, Report) else found
        except JianbaoError as error:
            return passable(error)
        except Exception as error:
            return _defect(task, error)


def serve(connection: Connection, recipe: Recipe) -> None:
    """The life of such a process; the engine of `recipe` has no model of its own."""
    follow_parent()
    with suppress(KeyboardInterrupt, BrokenPipeError):
        asyncio.run(Caller(connection, recipe).serve())


def passable(error: Exception) -> JianbaoError:
    """`error` as one that every process can read, whatever else it carries."""
    if isinstance(error, EndpointError):
        return error
    if isinstance(error, JianbaoError):
        kind = RunStoppedError if isinstance(error, RunStoppedError) else type(error)
        return kind(str(error))
    return ProviderError(f"{type(error).__name__}: {error}; please report this")


def _defect(task: Task, error: Exception) -> Made:
    """A defect of ours in one report must not cost the others."""
    return failed(task, "internal", f"{task.source.path}: {type(error).__name__}: {error}; please report this")
