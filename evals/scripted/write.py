"""Makes the scripted cases: reports, labels and recordings, all from `classes.py`; the same bytes each time."""

import asyncio
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from evals.cases import ROOT, CaseSet, folder_cases
from evals.scripted.classes import CLASSES, GOOD, LABELS, REPORT, FailureClass
from pipeline.corpus.files import write_text
from pipeline.digest.make import make_digest_async
from pipeline.domain.report import Report
from pipeline.engines import llm_engine
from pipeline.figures import find_figures
from pipeline.model.protocol import Completion, Request
from pipeline.model.recordings import canonical_text
from pipeline.model.replay import RecordingModel
from pipeline.model.scripted import ScriptedModel
from pipeline.summarize import summarize_report

SCRIPTED = ROOT / "evals/scripted"
MODEL = "scripted"
_DATE = "2022-12-08T00:00:00+00:00"  # of the recordings: a fixed one, for they come from a script
_NOTHING: dict[str, list[object]] = {"achievements": [], "plans": [], "problems": []}
_REFERENCE = re.compile(r"\{([^{}]+)\}|<([^<>]+)>")


def write_scripted(folder: Path = SCRIPTED) -> CaseSet:
    """Write everything below `folder`; what was there before goes."""
    for part in ("reports", "gold", "recordings"):
        shutil.rmtree(folder / part, ignore_errors=True)
    for one in CLASSES:
        text = REPORT.format(office=one.office)
        write_text(folder / "reports" / f"{one.name}.txt", text)
        write_text(folder / "gold" / f"{one.name}.figures.jsonl", _labels(text))
    case_set = folder_cases(folder)
    asyncio.run(_record(case_set, folder / "recordings"))
    return case_set


async def _record(case_set: CaseSet, folder: Path) -> None:
    settings = case_set.settings(MODEL)
    summaries = []
    for case, one in zip(case_set.cases, sorted(CLASSES, key=lambda one: one.name), strict=True):
        script = ScriptedModel(_script(one, case.report))
        door = RecordingModel(script, folder, date=_DATE, tool="evals.scripted")
        engine = llm_engine(settings, door, MODEL)
        summaries.append(await summarize_report(case.report, engine, chunk_tokens=settings.chunk_tokens))
    door = RecordingModel(ScriptedModel(_overview), folder, date=_DATE, tool="evals.scripted")
    reports = [case.report for case in case_set.cases]
    await make_digest_async(reports, summaries, date="", engine=llm_engine(settings, door, MODEL))


def _script(one: FailureClass, report: Report) -> Callable[[Request], Completion]:
    """What the model of this class says to each request. To an objection it has no better answer."""
    good = canonical_text(_answer(report, GOOD))
    wrong = [*GOOD]
    wrong[one.place] = one.instead
    said = canonical_text(_answer(report, wrong))

    def answer(request: Request) -> Completion:
        stage = request.logical.split("/")[1]
        if stage != "extract":
            return Completion(canonical_text(_words(one, report)))
        if "上面有" in request.messages[-1].text and one.shape == "json":
            return Completion(canonical_text(_NOTHING))
        match one.shape:
            case "refused":
                return Completion("", refusal="我不能处理这份材料。")
            case "broken twice":
                return Completion("这份材料我看过了，没有需要摘编的内容。")
            case "broken" if len(request.messages) == 2:
                return Completion(good[:-1] + ",}")
            case "cut" if len(request.chunk.split("\n[")) > 6:
                return Completion(good[: len(good) // 2], finish_reason="length")
            case "cut":
                return Completion(canonical_text(_only(_answer(report, GOOD), request.chunk)))
        return Completion(said)

    return answer


def _overview(_: Request) -> Completion:
    """An overview without a number: the failures are those of the reports."""
    said = {"headline": "各街道工作报告综述", "summary": "本期收录各街道的工作报告，民生实事和安全生产是共同的主题。"}
    return Completion(canonical_text(said))


def _answer(
    report: Report, claims: list[tuple[str, str, str]] | tuple[tuple[str, str, str], ...]
) -> dict[str, list[object]]:
    """The claims as a `ChunkDraft`, references and sentence numbers filled in from the report."""
    made: dict[str, list[object]] = {"achievements": [], "plans": [], "problems": []}
    for kind, text, words in claims:
        told = {"theme": "民生", "text": _references(text, report), "sentences": _sentences(words, report)}
        if kind == "done":
            made["achievements"].append({"theme": "民生", "status": "completed", **told})
        else:
            made["plans"].append(told)
    return made


def _references(text: str, report: Report) -> str:
    ids = {figure.text: figure.id for figure in find_figures(report.text, report.outline)}
    return _REFERENCE.sub(lambda m: m[2] or "{" + ids.get(m[1], m[1]) + "}", text)


def _sentences(words: str, report: Report) -> list[int]:
    return [s.number for s in report.outline.sentences if any(w in s.span.of(report.text) for w in words.split())]


def _only(answer: dict[str, list[object]], chunk: str) -> dict[str, list[object]]:
    """The claims on sentences the chunk holds: the answer to one half."""
    held = {int(number) for number in re.findall(r"^\[(\d+)\]", chunk, re.MULTILINE)}
    return {
        part: [claim for claim in claims if isinstance(claim, dict) and held >= set(claim["sentences"])]
        for part, claims in answer.items()
    }


def _words(one: FailureClass, report: Report) -> dict[str, str]:
    ids = {figure.text: figure.id for figure in find_figures(report.text, report.outline)}
    summary = (
        f"2022年，{one.office}改造老旧小区{{{ids['6个']}}}，惠及居民{{{ids['912户']}}}，完成投资{{{ids['3150万元']}}}；"
        f"走访困难群众{{{ids['125人次']}}}，发放慰问金{{{ids['18.6万元']}}}；检查企业{{{ids['240家']}}}，"
        f"整改隐患{{{ids['86处']}}}；开展消防演练{{{ids['14场']}}}，{{{ids['约300人']}}}参加。"
    )
    return {"headline": f"{one.office}改造老旧小区{{{ids['6个']}}}", "summary": summary}


def _labels(text: str) -> str:
    """One label a line, each found at its first place after the one before it."""
    lines, at = [], 0
    for i, (words, value, unit, approx, kind, status, indicator) in enumerate(LABELS):
        start = text.index(words, at)
        at = start + len(words)
        lines.append({
            "i": i, "label": "F", "text": words, "start": start, "end": at, "value": value, "unit": unit,
            "approx": approx, "kind": kind, "status": status, "indicator": indicator,
        })  # fmt: skip
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
