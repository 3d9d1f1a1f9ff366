"""A report of a wanted length to measure on where none is at hand: invented, as dense in figures as real ones are."""

import re
from collections.abc import Iterator
from functools import partial
from importlib import resources
from itertools import count

from pipeline.domain.report import Report
from pipeline.errors import SettingsError
from pipeline.sources import report_of

SHORTEST, LONGEST = 300, 200_000  # characters
_HEAD = "示例区示例街道2022年工作总结\n\n来源: 示例区示例街道办事处 发布时间: 2023-01-10\n\n"
_SENTENCE = re.compile(r"[^。]+。\n?")
_LAST_DIGIT = re.compile(r"(?<=\d)\d(?!\d)")


def sample_report(chars: int) -> Report:
    """A report of `chars` characters, but for less than a sentence. Raises SettingsError for a length no report has."""
    if not SHORTEST <= chars <= LONGEST:
        raise SettingsError(f"--chars {chars}: write {SHORTEST} to {LONGEST}, the characters of one report")
    parts: list[str] = []
    left = chars - len(_HEAD)
    for sentence in _sentences():
        left -= len(sentence)
        if left < 0 and parts:
            break
        parts.append(sentence)
    return report_of(_HEAD + "".join(parts), "sample")


def _sentences() -> Iterator[str]:
    """The sample over and over, each time of another place and with other numbers: what is said twice is told once."""
    text = resources.files("pipeline.sizing").joinpath("sample.txt").read_text(encoding="utf-8")
    sentences = _SENTENCE.findall(text)
    yield from sentences
    for turn in count(1):
        for sentence in sentences:
            place = "" if sentence.startswith("(") else f"第{turn}片区"
            yield place + _LAST_DIGIT.sub(partial(_turned, turn), sentence)


def _turned(turn: int, digit: re.Match[str]) -> str:
    return str((int(digit[0]) + turn) % 10)
