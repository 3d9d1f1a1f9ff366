"""Which office a stretch of a draft speaks of."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from pipeline.domain.report import Report

_OFFICE = (
    "街道|镇|乡|苏木|新区|开发区|高新区|园区|自治区|自治州|自治县|特区|林区|矿区|地区|区|县|市|州|盟|旗|省"
    "|局|委员会|委|厅|部|院|中心|管委会|办公室"
)
_AFTER = r"人民政府|办事处|政府|党工委|党委|关于|二[〇○零]|工作|[\s,，。、]|$"
_TITLE_NAME = re.compile(rf"[\u4e00-\u9fff]{{1,14}}?(?:{_OFFICE})(?={_AFTER})")
_OUTER = re.compile(r"^.{2,}?(?:省|市|县|区|州|盟|旗)(?=.{2,})")
_TOGETHER = re.compile(r"^[、,，和与及同]?\s*$")
_MAX_LINE = 40  # a heading is no longer than this


def office_names(report: Report) -> frozenset[str]:
    """Names the office goes by: 东湖区百花洲街道 and 百花洲街道; empty when the head of the report gives none."""
    found: set[str] = set()
    head = report.outline.head
    for source in (head.issuer, head.title, head.page_title):
        for match in _TITLE_NAME.finditer(re.sub(r"\s|\d+年度?", "", source or "")):
            found |= _forms(match.group())
    return frozenset(name for name in found if len(name) >= 3)


def _forms(name: str) -> set[str]:
    forms = {name}
    while (outer := _OUTER.match(name)) and len(name) - outer.end() >= 3:
        name = name[outer.end() :]
        forms.add(name)
    return forms


class Speakers:
    """Says for each place of a draft which sources its words name; an empty set where they name none."""

    def __init__(self, draft: str, names: Sequence[frozenset[str]]) -> None:
        self._mentions = _mentions(draft, _unique(names))
        self._places = [start for start, _, _ in self._mentions]
        self._lines = [found.span() for found in re.finditer(r"[^\n]*\S[^\n]*", draft)]
        self._starts = [start for start, _ in self._lines]
        self._heading = self._headings(draft)

    def at(self, place: int) -> frozenset[int]:
        """Sources named last before `place` in its line, else by the heading above it."""
        if not self._mentions:
            return frozenset()
        line = self._starts[max(0, bisect_right(self._starts, place) - 1)] if self._starts else 0
        last = bisect_right(self._places, place) - 1
        if last >= 0 and self._places[last] >= line:
            return self._mentions[last][2]
        return self._heading.get(line, frozenset())

    def _headings(self, draft: str) -> dict[int, frozenset[int]]:
        """For each line start, the sources named by the nearest heading line at or above it."""
        above: frozenset[int] = frozenset()
        table = {}
        for start, end in self._lines:
            words = draft[start:end].strip()
            if words.startswith("#") or (len(words) <= _MAX_LINE and not re.search("[。；;，,]", words)):
                first, last = bisect_left(self._places, start), bisect_left(self._places, end)
                above = frozenset[int]().union(*(who for _, _, who in self._mentions[first:last]))
            table[start] = above
        return table


def _unique(names: Sequence[frozenset[str]]) -> Mapping[str, int]:
    """Name -> source, for the names that belong to one source only."""
    owners: dict[str, set[int]] = {}
    for i, own in enumerate(names):
        for name in own:
            owners.setdefault(name, set()).add(i)
    return {name: who.copy().pop() for name, who in owners.items() if len(who) == 1}


def _mentions(draft: str, names: Mapping[str, int]) -> list[tuple[int, int, frozenset[int]]]:
    """Where sources are named; names that stand together (甲街道、乙街道) name all of them."""
    if not names:
        return []
    pattern = re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))
    mentions: list[tuple[int, int, frozenset[int]]] = []
    for found in pattern.finditer(draft):
        who = frozenset({names[found.group()]})
        if mentions and _TOGETHER.match(draft[mentions[-1][1] : found.start()]):
            who |= mentions[-1][2]
        mentions.append((found.start(), found.end(), who))
    return mentions
