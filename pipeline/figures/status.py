"""Whether an amount was reached, is intended, or only frames what is said.

The rules, in the order in which they are asked:
1. A threshold (5000万以上投资项目, 过亿元企业, 周边200米) and the start of a change (从498台减至60台) are context.
2. A cue behind the number in its clause: 22%的增长目标, 7个项目预计11月完工 are planned; so is the whole of a share
   (任务5000人的124.2%), but the share itself, and a target said to be reached or passed, is achieved.
3. The nearest cue before the number in its clause: 计划 拟 预计 … planned, 已 完成 累计 … achieved, 现有 … context.
4. 4022户…已完成4018户: the first is the task, the second what was done of it.
5. A cue of an earlier clause that holds on: 现有… lists what stands, 力争… lists what is wanted.
6. The section: in the plan part planned, in the problem part context, elsewhere achieved.

In the plan part only what looks back makes a figure achieved: 已, 目前, 截至…, 去年, 上半年 in a report on it,
在…基础上. 累计投用15台 and 筛查2000人任务全部完成 there are what is meant to be.
"""

import re

from pipeline.domain.figure import Kind, Status
from pipeline.domain.report import Head, Role
from pipeline.figures.cues import Cue, Cues, estimate_floor
from pipeline.figures.reading import Reading

_CHANGE = "增|减|降|升|提高|扩大|缩短|压缩|发展|调整"
_FROM_TO = re.compile(rf"[^，,。；;]{{0,12}}?(?:{_CHANGE})[^，,。；;]{{0,4}}?[到至为]")
_BASE = re.compile("(?:比|较)(?:上年|去年|上月)?同期(?:的|数)?$")  # 比上年同期144万元增收8万元
_NEAR = re.compile(r"(?:周边|半径|方圆|沿线|距离?|相距|每)[^，,。；;]{0,6}$")
_TARGET = re.compile(r"的[^，,。；;0-9]{0,8}(?:目标|任务(?!完成)|计划)")
_NAMED_TARGET = re.compile(r"(?:以上|左右)?(?:年度|全年|预期|增长|工作|投资){0,2}(?:目标|任务(?!完成))(?!的?[0-9])")
_EXPECTED = re.compile(r"[^，,。；;0-9完已]{0,14}(?:预计(?![）)]|[，,]下同)|拟于|(?<!按)计划|将于)")
_OF_WHICH_DONE = re.compile(r"[^，,。；;]{0,40}?已(?:经|基本)?完成[^，,。；;0-9]{0,12}[0-9]{1,7}(.)")
_DONE = re.compile(r"[^，,。；;0-9计拟将]{0,14}?(?:(?P<already>已)|提前完成|全部完成|顺利完成)")
_BUILT_ON = re.compile(r"[^，,。；;0-9]{0,12}基础上")
_PART_OF_YEAR = re.compile(r"半年|季度")
_BRACKETED_YEAR = re.compile(r"[（(](?:(?P<year>[12][0-9]{3})|[上去])年(?:同期|底|末)?(?:为|实际|完成|仅)?$")
_MONTH_OF_THIS_YEAR = re.compile(r"今年(?:前)?(?:[0-9]{1,2}|[一二三元])(?:[-—–~～至][0-9]{1,2})?个?月[^，,。；;]*$")
# 力争新增学位3000个,全年新增3200个: what came of the aim before it
_RESTATED = re.compile(
    r"(?:全年|年内|今年|最终)(?:共|已|共计)?(?:完成|实现|新增|建成|达到?|引进|改造|新建|办理|发放)(?:了)?"
)
_DIVIDED = re.compile(r"[^，,。；;0-9]{0,12}(?:划分|分|整合|合并|调整|优化|改造|划)(?:为|成)")
_MET = re.compile(r"(?:完成|实现|达成|超额)[^，,。；;]{0,20}达到?$")
_BEYOND = re.compile(r"比[^，,。；;]{0,24}(?:计划|目标|任务|预期|预算)[^，,。；;]{0,14}$")
_ABOVE = re.compile(
    r"(?:[高低好快优]于|超[过出]?)[^，,。；;0-9]{0,12}(?:计划|目标|任务|预期|预算)(?:数|值|进度|增速)?约?$"
)
_CLASS = re.compile(r"的[^，,。；;0-9]{0,10}(?:达到?|有|增至|已|[0-9])")
_CLASSES = ("企业", "项目", "村", "乡镇", "镇", "县", "园区", "产业", "大户", "市场", "集群")
_SHARE = re.compile(
    r"(?:占|为|完成)[^，,。；;0-9]{0,12}(?:预算|任务|计划|目标|总投资|投资总额|概算|(?:总工程|工程总)量)(?:数|指标|量|进度|额)?"
    r"(?:（[^（）]{0,12}）|\([^()]{0,12}\)|[0-9][0-9.,，]{0,11}[^，,。；;0-9]{1,4}(?=的))?的?(?:约|近)?$"
)
_WHOLE = re.compile(r"(?:任务|计划|预算|目标)(?:数|量|指标)?[（(]?$")
_SHARE_OF = re.compile(r"[）)]?[^，,。；;0-9]{0,6}的[0-9０-９]{1,4}(?:[.．][0-9０-９]{1,4})?[%％]")
_DEFAULT = {Role.PLANS: Status.PLANNED, Role.CLOSING: Status.PLANNED, Role.PROBLEMS: Status.CONTEXT}
_MEASURED = (Kind.MONEY, Kind.AREA, Kind.LENGTH, Kind.MASS, Kind.VOLUME, Kind.OTHER)
_TARGETED = (*_MEASURED[:-1], Kind.PERCENT)  # 6%目标, 3亿元目标任务; 12个目标 are counted
_AMOUNTS = (*_MEASURED[:-1], Kind.PEOPLE, Kind.COUNT)  # of which something is a share, and which are none
_THRESHOLDS = ("及以上", "及以下", "以上", "以下", "以内", "之内", "内")
_SETS_IN = (Kind.MONEY, Kind.POINT)  # begins something else, and is no item of 现有网吧51家、影院8家
# Enum members as globals: reading one through its class takes ten times as long on Python 3.11.
_ACHIEVED, _LENGTH, _DURATION = Status.ACHIEVED, Kind.LENGTH, Kind.DURATION
_PERCENT, _POINT = Kind.PERCENT, Kind.POINT


