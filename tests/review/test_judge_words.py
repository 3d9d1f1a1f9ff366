"""The gate as an editor meets it: which rewordings pass, which do not and why, which figure each number is."""

from collections.abc import Iterator
from random import Random

import pytest

from evals.mutate.drafts import Draft, Label
from evals.mutate.operators import mutants
from evals.mutate.rewrites import REWRITES
from pipeline.domain.result import Claim
from pipeline.review.desk import Kind
from pipeline.review.words import let_in
from tests.review.desks import Bench, bench_of_seeds

RENEWAL = "高质量完成8个老旧小区改造，惠及1593户居民。"


@pytest.mark.parametrize(
    ("kind", "holding", "words"),
    [
        pytest.param("achievement", "8个", "完成8个老旧小区改造，惠及1593户居民。", id="a-word-less"),
        pytest.param("achievement", "8个", "改造老旧小区8个，惠及居民1593户。", id="turned-round"),
        pytest.param("achievement", "8个", "高质量完成8个老旧小区改造。", id="a-number-less"),
        pytest.param("achievement", "8个", "高质量完成8个老旧小区改造，惠及1,593户居民。", id="thousands-separator"),
        pytest.param("achievement", "8个", "高质量完成８个老旧小区改造，惠及1593户居民。", id="full-width"),
        pytest.param("achievement", "15.155", "累计完成固定资产投资151550万元。", id="rescaled"),
        pytest.param("achievement", "4.5%", "全年完成税收3.6亿元。", id="half-of-it"),
        pytest.param("plan", "9.3亿", "2023年计划投资9.3亿元。", id="a-plan"),
        pytest.param("headline", "", "平湖街道改造老旧小区8个", id="headline-of-another-figure"),
        pytest.param("headline", "", "平湖街道高质量完成老旧小区改造", id="headline-without-a-number"),
        pytest.param("summary", "", "2022年，平湖街道完成税收3.6亿元；完成固定资产投资15.155亿元。", id="summary-cut"),
        pytest.param(
            "overview", "", "经济方面，平湖街道全年完成税收3.6亿元；新桥街道全年完成税收2.8亿元。", id="overview-cut"
        ),
    ],
)
def test_true_words_pass(bench: Bench, kind: Kind, holding: str, words: str) -> None:
    judged = bench.judge(words, bench.slot(kind, holding).key)
    assert judged.objections == ()
    assert judged.text.text == words


@pytest.mark.parametrize(
    ("kind", "holding", "words", "says"),
    [
        pytest.param("achievement", "8个", RENEWAL.replace("8", "9"), "9个", id="digit"),
        pytest.param("achievement", "8个", RENEWAL.replace("1593", "912"), "912户", id="number-of-another-report"),
        pytest.param("achievement", "8个", RENEWAL.replace("1593户居民", "居民1593人"), "单位", id="unit"),
        pytest.param("achievement", "15.155", "累计完成固定资产投资15.155万元。", "数量级", id="scale"),
        pytest.param("achievement", "15.155", "累计完成固定资产投资约15亿元。", "概数", id="rounded-by-the-editor"),
        pytest.param("achievement", "4.5%", "全年完成税收3.6亿元，同比下降4.5%。", "方向", id="direction"),
        pytest.param("achievement", "4.5%", "全年完成税收12亿元；新增企业3.6家。", "12亿元", id="swapped"),
        pytest.param("achievement", "240", "发放残疾人补贴240万元。", "余", id="marker-lost"),
        pytest.param("achievement", "8个", "高质量完成8个老旧小区改造，完成税收3.6亿元。", "3.6亿元", id="not-cited"),
        pytest.param("achievement", "1109", "开展安全检查和整改共4851次。", "4851", id="a-sum"),
        pytest.param(
            "achievement", "8个", "完成8个小区改造，惠及1593户居民，共投入一百万元。", "一百万元", id="in-words"
        ),
        pytest.param("achievement", "8个", "8个学校组织运动会并评选优秀运动员。", "依据", id="other-words"),
        pytest.param("achievement", "8个", "高质量完成{f1}老旧小区改造。", "", id="a-reference-typed"),
        pytest.param("achievement", "8个", "", "没有文字", id="nothing"),
        pytest.param("plan", "9.3亿", "2023年计划投资9.8亿元。", "9.8亿元", id="a-plan"),
        pytest.param("headline", "", "平湖街道改造老旧小区6个", "6个", id="headline-of-the-other-report"),
        pytest.param("headline", "", "平湖街道投资9.3亿元", "9.3亿元", id="headline-tells-a-plan-as-done"),
        pytest.param(
            "summary", "", "平湖街道完成税收3.6亿元，惠及8个小区1539户居民。", "1539户", id="summary-transposed"
        ),
        pytest.param("overview", "", "平湖街道完成税收2.8亿元。", "", id="overview-gives-one-the-others"),
        pytest.param("overview", "", "两街道共完成税收6.4亿元。", "6.4", id="overview-sums-up"),
        pytest.param("overview", "", "", "没有文字", id="overview-empty"),
    ],
)
def test_wrong_words_are_objected_to(bench: Bench, kind: Kind, holding: str, words: str, says: str) -> None:
    judged = bench.judge(let_in(words), bench.slot(kind, holding).key)
    assert judged.objections
    assert any(says in objection for objection in judged.objections), judged.objections


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        pytest.param("改造老旧小区8个，惠及居民1593户。", ["8个", "1593户"], id="turned-round"),
        pytest.param("惠及1593户居民。", ["1593户"], id="one-less"),
        pytest.param("高质量完成9个老旧小区改造，惠及1593户居民。", ["1593户"], id="a-wrong-one-is-none"),
    ],
)
def test_marks_stand_on_the_reports_figures(bench: Bench, words: str, figures: list[str]) -> None:
    slot = bench.slot("achievement", "8个")
    rows = {row.id: row.text for row in bench.desk.summaries[0].figures}
    judged = bench.judge(words, slot.key)
    assert [words[mark.start : mark.end] for mark in judged.text.figures] == figures
    assert [rows[mark.id] for mark in judged.text.figures] == figures


