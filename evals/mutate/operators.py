"""One corruption each: a draft in which one thing is no longer what the report says, with the name of the operator."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from evals.mutate.drafts import Draft, Label
from pipeline.domain.figure import Direction, Figure, Kind, Status
from pipeline.verify import SourceIndex

_DIGIT = re.compile(r"\d")
_UNITS = {
    "人次": "人",
    "人": "人次",
    "家次": "家",
    "户": "家",
    "家": "户",
    "个": "处",
    "处": "个",
    "件": "起",
    "起": "件",
    "平方米": "亩",
    "亩": "平方米",
    "元": "美元",
    "名": "家",
    "条": "个",
    "栋": "户",
    "台": "辆",
    "次": "人次",
}
_DIRECTIONS = {
    "增长": "下降",
    "下降": "增长",
    "增加": "减少",
    "减少": "增加",
    "新增": "减少",
    "锐减": "激增",
    "上升": "下降",
}
_SIGNED = (Kind.PERCENT, Kind.MONEY)
_BOUNDS = {"以上": "以下", "以下": "以上", "超过": "不足", "不足": "超过", "左右": "以上"}
_PLANNED = re.compile(r"计划(?:总)?|预计|拟|目标|力争|规划")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A corrupted draft and where the corruption stands."""

    operator: str
    id: str
    draft: Draft
    start: int
    end: int


Operator = Callable[[Draft, Label, Random, Sequence[SourceIndex]], Iterator[tuple[Draft, int, int]]]


def mutants(draft: Draft, random: Random, sources: Sequence[SourceIndex]) -> Iterator[Mutant]:
    """Every operator tried on every labelled figure of `draft`."""
    for label in draft.labels:
        for name, operator in OPERATORS.items():
            for n, (changed, start, end) in enumerate(operator(draft, label, random, sources)):
                yield Mutant(name, f"{draft.id}/{label.id}/{name}{n}", changed, start, end)


def _number(draft: Draft, label: Label, words: str) -> tuple[Draft, int, int]:
    return draft.edit(label.start, label.end, words), label.start, label.start + len(words)


def _digits(label: Label) -> list[int]:
    return [found.start() for found in _DIGIT.finditer(label.figure.text)]


def _flip(draft: Draft, label: Label, random: Random, _: Sequence[SourceIndex]) -> Iterator[tuple[Draft, int, int]]:
    text = label.figure.text
    for at in _digits(label):
        choices = [d for d in "0123456789" if d != text[at] and not (d == "0" and at == 0)]
        yield _number(draft, label, text[:at] + random.choice(choices) + text[at + 1 :])


def _insert(draft: Draft, label: Label, random: Random, _: Sequence[SourceIndex]) -> Iterator[tuple[Draft, int, int]]:
    text, places = label.figure.text, _digits(label)
    if places:
        at = random.choice(places)
        yield _number(draft, label, text[: at + 1] + random.choice("123456789") + text[at + 1 :])


def _drop(draft: Draft, label: Label, random: Random, _: Sequence[SourceIndex]) -> Iterator[tuple[Draft, int, int]]:
    text, places = label.figure.text, _digits(label)
    if len(places) > 1:
        at = random.choice(places[1:])
        shorter = text[:at] + text[at + 1 :]
        if not re.search(r"\.(?!\d)", shorter) and _value(shorter) != _value(text):
            yield _number(draft, label, shorter)


def _value(text: str) -> float:
    found = re.search(r"\d+(?:\.\d+)?", text)
    return float(found.group()) if found else 0.0


def _transpose(draft: Draft, label: Label, _: Random, __: Sequence[SourceIndex]) -> Iterator[tuple[Draft, int, int]]:
    text = label.figure.text
    for at, following in zip(_digits(label), _digits(label)[1:], strict=False):
        swapped = text[:at] + text[following] + text[at + 1 : following] + text[at] + text[following + 1 :]
        if _value(swapped) != _value(text):
            yield _number(draft, label, swapped)


