"""How far the words of a heading reach.

A heading that stands alone on its line reaches to the end of the line. One that runs on into its text reaches to the
first 。 (or ：, or, where a page lost its line breaks, blank) when what stands before it is short and text follows.
Where even the mark was lost, the siblings tell: when all of them have titles of one shape (攻坚项目,提升发展品质 is
4, 6), the same shape is cut, provided that what follows can open a sentence. What fits none of these has no title: its
number alone is the heading, as in 一是扎实推进某项目征迁,以…
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.domain.span import Span
from pipeline.outline.amounts import states_amount
from pipeline.outline.headings import Opening, levels_of
from pipeline.outline.numbering import Kind
from pipeline.outline.turns import opens_turn

_LOOKED_AT = 100  # characters behind a number in which its words are looked for
_ALONE = 60  # characters of the longest heading on a line of its own
_SHORT = 32  # characters of the longest title that runs on into its text
_LABEL = 20  # characters before a colon
_MARK = re.compile(r"[。！？!?；;]")
_TITLE_END = re.compile(r"[。！!]+[”’」』）)\"]*\**")
_COLON = re.compile(r"(?<!\d)[:：]|(?<=\d)：")
_LIST = (Kind.ARABIC_PAREN, Kind.CIRCLED, Kind.FIRST, Kind.ITEM)
_BLANK = re.compile(r"(?<=[一-龥”）)])[ \u3000\xa0]+(?=[一-龥“\d])")
_COMMA = re.compile(r"[,，]")
_CUT = re.compile(r"[,，。；;：:]")
_SHAPED = (Kind.COMMA, Kind.PAREN, Kind.ARABIC)
# Words sentences of these reports open with; after a cut by shape one of them must follow.
_OPENERS = re.compile(
    "坚持|围绕|以|通过|按照|根据|依托|立足|聚焦|紧扣|紧盯|对标|针对|结合|深入|积极|全面|持续|大力|加强|加快|加大|着力|扎实|严格|切实|认真|充分|不断|进一步|"
    "继续|推进|推动|开展|落实|完善|健全|建立|构建|打造|实施|抓好|抓实|做好|做实|强化|深化|优化|提升|提高|组织|成立|完成|实现|制定|制订|统筹|巩固|拓展|发挥|"
    "贯彻|学习|今年|全年|截至|截止|目前|上半年|街道|全区|全县|全市|全镇|我镇|我区|我县|我市|在|对|把|将|累计|共|新增|投入|安排|明确|规范|引导|支持|培育|创新|牢固"
)


class Words(NamedTuple):
    """The words of a heading: `text[start:end]`, and where the text after them and their mark begins."""

    start: int
    end: int
    after: int
    alone: bool = False  # nothing of the heading's paragraph is left for a text
    said: bool = False  # the words are a sentence of the report too


def words_of(text: str, openings: Sequence[Opening], paragraphs: Sequence[Span]) -> list[Words]:
    """The words of each heading; empty where the number alone is the heading."""
    leads = _leads(openings, paragraphs)
    found = [_own(text, opening) for opening in openings]
    sure = [words if words and (lead or not words.alone) else None for words, lead in zip(found, leads, strict=True)]
    for family in _families(openings):
        shape = _shape(text, [words for place in family if (words := sure[place])])
        for place in family if shape else ():
            found[place] = sure[place] or _cut(text, openings[place], shape) or found[place]
    return [
        _settled(text, opening, words, lead) if words else Words(opening.words, opening.words, opening.words)
        for words, opening, lead in zip(found, openings, leads, strict=True)
    ]


def _settled(text: str, opening: Opening, words: Words, leads: bool) -> Words:
    """`words` as heading, as heading and sentence, or as none when they are an item of a list and a sentence."""
    title = text[words.start : words.end]
    if words.alone and not leads:
        if len(title) > _SHORT or len(_COMMA.findall(title)) > (opening.kind not in _LIST):
            return Words(words.start, words.start, words.start)
        return words._replace(said=True)
    alone = opening.kind in _LIST and opens_turn(text, words.after, opening.limit)  # 三是水平不高。对此，我们将…
    return words._replace(said=alone or states_amount(title))


def _leads(openings: Sequence[Opening], paragraphs: Sequence[Span]) -> list[bool]:
    """For each heading, whether a deeper heading or a paragraph of text stands under it.

    The last 四是… inside a paragraph has none: the next paragraph goes on with the text, not with that item.
    """
    levels = levels_of(openings)
    starts = [paragraph.start for paragraph in paragraphs]
    answers: list[bool] = []
    for place, opening in enumerate(openings):
        following = openings[place + 1] if place + 1 < len(openings) else None
        deeper = following is not None and levels[place + 1] > levels[place]
        paragraph = bisect_right(starts, opening.paragraph.start)
        text_below = paragraph < len(starts) and (following is None or starts[paragraph] < following.start)
        inside = opening.kind is Kind.ITEM and opening.number is not None and not opening.number.opens_line
        answers.append(deeper or (text_below and not inside))
    return answers


def _own(text: str, opening: Opening) -> Words | None:
    """The words as the heading's own marks show them; None when they show nothing."""
    rest = text[opening.words : min(opening.limit, opening.words + _LOOKED_AT)]
    start = opening.words + len(rest) - len(rest.lstrip())
    zone = rest.strip()
    if opening.number and not opening.number.opens_line and (before := _before_blank(zone, start)):
        return before
    mark = _MARK.search(zone)
    if not zone:
        return None
    if _labels_text(zone):
        return _running(zone, start)
    if opening.words + len(rest) == opening.limit and len(zone) <= _ALONE and _is_whole(zone, mark):
        return Words(start, start + len(zone), start + len(zone), alone=True)
    return _running(zone, start)


