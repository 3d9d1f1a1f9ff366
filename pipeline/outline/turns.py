"""What the words of a sentence turn to, where no heading says so: to what is planned, to what went wrong, or back.

Reports turn in running text: 下一步,我们将…, 明年…, 2024年… in a report on 2023; 我们也清醒地认识到…, 还面临…; and back
with 今年以来… . A word counts only where it opens its sentence or says of the office itself that something is wanting:
查处存在的问题12个 is work, and 下半年完成了… in a yearly report is too.
"""

import re

from pipeline.domain.report import Role
from pipeline.outline.amounts import states_amount
from pipeline.outline.dates import YEAR, year_number

_LEAD = r"(?:(?:各位代表|各位领导|同志们)[，,！!：:]?\s?)?(?:(?:总之|因此|为此|对此|同时|据此|综上|最后)[，,]?)?在?"
# Ahead whatever the report is about.
_AHEAD = re.compile(
    rf"{_LEAD}(?:我[们局委办镇乡县市区街校院]?[一-龥]{{0,3}})?(?:下一?步|下一?(?:个)?阶段|接下来|今后(?!的?几天)|明年|来年|新的一年|(?:面向|展望|放眼)未来|"
    r"未来(?:几|[一二两三四五六七八九十\d]{1,2})(?:年|个月)|后一?阶段|后段)"
)
_SENTENCE = re.compile(r"[。；;\n]\s*")
_YEAR_OPENS = re.compile(rf"{_LEAD}(?:展望|到|从)?(?={YEAR.pattern})")
# Ahead in a report on an earlier part of the year; in a yearly one only where something is said to be intended.
_LATER = re.compile(
    rf"{_LEAD}(?P<part>下半年|第?[二三四]季度|(?:第?三、?四|第?二、?三、?四)季度|后[一二两三四五六七八九\d]个月|年底前|年内|今冬明春)"
)
_WILL = re.compile(
    r"(?<![一-龥]即)将(?:继续|进一步|重点|持续|全面|全力|大力|着力|努力|围绕|紧紧|紧扣|紧盯|按照?|坚[持定]|认真|深入|切实|积极|严格|始终|不断|以|在|对(?!象)|从|"
    r"聚焦|结合|立足|抓|加|推[进动]|完成|实现|新[建增]|建[成设]|开展|启动|投入|争取|力争|充分|扎实|统筹|牢牢|更加?|针对|有序|会|于|是|达|突破|全|一)|"
    r"(?<![需主重纪简摘提必首次还又])要(?![求点素闻道件害塞么约])|拟(?!定)|计划(?!生育)|打算|力争|争取(?![到了]|资金)|确保|继续|力求|力促|争创|必须"
)
# 结转下年度继续办理9件 is what is left of work that was done.
_LEFT_OVER = re.compile(r"(?:结转|顺延|转入|转至|转到|留待)[^，,。；;]{0,16}")
_FIRST_AMOUNT = re.compile(r"\d[^，,。；;]*")
_IS_YEAR = re.compile(
    r"年[^，,。；;]{0,4}是[^。]{0,60}(?:之年|一年|节点|时期|年份|周年)|(?:预期)?目标[是为：:]|思路[是为：:]"
)
_PAST = re.compile(
    r"(?<!将)已(?!有)|以来|(?:完成|实现|建成|获得|荣获|达到|取得)了|获(?:评|批|得)|被评|累计(?!完成率)|截[至止]"
)
# What is said about the problems named before: to be met where 将 or 要 says so, else met already.
_ABOUT_THEM = (
    r"(?:对此|为此|因此|(?:针对|对|对于|就)?(?:以上|上述|这些|存在的?|当前|此类)[^，,。；;]{0,14}"
    r"(?:问题|困难|不足|短板|挑战|矛盾|差距)?)[，,]?"
)
_MET = re.compile(_ABOUT_THEM + r"[^。；;]{0,30}?(?:将(?!近)|要(?!求)|必须|一定|下一?步)")
_WAS_MET = re.compile(r"(?:对此|为此|(?:针对|就)(?:以上|上述|这些|存在的?)[^，,。；;]{0,14})[，,]")
_MUST = re.compile(
    r"(?:因此[，,]?)?(?:我[们局委办镇乡县市区街校院]?(?:[一-龥]{0,2}))?(?:将(?!近)|既?要(?![求点素])|必须|应当|定会|会(?=[在把以再]))"
)
_BACK = re.compile(
    r"(?:今年以来|(?:过去|这)?(?:的)?[一二两三四五]年(?:以)?来|过去(?:的)?[一二两三四五]年|半年来|去年|上年|回顾|近年来|截[至止])"
)
_TODAY = re.compile(r"(?:今年|全年|目前)[，,]?")
_ENDS = re.compile(r"(?:特此|专此)(?:报告|汇报|总结|报送|函告)")
_CLOSES = re.compile(
    rf"(?:[^，,。]{{0,8}}[，,])?让我们|{_ENDS.pattern}|"
    r"以上(?:报告|汇报|就?是|总结|情况)?[，,]?(?:请|妥否|如有|就?是[^，,]{0,24}(?:总结|汇报|报告|情况))|"
    r"(?:谢谢|感谢)(?:大家|各位)|(?:请|敬请)[^，,。]{0,6}(?:审[议阅查]|批评|指正|指示)|(?:此致|敬礼|祝愿)|附[件：:]"
)

