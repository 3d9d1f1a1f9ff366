"""Who may come in: a browser of this machine, on this address, from our own page, with the token; nobody else."""

from collections.abc import Awaitable, Callable, MutableMapping
from hmac import compare_digest
from typing import Any

from starlette.exceptions import HTTPException

LARGEST = 65_536  # bytes of a request's body; the longest claim has 2,000 characters

_TOO_LARGE = "the request is too large"
_HOSTS = frozenset({"127.0.0.1", "localhost"})
_SAFE = frozenset({"GET", "HEAD"})
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"content-security-policy", b"frame-ancestors 'none'; object-src 'none'; base-uri 'none'"),
)

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]


class Guard:
    """Wraps `app`, which is asked only for paths that begin with the token and sees them without it.

    A name that leads to this machine (DNS rebinding) fails at Host, another site's script at Origin, everything else
    at the token.
    """

    def __init__(self, app: App, token: str) -> None:
        self._app, self._token = app, token.encode()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """One ASGI connection."""
        if scope["type"] == "lifespan":
            return await self._app(scope, receive, send)
        if scope["type"] != "http":
            return await send({"type": "websocket.close", "code": 1008})
        refusal = self._refusal(scope)
        if refusal:
            return await _say(send, *refusal)
        inner = dict(scope) | {"path": "/" + scope["path"].split("/", 2)[2], "root_path": ""}
        return await self._app(inner, _bounded(receive), _guarded(send))

    def _refusal(self, scope: Message) -> tuple[int, str] | None:
        named: dict[bytes, list[bytes]] = {}
        for name, value in scope["headers"]:
            named.setdefault(name.lower(), []).append(value)
        host = b"".join(named.get(b"host", [b""])[:2]).decode("latin-1")
        if len(named.get(b"host", ())) != 1 or host.partition(":")[0] not in _HOSTS:
            return 403, "this address is for a browser of this machine: open http://127.0.0.1"
        parts = scope["path"].split("/", 2)
        if len(parts) < 3 or not compare_digest(parts[1].encode("utf-8", "surrogatepass"), self._token):
            return 403, "open the address that jianbao review printed"
        origins = named.get(b"origin", [])
        own = f"http://{host}".encode("latin-1")
        if any(origin != own for origin in origins) or (scope["method"] not in _SAFE and not origins):
            return 403, "this request comes from another page"
        if scope["method"] not in _SAFE and named.get(b"content-type", [b""])[0].split(b";")[0] != b"application/json":
            return 415, "application/json is spoken here"
        if any(int(length) > LARGEST for length in named.get(b"content-length", []) if length.isdigit()):
            return 413, _TOO_LARGE
        return None


def _bounded(receive: Receive) -> Receive:
    got = 0

    async def bounded() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > LARGEST:
            raise HTTPException(413, _TOO_LARGE)  # more came than was announced
        return message

    return bounded


def _guarded(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), *_HEADERS]}
        await send(message)

    return guarded


async def _say(send: Send, status: int, words: str) -> None:
    body = (words + "\n").encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode()), *_HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
