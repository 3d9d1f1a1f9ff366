"""What the name of a file says of its report, where the report says nothing: 某镇2023年工作总结.docx."""

import re
from dataclasses import replace

from pipeline.domain.report import Head, Outline
from pipeline.domain.span import Span
from pipeline.outline import read_outline
from pipeline.outline.titles import is_title

_COPY = re.compile(
    r"(?:\s*[-—_]?\s*(?:副本|定稿|终稿|最终版|修改稿?|打印版|上网版)|\s*[(（]\d{1,2}[)）]|^\d{1,3}\s*[.、_-]\s*)+"
)
_BELOW = "\n今年以来，各项工作扎实推进，取得明显成效。\n"  # a text a title can stand above


def with_name(outline: Outline, stem: str) -> Outline:
    """`outline` with title, or year and period, from the file's name where its own head has none."""
    head, name = outline.head, _COPY.sub("", stem).strip()
    if (head.title is not None and head.year is not None) or not is_title(name, Span(0, len(name))):
        return outline
    if head.title is not None and head.title not in name:
        return outline
    said = read_outline(name + _BELOW).head
    return replace(outline, head=_filled(head, said))


def _filled(head: Head, said: Head) -> Head:
    return replace(
        head,
        title=head.title or said.title,
        issuer=head.issuer or said.issuer,
        year=head.year or said.year,
        period=head.period or said.period,
    )
