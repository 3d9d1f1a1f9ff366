"""SARIF 2.1.0: what is wrong as annotations at the line of the report; a rule is a metric."""

import json
from typing import Any

from evals.metrics import BY_NAME
from evals.rows import Results, Row

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"fail": "error", "review": "note", "infra": "warning"}
_OTHER = {
    "refused": "drafts the gate refused",
    "replay": "calls without a recording",
    "orphan": "recordings nobody asks for",
}


def sarif_json(results: Results) -> str:
    """Every row that is not a pass, as one run of one tool."""
    rows = [row for row in results.rows if row.state != "pass"]
    rules = sorted({row.rule for row in rows})
    driver = {
        "name": "jianbao eval",
        "version": results.run.version,
        "informationUri": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/",
        "rules": [{"id": rule, "shortDescription": {"text": _title(rule)}} for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(row, rules) for row in rows],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _title(rule: str) -> str:
    return BY_NAME[rule].title if rule in BY_NAME else _OTHER.get(rule, rule)


def _result(row: Row, rules: list[str]) -> dict[str, Any]:
    said = f"“{row.expected}” → “{row.got}”" if row.expected or row.got else ""
    text = " ".join(part for part in (f"[{row.engine}]", row.message or _title(row.rule), said) if part)
    made: dict[str, Any] = {
        "ruleId": row.rule,
        "ruleIndex": rules.index(row.rule),
        "level": _LEVELS[row.state],
        "message": {"text": text},
        "partialFingerprints": {"jianbao/v1": row.key},
    }
    location: dict[str, Any] = {"artifactLocation": {"uri": row.doc}}
    if row.source is not None:
        place = row.source
        location["region"] = {
            "startLine": place.line, "charOffset": place.start, "charLength": max(0, place.end - place.start),
        }  # fmt: skip
    made["locations"] = [{"physicalLocation": location}]
    return made
