"""What decisions make of a digest, in the contract and in every file."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Mapping
from typing import get_args

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from lxml import html as lxml_html
from openpyxl import load_workbook

from pipeline.digest import Length
from pipeline.domain.result import Digest, Text
from pipeline.render import Edition
from pipeline.review.decisions import Order, Ruling, Value
from pipeline.review.desk import REPORTS, in_order, report_key
from pipeline.review.publish import published
from pipeline.review.table import decisions_csv
from pipeline.review.words import MARK, let_in
from tests.review.desks import Bench, bench_of, bench_of_seeds, log_of

WRONG = "高质量完成9个老旧小区改造，惠及1593户居民。"
RIGHT = "改造老旧小区8个，惠及居民1593户。"


def edition(bench: Bench, values: Mapping[str, Value]) -> Edition:
    return published(bench.decided(log_of(dict(values))))


def words_of(made: Edition) -> dict[str, str]:
    """The words of each file, as a program of its kind reads them."""
    archive = io.BytesIO(made.file("digest.docx"))
    parts = zipfile.ZipFile(archive).read("word/document.xml").decode()
    book = load_workbook(io.BytesIO(made.file("digest.xlsx")))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    return {
        "json": made.file("digest.json").decode(),
        "md": made.file("digest.md").decode(),
        "html": lxml_html.document_fromstring(made.file("digest.html").decode()).text_content(),
        "docx": "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", parts)),
        "xlsx": "\n".join(cells),
    }


def texts(digest: Digest) -> list[Text]:
    """Every text of a digest."""
    return [digest.overview, *(t for i in digest.items for t in (i.headline, i.summary, *i.achievements))]


@pytest.mark.parametrize("length", get_args(Length))
def test_nothing_decided_is_the_digest_as_it_was_made(length: Length) -> None:
    bench = bench_of_seeds(length)
    made = edition(bench, {})
    assert made.digest == bench.desk.digest
    assert tuple(made.summaries) == bench.desk.summaries
    assert tuple(made.reports) == bench.desk.reports


def test_an_order_that_moves_nothing_counts_everything_the_same() -> None:
    bench = bench_of_seeds()
    made = edition(bench, bench.desk.lists)
    assert made.digest == bench.desk.digest
    assert tuple(made.summaries) == bench.desk.summaries


def test_accepting_everything_shows_everything_and_changes_no_word() -> None:
    bench = bench_of_seeds("brief")
    made = edition(bench, dict.fromkeys(bench.desk.slots, Ruling("accepted")))
    shown = [claim for item in made.digest.items for claim in item.achievements]
    assert {c.text for c in shown} == {c.text for s in bench.desk.summaries for c in s.achievements}
    assert made.digest.counts["achievements_shown"] == made.digest.counts["achievements_total"] == len(shown)
    assert made.digest.overview == bench.desk.digest.overview
    assert made.digest.counts["review_accepted"] == len(bench.desk.slots)


def test_what_is_refused_is_left_out_listed_and_counted(bench: Bench) -> None:
    slot = bench.slot("achievement", "8个")
    before, made = bench.desk.digest, edition(bench, {slot.key: Ruling("refused")})
    assert slot.text.text not in [claim.text for item in made.digest.items for claim in item.achievements]
    (refusal,) = made.summaries[0].refusals
    assert (refusal.text, refusal.outcome, refusal.chunk) == (slot.text.text, "refused", "review")
    counts = made.digest.counts
    assert counts["refused"] == before.counts["refused"] + 1
    assert counts["claims"] == before.counts["claims"] - 1
    assert counts["achieved_unused"] == before.counts["achieved_unused"] + len(slot.text.figures)
    assert counts["review_refused"] == 1
    for kind, words in words_of(made).items():
        if kind != "json":  # the contract's digest holds no refusals; the summaries do
            assert "编辑不采用" in words, kind


def test_a_refused_overview_leaves_a_finding(bench: Bench) -> None:
    slot = bench.slot("overview")
    made = edition(bench, {slot.key: Ruling("refused")})
    assert made.digest.overview.text == ""
    assert [f.quote for f in made.digest.findings if f.rule == "overview_refused"] == [slot.text.text]
    assert made.digest.counts["findings"] == bench.desk.digest.counts["findings"] + 1


def test_words_that_pass_stand_in_every_file_with_their_figures_marked(bench: Bench) -> None:
    slot = bench.slot("achievement", "8个")
    made = edition(bench, {slot.key: Ruling("accepted", RIGHT)})
    claim = next(claim for claim in made.digest.items[0].achievements if claim.id == slot.place)
    assert [claim.text[mark.start : mark.end] for mark in claim.figures] == ["8个", "1593户"]
    assert claim.evidence == getattr(slot.text, "evidence", None)
    for kind, words in words_of(made).items():
        assert RIGHT in words.replace("\\", ""), kind
        assert slot.text.text not in words, kind
    tree = lxml_html.document_fromstring(made.file("digest.html").decode())
    links = {a.text_content(): a.get("href") for a in tree.xpath("//article//li/span[@class='w']/a")}
    for mark in claim.figures:
        assert links[claim.text[mark.start : mark.end]] == f"#s1-{mark.id}"
    assert made.digest.counts["review_overridden"] == 0


def test_an_unaccepted_wrong_number_reaches_no_file(bench: Bench) -> None:
    """Even one that stands in the decisions, as after a change of the rules or of the file by another hand."""
    slot = bench.slot("achievement", "8个")
    decided = bench.decided(log_of({slot.key: Ruling("accepted", WRONG)}))
    made = published(decided)
    assert decided.unfit == (slot.key,)
    for kind, words in words_of(made).items():
        assert "9个" not in words, kind
        assert slot.text.text in words.replace("\\", ""), kind
    assert "9个" not in decisions_csv(decided, []).decode()


def test_an_override_is_marked_in_every_file_found_and_counted(bench: Bench) -> None:
    slot = bench.slot("achievement", "8个")
    values = {slot.key: Ruling("accepted", WRONG, override=True)}
    made = edition(bench, values)
    for kind, words in words_of(made).items():
        assert WRONG + MARK in words.replace("\\", ""), kind
    (finding,) = [f for f in made.digest.findings if f.rule == "editor_override"]
    assert (finding.severity, finding.quote, finding.report) == ("warn", WRONG + MARK, "a")
    assert "9个" in finding.message
    assert finding in made.summaries[0].findings
    assert made.digest.counts["review_overridden"] == 1
    assert "编辑认可、未核实 1 条" in made.file("digest.md").decode()
    tally = lxml_html.document_fromstring(made.file("digest.html").decode()).xpath("//section[@id='tally']")[0]
    assert "编辑认可、未核实（条）1" in re.sub(r"\s", "", tally.text_content())
    assert made.digest.counts["findings"] == bench.desk.digest.counts["findings"] + 1
    claim = next(claim for claim in made.digest.items[0].achievements if claim.id == slot.place)
    assert [claim.text[mark.start : mark.end] for mark in claim.figures] == ["1593户"], "the wrong number is no figure"
    rows = list(csv.DictReader(io.StringIO(decisions_csv(bench.decided(log_of(values)), []).decode("utf-8-sig"))))
    assert [(row["现写法"], row["编辑认可未核实"]) for row in rows] == [(WRONG + MARK, "是")]


def test_an_override_nobody_needs_is_none(bench: Bench) -> None:
    slot = bench.slot("achievement", "8个")
    made = edition(bench, {slot.key: Ruling("accepted", RIGHT, override=True)})
    assert made.digest.counts["review_overridden"] == 0
    assert MARK not in made.file("digest.json").decode()


def test_a_moved_claim_changes_places_within_its_theme_only(bench: Bench) -> None:
    first, second = bench.slot("achievement", "4.5%"), bench.slot("achievement", "15.155")
    subject = bench.desk.order_of(first)
    assert bench.desk.lists[subject] == (first.key, second.key)
    made = edition(bench, {subject: (second.key, first.key)})
    assert [claim.id for claim in made.digest.items[0].achievements] == ["a2", "a1", "a3", "a4", "a5"]
    assert [claim.id for claim in made.summaries[0].achievements] == ["a2", "a1", "a3", "a4", "a5"]


def test_moved_reports_stand_so_in_every_file(bench: Bench) -> None:
    one, other = map(report_key, bench.desk.summaries)
    made = edition(bench, {REPORTS: (other, one)})
    assert [item.report for item in made.digest.items] == ["b", "a"]
    for kind, words in words_of(made).items():
        if kind != "xlsx":
            assert words.index("新桥街道全年完成税收2.8亿元") > 0, kind
    heads = [f"{item.headline.text}" for item in made.digest.items]
    markdown = made.file("digest.md").decode()
    assert markdown.index("## " + heads[0]) < markdown.index("## " + heads[1])
    assert made.digest.counts == bench.desk.digest.counts


def test_the_rebuilt_digest_fits_the_schema(bench: Bench) -> None:
    slot = bench.slot("achievement", "8个")
    made = edition(bench, {slot.key: Ruling("accepted", WRONG, override=True)})
    errors = Draft202012Validator(Digest.model_json_schema(by_alias=True)).iter_errors(
        json.loads(made.file("digest.json"))
    )
    assert list(errors) == []


HOSTILE = [
    pytest.param("<script>alert(1)</script>", id="script"),
    pytest.param('=HYPERLINK("http://x","y")', id="formula"),
    pytest.param("@SUM(A1)", id="formula-at"),
    pytest.param("]]></w:t><w:t>", id="xml"),
    pytest.param("{{ 7*7 }}{% raw %}", id="template"),
    pytest.param("[x](javascript:alert(1))<img src=x onerror=alert(1)>", id="markdown"),
    pytest.param("a\x00\x1bb", id="controls"),
    pytest.param("\u202e321\u2066", id="direction"),
    pytest.param("x" * 1_900, id="one-long-word"),
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_of_an_editor_are_words_in_every_file(bench: Bench, hostile: str) -> None:
    plain = edition(bench, {})
    words, slot = let_in(hostile), bench.slot("achievement", "8个")
    head = bench.slot("headline")
    values = {key: Ruling("accepted", words, override=True) for key in (slot.key, head.key)}
    decided = bench.decided(log_of(values))
    made = published(decided)
    for kind, text in words_of(made).items():
        assert not re.search("[\x00\x1b\u202e\u2066]", text), kind
    tree = lxml_html.document_fromstring(made.file("digest.html").decode())
    before = lxml_html.document_fromstring(plain.file("digest.html").decode())
    for tag in ("script", "img", "style", "svg"):
        assert len(tree.xpath(f"//{tag}")) == len(before.xpath(f"//{tag}")), tag
    assert decided.text(slot).text.startswith(words)
    assert decided.text(slot).text in [span.text_content() for span in tree.xpath("//article//span[@class='w']")]
    assert not re.search(r"(?<!\\)<(script|img)", made.file("digest.md").decode())
    Document(io.BytesIO(made.file("digest.docx")))
    for sheet in load_workbook(io.BytesIO(made.file("digest.xlsx"))):
        assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []
    for row in csv.reader(io.StringIO(decisions_csv(decided, []).decode("utf-8-sig"))):
        assert [cell for cell in row if cell.startswith(("=", "+", "-", "@"))] == []
    claim = next(claim for claim in json.loads(made.file("digest.json"))["items"][0]["achievements"])
    assert claim["id"]


@settings(deadline=None)
@given(
    st.permutations("abcde"),
    st.lists(st.sampled_from("abcdexyz"), unique=True),
)
def test_an_order_keeps_every_key_once_and_is_applied_once_for_all(made: list[str], wanted: Order) -> None:
    ordered = in_order(made, wanted)
    assert sorted(ordered) == sorted(made)
    assert in_order(made, ordered) == ordered
    assert in_order(ordered, wanted) == ordered
    assert [key for key in ordered if key in wanted] == [key for key in wanted if key in made]


SEVERAL = bench_of()


@settings(max_examples=25, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(sorted(SEVERAL.desk.slots)),
        st.sampled_from([Ruling("accepted"), Ruling("refused"), Ruling("accepted", WRONG), Ruling("refused", RIGHT)]),
    )
)
def test_whatever_is_decided_marks_stand_on_their_figures_and_counts_add_up(rulings: dict[str, Ruling]) -> None:
    made = edition(SEVERAL, rulings)
    rows = {(s.report.name, row.id): row.text for s in made.summaries for row in s.figures}
    for item in made.digest.items:
        for text in (item.headline, item.summary, *item.achievements):
            for mark in text.figures:
                assert text.text[mark.start : mark.end] == rows[item.report, mark.id]
    assert "9个" not in "".join(text.text for text in texts(made.digest))
    counts = made.digest.counts
    assert counts["findings"] == sum(len(summary.findings) for summary in made.summaries) + sum(
        not finding.report for finding in made.digest.findings
    )
    assert counts["claims"] == sum(len(s.achievements) + len(s.plans) + len(s.problems) for s in made.summaries)
    assert counts["achieved_used"] + counts["achieved_unused"] == counts["achieved"]
    assert edition(SEVERAL, rulings).digest == made.digest
