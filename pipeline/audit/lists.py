"""Enumerations that announce a count: 甲、乙、丙3个社区, 甲、乙等8个项目, 甲、乙、丙、丁四方责任."""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.audit.layout import Layout
from pipeline.audit.outcome import Outcome, Severity
from pipeline.domain.span import Span

_HAN = {char: value for value, char in enumerate("零一二三四五六七八九十")} | {"两": 2}
_COUNT = re.compile(
    r"(?P<open>等)?(?P<number>\d{1,2}|[二两三四五六七八九十]|十[一二三四五六七八九])"
    r"(?P<unit>个|大|项|处|家|所|座|条|类|种|方|名|位|级|社区|村|街道|片区|地块|方面)"
)
_ITEM_MAX = 60  # characters of one item: a longer one is a sentence
_REACH = 500  # characters a list is followed back
_STOP = re.compile(r"[,，;；。：:！？!?\n（(]|——")
_ALSO = re.compile(r"[和及与]|以及")
_VERB = re.compile(
    r"新建|建设|完成|开展|实施|召开|培育|引进|打造|举办|组织|建成|新增|设立|成立|检查|发现|整治|处理|走访|获|评|投入|安装|[了的]$|有$|共$|各$|近|约|达"
)
_QUOTED_PATH = re.compile(
    r"[“\"]([^”\"\n—－-]{1,20}(?:[-—－][^”\"\n—－-]{1,20}){1,8})[”\"]的?(?P<number>[两二三四五六七八九十])级"
)
_SLOGAN = re.compile(r"等[“\"](?P<parts>(?:[一二三四五六七八九十][\u4e00-\u9fff]{1,3}){2,4})[”\"]")
_SLOGAN_PART = re.compile(r"[一二三四五六七八九十]")


def enumerations(layout: Layout) -> Iterator[Outcome]:
    """Lists closed by a count, in the body."""
    for body in layout.report.outline.body:
        text = layout.text[body.start : body.end]
        for found in _COUNT.finditer(text):
            yield from _list(text, found, body.start)
        for found in _QUOTED_PATH.finditer(text):
            names = re.split("[-—－]+", found[1])
            if len(names) == _HAN[found["number"]]:
                yield _outcome(Span(body.start + found.start(), body.start + found.end()), len(names), len(names), None)
        for found in _SLOGAN.finditer(text):
            yield from _slogan(text, found, body.start)


def _number(word: str) -> int:
    if word.isdigit():
        return int(word)
    return sum(_HAN[char] for char in word)


def _items(text: str, end: int) -> tuple[list[str], int]:
    """The items of the 、-list that ends at `end`, and where the list begins; the first may carry a verb before it."""
    window = text[max(0, end - _REACH) : end]
    stops = deque(_STOP.finditer(window), maxlen=1)
    start = end - len(window) + (stops[0].end() if stops else 0)
    return text[start:end].split("、"), start


def _list(text: str, found: re.Match[str], offset: int) -> Iterator[Outcome]:
    items, start = _items(text, found.start())
    if len(items) < 2 or any(not item.strip() or len(item) > _ITEM_MAX for item in items) or items[-1][-1:].isdigit():
        return
    number = _number(found["number"])
    fewest, most = len(items), len(items) + sum(len(_ALSO.findall(item)) for item in items)
    span = Span(offset + start, offset + found.end())
    counts = _counts(items, text[found.start("unit") : found.end() + 8])
    if found["open"]:
        yield from _open(items, span, number, fewest, counts=counts)
    elif fewest <= number <= most:
        if not _VERB.search(items[-1]) or fewest == number:
            yield _outcome(span, number, number, None)
    elif counts and _one_kind(items) and not _VERB.search(items[-1]):
        yield _outcome(span, number, fewest, "warn")


def _open(items: list[str], span: Span, number: int, named: int, *, counts: bool) -> Iterator[Outcome]:
    if named <= number:
        yield _outcome(span, number, named, None)
    elif counts and _one_kind(items):
        yield _outcome(span, number, named, "warn")


def _counts(items: Sequence[str], after: str) -> bool:
    """Is what the number counts what the items are called? 甲村、乙村2个村, not 甲村、乙村7家企业 nor 2个村干部."""
    last = items[-1][-1:]
    noun = re.match(r"(?:个|条|所|座|家|处|项)?([\u4e00-\u9fff]*)", after)
    words = noun[1] if noun else ""
    return (
        not words
        or words == last
        or bool(re.match(rf"[\u4e00-\u9fff]{{0,3}}{re.escape(last)}(?![\u4e00-\u9fff])", words))
    )


def _one_kind(items: list[str]) -> bool:
    """All items are short and end alike (…社区、…社区): then the 、 are between them and not inside one."""
    return (
        len({item[-1] for item in items}) == 1
        and all(2 <= len(item) <= 16 for item in items[1:])
        and not any(re.search(r"[“”\"《》\d]", item) for item in items)
    )


def _slogan(text: str, found: re.Match[str], offset: int) -> Iterator[Outcome]:
    """宝山路、…、张辛路桥及雨污管网等“六路一桥一管网”: the parts of the name add up to the list."""
    number = sum(_HAN[char] for char in _SLOGAN_PART.findall(found["parts"]))
    start = max(text.rfind(mark, max(0, found.start() - _REACH), found.start()) for mark in "。；;：:\n") + 1
    words = text[max(start, found.start() - _REACH) : found.start()]
    items = [item for item in re.split("[、,，及]", words) if item.strip()]
    for first in range(len(items)):
        if len(items) - first == number and number > 2:
            yield _outcome(Span(offset + found.start(), offset + found.end()), number, number, None)
            return


def _outcome(span: Span, stated: int, named: int, severity: Severity | None) -> Outcome:
    message = f"列出{named}项，说是{stated}项"
    return Outcome(
        "enumeration",
        severity,
        message if severity else f"列举与计数相符：{message}",
        (span,),
        stated=str(Decimal(stated)),
        computed=str(named),
        question="是列举有误，还是个数有误？" if severity else None,
        operands=(str(named),),
    )
