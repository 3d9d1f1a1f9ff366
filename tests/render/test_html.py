"""The page as a browser reads it: what is in it, where each figure leads, what hostile text becomes."""

import base64
import hashlib
import json
import re
from collections import Counter
from unittest.mock import Mock

import pytest
from lxml import html as lxml_html
from render_samples import BODY, Make, Sample

from pipeline.domain.result import Text
from pipeline.render import html
from pipeline.render.html import PAGE_LIMIT, digest_html, digest_pages, page_names
from pipeline.render.pieces import pieces
from pipeline.render.plain import visible

HOSTILE = [
    pytest.param("<script>alert(1)</script>", id="script"),
    pytest.param("</script><script>alert(1)</script>", id="end-of-script"),
    pytest.param("</style><img src=x onerror=alert(1)>", id="end-of-style"),
    pytest.param('"><svg onload=alert(1)>', id="attribute-breaker"),
    pytest.param("{{ 7*7 }}{% raw %}", id="template-words"),
    pytest.param("<!-- ]]> -->", id="comment"),
    pytest.param("&lt;b&gt; &amp; &#60;", id="entities-stay-text"),
    pytest.param("a\u2028b\u2029c", id="line-separators"),
    pytest.param("x" * 10_000, id="one-long-word"),
]


def page(sample: Sample) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(digest_html(sample.digest, sample.summaries, sample.reports))


def words(element: lxml_html.HtmlElement) -> str:
    return element.text_content()


def by_id(tree: lxml_html.HtmlElement) -> dict[str, lxml_html.HtmlElement]:
    return {element.get("id"): element for element in tree.xpath("//*[@id]")}


def source_text(tree: lxml_html.HtmlElement, key: str) -> str:
    return words(tree.xpath(f"//section[@id='{key}']/div")[0])


def test_every_mark_is_a_link_to_the_same_words_in_its_report(two: Sample) -> None:
    tree = page(two)
    names = by_id(tree)
    keys = {report.name: f"s{i}" for i, report in enumerate(two.reports, 1)}
    links = Counter((a.get("href"), words(a)) for a in tree.xpath("//main//a[contains(@class, 'f ')]"))
    wanted = Counter(
        (f"#{keys[mark.report or report]}-{mark.id}", text.text[mark.start : mark.end])
        for report, text in two.texts()
        for mark in text.figures
    )
    assert wanted
    assert not wanted - links
    for href, text in links:
        assert words(names[href[1:]]) == text


def test_published_texts_are_the_contracts_texts(two: Sample) -> None:
    tree = page(two)
    claims = [words(span) for span in tree.xpath("//article//span[@class='w']")]
    assert [c.text for item in two.digest.items for c in item.achievements if c.text in claims] == [
        c.text for item in two.digest.items for c in item.achievements
    ]
    assert words(tree.xpath("//section[@id='overview']/p")[0]) == two.digest.overview.text
    assert [words(p) for p in tree.xpath("//p[@class='lead']")] == [item.summary.text for item in two.digest.items]


def test_source_pane_holds_every_character_of_the_report_once(two: Sample) -> None:
    tree = page(two)
    for i, report in enumerate(two.reports, 1):
        assert source_text(tree, f"s{i}") == report.text


def test_source_figures_carry_their_status_and_lead_back_to_their_first_use(two: Sample) -> None:
    names = by_id(page(two))
    for i, summary in enumerate(two.summaries, 1):
        for row in summary.figures:
            figure = names[f"s{i}-{row.id}"]
            assert words(figure) == row.text
            assert row.status[0] in figure.get("class").split()
            if figure.get("href"):
                assert names[figure.get("href")[1:]].get("href") == f"#s{i}-{row.id}"
            else:
                assert figure.get("tabindex") == "0"


def test_ids_are_unique_and_inner_links_lead_somewhere(two: Sample) -> None:
    tree = page(two)
    assert max(Counter(tree.xpath("//@id")).values()) == 1
    names = by_id(tree)
    assert [href for href in tree.xpath("//a/@href") if href[1:] not in names] == []


def test_nothing_comes_from_elsewhere_and_only_our_script_may_run(two: Sample) -> None:
    text = digest_html(two.digest, two.summaries, two.reports)
    tree = lxml_html.document_fromstring(text)
    assert "http://" not in text
    assert "https://" not in text
    assert tree.xpath("//@src | //link | //iframe | //@style | //@*[starts-with(name(), 'on')]") == []
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for name, kind in (("style", "style-src"), ("script[not(@type)]", "script-src")):
        (content,) = tree.xpath(f"//{name}/text()")
        assert f"{kind} 'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'" in policy


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_text(make: Make, hostile: str) -> None:
    plain = page(make([BODY, BODY]))
    sample = make([BODY.replace("老旧小区", hostile).replace("某街道", hostile), BODY], title=hostile)
    tree = page(sample)
    assert source_text(tree, "s1") == sample.reports[0].text
    assert words(tree.xpath("//h1")[0]) == hostile
    for tag in ("script", "style", "img", "svg", "b"):
        assert len(tree.xpath(f"//{tag}")) == len(plain.xpath(f"//{tag}")), tag


