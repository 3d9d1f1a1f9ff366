"""The labelled values of a page's head: 发布机构: 某街道办事处, 索引号 | … |, also on the next line."""

import re
from collections.abc import Sequence

from pipeline.outline.page_words import STRONG_LABELS, WEAK_LABELS, spaced

_LABEL = re.compile(
    rf"(?P<label>{spaced(STRONG_LABELS + WEAK_LABELS)})\s*[\]】]?\s*[:：|]"
    rf"|(?:(?<=[\s\[【])|^)(?P<bare>{spaced(STRONG_LABELS)})(?:\s*[\]】])?(?=\s|$)",
    re.MULTILINE,
)
_AROUND = " \t\u3000\xa0|[]【】:：\n"


def labelled_values(lines: str) -> dict[str, str]:
    """The value of each label in `lines`, the first one that is not empty; labels without blanks inside."""
    found = list(_LABEL.finditer(lines))
    ends = [*(one.start() for one in found[1:]), len(lines)][: len(found)]
    values: dict[str, str] = {}
    for one, end in zip(found, ends, strict=True):
        value = lines[one.end() : end].strip(_AROUND)
        label = "".join((one["label"] or one["bare"]).split())
        if value:
            values.setdefault(label, re.split(r"\n|\s*\|", value, maxsplit=1)[0].strip())
    return values


def first_of(values: dict[str, str], labels: Sequence[str]) -> str | None:
    """The value of the first of `labels` that has one."""
    return next((values[label] for label in labels if label in values), None)
