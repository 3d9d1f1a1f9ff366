"""What a sentence of the work part says was not reached, never told as done: 未能如期建成, 尚未开工, 进度滞后."""

import re
from collections.abc import Sequence

from pipeline.engines.extractive.clauses import Clause, Part
from pipeline.engines.extractive.shorten import segments

_TAIL = r"[^，,。；;0-9的]{0,12}$"
_FAILED = re.compile(
    r"(?:未能|没能|没有(?:按|如期|完成|达到)|(?:尚|还|仍|均|迟迟|一直|暂|至今)未(?!发[生现]|出现|见)|未(?:按(?:期|时|计划|进度|要求)|如期|完成|达到?|实现|开工|动工|落地|"
    r"建成|投产|到位|启动|落实)|(?:进度|进展|建设|推进|实施)[^，,。；;0-9的]{0,4}(?:滞后|缓慢|偏慢|受阻)|停工|停滞|搁置|暂不能|"
    rf"无法(?:按|如期|推进|解决|实施|开工)){_TAIL}"
    r"|未能?(?:完成|达到?|实现)[^，,。；;]{0,20}(?:目标|任务|要求|计划|标准|指标|进度)$"
)
# What was dealt with is work (督促未按期整改的企业), and what is left of it belongs to what was done (剩余17户未签约).
_HANDLED = re.compile(
    r"发现|查处|督促|对|针对|排查|责令|通报|约谈|处罚|清理|核查|解决|推动|跟踪|纠正|化解|消除|整治|立案|处置|劝导|取缔|追究|问责|避免|防止|杜绝|涉及|克服|引导|帮助|协调|破解|无一|没有一"
)
_LEFT = re.compile(
    r"(?:剩余|尚余|其余|其他|其中|余|仅剩|另|仍有|还有|尚有|有)?[0-9０-９]+[一-龥]{1,2}(?:正在|尚|仍|还|暂)?未|(?:剩余|尚余|其余|仅剩)"
)
_LEFT_ALONE = re.compile(
    r"(?:全年|年内|今年|目前|仍|尚|还)*未[^，,。；;0-9的]{1,8}[0-9０-９]+[一-龥]{1,2}$"
)  # 未完成任务2项
_UNSETTLED = re.compile(  # of a list of what became of each: 因条件限制暂不能解决的17件
    r"^(?:因[^，,。；;0-9]{2,16})?(?:暂时?|尚|仍|目前)?(?:未能?|不能|无法|难以)[^，,。；;0-9]{1,10}的[0-9０-９]+[一-龥]{1,2}$"
)
_WITHOUT_SUBJECT = re.compile(
    r"因|由于|受|至|截[至止]|目前|仍|尚|还|未|暂|迟迟|没有|一直|(?:建设|工程|项目|整体|总体|施工)?(?:进度|进展)|推进|停|搁置|无法|但|具有|占|全年|实际|同比|比|较|下降|增|减"
)
_BELONGS = re.compile(r"占[^地]")
_LONGEST, _SHORTEST = 90, 8  # characters of what is told of one


def split_failures(clauses: Sequence[Clause]) -> tuple[list[Clause], list[list[Clause]]]:
    """The clauses without those that say what was not reached, and what is told of each of these, its subject first."""
    kept: list[Clause] = []
    told: list[list[Clause]] = []
    for run in segments(clauses):
        gone: set[int] = set()
        for at, clause in enumerate(run):
            first = not any(one.figures for one in run[:at])
            unsettled = _UNSETTLED.match(clause.text) is not None
            alone = first and (_LEFT_ALONE.match(clause.text) is not None or _is_left(clause.text))
            if not (unsettled or alone or fails(clause.text)):
                continue
            start = _subject(run, at)
            gone.add(at)
            for before in range(at - 1, start - 1, -1):
                if run[before].figures or run[before].part is Part.RESULT:
                    break
                gone.add(before)
            if at + 1 < len(run) and _BELONGS.match(run[at + 1].text):
                gone.add(at + 1)
            words = run[start : at + 1]
            size = sum(len(one.text) + 1 for one in words)
            named = start < at or alone or not _WITHOUT_SUBJECT.match(clause.text)
            if not unsettled and named and _SHORTEST <= size <= _LONGEST:
                told.append(list(words))
        kept += [clause for at, clause in enumerate(run) if at not in gone]
    return kept, told


def _is_left(words: str) -> bool:
    return _FAILED.search(words) is not None and _LEFT.match(words) is not None


def fails(words: str) -> bool:
    """True when a clause says of its subject that it was not reached, and not what was done about such a thing."""
    found = _FAILED.search(words)
    if found is None or _LEFT.match(words):
        return False
    return _HANDLED.search(words, 0, found.start()) is None


def _subject(run: Sequence[Clause], at: int) -> int:
    """Where the clause stands that names what `run[at]` is said of."""
    while at > 0 and (_WITHOUT_SUBJECT.match(run[at].text) or run[at].leans_back):
        at -= 1
    return at
