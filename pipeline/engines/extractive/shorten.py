"""Which clauses of a sentence an editor would keep, and where a long one is cut into several claims.

Cuts fall on clause borders only. A clause that leans on the one before it keeps that one; a time clause stays with
what it dates, and 截至… is repeated for every piece it governs, because a nine-month figure told as a yearly one is
among the mistakes editors name (GB/T 15835 handbooks; 张伟, 党政公文数字使用研究).
"""

import re
from collections.abc import Collection, Sequence
from itertools import accumulate, pairwise

from pipeline.engines.extractive.clauses import Clause, Part, has_verb

_VAGUE = ("截至目前", "截止目前")  # says no more than the report's own date
# 实现利税2.46亿元 behind the ； of another clause: of those named there.
_OF_THOSE_BEFORE = re.compile(r"^(?:实现|完成|共)*(?:利税|利润|营业收入|主营业务收入|增加值|总?产值|销售收入|税金)")
_SURVEY = re.compile(r"^在[^，]{2,24}(?:监测|测评|考核|考评|评比|评估|考试|抽查|检查|普查|调查|评价)(?:中|上)$")
_LED = re.compile(r"^在[^，]{2,40}(?:领导|指导|支持|监督|关心|帮助|努力)[^，]{0,6}下$")
# Results an office reports of itself: no subject is lost with the words before them.
_OF_THE_OFFICE = re.compile(r"^(?:连续|先后|成功|荣获|获评|获得|被评|率先|顺利)")
LONGEST_CLAIM = 110  # characters; two lines and a half of an official page, beyond that a list reads as a wall


def segments(clauses: Sequence[Clause]) -> list[list[Clause]]:
    """The clauses in runs cut at ；, a run that cannot stand alone joined to the one before."""
    runs: list[list[Clause]] = [[]]
    for clause in clauses:
        runs[-1].append(clause)
        if clause.mark in ("；", ";"):
            runs.append([])
    joined: list[list[Clause]] = []
    for run in runs:
        if joined and run and _cannot_stand(run):
            joined[-1] += run
        elif run:
            joined.append(run)
    return joined


def keep(run: Sequence[Clause], estimated: bool = False, own: Collection[str] = ()) -> list[Clause]:
    """The clauses of one segment worth publishing, in order, under a time that binds them however far before them it
    stands, unless it is of the report's `own`; [] when it tells nothing reached.

    `estimated`: its sentence opens with 预计实现, so that its figures are the year's though none is closed.
    """
    needed = [i for i, clause in enumerate(run) if clause.part is Part.FIGURE or clause.part is Part.RESULT]
    if not any(run[i].done or estimated for i in needed):
        return []
    first = needed[0]
    while first > 0 and _belongs(run[first - 1], run[first]):
        first -= 1
    bound = (
        [] if run[first].dates else [clause for clause in run[:first] if clause.binds and clause.text not in own][-1:]
    )
    return [*bound, *run[first : needed[-1] + 1]]


def keep_whole(run: Sequence[Clause], longest: int = 60) -> list[Clause]:
    """A result without figures from its sentence's first word, for its subject stands there; [] when too long."""
    strong = [i for i, clause in enumerate(run) if clause.strong]
    if not strong or run[0].leans_back:
        return []
    first = strong[0] if _OF_THE_OFFICE.match(run[strong[0]].text) else 0
    kept = list(run[first : strong[-1] + 1])
    return kept if sum(len(clause.text) + 1 for clause in kept) <= longest else []


def pieces(kept: Sequence[Clause], longest: int = LONGEST_CLAIM) -> list[list[Clause]]:
    """`kept` cut into claims of about equal length, at most about `longest` characters, each able to stand alone."""
    ends = list(accumulate(len(clause.text) + 1 for clause in kept))
    number = -(-ends[-1] // longest)
    openings = [i for i in range(1, len(kept)) if _can_open(kept[i - 1], kept[i])]
    cuts = set()
    for part in range(1, number):
        ideal = part * ends[-1] / number
        near = min(openings, key=lambda i: abs(ends[i - 1] - ideal), default=None)
        if near is not None:
            cuts.add(near)
    edges = [0, *sorted(cuts), len(kept)]
    parts = [_trimmed(kept[a:b]) for a, b in pairwise(edges)]
    return [part for part in parts if any(clause.figures or clause.done for clause in part)]


def _trimmed(part: Sequence[Clause]) -> list[Clause]:
    """Without framing clauses at its end: they led to what was cut off."""
    trimmed = list(part)
    while len(trimmed) > 1 and trimmed[-1].part not in (Part.FIGURE, Part.RESULT):
        trimmed.pop()
    return trimmed


def with_limits(
    parts: Sequence[Sequence[Clause]], limit: Clause | None = None, own: Collection[str] = ()
) -> list[list[Clause]]:
    """Each piece under the 截至… that governs it, said again where the piece sets no time itself.

    `limit` is the one that governs the sentence from before it, `own` the report's own times: see `governing`.
    """
    out = []
    for part in parts:
        dated = part[0].dates or any(clause.part is Part.TIME for clause in part)
        out.append(list(part) if limit is None or dated else [limit, *part])
        limit = last_limit(part, limit, own)
    return out


def last_limit(clauses: Sequence[Clause], before: Clause | None = None, own: Collection[str] = ()) -> Clause | None:
    """What governs the words after `clauses`: the last time set in them, else `before`."""
    for clause in reversed(clauses):
        if clause.dates:
            return governing(clause, own)
    return before


def governing(clause: Clause, own: Collection[str] = ()) -> Clause | None:
    """The limit `clause` sets for numbers after it; None for 截至目前, which says no more than today, and for the
    `own` times of the whole report (上半年, 2022年以来), which the words over it say once.
    """
    limit = clause.limit
    if limit is None or limit.text in _VAGUE or any(limit.text.endswith(time) for time in own):
        return None
    return limit


def _belongs(before: Clause, clause: Clause) -> bool:
    """True when `clause` would hang in the air without `before`."""
    if (
        before.part in (Part.TIME, Part.TOPIC)
        or before.qualifies
        or before.text == "其中"
        or _SURVEY.match(before.text)
    ):
        return True
    if _LED.match(before.text):
        return False
    return clause.leans_back or clause.wants_topic or before.opens_forward or _no_verb_yet(clause)


def _no_verb_yet(clause: Clause) -> bool:
    """True when the clause begins with a list of names and no verb before its first figure."""
    if not clause.figures:
        return False
    head = clause.text[: clause.figures[0].start - clause.span.start]
    return len(head) > 12 and "、" in head and not has_verb(head)


def _can_open(before: Clause, clause: Clause) -> bool:
    """True when a claim may begin with `clause`, and `before` is not what it hangs on."""
    return clause.part in (Part.FIGURE, Part.TIME, Part.TOPIC) and not _belongs(before, clause)


def _cannot_stand(run: Sequence[Clause]) -> bool:
    head = run[0]
    short = sum(len(clause.text) for clause in run) < 10
    leans = head.leans_back and not head.text.startswith("其中")
    return short or leans or _OF_THOSE_BEFORE.match(head.text) is not None