def _scale(draft: Draft, label: Label, _: Random, __: Sequence[SourceIndex]) -> Iterator[tuple[Draft, int, int]]:
    text = label.figure.text
    for one, other in (("万", "亿"), ("亿", "万")):
        if one in text:
            yield _number(draft, label, text.replace(one, other, 1))


def _ten(draft: Draft, label: Label, _: Random, __: Sequence[SourceIndex]) -> Iterator[tuple[Draft, int, int]]:
    text = label.figure.text
    found = re.search(r"(\d+)(?:\.(\d)(\d*))?", text)
    if found:
        whole, first, rest = found[1], found[2] or "0", found[3] or ""
        yield _number(
            draft, label, text[: found.start()] + whole + first + ("." + rest if rest else "") + text[found.end() :]
        )


def _unit(draft: Draft, label: Label, _: Random, __: Sequence[SourceIndex]) -> Iterator[tuple[Draft, int, int]]:
    other = _UNITS.get(label.figure.unit)
    if other and label.figure.text.endswith(label.figure.unit):
        yield _number(draft, label, label.figure.text[: -len(label.figure.unit)] + other)


def _point(draft: Draft, label: Label, _: Random, __: Sequence[SourceIndex]) -> Iterator[tuple[Draft, int, int]]:
    text = label.figure.text
    if label.figure.kind is Kind.PERCENT and text.endswith("%"):
        yield _number(draft, label, text[:-1] + "个百分点")
    elif label.figure.kind is Kind.POINT:
        yield _number(draft, label, text.replace("个百分点", "%"))


def _marker_dropped(
    draft: Draft, label: Label, _: Random, __: Sequence[SourceIndex]
) -> Iterator[tuple[Draft, int, int]]:
    text = label.figure.text
    bare = re.sub(r"^(?:约|近|超过?|逾)|[余多]", "", text)
    if bare != text:
        yield _number(draft, label, bare)
    for bound in _BOUNDS:
        if draft.text.startswith(bound, label.end):
            yield draft.edit(label.end, label.end + len(bound), ""), label.start, label.end


def _marker_added(
    draft: Draft, label: Label, random: Random, _: Sequence[SourceIndex]
) -> Iterator[tuple[Draft, int, int]]:
    figure = label.figure
    if figure.approx or figure.kind is Kind.PERCENT or not _digits(label) or figure.value_hi is not None:
        return
    words = random.choice(["约" + figure.text, "近" + figure.text, "超过" + figure.text])
    if not draft.text[: label.start].endswith(("达", "从", "由")):
        yield _number(draft, label, words)


def _bound_turned(draft: Draft, label: Label, _: Random, __: Sequence[SourceIndex]) -> Iterator[tuple[Draft, int, int]]:
    for bound, other in _BOUNDS.items():
        if draft.text.startswith(bound, label.end):
            # the limit belongs to the thing counted, 5000万以下投资项目2个: the objection may stand at either number
            yield draft.edit(label.end, label.end + len(bound), other), label.start, label.end + len(other) + 12


def _before(draft: Draft, label: Label, words: dict[str, str], reach: int) -> Iterator[tuple[Draft, int, int]]:
    """Swap the last of `words` that stands right before the figure."""
    window = draft.text[max(0, label.start - reach) : label.start]
    found = max(((window.rfind(word), word) for word in words), default=(-1, ""))
    if found[0] >= 0 and not re.search("[,，、]", window[found[0] :]):
        at = label.start - len(window) + found[0]
        changed = draft.edit(at, at + len(found[1]), words[found[1]])
        shift = len(words[found[1]]) - len(found[1])
        yield changed, label.start + shift, label.end + shift


def _direction(draft: Draft, label: Label, _: Random, __: Sequence[SourceIndex]) -> Iterator[tuple[Draft, int, int]]:
    return _before(draft, label, _DIRECTIONS, 4)


