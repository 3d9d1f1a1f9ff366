"""The review in a real browser, against `jianbao review` as a process: decisions, undo, two tabs, a killed server."""

import json
import re
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from pipeline.review import page as pages
from pipeline.review.door import door
from tests.browser.serving import Process, Served, served_here

RIGHT, WRONG = "改造老旧小区8个，惠及居民1593户。", "改造老旧小区9个，惠及居民1593户。"
MADE = "高质量完成8个老旧小区改造，惠及1593户居民。"


@pytest.fixture
def desk(page: Page, served: Served) -> Page:
    """The review, open."""
    return opened(page, served)


def opened(page: Page, served: Served | Process) -> Page:
    page.goto(served.url)
    expect(page.locator("#progress")).to_contain_text("/")
    return page


def claim(page: Page, place: str = "s1-a3") -> Locator:
    return page.locator(f"#{place}")


def words(page: Page, place: str = "s1-a3") -> Locator:
    return page.locator(f"#{place} > .w")


def write(page: Page, typed: str, place: str = "s1-a3") -> None:
    """Open the editor with its key and put `typed` in the place of what stands there."""
    claim(page, place).focus()
    page.keyboard.press("e")
    expect(page.locator(".desk textarea")).to_be_focused()
    page.locator(".desk textarea").fill(typed)


def decisions(served: Served | Process) -> dict[str, Any]:
    """The digest as an export has it."""
    with urllib.request.urlopen(served.url + "export/digest.json") as answer:
        return dict(json.loads(answer.read()))


def achievements(served: Served | Process) -> list[str]:
    return [claim["text"] for claim in decisions(served)["items"][0]["achievements"]]


def test_keys_accept_refuse_and_leave_open(desk: Page, served: Served) -> None:
    claim(desk).focus()
    desk.keyboard.press("a")
    expect(claim(desk)).to_have_attribute("data-ruling", "accepted")
    expect(claim(desk).locator(".ruling")).to_have_text("已采用")
    desk.keyboard.press("r")
    expect(claim(desk)).to_have_attribute("data-ruling", "refused")
    assert MADE not in achievements(served)
    desk.keyboard.press("r")
    expect(claim(desk)).to_have_attribute("data-ruling", "")
    assert MADE in achievements(served)
    expect(claim(desk)).to_be_focused()


def test_arrows_choose_the_claim_that_keys_speak_of(desk: Page) -> None:
    claim(desk, "s1-a1").focus()
    desk.keyboard.press("ArrowDown")
    expect(claim(desk, "s1-a2")).to_be_focused()
    desk.keyboard.press("ArrowDown")
    expect(claim(desk)).to_be_focused()
    expect(desk.locator("#s1 .s.on")).to_have_text("高质量完成8个老旧小区改造,惠及1593户居民。")  # the source beside it
    desk.keyboard.press("ArrowUp")
    desk.keyboard.press("r")
    expect(claim(desk, "s1-a2")).to_have_attribute("data-ruling", "refused")


def test_tools_do_what_keys_do(desk: Page) -> None:
    claim(desk).hover()
    claim(desk).locator('[data-do="refuse"]').click()
    expect(claim(desk)).to_have_attribute("data-ruling", "refused")
    expect(claim(desk).locator('[data-do="refuse"]')).to_have_attribute("aria-pressed", "true")
    claim(desk).locator('[data-do="reset"]').click()
    expect(claim(desk)).to_have_attribute("data-ruling", "")


def test_words_that_pass_are_saved_with_their_figures_linked(desk: Page, served: Served) -> None:
    write(desk, RIGHT)
    expect(desk.locator(".says")).to_have_text("数字都与原文一致。")
    desk.keyboard.press("Enter")
    expect(words(desk)).to_have_text(RIGHT)
    expect(claim(desk).locator(".is_edited")).to_be_visible()
    figure = words(desk).locator("a.f", has_text="1593户")
    figure.click()
    expect(desk.locator("#s1 .text a.f.hit")).to_have_text("1593户")
    assert RIGHT in achievements(served)


