"""Is this figure that indicator's? Only when nothing between the clause's start, the name and the number narrows it.

固定资产投资完成12亿元 is, 工业固定资产投资 and 甲项目固定资产投资 are not: what is not known to be empty talk is taken
for a limit. A missing cell costs less than a wrong one.
"""

import re
from dataclasses import dataclass, replace

from pipeline.digest.frame import Frame
from pipeline.digest.rules import IndicatorRule, Pattern

_TIME = (
    r"20\d\d年(?:度|底|末|全年|以?来)?|今年(?:以?来)?|本?年度|全年|年内|一年来|上半年|下半年|第?[一二三四]季度|前[一二三]季度|"
    r"\d{1,2}月?[-—–~至到]\d{1,2}月份?|截[至止]到?(?:20\d\d年)?(?:\d{1,2}月份?(?:\d{1,2}[日号])?)?(?:上旬|中旬|下旬|[底末])?|目前|至今|年[底末]"
)
_PLACE = r"全(?:街道|辖区|[街镇乡县市区省州旗村域])|[我本](?:街道|[街镇乡县市区省州旗办])|街道|辖区内?|办事处"
_TALK = (
    r"累计|共计|总计|合计|总共|一共|已经|已|共|完成|实现|达到|达|可|预计|力争|计划|组织|开展|进行|圆满|顺利|高质高效|高质量|"
    r"高效率?|高标准|全面|全力|扎实|积极|有序|依法|及时|妥善|成功|有效|持续|稳步|强力|坚决|严格|认真|大力|深入|切实|先后|主动|同时|另外|此外|"
    r"其中|同步|还|均|了|的|并|初步核算|据统计|经统计|统一核算|[一二三四五六七八九十]是|第[一二三]|[（]?[一二三四五六七八九十\d]{1,2}[）、.]"
)
_CLEAR = re.compile(rf"(?:{_TIME}|{_PLACE}|{_TALK}|[“”\"，、])*+")
_BETWEEN = re.compile(
    r"(?:累计|共计|总计|合计|总额|总量|总数|总值|数量|额|量|数|完成|实现|达成|达到|达|约|近|超过?|逾|突破|为|是|共|已|了|有|到|至|仅|高|任务|计划|"
    r"目标|预期|预计|年初预算数?|预算数|执行数|[“”\"])*+"
)
_INTENDED = re.compile(r"计划|目标|任务|预期|预计|预算")
_REACHED = re.compile(r"完成|实现|达到|执行")
_CHANGE = re.compile(
    r"(?:，|按(?:可比|不变|现)(?:价格?|口径)(?:计算)?|可比口径|同口径|名义|实际|同比(?:名义|实际)?|比(?:上年|去年)(?:同期)?|"
    r"较(?:上年|去年)(?:同期)?|净?增长|增[速幅]|增加|上升|提高|下降|减少|回落|降低|降幅|率|达到?|为|约|了|的)*+"
)
_TURNS = re.compile(
    r"(?:分别|达成|达到|达|为|是|实现|完成|，|同比(?:名义|实际)?|比(?:上年|去年)(?:同期)?|较(?:上年|去年)(?:同期)?|净?增长|增[速幅]|增加|上升|提高|"
    r"下降|减少|回落|降低|约|了)*+"
)
_SHARE = re.compile(r"，?(?:为|占|完成)(?:年初|年度|全年|调整)*(?:预算|任务|计划|目标)数?的")
_AFTER = re.compile(r"(?:的|各类)?")
_ENDS = re.compile(
    r"(?:(?:任务|项目|工程|工作)?(?:已|全部|全面|均|顺利|圆满)*(?:完成|完工|竣工|建成|投用|交付|通过验收)?)$"
)
_WHERE = re.compile(r"^(?:在|于)[^，]{2,30}$")
BELOW_ZERO = "负数"  # the note of a level with a minus sign: a cell prints the figure's words, which have none
PLACES = "部分点位"  # the note of a figure limited to places
_EXCEPT = re.compile(r"((?:扣除|剔除|不含|除去|不包括)[^，；（）]{2,20})，[^，；]*$")  # said just before its clause
_AVERAGE = re.compile(r"年均|平均|两年")


@dataclass(frozen=True, slots=True)
class Named:
    """A figure that is an indicator's; `notes` make it unlike its neighbours, `limited` to places or a near thing."""

    frame: Frame
    notes: tuple[str, ...] = ()
    limited: bool = False
    planned: bool = False


def named(frame: Frame, rule: IndicatorRule, own: Pattern) -> Named | None:
    """The figure as the rule's, None when it is not; `own` finds the report's own office in what leads to it."""
    row = frame.row
    if frame.unit not in rule.units or frame.other or frame.intended or row.status == "context":
        return None
    if not _in_its_place(frame, rule) or rule.unless.search(frame.context):
        return None
    if rule.about and not rule.about.search(frame.sentence):
        return None
    found = _change(frame, rule, own) if rule.change else _level(frame, rule, own)
    if found and not rule.change and row.direction == "down" and row.endpoint is None:
        found = replace(found, notes=(*found.notes, BELOW_ZERO))
    but = _EXCEPT.search(frame.context)
    return replace(found, notes=(*found.notes, but[1]), limited=True) if found and but else found


