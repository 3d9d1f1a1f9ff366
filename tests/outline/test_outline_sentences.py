"""Where sentences and clauses end, and how broken lines are put together."""

import pytest

from pipeline.outline import read_outline, segments_of


def sentences(text: str) -> list[str]:
    return [sentence.span.of(text) for sentence in read_outline(text).sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("甲办好。乙办好！丙办好?", ["甲办好。", "乙办好！", "丙办好?"], id="marks"),
        pytest.param("投资1.5亿元。增长2.5%。", ["投资1.5亿元。", "增长2.5%。"], id="decimal-point"),
        pytest.param(
            "他说“很好。要坚持。”随后走访。", ["他说“很好。要坚持。”", "随后走访。"], id="quotation-ends-a-sentence"
        ),
        pytest.param("他说“很好!”;批示推广。", ["他说“很好!”;批示推广。"], id="quotation-inside-a-sentence"),
        pytest.param("人员(甲5人。乙8人)到位。", ["人员(甲5人。乙8人)到位。"], id="brackets"),
        pytest.param('"党建+"模式好。"网格"强。', ['"党建+"模式好。', '"网格"强。'], id="plain-quotes"),
        pytest.param("第一段没有句号\n\n第二段有。", ["第一段没有句号", "第二段有。"], id="paragraph-without-a-mark"),
        pytest.param("“开头没有结尾。第二句。", ["“开头没有结尾。", "第二句。"], id="quotation-never-closed"),
    ],
)
def test_sentences_end(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("完成投资12.\n5亿元,增长。", ["完成投资12.\n5亿元,增长。"], id="inside-a-decimal"),
        pytest.param("引进企业,\n新增项目。", ["引进企业,\n新增项目。"], id="after-a-comma"),
        pytest.param("较上年增长3.2个\n百分点。", ["较上年增长3.2个\n百分点。"], id="inside-a-unit"),
        pytest.param("完成投资15\n亿元。", ["完成投资15\n亿元。"], id="before-a-unit"),
        pytest.param("增长率为8\n%。", ["增长率为8\n%。"], id="before-a-closing-sign"),
        pytest.param(
            "今年以来街道深入贯彻落实上级各项决\n策部署,推进工作。",
            ["今年以来街道深入贯彻落实上级各项决\n策部署,推进工作。"],
            id="full-line",
        ),
        pytest.param(
            "今年以来街道深入贯彻落实上级各项决策\n    第二段缩进开头。",
            ["今年以来街道深入贯彻落实上级各项决策", "第二段缩进开头。"],
            id="indented-line-is-a-paragraph",
        ),
        pytest.param("生产总值\n2673224\n5.2\n增长。", ["生产总值", "2673224", "5.2", "增长。"], id="cells-of-a-table"),
    ],
)
def test_broken_lines(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("甲12人,34户;乙5家。", ["甲12人,", "34户;", "乙5家。"], id="comma-between-counts"),
        pytest.param("收入1,234,567元,增长。", ["收入1,234,567元,", "增长。"], id="thousands"),
        pytest.param("甲1000,200户。", ["甲1000,", "200户。"], id="no-thousands-after-four-digits"),
        pytest.param(
            "按照“强基础，促发展”要求，推进。", ["按照“强基础，促发展”要求，", "推进。"], id="never-inside-quotes"
        ),
        pytest.param("甲5人(乙2人,丙3人)。", ["甲5人(乙2人,", "丙3人)。"], id="inside-brackets"),
    ],
)
def test_clauses(text: str, expected: list[str]) -> None:
    read = read_outline(text)
    assert [clause.of(text) for sentence in read.sentences for clause in sentence.clauses] == expected


def test_segments_are_runs_of_clauses_between_semicolons() -> None:
    text = "甲5家,乙6家；丙7家,丁8家。"
    assert [part.of(text) for part in segments_of(text, read_outline(text).sentences[0])] == [
        "甲5家,乙6家；",
        "丙7家,丁8家。",
    ]
