"""`jianbao review` for a browser: in a thread, which is quick, and as a process, which can be killed."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import uvicorn

from pipeline.review.app import Review
from pipeline.review.room import Room

JIANBAO = [sys.executable, "-c", "from pipeline.cli import main; main()"]


@dataclass(frozen=True)
class Served:
    """A review under way: its folder and its address."""

    out: Path
    url: str


@contextmanager
def served_here(out: Path) -> Iterator[Served]:
    """The review of `out` in this process."""
    room = Room(out, lambda: "2026-11-21T09:00:00+08:00")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(Review(room).app(), log_level="error", ws="none", lifespan="off"))
        thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        yield Served(out, f"http://127.0.0.1:{listening.getsockname()[1]}/{room.token}/")
        server.should_exit = server.force_exit = True
        thread.join()
    room.close()


class Process:
    """The command on `out`; after the first start always on the same port. `browser`: a command it is to open."""

    def __init__(self, out: Path, browser: str = "") -> None:
        self.out, self._browser = out, browser
        self.url = ""
        self._port = 0
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it and wait until it says its address."""
        command = [*JIANBAO, "review", str(self.out), "--port", str(self._port)]
        command += [] if self._browser else ["--no-open"]
        around = os.environ | {"BROWSER": self._browser}
        self._process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=around)
        assert self._process.stderr is not None
        for line in self._process.stderr:
            if "http://" in line:
                self.url = next(word for word in line.split() if word.startswith("http://"))
                self._port = urlsplit(self.url).port or 0
                return
        raise AssertionError("jianbao review ended without an address")

    def end(self, with_signal: signal.Signals) -> tuple[int, str]:
        """End it: its exit code, and what it said after its address."""
        assert self._process is not None
        self._process.send_signal(with_signal)
        _, said = self._process.communicate(timeout=20)
        code, self._process = self._process.returncode, None
        return code, said

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None:
            self.end(signal.SIGKILL)
