"""`jianbao review`: the reading room with editing, on this machine only."""

import signal
import socket
import webbrowser
from contextlib import ExitStack, closing, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.console import talk
from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from pipeline.review.room import Room

_HOST = "127.0.0.1"


def review(
    out: Annotated[Path, typer.Argument(help="Folder that `jianbao digest` wrote.", metavar="OUT")],
    port: Annotated[int, typer.Option(help="Port on this machine; 0 takes a free one.", min=0, max=65535)] = 8765,
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open a browser.")] = False,
    write: Annotated[bool, typer.Option("--write", help="Write every export from the decisions and stop.")] = False,
) -> None:
    """Go through a digest: accept, refuse, move and reword claims, each change checked as it is typed."""
    from pipeline.review.room import Room

    with closing(Room(out, _now)) as room:
        tally = room.view().decided
        counts, unfit = tally.counts(), len(tally.unfit)
        said = ", ".join(f"{counts[f'review_{what}']} {what}" for what in ("accepted", "refused", "edited"))
        talk.print(f"jianbao: {out}: {said}" + (f", {unfit} that no longer fit" if unfit else ""))
        if write:
            talk.print(f"jianbao: {len(room.write())} files written")
            return
        with closing(_socket(port)) as listening:
            _serve(room, listening, None if no_open else out)


def _serve(room: "Room", listening: socket.socket, opened: Path | None) -> None:
    """Answer until it is ended; a browser is led in by a file in the folder `opened`."""
    import uvicorn

    from pipeline.review.app import Review
    from pipeline.review.door import door

    address = f"http://{_HOST}:{listening.getsockname()[1]}/{room.token}/"
    # The address holds the token: it is printed once, and no request is ever logged.
    config = uvicorn.Config(
        Review(room).app(), log_level="warning", access_log=False, server_header=False, proxy_headers=False, ws="none"
    )
    _end_gently()
    with suppress(KeyboardInterrupt), ExitStack() as ended:  # the way to end it
        talk.print(f"jianbao: open {address} (Ctrl-C ends; every decision is saved as it is made)")
        if opened is not None:
            way_in = ended.enter_context(door(opened, address))
            with suppress(webbrowser.Error):
                webbrowser.open(way_in.as_uri())
        uvicorn.Server(config).run(sockets=[listening])


def _end_gently() -> None:
    """A closed terminal and `kill` end as Ctrl-C does, unless who started us wants them ignored."""
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    closed = getattr(signal, "SIGHUP", None)  # Windows has none
    if closed is not None and signal.getsignal(closed) is signal.SIG_DFL:
        signal.signal(closed, lambda *_: signal.raise_signal(signal.SIGTERM))  # the server knows that one


def _socket(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((_HOST, port))
        listening.listen()  # before the address is told: a browser may be faster than the server
    except OSError as error:
        listening.close()
        raise SettingsError(f"port {port} cannot be used ({error.strerror}); choose another with --port") from error
    return listening


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
