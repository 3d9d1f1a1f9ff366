"""Figures of tables: a cell is read by itself, and the heads of its column say its status; one row a rule."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.domain.figure import Direction, Figure, Kind, Owner
from pipeline.figures import find_figures, find_numerals
from pipeline.outline import read_outline

_ABOVE = "云坪县2023年工作总结\n\n2023年，全县完成税收3.6亿元。\n\n一、主要指标\n"
_BELOW = "二、下一步打算\n明年计划新建幼儿园2所。\n"
_BETWEEN = {"pipes": " | ", "tabs": "\t", "wide": "　　", "blanks": " "}
_WIDE = str.maketrans("0123456789.,%()|", "０１２３４５６７８９．，％（）｜")

_TABLE = (
    ("指标", "单位", "2022年", "2023年", "增长%"),
    ("总诊疗人次", "万人次", "198.2", "213.6", "7.8"),
    ("床位数", "张", "3120", "3386", "8.5"),
    ("注册护士", "人", "1406", "1389", "-1.2"),
)
_SAID = [
    "198.2 context", "213.6 achieved", "7.8 achieved up",
    "3120 context", "3386 achieved", "8.5 achieved up",
    "1406 context", "1389 achieved", "1.2 achieved down",
]  # fmt: skip


def _table(table: str) -> list[Figure]:
    """The figures of a table in a report on 2023, without those of the text round it."""
    text = f"{_ABOVE}{table}\n{_BELOW}"
    found = find_figures(text)
    assert [found[0].text, found[-1].text] == ["3.6亿元", "2所"]
    return found[1:-1]


def row(name: str, table: str, *said: str) -> object:
    return pytest.param(table, list(said), id=name)


def _said(figure: Figure) -> str:
    way = figure.direction.value if figure.direction else ""
    return " ".join(filter(None, (figure.text, figure.unit, figure.status.value, way)))


@pytest.mark.parametrize("between", [pytest.param(sign, id=name) for name, sign in _BETWEEN.items()])
def test_a_number_alone_in_its_cell_has_no_unit_and_the_status_of_its_column(between: str) -> None:
    found = _table("\n".join(between.join(cells) for cells in _TABLE))
    assert [_said(figure) for figure in found] == _SAID
    assert {(figure.unit, figure.kind) for figure in found} == {("", Kind.OTHER)}


def test_cells_one_below_the_other_are_read_as_the_rows_they_make() -> None:
    found = _table("\n".join(cell for cells in _TABLE for cell in cells))
    assert [_said(figure) for figure in found] == _SAID


def test_both_widths_of_a_table_are_one() -> None:
    found = _table("\n".join(" | ".join(cells) for cells in _TABLE).translate(_WIDE))
    assert [unicodedata.normalize("NFKC", _said(figure)) for figure in found] == _SAID


@pytest.mark.parametrize(
    ("table", "said"),
    [
        row("the-next-line-is-no-unit", "诊疗人次 | 213.6\n床位数 | 12.5", "213.6 achieved", "12.5 achieved"),
        row(
            "nor-is-the-next-cell-below",
            "蔬菜\n265.1\n3.9\n注册商标\n12.5\n8.1",
            "265.1 achieved",
            "3.9 achieved",
            "12.5 achieved",
            "8.1 achieved",
        ),
        row("a-unit-alone-is-no-figure", "产品 | 单位 | 产量\n粮食 | 万吨 | 186.4", "186.4 achieved"),
        row("nor-is-one-in-a-head", "产品 | 产量（万吨）\n粮食 | 186.4", "186.4 achieved"),
        row("nor-is-one-above-the-table", "单位：万吨\n产品 | 产量\n粮食 | 186.4", "186.4 achieved"),
        row(
            "a-unit-in-the-cell-is-the-figures",
            "项目 | 数量\n小区改造 | 8个\n管网 | 12.5公里",
            "8个 个 achieved",
            "12.5公里 公里 achieved",
        ),
        row("and-its-multiplier", "项目 | 2023年\n税收 | 3.6亿元", "3.6亿元 元 achieved"),
        row("plan-and-done", "项目 | 计划 | 完成\n就业 | 4500 | 4812", "4500 planned", "4812 achieved"),
        row(
            "target-done-and-share",
            "项目 | 年度目标 | 实际完成 | 完成率%\n就业 | 4500 | 4812 | 106.9",
            "4500 planned",
            "4812 achieved",
            "106.9 achieved",
        ),
        row(
            "budget-and-final-accounts",
            "项目 | 预算数 | 决算数 | 完成预算%\n税收 | 3200 | 3350 | 104.7",
            "3200 planned",
            "3350 achieved",
            "104.7 achieved",
        ),
        row(
            "the-year-before-and-the-year-after",
            "项目 | 2022年实际 | 2023年完成 | 2024年预期\n税收 | 3.1 | 3.6 | 3.9",
            "3.1 context",
            "3.6 achieved",
            "3.9 planned",
        ),
        row(
            "the-same-time-last-year",
            "项目 | 本年 | 上年同期 | 比上年增减%\n税收 | 3.6 | 3.1 | 16.1",
            "3.6 achieved",
            "3.1 context",
            "16.1 achieved up",
        ),
        row("years-without-the-word", "项目 | 2022 | 2023\n税收 | 3.1 | 3.6", "3.1 context", "3.6 achieved"),
        row("years-as-labels", "年份 | 税收\n2022年 | 3.1\n2023年 | 3.6", "3.1 context", "3.6 achieved"),
        row("years-as-labels-without-the-word", "年份 | 税收\n2022 | 3.1\n2023 | 3.6", "3.1 context", "3.6 achieved"),
        row("target-as-a-label", "项目 | 税收\n目标 | 3.5\n完成 | 3.6", "3.5 planned", "3.6 achieved"),
        row(
            "words-under-a-target",
            "项目 | 目标 | 完成情况\n就业 | 新增4000人 | 新增就业4312人，惠及4100户。",
            "4000人 人 planned up",
            "4312人 人 achieved",
            "4100户 户 achieved",
        ),
        row(
            "numbers-of-rows-are-no-figures",
            "序号 | 项目 | 数量\n1 | 小区 | 8\n2 | 道路 | 12",
            "8 achieved",
            "12 achieved",
        ),
        row("phones-and-codes-are-none", "单位 | 电话 | 邮编\n民政局 | 83221234 | 331200"),
        row("a-rank-is-none", "项目 | 数量 | 排名\n税收 | 3.6 | 2", "3.6 achieved"),
        row("zero-says-none", "项目 | 件数\n行政复议 | 0\n行政诉讼 | 2", "2 achieved"),
        row("a-dash-holds-its-column", "项目 | 2022年 | 2023年\n税收 | — | 3.6", "3.6 achieved"),
        row(
            "digits-in-groups",
            "税收 | 2022年 | 2023年\n合计 | 12 560.5 | 13,120",
            "12 560.5 context",
            "13,120 achieved",
        ),
        row("the-blank-corner-may-be-missing", "2022年 | 2023年\n税收 | 3.1 | 3.6", "3.1 context", "3.6 achieved"),
        row(
            "a-row-without-its-first-cell",
            "类别 | 指标 | 2022年 | 2023年\n经济 | 税收 | 3.1 | 3.6\n投资 | 5.1 | 5.6",
            "3.1 context",
            "3.6 achieved",
            "5.1 context",
            "5.6 achieved",
        ),
        row(
            "a-row-without-its-last-cell",
            "指标 | 2022年 | 2023年 | 备注\n税收 | 3.1 | 3.6 | 快报数\n投资 | 5.1 | 5.6",
            "3.1 context",
            "3.6 achieved",
            "5.1 context",
            "5.6 achieved",
        ),
        row(
            "heads-in-two-rows",
            "指标 | 2022年 | | 2023年\n指标 | 数量 | 占比% | 数量 | 占比%\n税收 | 3.1 | 40 | 3.6 | 42",
            "3.1 context",
            "40 context",
            "3.6 achieved",
            "42 achieved",
        ),
        row(
            "years-that-cannot-be-told-apart-claim-nothing",
            "2022年 2023年\n指标 数量 占比\n税收 3.1 40.5 3.6 42.5\n投资 5.1 60.1 5.6 61.2",
            "3.1 context",
            "40.5 context",
            "3.6 context",
            "42.5 context",
            "5.1 context",
            "60.1 context",
            "5.6 context",
            "61.2 context",
        ),
        row(
            "markdown", "| 指标 | 2022年 | 2023年 |\n|---|---|---|\n| 税收 | 3.1 | 3.6 |", "3.1 context", "3.6 achieved"
        ),
        row(
            "a-numbered-row-of-one-cell",
            "指标 | 目标 | 件数\n一、申请 | 3 | 12\n二、答复情况\n公开 | 5 | 9",
            *("3 planned", "12 achieved", "5 planned", "9 achieved"),
        ),
        row(
            "a-unit-with-a-stroke-in-a-label",
            "孕产妇死亡率（1/10万） | 6.2\n人均水资源（立方米） | 310.5",
            "6.2 achieved",
            "310.5 achieved",
        ),
    ],
)
def test_figures_of_a_table(table: str, said: list[str]) -> None:
    assert [_said(figure) for figure in _table(table)] == said


@pytest.mark.parametrize(
    ("table", "indicators"),
    [
        row(
            "label-and-head", "产品 | 产量（万吨） | 比上年增长（%）\n粮食 | 186.4 | 1.2", "粮食产量", "粮食比上年增长"
        ),
        row("a-year-names-nothing", "指标 | 单位 | 2022年 | 2023年\n床位数 | 张 | 3120 | 3386", "床位数", "床位数"),
        row("nor-does-a-number-of-a-list", "序号 | 项目 | 数量\n1 | 1.小区改造 | 8个", "小区改造"),
    ],
)
def test_what_a_number_in_a_table_measures(table: str, indicators: list[str]) -> None:
    assert [figure.indicator for figure in _table(table)] == indicators


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        pytest.param(
            "今年以来全县持续加大民生投入力度不断完善公共服务体系建设一般公共预算支出增长5.2\n"
            "亿元，教育、卫生、社会保障和就业支出都比上年有所增加，群众得到了实惠。\n",
            ["5.2亿元"],
            id="a-full-line-goes-on",
        ),
        pytest.param(
            "（一）全年实现地区生产总值达到213.6\n床位数量比上年有所增加，群众得到了更多实惠。\n",
            ["213.6"],
            id="a-line-that-ends-does-not",
        ),
    ],
)
def test_a_unit_stands_on_the_next_line_only_where_the_line_goes_on(text: str, figures: list[str]) -> None:
    assert ["".join(figure.text.split()) for figure in find_figures(text)] == figures


_CELL = st.sampled_from(
    [
        "粮食",
        "床位",
        "注",
        "税收",
        "万吨",
        "人",
        "%",
        "2022年",
        "2023年",
        "计划",
        "上年",
        "186.4",
        "3,120",
        "-7.8",
        "5个",
        "3.6亿元",
        "12%",
        "—",
        "1",
        "2013",
        "０.５",
        "",
    ]
)
_ROW = st.lists(_CELL, min_size=1, max_size=6)


@given(st.lists(_ROW, min_size=1, max_size=6), st.sampled_from([" | ", "|", "\t", "\n", " |\n"]))
@settings(max_examples=400, deadline=None)
def test_no_figure_reaches_over_its_cell(rows: list[list[str]], between: str) -> None:
    text = _ABOVE + "\n".join(between.join(cells) for cells in rows) + "\n" + _BELOW
    outline = read_outline(text)
    for figure in find_figures(text, outline):
        assert not {"\n", "|", "\t"} & set(figure.text)
        for cell in outline.cells:
            assert cell.span.covers(figure.span) or figure.end <= cell.span.start or cell.span.end <= figure.start


def test_every_number_of_a_table_has_an_owner() -> None:
    text = f"{_ABOVE}序号 | 项目 | 2022 | 2023 | 电话\n1 | 税收 | 0 | 3.6 | 83221234\n{_BELOW}"
    found = {numeral.text: numeral.owner for numeral in find_numerals(text)}
    assert (found["3.6"], found["0"], found["2022"]) == (Owner.FIGURE, Owner.NAME, Owner.DATE)
    assert found["83221234"] is Owner.ORDINAL


def test_a_change_knows_its_base() -> None:
    (_, change) = _table("产品 | 产量 | 比上年增长%\n粮食 | 186.4 | -1.2")
    assert (change.direction, change.base and change.base.value, change.endpoint and change.endpoint.value) == (
        Direction.DOWN,
        "yoy",
        "change",
    )
