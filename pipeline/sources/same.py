"""Reports that are the same text twice: a page and its attachment, a file under two names. Pure."""

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Sequence

from pipeline.domain.report import Report

_SHINGLE = 12  # letters and digits; long enough that two reports of one office share few
_NEAR = 0.9  # share of the shingles of both that both have
_KEPT = 8  # one shingle in so many, by its hash, stands for the others
_COMMON = 50  # reports a shingle may stand in before it says nothing
_LETTERS = re.compile(r"[\W_]+")


def same_reports(reports: Sequence[Report]) -> list[list[int]]:
    """Groups of places in `reports` that hold the same report, each of two or more, in order.

    The same means: bodies equal but for white space and punctuation, or nine tenths of their wording in common. Two
    years of one office are not the same, however alike their sentences. A report belongs to one group, the first.
    """
    words = [_words(report) for report in reports]
    shingles = [_shingles(one) for one in words]
    leader: dict[int, int] = {}
    for place, others in enumerate(_candidates(shingles)):
        near = (one for one in sorted(others) if _near(words[one], words[place], shingles[one], shingles[place]))
        first = next(near, None)
        leader[place] = leader[first] if first is not None else place
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for place, first in leader.items():
        groups[first].append(place)
    return [group for group in groups.values() if len(group) > 1]


def _words(report: Report) -> str:
    return _LETTERS.sub("", "".join(span.of(report.text) for span in report.outline.body))


def _shingles(words: str) -> frozenset[int]:
    """A sample of the hashes of all runs of `_SHINGLE` letters; of all of them for a short text."""
    hashes = {
        zlib.crc32(words[at : at + _SHINGLE].encode("utf-8", "replace")) for at in range(len(words) - _SHINGLE + 1)
    }
    some = {one for one in hashes if one % _KEPT == 0}
    return frozenset(some if len(some) >= _KEPT * 4 else hashes or {zlib.crc32(words.encode("utf-8", "replace"))})


def _candidates(shingles: Sequence[frozenset[int]]) -> list[set[int]]:
    """For each report those before it that share enough of its shingles to be near it."""
    where: defaultdict[int, list[int]] = defaultdict(list)
    found: list[set[int]] = []
    for place, own in enumerate(shingles):
        shared = Counter(one for shingle in own for one in where[shingle][:_COMMON])
        found.append({one for one, times in shared.items() if times >= _NEAR * len(own) / 2})
        for shingle in own:
            where[shingle].append(place)
    return found


def _near(one: str, other: str, ours: frozenset[int], theirs: frozenset[int]) -> bool:
    if one == other:
        return True
    return len(ours & theirs) >= _NEAR * len(ours | theirs)
