"""The head of a page: its title and the labels that say who published it and when, as lines above the report."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.domain.span import Span
from pipeline.outline.dates import years_in
from pipeline.outline.furniture import is_label
from pipeline.outline.titles import is_date, is_meeting, is_office, is_person, is_title, opens_meeting
from pipeline.sources.html_lines import LONGEST_CELL, lines_of
from pipeline.sources.html_main import weigh

if TYPE_CHECKING:
    from lxml.etree import _Element

# Stands where the report was taken out; longer than any cell of data, so that a table round it is read as a layout.
_MARK = "\ue000" * (LONGEST_CELL + 1)
_SITE_IN_TITLE = re.compile(
    r"\s*[_|｜]\s*|\s+[-–—]+\s+|\s*[-–—]{2,}\s*|-(?=[^-]{2,20}(?:网|网站|政府|局|街道|办事处)$)"
)
_TITLED = re.compile(r"(?i)(?:^|[-_])(?:title|tit|bt|biaoti|headline|xxbt)(?:$|[-_\d])")
_HEADINGS = ("h1", "h2", "h3")
_BROKEN = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef]) (?=[\u2e80-\u9fff\uff00-\uffef])")  # between two lines
_MAY_TITLE = ("div", "p", "td", "span")
_LONGEST_TITLE = 80  # characters
_PLACED = re.compile(r"(?i)^(?:您?(?:现在|当前)?(?:的|所在)?位置|当前位置)")
# 政府网站网页标签规范: what the national rules ask every page of a government site to say of itself.
_META_DATES = ("pubdate", "publishdate", "firstpublishedtime", "article:published_time", "og:release_date")
_META_SOURCES = ("contentsource", "source")
_META_SITES = ("sitename",)
_SITE_NAMED = re.compile(r"网站名称|(?:网站)?主办(?:单位)?\s*[:：]")
_LABELLED = re.compile(r"(?:发布|公开|发文|生成|成文|印发|发表)?\s*(?:日期|时间)")
# A day with the hour, or a day the line begins with.
_WHEN = re.compile(r"((?:19|20)\d\d[-年./]\s?\d{1,2}[-月./]\s?\d{1,2}日?)\s*\d{1,2}[:：]\d{2}")
_BARE = re.compile(
    r"[(（\[［【]?(?:发布于|发表于)?\s*((?:19|20)\d\d[-年./]\s?\d{1,2}[-月./]\s?\d{1,2}日?)(?!\d)[^，。；]{0,40}$"
)
_ADDED = re.compile(r"[(（]((?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2})[)）]\s*$")  # behind a headline
_SOURCED = re.compile(r"发布机构|发文机关|发布部门|发布单位|来源|公开机构")
_NAMED = re.compile(r"\s*(?:标题|名称|信息名称|文件名称|公文名称|内容概述)\s*[:：|]\s*([^|]{4,80}?)\s*(?:\||$)")
_SITE = re.compile(r"(?:网|网站|平台|门户|政府|公开|专栏|首页|目录)$")
_SIGNED = 6  # lines below the title that name meeting, speaker, office and day
_TOP = 12  # lines of the report in which it may say its own title and labels


def head_of(page: "_Element", main: "_Element", meta: Mapping[str, str], window: str, body: Sequence[str]) -> list[str]:
    """Title and labels as lines, where the first lines of `body` do not say them; takes `main` out of `page`.

    `meta` holds the page's meta tags by lower-case name, `window` the title of its window.
    """
    marked = _headlines(page, main)
    above, below = _around(page, main)
    title = _title([meta.get("articletitle", ""), *marked], window, above)
    labels = [line for line in (*above, *below) if is_label(line, Span(0, len(line)))]
    if not any(_LABELLED.search(line) for line in labels):
        labels += _unlabelled(above)
    top = ["".join(line.split()) for line in body[:_TOP]]
    head = [] if not title or "".join(title.split()) in top else [title if _titles(title) else f"标题：{title}"]
    signed = [line for line in _below(title, above) if line not in labels and "".join(line.split()) not in top]
    said = [*labels, *(line for line in body[:_TOP] if is_label(line, Span(0, len(line))))]
    return [*head, *signed, *labels, *_stated(meta, said)]


def _below(title: str, above: Sequence[str]) -> list[str]:
    """The lines between the title and the report that say where it was given, by whom and when."""
    folded = "".join(title.split())
    places = [place for place, line in enumerate(above) if line and folded.endswith("".join(line.split()))]
    if not folded or not places:
        return []
    lines = above[places[-1] + 1 :][:_SIGNED]
    tests = (is_meeting, opens_meeting, is_person, is_office, is_date)
    return [line for line in lines if any(test(line, Span(0, len(line))) for test in tests)]


def _unlabelled(above: Sequence[str]) -> list[str]:
    """The day of publication where the page writes it without a label, on the line nearest above the report."""
    near = [line for line in reversed(above) if len(line) <= _LONGEST_TITLE]
    found = (_WHEN.search(line) or _BARE.match(line) or _ADDED.search(line) for line in near if not _is_meeting(line))
    return next(([f"发布日期：{one[1]}"] for one in found if one), [])


def _is_meeting(line: str) -> bool:
    whole = Span(0, len(line))
    return is_meeting(line, whole) or opens_meeting(line, whole)


def _stated(meta: Mapping[str, str], said: Sequence[str]) -> list[str]:
    """Date, source and name of the site from the meta tags, where no line says them."""
    fields = (
        ("发布日期", _META_DATES, _LABELLED),
        ("来源", _META_SOURCES, _SOURCED),
        ("网站名称", _META_SITES, _SITE_NAMED),
    )
    values = [(label, next(filter(None, map(meta.get, names)), ""), test) for label, names, test in fields]
    return [f"{label}：{value}" for label, value, test in values if value and not any(map(test.search, said))]


def _title(marked: Sequence[str], window: str, above: Sequence[str]) -> str:
    """The first of what may be the title that titles a report; without one what the page marks as its title."""
    named = [label[1] for line in above if (label := _NAMED.match(line))]
    pieces = _SITE_IN_TITLE.split(window)
    nearest = [line for line in reversed(above) if not is_label(line, Span(0, len(line)))]
    own = [line for line in nearest if any(line in piece for piece in pieces)]  # said in full by the window's title
    found = [words for words in (*marked, *named, *own, *pieces, *nearest) if 3 < len(words) <= _LONGEST_TITLE]
    usual = [words for words in (*marked, *named, *pieces[:1]) if len(words) > 3 and not _SITE.search(words)]
    titles = [words for words in found if _titles(words)] or [words for words in usual if not _PLACED.match(words)]
    fuller = (words for words in titles if titles[0] in words and years_in(words))  # 工作总结 in 某镇2023年工作总结
    return next(fuller, titles[0]) if titles else ""


def _titles(words: str) -> bool:
    return not _PLACED.match(words) and is_title(words, Span(0, len(words)))


def _headlines(page: "_Element", main: "_Element") -> list[str]:
    """The words of headings, then of elements with the name of one, outside `main`."""
    weights, inside = weigh(page), set(main.iter())
    short = [one for one in page.iter(*_HEADINGS, *_MAY_TITLE) if 3 < weights[one].chars <= _LONGEST_TITLE]
    headings = [one for one in short if one.tag in _HEADINGS and one not in inside]
    styled = [one for one in short if one.tag in _MAY_TITLE and one not in inside and _is_styled(one)]
    return [_words(lines_of(one)) for one in (*headings, *styled)]


def _words(lines: Sequence[str]) -> str:
    """The words of a headline, without the day below them."""
    return _BROKEN.sub("", " ".join(line for line in lines if not is_date(line, Span(0, len(line)))))


def _is_styled(one: "_Element") -> bool:
    return _TITLED.search(f"{one.get('id') or ''} {one.get('class') or ''}".replace(" ", "-")) is not None


def _around(page: "_Element", main: "_Element") -> tuple[list[str], list[str]]:
    """The lines of the page above `main`, and those below it that say who published it and when."""
    from lxml.etree import Element

    up = main.getparent()
    if up is None:
        return [], []
    mark = Element("p")
    mark.text = _MARK
    up.replace(main, mark)
    lines = lines_of(page)
    place = lines.index(_MARK) if _MARK in lines else 0
    below = [line for line in lines[place + 1 :] if _LABELLED.match(line) or _SOURCED.match(line)]
    return lines[:place], below
