"""What a report says went wrong, in its words."""

import re
from collections.abc import Sequence

from pipeline.domain.report import Report, Sentence
from pipeline.engines.extractive.clauses import Clause
from pipeline.engines.extractive.wording import join_clauses
from pipeline.outline.amounts import states_amount
from pipeline.outline.roles import is_problem_title
from pipeline.outline.turns import done_before_problem, lacks

_LEADS = re.compile(r"[^。]{0,14}[：:]$")  # 主要表现在：, said of the list behind it
_WANTING = r"(?:问题|困难|不足|短板|差距|挑战|弱项|薄弱环节|缺点|矛盾|风险)"
# 各位代表，我们也清醒地看到，工作中还存在一些问题和困难。 says only that there are some.
_ONLY_THAT = re.compile(
    r"(?:(?:各位代表|各位委员|各位领导|同志们)[，,！!：:])?(?:在[^，,。]{2,20}(?:的同时|之余)[，,])?(?:虽然?|尽管)?(?:[^，,。；;]{2,24}(?:成绩|成效|进展|进步)[，,])?(?:[但然]而?|同时|不过|当然)?[，,]?"
    r"(?:我[们局院镇委区县市]*)?(?:[也还]|必须|应当?|要|更)*(?:清醒|深刻|充分|客观|冷静|理性)?地?(?:(?:认识|看|意识)到)?[，,]?"
    r"(?:(?!不|未|差|弱|缺|难|低|慢|滞)[^，,。；;：:]){0,24}?[，,]?(?:还|仍然?|依然|也|尚|同时)*(?:存在|面临|有)(?:着|的)?"
    r"(?:不少|一些|许多|诸多|以下|如下|较多|很多|若干|几个|[一二三四五六七八九]?个?方面|一定|不容忽视|亟待解决|主要|突出|和|的)*"
    rf"{_WANTING}(?:(?:和|与|、|及|以及){_WANTING})*(?:主要)?(?:[是有]|如下|表现在|表现为)?[。：:；;，,]*"
)
_LISTED_BELOW = re.compile(r"[^。；;]{0,60}(?:还|仍|尚)?(?:有|存在)[^，,。；;]{0,10}(?:差距|不足|问题|困难)[：:]$")
_PART = 2  # the deepest level a part of a report is numbered with: 一、 or (一)
_LONGEST_NAME = 32  # characters of what an item calls a problem


def problem_text(report: Report, sentence: Sentence, clauses: Sequence[Clause]) -> str:
    """Draft text of a sentence of the problems; under 一是技术力量薄弱。 the first one says what that names.

    "" for words that only lead to a list of them, or say no more than that there are some.
    """
    said = sentence.span.of(report.text).strip()
    if any(pattern.fullmatch(said) for pattern in (_LEADS, _ONLY_THAT, _LISTED_BELOW)):
        return ""
    words = join_clauses(report.text, clauses)
    name = _name(report, sentence)
    return f"{name}：{words}" if name and name not in words else words


def split_at_problem(text: str, sentence: Sentence, clauses: Sequence[Clause]) -> tuple[list[Clause], list[Clause]]:
    """The clauses that tell of work and those from the one that names a problem on: 完成税收3亿元,但仍存在…不足."""
    at = done_before_problem(sentence.span.of(text))
    if not at:
        return list(clauses), []
    border = sentence.span.start + at
    return [one for one in clauses if one.span.start < border], [one for one in clauses if one.span.start >= border]


def _name(report: Report, sentence: Sentence) -> str:
    """What the heading above calls wanting; "" where `sentence` is not the first below it, or it names none."""
    if sentence.section is None:
        return ""
    section = report.outline.sections[sentence.section]
    first = not report.text[section.heading.end : sentence.span.start].strip(" \u3000\n。：:")
    title = section.title
    item = section.parent is not None or section.level > _PART
    fits = item and first and len(title) <= _LONGEST_NAME and not is_problem_title(title) and not states_amount(title)
    return title.replace(",", "，").replace("{", "｛").replace("}", "｝") if fits and lacks(title) else ""
