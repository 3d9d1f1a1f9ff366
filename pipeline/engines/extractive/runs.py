"""How a claim is cut into runs of clauses that can stand in the words over its report."""

import re

from pipeline.engines.extractive.clauses import names_amount, only_counts
from pipeline.engines.extractive.times import LIMITED
from pipeline.engines.extractive.wording import drawn_length

_LONGEST = 46  # characters of one highlight: four of them and a lead fill a summary
_LEANING = re.compile(
    r"^(?:其中|为|是|达|按|同比|环比|较|比|占|增[长速幅]|下降|并|且|均|分别|余|满意|进度|[签整覆完成][约改盖功]率|"
    r"(?:收入|支出|结余|收支)(?:预期|完成|达到?|为|总计|合计)?\{|(?:共|已|全年|累计)*(?!脱贫|接警)[\u4e00-\u9fff]{1,2}\{[^{}]*\}$|"
    r"实现(?:营业收入|利润|利税)|完成(?:调整|年初|年度|全年)?(?:预算|任务|计划|目标)数?的?\{|(?:完成|督促)?整改(?!率)|"
    r"(?:共|已|总)?(?:涉及|累计投资(?!额)|总投资|计划|投资(?:金额)?\{|(?:累计)?完成投资额?\{|(?:总|累计)(?:阅读|点击|访问|浏览|播放|产|销售?|用电|发行)量|拆除面积|建筑面积|总?面积|惠及|带动|覆盖\{|估算|"
    r"总?金额|争取资金)|[^，]{0,4}标识|新增\{|更新\{|通过\{|第[二三]名|"
    r"(?:年|总|其|共|实现)*(?:产[值量]|销售额|[^，{]{0,4}金额|利润|收入|存栏|出栏|亩产|单产)(?:达到?|为|约|共)?\{)"
)
# A clause that can open a highlight though it does not open its claim: work of the office, or an indicator of its own.
_BEFORE = r"全年|今年|共|累计|已|截[至止][^，]*|[^，]{0,6}月[^，]{0,4}"
_WHOSE = r"全[街镇乡县市区]道?"
_ACTS = (
    r"(?:完成|实现|新增|新建|改建|建成|建立|建设|改造|拆除|发放|办理|办结|引进|引入|招引|培训|接种|调处|化解|受理|检查|开展|争取|"
    r"消除|清理|清运|清除|整治|成立|招募|摸排|划分|带动|接待|实施|创建|硬化|补栽|查处|出动|解决|举办|组织|投入|发现|签订|打造|"
    r"动态更新|网格处置|出清|收储|绿化|施划|处理|取缔|救助|慰问|征收|腾|获|荣获|落实|设立|采集|进行|为|对|在|脱贫|减少贫困|搬迁)"
)
_NAMES = (
    r"(?:财政|税收|一般公共预算|政府性基金|固定资产|产业投资|社会消费品|社零|地区生产总值|生产总值|城镇|农村|城乡|粮食|外贸|进出口|"
    r"直投外资|实际利用|规模以上|规模工业|规上|限额以上|限上|第[一二三]产业|教育支出|社会保障|年末|常住人口|户籍|[^，{]{2,12}(?:完成|达到?|总数)\{)"
)
_STANDS = re.compile(f"^(?:{_BEFORE}|{_WHOSE})*(?:{_ACTS}|{_NAMES})")
_ACT = re.compile(f"^(?:{_BEFORE})*{_ACTS}")
_ACT_OF_PLACE = re.compile(f"^(?:{_BEFORE}|{_WHOSE})*{_ACTS}")
_BORDER = re.compile(r"([，；。])(?![^（）]*）)")  # not inside brackets
_LABEL = re.compile(r"^[\u4e00-\u9fff]{1,6}类：")
# 企业“绿能”正式投产，实现税收800万元: what follows is told of that body, not of the office.
_ANOTHER = re.compile(
    r"(?:企业|公司|集团|银行|项目|工程|园区)(?:“[^”]*”|[^，{“]{0,6})(?:正式|已|顺利|成功)*(?:投产|落地|开工|竣工|签约|入驻|上市|完成|建成|启用)"
)
# 2022年目标完成100万平方米, 计划种植面积37.7万亩: whatever its status, it was meant and not reached.
_MEANT = re.compile(
    r"^[^，{]*(?<!超额)(?<!完成)(?<!占)(?<!年度)(?:目标(?:完成|实现)|计划(?!生育|单列|内)|拟|力争|承诺|需改造|需完成|可(?:完成|实现|达)|安排(?:我|本|全)?[镇乡县市区街]|下达|决定)[^，{]*\{"
)
# What a run may not end on: it leads to what was cut off.
_LEADS_ON = re.compile(
    r"，(?:但|由于|因|为了?|确保|主要|有望|力争|以便|从而)[^，{]*$|，(?:通过|经过)[^，]*$|，分[^，{]{1,4}看，.*$"
)
# 公司新租地300亩, 初见成效: whose, is said before.
_UNNAMED = re.compile(r"^(?:该|其|此)?(?:公司|企业|合作社|养殖场|基地|园区)(?!\{)|^占地|^(?:今年)?初见成效|^成效[显明]")
_MET = re.compile(r"，(?!其中)[^，]*(?:完成|实现|实际|达)[^，]*\{")
_NO_PART = re.compile(r"[，；]其中[^{]*$")  # a part whose number was too long to follow
_OCCASION = re.compile(r"^在[^，{]+(?:下|中|上)，(?!其中)")
_SHARED = re.compile(r"，[^，]*(?:分别|均)")  # said of several things named before it
_WHEN = re.compile(r"^(?:截[至止]|[0-9]{4}年|今年)[^{]*$")


