"""Points and offices out of summaries: what a figure keeps, and that a summary alone says as much as the text."""

from decimal import Decimal

import pytest

from pipeline.digest.rules import default_indicators, with_growth
from pipeline.domain.report import Report
from pipeline.domain.result import ReportSummary
from pipeline.series import Point, gather, groups
from pipeline.series.point import points_of
from pipeline.series.rebuilt import rebuilt
from tests.series.samples import gathered, invested, said

_RULES = tuple(with_growth(default_indicators()))


def test_a_summary_alone_gives_the_points_its_text_gives(report: Report, summary: ReportSummary) -> None:
    points = points_of(0, report, summary, _RULES)
    assert len(points) >= 7
    assert points_of(0, *rebuilt(summary), _RULES) == points


def test_spans_are_those_of_the_text(report: Report, summary: ReportSummary) -> None:
    for point in gather([summary]).points:
        assert report.text[point.start : point.end] == point.text


@pytest.mark.parametrize(
    ("work", "value", "unit", "planned", "period", "notes"),
    [
        pytest.param("全年完成固定资产投资12.5亿元。", "1250000000", "元", False, "全年", (), id="year"),
        pytest.param("截至9月底,完成固定资产投资8000万元。", "80000000", "元", False, "截至9月底", (), id="part"),
        pytest.param("全年固定资产投资计划13亿元。", "1300000000", "元", True, "全年", ("计划数",), id="plan"),
        pytest.param("全年固定资产投资完成84.84亿。", "8484000000", "元", False, "全年", ("原文未写“元”",), id="unit"),
        pytest.param("全年粮食总产量600万斤。", "3000", "吨", False, "全年", ("单位已换算",), id="rescaled"),
        pytest.param("全年税收收入-350万元。", "-3500000", "元", False, "全年", ("负数",), id="below-zero"),
        pytest.param("全年税收收入负350万元。", "-3500000", "元", False, "全年", ("负数",), id="below-zero-in-words"),
    ],
)
def test_a_point_keeps_what_is_said_of_its_figure(
    work: str, value: str, unit: str, planned: bool, period: str, notes: tuple[str, ...]
) -> None:
    point = _only(said("云山市东平区甲河街道", 2022, work))
    assert (point.value, point.measure.unit, point.measure.planned) == (Decimal(value), unit, planned)
    assert (point.period, point.notes) == (period, notes)


def _only(summary: ReportSummary) -> Point:
    levels = [point for point in gather([summary]).points if not point.measure.rate]
    assert len(levels) == 1, levels
    return levels[0]


def test_plans_and_parts_of_a_year_are_measures_of_their_own() -> None:
    works = ("全年完成固定资产投资12亿元。", "截至9月底,完成固定资产投资8亿元。", "全年固定资产投资计划13亿元。")
    points = [_only(said("云山市东平区甲河街道", 2022, work)) for work in works]
    assert len({point.measure for point in points}) == 3


def test_an_office_has_its_reports_and_years_under_its_fullest_name() -> None:
    series = gathered(
        [
            said("甲河街道", 2021, "全年完成固定资产投资8亿元。"),
            said("东平区甲河街道", 2022, "全年完成固定资产投资9亿元。"),
        ],
        invested(["7亿元"], 2020),
    )
    (office,) = series.offices
    assert (office.id, office.district, office.reports) == ("云山市东平区甲河街道", "东平区", 3)
    assert office.years == (2020, 2021, 2022)
    assert len(office.spellings) == 3


def test_an_unknown_office_has_points_and_no_series() -> None:
    unknown = said("云山市东平区甲河街道", 2022, "全年完成固定资产投资8亿元。")
    row = unknown.report.model_copy(update={"issuer": None, "title": None})
    series = gather([unknown.model_copy(update={"report": row})])
    assert (len(series.points), series.offices) == (1, ())
    assert series.office(series.points[0]) is None


_TOLD = "全年完成固定资产投资{}亿元,拆除违法建设{}处,调处矛盾纠纷{}起。"


@pytest.mark.parametrize(
    ("office", "second", "offices"),
    [
        pytest.param("甲河街道", (8, 31, 402), 1, id="the-same-year-told-twice"),
        pytest.param("甲河街道", (8, 31, 417), 1, id="one-number-mended"),
        pytest.param("甲河街道", (3, 95, 77), 0, id="two-streets-of-one-name-nobody-knows-where"),
        pytest.param("云山市东平区甲河街道", (3, 95, 77), 1, id="where-the-place-is-known-it-is-one"),
    ],
)
def test_a_bare_name_is_one_office_unless_its_reports_of_a_year_disagree(
    office: str, second: tuple[int, int, int], offices: int
) -> None:
    reports = [said(office, 2022, _TOLD.format(*numbers)) for numbers in ((8, 31, 402), second)]
    series = gather(reports)
    assert len(series.points) == 6
    assert len(series.offices) == offices
    assert len(series.of) == 2 * offices


def test_groups_give_the_smallest_the_middle_and_the_largest_of_a_district_and_year() -> None:
    series = gathered(invested(["3亿元", "9亿元", "5亿元"]), invested(["1亿元"], place="云山市西和区"))
    found = {group.within: group for group in groups(series)}
    east = found["云山市东平区"]
    assert (east.offices, east.year) == (3, 2022)
    assert [int(one) // 10**8 for one in (east.least, east.middle, east.most)] == [3, 5, 9]
    assert found["云山市西和区"].offices == 1
