"""The table over several reports: the seeds' cells as an editor read them, units, notes, and what always holds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.digest import shared_indicators
from pipeline.domain.result import Indicator
from tests.digest.samples import read, said, table, work
from tests.seeds import SEEDS, seed_report, seed_summary

# Read off the five seeds by hand: in the order of the files, what each row says and what it must leave empty.
_SEEDS: dict[str, tuple[str, list[str | None]]] = {
    "一般公共预算收入": (
        "亿元",
        [None, "3.8亿（原文未写“元”）", None, None, "9941.92万元（截至9月底，合0.994192亿元）"],
    ),
    "固定资产投资": (
        "亿元",
        [
            "15.155亿元（2022年，截至10月底）",
            "84.84亿（2021年，原文未写“元”）",
            None,
            "12亿元（2021年）",
            "46109万元（2021年，截至9月底，合4.6109亿元）",
        ],
    ),
    "规模以上工业总产值": ("亿元", [None, "1.96亿（原文未写“元”）", None, "15.22亿元", None]),
    "规模以上工业总产值增速": ("%", [None, "38.53%", None, "42%", None]),
    "规模以上服务业营业收入": (
        "亿元",
        [None, None, None, "8.75亿元（原文作“服务业企业”）", "76317万元（截至9月底，合7.6317亿元）"],
    ),
    "规模以上服务业营业收入增速": ("%", [None, None, None, "2.5%（原文作“服务业企业”）", "32.74%（截至9月底）"]),
    "拆除违建面积": (
        "平方米",
        [
            "23636平方米（2022年）",
            "约1014平方米（2021年，截至目前，新增违建）",
            "10万平方米（2022年，合100000平方米）",
            None,
            None,
        ],
    ),
    "拆除违建处数": ("处", ["226处（2022年）", "27处（2021年，截至目前，新增违建）", None, None, None]),
    "新增停车位": ("个", [None, "约300个", None, "50余个（部分点位，施划机动车泊位）", "30余个（施划机动车泊位）"]),
    "检查企业": ("家", [None, "4907家（2021年，生产经营单位）", "1109家次（2022年，单位为“家次”）", None, None]),
    "发现安全隐患": (
        "条",
        [None, "9286处（2021年，单位为“处”）", "3757条（2022年）", "2871条（2021年，查处数）", None],
    ),
    "整改安全隐患": ("条", [None, "7110处（2021年，单位为“处”）", "3742条（2022年）", None, None]),
    "调处矛盾纠纷": ("起", ["122起（2022年）", "480起（2021年）", None, None, None]),
    "接待来访群众": ("人次", ["200多人次", None, "413人次", None, None]),
    "12345热线工单": ("件", ["873单（2022年，办结数，单位为“单”）", None, None, "4171件（2021年，受理数）", None]),
    "办理服务事项": ("件", [None, "40241件", None, "29989项（单位为“项”）", None]),
    "党纪处分人数": ("人", [None, "25人", None, "31名", None]),
}


def seeds_table() -> list[Indicator]:
    return shared_indicators([seed_report(path) for path in SEEDS], [seed_summary(path) for path in SEEDS])


def test_the_table_of_the_seeds_is_the_one_read_by_hand() -> None:
    made = {row.name: (row.unit, [said(cell) for cell in row.rows]) for row in seeds_table()}
    assert made == _SEEDS


def test_every_cell_is_a_figure_of_its_report() -> None:
    for row in seeds_table():
        for place, cell in enumerate(row.rows):
            report, summary = seed_report(SEEDS[place]), seed_summary(SEEDS[place])
            assert cell.report == report.name
            if cell.figure:
                assert cell.figure in summary.figures
                assert report.text[cell.figure.start : cell.figure.end] == cell.figure.text


def test_the_order_of_the_reports_changes_no_cell() -> None:
    reports, summaries = [seed_report(path) for path in SEEDS], [seed_summary(path) for path in SEEDS]
    turned = shared_indicators(reports[::-1], summaries[::-1])
    assert [row.rows[::-1] for row in turned] == [row.rows for row in seeds_table()]


def test_one_report_alone_shares_nothing() -> None:
    assert table(work("财政收入8亿元。"), work("各项工作向好。")) == {}


@pytest.mark.parametrize(
    ("bodies", "unit", "cells", "values"),
    [
        pytest.param(
            ["财政收入8亿元。", "财政收入9亿元。", "财政收入7500万元。"],
            "亿元",
            ["8亿元", "9亿元", "7500万元（合0.75亿元）"],
            ["8", "9", "0.75"],
            id="the-scale-most-are-written-in",
        ),
        pytest.param(
            ["财政收入8亿元。", "财政收入约7500万元。"],
            "亿元",
            ["8亿元", "约7500万元（单位已换算）"],
            ["8", "0.75"],
            id="what-is-about-is-not-given-to-the-digit",
        ),
        pytest.param(
            ["实际利用外资500万美元。", "实际利用外资3000万元。"],
            "万美元",
            ["500万美元", "3000万元（单位为“元”）"],
            ["500", None],
            id="currencies-are-not-converted",
        ),
        pytest.param(
            ["检查企业320家。", "检查企业1109家次。"],
            "家",
            ["320家", "1109家次（单位为“家次”）"],
            ["320", None],
            id="visits-are-not-businesses",
        ),
        pytest.param(
            ["粮食产量2万吨。", "粮食产量9000吨。"],
            "万吨",
            ["2万吨", "9000吨（合0.9万吨）"],
            ["2", "0.9"],
            id="mass",
        ),
        pytest.param(
            ["财政收入8亿元。", "今年财政收入预计9亿元。"],
            "亿元",
            ["8亿元", "9亿元（预计数）"],
            ["8", "9"],
            id="expected-beside-done",
        ),
    ],
)
def test_units(bodies: list[str], unit: str, cells: list[str], values: list[str | None]) -> None:
    (row,) = table(*(work(body) for body in bodies)).values()
    assert row.unit == unit
    assert [said(cell) for cell in row.rows] == cells
    assert [cell.value for cell in row.rows] == values


def test_years_are_said_only_where_they_differ() -> None:
    body = "财政收入8亿元。"
    alike = table(work(body), work(body))["财政收入"]
    unlike = table(work(body), work(body, year=2021))["财政收入"]
    assert [cell.note for cell in alike.rows] == [None, None]
    assert [cell.note for cell in unlike.rows] == ["2022年", "2021年"]


_WORDS = "固定资产投资 完成 12亿元 增长 9% 其中 （ ） 截至9月底 拆除 违建 226处 面积 4500平方米 2020年 共 # “ 12345"
_PIECES = st.sampled_from([*_WORDS.split(), *"，；。、\n"])


@given(st.lists(_PIECES, max_size=30))
@settings(max_examples=40, deadline=None)
def test_any_text_gives_figures_of_its_own_or_nothing(pieces: list[str]) -> None:
    text = work("".join(pieces))
    report, summary = read(text)
    for row in shared_indicators([report, report], [summary, summary]):
        assert row.rows[0] == row.rows[1]
        assert row.rows[0].figure in summary.figures


@pytest.mark.parametrize(
    ("body", "said_of_it"),
    [
        pytest.param("固定资产投资" + "共计完成" * 3000 + "12亿元。", "12亿元", id="endless-talk"),
        pytest.param("（" * 5000 + "固定资产投资12亿元。", None, id="brackets-never-closed"),
        pytest.param(
            "，".join(f"固定资产投资{n}亿元" for n in range(1, 1500)) + "。", "1亿元", id="a-sentence-of-figures"
        ),
        pytest.param("<script>固定资产投资12亿元</script>\x00\u202e。", None, id="markup-and-controls"),
    ],
)
def test_hostile_text_is_read_to_its_end(body: str, said_of_it: str | None) -> None:
    row = table(work(body), work(body)).get("固定资产投资")
    figure = row.rows[0].figure if row else None
    assert (figure.text if figure else None) == said_of_it