def reached(frame: Frame, rule: IndicatorRule, own: Pattern) -> Named | None:
    """The figure as what was reached of a plan named before it in the sentence (计划13亿元，完成投资15亿元)."""
    if rule.done is None or frame.unit not in rule.units or frame.row.status != "achieved" or frame.other or frame.part:
        return None
    return Named(frame) if _before(frame, rule.done, own) is not None else None


def _in_its_place(frame: Frame, rule: IndicatorRule) -> bool:
    """Not a part of something larger, unless the rule says under what it still counts."""
    if not frame.part:
        return not rule.under_only
    if rule.anywhere and not frame.bracketed:
        return True
    head, _, inside = frame.context.rpartition("其中")
    whole = frame.previous
    return bool(head and whole and not inside.count("（") and rule.under.search(whole.phrase))


def _level(frame: Frame, rule: IndicatorRule, own: Pattern) -> Named | None:
    if frame.row.base in ("yoy", "mom", "prev_term", "year_start") or _AVERAGE.search(frame.lead):
        return None
    if _in_turn(frame, rule, own):
        return Named(frame, planned=frame.row.status == "planned")
    return _by_words(frame, rule, own)


def _by_words(frame: Frame, rule: IndicatorRule, own: Pattern) -> Named | None:
    for note, pattern in rule.names():
        notes = (note,) if note else ()
        if "#" in pattern.pattern:
            found = _split(frame, pattern, own)
        else:
            found = _before(frame, pattern, own)
            found = _behind(frame, pattern, own) if found is None else found
        if found is None and rule.places:
            found = _placed(frame, pattern)
            notes = (PLACES, *notes)
        if found is not None:
            planned = frame.row.status == "planned" or bool(_INTENDED.search(found) and not _REACHED.search(found))
            return Named(frame, notes, bool(notes), planned)
    return None


def _before(frame: Frame, pattern: Pattern, own: Pattern) -> str | None:
    """The words between name and number, where the name stands before it and nothing narrows it."""
    for found in pattern.finditer(frame.phrase):
        between = frame.phrase[found.end() :]
        if _BETWEEN.fullmatch(between) and _clear(frame.phrase[: found.start()], own):
            return between
    return None


def _behind(frame: Frame, pattern: Pattern, own: Pattern) -> str | None:
    """完成8个老旧小区改造项目: the name stands behind the number and ends its clause."""
    skipped = _AFTER.match(frame.tail)
    found = pattern.match(frame.tail, skipped.end() if skipped else 0)
    if found and _ENDS.match(frame.tail, found.end()) and _clear(frame.lead, own):
        return frame.lead
    return None


def _in_turn(frame: Frame, rule: IndicatorRule, own: Pattern) -> bool:
    """城乡居民人均可支配收入分别增长8.2%、8.5%: the first of two numbers or the second, as the rule says."""
    if rule.first and _leads_two(frame, rule.first, own):
        return True
    before = frame.previous
    turned = before is not None and before.unit == frame.unit and frame.gap in ("、", "和", "与", "及", "，")
    return bool(turned and before and rule.second and _leads_two(before, rule.second, own))


def _leads_two(frame: Frame, pattern: Pattern, own: Pattern) -> bool:
    for found in pattern.finditer(frame.lead):
        between = frame.lead[found.end() :]
        parted = "分别" in between and _TURNS.fullmatch(between) is not None
        if parted and _clear(frame.lead[: found.start()], own):
            return True
    return False


def _split(frame: Frame, pattern: Pattern, own: Pattern) -> str | None:
    """改造8个老旧小区: words on both sides of the number."""
    line = f"{frame.lead}#{frame.tail}"
    for found in pattern.finditer(line):
        if _ENDS.match(line, found.end()) and _clear(line[: found.start()], own):
            return found[0]
    return None


def _placed(frame: Frame, pattern: Pattern) -> str | None:
    for found in pattern.finditer(frame.lead):
        between = frame.lead[found.end() :]
        if _BETWEEN.fullmatch(between) and _WHERE.match(frame.lead[: found.start()]):
            return between
    return None


def _clear(words: str, own: Pattern) -> bool:
    return _CLEAR.fullmatch(own.sub("", words)) is not None


def _change(frame: Frame, rule: IndicatorRule, own: Pattern) -> Named | None:
    """固定资产投资增长12%, or 固定资产投资完成12亿元，同比增长12%."""
    row = frame.row
    told = row.direction is not None and row.endpoint != "level" and row.base in (None, "yoy")
    if not told or _AVERAGE.search(frame.lead):
        return None
    planned = row.status == "planned"
    notes = ["下降"] if row.direction == "down" else []
    notes += ["同口径"] if "同口径" in frame.gap + frame.lead else []
    if _in_turn(frame, rule, own):
        return Named(frame, tuple(notes), planned=planned)
    for note, pattern in rule.names():
        for found in pattern.finditer(frame.lead):
            if _CHANGE.fullmatch(frame.lead, found.end()) and _clear(frame.lead[: found.start()], own):
                return Named(frame, (*notes, *([note] if note else [])), bool(note), planned)
    if not _CHANGE.fullmatch(frame.gap.replace("、", "，")):
        return None
    whole = frame.previous
    if whole and whole.row.kind == "percent" and _SHARE.fullmatch(whole.gap):
        whole = whole.previous
    if whole is None:
        return None
    level = _by_words(whole, rule, own)
    return Named(frame, (*notes, *level.notes), level.limited, planned) if level else None
