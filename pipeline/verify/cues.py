"""What the words beside a number say of it: direction, base, endpoint, plan or fact, softening marker, limit, loss.

The same reader is used on a draft and on its source, so a wording it does not know cannot make copied words differ.
"""

import re
from collections import deque

from pipeline.domain.figure import Base, Bound, Direction, Endpoint, Marker, Status

_UP = (
    r"增长|增加|上升|提高|提升|上涨|新增|增幅|增速|涨幅|扩大|攀升|多增|净增|翻番|回升|增[至到为]|升[至到为]"
    r"|增[收支产]|多[收支]"
)
_DOWN = (
    r"负增长|下降|减少|降低|下滑|回落|锐减|压减|削减|缩减|缩小|减幅|降幅|跌幅|下跌|净减|[减降跌][至到为]"
    r"|减[收支产]|[少短]收|少支"
)
_DIRECTION = re.compile(rf"(?P<down>{_DOWN})|(?P<up>{_UP})|(?P<flat>持平)")
_DIRECTION_AFTER = re.compile(rf"^的?(?:(?P<down>{_DOWN})|(?P<up>{_UP}))")

_BASE = re.compile(
    r"(?P<year_start>[比较]年初|[比较](?:上年|去年)(?:年)?末|[比较]\d{0,4}年?末)"
    r"|(?P<prev_term>[比较](?:上|前)一?届)"
    r"|(?P<mom>环比|[比较](?:上|前)一?个?月|[比较]上季)"
    r"|(?P<yoy>同比|(?:比|较|相比|与)(?:于)?(?:上|去|前)一?年|(?:上年|去年)?同期相?比?|比\d{4}年)"
)
_ENDPOINT = re.compile(
    r"(?:增长|增加|上升|提高|提升|上涨|扩大|攀升|回升|新增|增|升|下降|减少|降低|下滑|回落|锐减|压减|缩减|降|减|翻番)"
    r"(?:(?P<level>[到至为])|(?P<change>了|约|近|超过?|逾)?)[-－−﹣负]?$"
)

_PLAN = (
    r"计划|预计|预期|预定|拟|目标|力争|争取(?!了|到|资金|上级|专项|中央|项目|各级|区|市|省)|指标(?:任务)?(?!好|运)|规划(?!局)|估算|概算"
    r"|(?<!完成)(?<!实现)(?<!完成年度)(?<!完成全年)(?<!实现年度)(?<!实现全年)任务|确保|有望|即将|明年|下一?步|将[于要在达新完建投实]|要(?:完成|实现|达到)"
)
_DONE = r"完成|已(?!经?列入)|实现|建成|达到|达成|竣工|取得|累计|超额|实际|现有|投入使用"
_INTENDED = re.compile(_PLAN)
_STATUS = re.compile(rf"(?P<plan>{_PLAN})|(?P<done>{_DONE})")
_FORESEEN = re.compile(
    r"(?<![按照])(?:预计|预期|计划|力争|争取|有望|拟)[^，,。；;]{0,3}(?:完成|实现|建成|达到|竣工)(?:(?!已|累计|实际)[^，,。；;])*$"
)
# 完成任务数132亿元的90.8%: a share of a plan is what was done of it.
_OF_PLAN = re.compile(
    r"(?:完成|实现|占|为|达到?)[^，,。；;]{0,16}(?:任务|目标|计划|指标|预算)[^，,。；;]{0,16}的(?:约|近)?$"
)
_NAMED = re.compile(r"(?:任务|目标|计划|指标)[数值额]?[（(]\s*$")
_PLAN_AFTER = re.compile(r"目标|任务|计划|指标|预计|预期|力争|^[^已]*拟")
_ORIGIN = re.compile(r"[从由自]\s*$")

_BEFORE = re.compile(
    r"(?:(?P<about>大约|大概|约为?|(?<![签预合节])约)|(?P<near>将近|接近|(?<![最附])近)"
    r"|(?P<ge>不少于|不低于|至少|最少|不小于)|(?P<gt>超过|超出|突破|大于|多于|高于|逾|超)"
    r"|(?P<le>不超过|不高于|至多|最多|不多于|控制在)|(?P<lt>不足|不到|低于|少于|小于|不满))(?:了|达)?\s*[-－−﹣负]?$"
)
_AFTER = re.compile(r"^\s*(?:(?P<about>左右|上下)|(?P<over>余|多)|(?P<ge>及?以上|之上)|(?P<le>及?以下|以内|之内|之下))")
_CONTRACT = re.compile(r"[签预合节条公]约$")

