"""An endpoint in a process of its own that answers like a faithful model: argv[1] is the seconds a call takes.

A chunk is answered with its own sentences that have figures, a composition with its first claims, so that everything
behind the call has its real work to do. Prints its port; `GET /seen` tells calls and most under way at once.
"""

import asyncio
import json
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

_LINE = re.compile(r"^\[(\d+)\] (.+)$", re.MULTILINE)
_TAG = re.compile(r"\{((?:\d+\.)?f\d+)\|[^}]*\}")
_CLAIM = re.compile(r"^\[a\d+\]\([^)]*\) (.+)$", re.MULTILINE)
_SHOWN = re.compile(r"\{[^|{}]*\|([^}]*)\}")
_LONGEST = 180  # characters of a summary


@contextmanager
def answering(seconds: float) -> Iterator[int]:
    """The port of such an endpoint while it serves."""
    command = [sys.executable, "-m", "evals.bench._answering", str(seconds)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        yield int(server.stdout.readline()) if server.stdout else 0
    finally:
        server.terminate()
        server.wait()


def seen(port: int) -> tuple[int, int]:
    """Calls so far, and the most that were under way at once."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/seen") as reply:
        calls, most = json.load(reply)
    return calls, most


@dataclass
class Seen:
    """What the endpoint has seen."""

    calls: int = 0
    now: int = 0
    most: int = 0


def answer(body: dict[str, object]) -> str:
    """What the model says to a request."""
    messages = body["messages"]
    assert isinstance(messages, list)
    system, user = (str(message["content"]) for message in messages[:2])
    if '"headline"' in system:
        return json.dumps(_composed(_CLAIM.findall(user)), ensure_ascii=False)
    claims = [
        {"theme": "其他", "status": "completed", "text": _TAG.sub(r"{\1}", text), "sentences": [int(number)]}
        for number, text in _LINE.findall(user)
        if _TAG.search(text)
    ]
    return json.dumps({"achievements": claims, "plans": [], "problems": []}, ensure_ascii=False)


def _composed(claims: list[str]) -> dict[str, str]:
    """As many of the first claims as a summary holds."""
    told: list[str] = []
    for words in claims:
        shown = _SHOWN.sub(r"\1", "；".join([*told, words]))
        if len(shown) < _LONGEST:
            told.append(words.rstrip("。；"))
    summary = "；".join(_TAG.sub(r"{\1}", words) for words in told) + "。"
    return {"headline": "全年工作进展", "summary": summary}


def _reply(body: bytes) -> bytes:
    content = {"role": "assistant", "content": answer(json.loads(body))}
    choice = {"index": 0, "message": content, "finish_reason": "stop"}
    usage = {"prompt_tokens": len(body) // 3, "completion_tokens": len(content["content"])}
    return json.dumps({"model": "bench", "choices": [choice], "usage": usage}, ensure_ascii=False).encode()


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, seconds: float, count: Seen) -> None:
    try:
        while True:
            asked = (await reader.readuntil(b"\r\n\r\n")).decode()
            if asked.startswith("GET"):
                reply = json.dumps([count.calls, count.most]).encode()
            else:
                size = re.search(r"content-length: *(\d+)", asked, re.IGNORECASE)
                body = await reader.readexactly(int(size[1]) if size else 0)
                count.calls, count.now = count.calls + 1, count.now + 1
                count.most = max(count.most, count.now)
                due = time.monotonic() + seconds
                reply = _reply(body)  # thought up within the time a call takes
                await asyncio.sleep(due - time.monotonic())
                count.now -= 1
            head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(reply)}\r\n\r\n"
            writer.write(head.encode() + reply)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


async def main(seconds: float) -> None:
    """Serve until ended."""
    count = Seen()
    server = await asyncio.start_server(lambda r, w: _serve(r, w, seconds, count), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(float(sys.argv[1])))