_WANT = (
    r"(?:问题(?!线索|整改|清单|台账|导向)|不足(?![\d０-９])|困难(?!群|家庭|户|职工|党员|老|学生|儿童|人[员口]|残|对象|补)|短板|差距|缺点|薄弱|"
    r"挑战(?![赛杯])|矛盾(?!纠纷|调)|弱项|压力(?!容器|管)|制约|瓶颈|隐忧)"
)
_STILL = r"(?:还|仍然?|依然|也|尚|依旧|同时|但是?|当前|目前|然而|不过)"
_OWNS = re.compile(
    rf"清醒(?:地)?(?:认识|看|意识)到|(?:深刻|充分|客观|冷静|理性)(?:地)?(?:认识|看|意识)到[^。]{{0,40}}{_WANT}|"
    rf"(?:也|还|要|必须|应)(?:应|该|要)?(?:认识|看|意识)到[^。]{{0,60}}{_WANT}"
)
_HINTS = re.compile(
    "问题|不足|困难|短板|差距|缺点|薄弱|挑战|矛盾|弱项|压力|制约|瓶颈|隐忧|清醒|仍|依然|尚|还|形势"
)  # one stands in all
_STATES = re.compile(
    rf"{_STILL}[，,]?[^。；;，,]{{0,24}}?(?:存在|面临|暴露出?|(?<=[还仍也尚然])有)(?:着|了)?[^。；;]{{0,50}}?{_WANT}"
    rf"|{_STILL}(?:存在|有)[^，,。；;]{{0,20}}(?:不够|不到位|欠缺|不完善|不周)[^，,。；;]{{0,6}}(?:地方|环节|之处|方面|现象)"
    rf"|(?:存在|面临)(?:的)?(?:主要|突出|一些|不少|几个|以下)*(?:的)?(?:问题|困难|不足|短板|挑战)[^，,。；;]{{0,10}}(?:[：:]|是|有|表现|如下)"
    rf"|主要(?:存在)?(?:的)?(?:问题|困难|不足|短板)(?:是|有|[：:])"
    rf"|(?:问题|困难|矛盾|压力|短板|差距|形势)[^，,。；;]{{0,10}}(?:依然|仍然?|比较|较为|还)(?:比较|较为?|很)?(?:存在|突出|不少|大|多|明显|严峻|繁重|艰巨)"
    rf"|(?:但|然而|同时|不过)[^。；;]{{0,40}}(?:仍然?|还|依然|尚)[^，,。；;]{{0,14}}(?:不够|不足|薄弱|滞后|偏[低小弱慢]|不[强高多大均]|有待|欠缺|不平衡|未能|没有)"
    rf"|(?:与|同|和)[^，,。；;]{{2,24}}相比[，,]?[^。；;]{{0,30}}(?:还|仍|尚|都)[^，,。；;]{{0,8}}(?:差距|不足)"
)
_HANDLED = re.compile(
    r"(?:发现|排查|整改|解决|针对|梳理|查[摆找处]|反映|化解|消除|破解|整治|聚焦|紧盯|围绕|受理|协调|排除|攻克|克服|面对|应对|就|对|直面|正视|着眼)"
    r"[^，,。；;]{0,24}$"
)
_NEAR = 30  # characters in which the verb stands that deals with a problem
_SETTLED = re.compile(r"(?:已|全部|均|及时)[^，,。；;]{0,10}(?:整改|解决|化解|销号|办结|完成|消除|处置)")
_TELLS = re.compile(r"主要(?:表现|体现|反映)(?:在|为)|具体表现|究其原因|原因(?:是|在于)|突出表现")
_LACKS = re.compile(
    rf"{_WANT}|不(?![断仅只但]|少于|低于)|未(?!来)|缺|难(?!点)|仍|滞后|有限|偏[低小弱慢高少多重]|较[低小弱慢少]|老化|断层|落后|薄弱|下降|风险|隐患|有待|仅|亟[待需]|任重|严峻|艰巨|过[于度快多]"
)
_PROMISES = re.compile(
    r"如下|下列|以下(?:几|[一二三四五六七八九十\d]{1,2}[个项点]|[^，,。；;]{0,8}(?:工作|方面|任务|措施|重点|目标|问题|不足))|"
    r"[几一二三四五六七八九十\d](?:个方面|方面|项重点|项任务|件实?事)[^，,；;]{0,8}。?$"
)
_UNTIL = re.compile(r"(?:到|截[至止]到?)(?:\d{4}年|今年)?\d{1,2}月|全年|今年以来")
_DID = re.compile(r"(?:完成|新增|建成|实现|争取|投入|引进|发放|办结|改造)[^，,。；;]{0,16}\d")


