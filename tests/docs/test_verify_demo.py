"""The demonstration of `jianbao verify` in both READMEs is what the command prints today."""

import re
import shlex
import sys

import pytest

from pipeline.cli import main
from tests.seeds import ROOT

_BLOCK = re.compile(r"^```console\n\$ (jianbao verify tests/[^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_demonstration_is_real(
    name: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    ((command, shown),) = _BLOCK.findall(text)
    monkeypatch.chdir(ROOT)
    for key, value in {"COLUMNS": "100", "LINES": "60", "TERM": "dumb"}.items():
        monkeypatch.setenv(key, value)
    monkeypatch.setattr(sys, "argv", shlex.split(command))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    with pytest.raises(SystemExit) as ended:
        main()
    said = capfd.readouterr()
    assert ended.value.code == 1
    assert [line.rstrip() for line in (said.out + said.err).splitlines()] == shown.splitlines()


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_draft_shown_is_the_draft_checked(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert f"```text\n{(ROOT / 'tests/verify/demo.md').read_text(encoding='utf-8').rstrip()}\n```\n" in text