@pytest.mark.parametrize(
    ("character", "why"),
    [
        pytest.param("\x00", "a browser drops it, which would shift every span", id="nul"),
        pytest.param("\x1b", "no XML format may hold it", id="escape"),
        pytest.param("\u202e", "it shows 123 as 321", id="right-to-left-override"),
        pytest.param("\u2067", "it moves what follows", id="isolate"),
        pytest.param("\ud800", "no file can hold it", id="lone-surrogate"),
    ],
)
def test_unseen_characters_get_a_sign_and_spans_still_fit(make: Make, character: str, why: str) -> None:
    sample = make([BODY.replace("老旧小区", f"老{character}旧小区"), BODY])
    tree = page(sample)
    assert source_text(tree, "s1") == sample.reports[0].text.replace(character, "\ufffd"), why
    assert words(by_id(tree)["s1-f2"]) == sample.row("000", "f2").text


def test_labels_survive_as_json_in_the_script_tag(two: Sample) -> None:
    (labels,) = page(two).xpath("//script[@id='labels']/text()")
    assert json.loads(labels)["check"] == ["核稿提示", "To check"]
    assert "<" not in labels


def test_every_label_on_the_page_has_two_languages(two: Sample) -> None:
    tree = page(two)
    labels = json.loads(tree.xpath("//script[@id='labels']/text()")[0])
    for key in {*tree.xpath("//@data-t"), *tree.xpath("//@data-l")}:
        assert len(labels[key]) == 2
    english = digest_html(two.digest, two.summaries, two.reports, lang="en")
    assert "Where a report disagrees with itself" in english
    assert 'lang="en"' in english


def test_findings_stand_in_the_list_at_the_claim_and_in_the_source(two: Sample) -> None:
    tree = page(two)
    names = by_id(tree)
    for number, finding in enumerate(two.digest.findings, 1):
        assert finding.message in words(names[f"q{number}"])
        places = [href for href in names[f"q{number}"].xpath(".//a/@href") if f"-q{number}-" in href]
        assert len(places) == len(finding.spans)
        assert tree.xpath(f"//article//a[@class='doubt'][@href='#q{number}']")
        assert tree.xpath(f"//article//a[contains(@class, 'q')][@data-q='{number}']")


def test_missing_cells_say_so_and_bars_stand_only_where_units_agree(make: Make) -> None:
    sample = make([BODY, BODY.replace("15.155亿元", "若干"), BODY.replace("15.155亿元", "40%")])
    table = page(sample).xpath("//section[@id='indicators']")[0]
    rows = [(words(tr), len(tr.xpath(".//rect"))) for tr in table.xpath(".//tbody/tr")]
    shown = {("—" in text, bars) for text, bars in rows}
    assert (False, 1) in shown
    assert (True, 1) not in shown


def test_empty_digest_is_a_page(make: Make) -> None:
    tree = page(make([]))
    assert words(tree.xpath("//h1")[0]) == "工作报告摘编"
    assert tree.xpath("//aside") == []


def test_report_without_figures_or_body_is_shown(make: Make) -> None:
    sample = make(["", "没有数字的一句话。"])
    tree = page(sample)
    assert source_text(tree, "s2") == "没有数字的一句话。"
    assert tree.xpath("//main//article//a[contains(@class, 'f ')]") == []


def test_large_digest_is_split_into_pages_whose_links_all_lead_somewhere(make: Make) -> None:
    sample = make([BODY.replace("二、下一步", "推进7个项目,覆盖3户居民。" * 20 + "\n二、下一步")] * 200)
    pages = digest_pages(sample.digest, sample.summaries, sample.reports, limit=1_000_000)
    assert len(pages) == 201
    assert max(len(text.encode()) for text in pages.values()) < 1_000_000
    names = {"digest.html": set(re.findall(r' id="([^"]+)"', pages["digest.html"]))}
    names |= {name: set(re.findall(r' id="([^"]+)"', text)) for name, text in pages.items()}
    hrefs = set(re.findall(r' href="([^"]+)"', pages["digest.html"]))
    assert any(href.startswith("reports/200.html#s200-f") for href in hrefs)
    for href in hrefs:
        file, _, anchor = href.partition("#")
        assert anchor in names[file or "digest.html"], href
    for href in re.findall(r' href="([^"]+)"', pages["reports/200.html"]):
        assert href == "../digest.html" or href[1:] in names["reports/200.html"], href


