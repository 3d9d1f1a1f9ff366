"""The budget and the pace that all workers of a cluster share, at a scheduler that is only its handlers."""

import asyncio
from decimal import Decimal
from typing import Any

import pytest

from pipeline.model.prices import Budget

pytest.importorskip("distributed", reason="the extra cluster is not installed")

from pipeline.corpus.cluster.till import Till


class Scheduler:
    """As much of one as a till sees."""

    def __init__(self) -> None:
        self.handlers: dict[str, Any] = {}
        self.workers = {"a": None, "b": None}

    async def ask(self, what: str, **told: Any) -> Any:
        answer = self.handlers[f"till_{what}"](**told)
        return await answer if asyncio.iscoroutine(answer) else answer


async def opened(tokens: int, rpm: int | None = None) -> tuple[Scheduler, Till]:
    scheduler, till = Scheduler(), Till("till", Budget(Decimal(tokens), "tokens"), None, rpm, None)
    await till.start(scheduler)  # type: ignore[arg-type]
    return scheduler, till


def test_workers_draw_on_one_budget_and_what_is_given_back_is_there_for_others() -> None:
    async def all_of() -> None:
        scheduler, _ = await opened(100)
        assert await scheduler.ask("reserve", worker="a", wanted="60") == {}
        waits = asyncio.create_task(scheduler.ask("reserve", worker="b", wanted="60"))
        await asyncio.sleep(0)
        assert not waits.done(), "a may give some back"
        await scheduler.ask("settle", worker="a", wanted="60", paid="30")
        assert await waits == {}
        await scheduler.ask("settle", worker="b", wanted="60", paid="50")
        refused = await scheduler.ask("reserve", worker="a", wanted="60")
        assert refused["remains"] == "20 tokens"
        assert await scheduler.ask("close") == "80"
        assert scheduler.handlers == {}

    asyncio.run(all_of())


def test_what_a_lost_worker_had_set_aside_counts_as_spent() -> None:
    async def all_of() -> None:
        scheduler, till = await opened(100)
        await scheduler.ask("reserve", worker="a", wanted="60")
        waits = asyncio.create_task(scheduler.ask("reserve", worker="b", wanted="60"))
        await asyncio.sleep(0)
        await till.remove_worker(scheduler=scheduler, worker="a")  # type: ignore[arg-type]
        assert (await waits)["spent"] == "60 tokens"
        await scheduler.ask("settle", worker="a", wanted="60", paid="10")
        assert await scheduler.ask("close") == "60", "its last word came too late"

    asyncio.run(all_of())


def test_a_pause_asked_of_one_worker_holds_the_next_call_of_any() -> None:
    async def all_of() -> None:
        scheduler, _ = await opened(100)
        await asyncio.wait_for(scheduler.ask("turn", tokens=5), 1)
        await scheduler.ask("pause", seconds=30.0)
        turn = asyncio.create_task(scheduler.ask("turn", tokens=5))
        done, _ = await asyncio.wait({turn}, timeout=0.05)
        assert not done
        turn.cancel()

    asyncio.run(all_of())


def test_requests_a_minute_are_counted_over_all_workers() -> None:
    async def all_of() -> None:
        scheduler, _ = await opened(100, rpm=12)  # two at once, then one every five seconds
        turns = [asyncio.create_task(scheduler.ask("turn", tokens=1)) for _ in range(4)]
        done, late = await asyncio.wait(turns, timeout=0.1)
        assert (len(done), len(late)) == (2, 2)
        for turn in late:
            turn.cancel()

    asyncio.run(all_of())
