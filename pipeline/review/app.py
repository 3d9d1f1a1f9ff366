"""The review over HTTP: pages, the gate as it is typed, decisions, exports. What may come in is `guard`'s to say."""

import io
import zipfile
from collections.abc import Awaitable, Callable
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from pipeline.errors import JianbaoError
from pipeline.render.edition import FILES
from pipeline.render.pack import EPOCH
from pipeline.review.decisions import Ruling, Verdict
from pipeline.review.desk import Desk
from pipeline.review.guard import App, Guard
from pipeline.review.judge import Judged
from pipeline.review.page import WHOLE, Sheets, state_of
from pipeline.review.room import RefusedError, Room
from pipeline.review.view import TABLE, View

_STATUS = {"stale": 409, "words": 422, "unknown": 404}
_KINDS = {
    "json": "application/json",
    "jsonl": "application/jsonl",
    "md": "text/markdown; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    page: str = WHOLE
    since: int = 0


class _Check(_Asked):
    key: str
    words: str | None = None


class _Rule(_Asked):
    key: str
    version: int
    verdict: Verdict | None
    words: str | None = None
    override: bool = False


class _Move(_Asked):
    key: str
    version: int
    by: int = Field(ge=-10_000, le=10_000)


class _Turn(_Asked):
    act: Literal["undo", "redo"]
    latest: int


class Review:
    """The handlers, over one room."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._laid: tuple[Desk, Sheets] | None = None

    def app(self) -> App:
        """The guarded ASGI application."""
        routes = [
            Route("/", self._home),
            Route("/state", self._state),
            Route("/history", self._history),
            Route("/all.zip", self._everything),
            Route("/export/{name:path}", self._export),
            Route("/check", _posted(_Check, self._check), methods=["POST"]),
            Route("/rule", _posted(_Rule, self._rule), methods=["POST"]),
            Route("/move", _posted(_Move, self._move), methods=["POST"]),
            Route("/turn", _posted(_Turn, self._turn), methods=["POST"]),
            Route("/write", _posted(_Asked, self._write), methods=["POST"]),
            Route("/{name:path}", self._page),
        ]
        handlers: dict[Any, Any] = {RefusedError: self._refused, JianbaoError: _failed}
        return Guard(Starlette(routes=routes, exception_handlers=handlers), self._room.token)

    def _sheets(self, desk: Desk) -> Sheets:
        laid = self._laid
        if laid is None or laid[0] is not desk:
            self._laid = laid = (desk, Sheets(desk))
        return laid[1]

    def _told(self, page: str, since: int, view: View | None = None) -> dict[str, Any]:
        view = view or self._room.view()
        sheets = self._sheets(view.desk)
        # A page of an earlier digest may be gone; what it is told makes it load another.
        return state_of(view, since, sheets, page if page in sheets.names else WHOLE)

    def _home(self, _: Request) -> Response:
        return RedirectResponse(WHOLE, 303)

    def _page(self, request: Request) -> Response:
        name, view = request.path_params["name"], self._room.view()
        sheets = self._sheets(view.desk)
        if name not in sheets.names:
            return PlainTextResponse("no such page\n", 404)
        files = [*FILES, TABLE, *(sheets.names if len(sheets.names) == 1 else ())]
        return HTMLResponse(sheets.html(name, view, self._told(name, 0, view), files))

    def _state(self, request: Request) -> Response:
        page, since = request.query_params.get("page", WHOLE), request.query_params.get("since", "0")
        return JSONResponse(self._told(page, int(since) if since.isdecimal() else 0))

    def _history(self, _: Request) -> Response:
        return JSONResponse(
            [
                {"at": line.at, "who": line.who, "act": line.act, "about": line.about, **_value(line.value)}
                for line in self._room.view().history()
            ]
        )

    def _check(self, asked: _Check) -> Response:
        words, judged = self._room.check(asked.key, asked.words)
        return JSONResponse({"words": words, **_judged(judged)})

    def _rule(self, asked: _Rule) -> Response:
        self._room.rule(asked.key, asked.version, asked.verdict, asked.words, override=asked.override)
        return JSONResponse(self._told(asked.page, asked.since))

    def _move(self, asked: _Move) -> Response:
        self._room.move(asked.key, asked.version, asked.by)
        return JSONResponse(self._told(asked.page, asked.since))

    def _turn(self, asked: _Turn) -> Response:
        subject = self._room.turn(asked.act, asked.latest)
        return JSONResponse({**self._told(asked.page, asked.since), "turned": subject})

    def _write(self, asked: _Asked) -> Response:
        names = self._room.write()
        return JSONResponse({**self._told(asked.page, asked.since), "written": names})

    def _export(self, request: Request) -> Response:
        name, view = request.path_params["name"], self._room.view()
        if name not in view.names():
            return PlainTextResponse("no such file\n", 404)
        return _attached(view.file(name), name, _KINDS[name.rpartition(".")[2]])

    def _everything(self, _: Request) -> Response:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self._room.view().files():
                archive.writestr(zipfile.ZipInfo(name, EPOCH), data, zipfile.ZIP_DEFLATED)
        return _attached(packed.getvalue(), "digest.zip", "application/zip")

    def _refused(self, request: Request, error: Exception) -> Response:
        """Why a decision was not taken, and how things stand, so that the page can show it."""
        assert isinstance(error, RefusedError)
        asked = getattr(request.state, "asked", None) or _Asked()
        told = {"why": error.why, "said": str(error), "state": self._told(asked.page, asked.since)}
        return JSONResponse(told | (_judged(error.judged) if error.judged else {}), _STATUS[error.why])


def _posted(kind: type[BaseModel], handle: Callable[[Any], Response]) -> Callable[[Request], Awaitable[Response]]:
    """A handler of a JSON body; the work is done in a thread, so that a page in the making holds nobody up."""

    async def endpoint(request: Request) -> Response:
        try:
            asked = kind.model_validate_json(await request.body())
        except ValidationError as error:
            return JSONResponse({"why": "unknown", "said": error.errors()[0]["msg"]}, 400)
        request.state.asked = asked
        return await run_in_threadpool(handle, asked)

    return endpoint


def _failed(_: Request, error: Exception) -> Response:
    return JSONResponse({"why": "failed", "said": str(error)}, 500)


def _judged(judged: Judged) -> dict[str, Any]:
    numbers = [row.model_dump(include={"text", "verdict", "severity", "message"}) for row in judged.numbers]
    return {"objections": judged.objections, "notes": judged.notes, "numbers": numbers}


def _value(value: object) -> dict[str, Any]:
    if isinstance(value, Ruling):
        return {"verdict": value.verdict, "words": value.words, "override": value.override}
    return {"moved": isinstance(value, tuple)}


def _attached(data: bytes, name: str, kind: str) -> Response:
    plain = name.rpartition("/")[2]
    return Response(data, headers={"content-disposition": f'attachment; filename="{plain}"'}, media_type=kind)
