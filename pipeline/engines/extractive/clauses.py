"""What a clause does in its sentence: carry a figure, state a result, set the time, or only frame."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from pipeline.domain.figure import Figure, Status
from pipeline.domain.report import Sentence
from pipeline.domain.span import Span
from pipeline.engines.extractive.times import LIMIT, OF_A_DATE, OPENING_LIMIT, OWN_TIME, TIME

CLOSING_MARKS = "，,；;。！!？?、：:"

_TOPIC = re.compile(r"^[^，,；;。]{2,14}(?:方面|工作上|工作中)$")

# 其中/同比/占比 … say something of the clause before; 并/且 continue its verb.
_LEANS_BACK = re.compile(
    r"^(?:其中|同比|环比|较|比(?:上|去|全)|占|增[长速幅]|增速|下降|进度|完成率|整改率|签约率|覆盖率|满意率|成功率|"
    r"满意[0-9０-９]|通过[0-9０-９]|并|且|及|以及|其|该|此|这|均|分别|同期|超(?:额|全年)|提前|平均|合计|余[0-9０-９]|(?:有效|空白|已)[^，]{0,4}问题)"
)

_RECKONED = re.compile(
    r"^(?:若|如果)?(?:剔除|扣除|扣减|还原|不含|不计)[^，,；;。]{2,24}$|^按[^，,；;。]{2,14}(?:计算|口径|统计|核算)$|^(?:同|可比)口径(?:下|计算|比较)?$"
)
# An amount with its own name: 年末存款余额38.6亿元, 苏陕协作到位资金3260万元.
_INDICATOR = re.compile(
    r"[\u4e00-\u9fff]{2,}(?:收入|支出|余额|人口|资金|总量|产值|产量|面积|比[例重]|率|总?额|增加值|指数|均价|价格|存栏|出栏|总产|"
    r"人数|户数|总数|投资|补贴|床位|学位|泊位|车位|寿命|里程|客运量|货运量|诊疗量|销量|案件|事故)(?:达到?|为|约|共)*$"
)

# A result is stated when one of these stands there and the clause is no appeal.
_RESULT = re.compile(
    r"完成|建成|竣工|完工|投入使用|启用|验收|荣获|获评|获得|被评|评为|成功|(?<!动态)清零(?!”?总)|解决|化解|签订|引进|引入|落地|通车|成立|"
    r"率先|首家|全覆盖|达成|整改完毕|移交|上线|揭牌|开业|投产|入库|列入|入选|排名|位列|[区市省县国]第一|[居列][^，]{0,8}第[一二三四五六七八九十0-9０-９]+|实现[^，]{0,12}(?:零|突破)|无[^，]{0,8}(?:事故|上访|集访)"
)
_APPEAL = re.compile(
    r"^(?:我们|我?街道|社区)?(?:确保|努力|力争|力求|推动|加快|促进|为了?|以|将|要|着力|坚持|围绕|聚焦|紧扣|紧盯|按照|根据|贯彻|落实|立足|着眼|切实|"
    r"始终|不断|进一步|充分|牢固|强化|深入|大力|全力|积极|用好|打好|抓好|做好|保障|引导|有序推进|持续|严格|统筹|通过|在[^，]{2,30}下$)|"
    r"(?:问题|的目标|总目标|要求)$"
)
# Stands without a figure too: something an editor can name as reached.
_STRONG = re.compile(
    r"建成|竣工|完工|投入使用|启用|验收|荣获|获评|获得|被评|评为|(?<!动态)清零(?!”?总)|通车|揭牌|开业|投产|率先|首家|全覆盖|移交|入选|"
    r"成功(?:创建|承办|举办|申报|引进|入选|打造)|(?<!未)完成(?![^，]{0,24}(?:目标|任务)$)[^，]{4,}|列入|排名|位列|无[^，]{0,8}(?:事故|上访|集访)"
)
# Says something of a subject named before: 涉及房屋61栋, 累计投资1144万元.
_WANTS_TOPIC = re.compile(
    r"^(?:共|已|总|均)?(?:涉及|累计投资(?!额)|总投资|计划(?:总)?投资|投资(?:金?额)?[0-9０-９.,余多约近]+[万亿]?余?元?$|建筑面积|总?面积|占地|惠及|覆盖|估算|总?金额|"
    r"服务(?:了|群众)?[0-9]|目前已|已于|现已|已竣工|均已|已完成\W*$|[0-9０-９]+(?:\.[0-9]+)?%)"
)
_VERB = re.compile(
    r"完成|实现|新增|建成|拆|清|整治|改造了|开展|组织|办|发放|检查|查处|排查|签|投|接|受理|化解|调处|解决|引|培训|服务(?![公中站业点平大区])|争取|"
    r"成立|设|建|达|增|降|减|收|处|获|评|召开|举办|推|打造|发现|整改|走访|摸排|采|召开|开[工业通办发]|更新|执行|落实|配|划分|实施|申报|认定|通过|"
    r"有|为|是|进行|取缔|关停|制作|出动|上报|补|入|安装|硬化|创|升|列|救助|慰问|换发|惩|警告|涉及|共|立|破|罚|拘|缴|占|"
    r"扶|打|引导|参与|帮|种|修|铺|供|贷|转|调|购|租|产|销|迁|腾|建|搭|播|编|印|写|演|赛|练|学|教|宣"
)
_ESTIMATE = re.compile(
    r"(?:预计|预期)(?:全年|[^，]{0,4}年|上半年|前?[一三]季度|全[镇乡县市区省州旗])*(?:可?实现|完成|达到?)(?!施工|建设)"
)
_ESTIMATE_ALONE = re.compile(r"^预[计期](?:到?(?:年底|年末)|全年|今年)?$")  # 预计，全年实现…: governs what follows
_EXPECTED = re.compile(r"(?<!可)(?:实现|完成|达到)")
_OPEN = re.compile(r"(?:^|突出|着重|重点)(?:对|将|把)(?!照|象|策|接|口)(?P<object>.+)$")
_CLOSED = re.compile(r"进行|加强|摆|作为|融入|放在|落[到实]|当作|视为|纳入|贯穿|予以|给予")
_UNDER_WAY = re.compile(
    r"正在|推进中|进场施工|加快(?:推进|建设|实施)|有序推进|预计|在建|筹备|已启动|启动(?!仪式)|持续推进|将于|稳步推进"
)


_COUNTED = re.compile(
    r"^(?:全年|今年|目前|已|共|均|实际|累计|其中|全部|再)*(?:完成|实现|达到?|为|公示|开工|竣工|完工|建成|启动|启用|投用|投产|交付|签约|验收|整改|办结|"
    r"化解|受理|处置|破获|侦破|抓获|查处|审结|执结|立案|办复|答复|采纳|移送|追回|处理|销号|通过|支出|执行|到位|收缴|兑现|拨付)*(?:了|数)?\{[^{}]*\}$"
)


class Part(StrEnum):
    """The part a clause plays."""

    FIGURE = "figure"  # carries at least one figure
    RESULT = "result"  # states something reached, without a figure
    TIME = "time"  # sets when; belongs to what follows
    TOPIC = "topic"  # 产业项目方面: names what follows
    FRAME = "frame"  # the rest: occasion, method, appeal, slogan


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause without its closing mark; `mark` is that mark as written."""

    span: Span
    text: str
    mark: str
    figures: tuple[Figure, ...]
    part: Part

    @property
    def leans_back(self) -> bool:
        """True when the clause cannot be understood without the one before it."""
        return _LEANS_BACK.match(self.text) is not None

    @property
    def wants_topic(self) -> bool:
        """True when what it speaks of stands before it, in its own sentence or the one before."""
        if self.part in (Part.TIME, Part.TOPIC):
            return False
        return self.hangs or not has_verb(self.text)

    @property
    def counts_only(self) -> bool:
        """True for 开工11台, 完成公示38台: a verb and a number, and what was counted stands before."""
        if len(self.figures) != 1:
            return False
        (figure,) = self.figures
        start, end = figure.start - self.span.start, figure.end - self.span.start
        return only_counts(self.text[:start] + "{}" + self.text[end:])

    @property
    def hangs(self) -> bool:
        """True for 涉及房屋61栋 and 开工11台: alone it would be of nothing."""
        return _WANTS_TOPIC.match(self.text) is not None or self.counts_only

    @property
    def names_its_own(self) -> bool:
        """True for 财政支出14.9亿元: an amount with its name, which hangs on nothing before it."""
        if not self.figures or self.leans_back or _WANTS_TOPIC.match(self.text):
            return False
        return names_amount(self.text[: self.figures[0].start - self.span.start] + "{")

    @property
    def qualifies(self) -> bool:
        """True for 剔除留抵退税因素, 按可比价计算: what the number behind it is reckoned on."""
        return self.part is not Part.TIME and not self.figures and _RECKONED.match(self.text) is not None

    @property
    def opens_forward(self) -> bool:
        """True for 对各开放式小区: a preposition whose verb is in the next clause."""
        found = _OPEN.search(self.text) if self.part is Part.FRAME else None
        return found is not None and not has_verb(found["object"]) and not _CLOSED.search(found["object"])

    @property
    def appeals(self) -> bool:
        """True when it only frames: occasion, basis, aim or slogan."""
        return self.part is Part.FRAME and _APPEAL.search(self.text) is not None

    @property
    def strong(self) -> bool:
        """True when it can be told without any figure."""
        return self.part is Part.RESULT and _STRONG.search(self.text) is not None

    @property
    def sets_limit(self) -> bool:
        """True for 截至…: a number under it must not be told of the whole year."""
        return self.part is Part.TIME and LIMIT.match(self.text) is not None

    @property
    def binds(self) -> bool:
        """True for a time that must stay with what it dates however far it stands: 四季度以来, 与2016年相比, 2019年."""
        return self.sets_limit or (self.part is Part.TIME and OF_A_DATE.match(self.text) is not None)

    @property
    def limit(self) -> "Clause | None":
        """The 截至9月底 or 1-9月 it is or opens with, as a clause that sets the time; None without one."""
        if self.part is Part.TIME:
            return self if self.sets_limit else None
        found = OPENING_LIMIT.match(self.text)
        if found is None:
            return None
        return Clause(Span(self.span.start, self.span.start + found.end()), found[0], "，", (), Part.TIME)

    @property
    def dates(self) -> bool:
        """True when it sets or says a time: no limit from before it governs it."""
        return self.part is Part.TIME or self.limit is not None or OWN_TIME.match(self.text) is not None

    @property
    def done(self) -> bool:
        """True when it tells of something reached: an achieved figure, or a result."""
        return self.part is Part.RESULT or any(f.status is Status.ACHIEVED for f in self.figures)

    @property
    def estimated(self) -> bool:
        """True for 预计实现: in a report on the year it is that year's figure, not yet closed, and told as such."""
        return self.part is Part.FIGURE and _ESTIMATE.search(self.text) is not None

    @property
    def intended(self) -> bool:
        """True when all its figures are planned ones."""
        return bool(self.figures) and all(f.status is Status.PLANNED for f in self.figures)


