"""An open review: decisions in turn, stale ones told, and what another run of the digest leaves of them."""

import json
import os
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from unittest.mock import Mock

import pytest

from pipeline.corpus.lock import FolderLock
from pipeline.errors import InputError, OutputError
from pipeline.render import digest_pages, html
from pipeline.review import page as pages
from pipeline.review.decisions import Ruling
from pipeline.review.desk import REPORTS, Kind, Slot
from pipeline.review.folder import DECISIONS, MADE, lock, write_files
from pipeline.review.room import RefusedError, Room
from pipeline.review.view import View
from tests.review.desks import FIRST, SECOND, bench_of, written_to

RIGHT, WRONG = "改造老旧小区8个，惠及居民1593户。", "改造老旧小区9个，惠及居民1593户。"


def opened(folder: Path) -> Room:
    return Room(folder, lambda: "2026-11-21T10:00:00+08:00")


def slot(room: Room, kind: Kind, holding: str = "") -> Slot:
    return next(s for s in room.view().desk.slots.values() if s.kind == kind and holding in s.text.text)


def version(room: Room, subject: str) -> int:
    return room.view().decisions.versions.get(subject, 0)


def digest_of(room: Room) -> dict[str, object]:
    return dict(json.loads(room.view().file("digest.json")))


def test_nothing_decided_writes_every_file_as_it_was(folder: Path, room: Room) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.suffix != ".sqlite"}
    room.write()
    after = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.suffix != ".sqlite"}
    assert {name for name in after if after[name] != before.get(name)} <= {"decisions.csv", DECISIONS + "-wal"}


def test_a_decision_is_there_after_the_review_is_opened_again(folder: Path) -> None:
    with closing(opened(folder)) as room:
        claim = slot(room, "achievement", "8个")
        room.rule(claim.key, 0, "accepted", RIGHT)
        made = digest_of(room)
    with closing(opened(folder)) as room:
        assert room.view().decisions.ruling(claim.key) == Ruling("accepted", RIGHT)
        assert digest_of(room) == made
        assert room.view().history()[0].at == "2026-11-21T10:00:00+08:00"
        assert room.view().history()[0].who == "local"


def test_a_wrong_number_needs_an_override(room: Room) -> None:
    claim = slot(room, "achievement", "8个")
    with pytest.raises(RefusedError, match="9个") as refused:
        room.rule(claim.key, 0, "accepted", WRONG)
    assert (refused.value.why, refused.value.judged is not None) == ("words", True)
    assert room.view().decisions.latest == 0
    room.rule(claim.key, 0, "accepted", WRONG, override=True)
    assert room.view().decisions.ruling(claim.key) == Ruling("accepted", WRONG, override=True)


def test_words_that_need_no_override_have_none(room: Room) -> None:
    claim = slot(room, "achievement", "8个")
    room.rule(claim.key, 0, "accepted", f"  {RIGHT}\n", override=True)
    assert room.view().decisions.ruling(claim.key) == Ruling("accepted", RIGHT)


def test_the_pipelines_own_words_typed_are_no_rewording(room: Room) -> None:
    claim = slot(room, "achievement", "8个")
    room.rule(claim.key, 0, "accepted", claim.text.text)
    assert room.view().decisions.ruling(claim.key) == Ruling("accepted")


def test_words_stay_when_a_reworded_claim_is_refused_and_accepted_again(room: Room) -> None:
    claim = slot(room, "achievement", "8个")
    room.rule(claim.key, 0, "accepted", RIGHT)
    room.rule(claim.key, 1, "refused")
    room.rule(claim.key, 2, "accepted")
    assert room.view().decisions.ruling(claim.key) == Ruling("accepted", RIGHT)
    room.rule(claim.key, 3, None)
    assert room.view().decisions.values == {}


def test_a_decision_on_what_another_tab_changed_is_stale(room: Room) -> None:
    claim, other = slot(room, "achievement", "8个"), slot(room, "achievement", "15.155")
    room.rule(claim.key, 0, "accepted")
    with pytest.raises(RefusedError) as refused:
        room.rule(claim.key, 0, "refused")
    assert refused.value.why == "stale"
    assert room.view().decisions.ruling(claim.key) == Ruling("accepted")
    room.rule(other.key, 0, "refused")


def test_an_order_that_another_tab_changed_is_stale(room: Room) -> None:
    first, second = slot(room, "achievement", "4.5%"), slot(room, "achievement", "15.155")
    subject = room.view().desk.order_of(first)
    room.move(first.key, 0, 1)
    assert room.view().decided.listed(subject) == (second.key, first.key)
    with pytest.raises(RefusedError) as refused:
        room.move(second.key, 0, 1)
    assert refused.value.why == "stale"
    room.move(first.key, version(room, subject), -1)
    assert room.view().decided.listed(subject) == (first.key, second.key)


