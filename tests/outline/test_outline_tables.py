"""Which lines are rows of a table, what their cells are of, and what a table does not do to the outline round it."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.domain.report import Role
from pipeline.outline import read_outline

_ABOVE = "云坪县2023年工作总结\n\n一、主要工作\n2023年，全县完成税收3.6亿元，经济社会平稳发展。\n"
_BELOW = "二、存在的问题\n基层力量不足，专业人员偏少。\n三、下一步打算\n明年计划新建幼儿园2所。\n"


def _rows(table: str) -> list[str]:
    """The sentences that are rows of a table."""
    text = f"{_ABOVE}{table}\n{_BELOW}"
    return [sentence.span.of(text) for sentence in read_outline(text).sentences if sentence.row]


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        pytest.param("项目 | 数量\n小区 | 8", ["项目 | 数量", "小区 | 8"], id="between-pipes"),
        pytest.param("项目｜数量\n小区｜8", ["项目｜数量", "小区｜8"], id="of-both-widths"),
        pytest.param("项目\t数量\n小区\t8\n道路\t3", ["项目\t数量", "小区\t8", "道路\t3"], id="between-tabs"),
        pytest.param("小区 8.5 3\n道路 3.1 2", ["小区 8.5 3", "道路 3.1 2"], id="between-blanks"),
        pytest.param("小区\n8\n道路\n3", ["小区", "8", "道路", "3"], id="one-cell-a-line"),
        pytest.param("小区 8.5", [], id="one-line-with-a-blank-is-none"),
        pytest.param("三组\n公开课\n第一名", [], id="words-below-each-other-are-none"),
        pytest.param("全年办理 12 件。\n全年化解 9 件。", [], id="sentences-with-blanks-are-none"),
        pytest.param("甲 | 全年化解矛盾9件，群众满意。", [], id="one-line-of-words-with-a-pipe-is-none"),
        pytest.param(
            "项目 | 情况\n小区 | 改造8个，惠及912户。",
            ["项目 | 情况", "小区 |"],
            id="a-sentence-in-a-cell-is-a-sentence",
        ),
        pytest.param(
            "类别 | 数量\n信访\n来信 | 8\n来访 | 9",
            ["类别 | 数量", "信访", "来信 | 8", "来访 | 9"],
            id="a-row-of-one-cell",
        ),
    ],
)
def test_rows(table: str, rows: list[str]) -> None:
    assert _rows(table) == rows


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(
            "项目 | 数量\n一、新收申请 | 14\n二、结转申请 | 3\n（一）公开 | 9\n1.部分公开 | 2", id="between-pipes"
        ),
        pytest.param("申请情况\n一、新收申请\n14\n二、结转申请\n3", id="one-cell-a-line"),
    ],
)
def test_numbered_rows_open_no_sections(table: str) -> None:
    outline = read_outline(f"{_ABOVE}{table}\n{_BELOW}")
    assert [(one.number, one.role) for one in outline.sections] == [
        ("一、", Role.WORK),
        ("二、", Role.PROBLEMS),
        ("三、", Role.PLANS),
    ]


def test_a_heading_between_two_tables_is_one() -> None:
    table = "项目 | 数量\n许可 | 121\n二、申请情况\n一、新收申请 | 14\n二、结转申请 | 3\n"
    text = f"{_ABOVE}{table}三、下一步打算\n明年再办。\n"
    outline = read_outline(text)
    assert [one.title for one in outline.sections] == ["主要工作", "申请情况", "下一步打算"]
    assert [cell.above for cell in outline.cells if cell.span.of(text) in ("121", "14")] == ["数量", ""]


def test_a_form_with_numbered_parts_keeps_them() -> None:
    form = (
        "一、工作 | 全年改造小区8个，惠及912户。",
        "二、存在的问题 | 力量不足，人手偏少。",
        "三、下一步打算 | 明年计划新建小区3个。",
    )
    text = "云坪县2023年工作总结\n" + "".join(f"{line}\n" for line in form)
    outline = read_outline(text)
    assert [(one.title, one.role) for one in outline.sections] == [
        ("工作", Role.WORK),
        ("存在的问题", Role.PROBLEMS),
        ("下一步打算", Role.PLANS),
    ]
    assert [one.span.of(text) for one in outline.sentences if not one.row] == [
        "全年改造小区8个，惠及912户。",
        "力量不足，人手偏少。",
        "明年计划新建小区3个。",
    ]


@pytest.mark.parametrize(
    ("table", "cell", "label", "above"),
    [
        pytest.param("项目 | 2022年\n税收 | 3.1", "3.1", "税收", "2022年", id="label-and-head"),
        pytest.param("项目 | 单位 | 值\n税收 | 亿元 | 3.1", "3.1", "税收", "值", id="a-unit-is-no-label"),
        pytest.param("序号 | 项目 | 值\n1 | 税收 | 3.1", "3.1", "税收", "值", id="nor-is-a-number"),
        pytest.param(
            "项目 | 目标 | 完成\n就业 | 四千人 | 4100", "4100", "就业", "完成", id="nor-are-words-under-a-target"
        ),
        pytest.param("甲 | 1 | 2 | 3\n乙 | 4.5", "4.5", "乙", "", id="no-heads"),
        pytest.param(
            "项目 | 甲 | 乙 | 丙\n合计 | 1 | 2 | 3\n小计 | 4.5 | 7", "4.5", "小计", "甲", id="the-last-cell-is-missing"
        ),
        pytest.param(
            "类 | 项目 | 甲 | 乙\n一 | 合计 | 1 | 2\n小计 | 4.5 | 7", "4.5", "小计", "甲", id="the-first-is-missing"
        ),
        pytest.param(
            "项目 | 甲 | 乙 | 丙\n合计 | 1 | 2 | 3\n4.5 | 7", "4.5", "", "", id="which-is-missing-cannot-be-told"
        ),
    ],
)
def test_what_a_cell_is_of(table: str, cell: str, label: str, above: str) -> None:
    text = f"{_ABOVE}{table}\n{_BELOW}"
    (found,) = [one for one in read_outline(text).cells if one.span.of(text) == cell]
    assert (found.label, found.above) == (label, above)


_CELL = st.sampled_from(
    ["项目", "税收", "万吨", "2022年", "3.1", "120", "—", "8个", "完成8个，惠及9户。", "一、甲", ""]
)


@given(st.lists(st.lists(_CELL, min_size=1, max_size=5), max_size=8), st.sampled_from([" | ", "\t", " ", "\n"]))
@settings(max_examples=300, deadline=None)
def test_cells_are_ordered_disjoint_and_inside_the_body(rows: list[list[str]], between: str) -> None:
    text = _ABOVE + "".join(between.join(cells) + "\n" for cells in rows) + _BELOW
    outline = read_outline(text)
    assert all(one.span.end <= other.span.start for one, other in pairwise(outline.cells))
    for cell in outline.cells:
        assert any(body.covers(cell.span) for body in outline.body)
        assert cell.span.of(text) == cell.span.of(text).strip() != ""