def status(text: str, reading: Reading, cues: Cues, floor: int, role: Role | None, head: Head | None = None) -> Status:
    """Status of a figure whose comma clause begins at `floor` and whose section has `role`, in a report with `head`."""
    if _is_frame(text, reading, floor) or _is_of_another_year(text, reading, floor, head):
        return Status.CONTEXT
    default = _DEFAULT.get(role, _ACHIEVED) if role else _ACHIEVED
    if default is not Status.PLANNED and _is_reached_target(text, reading, floor):
        return _ACHIEVED
    if _is_wanted(text, reading):
        return Status.PLANNED
    if default is Status.PLANNED and _looks_back(text, reading, floor, head):
        return _ACHIEVED
    if reading.kind is _PERCENT and _SHARE.search(text, max(floor, reading.start - 36), reading.start):
        return Status.PLANNED if default is Status.PLANNED or cues.horizon(reading.start) else _ACHIEVED
    if reading.kind is _POINT and _ABOVE.search(text, max(floor, reading.start - 24), reading.start):
        return default
    floor = estimate_floor(text, floor)
    at = cues.nearest(floor, reading.start)
    if at is not None:
        if default is _ACHIEVED and _RESTATED.fullmatch(text, floor, reading.start):
            return _ACHIEVED
        of_possible = text.startswith("其中", floor) and cues.is_possible(at - 1)  # 可完成38万亩,其中水稻完成30万亩
        intended = reading.kind in _AMOUNTS and (of_possible or cues.aims(at) or cues.names_share(at, floor))
        if default is Status.PLANNED and cues.of_what_was(text, at, floor, reading.start):
            return default
        return Status.PLANNED if intended else _by_cue(cues, at, floor, default)
    if (part := _OF_WHICH_DONE.match(text, reading.end)) and part[1] == reading.unit:
        return Status.PLANNED
    if (done := _DONE.match(text, reading.end)) and (done["already"] or default is not Status.PLANNED):
        return _ACHIEVED
    if default is Status.PLANNED and reading.kind is _PERCENT and cues.told_of_past(text, reading.start):
        return _ACHIEVED
    carried = cues.carried(text, reading.start)
    if carried is Status.CONTEXT and reading.kind in _SETS_IN:
        return default
    return carried or default


