"""A number by itself: markers that contradict each other, values that cannot be."""

import re
from collections.abc import Iterator

from pipeline.audit.layout import Item, Layout
from pipeline.audit.outcome import Outcome, spans_of
from pipeline.domain.figure import Kind, Marker

# Rates of a part to its whole: none can pass 100 %. 完成率, 执行率, 化解率, 产能利用率, 破案率 (old cases) can.
_CAPPED = re.compile(
    r"(?:合格|达标|满意|覆盖|普及|入学|巩固|整改|办结|签约|及格|优良|优秀|通过|知晓|参与|接种|参保|治愈|就业|入住|回复|按时|按期|及时|处置|处理|受理"
    r"|调解|硬化|通车|通电|绿化|净化|收集|脱贫|履约|准点|出勤|到会|支持|赞成)率"
    r"(?:高|均|都|已|也)?(?:达到?|为|是|:|：)?$"
)
_UNCAPPED = re.compile(r"毛入|电话|手机|宽带|产销")  # pupils of other ages, more than one telephone a person
_BEFORE_OVER = re.compile(r"约|近|大约|将近|左右")


def contradictions(layout: Layout) -> Iterator[Outcome]:
    """近600余亩, 约900余平米, 约100亩左右."""
    for _, items in layout.each():
        for item in items:
            figure = item.figure
            twice = figure.marker is Marker.ABOUT and figure.text.startswith("约") and re.match("左右|上下", item.tail)
            if figure.marker is Marker.CONFLICT or twice:
                words = figure.text + (item.tail[:2] if twice else "")
                yield _contradiction(item, words, doubled=bool(twice))


def _contradiction(item: Item, words: str, *, doubled: bool) -> Outcome:
    message = "“约”与“左右”意思重复" if doubled else "“近、约”说不到或大约，“余、多”说超过，两者不能并用"
    computed = "约 + 左右" if doubled else "近/约 + 余"
    return Outcome(
        "approx_contradiction",
        "info",
        f"{message}：{words}",
        spans_of([item.figure]),
        stated=words,
        computed=computed,
        question="是超过还是不到这个数？引用原话时照录，概述时只留一个。",
        operands=(item.figure.text,),
    )


def impossible(layout: Layout) -> Iterator[Outcome]:
    """满意率102%."""
    for _, items in layout.each():
        for item in items:
            if item.figure.kind is Kind.PERCENT and item.figure.value > 100 and _capped(item):
                yield Outcome(
                    "impossible_value",
                    "error",
                    f"这种比率不会超过100%，文中为{item.figure.text}",
                    spans_of([item.figure]),
                    stated=item.figure.text,
                    computed="<=100%",
                    question="分子、分母的口径是否不同，或小数点有误？",
                    operands=(item.figure.text,),
                )


def _capped(item: Item) -> bool:
    clause = re.split("[,，;；。、]", item.lead)[-1]
    return bool(_CAPPED.search(clause)) and not _UNCAPPED.search(clause)