def may_have_sign(text: str, start: int, figure: Figure) -> bool:
    """True for a plain percentage or sum of money behind a word, told as no fall: elsewhere a dash may be no sign."""
    plain = not figure.approx and figure.value_hi is None and figure.direction is not Direction.DOWN
    return plain and figure.kind in _SIGNED and "\u4e00" <= text[start - 1 : start] <= "\u9fff"


def _sign_added(draft: Draft, label: Label, _: Random, __: Sequence[SourceIndex]) -> Iterator[tuple[Draft, int, int]]:
    if may_have_sign(draft.text, label.start, label.figure):
        yield draft.edit(label.start, label.start, "-"), label.start, label.end + 1


def _endpoint(draft: Draft, label: Label, _: Random, __: Sequence[SourceIndex]) -> Iterator[tuple[Draft, int, int]]:
    if label.figure.kind is Kind.PERCENT and draft.text[: label.start].endswith(("增长", "下降")):
        yield draft.edit(label.start, label.start, "到"), label.start + 1, label.end + 1
    if draft.text[: label.start].endswith("减至"):
        yield draft.edit(label.start - 1, label.start, "了"), label.start, label.end


def _base(draft: Draft, label: Label, _: Random, __: Sequence[SourceIndex]) -> Iterator[tuple[Draft, int, int]]:
    return _before(draft, label, {"同比": "环比", "环比": "同比", "比去年同期": "环比", "较上届": "同比"}, 12)


def _plan(draft: Draft, label: Label, random: Random, _: Sequence[SourceIndex]) -> Iterator[tuple[Draft, int, int]]:
    """The word of intent before the figure becomes one of fact, or is left out."""
    if label.figure.status is not Status.PLANNED:
        return
    start = max(draft.text.rfind(mark, 0, label.start) for mark in ",，；;、") + 1
    found = _PLANNED.search(draft.text, start, label.start)
    if found and not re.search("完成|已", draft.text[found.end() : label.start]):
        words = random.choice(["已完成", "实际", ""])
        shift = len(words) - len(found.group())
        yield draft.edit(found.start(), found.end(), words), label.start + shift, label.end + shift


def _swap(draft: Draft, label: Label, _: Random, sources: Sequence[SourceIndex]) -> Iterator[tuple[Draft, int, int]]:
    """The nearest other number of the same unit, words kept."""
    figures = [
        f
        for f in sources[draft.report].figures
        if f.unit_norm == label.figure.unit_norm and f.text != label.figure.text and f.value != label.figure.value
    ]
    if figures:
        other = min(figures, key=lambda f: abs(f.start - label.figure.start))
        yield _number(draft, label, other.text)


def _foreign(
    draft: Draft, label: Label, random: Random, sources: Sequence[SourceIndex]
) -> Iterator[tuple[Draft, int, int]]:
    """A number of another report with the same unit, words kept."""
    own = {(f.value, f.unit_norm) for f in sources[draft.report].figures}
    others = [
        f
        for n, source in enumerate(sources)
        if n != draft.report
        for f in source.figures
        if f.unit_norm == label.figure.unit_norm and (f.value, f.unit_norm) not in own
    ]
    if others:
        yield _number(draft, label, random.choice(others).text)


OPERATORS: dict[str, Operator] = {
    "digit_flip": _flip,
    "digit_insert": _insert,
    "digit_drop": _drop,
    "transposition": _transpose,
    "wan_yi": _scale,
    "times_ten": _ten,
    "unit": _unit,
    "percent_point": _point,
    "marker_dropped": _marker_dropped,
    "marker_added": _marker_added,
    "bound_turned": _bound_turned,
    "direction": _direction,
    "sign_added": _sign_added,
    "endpoint": _endpoint,
    "base": _base,
    "plan_as_done": _plan,
    "swap_nearest": _swap,
    "other_report": _foreign,
}
