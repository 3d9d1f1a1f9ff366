"""Every decision as a row: what was made, what became of it, who said so and when."""

import csv
import io
from collections.abc import Sequence

from pipeline.render.rows import safe
from pipeline.review.decided import Decided
from pipeline.review.decisions import Line

COLUMNS = ("报告", "类别", "决定", "原写法", "现写法", "编辑认可未核实", "核对意见", "何人", "何时")
_KINDS = {
    "overview": "综述",
    "headline": "标题",
    "summary": "摘要",
    "achievement": "成效",
    "plan": "计划",
    "problem": "问题",
}
_VERDICTS = {"accepted": "采用", "refused": "不采用", None: ""}


def decisions_csv(decided: Decided, lines: Sequence[Line]) -> bytes:
    """The claims decided on, in the digest's order, and then decisions that fit no claim any more; UTF-8 with its mark.

    Words that a table program would take for a formula get an apostrophe before them.
    """
    last = {line.subject: line for line in lines}
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for slot, ruling, judged in decided.rows():
        words = decided.text(slot).text if judged else ""
        objections = "；".join(judged.objections) if judged else ""
        fits = slot.key not in decided.unfit
        verdict = _VERDICTS[ruling.verdict] if fits else "不再适用"
        line = last.get(slot.key)
        row = [slot.report, _KINDS[slot.kind], verdict, slot.text.text, words, "是" if objections else "", objections]
        writer.writerow([safe(value) for value in (*row, line.who if line else "", line.at if line else "")])
    for subject in decided.unfit:
        if subject in last and not decided.known(subject):
            line = last[subject]
            lost = ("", "", "不再适用", line.about, "", "", "", line.who, line.at)
            writer.writerow([safe(value) for value in lost])
    return ("\ufeff" + written.getvalue()).encode()
