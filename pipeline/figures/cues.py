"""Words that say whether an amount is intended, reached or standing, and where they are in a sentence."""

import re
from bisect import bisect_right
from enum import Enum

from pipeline.domain.figure import Status
from pipeline.figures.lexicon import word_set, words


class Cue(Enum):
    """What a cue word says of the amounts behind it."""

    PLAN = "plan"
    DONE = "done"
    STAND = "stand"


# Enum members as globals: reading one through its class takes ten times as long on Python 3.11.
_IS_PLAN, _IS_DONE = Cue.PLAN, Cue.DONE

_PLAN = words(
    """
    预期目标 主要目标 目标是 目标为 计划 预计 拟 拟建 目标 任务 力争 力求 争创 确保 规划 预期 估算 概算 总投资 设计
    明年 今后 下一步 未来五年 未来三年 策划 谋划 有望 需 筹建 待建 申请建设 意向投资 下达的
    下达任务 下达目标 下达计划 下达我 要完成 要实现 要达到 将达 将新增 将新建 将投入 将完成 将实现 将建成 将突破
    将超过 将增加 将开工 将安排 达产后 建成后 投产后 可实现 可新增 可完成 可达 可达到
    可建成 可突破 预增 任务数 计划数 任务是 任务为 计划为 调整预算 预算调整 变动预算
    总收入安排 总支出安排 收入安排 支出安排
    应达到 须达到 需达到 应完成 须完成 应实现 应不低于 须不低于 应控制在
    年初预算 预算安排 安排预算 收入预算 支出预算 预算数 预计到
    """
)
_DONE = words(
    """
    完成 实现 达到 建成 投入 新增 签约 到位 落实 竣工 争取资金 争取到 已 已完成 累计 截至 截止 目前 实际 超额 今年
    去年 上年 完成率 比重达 任务进度 累计完成 提前完成 超额完成 完成任务 完成目标 完成投资 完成计划 完成全年任务
    完成全年计划 完成全年目标 完成年度任务 完成年度计划 完成年度目标 超任务 超计划 超目标 超全年任务 占计划 占年度
    占预算 占任务 占全年任务 占全年计划 为预算 计划的 任务的 目标的 预算的 进度的 开展 组织 召开 举办 处置 处理
    整治 今年共有 全年共有 本年共有 年内共有 调整预算的 变动预算的 年初预算的 收入预算的 支出预算的
    预算数的 比计划 较计划 上年完成数 上年完成 上年执行数 上年决算数 上年实际 超收 短收 查处 发放 解决 收录 走访
    清理 拆除 引进 培训 检查 办理 化解 基础上
    """
)
_STAND = words(
    """
    现有 现辖 下辖 共辖 辖有 辖 现共有 共有 国土面积 国土总面积 区域面积 区域总面积 辖区面积 辖区总面积 版图面积
    镇域面积 幅员面积 行政区域面积 全镇总面积 全乡总面积 全区总面积 全县总面积 全市总面积 土地总面积 耕地面积
    现有耕地 东西宽 东西长 南北长 南北宽 海拔 平均气温 年均气温
    年平均气温 降水量 降雨量 年日照 日照时数 积温 无霜期 人口密度 任务量 境内有
    镇内有 现存栏 离县城 距县城 距市区 距省城 债务限额 控制在限额 期限 清醒认识到 清醒看到
    存在的主要问题 存在的问题 困难和问题
    """
)
_PLAN_HERE = ("承担", "承诺")  # only where `_TASKS` and `_PROMISES` find them
_CUES = dict.fromkeys(_PLAN + _PLAN_HERE, Cue.PLAN) | dict.fromkeys(_DONE, Cue.DONE) | dict.fromkeys(_STAND, Cue.STAND)