def test_a_rescaled_number_is_the_reports_figure(bench: Bench) -> None:
    slot = bench.slot("achievement", "15.155")
    (mark,) = bench.judge("累计完成固定资产投资151550万元。", slot.key).text.figures
    assert (mark.id, mark.start, mark.end) == (slot.text.figures[0].id, 10, 18)


def test_marks_of_an_overview_name_their_report(bench: Bench) -> None:
    words = "新桥街道全年完成税收2.8亿元。"
    (mark,) = bench.judge(words, bench.slot("overview").key).text.figures
    assert (mark.report, words[mark.start : mark.end]) == ("b", "2.8亿元")


def test_a_full_stop_more_or_less_changes_no_verdict_and_no_figure_of_the_seeds() -> None:
    """Every text the pipeline published passes again with a trifle changed, equal numbers side by side included."""
    bench = bench_of_seeds()
    for key, slot in bench.desk.slots.items():
        words = slot.text.text[:-1] if slot.text.text.endswith("。") else slot.text.text + "。"
        judged = bench.judge(words, key)
        assert judged.objections == (), words
        assert [(m.report, m.id, m.start, m.end) for m in judged.text.figures] == [
            (m.report, m.id, m.start, m.end) for m in sorted(slot.text.figures, key=lambda mark: mark.start)
        ]


def drafts(step: int) -> Iterator[tuple[str, Draft]]:
    """Every `step`th claim of the seeds as the mutation table takes it, with its key."""
    desk = bench_of_seeds().desk
    places = {name: place for place, name in enumerate(desk.sources)}
    claims = [slot for slot in desk.slots.values() if isinstance(slot.text, Claim)]
    for slot in claims[::step]:
        figures = desk.sources[slot.report].by_id
        labels = tuple(Label(mark.id, mark.start, mark.end, figures[mark.id]) for mark in slot.text.figures)
        yield slot.key, Draft(slot.place, places[slot.report], slot.text.text, labels)


def test_no_corruption_of_a_published_claim_passes() -> None:
    """Digits, units, scales, markers, directions, swaps: the operators of `make mutate`, by the thousand there."""
    bench, random = bench_of_seeds(), Random(7)
    sources = [source.index for source in bench.desk.sources.values()]
    tried = [
        (key, mutant)
        for key, draft in drafts(25)
        for mutant in mutants(draft, random, sources)
        if mutant.draft.text != draft.text
    ]
    assert len({mutant.operator for _, mutant in tried}) > 10
    assert [mutant.draft.text for key, mutant in tried if not bench.judge(mutant.draft.text, key).objections] == []


def test_no_rewrite_that_keeps_the_meaning_is_objected_to() -> None:
    """But one that takes 截至12月 away, which the gate reads as another period."""
    bench = bench_of_seeds()
    for key, draft in drafts(8):
        for label in draft.labels:
            for name, rewrite in REWRITES.items():
                for changed in rewrite(draft, label):
                    judged = bench.judge(changed.text, key)
                    assert not judged.objections or (name == "shortened" and "会被读成" in judged.objections[0]), (
                        changed
                    )
