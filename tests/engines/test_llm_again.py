"""Trying failures again: what of a ledger is forgotten and so asked, what stays and is not bought."""

import asyncio
import json
from pathlib import Path

import pytest

from pipeline.engines.llm import LlmEngine
from pipeline.engines.llm.again import forget_unusable
from pipeline.model.errors import EndpointError, Fault
from pipeline.model.ledger import LedgerModel
from pipeline.model.ledger_store import Entry, LedgerStore
from pipeline.model.protocol import Completion, Request
from pipeline.model.scripted import ScriptedModel
from pipeline.sources import report_of
from pipeline.summarize import summarize_report

GOOD = json.dumps({"achievements": [], "plans": [], "problems": []})
WORDS = json.dumps({"headline": "甲街道工作", "summary": "甲街道推进各项工作。"}, ensure_ascii=False)
CUT = GOOD[:-2]


@pytest.mark.parametrize(
    ("stored", "stays"),
    [
        pytest.param({"r/extract/c01": "[1]"}, [], id="no-object"),
        pytest.param({"r/extract/c01": '{"achievements": 3}'}, [], id="another-shape"),
        pytest.param({"r/extract/c01": GOOD}, ["r/extract/c01"], id="usable"),
        pytest.param({"r/compose": WORDS, "r/extract/c01": WORDS}, ["r/compose"], id="each-by-its-own-shape"),
        pytest.param(
            {"r/extract/c01": "对不起", "r/extract/c01/again": GOOD},
            ["r/extract/c01", "r/extract/c01/again"],
            id="mended-when-asked-again",
        ),
        pytest.param({"r/extract/c01": "对不起", "r/extract/c01/again": "…"}, [], id="not-mended"),
        pytest.param(
            {"r/extract/c01": CUT, "r/extract/c01a": GOOD, "r/extract/c01b": "…"},
            ["r/extract/c01", "r/extract/c01a"],
            id="cut-off-and-asked-in-halves",
        ),
        pytest.param({"r/extract/c01": CUT}, [], id="cut-off"),
        pytest.param(
            {"r2/extract/c01": "…", "q/extract/c01": "…"}, ["q/extract/c01", "r2/extract/c01"], id="of-others"
        ),
    ],
)
def test_what_nobody_can_use_is_forgotten(stored: dict[str, str], stays: list[str], tmp_path: Path) -> None:
    store = LedgerStore(tmp_path / "ledger.sqlite3")
    for number, (logical, text) in enumerate(stored.items()):
        store.put(Entry(f"sha256:{number}", Completion(text), logical=logical))
    assert forget_unusable(store, ["r"]) == len(stored) - len(stays)
    assert sorted(row["logical"] for row in store.rows("SELECT logical FROM answers")) == stays
    store.close()


def test_final_errors_of_a_report_are_forgotten_with_them(tmp_path: Path) -> None:
    store = LedgerStore(tmp_path / "ledger.sqlite3")
    for report in ("r", "q"):
        store.put_error(f"sha256:{report}", "host", f"{report}/compose", "m", EndpointError(Fault.FILTERED, "no"))
    assert forget_unusable(store, ["r"]) == 1
    assert [row["logical"] for row in store.rows("SELECT logical FROM errors")] == ["q/compose"]
    store.close()


def test_an_endpoint_that_is_mended_is_asked_for_what_failed_and_for_nothing_else(tmp_path: Path) -> None:
    report = report_of("甲街道2022年工作总结\n\n一、工作\n\n新增企业12家。\n", "r")
    store = LedgerStore(tmp_path / "ledger.sqlite3")
    broken = True

    def answer(request: Request) -> str:
        if "compose" in request.logical:
            return WORDS
        return "服务繁忙" if broken else GOOD

    async def states(inner: ScriptedModel) -> list[str]:
        summary = await summarize_report(report, LlmEngine(LedgerModel(inner, store), "m"))
        return [chunk.state for chunk in summary.chunks]

    first, second, third = (ScriptedModel(answer) for _ in range(3))
    assert asyncio.run(states(first)) == ["fallback"]
    broken = False
    assert asyncio.run(states(second)) == ["fallback"]
    assert second.requests == []
    forget_unusable(store, ["r"])
    assert asyncio.run(states(third)) == ["ok"]
    assert [request.logical for request in third.requests if "extract" in request.logical] == ["r/extract/c01"]
    store.close()
