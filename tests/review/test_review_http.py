"""The review over HTTP: who is let in, what is answered, what a page may do."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from lxml import html as lxml_html
from starlette.testclient import TestClient

from pipeline.review import page as pages
from pipeline.review.app import Review
from pipeline.review.guard import LARGEST
from pipeline.review.room import Room
from pipeline.review.view import View

HOME = "http://127.0.0.1:8765"
RIGHT, WRONG = "改造老旧小区8个，惠及居民1593户。", "改造老旧小区9个，惠及居民1593户。"


@pytest.fixture
def client(room: Room) -> Iterator[TestClient]:
    """A browser on the right address."""
    with TestClient(Review(room).app(), base_url=HOME, follow_redirects=False) as made:
        yield made


def post(client: TestClient, room: Room, path: str, **body: Any) -> tuple[int, Any]:
    answer = client.post(f"/{room.token}/{path}", json=body, headers={"origin": HOME})
    return answer.status_code, answer.json()


def key(room: Room, holding: str, kind: str = "achievement") -> str:
    slots = room.view().desk.slots.values()
    return next(slot.key for slot in slots if slot.kind == kind and holding in slot.text.text)


def rule(
    client: TestClient, room: Room, at: str, verdict: str | None, version: int = 0, **more: Any
) -> tuple[int, Any]:
    return post(client, room, "rule", key=at, version=version, verdict=verdict, **more)


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        pytest.param("/wrong/digest.html", {}, id="wrong-token"),
        pytest.param("/digest.html", {}, id="no-token"),
        pytest.param("/", {}, id="nothing"),
        pytest.param("//digest.html", {}, id="empty-token"),
        pytest.param("/{}%20/digest.html", {}, id="token-and-more"),
        pytest.param("/{}/digest.html", {"host": "evil.example:8765"}, id="another-name-for-this-machine"),
        pytest.param("/{}/digest.html", {"host": "127.0.0.1.evil.example:8765"}, id="a-name-that-begins-alike"),
        pytest.param("/{}/digest.html", {"host": "[::1]:8765"}, id="another-address"),
        pytest.param("/{}/digest.html", {"host": "evil.example"}, id="another-name-on-port-80"),
        pytest.param("/{}/digest.html", {"host": ""}, id="no-name"),
        pytest.param("/{}/digest.html", {"host": ":80"}, id="a-port-alone"),
        pytest.param("/{}/state", {"origin": "http://evil.example"}, id="another-sites-script"),
        pytest.param("/{}/state", {"origin": "null"}, id="a-file-or-sandbox"),
        pytest.param("/{}/state", {"origin": "http://127.0.0.1:9999"}, id="another-port"),
    ],
)
def test_who_is_not_let_in(client: TestClient, room: Room, path: str, headers: dict[str, str]) -> None:
    answer = client.get(path.format(room.token), headers=headers)
    assert answer.status_code == 403
    assert "平湖" not in answer.text
    assert room.token not in answer.text


@pytest.mark.parametrize("home", ["http://127.0.0.1", "http://localhost", "http://127.0.0.1:80", "http://localhost:9"])
def test_a_browser_leaves_port_80_out(room: Room, home: str) -> None:
    with TestClient(Review(room).app(), base_url=home) as browser:
        assert browser.get(f"/{room.token}/state").status_code == 200
        body = {"key": key(room, "8个"), "version": 0, "verdict": "refused"}
        own = {"origin": home.removesuffix(":80")}
        assert browser.post(f"/{room.token}/rule", json=body, headers=own).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({}, 403, id="no-origin"),
        pytest.param({"origin": "http://evil.example"}, 403, id="another-origin"),
        pytest.param({"origin": "https://127.0.0.1:8765"}, 403, id="another-scheme"),
        pytest.param({"origin": HOME, "content-type": "text/plain"}, 415, id="what-a-form-can-send"),
        pytest.param({"origin": HOME}, 415, id="no-type"),
    ],
)
def test_a_decision_comes_from_our_page_only(
    client: TestClient, room: Room, headers: dict[str, str], status: int
) -> None:
    body = json.dumps({"key": key(room, "8个"), "version": 0, "verdict": "refused"})
    assert client.post(f"/{room.token}/rule", content=body, headers=headers).status_code == status
    assert room.view().decisions.latest == 0


@pytest.mark.parametrize("announced", [True, False], ids=["announced", "in-pieces"])
def test_a_body_is_bounded(client: TestClient, room: Room, announced: bool) -> None:
    body = b"x" * (LARGEST + 1)
    content = body if announced else iter([body[:LARGEST], body[LARGEST:]])
    headers = {"origin": HOME, "content-type": "application/json"}
    assert client.post(f"/{room.token}/check", content=content, headers=headers).status_code == 413


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("", id="empty"),
        pytest.param("[]", id="a-list"),
        pytest.param('{"key": "x"}', id="too-little"),
        pytest.param('{"key": "x", "version": 0, "verdict": "perhaps"}', id="unknown-verdict"),
        pytest.param('{"key": "x", "version": "0", "verdict": null}', id="a-number-as-words"),
        pytest.param('{"key": "x", "version": 0, "verdict": null, "more": 1}', id="too-much"),
    ],
)
def test_a_body_of_another_shape_is_refused(client: TestClient, room: Room, body: str) -> None:
    headers = {"origin": HOME, "content-type": "application/json"}
    assert client.post(f"/{room.token}/rule", content=body, headers=headers).status_code == 400


@pytest.mark.parametrize("path", ["nothing.html", "export/review.sqlite", "export/../review.json", "reports/a.json"])
def test_only_pages_and_exports_are_served(client: TestClient, room: Room, path: str) -> None:
    assert client.get(f"/{room.token}/{path}").status_code == 404


def test_every_answer_forbids_what_a_page_of_ours_never_does(client: TestClient, room: Room) -> None:
    for answer in (client.get(f"/{room.token}/digest.html"), client.get("/x/"), client.get(f"/{room.token}/state")):
        headers = answer.headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == "no-store"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert not {name for name in headers if name.startswith(("access-control", "set-cookie"))}


def test_the_page_is_the_static_one_with_handles_and_a_policy(client: TestClient, room: Room) -> None:
    text = client.get(f"/{room.token}/digest.html").text
    tree = lxml_html.document_fromstring(text)
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "default-src 'none'" in policy
    assert "connect-src 'self'" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "unsafe" not in policy
    assert tree.xpath("//@src | //link | //iframe | //@style | //@*[starts-with(name(), 'on')]") == []
    assert not re.search(r"innerHTML|insertAdjacentHTML|outerHTML|document\.write|\beval\(", text)
    assert set(tree.xpath("//@data-key")) == set(room.view().desk.slots)
    static = lxml_html.document_fromstring(room.view().file("digest.html").decode())
    for path in ("//main//article//span[@class='w']", "//aside//section", "//section[@id='check']"):
        assert [e.text_content() for e in tree.xpath(path)] == [e.text_content() for e in static.xpath(path)]


def test_every_label_of_the_page_has_two_languages(client: TestClient, room: Room) -> None:
    rule(client, room, key(room, "8个"), "accepted", words=WRONG, override=True)
    text = client.get(f"/{room.token}/digest.html").text
    tree = lxml_html.document_fromstring(text)
    labels = json.loads(tree.xpath("//script[@id='labels']/text()")[0])
    named = {*tree.xpath("//@data-t"), *tree.xpath("//@data-l"), *re.findall(r'\bt\("(\w+)"\)', text)}
    assert {name for name in named if len(labels.get(name, ())) != 2} == set()


def test_the_gate_as_it_is_typed(client: TestClient, room: Room) -> None:
    at = key(room, "8个")
    status, told = post(client, room, "check", key=at, words=WRONG)
    assert (status, told["words"]) == (200, WRONG)
    assert "9个" in told["objections"][0]
    assert [(row["text"], row["verdict"]) for row in told["numbers"]] == [("9个", "unsupported"), ("1593户", "exact")]
    assert room.view().decisions.latest == 0
    _, told = post(client, room, "check", key=at)
    assert (told["words"], told["objections"]) == ("高质量完成8个老旧小区改造，惠及1593户居民。", [])


def test_a_wrong_number_is_answered_with_the_reasons(client: TestClient, room: Room) -> None:
    at = key(room, "8个")
    status, told = rule(client, room, at, "accepted", words=WRONG)
    assert (status, told["why"]) == (422, "words")
    assert told["objections"]
    status, told = rule(client, room, at, "accepted", words=WRONG, override=True)
    assert status == 200
    assert told["claims"][at]["overridden"] is True
    assert told["tally"]["review_overridden"] == 1


def test_a_stale_tab_is_told_what_stands(client: TestClient, room: Room) -> None:
    at = key(room, "8个")
    rule(client, room, at, "accepted", words=RIGHT)
    status, told = rule(client, room, at, "refused")
    assert (status, told["why"]) == (409, "stale")
    assert told["state"]["claims"][at]["verdict"] == "accepted"
    assert "".join(piece[0] for piece in told["state"]["claims"][at]["pieces"]) == RIGHT


def test_state_tells_what_changed_since(client: TestClient, room: Room) -> None:
    first, second = key(room, "8个"), key(room, "15.155")
    rule(client, room, first, "accepted")
    rule(client, room, second, "refused")
    told = client.get(f"/{room.token}/state?since=1").json()
    assert (told["latest"], list(told["claims"])) == (2, [second])
    status, told = post(client, room, "turn", act="undo", latest=2, since=2)
    assert (status, told["turned"], told["claims"][second]["verdict"], told["redo"]) == (200, second, None, True)
    assert post(client, room, "turn", act="redo", latest=2)[0] == 409


def test_a_move_tells_the_new_order(client: TestClient, room: Room) -> None:
    first, second = key(room, "4.5%"), key(room, "15.155")
    status, told = post(client, room, "move", key=first, version=0, by=1)
    assert status == 200
    assert [order["keys"] for order in told["orders"].values()] == [[second, first]]


@pytest.mark.parametrize("path", ["rule", "move", "check"])
def test_a_claim_that_is_no_more_is_told(client: TestClient, room: Room, path: str) -> None:
    bodies = {"rule": {"version": 0, "verdict": None}, "move": {"version": 0, "by": 1}, "check": {}}
    status, told = post(client, room, path, key="claim:none", **bodies[path])
    assert (status, told["why"]) == (404, "unknown")


def test_a_page_of_an_earlier_digest_is_still_answered(client: TestClient, room: Room) -> None:
    status, told = rule(client, room, key(room, "8个"), "refused", page="reports/200.html")
    assert (status, told["latest"]) == (200, 1)


def test_history_is_the_log_the_latest_first(client: TestClient, room: Room) -> None:
    rule(client, room, key(room, "8个"), "accepted", words=RIGHT)
    rule(client, room, key(room, "15.155"), "refused")
    history = client.get(f"/{room.token}/history").json()
    assert [(row["act"], row["verdict"], row["words"]) for row in history] == [
        ("do", "refused", None),
        ("do", "accepted", RIGHT),
    ]
    assert all(row["at"].startswith("2026-11-21T") and row["who"] == "local" for row in history)
    assert history[1]["about"].startswith("平湖街道")


def test_exports_carry_the_decisions_and_are_attachments(client: TestClient, room: Room) -> None:
    rule(client, room, key(room, "8个"), "accepted", words=RIGHT)
    answer = client.get(f"/{room.token}/export/digest.md")
    assert RIGHT in answer.text
    assert answer.headers["content-disposition"] == 'attachment; filename="digest.md"'
    packed = zipfile.ZipFile(io.BytesIO(client.get(f"/{room.token}/all.zip").content))
    assert set(packed.namelist()) == set(room.view().names())
    assert RIGHT in packed.read("digest.md").decode()


def test_a_zip_holds_files_of_the_same_decisions(
    client: TestClient, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, plain = View.file, dict(room.view().files())

    def interrupted(view: View, name: str) -> bytes:
        data = made(view, name)
        if name == "digest.json":
            room.rule(key(room, "8个"), 0, "refused")
        return data

    monkeypatch.setattr(View, "file", interrupted)
    packed = zipfile.ZipFile(io.BytesIO(client.get(f"/{room.token}/all.zip").content))
    assert {name: packed.read(name) for name in packed.namelist()} == plain


def test_write_puts_the_decisions_into_the_folder(client: TestClient, room: Room, folder: Any) -> None:
    rule(client, room, key(room, "8个"), "accepted", words=RIGHT)
    status, told = post(client, room, "write")
    assert status == 200
    assert RIGHT in (folder / "digest.md").read_text(encoding="utf-8")
    assert RIGHT in (folder / "decisions.csv").read_text(encoding="utf-8")
    assert set(told["written"]) == set(room.view().names())


def test_what_cannot_be_saved_is_said_and_not_shown_as_done(client: TestClient, room: Room) -> None:
    room._store._db.execute("PRAGMA query_only = 1")
    status, told = rule(client, room, key(room, "8个"), "refused")
    assert status == 500
    assert "not saved" in told["said"]
    assert room.view().decisions.latest == 0


def test_many_reports_have_a_page_each(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "PAGE_LIMIT", 1_000)
    with TestClient(Review(room).app(), base_url=HOME) as client:
        whole = lxml_html.document_fromstring(client.get(f"/{room.token}/digest.html").text)
        one = lxml_html.document_fromstring(client.get(f"/{room.token}/reports/002.html").text)
        at = key(room, "6个")
        assert at not in whole.xpath("//@data-key")
        assert at in one.xpath("//@data-key")
        _, told = post(client, room, "rule", key=at, version=0, verdict="refused", page="reports/002.html")
        hrefs = [piece[2] for piece in told["claims"][at]["pieces"] if len(piece) > 1]
        assert hrefs
        assert {href[1:] for href in hrefs} <= set(one.xpath("//@id"))
        assert one.xpath("//script[@id='desk']/@data-up") == ["../"]
