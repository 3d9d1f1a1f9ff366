"""Wholes and their parts: 其中, brackets, 合计, 其余. A sum needs a cue; numbers are never searched for one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.audit.complete import meant_whole
from pipeline.audit.interval import Interval, interval, total
from pipeline.audit.layout import Item, Layout, comparable
from pipeline.audit.outcome import Outcome, Severity, show, spans_of, sum_outcome
from pipeline.audit.slips import slip
from pipeline.domain.figure import Bound, Kind

_AMONG = re.compile(r"其中|包括|分别[是为]|[,，(（]含(?!量|税)")
_OWN_SUBJECT = re.compile(r"[;；。][^;；。]*[\u4e00-\u9fff]{2}(?:其中|包括|分别)")  # …；支出包括: not the number before
_QUALIFIER = re.compile(r"^\s*及?以[上下内]")  # 5000万以下投资项目2个: the amount names a class, it is no part
_CHANGE = re.compile(r"(?<!新)增|[减降升]|同比|环比|[比较](?:上|去|前)|人均|平均|每|占|超|排名|达产")
_NEW_TOPIC = re.compile(r"同时|此外|另外|另有|目前|截至|全年|今年|累计|共计|总计|合计|开展|并[已将]|比[上去]|[;；。]")
_STAGE = re.compile(
    r"竣工|完工|开工|投产|已|本年度|当年|在建|[审办执了]结|结案|完成|整改|查处|解决|建成|发放|化解|调解|采纳|达标|新增|通过"
)  # another question than the kind of thing
_OF = re.compile(r"^\s*的")  # 总投资20亿元的项目: the number describes, it is no part
_RANK = re.compile(r"^\s*(?:量级|台阶|大关|关口|门槛)")  # 跨越4万亿元量级: how large, not how much
# …其中规上企业12家,培育专精特新企业5家: a verb of its own says that the list has ended.
_OWN_VERB = re.compile(
    r"(?:^|[,，])\s*(?:新?培育|改造|新建|改建|扩建|拆除|完成|实现|发放|引进|培训|开展|组织|举办|建立|创建|打造|争取|投入|检查|查处|排查|整治|清理|接待|"
    r"化解|救助|慰问|推进|实施|建设|修建)|[\u4e00-\u9fff]{4}(?:完成|实现)$"
)
# 村集体收入均达到10万元，其中甲村突破80万元: a bound on each, and no total.
_EACH = re.compile(
    r"(?:全部|全都|均|都|皆|普遍)(?:已|可|能|会|稳定)?(?:达到?|超过?|突破|实现|保持|不[低少]于|高于|[在为])[^,，;；。]{0,4}$"
)
_MEAN = re.compile(r"[人户亩]均|平均|均价|单产|中位数")
_BESIDE = re.compile(r"其中|去年|上年|前年|同期|同比|环比|计划|预算|目标|任务|原|人均|平均|[比较超]")
_NEAR_MISS = Decimal("0.01")
_BY_SLIP = Decimal("1.05")  # parts more than this over the whole overlap, rather than being misprinted
_SLACK = Decimal("0.01")  # for sums with an approximate operand
_ATTRIBUTE = re.compile(
    r"女|男|党员|预备|岁|学历|大专|本科|少数民族|干部|代表|专业|职称|低保|残疾|困难|以上学|新增|重点|骨干|规[上模]|限上|高新|科技|上市|技改|民间|"
    r"[国省市县]级|亿元|示范"
)


def breakdowns(layout: Layout) -> Iterator[Outcome]:
    """其中 and bracket lists inside one sentence, nested ones on their own level."""
    for _, items in layout.each():
        items = _without_qualifiers(items)
        for k, item in enumerate(items):
            if k and _AMONG.search(_own_lead(item)) and not _OWN_SUBJECT.search(item.lead):
                yield from _among(items, k)
            elif k and _opens_bracket(items[k - 1], item):
                yield from _bracket(items, k)


def _without_qualifiers(items: Sequence[Item]) -> list[Item]:
    """The list without the amounts that only name a class; their words go to the number after them."""
    kept: list[Item] = []
    lead = ""
    for k, item in enumerate(items):
        if _RANK.match(item.tail):
            lead = ""
        elif _OF.match(item.tail):
            lead = "" if re.search("[,，;；、。]", item.tail) else lead + item.lead + item.figure.text
        elif k + 1 < len(items) and _QUALIFIER.match(item.tail) and not re.search("[,，;；、。]", item.tail):
            lead += item.lead + item.figure.text
        else:
            kept.append(replace(item, lead=lead + item.lead))
            lead = ""
    return kept


def _opens_bracket(before: Item, item: Item) -> bool:
    """31名党员党纪处分(警告20人、严重警告7人…): a list in a bracket that opened after the whole."""
    return item.depth == before.depth + 1 and not re.search("[。；;]", item.lead)


def _among(items: Sequence[Item], k: int) -> Iterator[Outcome]:
    if _MEAN.search(_own_lead(items[k])):
        return  # the mean of a part may well be larger than the mean of all
    parts, on = _parts(items, k), _parts(items, k, on=True)
    for whole in _wholes(items, k, parts):
        if whole.figure.bound is Bound.GE or _EACH.search(whole.lead):
            continue
        own = [part for part in parts if comparable(whole.figure, part.figure)]
        further = [part for part in on if comparable(whole.figure, part.figure)]
        if len(further) > len(own) and (found := _closed_or_slipped(whole, further, len(own))):
            yield found
        else:
            yield from _judge(whole, own, exhaustive=False)


def _closed_or_slipped(whole: Item, parts: Sequence[Item], least: int) -> Outcome | None:
    """The list with what follows after a semicolon, where that makes it close, or but for one slip."""
    for n in range(max(least + 1, 2), len(parts) + 1):
        if any(part.figure.approx for part in parts[:n]) or whole.figure.approx:
            break
        if total(part.figure for part in parts[:n]).meets(interval(whole.figure)):
            return _sum("partition_sum", None, "各项之和等于总数", whole, parts[:n])
    return _slipped(whole, parts)


def _slipped(whole: Item, parts: Sequence[Item]) -> Outcome | None:
    for n in range(len(parts), 1, -1):
        found = slip(whole.figure, [part.figure for part in parts[:n]], tries=len(parts) - 1)
        if found is not None:
            message = f"各项之和与总数不符，“{found.text}”若错了一位数字就相符"
            return _sum("partition_sum", "warn", message, whole, parts[:n], question="总数与各项哪一个有误？")
    return None


def _bracket(items: Sequence[Item], k: int) -> Iterator[Outcome]:
    """13951户68202人(城镇240户544人,农村13711户67658人): one list for each unit, and nothing else in the bracket."""
    inside = [item for item in items[k:] if item.path == items[k].path]
    if any(_BESIDE.search(item.lead) for item in inside):
        return
    wholes = _composite(items, k - 1)
    if all(any(comparable(whole.figure, item.figure) for whole in wholes) for item in inside):
        for whole in wholes:
            parts = [item for item in inside if comparable(whole.figure, item.figure)]
            if len(parts) >= 2:
                yield from _judge(whole, parts, exhaustive=True)


def _composite(items: Sequence[Item], k: int) -> list[Item]:
    """`items[k]` and the numbers right before it without a mark or a word between: 663户1932人."""
    first = k
    while first > 0 and not items[first].lead.strip():
        first -= 1
    return list(items[first : k + 1])


def _parts(items: Sequence[Item], k: int, *, on: bool = False) -> list[Item]:
    """The list that begins with `items[k]`: figures of its bracket level up to a new topic or another 其中.

    With `on`, a semicolon does not end it: 其中甲3件，占60%；乙2件.
    """
    first = items[k]
    parts = [first]
    for item in items[k + 1 :]:
        if item.depth < first.depth:
            break
        if item.path != first.path or item.figure.kind in (Kind.PERCENT, Kind.POINT):
            continue
        lead = _own_lead(item)
        if _OWN_VERB.search(item.lead) and not _OWN_VERB.search(_AMONG.split(first.lead)[-1]):
            break
        if _AMONG.search(item.lead) or _NEW_TOPIC.search(re.sub("[;；]", "", lead) if on else lead):
            break
        if not _CHANGE.search(_own_lead(item)):
            parts.append(item)
    return parts


def _own_lead(item: Item) -> str:
    """The words before it without what stands in brackets closed since."""
    return re.sub(r"[（(][^（()）]*[）)]|^[^（()）]*[）)]", "", item.lead)


def _wholes(items: Sequence[Item], k: int, parts: Sequence[Item]) -> list[Item]:
    """The number the list breaks up, one for each unit of a composite: the last before it, changes and rates apart.

    None when that one counts something else (岗位56个，其中保洁员31人): no earlier number is meant then.
    Of several of one unit before the list, the nearest that is large enough.
    """
    level = items[k].depth if not re.search("[（(]", items[k].lead) else items[k].depth - 1
    before = [
        j
        for j, item in enumerate(items[:k])
        if item.depth <= max(level, 0)
        and item.figure.kind not in (Kind.PERCENT, Kind.POINT)
        and not _CHANGE.search(item.lead[-6:])
    ]
    if not before:
        return []
    composite = _composite(items, before[-1])
    if len(composite) > 1:
        return composite
    if not comparable(composite[0].figure, parts[0].figure):
        return []
    same = [items[j] for j in before if comparable(items[j].figure, parts[0].figure)]
    large = [item for item in same if item.figure.value >= parts[0].figure.value]
    return [(large or same)[-1]]


def _judge(whole: Item, parts: list[Item], *, exhaustive: bool) -> Iterator[Outcome]:
    """Hold a list against its whole: a partition at its start may close, later items then cut across it."""
    if not parts:
        return
    yield _within(whole, parts[0], first=True)
    for k, part in enumerate(parts[1:], 1):
        yield _within(whole, part, first=False)
        if interval(part.figure).low > interval(whole.figure).high:
            parts = parts[:k]
            break
    if len(parts) < 2:
        return
    target = interval(whole.figure)
    for n in range(len(parts), 1, -1):
        if total(p.figure for p in parts[:n]).meets(target) and _exact_enough(whole, parts[:n]):
            yield _sum("partition_sum", None, "各项之和等于总数", whole, parts[:n])
            if n < len(parts):
                yield _crossing(whole, parts)
            return
    if found := _slipped(whole, parts) or _not_closing(whole, parts, exhaustive):
        yield found


def _exact_enough(whole: Item, parts: Sequence[Item]) -> bool:
    """An approximate list proves nothing when its interval is as wide as a part."""
    span = total(p.figure for p in parts)
    return span.high - span.low <= max(whole.figure.value * Decimal("0.1"), Decimal(0))


def _crossing(whole: Item, parts: Sequence[Item]) -> Outcome:
    message = "前几项之和已等于总数，后面的项另有口径，并列写会使各项之和超过总数"
    alike = _alike(parts) and not any(_STAGE.search(_own_clause(part)) for part in parts)
    return _sum(
        "flat_sum",
        "warn" if alike else "info",
        message,
        whole,
        parts,
        question="后面几项是否与前面几项重复计算？应否另句说明？",
    )


def crosses(part: Item) -> bool:
    """Names an attribute or a stage that cuts across kinds; 男、女 together do not."""
    words = _own_clause(part)
    return bool(_STAGE.search(words) or _ATTRIBUTE.search(re.sub("[男女]", "", words)))


def _own_clause(part: Item) -> str:
    return re.split("其中|[,，、：:；;()（）]", part.lead)[-1]


def _alike(parts: Sequence[Item]) -> bool:
    """Do all parts name one kind of thing (…项目、…项目)? A number without words of its own says nothing of that."""
    return len({_head(part) for part in parts}) == 1 and bool(_head(parts[0]))


def _head(part: Item) -> str:
    """The last two characters of what is counted."""
    return _own_clause(part)[-2:]


def _not_closing(whole: Item, parts: list[Item], exhaustive: bool) -> Outcome | None:
    target = interval(whole.figure)
    prefixes = [parts[:n] for n in range(len(parts), 1, -1)]
    for prefix in prefixes:
        span = total(p.figure for p in prefix)
        gap = _gap(span, target)
        counted = whole.figure.kind in (Kind.COUNT, Kind.PEOPLE)  # of amounts and lengths a little is often left out
        short = span.high < target.low and (len(prefix) < len(parts) or not counted)
        sure = (exhaustive or not short) and not any(crosses(part) for part in prefix)
        if 0 < gap <= _NEAR_MISS * whole.figure.value and len(prefix) >= 3 and sure:
            return _sum(
                "partition_sum",
                "warn",
                "各项之和与总数相差很小，疑有笔误或漏项",
                whole,
                prefix,
                question="总数与各项哪一个有误？",
            )
    span = total(p.figure for p in parts)
    if span.low > target.high * (1 + _SLACK):
        crossing = any(_ATTRIBUTE.search(part.lead) or _STAGE.search(_own_clause(part)) for part in parts)
        if crossing:
            return None  # they overlap
        slip = exhaustive or (_alike(parts) and span.low <= target.high * _BY_SLIP)
        severity: Severity = "warn" if slip else "info"
        return _sum("flat_sum", severity, "各项之和大于总数", whole, parts, question="各项是否互有重复，或总数有误？")
    if not meant_whole(whole, parts):
        return None
    severity = "warn" if exhaustive and _gap(span, target) <= _NEAR_MISS * whole.figure.value else "info"
    return _sum(
        "partition_sum", severity, "各项之和小于总数，可能未列全", whole, parts, question="其余的是什么，应否列出？"
    )


def _within(whole: Item, part: Item, *, first: bool) -> Outcome:
    """Only the number right after 其中 surely belongs to the whole; a later one may begin another list."""
    if interval(part.figure).low <= interval(whole.figure).high:
        return _bound(None, "部分不大于总数", whole, part)
    return _bound("warn" if first else "info", "“其中”的一项大于总数", whole, part)


def _bound(severity: Severity | None, message: str, whole: Item, part: Item) -> Outcome:
    sign = "<=" if severity is None else ">"
    return Outcome(
        "subset_bound" if severity is None else "part_exceeds_whole",
        severity,
        f"{message}：{part.figure.text} {sign} {whole.figure.text}",
        spans_of([whole.figure, part.figure]),
        stated=whole.figure.text,
        computed=f"{show(part.figure.value, whole.figure)}{sign}{show(whole.figure.value, whole.figure)}",
        question=None if severity is None else "两个数的口径是否相同？",
        operands=(part.figure.text, whole.figure.text),
    )


def _gap(span: Interval, target: Interval) -> Decimal:
    """Distance of two intervals; 0 when they meet."""
    return max(span.low - target.high, target.low - span.high, Decimal(0))


def _sum(
    rule: str, severity: Severity | None, message: str, whole: Item, parts: Sequence[Item], question: str | None = None
) -> Outcome:
    return sum_outcome(rule, severity, message, whole.figure, [part.figure for part in parts], question)