def turn_of(words: str, stance: Role, year: int | None, period: str | None, *, opens: bool) -> Role | None:
    """What `words`, a sentence, turn to; None when they turn to nothing and the text goes on as it was.

    `stance` is what the text before them is for, `year` and `period` what the report is about; `opens`: they open
    a paragraph.
    """
    if _CLOSES.match(words):
        return Role.CLOSING
    if _looks_ahead(words, stance, year, period):
        return Role.PLANS
    if problem_at(words) is not None or (stance is Role.PROBLEMS and _TELLS.search(words)):
        return Role.PROBLEMS
    if stance is Role.PROBLEMS and _was_done(words):
        return Role.WORK
    if opens and stance is Role.PLANS and _looks_back(words, year):
        return Role.WORK
    return None


def ends_report(words: str) -> bool:
    """True for the formula a report ends with: 专此报告。"""
    return _ENDS.match(words) is not None


def _was_done(words: str) -> bool:
    """True where words behind the problems tell of work: 针对这些问题,我局开展…, 截至10月底,新增…."""
    if _WAS_MET.match(words):
        return True
    return _DID.search(words) is not None and (_UNTIL.match(words) is not None or not _LACKS.search(words))


def problem_at(words: str) -> int | None:
    """Where the clause begins that says of the office itself that something is wanting; None when none does.

    我们也清醒地看到…, 还存在…不足 are of itself; 整改仍存在的问题12个 is work.
    """
    if not _HINTS.search(words):
        return None
    found = _OWNS.search(words) or _stated(words)
    return max(words.rfind(mark, 0, found.start()) for mark in "，,；;") + 1 if found else None


def _stated(words: str) -> re.Match[str] | None:
    if _SETTLED.search(words):
        return None
    return next(
        (
            found
            for found in _STATES.finditer(words)
            if not _HANDLED.search(words, max(0, found.start() - _NEAR), found.start())
        ),
        None,
    )


def done_before_problem(words: str) -> int:
    """How many characters of a sentence tell of work before the clause that names a problem; 0 where none do.

    全年完成税收3亿元,但与先进镇相比还有差距 is told as both.
    """
    at = problem_at(words) or 0
    return at if states_amount(words[:at]) else 0


def lacks(words: str) -> bool:
    """True when something is called wanting, weak or hard: what a list of problems consists of."""
    return _LACKS.search(words) is not None


def promises(words: str) -> bool:
    """True when what is promised follows: …重点做好以下工作：."""
    return words.rstrip().endswith(("：", ":")) or _PROMISES.search(words) is not None


def turns_later(text: str) -> bool:
    """True when a sentence of `text` opens with 下一步, 明年, 今后 …."""
    return any(_AHEAD.match(text, found.end()) for found in _SENTENCE.finditer(text))


def opens_turn(text: str, start: int, end: int) -> bool:
    """True when `text[start:end]` opens with what will be done: 对这些问题,我们将…, 下一步…."""
    return bool(_AHEAD.match(text, start, end) or _MET.match(text, start, end))


def _looks_ahead(words: str, stance: Role, year: int | None, period: str | None) -> bool:
    if stance is Role.PROBLEMS and (_MET.match(words) or _MUST.match(words)):
        return not _PAST.search(words)
    if _AHEAD.match(words):
        return _WILL.search(words) is not None or not _PAST.search(words)
    later = _LATER.match(words)
    if later:
        ahead = later["part"] not in (period or "") and _WILL.search(_opening(words, later.end(), period))
    else:
        found = _YEAR_OPENS.match(words)
        named = YEAR.match(words, found.end()) if found else None
        if named is None or year is None or year_number(named[1]) <= year:
            return False
        ahead = _WILL.search(words) or _IS_YEAR.search(words)
    return bool(ahead) and not _PAST.search(words)


def _opening(words: str, start: int, period: str | None) -> str:
    """Where `words` must say that something is intended; in a yearly report before what tells of a first amount.

    年内办结281件,其余继续办理 tells of this year.
    """
    said = _LEFT_OVER.sub("", words[start:])
    amount = _FIRST_AMOUNT.search(said) if period is None or "全年" in period else None
    return said[: amount.end()] if amount else said


def _looks_back(words: str, year: int | None) -> bool:
    if _BACK.match(words):
        return not _WILL.search(words)
    named = YEAR.match(words)
    if _WILL.search(words):
        return False
    if named is not None:
        return year is not None and year_number(named[1]) <= year
    return _TODAY.match(words) is not None and _PAST.search(words) is not None