# Certain even inside a plan: 已完成7个, 截至目前.
_STRONG = word_set(
    """
    已 已完成 累计 截至 截止 目前 实际 去年 上年 累计完成 提前完成 超额完成 完成率 上年完成数 上年完成 上年执行数
    上年决算数 上年实际
    """
)
# Look back even inside a plan; 累计投用15台 and 提前完成 there are what is meant to be.
_BACKWARD = word_set("已 已完成 截至 截止 目前 去年 上年 上年完成数 上年完成 上年执行数 上年决算数 上年实际")
_WHICH = word_set("已 已完成 去年 上年")
# Turn a following 完成, 新增, 建成 of their clause into an intention: 预计完成, 计划年内建成.
_MODAL = word_set("今后 计划 预计 拟 力争 确保 预期 有望 力求 争创 明年 下一步 承诺")
_HORIZON = word_set(
    "预期目标 主要目标 目标是 目标为 今后 未来五年 未来三年 力争 力求 明年 预计到"
)  # hold to the end of the sentence
# Hold for clauses that have no cue of their own.
_CARRIED = dict.fromkeys(
    words(
        """
        清醒认识到 清醒看到 存在的主要问题 存在的问题 困难和问题 现有 现辖 下辖 共辖 辖有
        辖 现共有 共有 现存栏 境内有 镇内有
        """
    ),
    Status.CONTEXT,
) | dict.fromkeys(
    words("任务是 任务为 计划为 承担 承诺 今后 未来五年 未来三年 力争 预计 预期 明年 力求"), Status.PLANNED
)
_OTHER_WORD = {
    "需": "求要氧",
    "确保": "了",
    "拟": "定",
    "设计": "院师大",
    "规划": "局",
    "计划": "生外内",
    "组织": "部委员",
    "投入": "强产品",
    "预期": "寿",
    "实际": "利使",  # 实际利用外资 names what is counted
    "期限": "内",  # 法定期限内结案率
    "辖": "区内下有地",
    "落实": "“",
}
# The last character of another word (化学需氧量, 模拟), or of a base of comparison (比上年).
_OTHER_WORD_BEFORE = dict.fromkeys(("应达到", "应完成", "应实现"), "供相响对反效适") | {
    "需达到": "内供必急按军所学",
    "需": "内供必急按军所学",
    "拟": "模虚草比",
    "辖": "管所直",
    "累计": "年",
    "组织": "党团群会",
    "上年": "比较同",
    "去年": "比较同",
    "明年": "转",
}
# Each word first and what must not stand before it behind it: the search skips to the first characters of words.
_YEAR_AHEAD = "到(?<![结顺]转到)20[0-9]{2}年"  # 到2030年, …: a horizon
# 争取税收达到…, 争取年内…: a wish; 争取资金3000万元 is work.
_STRIVES = (
    "争取(?:年内|全年|年底|早日|尽[快早]|在|于)"
    "|争取(?!到)(?:(?!资金|项目|经费|支持|指标|政策|补助)[^，,。；;0-9]){0,8}?(?=达到|突破|超过|实现|完成)"
)
_TASKS = "承担(?=着|[^，,。；;0-9]{0,12}(?:任务|指标|目标))"  # 承担费用46万元 is paid
# 承诺三年内新建学校5所 is promised; 承诺书, 承诺时限 and 兑现承诺 are things of work.
_PROMISES = (
    "承诺(?<![兑现行践背]承诺)(?<!按照承诺)(?<!公开承诺)(?!书|制|事项|时限|期限|件)"
    "(?=[^，,。；;]{0,12}(?:年内|年底|月底|之?前|投资|投入|新建|建成|建设|完成|实现|达到|解决|新增|引进|不低于|不少于))"
)
_PLAIN = "|".join(sorted(_CUES.keys() - set(_PLAN_HERE), key=len, reverse=True))
_CUE = re.compile(f"{_STRIVES}|{_TASKS}|{_PROMISES}|{_PLAIN}|{_YEAR_AHEAD}")
_SHARE_OF = word_set("计划的 任务的 目标的 预算的 进度的 调整预算的 变动预算的 年初预算的 收入预算的 支出预算的")
_AIMS = word_set("目标 任务是 任务为 计划为")
_ESTIMATE_OPENS = re.compile(
    r"预[计期][^，,。；;0-9（）()]{0,6}[，,]$"
)  # 预计，到年底可完成…: of the clause behind it too


