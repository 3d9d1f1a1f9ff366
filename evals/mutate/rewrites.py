"""Changes that leave the meaning: nothing may be objected to."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from evals.mutate.drafts import Draft, Label
from pipeline.domain.figure import Kind

_WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
_VERBS = {
    "新增": "增加",
    "拆除": "拆掉",
    "完成": "实现",
    "开展": "组织",
    "清理": "清除",
    "发放": "发出",
    "建成": "建好",
    "检查": "巡查",
    "取缔": "关停",
    "处罚": "查处",
    "涉及": "牵涉",
    "共": "一共",
    "累计": "总计",
    "增长": "提高",
    "下降": "降低",
    "减至": "降至",
}
_AREA = {"平米": "平方米", "平方米": "平米", "㎡": "平方米"}


def rescaled(draft: Draft, label: Label) -> Iterator[Draft]:
    """1144万元 as 0.1144亿元 or 11440000元, and back."""
    figure = label.figure
    if figure.kind is not Kind.MONEY or figure.approx or figure.value_hi is not None or not figure.unit:
        return
    scales = (("亿", 8), ("万", 4), ("", 0))
    for name, power in scales:
        if (name and name in figure.text) or (not name and not re.search("[万亿]", figure.text)):
            continue
        number = format(figure.value.scaleb(-power).normalize(), "f")
        if len(number) <= 10:
            yield draft.edit(label.start, label.end, number + name + figure.unit)


def full_width(draft: Draft, label: Label) -> Iterator[Draft]:
    """１１４４万元."""
    yield draft.edit(label.start, label.end, label.figure.text.translate(_WIDE))


def separated(draft: Draft, label: Label) -> Iterator[Draft]:
    """15,342人."""
    found = re.search(r"(?<![\d.])\d{4,}(?![\d.])", label.figure.text)
    if found:
        start = label.start + found.start()
        yield draft.edit(start, start + len(found.group()), format(Decimal(found.group()), ","))


def area(draft: Draft, label: Label) -> Iterator[Draft]:
    """平米 as 平方米."""
    other = _AREA.get(label.figure.unit)
    if other:
        yield draft.edit(label.end - len(label.figure.unit), label.end, other)


def synonym(draft: Draft, label: Label) -> Iterator[Draft]:
    """Another verb before the figure."""
    start = max(draft.text.rfind(mark, 0, label.start) for mark in ",，；;、。") + 1
    for verb, other in _VERBS.items():
        at = draft.text.find(verb, start, label.start)
        if at >= 0:
            yield draft.edit(at, at + len(verb), other)


def punctuation(draft: Draft, label: Label) -> Iterator[Draft]:
    """Full-width marks for half-width ones."""
    del label
    text = re.sub(r",(?!\d{3})", "，", draft.text).replace(";", "；").replace("(", "（").replace(")", "）")
    yield Draft(draft.id, draft.report, text, draft.labels)


def reordered(draft: Draft, label: Label) -> Iterator[Draft]:
    """The last clause first, where it names what it counts and no clause leans on the one before."""
    clauses = re.split("[,，]", draft.text)
    if len(clauses) < 2 or re.search("[(（“]|其中|同比|较上|其他|特别是|从|比去年|以上|面积|率|均", draft.text):
        return
    heads = [re.match(r"[\u4e00-\u9fff]{4,}\d", clause) for clause in clauses]
    if all(heads) and label is draft.labels[0]:
        yield Draft(draft.id, draft.report, "，".join([clauses[-1], *clauses[:-1]]), ())


def shortened(draft: Draft, label: Label) -> Iterator[Draft]:
    """The figure's own clause alone, where it names what it counts."""
    start = max(draft.text.rfind(mark, 0, label.start) for mark in ",，；;。：") + 1
    ends = [at for mark in ",，；;。、" if (at := draft.text.find(mark, label.end)) > 0]
    clause = draft.text[start : min(ends, default=len(draft.text))]
    if len(re.findall(r"[\u4e00-\u9fff]", draft.text[start : label.start])) >= 4 and clause.count("（") == clause.count(
        "）"
    ):
        yield Draft(draft.id, draft.report, clause, ())


def sign_width(draft: Draft, label: Label) -> Iterator[Draft]:
    """－42%, −42% and 负42% for -42%."""
    if draft.text[label.start - 1 : label.start] == "-":
        for sign in "－−负":
            yield draft.edit(label.start - 1, label.start, sign)


REWRITES: dict[str, Callable[[Draft, Label], Iterator[Draft]]] = {
    "rescaled": rescaled,
    "full_width": full_width,
    "separators": separated,
    "area_name": area,
    "synonym_verb": synonym,
    "punctuation": punctuation,
    "reordered": reordered,
    "shortened": shortened,
    "sign_width": sign_width,
}
