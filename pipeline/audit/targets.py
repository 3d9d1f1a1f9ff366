"""Plan against done where the report says 超额 or 提前完成, and the wording of an excess."""

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.audit.interval import interval
from pipeline.audit.layout import Item, Layout, comparable
from pipeline.audit.outcome import Outcome, spans_of
from pipeline.domain.figure import Kind, Status

_EXCESS = re.compile(r"超额(?:完成|实现)?|超(?:全年|年度)?(?:目标)?任务|超计划")
_PLAN = re.compile(r"计划|目标|任务|预期|预算(?!收入|支出)")
_DONE = re.compile(r"完成|实现|达|增长|累计")
_UNLIKE = re.compile(r"总投资|新开工|其中")


def targets(layout: Layout) -> Iterator[Outcome]:
    """超额 needs more done than planned; “超额完成116%” is a completion of 116 %, not an excess."""
    for n, items in layout.each():
        text = layout.text[layout.spans[n].start : layout.spans[n].end]
        for found in _EXCESS.finditer(text):
            yield from _excess(items, layout.spans[n].start + found.start(), layout.spans[n].start + found.end())


def _excess(items: list[Item], start: int, end: int) -> Iterator[Outcome]:
    after = next((item for item in items if item.figure.start >= end), None)
    if after and after.figure.kind is Kind.PERCENT and after.figure.value > 100 and after.figure.start - end <= 12:
        yield _wording(after)
        return
    plan = _nearest(items, start, end, planned=True)
    done = _nearest(items, start, end, planned=False)
    if plan and done and plan is not done and comparable(plan.figure, done.figure) and _says(items, done, start):
        yield _compare(plan, done)


def _says(items: list[Item], done: Item, start: int) -> bool:
    """Is it this number that is called an excess? Not when another stands between: 已完成12个，其中5个超额完成."""
    return not any(done.figure.end <= item.figure.start < start for item in items)


def _nearest(items: list[Item], start: int, end: int, *, planned: bool) -> Item | None:
    """The plan may stand on either side of 超额, what was done before it; a number with both words is neither."""
    found = None
    for item in items:
        words = re.split("[,，;；。]", item.lead)[-1] + re.split("[,，;；。]", item.tail)[0][:8]
        is_plan = bool(_PLAN.search(words)) or item.figure.status is Status.PLANNED
        if _UNLIKE.search(words) or is_plan != planned:
            continue
        if item.figure.end <= start and (planned or _DONE.search(words)):
            found = item
        elif planned and item.figure.start >= end and item.figure.start - end <= 8:
            return item
    return found


def _compare(plan: Item, done: Item) -> Outcome:
    good = interval(done.figure).high > interval(plan.figure).low
    percent = plan.figure.kind is Kind.PERCENT
    gap = done.figure.value - plan.figure.value
    ratio = (done.figure.value / plan.figure.value * 100).quantize(Decimal("0.01")) if plan.figure.value else Decimal(0)
    computed = f"{gap:+f}个百分点" if percent else f"{ratio}%"
    message = "实绩大于目标，与“超额”相符" if good else "说“超额”，实绩却不大于目标"
    return Outcome(
        "target",
        None if good else "error",
        f"{message}：实绩{done.figure.text}，目标{plan.figure.text}，相当于{computed}",
        spans_of([plan.figure, done.figure]),
        stated="超额完成",
        computed=computed,
        question=None if good else "目标数与完成数是否写反，或口径不同？",
        operands=(done.figure.text, plan.figure.text),
    )


def _wording(rate: Item) -> Outcome:
    computed = f"{(rate.figure.value - 100).normalize():f}%"
    return Outcome(
        "excess_wording",
        "info",
        f"“超额”的数是{rate.figure.text}：若指完成{rate.figure.text}，超额的部分是{computed}",
        spans_of([rate.figure]),
        stated=rate.figure.text,
        computed=computed,
        question=f"是完成{rate.figure.text}，还是超额{rate.figure.text}？",
        operands=(rate.figure.text,),
    )
