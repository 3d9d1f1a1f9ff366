"""`jianbao schema`: the JSON Schemas of what is written."""

import json
from typing import Annotated

import typer

from pipeline.errors import SettingsError


def schema(
    name: Annotated[str, typer.Argument(help="summary, digest, figure, finding or verify")] = "summary",
) -> None:
    """Print the JSON Schema of a result."""
    from pipeline.domain.result import Digest, FigureRow, Finding, ReportSummary, Row, VerifyRow

    kinds: dict[str, type[Row]] = {
        "summary": ReportSummary,
        "digest": Digest,
        "figure": FigureRow,
        "finding": Finding,
        "verify": VerifyRow,
    }
    if name not in kinds:
        raise SettingsError(f"no schema named {name!r}; choose one of {', '.join(kinds)}")
    typer.echo(json.dumps(kinds[name].model_json_schema(by_alias=True), ensure_ascii=False, indent=1))
