"""Whether a claim of work tells what goes on, and whether a sentence tells the year's own figure as an estimate."""

import re
from collections.abc import Sequence

from pipeline.engines.extractive.clauses import Clause, is_estimate, is_under_way

# 启动应急响应2次 and 监督在建工程143项 were done, though 启动 and 在建 alone tell of what goes on.
_DONE_ALL_THE_SAME = re.compile(
    r"启动(?:了)?[^，,。；;]{0,16}(?:响应|预案|程序|机制|仪式|问责|[0-9０-９]+余?[次起])"
    r"|(?:监督|监管|监测|检查|巡查|排查|抽查|督查|督导|走访|服务|覆盖|针对|对)[^，,。；;]{0,8}在建"
    r"|在建(?:工程|项目|工地)[^，,。；;]{0,6}(?:监督|监管|检查|巡查|抽查|安全)"
)
_YEAR_ESTIMATED = re.compile(r"预[计期](?:到)?(?:今年|全年|20[0-9]{2}年)?(?:年?底|年末)?")


def goes_on(words: str) -> bool:
    """True when `words`, a claim's, tell of work under way."""
    said = _DONE_ALL_THE_SAME.sub("", words)
    return is_under_way(said) and "完成" not in said


def estimates_year(clauses: Sequence[Clause]) -> bool:
    """True for 预计实现生产总值391亿元 and 预计2021年底,总产值可达23.92亿元: figures of the year, not closed yet."""
    opens = bool(clauses) and _YEAR_ESTIMATED.match(clauses[0].text) is not None
    return is_estimate(clauses) or (opens and any(one.figures and "可达" in one.text for one in clauses[:2]))
