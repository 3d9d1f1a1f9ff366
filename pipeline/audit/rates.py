"""Rates by name: 完成率, 整改率, 占…比重. The two numbers are looked for in the two sentences before the rate.

Half-up at the printed places is right; cut off is right with a note; inside what the printed digits of the two numbers
leave open is a warning, for the reader cannot work it out; anything else is an error where the two are beyond doubt.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from pipeline.audit.interval import VISIBLE, near, printed
from pipeline.audit.layout import Item, Layout, comparable
from pipeline.audit.outcome import Outcome, Severity, spans_of
from pipeline.audit.slips import first_digit
from pipeline.domain.figure import Endpoint, Kind

_NAME = re.compile(
    r"([\u4e00-\u9fff]{2})(?<!增长)(?<!下降)(?<!同比)(?<!提高)(?<!死亡)(?<!失业)(?<!自给)(?<!城镇化)(?<!绿化)(?<!绿地)(?<!森林覆盖)"
    r"率(?:高|已|均|都|也)?(?:达到?|为|是|约|超过?|:|：)?$"
)
_PROGRESS = re.compile(
    r"(?:完成|达到?|占)[^,，;；。]{0,14}(?:任务|计划|目标|预算|指标)[^,，;；。]{0,10}$|(?:任务|计划)?进度(?:的|为|达到?)?$"
)
_CHANGE = re.compile(r"[增升降减]|同比|环比|[比较](?:上|去)|提高|下滑|回落")
_NOT_PART = re.compile(r"计划|目标|任务|预计|应|总投资|概算")
_PLAN = re.compile(r"计划|目标|任务|预算(?!收入|支出|总收入)|指标")
_HUNDRED = Decimal(100)
_DONE = "完成"
_OF_IT = re.compile(r"^\s*[）)]?(?:个|左右)?的$")  # 预算8465万元的41.5%: this number is the whole
_NOT = "不未"  # 不捕率: neither is what was decided the other way the whole
_CARRIED_OVER = re.compile(r"新收|新立|收案|旧存")  # closed cases also come from the year before
_OTHER_RATE = re.compile(r"(?:实际|综合|平均|加权|法定|有财产)[\u4e00-\u9fff]{0,6}率")  # 实际执结率: of some of them
_WITH_OLD = re.compile(r"^[（(]含[^（()）]{0,6}(?:旧存|结转|积存|存案|未结)")  # then the number taken in is the whole
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
            if of_it := _of_it(items, item):
                yield from _check(item, [of_it])
            elif stem is not None:
                yield from _check(item, _pairs(layout, n, item, stem))


def _of_it(items: Sequence[Item], rate: Item) -> _Pair | None:
    """完成3511万元，占预算8465万元的41.5%: the number right before 的 is the whole, the one before it the part."""
    k = rate.i - items[0].i
    if k < 2 or not _OF_IT.match(rate.lead) or not (_PLAN.search(items[k - 1].lead) or "占" in items[k - 1].lead):
        return None
    part, whole = items[k - 2], items[k - 1]
    words = re.split("[,，;；。]", whole.lead)
    if len(words) > 2 or part.figure.endpoint is Endpoint.CHANGE or not comparable(part.figure, whole.figure):
        return None
    if part.figure.kind in (Kind.PERCENT, Kind.POINT) or not whole.figure.value or _CHANGE.search(words[-1]):
        return None
    return _Pair(part, whole, sure=True)


def _stem(item: Item) -> str | None:
    """What is rated: 整改 of 整改率; 完成 of 完成全年任务的; None where the percentage is no rate of two numbers."""
    words = re.sub(r"[（(][^（()）]*[）)]|^[^（()）]*[）)]|[（(]|\s", "", item.lead)
    clause = re.split("[,，;；。]", words)[-1]
    if _CHANGE.search(clause):
        return None
    named = _NAME.search(words)
    if named:
        return named[1]
    return _DONE if _PROGRESS.search(words) else None


def _pairs(layout: Layout, n: int, rate: Item, stem: str) -> list[_Pair]:
    """Part and whole of one unit before the rate; the part is called what the rate is called, and is not planned."""
    before = [
        item for item in layout.back(n, 1) if item.i < rate.i and item.figure.kind not in (Kind.PERCENT, Kind.POINT)
    ]
    between = [item for item in before if item.figure.endpoint is not Endpoint.CHANGE]
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
    if stem == _DONE and re.match(r"^[,，]?\s*(?:占|达到?)", part.tail) and not _CHANGE.search(clause):
        return True  # 开工建设1005套，占任务的80.4%
    return stem in clause or (stem == "办结" and "结" in clause) or part.tail.startswith(stem)


def _beyond_doubt(part: Item, whole: Item, rate: Item, between: Sequence[Item]) -> bool:
    """The three stand side by side, what brackets add and changes apart; the whole may close the sentence before."""
    row = [item for item in between if item.depth == whole.depth or item.i in (part.i, whole.i)]
    together = part.figure.sentence == rate.figure.sentence and part.depth == whole.depth == rate.depth
    left = row[-3:-1] == [whole, part] and _rest(whole, part, row[-1])
    return together and (left or row[-2:] == [whole, part])


def _rest(whole: Item, part: Item, other: Item) -> bool:
    """合格195批次，不合格5批次，合格率97.5%: what is left of the whole changes nothing."""
    return comparable(whole.figure, other.figure) and part.figure.value + other.figure.value == whole.figure.value


def _divides(whole: Item, stem: str) -> bool:
    """Do the words make it the denominator? Of 甲税完成5亿元，乙税完成4.8亿元 neither is the plan."""
    clause = re.split("[,，;；。]", whole.lead)[-1]
    if stem == "完成":
        return bool(_PLAN.search(clause)) and not _OTHER_SCOPE.search(clause)
    return not (stem[0] in _NOT and stem[1:] in clause) and stem not in clause


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
    if len(sure) == 1 and not _of_others(rate, sure[0]):
        close = near(sure[0].rate, rate.figure)
        if not close and not _first_digit_wrong(rate, sure[0]):
            return
        severity = "error" if close and abs(sure[0].rate - rate.figure.value) > VISIBLE else "warn"
        yield _outcome(rate, sure[0], severity, "比率与前面两数不符", "分子、分母和比率哪一个有误？")


def _first_digit_wrong(rate: Item, pair: _Pair) -> bool:
    operands = (pair.part.figure, pair.whole.figure)
    return first_digit(rate.figure, pair.rate, operands, lambda values: values[0] / values[1] * _HUNDRED)


def _of_others(rate: Item, pair: _Pair) -> bool:
    """Is it the rate of other numbers than these two?"""
    return bool(_OTHER_RATE.search(rate.lead)) or _of_both(rate, pair) or _with_old_ones(rate, pair)


def _with_old_ones(rate: Item, pair: _Pair) -> bool:
    """新收5730件，结案5200件，结案率85%: of those from the year before too. They make a rate smaller, never larger."""
    clause = re.split("[,，;；。]", pair.whole.lead)[-1]
    carried = _CARRIED_OVER.search(clause) and not _WITH_OLD.match(pair.whole.tail)
    return bool(carried) and rate.figure.value <= pair.rate


def _of_both(rate: Item, pair: _Pair) -> bool:
    """逮捕25人，不捕24人，不捕率48.98%: the two together are the whole."""
    part, whole = pair.part.figure.value, pair.whole.figure.value
    return abs(part / (part + whole) * _HUNDRED - rate.figure.value) <= rate.figure.ulp


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
