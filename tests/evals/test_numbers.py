"""One numeral of a text against the report, by the harness alone: grounded, misattributed, told as done."""

import pytest

from evals.cases import ROOT, Case, seed_cases
from evals.facts import Fact, Facts
from evals.score.attribution import stolen_words
from evals.score.numbers import Evidence, Mark, Number, read_numbers, told_as_done
from pipeline import report_of
from pipeline.domain.result import FigureMark
from pipeline.domain.span import Span
from tests.seeds import seed_summary

REPORT = """平湖街道2022年工作总结
一、工作情况
全年改造老旧小区6个,惠及居民912户,其中低保户45户,完成投资3150万元。12345热线办结工单86件,计划投资7.2亿元的综合体正在施工。
"""


@pytest.fixture(scope="module")
def facts() -> Facts:
    return Facts(Case("r", "r.txt", report_of(REPORT, "r"), None))


def judge(facts: Facts, text: str, *marked: tuple[str, str]) -> list[Number]:
    """`marked`: words of the text that refer to words of the report."""
    marks = []
    for told, own in marked:
        start, source = text.index(told), REPORT.index(own)
        marks.append(Mark(start, start + len(told), facts, Span(source, source + len(own))))
    spans = tuple(s.span for s in facts.case.report.outline.sentences)
    return read_numbers(text, marks, [Evidence(facts, spans)])


@pytest.mark.parametrize(
    ("text", "marked", "wrong"),
    [
        pytest.param("改造老旧小区6个", [("6个", "6个")], [], id="a-figure"),
        pytest.param("改造老旧小区6个", [], [], id="typed-and-true"),
        pytest.param("办好12345热线", [], [], id="a-name-of-the-evidence"),
        pytest.param("2022年改造6个", [("6个", "6个")], [], id="the-year-reported-on"),
        pytest.param("惠及居民921户", [], ["921户"], id="digits-transposed"),
        pytest.param("惠及居民912人", [], ["912人"], id="another-unit"),
        pytest.param("完成投资3150亿元", [], ["3150亿元"], id="another-scale"),
        pytest.param("惠及居民912户次", [("912户", "912户")], ["912户"], id="unit-goes-on-behind-the-mark"),
        pytest.param("惠及居民1912户", [("912户", "912户")], ["912户"], id="a-digit-glued-in-front"),
        pytest.param("惠及居民45户", [("45户", "912户")], ["45户"], id="mark-to-other-words"),
        pytest.param("惠及居民957户", [], ["957户"], id="a-sum-is-not-said"),
        pytest.param("办好96345热线", [], ["96345"], id="a-name-nobody-said"),
        pytest.param("2021年改造6个", [("6个", "6个")], ["2021"], id="another-year"),
        pytest.param("投资12345万元", [], ["12345万元"], id="the-digits-of-a-name-are-no-amount"),
    ],
)
def test_grounded(facts: Facts, text: str, marked: list[tuple[str, str]], wrong: list[str]) -> None:
    assert [n.text for n in judge(facts, text, *marked) if n.problem] == wrong


def test_a_sum_is_named(facts: Facts) -> None:
    (number,) = judge(facts, "惠及居民957户")
    assert number.derived == "912户 + 45户"


@pytest.mark.parametrize(
    ("text", "told", "own", "stolen"),
    [
        pytest.param("惠及居民912户", "912户", "912户", None, id="own-words"),
        pytest.param("惠及居民45户", "45户", "45户", "912户", id="the-neighbour's-words"),
        pytest.param("低保户45户得到改造", "45户", "45户", None, id="reworded"),
        pytest.param("改造6个小区", "6个", "6个", None, id="no-rival-of-that-unit"),
    ],
)
def test_own_words(facts: Facts, text: str, told: str, own: str, stolen: str | None) -> None:
    (number,) = judge(facts, text, (told, own))
    spans = tuple(s.span for s in facts.case.report.outline.sentences)
    found = stolen_words(text, number, [Evidence(facts, spans)])
    assert (found and found[1].words) == stolen


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        pytest.param("计划投资7.2亿元的综合体正在施工", "", id="says-that-it-is-planned"),
        pytest.param("综合体投资7.2亿元", "fail", id="its-计划-was-dropped"),
        pytest.param("综合体完成投资7.2亿元", "fail", id="told-as-reached"),
    ],
)
def test_told_as_done(facts: Facts, text: str, verdict: str) -> None:
    (number,) = judge(facts, text, ("7.2亿元", "7.2亿元"))
    assert told_as_done(text, number) == verdict


def test_the_tripwire_for_stolen_words_is_quiet_on_the_seeds_and_notices_most_swaps() -> None:
    """Each figure of the built-in engine's achievements, then its nearest neighbour of that unit in its place."""
    quiet = loud = swaps = 0
    for case in seed_cases().cases:
        facts, summary = Facts(case), seed_summary(ROOT / "seeds" / f"{case.name}.txt")
        rows = {row.id: row for row in summary.figures}
        for claim in summary.achievements:
            evidence = [Evidence(facts, tuple(Span(e.start, e.end) for e in claim.evidence))]
            for mark in claim.figures:
                fact = facts.at(Span(rows[mark.id].start, rows[mark.id].end))
                if fact is None:
                    continue
                quiet += swapped(claim.text, mark, fact, evidence) is not None
                held = facts.within(evidence[0].spans)
                rivals = [f for f in held if f.id != fact.id and f.unit == fact.unit and f.value != fact.value]
                if rivals:
                    swaps += 1
                    nearest = min(rivals, key=lambda f: abs(f.start - fact.start))
                    found = swapped(claim.text, mark, nearest, evidence)
                    loud += found is not None and found[0] == "fail"
    assert quiet == 0
    assert swaps > 300
    assert loud > 0.75 * swaps


def swapped(text: str, mark: FigureMark, fact: Fact, evidence: list[Evidence]) -> tuple[str, Fact] | None:
    """What is said of `text` with `fact` in the place of the marked figure."""
    told = text[: mark.start] + fact.words + text[mark.end :]
    moved = Mark(mark.start, mark.start + len(fact.words), evidence[0].facts, Span(fact.start, fact.end))
    number = next(n for n in read_numbers(told, [moved], evidence) if n.mark)
    return stolen_words(told, number, evidence)
