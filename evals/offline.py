"""No network while a run is judged: whoever opens a socket is told so, instead of a quietly different result."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pipeline.errors import JianbaoError


class NetworkUsedError(JianbaoError):
    """Something asked for the network during a replay."""


class _LocalSocket(socket.socket):
    """A socket between parts of this process, as an event loop needs one; of any other family it is refused."""

    def __init__(self, family: int = -1, type: int = -1, proto: int = -1, fileno: int | None = None) -> None:
        if fileno is None and family not in _LOCAL:
            raise NetworkUsedError("a socket was opened during a run that must not use the network")
        super().__init__(family, type, proto, fileno)


_LOCAL = frozenset({getattr(socket, "AF_UNIX", -2)})


@contextmanager
def no_network() -> Iterator[None]:
    """Refuse sockets and name look-ups until the block ends."""
    kept: dict[str, Any] = {name: getattr(socket, name) for name in ("socket", "getaddrinfo", "create_connection")}
    socket.socket = _LocalSocket  # type: ignore[misc]  # replacing the class is the point
    socket.getaddrinfo = socket.create_connection = _refuse
    try:
        yield
    finally:
        for name, value in kept.items():
            setattr(socket, name, value)


def _refuse(*_: object, **__: object) -> Any:
    raise NetworkUsedError("an address was looked up during a run that must not use the network")
