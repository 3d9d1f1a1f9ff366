"""Numbers a writer worked out from others he names: sums, differences, shares. Accepted only with their proof."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from pipeline.domain.figure import Figure, Kind
from pipeline.verify.setting import Setting

_SUM = re.compile(
    r"共|合计|总计|总[数额量投]|累计|两项|[三四五六七八九]项|[两三四五六七八九十]个|[两三四五六七八九]者|加起来"
)
_DIFFERENCE = re.compile(r"(?:[更还]?[多少]|净增|增加|减少|相差|差距|高出|超出|低于|高于)[了出为达]?\s*$")
_SHARE = re.compile(r"占|率|比|完成|达|进度|分之")
_TELLING = 10  # shares of smaller numbers come out round by chance
_REACH = 8  # operands looked at on either side: those the sentence names, no search


@dataclass(frozen=True, slots=True)
class Proof:
    """How the number follows from others, in characters an editor can check."""

    words: str
    holds: bool
    operands: tuple[int, ...]


def derive(i: int, figures: Sequence[Figure], settings: Sequence[Setting], known: Sequence[bool]) -> Proof | None:
    """Proof of `figures[i]` from supported figures of its own sentence, or of the one before it.

    A proof that does not hold is returned when the words announce a sum of the operands right beside it: the number
    is then off by the difference the proof shows. None when nothing is announced.
    """
    here, told = figures[i], settings[i]
    sentence = told.reach.sentence
    if here.kind is Kind.PERCENT:
        beside = _operands(i, figures, settings, known, sentence)
        return _share(here, figures, told, [j for j in beside if settings[j].reach.group == told.reach.group])
    same = [j for j in _operands(i, figures, settings, known, sentence) if figures[j].unit_norm == here.unit_norm]
    if _SUM.search(told.left):
        return _sum(i, figures, same)
    if _DIFFERENCE.search(told.before) and len(same) >= 2:
        return _difference(here, figures, same)
    return None


def _operands(
    i: int, figures: Sequence[Figure], settings: Sequence[Setting], known: Sequence[bool], sentence: tuple[int, int]
) -> list[int]:
    around = range(max(0, i - _REACH), min(len(figures), i + _REACH + 1))
    return [
        j
        for j in around
        if j != i
        and known[j]
        and abs(settings[j].start - sentence[0]) < 2000
        and (settings[j].reach.sentence == sentence or settings[j].reach.sentence[1] <= sentence[0])
    ]


def _sum(i: int, figures: Sequence[Figure], same: list[int]) -> Proof | None:
    target = _signed(figures[i])
    before, after = [j for j in same if j < i], [j for j in same if j > i]
    runs = [before[-n:] for n in range(len(before), 1, -1)] + [after[:n] for n in range(len(after), 1, -1)]
    for run in runs:
        if _total(figures, run) == target:
            return Proof(f"{_sum_words(figures, run)} = {_words(figures[i])}", True, tuple(run))
    if not runs:
        return None
    closest = min(runs, key=lambda run: abs(_total(figures, run) - target))
    total = _total(figures, closest)
    return Proof(f"{_sum_words(figures, closest)} = {plain(total)}", False, tuple(closest))


def _difference(here: Figure, figures: Sequence[Figure], same: list[int]) -> Proof | None:
    for n, a in enumerate(same):
        for b in same[n + 1 :]:
            if abs(_signed(figures[a]) - _signed(figures[b])) == here.value:
                high, low = sorted((figures[a], figures[b]), key=_signed, reverse=True)
                return Proof(f"{_words(high)} - {_in_brackets(low)} = {here.text}", True, (a, b))
    return None


def _share(here: Figure, figures: Sequence[Figure], told: Setting, operands: list[int]) -> Proof | None:
    """A percentage that is one operand over another at its printed places."""
    if not _SHARE.search(told.left):
        return None
    for a in operands:
        for b in operands:
            part, whole = figures[a], figures[b]
            if part.unit_norm != whole.unit_norm or part.kind is Kind.PERCENT or whole.value < _TELLING:
                continue
            if part.negative or whole.negative:  # a loss is no share
                continue
            if (part.value / whole.value * 100).quantize(here.ulp, ROUND_HALF_UP) == here.value:
                return Proof(f"{part.text} ÷ {whole.text} = {here.text}", True, (a, b))
    return None


def _signed(figure: Figure) -> Decimal:
    """Its value, that of 利润-350万元 below zero."""
    return -figure.value if figure.negative else figure.value


def _total(figures: Sequence[Figure], run: Sequence[int]) -> Decimal:
    return sum((_signed(figures[j]) for j in run), Decimal(0))


def _words(figure: Figure) -> str:
    return f"-{figure.text}" if figure.negative else figure.text


def _in_brackets(figure: Figure) -> str:
    return f"({_words(figure)})" if figure.negative else figure.text


def _sum_words(figures: Sequence[Figure], run: Sequence[int]) -> str:
    first, *others = (figures[j] for j in run)
    return " + ".join([_words(first), *map(_in_brackets, others)])


def plain(value: Decimal) -> str:
    """`value` without exponent or trailing zeros, in 亿 or 万 where that is shorter."""
    for power, name in ((8, "亿"), (4, "万")):
        scaled = value.scaleb(-power)
        if abs(scaled) >= 1 and len(format(scaled.normalize(), "f")) <= len(format(value.normalize(), "f")):
            return format(scaled.normalize(), "f") + name
    return format(value.normalize(), "f")
