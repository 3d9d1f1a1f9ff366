"""Is a number told the way its source tells it? Direction, base, endpoint, status, markers, and whose words they are.

The caller has settled that value and unit are the source's; here only the words are judged. Every rule compares what
`cues` reads in the draft with what it reads, by the same means, in the source: copied words never differ.
"""

from collections.abc import Iterable, Iterator

from pipeline.domain.figure import Base, Direction, Endpoint, Figure, Kind, Owner, Status
from pipeline.figures import trend
from pipeline.figures.reading import Reading
from pipeline.verify import below, cues
from pipeline.verify.problem import Code, Problem, Severity
from pipeline.verify.setting import Setting

_RATES = {Kind.PERCENT, Kind.POINT, Kind.MULTIPLE}
_DIRECTION_NAME = {Direction.UP: "增长", Direction.DOWN: "下降", Direction.FLAT: "持平"}
_BASE_NAME = {
    Base.YEAR: "同比",
    Base.MONTH: "环比",
    Base.TERM: "比上届",
    Base.YEAR_START: "比年初",
    Base.TARGET: "比任务",
}
_LIMIT_NAME = {
    "about": "约",
    "near": "近",
    "over": "余",
    "ge": "以上",
    "gt": "超过",
    "le": "以下",
    "lt": "不足",
}
_SAME = {"gt": "over", "lt": "near"}  # 超2000个 and 2000余个, 不足50万元 and 近50万元 say the same of a number
_UPWARD, _DOWNWARD = {"ge", "over"}, {"le", "near"}


def judge(told: Setting, source: Setting, figure: Figure, *, planned: bool = False) -> Iterator[Problem]:
    """What the words round `told` say differently from the words round `figure`, which stands at `source`.

    `planned`: the draft stands in a list of plans, so it need not say 计划 again.
    """
    yield from _direction(told, source, figure)
    yield from _base(told, source, figure)
    yield from _endpoint(told, source, figure)
    yield from _markers(told, source, figure)
    yield from _denial(told, source, figure)
    yield from _manner(told, source, figure)
    if not planned:
        yield from _status(told, source, figure)


def quote(source: Setting, limit: int = 40) -> str:
    """The source's own clause round the number, for a message."""
    left, right = source.reach.left, source.reach.right
    if source.start - left < 4:
        left = source.reach.previous
    words = source.text[max(left, source.start - limit) : min(right, source.end + limit)]
    return words.strip(" \n\t，,、；;：:。.()（）")


def _problem(code: Code, severity: Severity, message: str, told: Setting, figure: Figure) -> Problem:
    return Problem(code, severity, message, told.start, told.end, figure.id)


def _direction(told: Setting, source: Setting, figure: Figure) -> Iterator[Problem]:
    is_rate = figure.kind in _RATES
    said = told.direction or _as_figure(told, figure)[0] or (cues.direction(told.since, "") if is_rate else None)
    true = source.direction or (figure.direction or cues.direction(source.since, "") if is_rate else None)
    if below.settled(told, source, figure):  # a sign outweighs the verb: 增长-5% is a fall
        wrong = below.objection(told, source, figure, said)
        if wrong:
            yield _problem("direction", "error", f"原文为“{quote(source)}”，{wrong}", told, figure)
        return
    if said == true:
        return
    if said and true:
        message = f"原文为“{quote(source)}”，方向是{_DIRECTION_NAME[true]}，这里写成了{_DIRECTION_NAME[said]}"
    elif is_rate and true and (figure.direction or cues.direction(source.since, "")):
        message = f"原文为“{quote(source)}”，这里丢了“{_DIRECTION_NAME[true]}”，变动成了水平"
    elif is_rate and said:
        message = f"原文为“{quote(source)}”，没有说{_DIRECTION_NAME[said]}"
    else:
        return
    yield _problem("direction", "error", message, told, figure)


def _as_figure(told: Setting, figure: Figure) -> tuple[Direction | None, Base | None]:
    """What the reader of figures reads in the draft: 低于0.9‰ and 压缩60% are told as the report tells them.

    Nothing where it read nothing in the report.
    """
    if figure.direction is None and figure.base is None:
        return None, None
    reading, floor = Reading(told.start, told.end, Owner.FIGURE, kind=figure.kind), told.start - len(told.governed)
    way = trend.trend(told.text, reading, floor)[0] if figure.direction else None
    return way, trend.base(told.text, reading, floor, way)


def _base(told: Setting, source: Setting, figure: Figure) -> Iterator[Problem]:
    true = source.base or (figure.base if figure.base is not Base.TARGET else None)
    said = told.base or (_as_figure(told, figure)[1] if true else None)
    if said == true:
        return
    if said and true:
        message = f"原文为“{quote(source)}”，是{_BASE_NAME[true]}，这里写成了{_BASE_NAME[said]}"
        yield _problem("direction", "error", message, told, figure)
    elif true and true is not Base.YEAR and figure.kind in _RATES:  # a change without a base is read as 同比
        yield _problem("marker_lost", "warn", f"原文为“{quote(source)}”，这里丢了“{_BASE_NAME[true]}”", told, figure)
    elif said and figure.kind in _RATES and not _mentions_base(source):
        message = f"原文为“{quote(source)}”，没有说{_BASE_NAME[said]}"
        yield _problem("direction", "error", message, told, figure)


