"""The setting of a number: the words it belongs to, in three circles, and what they say of it."""

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.domain.figure import Base, Bound, Direction, Endpoint, Marker, Status
from pipeline.verify import cues
from pipeline.verify.strings import blank
from pipeline.verify.words import content

_PIECE = re.compile(r"[，,：:；;。！？\n]")  # bounds of what 计划 or 完成 governs; 、 is none
_CORE = 4  # characters of the noun at the number
_SHARE = re.compile(r"\s*占(?!地|道|用)")  # 城镇零售额32亿元，占总额的84.8%
_LISTED = re.compile(r"^\s*[、和与及]\s*[-－−﹣负]?$")  # 增长3.2%、-1.4%: the sign is this number's own
_RESPECTIVELY = re.compile(r"(?P<heads>[^，,：:；;。\d]+)分别(?:为|是|达到?)?\s*$")
_LISTING = re.compile(r"[、和与及]")
_LABEL = 6  # a longer stretch between two numbers is a label of the second even where a noun follows that

_SENTENCE_END = re.compile(r"[。！？!?\n]+")
_GROUP_END = re.compile(r"[；;]")
_CLAUSE_END = re.compile(r"[，,、：:（()）《》]")
_CHAIN = 64  # numbers that lean on one another: an endless list must not recurse without end
_LIMIT = 400  # characters of a sentence looked at on either side: a text without marks must not go quadratic


@dataclass(slots=True)
class Reach:
    """Where the words round one number begin and end in its text."""

    sentence: tuple[int, int]
    group: tuple[int, int]
    previous: int  # end of the number before it in the sentence, else the sentence's start
    following: int  # start of the number after it, else the sentence's end
    left: int  # start of the clause piece before it
    right: int  # end of the clause piece after it


class Setting:
    """One number in one text. `near` is its own clause piece, `group` up to ；, `sentence` up to 。"""

    __slots__ = ("__dict__", "end", "masked", "prior", "reach", "start", "text")

    def __init__(self, text: str, masked: str, start: int, end: int, reach: Reach, prior: "Setting | None") -> None:
        self.text, self.masked, self.start, self.end, self.reach = text, masked, start, end, reach
        self.prior = prior  # the number before it in the same sentence

    @cached_property
    def left(self) -> str:
        """The words from the number before it, or the start of its sentence, to the number."""
        return self.text[self.reach.previous : self.start]

    @cached_property
    def since(self) -> str:
        """`left`, no further back than the start of its part of the sentence: 一是…下滑；二是…率为46%."""
        return self.text[max(self.reach.previous, self.reach.group[0]) : self.start]

    @cached_property
    def before(self) -> str:
        """The words of its own clause piece before the number."""
        return self.text[self.reach.left : self.start]

    @cached_property
    def after(self) -> str:
        """The words of its own clause piece after the number."""
        return self.text[self.end : self.reach.right]

    @cached_property
    def label(self) -> str:
        """`before`, unless it is the noun of the number right before it: 55个大网格119个微网格."""
        touching = self.reach.left == self.reach.previous and self.prior is not None
        return "" if touching and self.after and len(self.before) <= _LABEL else self.before

    @cached_property
    def near(self) -> frozenset[str]:
        """Content words of its own clause piece, or of the words back to the number before where that has none."""
        return content(self.label) | content(self.after) or content(self.left)

    @cached_property
    def core(self) -> frozenset[str]:
        """Content words of the few characters that touch the number: 护理补贴 of 发放护理补贴66.32万元."""
        label = self.label.strip()
        return content(label[-_CORE:] if label else self.after.strip()[:_CORE])

    @cached_property
    def subject(self) -> frozenset[str]:
        """`near`, or the subject of the number before it where it has no words of its own; both for its share."""
        return self.near | self.anchor if _SHARE.match(self.label) else self.near or self.anchor

    @cached_property
    def governed(self) -> str:
        """The words before it that 计划 or 完成 can govern it from: back to a comma, over numbers and 、."""
        start = max(self.reach.sentence[0], self.start - _LIMIT)
        cuts = deque(_PIECE.finditer(self.masked, start, self.start), maxlen=1)
        return self.text[cuts[0].end() if cuts else start : self.start]

    @cached_property
    def anchor(self) -> frozenset[str]:
        """Content words of the number before it in the sentence: 总产值15亿元 for the 42% of “,同比增长42%”."""
        return self.prior.subject if self.prior else frozenset()

    @cached_property
    def back(self) -> frozenset[str]:
        """`subject` and the content words back to the number before it."""
        return self.subject | content(self.left)

    @cached_property
    def group(self) -> frozenset[str]:
        """Content words of its part of the sentence."""
        return content(self.masked[self.reach.group[0] : self.reach.group[1]])

    @cached_property
    def sentence(self) -> frozenset[str]:
        """Content words of its sentence."""
        return content(self.masked[self.reach.sentence[0] : self.reach.sentence[1]])

    @cached_property
    def direction(self) -> Direction | None:
        """See `cues.direction`; read within the clause piece, and along a list (分别下降50%、64%)."""
        return self._host.direction if self._host else cues.direction(self.before, self.after)

    @cached_property
    def base(self) -> Base | None:
        """See `cues.base`; read back to the number before, and along a list."""
        return self._host.base if self._host else cues.base(self.left)

    @property
    def _host(self) -> "Setting | None":
        """The number before it in a bare list of numbers."""
        return self.prior if self.prior and self.listed else None

    @property
    def listed(self) -> bool:
        """True when nothing but 、 or 和 and its own sign stands between the number before it and this one."""
        return _LISTED.match(self.left) is not None

    @cached_property
    def endpoint(self) -> Endpoint | None:
        """See `cues.endpoint`."""
        return cues.endpoint(self.before)

    @cached_property
    def status(self) -> Status | None:
        """See `cues.status`."""
        return cues.status(self.governed, self.after)

    @cached_property
    def softened(self) -> tuple[Marker | None, Bound | None]:
        """See `cues.softened`."""
        return cues.softened(self.before, self.text[self.end : self.end + 4])