def test_a_move_beyond_the_end_is_no_decision(room: Room) -> None:
    room.move(slot(room, "achievement", "4.5%").key, 0, -1)
    room.move(slot(room, "achievement", "8个").key, 0, 5)
    assert room.view().decisions.latest == 0


def test_a_headline_moves_its_report(room: Room) -> None:
    room.move(slot(room, "headline", "平湖").key, version(room, REPORTS), 1)
    assert [item["report"] for item in digest_of(room)["items"]] == ["b", "a"]  # type: ignore[index, attr-defined]  # parsed JSON


def test_undo_and_redo_of_each_kind_of_decision(room: Room) -> None:
    claim, head = slot(room, "achievement", "8个"), slot(room, "headline", "平湖")
    made = [digest_of(room)]
    room.rule(claim.key, 0, "accepted", RIGHT)
    made.append(digest_of(room))
    room.move(head.key, 0, 1)
    made.append(digest_of(room))
    room.rule(claim.key, version(room, claim.key), "refused")
    made.append(digest_of(room))
    for expected in reversed(made[:-1]):
        assert room.turn("undo", room.view().decisions.latest)
        assert digest_of(room) == expected
    assert room.turn("undo", room.view().decisions.latest) is None
    for expected in made[1:]:
        assert room.turn("redo", room.view().decisions.latest)
        assert digest_of(room) == expected
    assert [line.act for line in room.view().history()] == ["redo"] * 3 + ["undo"] * 3 + ["do"] * 3


def test_undo_is_stale_when_another_tab_decided_meanwhile(room: Room) -> None:
    room.rule(slot(room, "achievement", "8个").key, 0, "accepted")
    with pytest.raises(RefusedError) as refused:
        room.turn("undo", 0)
    assert refused.value.why == "stale"


@pytest.mark.parametrize("kind", ["headline", "summary"])
def test_a_report_keeps_its_headline_and_summary(room: Room, kind: Kind) -> None:
    with pytest.raises(RefusedError, match="reword"):
        room.rule(slot(room, kind).key, 0, "refused")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        pytest.param("", "no words", id="empty"),
        pytest.param(" \u200b\n", "no words", id="nothing-to-be-seen"),
        pytest.param("字" * 2_001, "more than", id="too-long"),
    ],
)
def test_words_that_are_none_are_refused_override_or_not(room: Room, typed: str, says: str) -> None:
    with pytest.raises(RefusedError, match=says):
        room.rule(slot(room, "achievement", "8个").key, 0, "accepted", typed, override=True)


def test_after_another_digest_decisions_on_unchanged_claims_apply_and_others_are_shown(folder: Path) -> None:
    with closing(opened(folder)) as room:
        kept, lost = slot(room, "achievement", "6个"), slot(room, "achievement", "8个")
        room.rule(kept.key, 0, "refused")
        room.rule(lost.key, 0, "accepted", RIGHT)
        written_to(folder, bench_of(FIRST.replace("8个老旧", "7个老旧"), SECOND))
        decided = room.view().decided  # without being opened again
        assert decided.unfit == (lost.key,)
        items = digest_of(room)["items"]
        assert "6个老旧小区改造" not in json.dumps([i["achievements"] for i in items], ensure_ascii=False)  # type: ignore[attr-defined]  # parsed JSON
        assert "不再适用" in room.view().file("decisions.csv").decode()
        written_to(folder, bench_of())
        assert room.view().decided.unfit == ()
        assert room.view().decided.words(lost).text == RIGHT


def test_a_decision_does_not_pass_to_a_like_claim_of_another_report(folder: Path) -> None:
    with closing(opened(folder)) as room:
        claim = slot(room, "achievement", "240")
        room.rule(claim.key, 0, "refused")
        assert [summary.counts["refused"] for summary in room.view().edition.summaries] == [1, 0]


def test_names_and_places_may_change_as_long_as_bytes_and_words_do_not(folder: Path) -> None:
    with closing(opened(folder)) as room:
        keys = set(room.view().desk.slots)
    bench = bench_of()
    renamed = {old.key for old in bench.desk.slots.values()}
    assert renamed == keys


def test_the_gate_is_asked_again_when_words_are_published(folder: Path) -> None:
    """A decision put into the file by another hand is no way past it."""
    with closing(opened(folder)) as room:
        claim = slot(room, "achievement", "8个")
        room._store.append("do", claim.key, Ruling("accepted", WRONG), about="", at="", who="")
    with closing(opened(folder)) as room:
        assert room.view().decided.unfit == (claim.key,)
        assert "9个" not in room.view().file("digest.json").decode()


def without(name: str) -> object:
    return lambda folder: (folder / name).unlink()