# Where the number is the whole of what they say: 亏损350万元, but not 亏损企业3家.
_TELLS = r"(?:总?额|总量)?(?:了|为|是|达到?|实现|共计?|合计|累计|约|近|超过?|逾)*\s*$"
_DEFICIT = re.compile(rf"(?:(?<![扭减])亏损?(?!盈)|赤字|[短欠]收|逆差|净流出|透支|收支缺口|资金缺口){_TELLS}")
_SURPLUS = re.compile(rf"(?:利润|盈利|盈余|[结节]余|净利|顺差|净流入|净收益){_TELLS}")

_DIRECTIONS = {"up": Direction.UP, "down": Direction.DOWN, "flat": Direction.FLAT}
_MARKERS = {"about": Marker.ABOUT, "near": Marker.NEAR, "over": Marker.OVER}
_BOUNDS = {"ge": Bound.GE, "gt": Bound.GT, "le": Bound.LE, "lt": Bound.LT}


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next(iter(deque(pattern.finditer(text), maxlen=1)), None)


def direction(left: str, right: str) -> Direction | None:
    """The change told by the last verb of change before the number, or by “的增长” right after it."""
    found = _last(_DIRECTION, left) or _DIRECTION_AFTER.match(right)
    return _DIRECTIONS[found.lastgroup] if found and found.lastgroup else None


def deficit(left: str) -> bool:
    """True where the words before the number say that it is below zero: 亏损350万元, 赤字0.8亿元."""
    return _DEFICIT.search(left) is not None


def surplus(left: str) -> bool:
    """True where they say what stands above zero unless a minus sign says otherwise: 利润350万元."""
    return _SURPLUS.search(left) is not None


def base(left: str) -> Base | None:
    """What the change is measured against: the last such word before the number."""
    last = _last(_BASE, left)
    return Base(last.lastgroup) if last and last.lastgroup else None


def endpoint(left: str) -> Endpoint | None:
    """LEVEL for 增长到, CHANGE for 增长 or 增长了; None when no verb of change touches the number."""
    found = _ENDPOINT.search(left.rstrip())
    if found is None:
        return None
    return Endpoint.LEVEL if found["level"] else Endpoint.CHANGE


def origin(left: str) -> bool:
    """True where the number is where a change starts: 从498台减至60台."""
    return _ORIGIN.search(left) is not None


def status(left: str, right: str) -> Status | None:
    """PLANNED or ACHIEVED by the last cue before the number or a plan word after it; None without a cue.

    预计完成 is foreseen and not done, and a number in brackets behind 任务 is the task's, whatever was done with it.
    """
    if _PLAN_AFTER.search(right) or _FORESEEN.search(left) or _NAMED.search(left):
        return Status.PLANNED
    last = _last(_STATUS, left)
    if last is None:
        return None
    share = _OF_PLAN.search(left)
    if share and not _INTENDED.search(left[: share.start()]):
        return Status.ACHIEVED
    return Status.PLANNED if last.lastgroup == "plan" else Status.ACHIEVED


_INSIDE = re.compile(
    r"(?P<about>^[大]?约|左右|上下)|(?P<near>^(?:约)?(?:将近|近|接近))|(?P<over>[余多来])"
    r"|(?P<gt>^(?:超过?|逾|突破))|(?P<ge>以上|^不少于|^不低于|^至少)|(?P<le>以下|以内|^不超过|^至多)|(?P<lt>^不足|^不到)"
)


def inside(words: str) -> frozenset[str]:
    """Names of the markers and limits among the number's own words."""
    return frozenset(found.lastgroup for found in _INSIDE.finditer(words) if found.lastgroup)


