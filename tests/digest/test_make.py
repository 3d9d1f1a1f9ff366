"""The digest: what each length shows, in what order, and what it says was left out."""

import pytest

from pipeline.digest import Length, make_digest
from pipeline.digest.choose import choose_achievements, choose_findings, cut_overview
from pipeline.domain.result import Achievement, Digest, Evidence, FigureMark, FigureRow, Finding, ReportSummary, Text
from pipeline.errors import InputError
from tests.seeds import SEEDS, seed_report, seed_summary

LENGTHS: tuple[Length, ...] = ("brief", "standard", "full")


def digest_of(length: Length = "standard", themes: list[str] | None = None) -> Digest:
    reports, summaries = [seed_report(path) for path in SEEDS], [seed_summary(path) for path in SEEDS]
    return make_digest(reports, summaries, date="2026-01-01", length=length, themes=themes)


@pytest.fixture(scope="module")
def digests() -> dict[Length, Digest]:
    return {length: digest_of(length) for length in LENGTHS}


def size(digest: Digest) -> int:
    items = [t for i in digest.items for t in (i.headline, i.summary, *i.achievements)]
    return sum(len(text.text) for text in (digest.overview, *items))


def test_a_shorter_digest_is_contained_in_a_longer_one(digests: dict[Length, Digest]) -> None:
    for short, long in (("brief", "standard"), ("standard", "full")):
        for less, more in zip(digests[short].items, digests[long].items, strict=True):
            assert {claim.id for claim in less.achievements} <= {claim.id for claim in more.achievements}
        assert set(digests[short].findings) <= set(digests[long].findings)
        assert digests[long].overview.text.startswith(digests[short].overview.text)


def test_a_page_two_pages_and_everything(digests: dict[Length, Digest]) -> None:
    assert 500 <= size(digests["brief"]) <= 900
    assert 1000 <= size(digests["standard"]) <= 1600
    assert digests["brief"].counts["achievements_shown"] < digests["standard"].counts["achievements_shown"]
    for item, path in zip(digests["full"].items, SEEDS, strict=True):
        assert {c.id for c in item.achievements} == {c.id for c in seed_summary(path).achievements}


def test_no_text_is_rewritten(digests: dict[Length, Digest]) -> None:
    for digest in digests.values():
        for item, path in zip(digest.items, SEEDS, strict=True):
            summary = seed_summary(path)
            assert (item.headline, item.summary) == (summary.headline, summary.summary)
            assert set(item.achievements) <= set(summary.achievements)


def test_counts_say_what_was_left_out(digests: dict[Length, Digest]) -> None:
    total = sum(len(seed_summary(path).achievements) for path in SEEDS)
    for digest in digests.values():
        assert digest.counts["achievements_total"] == total
        assert digest.counts["achievements_shown"] == sum(len(item.achievements) for item in digest.items)
        assert digest.counts["findings_shown"] == len(digest.findings) <= digest.counts["findings"]


def test_the_same_reports_give_the_same_digest(digests: dict[Length, Digest]) -> None:
    assert digest_of().model_dump_json() == digests["standard"].model_dump_json()


def test_a_digest_survives_json(digests: dict[Length, Digest]) -> None:
    written = digests["standard"].model_dump_json(by_alias=True)
    assert Digest.model_validate_json(written) == digests["standard"]


def test_only_the_themes_asked_for() -> None:
    digest = digest_of("full", ["经济"])
    assert {claim.theme for item in digest.items for claim in item.achievements} == {"经济"}
    assert "民生方面" not in digest.overview.text


def test_a_theme_nobody_knows_stops_the_run() -> None:
    with pytest.raises(InputError, match="园艺"):
        digest_of(themes=["园艺"])


def test_a_summary_of_another_text_stops_the_run() -> None:
    with pytest.raises(InputError, match="summarise the report again"):
        make_digest([seed_report(SEEDS[0])], [seed_summary(SEEDS[1])], date="2026-01-01")


def claim(
    place: int, text: str, theme: str = "经济", *, under_way: bool = False, figure: str | None = None
) -> Achievement:
    marks = (FigureMark(id=figure, start=0, end=1),) if figure else ()
    proof = (Evidence(start=0, end=1, text="甲"),)
    status = "under_way" if under_way else "completed"
    return Achievement(id=f"a{place}", theme=theme, text=text, status=status, figures=marks, evidence=proof, section="")


def row(figure: str, value: str, kind: str, unit: str) -> FigureRow:
    fields = {"value_hi": None, "bound": None, "direction": None, "base": None, "indicator": "", "section": ""}
    place = int(figure[1:])
    return FigureRow(
        report="r", id=figure, start=place, end=place + 1, text=value, value=value, unit=unit, kind=kind, approx=False,
        status="achieved", **fields,
    )  # fmt: skip


