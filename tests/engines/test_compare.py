"""What an overview may say of several reports in one breath, and what stays in the table."""

import re

import pytest

from pipeline.digest import make_digest
from tests.digest.samples import told, work


def overview(*bodies: tuple[str, str, int]) -> str:
    pairs = [told(work(body, office=office, year=year), office) for office, body, year in bodies]
    digest = make_digest([pair[0] for pair in pairs], [pair[1] for pair in pairs], date="2026-01-01")
    for mark in digest.overview.figures:
        rows = {row.id: row.text for pair in pairs if pair[0].name == mark.report for row in pair[1].figures}
        assert rows[mark.id] == digest.overview.text[mark.start : mark.end]
    return digest.overview.text


def test_one_indicator_of_one_year_is_told_in_turn_and_its_growth_with_it() -> None:
    text = overview(
        ("青山县", "固定资产投资完成12亿元，同比增长9%。", 2022),
        ("白水县", "固定资产投资完成8亿元，同比增长7%。", 2022),
    )
    assert "2022年，青山县、白水县固定资产投资分别为12亿元、8亿元，分别增长9%、7%。" in text


def test_many_are_told_by_the_highest_and_the_lowest() -> None:
    bodies = [(f"{name}县", f"粮食总产量{n}万吨。", 2022) for name, n in zip("甲乙丙丁", (12, 30, 9, 14), strict=True)]
    assert "2022年，乙县粮食总产量为30万吨、各篇中最高；丙县粮食总产量为9万吨、最低。" in overview(*bodies)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        pytest.param(("固定资产投资完成12亿元。", 2022), ("固定资产投资完成8亿元。", 2021), id="other-years"),
        pytest.param(("固定资产投资完成12亿元。", 2022), ("预计固定资产投资8亿元。", 2022), id="expected"),
        pytest.param(
            ("固定资产投资完成12亿元。", 2022), ("截至9月底，固定资产投资完成8亿元。", 2022), id="nine-months"
        ),
        pytest.param(("检查企业320家。", 2022), ("检查企业1109家次。", 2022), id="other-units"),
        pytest.param(
            ("固定资产投资增长12%。", 2022), ("扣除房地产后，固定资产投资增长8%。", 2022), id="on-other-terms"
        ),
        pytest.param(("固定资产投资增长12%。", 2022), ("固定资产投资下降8%。", 2022), id="up-and-down"),
    ],
)
def test_unlike_amounts_are_not_told_together(one: tuple[str, int], two: tuple[str, int]) -> None:
    assert not re.search("分别|最高", overview(("青山县", *one), ("白水县", *two)))


def test_who_reports_on_which_year_stands_first() -> None:
    text = overview(
        ("青山县", "完成税收3亿元。", 2022), ("白水县", "完成税收2亿元。", 2021), ("黄土县", "完成税收4亿元。", 2022)
    )
    assert text.startswith("本期收录青山县、黄土县2022年，白水县2021年的工作报告。")


@pytest.mark.parametrize(
    ("years", "opening", "said"),
    [
        pytest.param((2021, 2022), "青山县2021年，白水县2022年的", "青山县2021年完成税收", id="of-two-years"),
        pytest.param((2022, 2022), "青山县、白水县2022年的", "青山县完成税收", id="of-one-year"),
    ],
)
def test_beside_a_number_stands_its_year_where_there_are_several(
    years: tuple[int, int], opening: str, said: str
) -> None:
    text = overview(("青山县", "完成税收3亿元。", years[0]), ("白水县", "完成税收2.4亿元，其中国税1亿元。", years[1]))
    assert f"本期收录{opening}工作报告" in text
    assert years[0] == years[1] or f"{said}3亿元" in text


def test_half_a_year_is_told_as_half_a_year() -> None:
    half = work("完成税收3亿元，增长5%。", office="青山县").replace("2022年工作总结", "2022年上半年工作总结")
    pairs = [told(half, "青山县"), told(work("完成税收2亿元，减免2000万元。", office="白水县"), "白水县")]
    digest = make_digest([report for report, _ in pairs], [summary for _, summary in pairs], date="2026-01-01")
    assert "青山县2022年上半年完成税收3亿元，增长5%；白水县完成税收2亿元" in digest.overview.text


def test_of_many_a_year_that_all_share_is_told() -> None:
    bodies = [(f"{name}县", f"完成税收{n}亿元。", 2022) for n, name in enumerate("甲乙丙丁戊己庚", 1)]
    assert "本期收录甲县、乙县、丙县、丁县、戊县、己县等2022年的工作报告。" in overview(*bodies)
    assert "等的工作报告。" in overview(*bodies[:-1], ("庚县", "完成税收7亿元。", 2021))


def test_what_is_of_the_whole_city_is_not_told_behind_a_bureaus_name() -> None:
    bodies = [(f"{name}市应急管理局", "全市投入防汛应急资金3.18亿元，增长12%。", 2022) for name in "甲乙"]
    text = overview(*bodies)
    assert text == "本期收录甲市应急管理局、乙市应急管理局2022年的工作报告。"
