"""One budget and one pace for the whole cluster, kept at its scheduler: a share for each worker would be too small for
one and left over at another, and nobody knows how many workers there will be.
"""

from collections import defaultdict
from collections.abc import Awaitable
from decimal import Decimal
from typing import Any

from distributed import Scheduler, SchedulerPlugin, Worker

from pipeline.corpus.cluster.line import Line
from pipeline.model.budget import Purse
from pipeline.model.errors import BudgetExceededError
from pipeline.model.pace import Pace
from pipeline.model.prices import Budget, Price

_HANDLERS = ("reserve", "settle", "turn", "pause", "close")


class Till(SchedulerPlugin):
    """Keeps the purse and the pace of one start of a run; workers reach it by `name`."""

    def __init__(self, name: str, budget: Budget | None, price: Price | None, rpm: int | None, tpm: int | None) -> None:
        self.name = name
        self._told = (budget, price, rpm, tpm)

    async def start(self, scheduler: Scheduler) -> None:
        """Begin, on the scheduler."""
        budget, price, rpm, tpm = self._told
        self._scheduler = scheduler
        self._purse = Purse(budget, price) if budget else None
        self._pace = Pace(rpm, tpm)
        self._held: defaultdict[str, Decimal] = defaultdict(Decimal)  # set aside, by worker
        for name in _HANDLERS:
            scheduler.handlers[f"{self.name}_{name}"] = getattr(self, f"_{name}")

    async def remove_worker(self, scheduler: Scheduler, worker: str, **_: Any) -> None:  # noqa: ARG002  Dask's names
        """What a lost worker had set aside counts as spent: its calls may have been billed."""
        held = self._held.pop(worker, Decimal(0))
        if self._purse is not None and held:
            await self._purse.settle(held, held)

    async def _reserve(self, worker: str, wanted: str) -> dict[str, str]:
        if self._purse is None:
            return {}
        try:
            await self._purse.reserve(Decimal(wanted))
        except BudgetExceededError as error:
            return {"said": str(error), "spent": error.spent, "remains": error.remains}
        if worker in self._scheduler.workers:
            self._held[worker] += Decimal(wanted)
        else:  # lost while it waited
            await self._purse.settle(Decimal(wanted), Decimal(0))
        return {}

    async def _settle(self, worker: str, wanted: str, paid: str) -> None:
        if self._purse is not None and worker in self._held:
            self._held[worker] -= Decimal(wanted)
            await self._purse.settle(Decimal(wanted), Decimal(paid))

    async def _turn(self, tokens: int) -> None:
        await self._pace.turn(tokens)

    def _pause(self, seconds: float) -> None:
        self._pace.pause(seconds)

    def _close(self) -> str:
        """End; what was spent and what is still set aside, which may be spent."""
        for name in _HANDLERS:
            self._scheduler.handlers.pop(f"{self.name}_{name}", None)
        return str(self._purse.spent + self._purse.reserved) if self._purse else "0"


class TillPurse(Purse):
    """The purse at the scheduler, as a worker's model sees it."""

    __slots__ = ("_desk",)

    def __init__(self, budget: Budget, price: Price | None, desk: "Desk") -> None:
        super().__init__(budget, price)
        self._desk = desk

    async def reserve(self, wanted: Decimal) -> None:
        """Set `wanted` aside there. Raises BudgetExceededError when it cannot be paid."""
        refused = await self._desk.ask("reserve", wanted=str(wanted))
        if refused:
            raise BudgetExceededError(refused["said"], spent=refused["spent"], remains=refused["remains"])

    async def settle(self, wanted: Decimal, paid: Decimal) -> None:
        """Give back there what was set aside, and take what was paid."""
        await self._desk.tell("settle", wanted=str(wanted), paid=str(paid))


class TillPace(Pace):
    """The pace at the scheduler, as a worker's model sees it: a pause asked of one worker holds all of them."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self._desk = desk

    async def turn(self, tokens: int) -> None:
        """Wait until a call of `tokens` tokens may go."""
        await super().turn(tokens)  # a pause of our own may not have arrived there yet
        await self._desk.ask("turn", worker=False, tokens=tokens)

    def pause(self, seconds: float) -> None:
        """Nobody goes for `seconds` from now."""
        super().pause(seconds)
        self._desk.send("pause", seconds=seconds)


class Desk:
    """A worker's way to the till."""

    def __init__(self, worker: Worker, till: str) -> None:
        self._worker, self._till = worker, till
        self._lines: defaultdict[str, Line] = defaultdict(lambda: Line(worker))

    async def ask(self, what: str, *, worker: bool = True, **told: Any) -> Any:
        """The till's answer, when it is our turn to ask."""
        return await self._lines[what].ask(lambda: self._said(what, self._named(told, worker)))

    async def tell(self, what: str, **told: Any) -> None:
        """Told without waiting for those who ask."""
        await self._lines[what].tell(lambda: self._said(what, self._named(told, True)))

    def send(self, what: str, **told: Any) -> None:
        """Told by one who does not wait."""
        self._lines[what].send(lambda: self._said(what, told))

    def _named(self, told: dict[str, Any], worker: bool) -> dict[str, Any]:
        return told | ({"worker": self._worker.address} if worker else {})

    def _said(self, what: str, told: dict[str, Any]) -> Awaitable[Any]:
        answer: Awaitable[Any] = getattr(self._worker.scheduler, f"{self._till}_{what}")(**told)
        return answer