def _by_cue(cues: Cues, at: int, floor: int, default: Status) -> Status:
    """The nearest cue; in a section of plans 新增, 建成 and 累计 are plans, and only 已, 目前 … are done."""
    if cues.intends(at, floor):
        return Status.PLANNED
    if cues.kinds[at] is Cue.STAND:
        return Status.CONTEXT
    if default is Status.CONTEXT and cues.words[at] in ("达到", "今年"):
        return Status.CONTEXT  # 负债率达到63.5%, named among the problems
    certain = cues.looks_back(at) or (
        at > 0 and cues.looks_back(at - 1) and cues.starts[at - 1] >= floor and cues.words[at] != "基础上"
    )
    return default if default is Status.PLANNED and not certain else _ACHIEVED


def _is_frame(text: str, reading: Reading, floor: int) -> bool:
    """Thresholds, distances round something, the start of a change, the whole that is divided."""
    start, end = reading.start, reading.end
    if reading.kind in _MEASURED and reading.bound and _is_threshold(text, end):
        return True
    if reading.bound and reading.kind is Kind.MONEY and text.startswith("的", end) and _CLASS.match(text, end):
        return True
    if (
        reading.kind is Kind.MONEY
        and text.startswith(_CLASSES, end)
        and ("超" in text[start - 1 : start + 1] or text[start - 1] == "过")
    ):
        return True
    if reading.kind in (_LENGTH, _DURATION) and _NEAR.search(text, max(floor, start - 12), start):
        return True
    if _BASE.search(text, max(floor, start - 8), start) and text[end : end + 1] in "增减多少上下超":
        return True
    lead = text[max(floor, start - 30) : start]
    if ("从" in lead or "由" in lead) and _FROM_TO.match(text, end):
        return True
    return "将" in lead[-3:] and _DIVIDED.match(text, end) is not None


def _is_of_another_year(text: str, reading: Reading, floor: int, head: Head | None) -> bool:
    """True for 23.92亿元(2020年22.15亿元), and for 今年1月份下降18.5% in a report that came out after its year."""
    start = reading.start
    found = _BRACKETED_YEAR.search(text, max(0, start - 14), start)
    if found:
        named = found["year"]
        return named is None or head is None or head.year is None or int(named) < head.year
    if head is None or head.year is None or str(head.year + 1) not in f"{head.title}{(head.published or '')[:4]}":
        return False
    return _MONTH_OF_THIS_YEAR.search(text, max(floor, start - 30), start) is not None


def _looks_back(text: str, reading: Reading, floor: int, head: Head | None) -> bool:
    """True for what stands behind the plans: 在完成300户的基础上, 上半年完成5所 in a report on that half."""
    if _BUILT_ON.match(text, reading.end):
        return True
    period = head.period if head else None
    return (
        period is not None
        and _PART_OF_YEAR.search(period) is not None
        and text.find(period[-3:], floor, reading.start) >= 0
    )


def _is_threshold(text: str, end: int) -> bool:
    """True when 以上, 以下 … behind the unit is followed by the class of things it limits."""
    for word in _THRESHOLDS:
        if text.startswith(word, end):
            return "\u4e00" <= text[end + len(word) : end + len(word) + 1] <= "\u9fff"
    return False


def _is_reached_target(text: str, reading: Reading, floor: int) -> bool:
    """完成…任务达90.6%的目标 is reached; 比计划目标3000亿元超过1070亿元 is more than what was wanted."""
    start, end = reading.start, reading.end
    if text[start] == "超" and _BEYOND.search(text, max(floor, start - 40), start):
        return True
    if not text.startswith("的", end) or text[start - 1 : start] not in ("达", "到"):
        return False
    return _MET.search(text, max(floor, start - 30), start) is not None and _TARGET.match(text, end) is not None


def _is_wanted(text: str, reading: Reading) -> bool:
    """22%的增长目标, 7个项目预计11月完工, 完成预算2000万元的98%, and the capacity of a project: 20万吨/年…项目."""
    start, end = reading.start, reading.end
    if _WHOLE.search(text, max(0, start - 5), start) and _SHARE_OF.match(text, end):
        return True
    if text.startswith("的", end) and _TARGET.match(text, end):
        return True
    if reading.kind in _TARGETED and _NAMED_TARGET.match(text, end):
        return True
    if _EXPECTED.match(text, end):
        return True
    return reading.unit.endswith("/年") and text.find("项目", end, end + 16) >= 0