def read_clauses(text: str, sentence: Sentence, figures: Sequence[Figure]) -> list[Clause]:
    """The clauses of `sentence`; `figures` are those of the report (or chunk), in order of the text."""
    starts = [f.start for f in figures]
    clauses = []
    for span in _whole_brackets(text, sentence):
        whole = span.of(text)
        words = whole.rstrip().rstrip(CLOSING_MARKS + " \n\u3000")
        lead = len(words) - len(words.lstrip())
        here = Span(span.start + lead, span.start + len(words))
        held = tuple(figures[bisect_left(starts, here.start) : bisect_left(starts, here.end)])
        mark = whole[len(words) :].strip()[:1]
        clauses.append(Clause(here, words.strip(), mark, held, _part(words.strip(), held)))
    return [clause for clause in clauses if clause.text]


def _whole_brackets(text: str, sentence: Sentence) -> list[Span]:
    """The clauses up to the next one's first character, those inside one pair of brackets or quotes as one."""
    starts = [span.start for span in sentence.clauses]
    spans: list[Span] = []
    for start, end in pairwise([*starts, sentence.span.end]):
        open_before = spans and _open_brackets(spans[-1].of(text)) > 0
        if open_before and _open_brackets(text[spans[-1].start : sentence.span.end]) <= 0:
            spans[-1] = Span(spans[-1].start, end)
        else:
            spans.append(Span(start, end))
    return spans


