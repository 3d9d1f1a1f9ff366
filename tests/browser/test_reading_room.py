"""The static page in a real browser: from a figure to its words and back, search, keys, languages, a narrow screen."""

import re

import pytest
from playwright.sync_api import Page, expect

INSIDE = "el => { const r = el.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight && r.width > 0; }"


@pytest.fixture
def room(page: Page, seeds_page: str) -> Page:
    """The page of the seeds, open."""
    page.goto(seeds_page)
    return page


def test_a_click_on_a_figure_shows_its_words_in_the_right_report(room: Page) -> None:
    figure = room.locator("#i-s3 .lead a.f").first
    words = figure.inner_text()
    figure.click()
    lit = room.locator(".report:not([hidden]) a.f.hit")
    expect(lit).to_have_text(words)
    expect(room.locator("#which")).to_have_value("s3")
    expect(room.locator("#s3 .s.on")).to_contain_text(words)
    assert lit.evaluate(INSIDE), "the sentence is brought into sight"
    expect(figure).to_have_class(re.compile("from-here"))


def test_a_figure_of_the_source_leads_to_each_claim_that_uses_it(room: Page) -> None:
    claim = room.locator("#i-s1 li .w a.f").first
    href = claim.get_attribute("href") or ""
    uses = room.locator(f'#digest a.f[href="{href}"]')
    room.locator("#which").select_option("s1")
    source = room.locator(f"#source {href}")
    assert uses.count() >= 1
    for i in range(uses.count()):
        source.click()
        expect(uses.nth(i)).to_have_class(re.compile("from-here"))
        assert uses.nth(i).evaluate(INSIDE)
    expect(room.locator("#about")).to_contain_text(f"简报用到 {uses.count()} 处")


def test_a_figure_no_claim_uses_says_so(room: Page) -> None:
    unused = room.locator(".text a.f.n").first
    room.locator("#which").select_option(unused.evaluate("el => el.closest('.report').id"))
    unused.click()
    expect(room.locator("#about")).to_contain_text("简报未用到")


def test_search_counts_steps_through_both_panes_and_opens_the_report(room: Page) -> None:
    room.keyboard.press("/")
    expect(room.locator("#find")).to_be_focused()
    room.keyboard.type("老旧小区")
    found = room.locator("#found")
    expect(found).to_have_text(re.compile(r"^0/\d+$"))
    total = int(found.inner_text().split("/")[1])
    assert total > 10
    room.locator("#which").select_option("s1")
    for key, place in (("Enter", 1), ("Enter", 2), ("Shift+Enter", 1), ("Shift+Enter", total)):
        room.keyboard.press(key)
        expect(found).to_have_text(f"{place}/{total}")
    expect(room.locator(".report:not([hidden])")).not_to_have_id("s1")  # the last match is in a later report
    room.locator("#find").fill("没有这样的词")
    expect(found).to_have_text("没有找到")


def test_keys_step_through_figures_and_escape_comes_back(room: Page) -> None:
    first, second = room.locator("#digest .sheet a.f").nth(0), room.locator("#digest .sheet a.f").nth(1)
    room.keyboard.press("j")
    expect(first).to_be_focused()
    room.keyboard.press("j")
    expect(second).to_be_focused()
    expect(room.locator(".text a.f.hit")).to_have_text(second.inner_text())
    room.keyboard.press("k")
    expect(first).to_be_focused()
    room.keyboard.press("Escape")
    expect(room.locator(".text a.f.hit")).to_have_count(0)
    expect(first).to_be_focused()


def test_labels_switch_between_chinese_and_english_and_reports_do_not(room: Page) -> None:
    words = room.locator("#i-s1 .lead").inner_text()
    expect(room.locator("#check h2")).to_have_text("核稿提示")
    room.locator("#language").click()
    expect(room.locator("#check h2")).to_have_text("To check")
    expect(room.locator("html")).to_have_attribute("lang", "en")
    expect(room.locator("#find")).to_have_attribute("placeholder", "Search (/)")
    assert room.locator("#i-s1 .lead").inner_text() == words
    room.locator("#language").click()
    expect(room.locator("#check h2")).to_have_text("核稿提示")


def test_a_finding_leads_to_its_place_in_the_text(room: Page) -> None:
    room.locator("#check .findings a.ev").first.click()
    badge = room.locator(".report:not([hidden]) .badge.hit")
    expect(badge).to_have_count(1)
    assert badge.evaluate("el => el.getBoundingClientRect().top < innerHeight")


def test_on_a_narrow_screen_the_report_comes_up_below_and_nothing_runs_over_the_edge(room: Page) -> None:
    room.set_viewport_size({"width": 390, "height": 844})
    room.reload()
    expect(room.locator("#source")).to_be_hidden()
    assert room.evaluate("document.documentElement.scrollWidth <= innerWidth")
    figure = room.locator("#i-s2 .lead a.f").first
    figure.click()
    expect(room.locator("#source")).to_be_visible()
    assert figure.evaluate(INSIDE), "the words it was called from stay in sight"
    assert room.locator(".text a.f.hit").evaluate(INSIDE)
    assert room.evaluate("document.documentElement.scrollWidth <= innerWidth")
    room.locator("#close").click()
    expect(room.locator("#source")).to_be_hidden()


def test_an_address_with_a_place_opens_there_and_back_goes_back(room: Page, seeds_page: str) -> None:
    figure = room.locator("#i-s2 .lead a.f").first
    href = figure.get_attribute("href") or ""
    figure.click()
    expect(room).to_have_url(seeds_page + href)
    room.goto("about:blank")
    room.goto(seeds_page + href)
    expect(room.locator(f"#source {href}")).to_have_class(re.compile("hit"))


def test_the_page_asks_the_network_for_nothing(page: Page, seeds_page: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(seeds_page)
    page.locator("#digest .sheet a.f").first.click()
    assert {url.partition("#")[0] for url in asked} == {seeds_page}