def replaced(name: str, text: str) -> object:
    return lambda folder: (folder / name).write_text(text, encoding="utf-8")


def half_new(folder: Path) -> None:
    """A run that was stopped: one report's summary is newer than the digest."""
    other = written_to(folder.parent / "other", bench_of(FIRST.replace("8个老旧", "7个老旧"), SECOND))
    for suffix in ("json", "txt"):
        shutil.copy(other / "reports" / f"a.{suffix}", folder / "reports" / f"a.{suffix}")


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        pytest.param(without(MADE), "no digest to review", id="no-digest"),
        pytest.param(without("reports/a.json"), "half there", id="a-summary-missing"),
        pytest.param(without("reports/b.txt"), "b.txt: missing", id="a-text-missing"),
        pytest.param(replaced(MADE, "{"), "not readable", id="damaged"),
        pytest.param(replaced("reports/a.json", "[]"), "not readable", id="summary-damaged"),
        pytest.param(replaced("reports/a.txt", FIRST.replace("1593", "1539")), "not the text", id="text-changed"),
        pytest.param(replaced("reports/a.txt", FIRST + "。"), "not the text", id="text-longer"),
        pytest.param(half_new, "newer or older", id="half-a-new-run"),
        pytest.param(shutil.rmtree, "no such folder", id="no-folder"),
    ],
)
def test_a_folder_that_is_no_whole_output_is_one_line(folder: Path, spoil: object, says: str) -> None:
    spoil(folder)  # type: ignore[operator]  # one of the functions above
    with pytest.raises(InputError, match=says) as caught:
        opened(folder)
    assert "\n" not in str(caught.value)
    assert not (folder / DECISIONS).exists()


def test_a_folder_that_cannot_be_written_says_so(folder: Path, room: Room) -> None:
    os.remove(folder / "digest.md")
    (folder / "digest.md").mkdir()
    with pytest.raises(OutputError, match=r"digest\.md"):
        room.write()


def refuse(room: Room, folder: Path) -> None:
    """A decision of another tab."""
    del folder
    room.rule(slot(room, "achievement", "8个").key, 0, "refused")


def another_digest(room: Room, folder: Path) -> None:
    """Another digest in the folder, which the review finds at once."""
    written_to(folder, bench_of(FIRST.replace("8个老旧", "7个老旧"), SECOND))
    room.view()


@pytest.mark.parametrize("meanwhile", [refuse, another_digest])
def test_files_written_together_are_of_the_same_decisions(
    folder: Path, room: Room, meanwhile: Callable[[Room, Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    made, plain = View.file, dict(room.view().files())

    def interrupted(view: View, name: str) -> bytes:
        data = made(view, name)
        if name == "digest.json":
            meanwhile(room, folder)
        return data

    monkeypatch.setattr(View, "file", interrupted)
    assert {name: (folder / name).read_bytes() for name in room.write()} == plain
    monkeypatch.undo()
    room.write()
    assert (folder / "digest.md").read_bytes() != plain["digest.md"]


def test_pages_of_an_earlier_larger_digest_go_and_nothing_else_does(folder: Path, room: Room) -> None:
    view = room.view()
    split = digest_pages(view.edition.digest, view.edition.summaries, view.edition.reports, limit=1)
    ours, reports = split["reports/002.html"], folder / "reports"
    gone, stay = ("002.html", "417.html", "1600.html"), ("0417.html", "41.html", "417a.html", "417.htm", "a417.html")
    for name in (*gone, *stay):
        (reports / name).write_text(ours, encoding="utf-8")
    (reports / "2023.html").write_text("<p>a page of the user's own</p>", encoding="utf-8")
    before = {path for path in folder.rglob("*") if path.is_file()}
    room.write()
    after = {path for path in folder.rglob("*") if path.is_file()}
    assert before - after == {reports / name for name in gone}
    written = write_files(folder, [(name, text.encode()) for name, text in split.items()])
    assert {path.name for path in reports.glob("00*.html")} == {"001.html", "002.html"}
    assert written == list(split)


def test_nothing_is_written_into_a_folder_where_a_run_is_writing(folder: Path, room: Room) -> None:
    before = (folder / "digest.md").read_bytes()
    room.rule(slot(room, "achievement", "8个").key, 0, "refused")
    with FolderLock(lock(folder)), pytest.raises(OutputError, match="another run is writing here"):
        room.write()
    assert (folder / "digest.md").read_bytes() == before
    room.write()
    assert (folder / "digest.md").read_bytes() != before


def test_the_pages_are_named_without_being_made(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    fill = Mock(return_value="")
    monkeypatch.setattr(html, "fill", fill)
    monkeypatch.setattr(pages, "PAGE_LIMIT", 100)
    assert pages.Sheets(room.view().desk).names == ["digest.html", "reports/001.html", "reports/002.html"]
    assert not fill.called
