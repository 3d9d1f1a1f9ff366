"""The checked draft as a browser reads it: a verdict at each number, a way to its words, hostile text as text."""

import base64
import hashlib
import json
import re
from collections import Counter

import pytest
from lxml import html as lxml_html
from test_html import HOSTILE

from pipeline import report_of, verify
from pipeline.domain.report import Report
from pipeline.domain.result import SourceSpan, Verdict, VerifyRow
from pipeline.render import verify_html, verify_page
from pipeline.render.plain import surroundings

SOURCE = "平湖街道2022年工作总结\n\n全年完成税收3.6亿元,同比增长4.5%;改造老旧小区6个,惠及912户。\n"
DRAFT = "# 平湖摘编\n\n平湖街道完成税收3.6万元,同比增长4.5%;改造小区6个;\n\n另建公园77个。"


def tree_of(draft: str, rows: list[VerifyRow], reports: list[Report], **more: str) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(verify_html(draft, "稿.md", rows, reports, **more))  # type: ignore[arg-type]  # lang is a literal


def page(draft: str = DRAFT, *sources: str) -> lxml_html.HtmlElement:
    reports = [report_of(text, f"r{i}") for i, text in enumerate(sources or (SOURCE,))]
    return tree_of(draft, verify(draft, reports), reports)


def row(start: int, end: int, verdict: Verdict = "exact", source: tuple[str, int, int] | None = None) -> VerifyRow:
    span = SourceSpan(report=source[0], start=source[1], end=source[2], text="") if source else None
    severity = "info" if verdict == "exact" else "error"
    return VerifyRow(
        text=DRAFT[start:end], start=start, end=end, verdict=verdict, severity=severity, source=span, message="说明"
    )


def words(element: lxml_html.HtmlElement) -> str:
    return element.text_content()


def draft_of(tree: lxml_html.HtmlElement) -> str:
    return words(tree.xpath("//div[@class='draft']")[0])


def numbers(tree: lxml_html.HtmlElement) -> list[lxml_html.HtmlElement]:
    return tree.xpath("//div[@class='draft']//a")


def test_each_number_is_a_control_named_by_its_verdict() -> None:
    shown = [(words(a), a.get("data-verdict"), a.get("data-tag"), a.get("class")[:3]) for a in numbers(page())]
    assert shown == [
        ("3.6万元", "scale_slip", "差数量级", "f e"),
        ("4.5%", "exact", "一致", "f g"),
        ("6个", "exact", "一致", "f g"),
        ("77个", "unsupported", "原文没有", "f e"),
    ]


def test_a_number_leads_to_its_words_and_they_lead_back() -> None:
    tree = page()
    names = {element.get("id"): element for element in tree.xpath("//*[@id]")}
    pairs = [(words(a), names[a.get("href")[1:]]) for a in numbers(tree) if a.get("href")]
    assert [(number, words(place)) for number, place in pairs] == [
        ("3.6万元", "3.6亿元"),
        ("4.5%", "4.5%"),
        ("6个", "6个"),
    ]
    assert [words(names[place.get("href")[1:]]) for _, place in pairs] == [number for number, _ in pairs]


def test_a_number_no_report_has_says_so_and_can_be_reached_by_key() -> None:
    (alone,) = [a for a in numbers(page()) if not a.get("href")]
    assert (alone.get("role"), alone.get("tabindex")) == ("button", "0")
    assert "原文没有" in alone.get("data-says")


def test_draft_and_report_hold_every_character_once() -> None:
    tree = page()
    assert draft_of(tree) == DRAFT
    assert words(tree.xpath("//section[@id='s1']/div")[0]) == SOURCE


def test_the_head_counts_every_verdict_and_the_list_has_the_errors_first() -> None:
    tree = page("完成税收3.6亿元,同比增长4.5%;改造小区近6个,惠及99户。")
    chips = [words(a) for a in tree.xpath("//a[contains(@class, 'chip')]")]
    assert chips == ["一致 2", "约余不符 1", "原文没有 1"]
    assert [words(a) for a in tree.xpath("//ol//a[@class='go']")] == ["99户", "近6个"]
    for entry in tree.xpath("//ol/li"):
        says = words(entry.xpath(".//span[@class='says']")[0])
        assert says.strip()


def test_each_entry_leads_to_its_number() -> None:
    tree = page()
    names = {element.get("id"): element for element in tree.xpath("//*[@id]")}
    for link in tree.xpath("//ol//a[@class='go'] | //a[contains(@class, 'chip')]"):
        assert names[link.get("href")[1:]].get("data-verdict")
    assert max(Counter(tree.xpath("//@id")).values()) == 1


def test_several_reports_can_be_chosen_and_a_number_leads_to_its_own() -> None:
    other = SOURCE.replace("平湖", "东湖").replace("3.6", "5.2").replace("4.5", "7.1")
    tree = page("平湖街道完成税收3.6亿元。\n\n东湖街道完成税收5.2亿元。", SOURCE, other)
    assert tree.xpath("//select/option/@value") == ["s1", "s2"]
    assert [a.get("href").split("-")[0] for a in numbers(tree)] == ["#s1", "#s2"]


