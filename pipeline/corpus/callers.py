"""Processes that do whole reports and ask this one's model: text has every core, and calls have one door."""

import asyncio
import multiprocessing
import threading
from contextlib import suppress
from itertools import count
from types import TracebackType

from pipeline.corpus.caller import Answer, Done, Errand, Question, passable, serve
from pipeline.corpus.made import Made, Recipe, Task
from pipeline.corpus.processes import CrashedError, deaf
from pipeline.errors import JianbaoError, RunStoppedError
from pipeline.model.protocol import LanguageModel

_GOODBYE = 5.0  # seconds a process has to end by itself
_SPAWN = multiprocessing.get_context("spawn")  # forked ones would have copies of the threads and locks of this one


class Callers:
    """`async with Callers(n, recipe, model) as callers: await callers.make(task)`.

    `model` answers what the engine in each process asks; the recipe's own engine has none. Processes are
    started as they are needed, and anew after one has died.
    """

    def __init__(self, number: int, recipe: Recipe, model: LanguageModel) -> None:
        self._number, self._recipe, self._model = number, recipe, model
        self._callers: list[_Process] = []

    async def make(self, task: Task) -> Made:
        """What became of `task`, by the process that has least to do.

        Raises CrashedError when that died, RunStoppedError when the run cannot go on.
        """
        return await self._free().make(task)

    async def __aenter__(self) -> "Callers":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.gather(*(one.close(wait=error is None) for one in self._callers))

    def _free(self) -> "_Process":
        """The process with least to do; a new one while all have something and there may be more of them."""
        self._callers = [one for one in self._callers if not one.dead]
        least = min(self._callers, key=lambda one: one.load, default=None)
        if least is None or (least.load and len(self._callers) < self._number):
            least = _Process(self._recipe, self._model)
            self._callers.append(least)
        return least


class _Process:
    """One of them, seen from here."""

    def __init__(self, recipe: Recipe, model: LanguageModel) -> None:
        self.dead = False
        self._model = model
        self._numbers = count()
        self._made: dict[int, asyncio.Future[Made]] = {}
        self._asking: set[asyncio.Task[None]] = set()
        self._stopped: RunStoppedError | None = None
        self._loop = asyncio.get_running_loop()
        self._connection, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=serve, args=(theirs, recipe), daemon=True)
        with deaf():
            self._process.start()
        theirs.close()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def load(self) -> int:
        """Reports it has in hand."""
        return len(self._made)

    async def make(self, task: Task) -> Made:
        number = next(self._numbers)
        made: asyncio.Future[Made] = self._loop.create_future()
        self._made[number] = made
        self._send(Errand(number, task))
        try:
            return await made
        finally:
            del self._made[number]

    async def close(self, *, wait: bool) -> None:
        """End it, and the calls it still waits for."""
        for asking in self._asking:
            asking.cancel()
        await asyncio.gather(*self._asking, return_exceptions=True)
        self._send(None)
        if wait:
            await asyncio.to_thread(self._process.join, _GOODBYE)
        self._process.terminate()  # nothing happens to one that has ended
        await asyncio.to_thread(self._reader.join)

    def _send(self, message: Errand | Answer | None) -> None:
        """Into the pipe; a thread over there empties it at all times, so nobody waits for long."""
        try:
            self._connection.send(message)
        except OSError:  # it has died, or is being closed
            self._died()

    def _read(self) -> None:
        with suppress(RuntimeError):  # the loop has ended first
            try:
                while True:
                    self._loop.call_soon_threadsafe(self._heard, self._connection.recv())
            except (EOFError, OSError):
                self._connection.close()
                self._loop.call_soon_threadsafe(self._died)

    def _heard(self, message: Question | Done) -> None:
        if isinstance(message, Question):
            asking = self._loop.create_task(self._ask(message))
            self._asking.add(asking)
            asking.add_done_callback(self._asking.discard)
            return
        made = self._made.get(message.number)
        if made is None or made.done():
            return
        if isinstance(message.made, JianbaoError):
            same = self._stopped is not None and str(self._stopped) == str(message.made)
            made.set_exception(self._stopped if same and self._stopped else message.made)
        else:
            made.set_result(message.made)

    async def _ask(self, question: Question) -> None:
        try:
            said = await self._model.complete(question.request)
        except RunStoppedError as error:
            self._stopped = error  # as it is raised here it may carry more than goes through a pipe
            self._send(Answer(question.number, passable(error)))
        except Exception as error:
            self._send(Answer(question.number, passable(error)))
        else:
            self._send(Answer(question.number, said))

    def _died(self) -> None:
        self.dead = True
        for made in self._made.values():
            if not made.done():
                made.set_exception(CrashedError("the process that did it was killed; is it too large for the memory?"))
