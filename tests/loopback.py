"""A real HTTP server on the loopback that misbehaves as told; each test writes its manners as a function."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pipeline.model.client import Endpoint
from pipeline.model.profiles import profile_for

KEY = "sk-loopback-0123456789abcdef"
GOOD = {"indicator": "办结率", "numbers": 2}


@dataclass
class Reply:
    """What the server sends; `hang` never answers, `reset` closes in the middle, `drip` sends a few bytes a time."""

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    hang: bool = False
    reset: bool = False
    drip: float = 0.0


Manners = Callable[[dict[str, Any], int], Reply]


def always(reply: Reply) -> Manners:
    """The same reply to everything."""
    return lambda *_: reply


def said(text: str, finish: str = "stop", **more: Any) -> Reply:
    """A completion that says `text`."""
    message = {"role": "assistant", "content": text, **more}
    usage = {"prompt_tokens": 120, "completion_tokens": 12, "prompt_tokens_details": {"cached_tokens": 20}}
    choice = {"index": 0, "message": message, "finish_reason": finish}
    return Reply({"id": "x", "object": "chat.completion", "model": "loop-1", "choices": [choice], "usage": usage})


def good() -> Reply:
    """A completion that fits the schema of the tests."""
    return said(json.dumps(GOOD, ensure_ascii=False))


def refused(status: int, message: str, code: str = "", **headers: str) -> Reply:
    """An error as OpenAI writes it."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply({"error": {"message": message, "type": "invalid_request_error", "code": code}}, status, named)


class Loopback:
    """`async with Loopback(manners) as server`: `server.asked` holds the bodies, in order of arrival."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners
        self.asked: list[dict[str, Any]] = []
        self.heads: list[str] = []
        self.answered = 0
        self.at_once = self.most_at_once = 0

    async def __aenter__(self) -> "Loopback":
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/v1"

    def endpoint(self, provider: str = "unknown", **more: Any) -> Endpoint:
        return Endpoint(profile_for(None, provider), self.url, KEY, **{"timeout": 5.0} | more)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                lengths = [line for line in head.lower().split("\r\n") if line.startswith("content-length:")]
                body = json.loads(await reader.readexactly(int(lengths[0].split(":")[1])))
                self.asked.append(body)
                self.heads.append(head)
                await self._answer(self._manners(body, len(self.asked)), writer)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _answer(self, reply: Reply, writer: asyncio.StreamWriter) -> None:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await asyncio.sleep(3600 if reply.hang else reply.delay)
        finally:
            self.at_once -= 1
        raw = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body, ensure_ascii=False).encode()
        headers = {"content-type": "application/json", "content-length": str(len(raw))} | reply.headers
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        writer.write(f"HTTP/1.1 {reply.status} X\r\n{lines}\r\n".encode())
        if reply.reset:
            writer.write(raw[: len(raw) // 2])
            await writer.drain()
            writer.transport.abort()
            raise ConnectionResetError
        for start in range(0, len(raw), 16 if reply.drip else len(raw) or 1):
            writer.write(raw[start : start + (16 if reply.drip else len(raw))])
            await writer.drain()
            await asyncio.sleep(reply.drip)
        self.answered += reply.status == 200
