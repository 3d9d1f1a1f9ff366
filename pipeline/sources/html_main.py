"""Finds the element of a page that holds the report, and takes away what the site put round it and into it.

In doubt a piece stays: a stray line of the page is marked as furniture later or is a blemish, a lost line of the
report is an error.
"""

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from pipeline.outline.page_words import words
from pipeline.sources.html_lines import BLOCKS

if TYPE_CHECKING:
    from lxml.etree import _Element

_NEVER = frozenset(
    words("""
script style noscript template head iframe frame object embed applet svg canvas math audio video select option button
input textarea map datalist dialog link meta
""")
)
_STRONG = frozenset(
    words("""
nav footer share sharebox bdsharebuttonbox bshare qrcode ewm breadcrumb related recommend copyright
""")
)
_NAMED = frozenset(
    words("""
nav navbar navi menu footer foot foots bottom crumb crumbs breadcrumb breadcrumbs share shares sharebox bshare
bdsharebuttonbox bdshare jiathis social qrcode ewm erweima related relate xgld xglj xgwz xgyd xgxx xgjd recommend
tuijian copyright banquan print dayin toolbar tools fontsize zihao sidebar aside login search searchbox pager prevnext
pagination gotop backtop fixed float wza jiucuo links friendlink yqlj comment comments dqwz wzdh
""")
)
_CONTENT = frozenset(  # without - and _ and digits
    words("""
trseditor trsueditor trspreappend ucapcontent zoom zoomcon ivscontent xxgkcontent articlecontent articlecon contenttext
btcontent xlcon xlcontent pagescontent newscontent detailcontent wparticlecontent vnewscontent vsbcontent infocontent
arccont arccontent textcontent artcon artcontent maintxt maintext view article nr zw zhengwen wenzhang context
""")
)
_SITE = re.compile(
    r"本网?站|邮编|邮政编码|版权所有|ICP备|公网安备|未经许可|技术支持\s*[:：]|主办(?:单位)?\s*[:：]|网站标识码|建议使用.{0,20}浏览器"
)
_JOINTS = re.compile(r"[-_\d]+")
_HIDDEN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
_WORDS = re.compile(r"[-_\s]+|(?<=[a-z])(?=[A-Z])")
_HAN = re.compile("[\u3400-\u9fff]+")
_MARKS = re.compile(r"[，。；、,;]")
_END = re.compile(r"[。；;]")
_PROSE = 20  # Chinese characters outside links, with a mark between them: no menu has a block like that
_LINKED = 0.6  # share of a list's words in links above which it is a list of links
_TEASED = 0.15  # share of links in a list of articles with the first words of each
_CONTENT_SHARE = 0.6  # of the page's prose, for an element with a name sites give to their text
_OUTSIDE = 0.1  # of the prose that may stand outside such an element, or
_NOTICE = 300  # signs of it: the notices of a site


class Weight(NamedTuple):
    """What an element holds: characters, of them in links, links, and characters of prose outside links."""

    chars: int
    linked: int
    links: int
    prose: int


def strip_page(page: "_Element") -> None:
    """Take away, in place, what is no text, what is hidden and what the page's own names call furniture."""
    from lxml.etree import Comment, ProcessingInstruction

    _drop(list(page.iter(*_NEVER, Comment, ProcessingInstruction)))
    weights = weigh(page)
    hidden = [one for one in page.iter() if _is_hidden(one) and weights[one].prose <= weights[page].prose / 2]
    if hidden:
        _drop(hidden)
        weights = weigh(page)
    _drop([one for one in page.iter() if one is not page and _is_furniture(one, weights[one], weights[page].prose)])


def main_of(page: "_Element") -> "_Element":
    """The smallest element with all the prose of the report; `page` itself where nothing is smaller."""
    weights = weigh(page)
    here = _named_content(page, weights)
    if here is None:
        here = page
    while True:
        inner = max(here, key=lambda child: weights[child].prose, default=None)
        if inner is None or inner.tag in ("p", "tr", "td", "tbody") or not weights[inner].prose:
            return here
        others = [one for one in here if one is not inner]
        own = weights[here].prose > weights[inner].prose + sum(weights[one].prose for one in others)
        if own or any(_is_table(one) or not _is_aside(weights[one], weights[here].prose) for one in others):
            return here
        here = inner


def holds_report(page: "_Element") -> bool:
    """True for a page, stripped, with prose or with a table of data: not only a title and labels."""
    return weigh(page)[page].prose > 0 or _is_table(page)


