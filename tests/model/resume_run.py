"""A run in a process of its own: arguments are the server, the ledger and how many questions; prints the answers."""

import asyncio
import sys
from pathlib import Path

from pipeline.model.build import build_model
from pipeline.model.pool import run_all
from pipeline.model.protocol import Message, Request
from pipeline.settings import load_settings


async def main(url: str, ledger: str, calls: int) -> None:
    built = build_model(load_settings(None, base_url=url, ledger=Path(ledger), model="loop", concurrency=8))
    requests = [Request("loop", (Message("user", f"第{n}段"),), logical=f"r/extract/{n}") for n in range(calls)]
    got = {request.logical: answer.text async for request, answer in run_all(requests, built.complete, 8)}
    await built.close()
    print("\n".join(got[request.logical] for request in requests))


asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
