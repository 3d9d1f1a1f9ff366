"""Rates by name: 完成率, 整改率, 占…比重. The two numbers are looked for in the two sentences before the rate.

Half-up at the printed places is right; cut off is right with a note; inside what the printed digits of the two numbers
leave open is a warning, for the reader cannot work it out; anything else is an error where the two are beyond doubt.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from pipeline.audit.interval import VISIBLE, printed
from pipeline.audit.layout import Item, Layout, comparable
from pipeline.audit.outcome import Outcome, Severity, spans_of
from pipeline.domain.figure import Kind

_NAME = re.compile(
    r"([\u4e00-\u9fff]{2})(?<!增长)(?<!下降)(?<!同比)(?<!提高)(?<!死亡)(?<!失业)(?<!自给)(?<!城镇化)(?<!绿化)(?<!绿地)(?<!森林覆盖)"
    r"率(?:高|已|均|都|也)?(?:达到?|为|是|约|超过?|:|：)?$"
)
_PROGRESS = re.compile(
    r"(?:完成|达到?|占)[^,，;；。]{0,14}(?:任务|计划|目标|预算|指标)[^,，;；。]{0,10}$|(?:任务|计划)?进度(?:的|为|达到?)?$"
)
_CHANGE = re.compile(r"[增升降减]|同比|环比|[比较](?:上|去)|提高|下滑|回落")
_NOT_PART = re.compile(r"计划|目标|任务|预计|应|总投资|概算")
_PLAN = re.compile(r"计划|目标|任务|预算|指标")
_HUNDRED = Decimal(100)
_CARRIED_OVER = re.compile(r"新收|新立|收案|旧存")  # closed cases also come from the year before
_OTHER_SCOPE = re.compile(r"总投资|概算|累计|总规模")  # 总投资10亿元，完成9亿元，完成年度计划的95%


@dataclass(frozen=True, slots=True)
class _Pair:
    part: Item
    whole: Item
    sure: bool  # the words name both, and no other number stands between

    @property
    def rate(self) -> Decimal:
        return self.part.figure.value / self.whole.figure.value * _HUNDRED


def rates(layout: Layout) -> Iterator[Outcome]:
    """Every percentage called a rate that has two numbers to be worked out from."""
    for n, items in layout.each():
        for item in items:
            if item.figure.kind is not Kind.PERCENT or item.figure.value_hi is not None:
                continue
            stem = _stem(item)
            if stem is not None:
                yield from _check(item, _pairs(layout, n, item, stem))


def _stem(item: Item) -> str | None:
    """What is rated: 整改 of 整改率; 完成 of 完成全年任务的; None where the percentage is no rate of two numbers."""
    words = re.sub(r"[（(][^（()）]*[）)]|^[^（()）]*[）)]|[（(]|\s", "", item.lead)
    clause = re.split("[,，;；。]", words)[-1]
    if _CHANGE.search(clause):
        return None
    named = _NAME.search(words)
    if named:
        return named[1]
    return "完成" if _PROGRESS.search(words) else None


def _pairs(layout: Layout, n: int, rate: Item, stem: str) -> list[_Pair]:
    """Part and whole of one unit before the rate; the part is called what the rate is called, and is not planned."""
    before = [
        item for item in layout.back(n, 1) if item.i < rate.i and item.figure.kind not in (Kind.PERCENT, Kind.POINT)
    ]
    between = [item for item in before if item.figure.sentence == rate.figure.sentence]
    pairs: list[_Pair] = []
    for part in before:
        if not _called(part, stem):
            continue
        for whole in before:
            same = whole.i != part.i and comparable(part.figure, whole.figure) and whole.figure.value > 0
            if same and (whole.i < part.i or _PLAN.search(whole.lead)):
                pairs.append(_Pair(part, whole, _beyond_doubt(part, whole, rate, between) and _divides(whole, stem)))
    return pairs


def _called(part: Item, stem: str) -> bool:
    clause = re.split("[,，;；。]", part.lead)[-1]
    if _NOT_PART.search(clause) and "完成" not in clause:
        return False
    return stem in clause or (stem == "办结" and "结" in clause) or part.tail.startswith(stem)


def _beyond_doubt(part: Item, whole: Item, rate: Item, between: Sequence[Item]) -> bool:
    """The three stand side by side in one sentence."""
    return whole.i + 1 == part.i and part.i + 1 == rate.i and whole in between


def _divides(whole: Item, stem: str) -> bool:
    """Do the words make it the denominator? Of 甲税完成5亿元，乙税完成4.8亿元 neither is the plan."""
    clause = re.split("[,，;；。]", whole.lead)[-1]
    if stem == "完成":
        return bool(_PLAN.search(clause)) and not _OTHER_SCOPE.search(clause)
    return stem not in clause and not _CARRIED_OVER.search(clause)


def _check(rate: Item, pairs: Sequence[_Pair]) -> Iterator[Outcome]:
    graded = [(_grade(rate, pair), pair) for pair in pairs]
    for wanted in ("half-up", "cut"):
        for grade, pair in graded:
            if grade == wanted:
                note = "" if grade == "half-up" else "（截尾所得，四舍五入应为另一数）"
                yield _outcome(rate, pair, None, f"比率与其分子分母相符{note}")
                return
    for grade, pair in graded:
        if grade == "open":
            message = "按印出的两数算不出这个比率，只在两数的舍入误差内相符，应是用未舍入的数算的"
            severity: Severity = "warn" if pair.sure and abs(pair.rate - rate.figure.value) > VISIBLE else "info"
            yield _outcome(rate, pair, severity, message, "比率是否按原始数据计算？应否同时给出原始数？")
            return
    sure = [pair for _, pair in graded if pair.sure]
    if len(sure) == 1 and len(graded) == 1:
        near = abs(sure[0].rate - rate.figure.value) <= 10
        yield _outcome(rate, sure[0], "error" if near else "info", "比率与前面两数不符", "分子、分母和比率哪一个有误？")


def _grade(rate: Item, pair: _Pair) -> str:
    value, place = pair.rate, rate.figure.ulp
    if rate.figure.approx or pair.part.figure.approx or pair.whole.figure.approx:
        tolerance = max(Decimal(1), rate.figure.value * Decimal("0.06"))
        return "half-up" if abs(value - rate.figure.value) <= tolerance else "no"
    if value.quantize(place, ROUND_HALF_UP) == rate.figure.value:
        return "half-up"
    if value.quantize(place, ROUND_DOWN) == rate.figure.value:
        return "cut"
    span = printed(pair.part.figure).over(printed(pair.whole.figure))
    half = place / 2
    return "open" if span.low * _HUNDRED - half <= rate.figure.value <= span.high * _HUNDRED + half else "no"


def _outcome(rate: Item, pair: _Pair, severity: Severity | None, message: str, question: str | None = None) -> Outcome:
    computed = f"{pair.rate.quantize(Decimal('0.0001'), ROUND_HALF_UP)}%"
    part, whole = pair.part.figure, pair.whole.figure
    return Outcome(
        "rate",
        severity,
        f"{message}：{part.text} ÷ {whole.text} = {computed}，文中为{rate.figure.text}",
        spans_of([part, whole, rate.figure]),
        stated=rate.figure.text,
        computed=computed,
        question=question,
        operands=(part.text, whole.text),
    )
