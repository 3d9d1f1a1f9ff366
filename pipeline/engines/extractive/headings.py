"""A sentence behind the heading of its item that leaves to that heading what its amounts are of."""

import re

from pipeline.domain.report import Report, Sentence

# 收入预期60,000万元, 完成46.2亿元: of what, says the heading.
_BARE = re.compile(
    r"^(?P<when>(?:20\d\d年，?|全年|今年|本年|全[省市县区州镇乡]|其中)*)(?P<what>(?:预计|计划|累计|共|已|总)*"
    r"(?:收入|支出|收支|结余|结转|投资|产量|总量|余额|预期|预计|计划|安排|执行|完成|实现|达到?|增长|下降|为|合计|总[计额]|数)+"
    r"(?:了|到)?\{.*)$",
    re.DOTALL,
)
_BUDGET = re.compile(r"预算$")
_SIDE = re.compile(r"^(?:收入|支出)(?!总计|合计)")  # 收入总计 counts more than the revenue
# A heading that names a thing with amounts rather than work to be done.
_NOUN = re.compile(
    r"^(?!.*(?:情况|工作|成效|加强|推进|提升|促进|持续|着力|抓|稳|保障|优化))[\u4e00-\u9fff“”]{2,14}"
    r"(?:预算|基金|收入|支出|投资|贸易|税收|消费|财政|保险|债务|资产|经费|资金|产业|农业|工业|旅游业?|外资|招商|就业)$"
)


def under_heading(report: Report, sentence: Sentence, words: str) -> str:
    """`words` of `sentence` behind the noun of its heading, where they open with an amount of nothing."""
    bare = _BARE.match(words)
    noun = _noun(report, sentence) if bare else ""
    if bare is None or not noun:
        return words
    if _BUDGET.search(noun) and _SIDE.match(bare["what"]):
        return bare["when"] + noun + bare["what"]  # 全市一般公共预算收入完成86.4亿元
    return f"{noun}：{words}"


def _noun(report: Report, sentence: Sentence) -> str:
    """The nearest heading that names a thing; "" without one."""
    for title in reversed(report.outline.path(sentence.section)):
        bare = re.sub(r"^[（(]?[一二三四五六七八九十\d]+[)）、.．]+\s*", "", title).strip(" 　。：:")
        if _NOUN.match(bare):
            return bare
    return ""