def _is_aside(weight: Weight, whole: int) -> bool:
    """True for what holds no prose, or little and among links: a column of other news with their first words."""
    among_links = weight.links > 2 and weight.linked > _TEASED * weight.chars
    return not weight.prose or (among_links and weight.prose * 5 < whole)


def _named_content(page: "_Element", weights: dict["_Element", Weight]) -> "_Element | None":
    """The element that holds all elements of a name sites give to their text, if these hold most of the prose."""
    found = [one for one in page.iter() if _has_content_name(one) and weights[one].prose]
    if not found:
        return None
    common = found[0]
    for one in found[1:]:
        above = {common, *common.iterancestors()}
        common = next((up for up in (one, *one.iterancestors()) if up in above), page)
    own, whole = weights[common].prose, weights[page].prose
    return common if own >= _CONTENT_SHARE * whole and whole - own <= max(_OUTSIDE * whole, _NOTICE) else None


def _has_content_name(one: "_Element") -> bool:
    if one.tag == "article":
        return True
    names = ((one.get("id") or ""), *(one.get("class") or "").split())
    return any(_JOINTS.sub("", name).lower() in _CONTENT for name in names)


def _is_table(one: "_Element") -> bool:
    """True for a table of several rows with figures in them, outside the prose."""
    tables = [one] if one.tag == "table" else one.iter("table")
    for table in tables:
        said = "".join(str(word) for word in table.itertext())
        rows = sum(1 for _ in table.iter("tr"))
        if rows > 2 and re.search(r"\d", said) and "索引号" not in "".join(said.split()):
            return True
    return False


def weigh(page: "_Element") -> dict["_Element", Weight]:
    """The weight of every element, in one pass up and one down."""
    block_of: dict[_Element, _Element] = {}
    free: defaultdict[_Element, list[str]] = defaultdict(list)
    weights: dict[_Element, list[int]] = {}
    in_link: dict[_Element, bool] = {}
    for one in page.iter("*"):
        up = one.getparent() if one is not page else None
        block_of[one] = one if up is None or one.tag in BLOCKS else block_of[up]
        in_link[one] = one.tag == "a" or (up is not None and in_link[up])
        own = len((one.text or "").strip())
        weights[one] = [own, own if in_link[one] else 0, int(one.tag == "a"), 0]
        if one.text and not in_link[one]:
            free[block_of[one]].append(one.text)
        if up is not None and one.tail:
            tail = len(one.tail.strip())
            weights[up][0] += tail
            weights[up][1] += tail if in_link[up] else 0
            if not in_link[up]:
                free[block_of[up]].append(one.tail)
    for block, pieces in free.items():
        weights[block][3] = _prose("".join(pieces))
    for one in reversed(list(weights)):
        up = one.getparent() if one is not page else None
        if up is not None:
            weights[up] = [mine + more for mine, more in zip(weights[up], weights[one], strict=True)]
    return {one: Weight(*numbers) for one, numbers in weights.items()}


def _prose(said: str) -> int:
    """The Chinese signs of a block that is prose, but for what a site says of itself."""
    if len(said) < _NOTICE and _SITE.search(said):
        return 0
    han = sum(map(len, _HAN.findall(said)))
    comma, end = han >= _PROSE and _MARKS.search(said), han >= _PROSE / 2 and _END.search(said)
    return han if comma or end else 0


def _is_hidden(one: "_Element") -> bool:
    return one.get("hidden") is not None or _HIDDEN.search(one.get("style") or "") is not None


def _is_furniture(one: "_Element", weight: Weight, whole: int) -> bool:
    names = set(_WORDS.split(f"{one.get('id') or ''} {one.get('class') or ''}"))
    names = {name.lower().rstrip("0123456789") for name in names} | {str(one.tag)}
    if weight.prose * 5 < whole and names & _STRONG and weight.links > 0:
        return True
    if weight.prose:
        return False
    if names & _NAMED:
        return True
    return weight.links > 2 and weight.linked > _LINKED * weight.chars and one.tag in BLOCKS


def _drop(elements: list["_Element"]) -> None:
    """Take `elements` out of their tree; the words behind them stay."""
    for one in elements:
        up = one.getparent()
        if up is None:
            continue
        if one.tail:
            before = one.getprevious()
            if before is None:
                up.text = (up.text or "") + one.tail
            else:
                before.tail = (before.tail or "") + one.tail
        up.remove(one)
