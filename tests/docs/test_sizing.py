"""The sizes a README shows are what `jianbao plan` prints, its numbers within two in a hundred.

They follow from what the built-in engine drafts and writes, which changes a little with each rule of it. Memory is of
the machine it was run on.
"""

import os
import re
import shlex
import sys
from pathlib import Path

import pytest

from pipeline.cli import main
from tests.seeds import ROOT

_BLOCK = re.compile(r"^```console\n\$ (jianbao plan [^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")
_SHOWN = [
    pytest.param(command, shown, id=f"{name}-{place}")
    for name in ("README.md", "README.zh.md")
    for place, (command, shown) in enumerate(_BLOCK.findall((ROOT / name).read_text(encoding="utf-8")), 1)
]


def test_both_readmes_show_sizes() -> None:
    assert len(_SHOWN) == 4


@pytest.mark.parametrize(("command", "shown"), _SHOWN)
def test_the_sizes_are_real(
    command: str, shown: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(("JIANBAO_", "OPENAI_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(sys, "argv", shlex.split(command))
    with pytest.raises(SystemExit) as ended:
        main()
    assert not ended.value.code
    printed, in_readme = _fixed(capfd.readouterr().out), _fixed(shown)
    assert [_NUMBER.sub("#", line) for line in printed] == [_NUMBER.sub("#", line) for line in in_readme]
    assert _numbers(printed) == pytest.approx(_numbers(in_readme), rel=0.02)


def _numbers(lines: list[str]) -> list[float]:
    return [float(number.replace(",", "")) for line in lines for number in _NUMBER.findall(line)]


def _fixed(text: str) -> list[str]:
    lines = text.splitlines()
    memory = [line for line in lines if line.startswith("memory") and line.endswith("measured here")]
    assert len(memory) == 1
    return [line for line in lines if line not in memory]