_ESTIMATES = frozenset(("预计", "预期"))
_TO_BE_READY = re.compile(
    r"[^，,。；;]{2,20}(?:竣工|完工|建成|投产|投用|投入|开工|开放|开业|通车|通水|交付|启用|验收|运行)"
)
_WORK = re.compile(r"新建|改建|扩建|改造|修建|建设|实施|硬化|安装|救助|受理|排查|立案|审结|举行")
_BESIDE = 8  # characters: 力争年底前累计
_CHANGING = frozenset("降升增长减提高低加少大由整展缩扩落")


def _is_reached(text: str, found: re.Match[str]) -> bool:
    """True when 到2022年 ends a change (从…下降到2022年的…) instead of opening a horizon."""
    if found[0] in _CUES or found[0].startswith("争取"):
        return False
    return text[found.start() - 1 : found.start()] in _CHANGING or text[found.end() : found.end() + 1] == "的"


def _is_other(text: str, found: re.Match[str], word: str) -> bool:
    """True when the characters round a cue make another word of it."""
    start, end = found.span()
    return text[end : end + 1] in _OTHER_WORD.get(word, ()) or (
        word in _OTHER_WORD_BEFORE and start > 0 and text[start - 1] in _OTHER_WORD_BEFORE[word]
    )


def _ends(text: str, start: int, end: int) -> bool:
    return text.find("；", start, end) >= 0 or text.find(";", start, end) >= 0


def estimate_floor(text: str, floor: int) -> int:
    """Where the clause that begins at `floor` begins with the 预计, before it; `floor` where there is none."""
    found = _ESTIMATE_OPENS.search(text, max(0, floor - 9), floor)
    return found.start() if found else floor


