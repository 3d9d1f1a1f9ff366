"""The result of one check of a report against itself, and the list of rules with where each comes from."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pipeline.audit.interval import total
from pipeline.domain.figure import Figure
from pipeline.domain.span import Span

Severity = Literal["info", "warn", "error"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One family of checks; `source` says where the rule is from."""

    id: str
    title: str
    source: str


RULES: dict[str, Rule] = {
    rule.id: rule
    for rule in (
        Rule("partition_sum", "其中各项与总数", "加总：各项之和等于总数；“其中”可不穷尽"),
        Rule("flat_sum", "其中各项之和超过总数", "加总：不同口径的各项不能并列相加"),
        Rule("total_sum", "合计与各项", "加总：合计等于所列各项之和"),
        Rule("column_sum", "分述与总述", "加总：总述之后分项列举的同类数"),
        Rule("near_sum", "分述与总述相差很小", "加总：相差不到1%多为笔误或口径不一"),
        Rule("remainder", "其余与总数", "加总：已列各项加“其余”等于总数"),
        Rule("part_exceeds_whole", "部分大于总数", "不可能值"),
        Rule("rate", "比率与其分子分母", "比率按印出位数四舍五入；截尾、四舍五入误差内另注"),
        Rule("share", "占比与其分子分母", "占总数的百分比按印出位数四舍五入"),
        Rule("change_rate", "增减量与增减率", "原数等于现数减增量，增减率等于增减量除以原数"),
        Rule("structure", "构成之和", "三次产业结构等构成相加为100"),
        Rule("target", "超额完成与目标", "说超额，实绩须大于目标"),
        Rule("excess_wording", "超额的说法", "“超额”是实绩减目标，“完成”是实绩比目标"),
        Rule("from_to", "起点、终点与方向", "由甲增至乙，乙须大于甲"),
        Rule("subset_bound", "办理数与总数", "发现、受理、涉及的数不小于其中整改、办结、完成的数"),
        Rule("repeat", "同一指标前后两说", "同一报告同一指标的数应当相同"),
        Rule("enumeration", "列举与计数", "列举完的项数等于所说的个数；有“等”字时不多于"),
        Rule("approx_contradiction", "概数标记自相矛盾", "约、近与余、多不能并用；约与左右重复"),
        Rule("impossible_value", "不可能的数值", "合格率、覆盖率等不超过100%"),
        Rule("pages_unread", "没有读入的页", "PDF中整页是图片的页，没有文字可读"),
        Rule("pages_elsewhere", "没有读入的其余网页", "网页分页显示一份报告，文件只是其中一页"),
        Rule("year_mismatch", "标题年份不一", "网页标题与正文标题的年份应当相同"),
    )
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One check made: what the report states, what its other numbers give, and whether they agree.

    `severity` is None for a check that passed; a pass with a remark (truncation, rounding) has it in `message`.
    """

    rule: str
    severity: Severity | None
    message: str
    spans: tuple[Span, ...]
    stated: str | None = None
    computed: str | None = None
    question: str | None = None
    operands: tuple[str, ...] = ()


def spans_of(figures: Sequence[Figure]) -> tuple[Span, ...]:
    """Where the figures stand, in order of the text."""
    return tuple(sorted(figure.span for figure in figures))


def sum_outcome(
    rule: str,
    severity: Severity | None,
    message: str,
    whole: Figure,
    parts: Sequence[Figure],
    question: str | None = None,
) -> Outcome:
    """The outcome of adding `parts` up against `whole`; amounts are shown in the whole's own scale."""
    span = total(parts)
    low, high = show(span.low, whole), show(span.high, whole)
    computed = low if low == high else f"{low}—{high}"
    words = " + ".join(part.text for part in parts)
    return Outcome(
        rule,
        severity,
        f"{message}：{words} = {computed}，总数为{whole.text}",
        spans_of([whole, *parts]),
        stated=show(whole.value, whole),
        computed=computed,
        question=question,
        operands=tuple(part.text for part in parts),
    )


def show(value: Decimal, like: Figure) -> str:
    """`value` without exponent or trailing zeros, in 亿 or 万 when `like` is printed so."""
    for name, power in (("亿", 8), ("万", 4)):
        if name in like.text:
            return _plain(value.scaleb(-power)) + name
    return _plain(value)


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f") if value else "0"
