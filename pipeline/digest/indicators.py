"""Figures of several reports that measure the same thing, brought together by name and unit, never by value.

What makes a cell unlike its neighbours (a plan, a cut-off date, another unit) is said beside it; nothing is
converted or summed.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.domain.report import Report
from pipeline.domain.result import Cell, FigureRow, Indicator, ReportSummary

_LIMIT = re.compile(r"截[至止]到?[^，,；;。]{1,12}")


@dataclass(frozen=True, slots=True)
class IndicatorRule:
    """An indicator: its name, the units it is counted in, and the words that name it or rule it out.

    `words` and `unless` are regular expressions searched in the clause's words before and around the figure.
    """

    name: str
    units: tuple[str, ...]  # canonical
    words: str
    unless: str = r"$^"


_MONEY = ("元", "")
DEFAULT_INDICATORS = (
    IndicatorRule("一般公共预算收入(财政收入)", _MONEY, r"公共预算收入|财政(?:总)?收入", r"预算支出|增长|占|任务\W*$"),
    IndicatorRule("固定资产投资", _MONEY, r"固定资产投资|固投|累计完成投资(?!额)", r"计划总投资|增长|项目\w*投资"),
    IndicatorRule("税收", _MONEY, r"税收", r"代征|新增税收|占|公共预算"),
    IndicatorRule("规模以上工业总产值", _MONEY, r"规(?:模|上)\w*工业\w*产值", r"增长|同比"),
    IndicatorRule("社会消费品零售总额", _MONEY, r"社零|社会消费品零售", r"增长|同比"),
    IndicatorRule("老旧小区改造", ("个",), r"老旧小区\w{0,4}改造", r"配套|邻里"),
    IndicatorRule("拆除违建面积", ("平方米",), r"拆违|拆除\w{0,4}违|违[章法]\w{0,2}建|违建", r"摸排|历史攻坚任务|广告"),
    IndicatorRule("发现安全隐患", ("条", "处", "个"), r"(?:发现|查处|排查)\w{0,8}隐患", r"整改"),
    IndicatorRule("整改安全隐患", ("条", "处", "个"), r"整改|消除隐患", r"率|问题|业主"),
    IndicatorRule("检查企业", ("家", "家次"), r"检查\w{0,6}(?:企业|经营单位|门店)", r"$^"),
    IndicatorRule("调处矛盾纠纷", ("起", "件"), r"(?:调处|调解|化解)\w{0,6}纠纷|纠纷", r"率"),
    IndicatorRule("接待来访群众", ("人次", "批"), r"来访", r"信件"),
    IndicatorRule("办理12345热线", ("件", "单"), r"12345", r"满意"),
    IndicatorRule("疫苗接种(第一剂)", ("人", "剂"), r"(?:第一针|一剂次|第一剂)", r"率"),
    IndicatorRule("核酸检测", ("人", "人次"), r"核酸", r"率"),
    IndicatorRule("群众满意率", ("%",), r"满意[率度]", r"$^"),
    IndicatorRule("新增停车位", ("个", "余个"), r"停车[泊位]|泊车位|泊位", r"$^"),
)


def shared_indicators(
    reports: Sequence[Report], summaries: Sequence[ReportSummary], rules: Iterable[IndicatorRule] = DEFAULT_INDICATORS
) -> list[Indicator]:
    """Indicators that at least two reports give, one cell a report; a report that gives none has an empty cell."""
    found = []
    for rule in rules:
        words, unless = re.compile(rule.words), re.compile(rule.unless)
        cells = [
            _cell(report, summary, rule, words, unless) for report, summary in zip(reports, summaries, strict=True)
        ]
        units = {cell.figure.unit for cell in cells if cell.figure}
        if sum(cell.figure is not None for cell in cells) >= 2:
            found.append(Indicator(name=rule.name, unit="、".join(sorted(u for u in units if u)), rows=tuple(cells)))
    return found


def _cell(
    report: Report, summary: ReportSummary, rule: IndicatorRule, words: re.Pattern[str], unless: re.Pattern[str]
) -> Cell:
    matching = [
        row
        for row in summary.figures
        if row.unit in rule.units and words.search(row.indicator) and not unless.search(row.indicator)
    ]
    matching.sort(key=lambda row: ({"achieved": 0, "context": 1, "planned": 2}[row.status], row.start))
    if not matching:
        return Cell(report=summary.report.name, figure=None)
    return Cell(report=summary.report.name, figure=matching[0], note=_note(report, matching[0]))


def _note(report: Report, row: FigureRow) -> str | None:
    """What a reader of the table must know of this cell."""
    notes = []
    if row.status == "planned":
        notes.append("计划数")
    if row.sentence:
        sentence = report.outline.sentences[row.sentence - 1].span
        limits = _LIMIT.findall(report.text[sentence.start : row.start])
        notes += limits[-1:]
    return "，".join(notes) or None
