"""The gate: what it lets through and what it refuses."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from pipeline import read_report
from pipeline.domain.figure import Figure
from pipeline.domain.report import Report
from pipeline.domain.result import FigureMark
from pipeline.domain.span import Span
from pipeline.outline import read_outline
from pipeline.verify import Problem, SourceIndex, check_claim, index_source

SEEDS = sorted((Path(__file__).resolve().parents[2] / "seeds").glob("*.txt"))
gate_of_claims = import_module("pipeline.verify.claim")

TEXT = """清河街道2022年工作总结

一、2022年工作情况

(一)经济发展。今年固投计划13亿元,截至10月底,累计完成投资15.155亿元,提前超额完成任务。规上工业总产值15.22亿元,同比增长42%,营业收入16.4亿元,同比增长40%。一般公共预算收入比去年同期增长63.6%。
(二)安全生产。全年检查企业1109家次,发现隐患3757条,完成整改3742条,处罚企业7家。对学校开展检查244次,查处隐患144条;对工地开展检查47次,查处隐患20余条。
(三)民生。发放残疾人生活补贴174.05万元、护理补贴66.32万元,办结12345热线873单,调解成功率达94%以上。直排式热水器从498台锐减至60台。计划投资2400余万元建设幼儿园。巡查拆除新增棚舍27处,面积约1014平方米。给予31名党员党纪处分(警告20人、严重警告7人、开除党籍4人)。
"""


@pytest.fixture(scope="module")
def source() -> SourceIndex:
    return index_source(Report("清河", TEXT, "", read_outline(TEXT)))


def gate(source: SourceIndex, claim: str, *, planned: bool = False) -> list[Problem]:
    """Check a claim whose marked figures stand in braces; the evidence is every sentence that has one of them.

    `{原文的数}` is a reference to the first figure with these words, `{数@2}` to the second.
    """
    marks: list[FigureMark] = []
    text = ""
    at = 0
    for found in re.finditer(r"\{([^{}@]+)(?:@(\d))?\}", claim):
        text += claim[at : found.start()]
        same = [figure for figure in source.figures if figure.text == found[1]]
        marks.append(FigureMark(id=same[int(found[2] or 1) - 1].id, start=len(text), end=len(text) + len(found[1])))
        text, at = text + found[1], found.end()
    cited = {source.figures[source.place[mark.id]].sentence for mark in marks}
    evidence = [source.report.outline.sentences[number - 1].span for number in sorted(cited)]
    return check_claim(text + claim[at:], marks, evidence, source, planned=planned)


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param("截至10月底,累计完成投资{15.155亿元},提前超额完成任务", id="copied"),
        pytest.param("固定资产投资计划{13亿元},到10月底已完成{15.155亿元}", id="paraphrased"),
        pytest.param("规上工业总产值{15.22亿元},增长{42%}", id="yoy-left-out"),
        pytest.param("营业收入{16.4亿元},同比上升{40%}", id="synonym-of-direction"),
        pytest.param("营业收入{16.4亿元}、总产值{15.22亿元}", id="reordered"),
        pytest.param("查出隐患{3757条},已整改{3742条}", id="synonym-verb"),
        pytest.param("检查学校{244次}、工地{47次},查处隐患{144条}、{20余条}", id="two-rows-merged"),
        pytest.param("护理补贴{66.32万元},残疾人生活补贴{174.05万元}", id="list-turned-round"),
        pytest.param("热水器由{498台}减少到{60台}", id="from-to-in-other-words"),
        pytest.param("热水器减至{60台}", id="end-of-a-change-alone"),
        pytest.param("调解成功率{94%}以上", id="bound-outside-the-figure-kept"),
        pytest.param("计划投资{2400余万元}建幼儿园", id="plan-told-as-plan"),
        pytest.param("处分党员{31名},其中警告{20人}、严重警告{7人}、开除党籍{4人}", id="bracket-opened"),
        pytest.param("办结12345热线{873单}", id="name-with-digits"),
        pytest.param("2022年一般公共预算收入同比增长{63.6%}", id="year-of-the-report-and-base-in-other-words"),
        pytest.param("拆除棚舍{27处},面积{约1014平方米}", id="count-and-measure"),
        pytest.param("拆除棚舍{约1014平方米}", id="what-follows-keeps-the-subject"),
        pytest.param("棚舍面积{约1014平方米}、{27处}", id="measure-before-count"),
        pytest.param("扎实做好安全生产工作", id="no-number"),
    ],
)
def test_lets_through(source: SourceIndex, claim: str) -> None:
    assert gate(source, claim) == []


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        pytest.param("完成投资{15.155亿元},增长9%", "unsupported", id="number-typed"),
        pytest.param("完成投资{15.155亿元},惠及三个社区", "unsupported", id="number-typed-in-words"),
        pytest.param("2021年完成投资{15.155亿元}", "unsupported", id="year-of-nowhere"),
        pytest.param("办结热线12345件,其中{873单}", "unsupported", id="name-turned-amount"),
        pytest.param("固投完成{13亿元}", "status", id="plan-told-as-done"),
        pytest.param("投资{2400余万元}建设幼儿园", "status", id="word-of-intent-dropped"),
        pytest.param("计划投资{15.155亿元}", "status", id="fact-told-as-plan"),
        pytest.param("全年累计完成投资{15.155亿元}", "status", id="ten-months-told-as-the-year"),
        pytest.param("未查出隐患{3757条}", "direction", id="denied"),
        pytest.param("检查企业十{1109家次}", "unit_mismatch", id="numeral-glued-on"),
        pytest.param("总产值{15.22亿元},同比下降{42%}", "direction", id="direction-turned"),
        pytest.param("总产值{15.22亿元},环比增长{42%}", "direction", id="base-changed"),
        pytest.param("总产值{15.22亿元},增长到{42%}", "direction", id="change-told-as-level"),
        pytest.param("热水器减少了{60台}", "direction", id="level-told-as-change"),
        pytest.param("热水器从{60台}减至{498台}", "direction", id="ends-of-a-change-swapped"),
        pytest.param("调解成功率{94%}", "marker_lost", id="bound-lost"),
        pytest.param("调解成功率{94%}以下", "marker_lost", id="bound-turned"),
        pytest.param("查处隐患{3757条}以上", "marker_lost", id="bound-added"),
        pytest.param("总产值{15.22亿元},同比增长{40%}", "attribution", id="rate-of-another-indicator"),
        pytest.param("对学校开展检查{47次}", "attribution", id="row-of-another-subject"),
        pytest.param("发放护理补贴{174.05万元}", "attribution", id="neighbour-in-the-list"),
        pytest.param("严重警告{20人}", "attribution", id="neighbour-in-the-bracket"),
        pytest.param("新增棚舍{约1014平方米},面积{27处}", "attribution", id="count-and-measure-swapped"),
        pytest.param("面积{27处}", "attribution", id="noun-of-the-next-figure"),
        pytest.param("检查企业{1109家次}次", "unit_mismatch", id="unit-goes-on"),
        pytest.param("发现隐患1{3757条}", "unit_mismatch", id="digit-glued-on"),
    ],
)
def test_refuses(source: SourceIndex, claim: str, code: str) -> None:
    problems = gate(source, claim)
    assert code in {problem.code for problem in problems if problem.severity == "error"}, problems


@pytest.mark.parametrize(
    ("body", "claim"),
    [
        pytest.param(
            "一是投资下滑，市场疲软；二是物业费收缴率仅为46%。", "物业费收缴率仅为{46%}", id="fall-of-another-part"
        ),
        pytest.param(
            "一是基础薄弱，能力不强；二是进展缓慢，58个项目中有9个滞后。",
            "进展缓慢，{58个}项目中有{9个}滞后",
            id="denial-of-another-part",
        ),
    ],
)
@pytest.mark.parametrize("marks", ["，；：", ",;:"], ids=["wide", "narrow"])
def test_what_is_said_in_another_part_of_the_sentence_is_not_asked_for(body: str, claim: str, marks: str) -> None:
    text = f"清河街道2022年工作总结\n\n一、存在的问题\n\n{body}\n".translate(str.maketrans("，；：", marks))
    assert gate(index_source(Report("清河", text, "", read_outline(text))), claim) == []


def test_a_plan_need_not_say_so_among_plans(source: SourceIndex) -> None:
    assert gate(source, "投资{2400余万元}建设幼儿园", planned=True) == []


def test_words_of_a_mark_are_the_figures(source: SourceIndex) -> None:
    figure = source.figures[0]
    mark = FigureMark(id=figure.id, start=2, end=6)
    span = source.report.outline.sentences[figure.sentence - 1].span
    assert [p.code for p in check_claim("计划14亿元", [mark], [span], source)] == ["quotation"]


def test_a_figure_of_another_sentence_is_refused(source: SourceIndex) -> None:
    figure = source.figures[0]
    mark = FigureMark(id=figure.id, start=0, end=len(figure.text))
    last = source.report.outline.sentences[-1].span
    assert [p.code for p in check_claim(figure.text, [mark], [last], source)] == ["evidence"]


def test_an_unknown_reference_is_refused(source: SourceIndex) -> None:
    mark = FigureMark(id="f999", start=0, end=2)
    assert [p.code for p in check_claim("8个", [mark], [], source)] == ["unsupported"]


def test_every_clause_of_the_report_passes_its_own_gate(source: SourceIndex) -> None:
    for sentence in source.report.outline.sentences:
        for clause in (sentence.span, *sentence.clauses):
            inside = [f for f in source.figures if clause.start <= f.start and f.end <= clause.end]
            marks = [FigureMark(id=f.id, start=f.start - clause.start, end=f.end - clause.start) for f in inside]
            problems = check_claim(clause.of(TEXT), marks, [sentence.span], source)
            if clause != sentence.span:  # a clause cut off from its 截至… is the one thing that must not pass
                problems = [problem for problem in problems if "截至10月底" not in problem.message]
            assert problems == []


def _told(index: SourceIndex) -> Iterator[tuple[str, list[FigureMark], Span]]:
    """Of each sentence: itself and its clauses, each with its figures in place and changed over; two clauses joined."""
    for sentence in index.report.outline.sentences:
        for span in (sentence.span, *sentence.clauses):
            for shift in range(min(2, len(_inside(index, span)))):
                yield *_claim(index, [span], shift), sentence.span
        for first, *_, last in zip(sentence.clauses, sentence.clauses[1:], sentence.clauses[2:], strict=False):
            yield *_claim(index, [first, last]), sentence.span


def _claim(index: SourceIndex, spans: list[Span], shift: int = 0) -> tuple[str, list[FigureMark]]:
    """The words of `spans` with the marks of Chinese print; each figure is that `shift` places on."""
    text, marks = "", []
    for span in spans:
        inside, at = _inside(index, span), span.start
        for figure, other in zip(inside, [*inside[shift:], *inside[:shift]], strict=True):
            text += index.report.text[at : figure.start]
            words = re.sub(r"\s+", "", other.text)
            marks.append(FigureMark(id=other.id, start=len(text), end=len(text) + len(words)))
            text, at = text + words, figure.end
        text += index.report.text[at : span.end]
    return text.translate(str.maketrans(",;:()", "，；：（）")), marks


def _inside(index: SourceIndex, span: Span) -> list[Figure]:
    return [f for f in index.figures if span.start <= f.start and f.end <= span.end]


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_a_shorter_way_to_copied_words_finds_what_the_long_one_finds(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = index_source(read_report(path))
    claims = list(_told(index))
    short = [check_claim(text, marks, [span], index) for text, marks, span in claims]
    for way in ("_from_the_start", "_copied"):
        monkeypatch.setattr(gate_of_claims, way, lambda *_: False)
    assert [check_claim(text, marks, [span], index) for text, marks, span in claims] == short
    assert any(short)
    assert not all(short)
