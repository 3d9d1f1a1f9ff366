"""Numbers that open a heading: 第一部分, 一、, (一), 1., (1), ①, 第一, and 一是, in both punctuation widths."""

import re
from enum import IntEnum
from typing import NamedTuple

from pipeline.domain.span import Span
from pipeline.outline.dates import small_number


class Kind(IntEnum):
    """The ways of numbering, from the outermost to the innermost (GB/T 9704: 一、 (一) 1. (1))."""

    PART = 0  # 第一部分, 第一章, or a part title without a number
    COMMA = 1  # 一、
    PAREN = 2  # (一)
    ARABIC = 3  # 1.
    ARABIC_PAREN = 4  # (1)
    CIRCLED = 5  # ①
    FIRST = 6  # 第一, 其一,
    ITEM = 7  # 一是, 一要


class Number(NamedTuple):
    """A numeral that may open a heading."""

    span: Span
    kind: Kind
    value: int
    opens_line: bool
    lead: str  # the character before it, "" at the beginning of a line


_CN = "[一二三四五六七八九十]"
# 一、二期工程 and 一、二、三产业 enumerate; they open nothing.
_ENUMERATES = rf"(?!\s?{_CN}{{1,2}}(?:、|期|产|号|级|线|季|类|批|等|楼|标段|年级|次|层))"
# 三、四季度工作安排: the heading of a third part, or of two quarters; what stands before it decides.
_QUARTER = re.compile(r"第?[一二三四]季度(?![^，,。；;：:！!]{17})")
_NUMBER = (
    rf"(?P<PART>第\s?{_CN}{{1,3}}\s?(?:部分|章|篇)[\s:：、]*+)"
    rf"|(?P<ITEM>{_CN}{{1,2}}(?:是(?![否非])|要(?![求素点员])))"
    rf"|(?P<COMMA>{_CN}{{1,3}}\s?[、.．])(?:{_ENUMERATES}|(?<=、)(?=第?[一二三四]季度[^，,。；;：:！!]{{0,16}}(?:[。：:\n]|$)))"
    rf"|(?P<PAREN>[(（〔]\s?{_CN}{{1,3}}\s?[)）〕][、.．]?|[㈠-㈩])"
    r"|(?P<ARABIC>\d{1,2}\s?[.．、](?![\d.．])、?|[⒈-⒛])"
    r"|(?P<ARABIC_PAREN>[(（]\s?\d{1,2}\s?[)）][、.．]?|[⑴-⒇])"
    r"|(?P<CIRCLED>[①-⑳])"
    rf"|(?P<FIRST>[第其]{_CN}{{1,2}}[,，、])"
)
_FIRST_SIGNS = r"第其(（〔㈠-㈩⒈-⒛⑴-⒇①-⑳一二三四五六七八九十\d"
_AT_LINE = re.compile(rf"(?:\*\*)?(?:{_NUMBER}|(?P<HALF>\d{{1,2}}[)）]、?(?!\d)))")
# The lead is a character class of its own so that the search can skip to it.
_INSIDE = re.compile(rf"(?P<lead>[。！？!?；;：:，,”’」』）)\s])\s{{0,8}}+(?=[{_FIRST_SIGNS}])(?:{_NUMBER})")
_GLUED = re.compile(r"[(（]一[)）]")
_VALUE = re.compile(rf"\d+|{_CN}+")
_SIGNS = {sign: place + 1 for run in ("㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩",) for place, sign in enumerate(run)}
_RUNS = ((0x2460, Kind.CIRCLED), (0x2474, Kind.ARABIC_PAREN), (0x2488, Kind.ARABIC))


def number_at(text: str, line: Span) -> Number | None:
    """The number `line` begins with, if any; signs of a list or of Markdown before it are passed over."""
    found = _AT_LINE.match(text, line.start, line.end)
    return None if found is None else _number(found, opens_line=True, lead="")


def may_enumerate(text: str, number: Number) -> bool:
    """True for the 三、 of 三、四季度工作安排, which may be two quarters."""
    return number.kind is Kind.COMMA and _QUARTER.match(text, number.span.end) is not None


def numbers_inside(text: str, span: Span) -> list[Number]:
    """The numbers that stand after a mark or a space inside `span`: where a line break was lost, and 一是."""
    found = [_number(one, opens_line=False, lead=one["lead"]) for one in _INSIDE.finditer(text, span.start, span.end)]
    return [number for number in found if number.lead not in "，," or number.kind >= Kind.FIRST]


def glued_number(text: str, span: Span) -> Number | None:
    """The (一) that follows a title without any mark between: "一、2021年工作总结(一)疫情防控…"."""
    found = _GLUED.search(text, span.start, span.end)
    return None if found is None else Number(Span(*found.span()), Kind.PAREN, 1, opens_line=False, lead="")


def _number(found: re.Match[str], *, opens_line: bool, lead: str) -> Number:
    name = found.lastgroup or "ARABIC"
    kind = Kind.ARABIC_PAREN if name == "HALF" else Kind[name]
    written = found[name].rstrip()
    start = found.start(name)
    return Number(Span(start, start + len(written)), kind, _value(written), opens_line, lead)


def _value(written: str) -> int:
    found = _VALUE.search(written)
    if found:
        return small_number(found[0])
    if written in _SIGNS:
        return _SIGNS[written]
    return next((ord(written) - first + 1 for first, _ in _RUNS if first <= ord(written) < first + 20), 0)