def test_a_wrong_number_is_refused_until_the_editor_answers_for_it(desk: Page, served: Served) -> None:
    write(desk, WRONG)
    expect(desk.locator(".says")).to_have_text("核对不通过")
    expect(desk.locator(".desk .number.error")).to_have_text("9个")
    save = desk.locator(".desk .save")
    expect(save).to_be_disabled()
    desk.keyboard.press("Enter")
    expect(desk.locator(".desk .told")).to_contain_text("勾选认可")
    assert decisions(served)["counts"].get("review_edited") is None
    desk.locator(".answer input").check()
    save.click()
    expect(claim(desk).locator(".is_overridden")).to_be_visible()
    expect(claim(desk).locator(".remarks")).to_contain_text("9个")
    made = decisions(served)
    assert f"{WRONG}〔编辑认可，未核实〕" in achievements(served)
    assert made["counts"]["review_overridden"] == 1
    assert "editor_override" in [finding["rule"] for finding in made["findings"]]


def test_the_gate_answers_for_the_words_typed_last(desk: Page) -> None:
    write(desk, WRONG)
    expect(desk.locator(".desk .save")).to_be_disabled()
    desk.locator(".desk textarea").fill(RIGHT)
    expect(desk.locator(".desk .save")).to_be_enabled()
    desk.locator(".desk textarea").press_sequentially("另有3家")
    expect(desk.locator(".desk .number.error")).to_have_text("3家")
    expect(desk.locator(".desk .save")).to_be_disabled()


def test_escape_asks_before_words_are_lost(desk: Page) -> None:
    write(desk, RIGHT)
    desk.keyboard.press("Escape")
    expect(desk.locator(".desk .told")).to_contain_text("再按一次")
    desk.keyboard.press("Escape")
    expect(desk.locator(".desk")).to_have_count(0)
    expect(words(desk)).to_have_text(MADE)
    expect(claim(desk)).to_be_focused()


def test_hostile_words_stay_words(desk: Page) -> None:
    hostile = "<img src=x onerror=alert(1)>改造8个\u202e{f1}"
    desk.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    write(desk, hostile)
    desk.locator(".answer input").check()  # its numerals are none of the report's
    desk.locator(".desk .save").click()
    expect(words(desk)).to_have_text("<img src=x onerror=alert(1)>改造8个｛f1｝")
    assert words(desk).locator("img").count() == 0


def test_undo_and_redo_of_a_rewording_and_a_move(desk: Page, served: Served) -> None:
    write(desk, RIGHT)
    expect(desk.locator(".desk .save")).to_be_enabled()
    desk.keyboard.press("Enter")
    expect(words(desk)).to_have_text(RIGHT)
    claim(desk, "s1-a1").focus()
    desk.keyboard.press("Alt+ArrowDown")
    first = desk.locator("#i-s1 article li, #i-s1 li[data-kind=achievement]").first
    expect(first).to_have_id("s1-a2")
    desk.keyboard.press("u")
    expect(first).to_have_id("s1-a1")
    desk.keyboard.press("Control+z")
    expect(words(desk)).to_have_text(MADE)
    expect(desk.locator("#undo")).to_be_disabled()
    desk.keyboard.press("Shift+U")
    expect(words(desk)).to_have_text(RIGHT)
    desk.locator("#redo").click()
    expect(first).to_have_id("s1-a2")
    assert achievements(served)[0].startswith("累计完成固定资产投资")


def test_a_headline_moves_its_report_and_the_contents(desk: Page, served: Served) -> None:
    desk.locator("#i-s1 > h2").focus()
    desk.keyboard.press("Alt+ArrowDown")
    expect(desk.locator("#items > article").first).to_have_id("i-s2")
    expect(desk.locator(".toc li").first).to_contain_text("新桥街道")
    assert [item["report"] for item in decisions(served)["items"]] == ["b", "a"]
    desk.reload()
    expect(desk.locator("#items > article").first).to_have_id("i-s2")
    desk.locator("#i-s2 .lead a.f").first.click()
    expect(desk.locator("#which")).to_have_value("s2")


def test_a_change_in_one_tab_appears_in_the_other(desk: Page, served: Served) -> None:
    other = opened(desk.context.new_page(), served)
    claim(desk).focus()
    desk.keyboard.press("r")
    expect(claim(other)).to_have_attribute("data-ruling", "refused")
    expect(other.locator("#undo")).to_be_enabled()


def test_a_stale_tab_is_told_and_overwrites_nothing(desk: Page, served: Served) -> None:
    other = opened(desk.context.new_page(), served)
    deaf(other.context, other)
    claim(desk).focus()
    desk.keyboard.press("r")
    expect(claim(desk)).to_have_attribute("data-ruling", "refused")
    claim(other).focus()
    other.keyboard.press("a")
    expect(other.locator("#notice")).to_contain_text("另一窗口已改动")
    expect(claim(other)).to_have_attribute("data-ruling", "refused")
    assert MADE not in achievements(served)


