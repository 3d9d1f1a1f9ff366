"""Turns kept clauses into the words of a draft: figures as references, one punctuation width, no loose ends."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.domain.figure import Figure
from pipeline.domain.span import Span
from pipeline.engines.extractive.clauses import CLOSING_MARKS, Clause

_WIDE = str.maketrans({",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"})
# An ASCII mark becomes a wide one unless it stands inside a number, a time or Latin text.
_NARROW = re.compile(r"(?<![0-9A-Za-z])[,;:?!]|[,;:?!](?![0-9A-Za-z])|[()]|(?<=\})[,;:]|[,;:](?=\{)")
_GAP = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])|\s*\n\s*")
_OPENERS = re.compile(
    r"^(?:同时|此外|另外|其中|并且|并|且|而|还|也|特别是|尤其是|其次|最后|首先|一方面|另一方面|再者|与此同时|为此|因此)[，,:：]?"
)
_REFERENCE = re.compile(r"\{[^{}]*\}")


# A digest speaks of an office, not as it.
_SELF = re.compile(
    r"(?:(?:^|(?<=[，；。：])|(?<=全年)|(?<=今年)|(?<=[年月]底)|(?<=目前))我(?P<who>们|街道|[镇乡局院委]|[区县市省州旗])|我(?P<inner>街道|[镇乡]))(?!的)"
)
_PLACES = "区县市省州旗"
_OTHERS = re.compile(r"(?:全|各)([国省市州盟县区旗镇乡]|街道)(?!面|年|力|体|民|程)|([国省市州县区])(?:里|内)?平均")


_NOTE = re.compile(r"[\[［〔]\d{1,3}[\]］〕]")  # number of a footnote
_ASIDE = re.compile(r"[（(][^（）(){}]{20,}[）)]")  # a long remark without a figure


def reference_text(text: str, span: Span, figures: Sequence[Figure]) -> str:
    """The characters of `span` with each of `figures` as its reference; braces of the report are widened,
    so that no word of a report can pass for a reference.
    """
    parts, at = [], span.start
    for figure in figures:
        parts += [_plain(text[at : figure.start]), "{" + figure.id + "}"]
        at = figure.end
    parts.append(_plain(text[at : span.end]))
    return "".join(parts)


def join_clauses(text: str, clauses: Sequence[Clause]) -> str:
    """The clauses in order as one sentence, closed with 。 and opened without a connective that hangs."""
    words = ""
    for here, following in pairwise([*clauses, None]):
        words += reference_text(text, here.span, here.figures) if here else ""
        if following is not None and here is not None:
            # A dropped clause may have ended a list or a colon; between kept neighbours the mark stays.
            words += here.mark if here.mark in "，,、：:；;" and here.mark else "，"
    return close(words)


def close(words: str) -> str:
    """`words` as a finished sentence: openers off, marks wide, one 。 at the end."""
    words = _NOTE.sub("", _ASIDE.sub("", words))
    words = _OPENERS.sub("", _widen(words))
    return words.strip().rstrip(CLOSING_MARKS + " ") + "。"


def third_person(words: str, place: str, *, department: bool) -> str:
    """`words` without 我街道, 我们; with the name of the `place` for 我区 where another place is spoken of too, or
    where the office is a `department` and the number is the whole place's. 我区 stays where `place` is no 区.
    """

    def named(found: re.Match[str]) -> str:
        who = found["who"] or found["inner"]
        spoken = words[: found.start()] if who == "们" else words  # 我们也看到，全市…: of nobody else yet
        others = any((one or other) != who for one, other in _OTHERS.findall(spoken))
        if not others and not (department and who in _PLACES):
            return found["inner"] or ""
        return place if place.endswith(who) else found[0]

    said = _SELF.sub(named, words)
    return said if said.startswith("其中") else _OPENERS.sub("", said)


def drawn_length(draft: str) -> int:
    """Characters of a draft, a reference counted as six (the mean length of a figure in the seeds is 5.6)."""
    return len(_REFERENCE.sub("......", draft))


def _plain(words: str) -> str:
    return words.replace("{", "｛").replace("}", "｝")


def _widen(words: str) -> str:
    words = _GAP.sub("", words)
    return _NARROW.sub(lambda m: m[0].translate(_WIDE), words)
