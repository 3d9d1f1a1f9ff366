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
_PART = 2  # the deepest level a part of a report is numbered with: 一、 or (一)
_LONGEST_NAME = 32  # characters of what an item calls a problem


def problem_text(report: Report, sentence: Sentence, clauses: Sequence[Clause]) -> str:
    """Draft text of a sentence of the problems; under 一是技术力量薄弱。 the first one says what that names.

    "" for words that only lead to a list of them.
    """
    if _LEADS.fullmatch(sentence.span.of(report.text)):
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