def test_words_being_typed_when_another_tab_decides_are_kept_and_told(desk: Page, served: Served) -> None:
    other = opened(desk.context.new_page(), served)
    write(other, RIGHT)
    expect(other.locator(".desk .save")).to_be_enabled()
    claim(desk).focus()
    desk.keyboard.press("r")
    expect(other.locator(".desk .told")).to_contain_text(MADE)
    other.locator(".desk textarea").press("Enter")
    expect(other.locator(".desk .save")).to_be_enabled()  # it was answered
    expect(other.locator(".desk textarea")).to_have_value(RIGHT)
    expect(claim(other)).to_have_attribute("data-ruling", "refused")
    other.locator(".desk textarea").press("Enter")
    expect(words(other)).to_have_text(RIGHT)
    expect(claim(other)).to_have_attribute("data-ruling", "accepted")


def deaf(context: BrowserContext, page: Page) -> None:
    """A tab that does not look for changes, as one that sleeps in the background."""
    del context
    page.route("**/state?*", lambda route: route.abort())


def test_killed_and_started_again_nothing_is_lost_and_the_page_goes_on(page: Page, process: Process) -> None:
    opened(page, process)
    claim(page).focus()
    page.keyboard.press("r")
    expect(claim(page)).to_have_attribute("data-ruling", "refused")
    write(page, "累计完成固定资产投资15.155亿元，超额完成。", "s1-a2")
    process.kill()
    expect(page.locator("#notice")).to_contain_text("连接断了")
    process.start()
    expect(page.locator("#notice")).to_contain_text("已重新连上")
    expect(page.locator(".desk textarea")).to_have_value("累计完成固定资产投资15.155亿元，超额完成。")
    page.locator(".desk textarea").fill("固定资产投资累计完成15.155亿元。")
    expect(page.locator(".desk .save")).to_be_enabled()
    page.locator(".desk .save").click()
    expect(words(page, "s1-a2")).to_have_text("固定资产投资累计完成15.155亿元。")
    page.reload()
    expect(claim(page)).to_have_attribute("data-ruling", "refused")
    expect(words(page, "s1-a2")).to_have_text("固定资产投资累计完成15.155亿元。")


def test_a_decision_made_while_the_server_is_gone_is_taken_when_it_is_back(page: Page, process: Process) -> None:
    opened(page, process)
    process.kill()
    claim(page).focus()
    page.keyboard.press("r")
    expect(page.locator("#notice")).to_contain_text("连接断了")
    process.start()
    expect(claim(page)).to_have_attribute("data-ruling", "refused")
    assert MADE not in achievements(process)


def test_written_back_the_files_carry_the_decision(desk: Page, served: Served) -> None:
    write(desk, RIGHT)
    expect(desk.locator(".desk .save")).to_be_enabled()
    desk.keyboard.press("Enter")
    expect(words(desk)).to_have_text(RIGHT)
    desk.locator("#exports summary").click()
    with desk.expect_download() as download:
        desk.locator(".menu a", has_text="digest.md").click()
    assert RIGHT in Path(download.value.path()).read_text(encoding="utf-8")
    desk.locator("#write").click()
    expect(desk.locator("#notice")).to_contain_text("已写回")
    for name in ("digest.json", "digest.md", "digest.html", "decisions.csv"):
        assert RIGHT in re.sub(r"<[^>]+>", "", (served.out / name).read_text(encoding="utf-8")), name


def test_history_tells_who_what_and_when(desk: Page) -> None:
    claim(desk).focus()
    desk.keyboard.press("r")
    expect(claim(desk)).to_have_attribute("data-ruling", "refused")
    desk.locator("#history").click()
    line = desk.locator("#log li")
    expect(line).to_have_count(1)
    expect(line).to_contain_text("不采用")
    expect(line).to_contain_text("平湖街道：高质量完成8个")
    desk.keyboard.press("Escape")
    expect(desk.locator("#log")).to_be_hidden()


