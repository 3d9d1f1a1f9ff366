"""Where talk goes, and how rows become an exit code: shared by all commands."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.console import Console

if TYPE_CHECKING:
    from pipeline.domain.result import Row

# Results go to standard output, talk to standard error; report text is never read as markup.
talk = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


def exit_code(rows: Iterable["Row"]) -> int:
    """1 when a row is of severity error, else 0."""
    return int(any(getattr(row, "severity", None) == "error" for row in rows))