def test_reports_not_drawn_on_are_named_when_the_page_would_be_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify_page, "_SHELF", 2 * len(SOURCE) + 10)
    other = SOURCE.replace("3.6", "9.9").replace("4.5", "8.8")
    tree = page("平湖街道完成税收3.6亿元,同比增长4.5%。", *(other.replace("平湖", name) for name in "甲乙"), SOURCE)
    assert tree.xpath("//section[@class='report']/@data-name") == ["甲街道", "平湖街道"]
    assert words(tree.xpath("//details[@class='more']/ul")[0]).split() == ["乙街道2022年工作总结", "r1"]


def test_only_our_script_may_run_and_nothing_comes_from_elsewhere() -> None:
    text = verify_html(DRAFT, "d", [], [report_of(SOURCE)])
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    tree = lxml_html.document_fromstring(text)
    for name, kind in (("style", "style-src"), ("script[not(@type)]", "script-src")):
        (content,) = tree.xpath(f"//{name}/text()")
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{kind} 'sha256-{digest}'" in policy[1]
    assert not re.search(r"https?://|<link|<iframe|<img|\son\w+=", text)
    assert "innerHTML" not in text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_text(hostile: str) -> None:
    plain = page()
    draft, source = DRAFT.replace("税收", hostile), SOURCE.replace("老旧", hostile)
    reports = [report_of(source, hostile)]
    rows = [one.model_copy(update={"message": hostile}) for one in verify(draft, reports)]
    tree = lxml_html.document_fromstring(verify_html(draft, hostile, rows, reports))
    assert draft_of(tree) == draft
    assert words(tree.xpath("//section[@id='s1']/div")[0]) == source
    assert words(tree.xpath("//h1")[0]) == hostile
    assert {a.get("data-says") for a in numbers(tree)} == {hostile}
    for tag in ("script", "style", "img", "svg"):
        assert len(tree.xpath(f"//{tag}")) == len(plain.xpath(f"//{tag}")), tag


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\u202e", "\u2067", "\ud800"])
def test_unseen_characters_get_a_sign(character: str) -> None:
    draft, source = DRAFT.replace("税收", f"税{character}收"), SOURCE.replace("税收", f"税{character}收")
    reports = [report_of(source)]
    rows = [one.model_copy(update={"message": character}) for one in verify(draft, reports)]
    text = verify_html(draft, f"{character}.md", rows, reports)
    assert character not in text
    text.encode()
    assert draft_of(lxml_html.document_fromstring(text)) == draft.replace(character, "\ufffd")


@pytest.mark.parametrize(
    ("rows", "linked"),
    [
        pytest.param([row(13, 17), row(15, 19, "direction")], 1, id="numbers-that-overlap"),
        pytest.param([row(13, 17), row(900, 910, "direction")], 1, id="number-outside-the-draft"),
        pytest.param([row(13, 17, source=("r", 3, 5)), row(18, 20, source=("r", 4, 9))], 2, id="places-that-overlap"),
        pytest.param([row(13, 17, source=("r", 3, 900)), row(18, 20)], 2, id="place-outside-the-report"),
    ],
)
def test_rows_of_any_shape_are_shown_and_no_link_leads_nowhere(rows: list[VerifyRow], linked: int) -> None:
    tree = tree_of(DRAFT, rows, [report_of(SOURCE, "r")])
    assert len(numbers(tree)) == linked
    assert draft_of(tree) == DRAFT
    assert len(tree.xpath("//ol/li")) == sum(one.severity == "error" for one in rows)
    names = set(tree.xpath("//@id"))
    assert [href for href in tree.xpath("//a/@href") if href[1:] not in names] == []


def test_a_source_that_is_not_given_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError, match="elsewhere"):
        verify_html(DRAFT, "d", [row(13, 17, source=("elsewhere", 0, 1))], [report_of(SOURCE)])


@pytest.mark.parametrize("draft", ["", "没有数字。", "\n\n"])
def test_a_draft_without_numbers_is_a_page(draft: str) -> None:
    tree = page(draft)
    assert draft_of(tree) == draft
    assert "稿子里没有数字" in words(tree)


def test_every_label_has_two_languages() -> None:
    reports = [report_of(SOURCE)]
    tree = tree_of(DRAFT, verify(DRAFT, reports), reports, lang="en")
    labels = json.loads(tree.xpath("//script[@id='labels']/text()")[0])
    for key in {*tree.xpath("//@data-t"), *tree.xpath("//@data-l"), *tree.xpath("//@data-verdict")}:
        assert len(labels[key]) == 2
    assert numbers(tree)[0].get("data-tag") == "scale"
    assert "To correct" in words(tree)


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        pytest.param("上年略。完成", "户,另有", ("完成", "户"), id="its-own-clause"),
        pytest.param("改造8个小区,惠及", "。下一句", ("改造8个小区,惠及", ""), id="the-whole-sentence-before"),
        pytest.param("长" * 40 + "甲,乙", "丙", ("…乙", "丙"), id="cut-at-a-clause"),
        pytest.param("长" * 40 + "12,345" + "字" * 32, "", ("…" + "字" * 32, ""), id="no-number-is-cut-before"),
        pytest.param("", "字" * 33 + "12345", ("", "字" * 33 + "…"), id="no-number-is-cut-after"),
        pytest.param("", "件1,234元", ("", "件1,234元"), id="a-separator-is-no-comma"),
        pytest.param("第一行\n\u202e惠及", "", ("\ufffd惠及", ""), id="one-line-and-visible"),
    ],
)
def test_surroundings_show_the_clause_and_cut_no_number(before: str, after: str, shown: tuple[str, str]) -> None:
    assert surroundings(f"{before}9{after}", len(before), len(before) + 1) == shown
