"""Turns official work reports into a checked briefing digest in which every number is a figure of the report.

The library face: six functions, each loaded when first used, so that importing the package or asking a command for
help costs nothing.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.audit import audit
    from pipeline.digest import make_digest
    from pipeline.figures import find_figures
    from pipeline.sources import read_report, report_of
    from pipeline.summarize import summarize
    from pipeline.verify import verify

__all__ = ["audit", "find_figures", "make_digest", "read_report", "report_of", "summarize", "verify"]

_HOME = {
    "audit": "pipeline.audit",
    "find_figures": "pipeline.figures",
    "make_digest": "pipeline.digest",
    "read_report": "pipeline.sources",
    "report_of": "pipeline.sources",
    "summarize": "pipeline.summarize",
    "verify": "pipeline.verify",
}


class _Face(ModuleType):
    """The module `pipeline`, on which `audit`, `summarize` and `verify` stay the functions.

    The import system binds a subpackage to its parent under the subpackage's name; here the function of that name
    is the public thing, and the subpackage is reached by `from pipeline.audit import …`.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _HOME and isinstance(value, ModuleType):
            return
        super().__setattr__(name, value)


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'pipeline' has no attribute {name!r}")


sys.modules[__name__].__class__ = _Face
