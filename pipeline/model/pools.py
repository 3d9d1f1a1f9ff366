"""Connections to one endpoint, in small pools: a pool looks at each of its connections for every request it sends."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx2

SIZE = 8  # connections of a pool; one pool of 64 took half of all processor time a call costs us


@dataclass(slots=True)
class _Pool:
    client: "httpx2.AsyncClient"
    busy: int = 0


class Pools:
    """Lends the first client that has a connection to spare; makes another where none has. Not for several loops."""

    def __init__(self, make: Callable[[int], "httpx2.AsyncClient"]) -> None:
        self._make = make  # a client with that many connections
        self._pools: list[_Pool] = []

    @contextmanager
    def lend(self) -> Iterator["httpx2.AsyncClient"]:
        """A client for one call."""
        pool = next((one for one in self._pools if one.busy < SIZE), None) or self._another()
        pool.busy += 1
        try:
            yield pool.client
        finally:
            pool.busy -= 1

    async def close(self) -> None:
        """Close every connection."""
        pools, self._pools = self._pools, []
        for pool in pools:
            await pool.client.aclose()

    def _another(self) -> _Pool:
        pool = _Pool(self._make(SIZE))
        self._pools.append(pool)
        return pool
