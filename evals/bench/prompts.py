"""What the prompts add to the reports: input sent, divided by report text, by stage, for the five seeds.

Counted in estimated tokens (half the UTF-8 bytes). The schema is counted apart, because an endpoint that takes
`json_schema` gets it beside the messages. LangExtract sends 2.31 times the text at 1,000 characters a chunk and 1.52
times at 3,000, by characters, with one example of five items and no numbered sentences.
"""

import asyncio
import json
from pathlib import Path

from pipeline import read_report
from pipeline.corpus import Recipe, settle
from pipeline.digest import make_digest_async
from pipeline.engines import llm_engine
from pipeline.model.protocol import Completion, Request
from pipeline.model.replay import ReplayModel
from pipeline.outline import estimate_tokens
from pipeline.settings import Settings

_ROOT = Path(__file__).resolve().parents[2]
_MODEL = "offline-llm"
_BAR = 1.55  # of the extract stage, messages without the schema


class _Listening:
    """Answers from the recordings and keeps what was asked."""

    def __init__(self) -> None:
        self._replay = ReplayModel(_ROOT / "evals" / "recordings")
        self.asked: list[Request] = []

    async def complete(self, request: Request) -> Completion:
        self.asked.append(request)
        return await self._replay.complete(request)


def run() -> int:
    """Print the table; 1 when the extract stage passes its bar or its fixed part differs between calls."""
    model = _Listening()
    body = asyncio.run(_all_stages(model))
    print(f"prompts: {body:,} estimated tokens of report text")
    rows = {stage: [r for r in model.asked if f"/{stage}" in r.logical] for stage in ("extract", "compose", "overview")}
    for stage, requests in rows.items():
        sent = sum(estimate_tokens(m.text) for r in requests for m in r.messages)
        schema = sum(estimate_tokens(json.dumps(r.schema, ensure_ascii=False, default=dict)) for r in requests)
        fixed = sum(estimate_tokens(r.messages[0].text) for r in requests)
        print(
            f"  {stage:<9} {len(requests):>3} calls  {sent / body:.2f} x the text  "
            f"(fixed part {fixed / body:.2f}, schema {schema / body:.2f} more)"
        )
    extract = rows["extract"]
    ratio = sum(estimate_tokens(m.text) for r in extract for m in r.messages) / body
    one_prefix = len({request.messages[0].text for request in extract}) == 1
    print(f"  bar: extract at most {_BAR} x, one fixed prefix: {'held' if ratio <= _BAR and one_prefix else 'MISSED'}")
    return int(ratio > _BAR or not one_prefix)


async def _all_stages(model: _Listening) -> int:
    engine = llm_engine(Settings(_env_file=None, engine="llm", model=_MODEL), model, _MODEL)
    reports = [read_report(path) for path in sorted((_ROOT / "seeds").glob("*.txt"))]
    settled = [await settle(report, Recipe(engine)) for report in reports]
    await make_digest_async(reports, [one.summary for one in settled], date="", engine=engine)
    return sum(estimate_tokens(span.of(report.text)) for report in reports for span in report.outline.body)