def _mentions_base(source: Setting) -> bool:
    return cues.base(source.text[source.reach.sentence[0] : source.start]) is not None


def _endpoint(told: Setting, source: Setting, figure: Figure) -> Iterator[Problem]:
    said, true = told.endpoint, source.endpoint or figure.endpoint
    if cues.origin(told.before) != cues.origin(source.before) and Endpoint.LEVEL in (said, true):
        message = f"原文为“{quote(source)}”，变动的起点和终点在这里换了"
        yield _problem("direction", "error", message, told, figure)
        return
    if said is None or said == true:
        return
    if true is None and (said is Endpoint.LEVEL or source.direction or figure.direction):
        return
    way = "水平(增减到)" if true is not Endpoint.CHANGE else "变动(增减了)"
    yield _problem("direction", "error", f"原文为“{quote(source)}”，这个数是{way}，这里的说法不同", told, figure)


def _softness(setting: Setting) -> frozenset[str]:
    """Markers and limits of a number, its own and those that touch it; two that say the same count as one."""
    names = cues.inside(setting.text[setting.start : setting.end]) | {str(mark) for mark in setting.softened if mark}
    return frozenset(_SAME.get(name, name) for name in names)


def _markers(told: Setting, source: Setting, figure: Figure) -> Iterator[Problem]:
    said, true = _softness(told), _softness(source)
    lost, added = true - said, said - true
    turned = (lost & _UPWARD and added & _DOWNWARD) or (lost & _DOWNWARD and added & _UPWARD)
    if turned:
        message = f"原文为“{quote(source)}”，是“{_names(lost)}”，这里写成了“{_names(added)}”"
        yield _problem("marker_lost", "error", message, told, figure)
    elif lost:
        yield _problem("marker_lost", "warn", f"原文为“{quote(source)}”，这里丢了“{_names(lost)}”", told, figure)
    elif added:
        message = f"原文为“{quote(source)}”，没有“{_names(added)}”"
        yield _problem("marker_lost", "warn", message, told, figure)


def _names(marks: Iterable[str]) -> str:
    return "、".join(_LIMIT_NAME[name] for name in sorted(marks))


def _status(told: Setting, source: Setting, figure: Figure) -> Iterator[Problem]:
    if told.status is Status.PLANNED:
        if source.status is Status.ACHIEVED and figure.status is Status.ACHIEVED:
            message = f"原文为“{quote(source)}”，已经做到，这里写成了计划数"
            yield _problem("status", "error", message, told, figure)
        return
    if source.status is Status.PLANNED:
        message = f"原文为“{quote(source)}”，是计划数，这里当成了已经完成的数"
    elif figure.status is Status.PLANNED and told.status is Status.ACHIEVED and source.status is None:
        message = f"“{quote(source)}”在原文里是打算做的事，这里写成了已经做到"
    else:
        return
    yield _problem("status", "error", message, told, figure)


def _denial(told: Setting, source: Setting, figure: Figure) -> Iterator[Problem]:
    said, true = (cues.denies((s.label or s.since) + s.after) for s in (told, source))
    if said != true:
        message = f"原文为“{quote(source)}”，这里的话意思相反"
        yield _problem("direction", "error", message, told, figure)


def _manner(told: Setting, source: Setting, figure: Figure) -> Iterator[Problem]:
    """Under way is not done, and a mean is not a sum."""
    said, true = told.before + told.after, source.before + source.after
    under_way = cues.going_on(true) and not cues.says_done(true) and source.status is not Status.PLANNED
    if under_way and cues.says_done(said) and not cues.going_on(said):
        yield _problem("status", "error", f"原文为“{quote(source)}”，还在进行，这里写成了已经做到", told, figure)
    if cues.averaged(told.before) != cues.averaged(source.before):
        yield _problem("attribution", "error", f"原文为“{quote(source)}”，平均数与总数在这里混了", told, figure)


def other_period(told: Setting, source: Setting, figure: Figure, whole: str | None) -> Iterator[Problem]:
    """For the gate: a number of 截至10月底 or 过去五年 told without it would be read as the report's own period.

    `whole` is that period where the title names one (上半年); a number of it needs no word.
    """
    said, true = (cues.period(s.text[s.reach.sentence[0] : s.start], s.before) for s in (told, source))
    if true and not cues.same_period(said, true) and not (said is None and cues.same_period(true, whole)):
        message = f"原文说的是“{true}”，这里没有写明，会被读成全年的数"
        yield _problem("status", "error", message, told, figure)
