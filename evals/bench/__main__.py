"""`python -m evals.bench [name …]`: run the named benchmarks, or all; what they print is kept in RESULTS.md."""

import contextlib
import importlib
import io
import pkgutil
import re
import sys
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TextIO

import evals.bench
from evals.bench._machine import machine

_RESULTS = Path(__file__).with_name("RESULTS.md")
_HEAD = """# What the benchmarks printed

Written by `python -m evals.bench`, a section a benchmark, each with the day and the machine it was run on. Compare \
ratios and bars, not seconds of different machines.
"""


def main(names: list[str]) -> int:
    """Run each benchmark; 1 when one misses its bar, 2 when a name is unknown."""
    known = [module.name for module in pkgutil.iter_modules(evals.bench.__path__) if not module.name.startswith("_")]
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"no benchmark named {', '.join(unknown)}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    return max([_run(name) for name in names or known], default=0)


def _run(name: str) -> int:
    said = _Both(sys.stdout)
    with contextlib.redirect_stdout(said):
        code = int(importlib.import_module(f"evals.bench.{name}").run())
    about = f"{date.today().isoformat()}, jianbao {version('jianbao')}, {machine()}"
    _keep(
        name, f"## {name}\n\n{about}{'' if code == 0 else ', a bar was MISSED'}\n\n```\n{said.text().rstrip()}\n```\n"
    )
    return code


def _keep(name: str, section: str) -> None:
    """Put `section` in the place of the one of that name; the others stay."""
    old = _RESULTS.read_text(encoding="utf-8") if _RESULTS.exists() else _HEAD
    parts = {part.splitlines()[0]: part for part in re.split(r"(?m)^## ", old)[1:]}
    parts[name] = section.removeprefix("## ")
    text = _HEAD + "".join(f"\n## {parts[one].rstrip()}\n" for one in sorted(parts))
    _RESULTS.write_text(text, encoding="utf-8")


class _Both(io.TextIOBase):
    """Writes on and keeps a copy."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream, self._kept = stream, io.StringIO()

    def write(self, text: str) -> int:
        """Write `text` to both."""
        self._stream.write(text)
        return self._kept.write(text)

    def flush(self) -> None:
        """Show what was written."""
        self._stream.flush()

    def text(self) -> str:
        """All that was written."""
        return self._kept.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
