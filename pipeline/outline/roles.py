"""What a section is for, as its title says: work, plans, problems."""

import re

from pipeline.domain.report import Role
from pipeline.outline.dates import years_in

_WORK = re.compile(
    "总结|回顾|成效|成果|成绩|亮点|完成|开展情况|进展|落实情况|落实结果|执行情况|做法|工作情况|基本情况|运行情况|取得|特色|过去|以来|所做|情况$"
)
_PLANS = re.compile(
    "计划|打算|思路|下一?步|下一?阶段|下半年|今后|明年|来年|展望|总体要求|指导思想|主要目标|预期目标|发展目标|奋斗目标|工作目标|目标任务|目标和|"
    "工作重点|重点任务|主要任务|工作任务|工作安排|工作部署|工作要求|工作建议|工作措施|努力方向|预算草案|规划$|"
    "[二三四]季度(?:的)?(?:重点|主要)?(?:工作)?(?:重点|任务|目标|安排|打算|计划|措施|工作)$"
)
_STRONG_PLANS = re.compile(
    r"^[^，,]{0,12}(?:下一?步|下一?阶段|今后|明年|来年)|工作(?:计划|打算|思路|安排)$|(?:年|半年|期)(?:的)?(?:计划|打算|思路|安排)$"
)
_PROBLEMS = re.compile(
    "存在.{0,6}(?:问题|不足|困难|短板|差距)|(?:问题|困难|不足)(?:和|与|及|、)(?:不足|困难|问题|短板|原因|挑战)|主要(?:问题|困难)|面临.{0,4}(?:困难|挑战|问题)|关注的.{0,4}问题|"
    "不足之处|短板(?:和|与|及|、)?弱项|^(?:当前|目前|工作|主要|突出|中|的)*(?:问题|不足|困难|短板|差距)$"
)
_IMPROVES = re.compile(
    r"^(?:下一?步|今后)?(?:的)?(?:主要|具体|工作)?(?:改进|整改|解决|应对|提升)(?:的)?(?:措施|方向|打算|思路|计划|对策|办法)"
)
_DONE = re.compile("总结|回顾|成效|成果|成绩|亮点|情况|进展|过去|以来|所做|取得")
_PLAN_TITLE = re.compile(
    r"(?:计划|打算|要点|思路|谋划|工作安排|重点任务|目标任务|任务分解)(?:[（(][^（）()]{1,12}[）)])?$"
)


def role_of(title: str, year: int | None, *, outer: bool) -> Role | None:
    """The role `title` states by itself; None when it states none. `year` is the year reported on.

    Titles of the outermost level may be short of words (2023年重点工作); deeper ones must say it plainly, because
    计划 and 目标 are words of any work. A title of problems *and* plans counts as plans: what is intended must not be
    taken for done, and problems are told by their own words.
    """
    plans = _STRONG_PLANS.search(title) or (outer and _PLANS.search(title))
    if outer and (ahead := _is_ahead(title, year)) is not None and not _PROBLEMS.search(title):
        return Role.PLANS if ahead else Role.WORK
    if plans and not _work_first(title):
        return Role.PLANS
    if _PROBLEMS.search(title):
        return Role.PROBLEMS
    return Role.WORK if outer and _WORK.search(title) else None


def firm_role_of(title: str, year: int | None, *, outer: bool) -> Role | None:
    """`role_of`, where plans are told: 完成 and 落实 there are what is meant, only 情况, 成效 … are of work done."""
    role = role_of(title, year, outer=outer)
    return None if role is Role.WORK and not _DONE.search(title) else role


def announces(title: str | None) -> bool:
    """True for the title of a report of plans alone: 2024年工作要点, not 工作总结和2024年工作计划."""
    return (
        title is not None and _PLAN_TITLE.search(title) is not None and not _WORK.search(title) and "报告" not in title
    )


def is_problem_title(title: str) -> bool:
    """True for a title that announces problems: 存在的困难和不足."""
    return _PROBLEMS.search(title) is not None


def improves(title: str) -> bool:
    """True for the title that stands, below the problems, over what will be done about them: 改进措施."""
    return _IMPROVES.match(title) is not None


def tells_problems_first(title: str) -> bool:
    """True for 存在问题及下一步打算: problems, then plans."""
    problems, plans = _PROBLEMS.search(title), _PLANS.search(title)
    return problems is not None and plans is not None and problems.start() < plans.start()


def _is_ahead(title: str, year: int | None) -> bool | None:
    """Whether the first year of `title` lies behind the year reported on; None when that cannot be told."""
    years = years_in(title)
    if not years or year is None or years[0] < year:
        return None
    if years[0] > year:
        return True
    return False if _WORK.search(title) else None


def _work_first(title: str) -> bool:
    """True when the title speaks of what was done before it speaks of plans: 年度工作计划完成情况, 总结及下一步打算."""
    work = _WORK.search(title)
    plans = _STRONG_PLANS.search(title) or _PLANS.search(title)
    return work is not None and (plans is None or work.start() < plans.start() or title.endswith("情况"))
