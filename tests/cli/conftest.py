"""Commands as a user runs them."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run a command in an empty folder with an empty environment: (exit code, standard output, standard error)."""
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith(("JIANBAO_", "OPENAI_")):
            monkeypatch.delenv(name)

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["jianbao", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capfd.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return call