def test_another_digest_in_the_folder_is_told(desk: Page, served: Served) -> None:
    claim(desk).focus()
    desk.keyboard.press("r")
    expect(claim(desk)).to_have_attribute("data-ruling", "refused")
    made = served.out / "review.json"
    changed = served.out / "review.json.new"
    changed.write_text(made.read_text(encoding="utf-8").replace("工作报告摘编", "新的摘编"), encoding="utf-8")
    changed.replace(made)
    expect(desk.locator("#notice")).to_contain_text("新的摘编")
    desk.locator("#notice button").click()
    expect(desk.locator("h1")).to_have_text("新的摘编")
    expect(claim(desk)).to_have_attribute("data-ruling", "refused")


def test_labels_switch_with_the_tools(desk: Page) -> None:
    claim(desk).focus()
    desk.keyboard.press("a")
    expect(claim(desk).locator(".ruling")).to_have_text("已采用")
    desk.locator("#language").click()
    expect(claim(desk).locator(".ruling")).to_have_text("accepted")
    expect(desk.locator("#undo")).to_have_text("Undo")
    expect(claim(desk).locator('[data-do="refuse"]')).to_have_attribute("aria-label", "Refuse (r)")


def test_on_a_narrow_screen_the_tools_are_large_and_nothing_runs_over_the_edge(desk: Page) -> None:
    desk.set_viewport_size({"width": 390, "height": 844})
    desk.reload()
    claim(desk).locator("> .w").click(position={"x": 30, "y": 10})
    accept = claim(desk).locator('[data-do="accept"]')
    expect(accept).to_be_visible()
    box = accept.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 32
    claim(desk).locator('[data-do="edit"]').click()
    expect(desk.locator(".desk textarea")).to_be_focused()
    expect(desk.locator("#source")).to_be_hidden()  # there is no room for both
    assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_another_sites_page_cannot_decide_or_read(desk: Page, served: Served) -> None:
    """From a page of another origin, knowing even the token: refused at Origin, and unreadable."""
    desk.route("http://evil.example/", lambda route: route.fulfill(body="<title>x</title>", content_type="text/html"))
    desk.goto("http://evil.example/")
    body = json.dumps({"act": "undo", "latest": 0})
    said = desk.evaluate(
        """async ([url, body]) => {
          const headers = { "content-type": "application/json" };
          const tries = [fetch(url + "turn", { method: "POST", body, headers }), fetch(url + "state")];
          return (await Promise.allSettled(tries)).map((one) => one.status);
        }""",
        [served.url, body],
    )
    assert said == ["rejected", "rejected"]


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        pytest.param("wrong", {}, id="token"),
        pytest.param("", {"Host": "evil.example"}, id="host"),
        pytest.param("", {"Origin": "http://evil.example"}, id="origin"),
    ],
)
def test_what_is_not_let_in(served: Served, path: str, headers: dict[str, str]) -> None:
    address = re.sub(r"/[^/]+/$", f"/{path}/", served.url) if path else served.url
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(urllib.request.Request(address + "state", headers=headers))
    assert refused.value.code == 403


def test_many_reports_are_reviewed_page_by_page(page: Page, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "PAGE_LIMIT", 1_000)
    with served_here(folder) as served:
        opened(page, served)
        expect(page.locator("article li")).to_have_count(0)
        page.locator("#i-s2 > h2").focus()
        page.keyboard.press("a")
        expect(page.locator("#i-s2 > h2")).to_have_attribute("data-ruling", "accepted")
        page.locator("#i-s2 a.whole").click()
        expect(page).to_have_url(served.url + "reports/002.html#s2")
        write(page, "改造老旧小区6个，惠及居民912户。", "s2-a3")
        page.keyboard.press("Enter")
        expect(words(page, "s2-a3")).to_have_text("改造老旧小区6个，惠及居民912户。")
        words(page, "s2-a3").locator("a.f").first.click()
        expect(page.locator("#s2 .text a.f.hit")).to_have_text("6个")
        page.locator("#exports summary").click()
        with page.expect_download() as download:
            page.locator(".menu a", has_text="zip").click()
        assert download.value.suggested_filename == "digest.zip"
        page.locator('a[href="../digest.html"]').click()
        expect(page.locator("#progress")).to_contain_text("已决定 2")


def test_the_file_that_is_opened_leads_to_the_review(page: Page, served: Served) -> None:
    with door(served.out, served.url) as way_in:
        page.goto(way_in.as_uri())
        page.wait_for_url(served.url + "digest.html")
        expect(page.locator("#progress")).to_contain_text("/")
    assert not way_in.exists()