class Cues:
    """The cue words of one sentence, read once for all its figures."""

    __slots__ = ("kinds", "start", "starts", "words")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.start = start
        self.starts: list[int] = []
        self.kinds: list[Cue] = []
        self.words: list[str] = []
        for found in _CUE.finditer(text, start, end):
            word = found[0]
            if word not in _CUES:
                word = "力争" if word.startswith("争取") else "今后"
            if _is_other(text, found, word) or _is_reached(text, found):
                continue
            self.starts.append(found.start())
            self.kinds.append(_CUES[word])
            self.words.append(word)

    def nearest(self, floor: int, start: int) -> int | None:
        """Index of the last cue in [floor, start); None when the clause has none."""
        at = bisect_right(self.starts, start) - 1
        return at if at >= 0 and self.starts[at] >= floor else None

    def intends(self, at: int, floor: int) -> bool:
        """True when cue `at` announces an intention, or 计划, 预计, 拟 … of its clause intends what it says.

        计划在去年基础上增长8%: 去年 is of the base alone.
        """
        if self.kinds[at] is _IS_PLAN:
            return True
        if self.words[at] == "基础上" and at > 0 and self.starts[at - 1] >= floor and self.looks_back(at - 1):
            return at > 1 and self.starts[at - 2] >= floor and self.kinds[at - 2] is _IS_PLAN
        if self._sums_up(at, floor) or self._sums_up(at - 1, floor):
            return True
        while at >= 0 and self.starts[at] >= floor and self.kinds[at] is _IS_DONE and not self.is_strong(at):
            at -= 1
            if at >= 0 and self.starts[at] >= floor and (self.words[at] in _MODAL or self.words[at][0] == "将"):
                return True
        return self._under_horizon(at)

    def aims(self, at: int) -> bool:
        """True for the 完成 of 目标完成100万平方米, which says what was to be done."""
        before = self.words[at - 1] if at > 0 else ""
        return before in _AIMS and self.starts[at] - self.starts[at - 1] == len(before)

    def is_possible(self, at: int) -> bool:
        """True for 可完成, 可实现 …."""
        return at >= 0 and self.words[at][0] == "可"

    def names_share(self, at: int, floor: int) -> bool:
        """True for the 计划的 of 占计划的98%, and of 计划的种植面积37.7万亩, which is no share; not behind 完成."""
        return self.words[at] in _SHARE_OF and not (
            at > 0 and self.starts[at - 1] >= floor and self.kinds[at - 1] is _IS_DONE
        )

    def looks_back(self, at: int) -> bool:
        """True for what tells of the past even in a section of plans: 已, 目前, 截至…; not behind 在…基础上.

        截至 with a day to come is for `status` to see; 累计 and 提前完成 are meant there.
        """
        return self.words[at] in _BACKWARD

    def _sums_up(self, at: int, floor: int) -> bool:
        """True for the 累计 of 力争累计建成500个: the sum that is wanted."""
        return (
            at > 0
            and self.words[at].startswith("累计")
            and self.words[at - 1] in _MODAL
            and floor <= self.starts[at - 1] >= self.starts[at] - _BESIDE
        )

    def told_of_past(self, text: str, start: int) -> bool:
        """True for the rate behind what looks back: 去年办理建议213件,办复率100%."""
        at = bisect_right(self.starts, start) - 1
        while at >= 0 and self.kinds[at] is _IS_DONE and self.words[at] != "基础上":
            if self.looks_back(at):
                return not _ends(text, self.starts[at], start)
            at -= 1
        return False

    def of_what_was(self, text: str, at: int, floor: int, start: int) -> bool:
        """True for the 12个 of 已签约的12个项目全部落地: 已 and 去年 say which ones, not what becomes of them."""
        past = at if self.words[at] in _WHICH else at - 1
        if past < 0 or self.words[past] not in _WHICH or self.starts[past] < floor:
            return False
        return text.find("的", self.starts[past], start) >= 0 and text.find("基础上", start, start + 16) < 0

    def is_strong(self, at: int) -> bool:
        """True for 已, 累计, 截至目前: done even in a section of plans."""
        return self.words[at] in _STRONG

    def carried(self, text: str, start: int) -> Status | None:
        """What the last cue of the sentence before `start` says of a clause without one; None when nothing.

        An estimate holds to the next ；, and where the sentence opens with it over the list behind that, up to a word
        that says done: 预计实现生产总值391亿元,增长8.6%；财政收入38.74亿元.
        """
        at = bisect_right(self.starts, start) - 1
        if at < 0:
            return None
        estimate = next((one for one in (at, at - 1) if one >= 0 and self.words[one] in _ESTIMATES), None)
        if estimate is not None and _ends(text, self.starts[at], start):
            part = max(text.rfind(mark, self.start, start) for mark in "；;")
            if not self._opens(text, estimate) or _WORK.search(text, part, start):
                return None
        if self.words[at] == "可达" and not _ends(text, self.starts[at], start):
            return Status.PLANNED  # 人均可支配收入可达20758元,增长9.5%
        if at and self.words[at - 1] == "预计" and self._estimates(at):
            return Status.PLANNED  # 预计全年完成收入4.5亿元,增长9.2%
        if at and self.words[at - 1] == "承诺" and self.kinds[at] is _IS_DONE:
            return Status.PLANNED
        return _CARRIED.get(self.words[at]) or (Status.PLANNED if self._under_horizon(at) else None)

    def _opens(self, text: str, at: int) -> bool:
        """True when the sentence begins with cue `at`, an estimate of amounts: 全年预计实现…, not 产业园预计6月竣工."""
        opens = at == 0 and self.starts[at] - self.start <= _BESIDE
        return opens and _TO_BE_READY.match(text, self.starts[at]) is None

    def _estimates(self, at: int) -> bool:
        """True for what follows 预计 at once, or is said to be possible: 可完成."""
        return self.words[at][0] == "可" or (self.kinds[at] is _IS_DONE and self.starts[at] - self.starts[at - 1] <= 5)

    def horizon(self, start: int) -> bool:
        """True when a horizon opened before `start` still holds there."""
        return self._under_horizon(bisect_right(self.starts, start) - 1)

    def _under_horizon(self, at: int) -> bool:
        while at >= 0 and not self.is_strong(at):
            if self.words[at] in _HORIZON:
                return True
            at -= 1
        return False
