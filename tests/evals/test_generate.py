"""The generator of varied reports: the same every time, no two alike, and each still a report."""

import re
from itertools import islice

import pytest

from evals.bench._generate import YEARS, generate
from pipeline import audit, find_figures, report_of
from pipeline.domain.report import Report
from tests.seeds import SEEDS, seed_report

_MANY = 60


@pytest.fixture(scope="module")
def varied() -> list[Report]:
    return [report_of(text, name) for name, text in generate(_MANY)]


def test_the_same_seed_gives_the_same_reports_however_many_are_asked_for() -> None:
    assert list(islice(generate(10**6, 3), 12)) == list(generate(12, 3))
    assert [text for _, text in generate(12, 3)] != [text for _, text in generate(12, 4)]


def test_no_two_reports_are_alike(varied: list[Report]) -> None:
    assert len({report.text for report in varied}) == len({report.name for report in varied}) == _MANY


def test_each_has_its_office_its_year_and_the_headings_of_its_seed(varied: list[Report]) -> None:
    for place, report in enumerate(varied):
        office, year = report.name.partition("_")[2].split("街道")
        head = report.outline.head
        assert head.year == int(year)
        assert head.title is not None
        assert office in head.title
        assert (head.issuer or "").count(office) == 1
        assert sorted(_headings(report)) == sorted(_headings(_seed_of(place)))


def test_no_name_of_a_seed_is_left(varied: list[Report]) -> None:
    names = re.compile("枫桥湖|星沙|长沙县|华庄|湖田街道|百花洲")
    assert not [report.name for report in varied if names.search(report.text)]


def test_most_amounts_differ_from_the_seed(varied: list[Report]) -> None:
    first, own = varied[0], seed_report(SEEDS[0])
    kept = {f.text for f in find_figures(first.text)} & {f.text for f in find_figures(own.text)}
    assert len(kept) < len(find_figures(own.text)) / 2


def test_sums_and_rates_hold_where_they_held_in_the_seed(varied: list[Report]) -> None:
    for place in range(0, _MANY, 7):
        assert _serious(varied[place]) <= _serious(_seed_of(place)), varied[place].name


def _serious(report: Report) -> int:
    return sum(row.severity != "info" for row in audit(report))


def _headings(report: Report) -> list[str]:
    """The numbers of the outer headings, which no order of sentences touches."""
    return [section.number for section in report.outline.sections if section.number.startswith(("一", "(", "二、"))]


def _seed_of(place: int) -> Report:
    return seed_report(SEEDS[place // YEARS % len(SEEDS)])