@pytest.mark.parametrize("limit", [100, 20_000, PAGE_LIMIT], ids=["texts-too-long", "page-too-long", "one-page"])
def test_names_of_pages_are_those_the_pages_have(two: Sample, limit: int) -> None:
    made = digest_pages(two.digest, two.summaries, two.reports, limit=limit)
    assert page_names(two.digest, two.summaries, two.reports, limit=limit) == list(made)
    assert len(made) == (1 if limit == PAGE_LIMIT else 3)


def test_pages_of_a_split_digest_do_not_go_through_the_whole_each(two: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    through = [Mock(wraps=html.numbered_findings), Mock(wraps=html.tables)]
    monkeypatch.setattr(html, "numbered_findings", through[0])
    monkeypatch.setattr(html, "tables", through[1])
    assert len(digest_pages(two.digest, two.summaries, two.reports, limit=100)) == 3
    assert [one.call_count for one in through] == [1, 1]


def test_small_digest_is_one_page(two: Sample) -> None:
    assert list(digest_pages(two.digest, two.summaries, two.reports)) == ["digest.html"]


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        pytest.param([(0, 2), (3, 5)], ["ab*", "c", "de*"], id="in-order"),
        pytest.param([(3, 5), (0, 2)], ["ab*", "c", "de*"], id="out-of-order"),
        pytest.param([(0, 3), (2, 5)], ["abc*", "de"], id="overlap-stays-plain"),
        pytest.param([(2, 9)], ["abcde"], id="outside-stays-plain"),
        pytest.param([(2, 2)], ["abcde"], id="empty-stays-plain"),
        pytest.param([], ["abcde"], id="none"),
    ],
)
def test_pieces_lose_and_double_nothing(spans: list[tuple[int, int]], expected: list[str]) -> None:
    marks = [{"id": "f1", "start": start, "end": end} for start, end in spans]
    text = Text.model_validate({"text": "abcde", "figures": marks})
    assert [piece.words + "*" * (piece.mark is not None) for piece in pieces(text)] == expected


def test_visible_keeps_the_length() -> None:
    text = "".join(map(chr, range(0x3000))) + "\ufffe\ud900"
    assert len(visible(text)) == len(text)
    assert visible("一\t二\n三") == "一\t二\n三"


def test_figure_of_hostile_words_is_text_on_both_sides(make: Make) -> None:
    """A figure's words are the report's too; an engine of ours finding markup in one must not run it."""
    words = "<b>8</b>个"
    sample = make([BODY.replace("8个", words), BODY])
    start = sample.reports[0].text.index(words)
    row = sample.row("000", "f1").model_copy(update={"id": "f99", "start": start, "end": start + 9, "text": words})
    text = Text.model_validate({"text": words, "figures": [{"id": "f99", "start": 0, "end": len(words)}]})
    summary = sample.summaries[0].model_copy(update={"figures": (row,)})
    item = sample.digest.items[0].model_copy(update={"headline": text, "achievements": ()})
    digest = sample.digest.model_copy(update={"items": (item,), "indicators": ()})
    tree = lxml_html.document_fromstring(digest_html(digest, [summary], sample.reports[:1]))
    assert words_of(tree, "//h2/a") == [words]
    assert words_of(tree, "//a[@id='s1-f99']") == [words]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        pytest.param(1, 4, id="begins-and-ends-inside-figures"),
        pytest.param(-3, 1, id="ends-inside-a-figure"),
        pytest.param(0, 400, id="beyond-the-text-is-left-out"),
    ],
)
def test_finding_may_cut_a_figure_but_the_page_does_not(make: Make, start: int, end: int) -> None:
    sample = make([BODY, BODY])
    row = sample.row("000", "f2")
    finding = sample.digest.findings[0].model_copy(update={"spans": ((row.start + start, row.start + end),)})
    digest = sample.digest.model_copy(update={"findings": (finding,)})
    tree = lxml_html.document_fromstring(digest_html(digest, sample.summaries, sample.reports))
    assert source_text(tree, "s1") == sample.reports[0].text
    assert words_of(tree, "//a[@id='s1-f2']") == [row.text]


def words_of(tree: lxml_html.HtmlElement, path: str) -> list[str]:
    return [words(element) for element in tree.xpath(path)]
