"""One thing told twice with two numbers: 全年引进项目6个 … 全年共引进项目8个, 56个重点项目 … 58个重点项目中.

Other than in `repeats`, few words are enough here, because they say more: the whole year, a thing named again (…中有),
or a share of one subject.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.audit.layout import Item, Layout, comparable
from pipeline.audit.names import WHOLE, Name, name_of
from pipeline.audit.outcome import Outcome, spans_of
from pipeline.domain.figure import Endpoint, Figure, Kind, Status
from pipeline.domain.report import Role

_QUESTION = "两处说的是否同一件事？以哪个为准？"
_CLOSE = 2  # times: two numbers further apart are of a whole and a part of it
_LEAST = 4  # characters of a name; a shorter one is the name of many things
# What is done over and over, of this and of that: two numbers of it are of two occasions.
_ACTIVITY = re.compile(
    r"^(?:开展|组织|召开|举办|举行|检查|抽查|走访|培训|排查|受理|接待(?!游客)|办理|查处|立案|投入|整改|处置|出动|[审执办]结|起诉|宣传|争取|落实|"
    r"协调|解决|化解|救助|慰问|资助|支出|安排|发放|处理|调解|巡查|监督|完成投资|完成|实施|推进|参加|参与|发布|印发|制[定发]|收到|收集|征集)"
)
_MADE = re.compile(r"^(?:新增|新建|改造|建成|改建|扩建|整治|清理|拆除|修建|建设|实现|培育)(?P<what>.*)$")
_LISTED = re.compile(r"[、和与及各每]|其他|相关|分别")
_PLACE = re.compile(
    r"(?<![全我])(?:社区|村|镇|乡|街道|园区|片区|公司|中心|学校|[县区市省])|[处科股室]$|对|由|[一二三四五]是"
)
_TOPIC = re.compile(r"(?:方面|领域|层面|[中内看])[,，:：]")  # 残疾人工作方面，全年新增…: of that topic alone
_AGAIN = re.compile(r"^(?P<thing>[\u4e00-\u9fff]{4,12}?)(?:当?中|里)(?:[,，]|[有的还尚仍已])")
_SHARE = re.compile(
    r"^(?P<who>[\u4e00-\u9fff]*?)占(?P<of>比|[^,，;；。占]{0,20}的)?(?:比重)?(?:仅|只|已|均|高)?(?:为|是|达到?)?$"
)
_SOME_WHOLE = re.compile(r"^(?:其|全|该|总)")  # 占总数的: of the list it stands in
_LED = re.compile(r"^(?:[一二三四五六七八九十]是)?(?:但|而|目前|上述|在)?$")
_NO_WHOLE = re.compile(r"任务|计划|目标|预算(?!收入|支出)|指标|进度|全[国省市]")
_PERSONS = re.compile(r"女|男|党员|人[员数]?$|岁|学历|代表|干部|本科|教师|学生|委员|户$|职工")
_GENERAL = re.compile(r"(?:收入|总额|总量)$")
_OTHER_TIME = re.compile(r"上半年|下半年|季度|\d月|月份|去年|上年|同期|明年|20\d\d")
_CHANGED = re.compile(r"[提升降减增]|[由从]|同口径|本级")


def restated(layout: Layout) -> Iterator[Outcome]:
    """All three kinds, each pair of numbers once."""
    yield from _whole_year(layout)
    yield from _named_again(layout)
    yield from _shares(layout)


def _counts(figure: Figure) -> bool:
    plain = figure.kind not in (Kind.PERCENT, Kind.POINT, Kind.MULTIPLE) and figure.endpoint is not Endpoint.CHANGE
    return plain and not figure.approx and figure.value_hi is None and figure.status is not Status.PLANNED


def _whole_year(layout: Layout) -> Iterator[Outcome]:
    """The first number of a name that a clause opens with 全年 for, against each later one."""
    first: dict[tuple[str, str], Item] = {}
    for _, items in layout.each():
        for item in items:
            name = name_of(item, layout.report.outline.head.year)
            if not (name.period and _counts(item.figure) and item.depth == 0 and _of_all(layout, item, name)):
                continue
            before = first.setdefault((name.period, name.words), item)
            if before is item or not _may_be_one(before.figure, item.figure):
                continue
            if before.figure.status is item.figure.status:
                yield _outcome(before.figure, item.figure)


def _of_all(layout: Layout, item: Item, name: Name) -> bool:
    """Is it the name of one thing of the whole report? No activity, no list, nothing of one place or office."""
    made = _MADE.match(name.words)
    if len(made["what"] if made else name.words) < _LEAST:
        return False
    if _ACTIVITY.match(name.words) or _LISTED.search(name.words) or re.search(r"\d", name.words):
        return False
    outline = layout.report.outline
    sentence = outline.sentences[item.figure.sentence - 1]
    if outline.role(sentence) is Role.PLANS:
        return False
    if _TOPIC.search(item.lead):
        return False
    if _PLACE.search(layout.text[sentence.span.start : item.figure.start - len(item.lead)]):
        return False
    title = outline.sections[sentence.section].title if sentence.section is not None else ""
    return not re.search(r"(?:社区|村|镇|乡|街道|[局处科股室])$", title) and (
        name.at_start or not _PLACE.search(item.lead)
    )


def _named_again(layout: Layout) -> Iterator[Outcome]:
    """58个重点项目中有9个: the number of a thing told before, and no other number of it."""
    told: dict[str, list[Item]] = {}
    for _, items in layout.each():
        for item in items:
            again = _AGAIN.match(item.tail)
            if again and _counts(item.figure) and _LED.match(_last(item).strip()):
                before = [one for one in told.get(again["thing"], []) if _may_be_one(one.figure, item.figure)]
                same = any(one.figure.value == item.figure.value for one in before)
                for one in before[:1]:
                    yield _outcome(one.figure, item.figure, same=same)
            elif _counts(item.figure):
                name = name_of(item, layout.report.outline.head.year)
                if name.period in ("", WHOLE):
                    told.setdefault(name.thing, []).append(item)


def _may_be_one(one: Figure, other: Figure) -> bool:
    """Two numbers of one unit and of one size."""
    return comparable(one, other) and one.value <= other.value * _CLOSE and other.value <= one.value * _CLOSE


def _last(item: Item) -> str:
    return re.split("[,，;；。:：]", item.lead)[-1]


@dataclass(frozen=True, slots=True)
class _Part:
    who: str
    of: str  # "" where the whole is not said
    said: bool  # 占 stands right behind the words, and not behind an amount
    figure: Figure

    def alike(self, other: "_Part") -> bool:
        """One subject, and no two wholes; a bare 占比 behind an amount is of the list it stands in."""
        if self.who != other.who or (self.of and other.of and self.of != other.of):
            return False
        return (self.said or bool(self.of)) and (other.said or bool(other.of))

    def meets(self, other: "_Part") -> bool:
        """Equal but for the places printed."""
        return abs(self.figure.value - other.figure.value) <= max(self.figure.ulp, other.figure.ulp)


def _shares(layout: Layout) -> Iterator[Outcome]:
    """税收收入…占一般公共预算收入的39.0% … 税收收入占比仅为36%: where the second names no whole it is the usual one."""
    parts = [part for _, items in layout.each() for k in range(len(items)) if (part := _part(items, k))]
    for k, part in enumerate(parts):
        others = [one for one in parts[:k] if one.alike(part)]
        if not others:
            continue
        same = any(one.meets(part) for one in others)
        yield _outcome(others[0].figure, part.figure, same=same)


def _part(items: Sequence[Item], k: int) -> _Part | None:
    """Whose share the k-th number is: the words before 占, or else the name of the amount before it."""
    item = items[k]
    if item.figure.kind is not Kind.PERCENT or item.figure.status is Status.PLANNED:
        return None
    if item.figure.value_hi is not None or item.figure.approx or item.depth:
        return None
    found = _SHARE.match(re.sub(r"\s", "", _last(item)))
    if found is None or _CHANGED.search(_last(item)) or _OTHER_TIME.search(item.lead) or _TOPIC.search(item.lead):
        return None
    of = "" if found["of"] in (None, "比") else found["of"].removesuffix("的")
    said = re.sub(r"^其中|的$", "", found["who"])
    who = _GENERAL.sub("", said or _owner(items[:k]))
    if len(who) < 2 or _NO_WHOLE.search(of) or _SOME_WHOLE.match(of) or _PERSONS.search(who) or _LISTED.search(who):
        return None
    return _Part(who, of, bool(said), item.figure)


def _owner(before: Sequence[Item]) -> str:
    """The name of the last amount of the part of the sentence, growth and other shares apart."""
    for other in reversed(before):
        if other.depth == 0 and _counts(other.figure):
            return name_of(other, None).words
        if re.search("[;；。]", other.lead):
            return ""
    return ""


def _outcome(one: Figure, other: Figure, *, same: bool = False) -> Outcome:
    same = same or one.value == other.value
    return Outcome(
        "repeat",
        None if same else "warn",
        f"同一指标两处都是{one.text}" if same else f"同一指标前后不一：前为{one.text}，后为{other.text}",
        spans_of([one, other]),
        stated=one.text,
        computed=other.text,
        question=None if same else _QUESTION,
        operands=(one.text, other.text),
    )
