"""Figures out of proportion: slips between 万 and 亿 and of places are found, what differs by nature is not."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.series import Series, finding_of, outliers
from pipeline.series.outliers import PEERS, YEARS
from tests.series.samples import gathered, invested, over_years, said

_USUAL = ["12亿元", "9.5亿元", "20亿元", "7亿元", "15亿元", "11亿元"]


def told(series: Series) -> list[tuple[str, str]]:
    return [(one.rule, one.seen.point.text) for one in outliers(series)]


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        pytest.param([*_USUAL, "13亿元"], [], id="all-right"),
        pytest.param([*_USUAL, "13万元"], ["13万元"], id="万-for-亿"),
        pytest.param([*_USUAL, "130000亿元"], ["130000亿元"], id="万-too-many"),
        pytest.param([*_USUAL, "1.3万元"], ["1.3万元"], id="five-places"),
        pytest.param([*_USUAL, "1300亿元"], ["1300亿元"], id="two-places"),
        pytest.param([*_USUAL, "60亿元"], [], id="five-times-the-middle"),
        pytest.param([*_USUAL, "2.4亿元"], [], id="a-fifth-of-the-middle"),
        pytest.param([*_USUAL, "100亿元"], [], id="ten-times-may-be-true-of-another-office"),
        pytest.param([*_USUAL[: PEERS - 1], "13万元"], [], id="too-few-neighbours"),
        pytest.param(["1万元", "1亿元", "30亿元", "500万元", "20万元", "900亿元"], [], id="no-middle-to-speak-of"),
    ],
)
def test_among_neighbours(amounts: list[str], expected: list[str]) -> None:
    assert told(gathered(invested(amounts))) == [("outlier_peer", text) for text in expected]


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        pytest.param(["12亿元", "13亿元", "13.5亿元", "14亿元"], [], id="grows"),
        pytest.param(["12亿元", "13亿元", "13.5万元", "14亿元"], ["13.5万元"], id="万-for-亿"),
        pytest.param(["12亿元", "13亿元", "135亿元", "14亿元"], ["135亿元"], id="one-place-where-years-agree"),
        pytest.param(["12亿元", "13亿元", "26亿元", "14亿元"], [], id="twice"),
        pytest.param(["2亿元", "9亿元", "1亿元", "30亿元", "3亿元"], [], id="years-that-do-not-agree"),
        pytest.param(["12亿元", "13万元"], ["13万元"], id="two-years-the-later-is-told"),
        pytest.param(["12万元", "13亿元"], ["13亿元"], id="two-years-whichever-is-wrong"),
        pytest.param(["12亿元", "130亿元"], [], id="two-years-ten-times-may-be-true"),
        pytest.param(["12亿元", "13万元", "14亿元"], ["13万元"], id="three-years-the-odd-one"),
    ],
)
def test_among_its_own_years(amounts: list[str], expected: list[str]) -> None:
    assert told(gathered(over_years(amounts))) == [("outlier_year", text) for text in expected]


@pytest.mark.parametrize(
    "others",
    [
        pytest.param(invested([*_USUAL], 2021), id="another-year"),
        pytest.param([said(f"云山市东平区{n}河街道", 2022, f"截至9月底,完成固定资产投资{a}。")
                      for n, a in zip("乙丙丁戊己庚", _USUAL, strict=True)], id="part-of-the-year"),
        pytest.param([said(f"云山市东平区{n}河街道", 2022, f"全年固定资产投资计划{a}。")
                      for n, a in zip("乙丙丁戊己庚", _USUAL, strict=True)], id="plans"),
        pytest.param([said(f"云山市{n}平区", 2022, f"全年完成固定资产投资{a}。")
                      for n, a in zip("乙丙丁戊己庚", _USUAL, strict=True)], id="another-level"),
    ],
)  # fmt: skip
def test_only_like_is_held_against_like(others: list[object]) -> None:
    slip = said("云山市东平区申河街道", 2022, "全年完成固定资产投资13万元。")
    series = gathered([slip], others)  # type: ignore[arg-type]  # rows of a table
    assert len(series.points) == 1 + len(_USUAL)
    assert told(series) == []


def test_neighbours_elsewhere_are_asked_where_a_district_has_too_few() -> None:
    elsewhere = invested(_USUAL, place="云山市西和区")
    (one,) = outliers(gathered(invested(["13万元"]), elsewhere))
    assert (one.rule, one.near, one.among) == ("outlier_peer", False, len(_USUAL))


def test_rates_are_no_amounts() -> None:
    rates = ["2.5%", "3%", "4%", "3.5%", "5%", "1870%", "2%"]
    reports = [
        said(f"云山市东平区{n}河街道", 2022, f"全年完成固定资产投资12亿元,同比增长{rate}。")
        for n, rate in zip("甲乙丙丁戊己庚", rates, strict=True)
    ]
    series = gathered(reports)
    assert sum(point.measure.rate for point in series.points) == len(rates)
    assert told(series) == []


def test_a_count_that_is_small_by_chance_is_no_slip() -> None:
    cases = (20, 24, 22, 2)
    reports = [said("云山市东平区甲河街道", 2015 + n, f"全年调处矛盾纠纷{one}起。") for n, one in enumerate(cases)]
    series = gathered(reports)
    assert len(series.points) == len(cases)
    assert told(series) == []


def test_the_finding_quotes_both_figures_and_asks() -> None:
    (one,) = outliers(gathered(invested([*_USUAL, "13万元"])))
    finding = finding_of(one)
    assert finding.severity == "warn"
    assert finding.report == "云山市东平区庚河街道2022"
    assert finding.message == (
        "固定资产投资“13万元”与同级单位不成比例：2022年东平区另外6个数，居中的是己河街道“11亿元”（云山市东平区己河街道2022），"
        "约为其1/8,500，像是“万”“亿”之差，或漏了“万”字"
    )
    assert finding.computed == "1/8,500（13万元 : 11亿元）"
    assert finding.question == "请向庚河街道核实：“13万元”的单位和位数是否有误？"
    ((start, end),) = finding.spans
    assert (end - start, finding.quote) == (len("13万元"), "13万元")


_SPREAD = st.lists(st.floats(1, 5), min_size=PEERS + 1, max_size=9)


@settings(max_examples=40, deadline=None)
@given(spread=_SPREAD, shift=st.sampled_from([4, -4]), place=st.integers(0, PEERS))
def test_a_slip_by_ten_thousand_is_found_among_amounts_within_a_factor_of_five(
    spread: list[float], shift: int, place: int
) -> None:
    series = _of_sizes(gathered(invested(_USUAL + _USUAL[:3])), spread)
    assert told(series) == []
    points = list(series.points)
    moved = (points[place].value or Decimal(1)).scaleb(shift)
    points[place] = replace(points[place], value=moved)
    (one,) = outliers(replace(series, points=tuple(points)))
    assert (one.seen.point.place, one.rule) == (place, "outlier_peer")


@settings(max_examples=40, deadline=None)
@given(spread=st.lists(st.floats(1, 5), min_size=YEARS + 1, max_size=8), shift=st.sampled_from([4, -4]))
def test_a_slip_by_ten_thousand_is_found_among_years_within_a_factor_of_five(spread: list[float], shift: int) -> None:
    series = _of_sizes(gathered(over_years(["10亿元"] * 8)), spread)
    assert told(series) == []
    points = list(series.points)
    points[0] = replace(points[0], value=(points[0].value or Decimal(1)).scaleb(shift))
    assert [one.seen.point.place for one in outliers(replace(series, points=tuple(points)))] == [0]


def _of_sizes(series: Series, sizes: list[float]) -> Series:
    """The first points, of these sizes in 亿元."""
    points = (
        replace(point, value=Decimal(round(size * 1000)) * 10**5)
        for point, size in zip(series.points, sizes, strict=False)
    )
    return replace(series, points=tuple(points))
