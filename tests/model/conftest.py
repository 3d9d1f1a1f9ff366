"""Shared by the tests of the model edge: a schema, a request, and settings that read no environment."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict

from pipeline.model.protocol import Message, Request
from pipeline.model.schema import wire_schema
from pipeline.settings import Settings, load_settings


class Probe(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    indicator: str
    numbers: int


@pytest.fixture
def ask() -> Callable[..., Request]:
    """Makes a request about `text`."""

    def make(text: str = "办结率为98.5%。", **more: Any) -> Request:
        messages = (Message("system", "你是编辑。"), Message("user", text))
        return Request("loop", messages, wire_schema(Probe), "probe", **{"logical": "000/extract/c01"} | more)

    return make


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [n for n in os.environ if n.startswith(("JIANBAO_", "OPENAI_"))]:
        monkeypatch.delenv(name)


@pytest.fixture
def configure(tmp_path: Any) -> Callable[..., Settings]:
    """Settings with a ledger of the test's own; quick retries."""

    def make(**flags: Any) -> Settings:
        return load_settings(None, **{"ledger": tmp_path / "ledger.sqlite3", "model": "loop"} | flags)

    return make