def read_settings(text: str, spans: Sequence[tuple[int, int]]) -> list[Setting]:
    """The setting of each of `spans` (ordered, disjoint) in `text`."""
    masked = blank(text, spans)  # so that 3,365 is not cut at its comma
    cuts = {
        name: _cuts(masked, pattern)
        for name, pattern in (("sentence", _SENTENCE_END), ("group", _GROUP_END), ("clause", _CLAUSE_END))
    }
    settings: list[Setting] = []
    for i, (start, end) in enumerate(spans):
        sentence = _around(cuts["sentence"], start, len(text))
        sentence = (max(sentence[0], start - _LIMIT), min(sentence[1], end + _LIMIT))
        group = _within(_around(cuts["group"], start, len(text)), sentence)
        clause = _within(_around(cuts["clause"], start, len(text)), group)
        previous = max(sentence[0], spans[i - 1][1] if i else 0)
        following = min(sentence[1], spans[i + 1][0] if i + 1 < len(spans) else len(text))
        reach = Reach(sentence, group, previous, following, max(previous, clause[0]), min(following, clause[1]))
        linked = settings and settings[-1].start >= sentence[0] and i % _CHAIN
        prior = settings[-1] if linked else None
        settings.append(Setting(text, masked, start, end, reach, prior))
    for i in range(len(settings)):
        for k, head in enumerate(_heads(settings, i)):
            settings[i + k].__dict__["label"] = head
    return settings


def _heads(settings: Sequence[Setting], i: int) -> list[str]:
    """不捕率、不诉率分别为31%和16%: what each number of the list that begins at `i` is told of; [] where not clear."""
    first = settings[i]
    said = first.text.find("分别", first.reach.previous, first.start) >= 0
    found = _RESPECTIVELY.search(first.governed) if said else None
    if found is None:
        return []
    heads = [head for head in _LISTING.split(found["heads"]) if head]
    row = settings[i : i + len(heads)]
    bare = all(_LISTED.match(one.left) for one in row[1:]) and not _LISTED.match(_next(settings, i + len(heads)))
    return heads if len(heads) == len(row) > 1 and bare and len(heads[0]) * 2 >= len(heads[-1]) else []


def _next(settings: Sequence[Setting], i: int) -> str:
    return settings[i].left if i < len(settings) else ""


def _cuts(text: str, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    return [found.span() for found in pattern.finditer(text)]


def _around(cuts: list[tuple[int, int]], at: int, size: int) -> tuple[int, int]:
    i = bisect_right(cuts, (at, at))
    return (cuts[i - 1][1] if i else 0, cuts[i][0] if i < len(cuts) else size)


def _within(inner: tuple[int, int], outer: tuple[int, int]) -> tuple[int, int]:
    return (max(inner[0], outer[0]), min(inner[1], outer[1]))