def runs_of(text: str, *, whole: bool) -> list[str]:
    """Runs of whole clauses of at most a highlight's length, each beginning where a clause can begin.

    A clause that hangs on the one before it joins that one or is left out, and what follows it with it: 增长4.6% is
    said of what stands before it. A claim under 截至… gives runs under 截至…: its numbers are not the year's.
    `whole`: the office is the place it reports on, so that 全镇 is its own name.
    """
    marks = ["", *_BORDER.findall(_LABEL.sub("", text))]
    clauses = _BORDER.split(_LABEL.sub("", text))[::2]
    limit = clauses[0] if LIMITED.match(clauses[0]) else ""
    first = clauses[0]
    runs: list[str] = []
    open_run = governed = parts = listed = False
    for mark, clause in zip(marks, clauses, strict=True):
        if not clause:
            continue
        opens = _ACT_OF_PLACE if whole else _ACT
        behind_time = bool(runs) and _WHEN.match(runs[-1]) is not None
        dates = _WHEN.match(clause) is not None  # 截至10月底, opens what follows it
        listed = listed or (clause.startswith("其中") and mark != "，")  # a sentence of its own, with all its ；
        parts = listed or clause.startswith("其中") or (parts and mark != "；")  # 其中新建3个，改造5个: both are parts
        shut = mark == "；" and (listed or not (_leans(clause) or _STANDS.match(clause) or names_amount(clause)))
        if mark == "；":
            hangs = shut or _leans(clause)
        else:
            hangs = parts or _hangs(clause) or (governed and _ACT.match(clause) is not None)
        joins = bool(runs) and not dates and (hangs or behind_time)
        if not joins:
            runs.append(clause)
            open_run = True
        elif shut or (mark == "；" and parts):
            open_run = False  # one of several parts, told without the others, would pass for the rest of the total
        elif open_run and drawn_length(runs[-1]) + drawn_length(clause) < _LONGEST:
            runs[-1] += mark + clause
        else:
            open_run = False
        if not joins or behind_time:
            governed = not dates and opens.match(clause) is None
    runs = [run for run in runs if not _MEANT.match(run) or _MET.search(run)]
    if "{" not in first and _ANOTHER.search(first):
        runs = [run for run in runs if run.startswith(first)]
    runs = [run for run in runs if not _SHARED.search(run) or run.startswith(first)]
    runs = [_LEADS_ON.sub("", _NO_PART.sub("", _OCCASION.sub("", run))) for run in runs if not _UNNAMED.match(run)]
    runs = [run for run in runs if not only_counts(re.split("[，；]", run)[0])]
    runs = [run if run.startswith(limit) else f"{limit}，{run}" for run in runs]
    return [run for run in runs if "{" in run and drawn_length(run) <= _LONGEST]


def _hangs(clause: str) -> bool:
    """True for a clause inside a claim whose subject may stand before it: 营业收入 of whom?"""
    return _leans(clause) or not _STANDS.match(clause)


def _leans(clause: str) -> bool:
    """True for a clause that says nothing without the one before it, were that a sentence of its own."""
    return clause.startswith("{") or bool(_LEANING.match(clause)) or only_counts(clause)