def _labels_text(zone: str) -> bool:
    """True for 支出情况：全区支出36.5亿元。: a short label, a colon, and words."""
    colon = _COLON.search(zone, 0, _LABEL)
    return colon is not None and colon.end() < len(zone) and not _CUT.search(zone, 0, colon.start())


def _is_whole(zone: str, mark: re.Match[str] | None) -> bool:
    """True when `zone` has no mark, or one at its end; a clause that ends with ； is a title only when it is short."""
    if mark is None or _TITLE_END.fullmatch(zone, mark.start()):
        return True
    return mark.end() == len(zone) and len(zone) <= _SHORT and not _COMMA.search(zone)


def _running(zone: str, start: int) -> Words | None:
    colon = _COLON.search(zone, 0, _LABEL)
    ended = _TITLE_END.search(zone, 0, _SHORT + 2)
    if ended and ended.start() <= _SHORT and not (colon and colon.start() < ended.start()):
        return Words(start, start + ended.start(), start + ended.end())
    if colon and colon.start() > 1 and not _COMMA.search(zone, 0, colon.start()):
        return Words(start, start + colon.start(), start + colon.end())
    return _before_blank(zone, start)


def _before_blank(zone: str, start: int) -> Words | None:
    blank = _BLANK.search(zone, 0, _SHORT)
    if blank and blank.start() > 1 and not _CUT.search(zone, 0, blank.start()):
        return Words(start, start + blank.start(), start + blank.end())
    return None


def _families(openings: Sequence[Opening]) -> list[list[int]]:
    """The places of headings of one kind under one parent, for the kinds whose titles have a common shape."""
    families: list[list[int]] = []
    open_families: dict[Kind, list[int]] = {}
    for place, opening in enumerate(openings):
        open_families = {kind: family for kind, family in open_families.items() if kind <= opening.kind}
        if opening.kind not in _SHAPED:
            continue
        if opening.kind not in open_families:
            open_families[opening.kind] = []
            families.append(open_families[opening.kind])
        open_families[opening.kind].append(place)
    return families


def _shape(text: str, titles: Sequence[Words]) -> tuple[int, ...]:
    """The lengths of the parts between commas when at least two titles share them; () when they do not."""
    shapes = {tuple(map(len, _COMMA.split(text[words.start : words.end]))) for words in titles}
    return shapes.pop() if len(shapes) == 1 and len(titles) > 1 else ()


def _cut(text: str, opening: Opening, shape: tuple[int, ...]) -> Words | None:
    place = opening.words + (text[opening.words : opening.words + 1] == " ")
    begin = place
    for number, length in enumerate(shape):
        place += (number > 0) + length
        cut_short = _COMMA.search(text, place - length, place) or place >= opening.limit
        if cut_short or (number + 1 < len(shape) and text[place] not in ",，"):
            return None
    if not shape or not _OPENERS.match(text, place, opening.limit):
        return None
    return Words(begin, place, place)