def _open_brackets(words: str) -> int:
    return sum(words.count(mark) for mark in "（(《“「") - sum(words.count(mark) for mark in "）)》”」")


def is_estimate(clauses: Sequence[Clause]) -> bool:
    """True when a clause tells a figure of the year that is not closed yet: 预计实现…, and 预计，全年实现…."""
    behind = any(
        opens_estimate(before) and bool(clause.figures) and _EXPECTED.search(clause.text)
        for before, clause in pairwise(clauses)
    )
    return behind or any(clause.estimated for clause in clauses)


def opens_estimate(clause: Clause) -> bool:
    """True for 预计 before a comma."""
    return _ESTIMATE_ALONE.match(clause.text) is not None


def has_verb(words: str) -> bool:
    """True when a verb of work stands in `words`; a list of names has none."""
    return _VERB.search(words) is not None


def names_amount(words: str) -> bool:
    """True for 财政支出{f1}: the name of an amount stands before the first reference."""
    return _INDICATOR.search(words.partition("{")[0]) is not None


def only_counts(words: str) -> bool:
    """True for 开工{f1}, 完成198万 with its figure as a reference: what was counted stands before it."""
    return _COUNTED.match(words) is not None


def is_under_way(text: str) -> bool:
    """True when the words tell of work that goes on rather than of work done."""
    return _UNDER_WAY.search(text) is not None


def _part(words: str, figures: Sequence[Figure]) -> Part:
    if figures:
        return Part.FIGURE
    if TIME.match(words) or _ESTIMATE_ALONE.match(words):
        return Part.TIME
    if _TOPIC.match(words):
        return Part.TOPIC
    if _RESULT.search(words) and not _APPEAL.search(words):
        return Part.RESULT
    return Part.FRAME