def softened(left: str, right: str) -> tuple[Marker | None, Bound | None]:
    """Marker and limit that touch the number from outside its own words (约…, …以上)."""
    marker: Marker | None = None
    bound: Bound | None = None
    before = None if _CONTRACT.search(left) else _BEFORE.search(left)
    for found in (before, _AFTER.match(right)):
        name = found.lastgroup if found else None
        if name in _MARKERS:
            marker = _MARKERS[name]
        elif name in _BOUNDS:
            bound = _BOUNDS[name]
    return marker, bound


# 无 and 不 deny only where they are no part of a word of praise or of office: 无偿, 不断, 不少于 …
_DENIES = re.compile(
    r"未(?![来成婚央])|没有|(?<!毫)无(?![偿障人线党证物害疫烟缝诈废讼访欠案邪结])|不合格"
    r"|不(?![断仅但少足到超低高满限同动含良忘只止大小等定松减停懈见跑落漏留误能准愿合规文锈变])"
)
_GOING_ON = re.compile(r"正在|尚在|仍在|正?在办|推进中|办理中|整改中|建设中|审理中")
_SAYS_DONE = re.compile(r"已|完成|建成|竣工|办结")
_AVERAGE = re.compile(r"[年月周日天人户亩村项]均(?![衡匀已])|平均")
# A stretch that governs the words after it up to another time; a half year or quarter governs its own clause.
_STRETCH = re.compile(
    r"(?:截[至止]到?|(?<![达直])到)(?:\d{4}年|今年|当年)?\d{1,2}月(?:\d{1,2}日|[上中下]旬|[底末初份])?"
    r"|截[至止](?!目前)[^，,；;。]{2,12}(?=[，,])"
    r"|(?:过去|近|最近)[二两三四五六七八九十\d]+年(?=来|间|[，,]|共|累计)|[二两三四五六七八九十]年来"
    r"|“?十[一二三四]五”?(?:期间|时期|以来)|本届[^，,；;。]{0,6}(?:任期|以来)"
    r"|(?:\d{1,2}月?|一)[-—–至~～]+(?!12月)\d{1,2}月"
    r"|(?P<other>1?月?[-—–至~～]+12月|全年|今年|本年|当年|目前|去年|同期|20\d\d年)"
)
_MONTHS = {"上半年": "6", "一季度": "3", "前两季度": "6", "前二季度": "6", "前三季度": "9", "三季度": "9"}
_MONTH = re.compile(r"(\d{1,2})月[底末初份]?$")
_EDGES = re.compile(r"^(?:截[至止]到?|到)|[底末初份]+$")
_PART = re.compile(r"[上下]半年|前?[一二三四]季度")


def denies(words: str) -> bool:
    """True when the words deny what they tell: 未完成20套, 不合格4家."""
    return _DENIES.search(words) is not None


def going_on(words: str) -> bool:
    """True for work under way: 正在整改15处."""
    return _GOING_ON.search(words) is not None


def says_done(words: str) -> bool:
    """True when the words say that it is done."""
    return _SAYS_DONE.search(words) is not None


def averaged(words: str) -> bool:
    """True for 月均, 人均 …: a number of one month or person."""
    return _AVERAGE.search(words) is not None


def period(sentence: str, clause: str) -> str | None:
    """The stretch of time a number is of when it is not the report's year: 截至10月底, 过去五年, 1—9月.

    `sentence` are the words before the number in its sentence, `clause` those in its clause.
    """
    part = _last(_PART, clause)
    if part is not None:
        return part.group()
    found = _last(_STRETCH, sentence)
    return found.group() if found is not None and not found["other"] else None


def same_period(one: str | None, other: str | None) -> bool:
    """True when both name one stretch: 截至2021年9月底 and 到9月底 do, and so do 1—6月 and 上半年."""
    if one is None or other is None:
        return one == other
    months = [_last_month(words) for words in (one, other)]
    if None not in months:
        return months[0] == months[1]
    shorter, longer = sorted((_EDGES.sub("", one), _EDGES.sub("", other)), key=len)
    return longer.endswith(shorter)


def _last_month(words: str) -> str | None:
    if words in _MONTHS:
        return _MONTHS[words]
    found = _MONTH.search(words)
    return found[1] if found else None