_ROWS = (
    row("f1", "1500000000", "money", "元"),
    row("f2", "3", "count", "个"),
    row("f3", "1500", "money", "元"),
    row("f4", "42", "percent", "%"),
    row("f5", "200000000", "money", "元"),
)


def summary_of(*claims: Achievement, told: str | None = None) -> ReportSummary:
    words = Text(text="甲" * 20, figures=(FigureMark(id=told, start=0, end=1),) if told else ())
    return seed_summary(SEEDS[0]).model_copy(
        update={"achievements": claims, "figures": _ROWS, "headline": Text(text="甲"), "summary": words}
    )


@pytest.mark.parametrize(
    ("first", "second", "told", "shared"),
    [
        pytest.param(
            claim(2, "乙" * 50, figure="f1"), claim(1, "丙" * 50, figure="f2"), None, (), id="money-before-a-few"
        ),
        pytest.param(
            claim(2, "乙" * 50, figure="f1"), claim(1, "丙" * 50, figure="f3"), None, (), id="much-before-little"
        ),
        pytest.param(claim(2, "乙" * 50, figure="f4"), claim(1, "丙" * 50), None, (), id="a-rate-before-no-figure"),
        pytest.param(
            claim(2, "乙" * 50, figure="f2"),
            claim(1, "丙" * 50, figure="f1", under_way=True),
            None,
            (),
            id="done-before-under-way",
        ),
        pytest.param(
            claim(2, "乙" * 50, figure="f2"), claim(1, "丙" * 50, figure="f1"), "f1", (), id="news-before-what-was-told"
        ),
        pytest.param(
            claim(2, "乙" * 50, figure="f2"),
            claim(1, "丙" * 50, figure="f4"),
            None,
            ("f2",),
            id="what-others-report-too",
        ),
        pytest.param(claim(1, "乙" * 50), claim(2, "丙" * 50), None, (), id="of-equals-the-earlier"),
        pytest.param(
            claim(2, "乙" * 50, figure="f2"), claim(1, "丙" * 170, figure="f2"), None, (), id="short-before-long"
        ),
    ],
)
def test_worth(first: Achievement, second: Achievement, told: str | None, shared: tuple[str, ...]) -> None:
    summary = summary_of(*sorted((first, second), key=lambda one: one.id), told=told)
    room_for_one = summary.model_copy(update={"summary": Text(text="甲" * 160, figures=summary.summary.figures)})
    assert choose_achievements(room_for_one, "standard", shared) == (first,)


def test_themes_are_spread_before_a_theme_comes_again() -> None:
    best, next_best = claim(1, "乙" * 60, figure="f1"), claim(2, "丙" * 60, figure="f5")
    other = claim(3, "丁" * 60, "民生", figure="f4")
    summary = summary_of(best, next_best, other)
    tight = summary.model_copy(update={"summary": Text(text="甲" * 100)})
    assert choose_achievements(tight, "standard") == (best, other)


def test_achievements_stand_by_theme_in_the_order_of_the_report() -> None:
    claims = [claim(1, "甲"), claim(2, "乙", "民生"), claim(3, "丙"), claim(4, "丁", "民生")]
    assert [one.id for one in choose_achievements(summary_of(*claims), "full")] == ["a1", "a3", "a2", "a4"]


def finding(severity: str, place: int) -> Finding:
    return Finding(report="r", rule="x", severity=severity, message=str(place), quote="", spans=())  # type: ignore[arg-type]  # the rows below are severities


def test_findings_come_by_severity_and_keep_their_order() -> None:
    given = [finding(severity, n) for n, severity in enumerate(["info", "warn", "error", "warn"])]
    assert [f.message for f in choose_findings(given, "standard")] == ["2", "1", "3", "0"]


def test_remarks_are_counted_out_errors_never() -> None:
    given = [finding("info", n) for n in range(9)] + [finding("error", n) for n in range(9)]
    shown = {length: [f.severity for f in choose_findings(given, length)] for length in LENGTHS}
    assert {length: (s.count("error"), s.count("info")) for length, s in shown.items()} == {
        "brief": (9, 0),
        "standard": (9, 5),
        "full": (9, 9),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("短。", "短。", id="short-stays"),
        pytest.param("甲" * 99 + "。" + "乙" * 99 + "。", "甲" * 99 + "。", id="whole-sentences"),
        pytest.param("甲" * 199 + "。乙。", "甲" * 199 + "。", id="at-least-the-first"),
        pytest.param("甲" * 199, "甲" * 199, id="without-an-end"),
    ],
)
def test_cut_overview(text: str, expected: str) -> None:
    marks = tuple(FigureMark(id="f1", start=i, end=i + 1, report="r") for i in (0, len(text) - 1))
    cut = cut_overview(Text(text=text, figures=marks), "brief")
    assert cut.text == expected
    assert all(mark.end <= len(cut.text) for mark in cut.figures)
