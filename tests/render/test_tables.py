"""Workbook, CSV and JSON Lines as other programs read them."""

import csv
import io
import json
import re
import zipfile
from decimal import Decimal

import pytest
from lxml import etree
from render_samples import BODY, Make, Sample

from pipeline.domain.result import Cell, FigureRow, Indicator
from pipeline.render.bars import bar_lengths
from pipeline.render.plain import visible
from pipeline.render.rows import COLUMNS, figures_csv, figures_jsonl
from pipeline.render.xlsx import digest_xlsx

SPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
HOSTILE = [
    pytest.param("=cmd|'/c calc'!A0", id="command"),
    pytest.param('=HYPERLINK("http://x","y")', id="formula"),
    pytest.param("@SUM(1)", id="at"),
    pytest.param("+1+1", id="plus"),
    pytest.param("-2", id="minus"),
    pytest.param("\t=1", id="tab"),
    pytest.param("http://example.org", id="address"),
    pytest.param("]]><c>", id="markup"),
    pytest.param("\x00\x1b\ufffe\u202e", id="unseen"),
    pytest.param("x" * 40_000, id="longer-than-a-cell"),
]


class Book:
    """A workbook read with zipfile and lxml: sheets as lists of rows of (value, number format)."""

    def __init__(self, data: bytes) -> None:
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        names = self.parsed("xl/workbook.xml").xpath("//m:sheet/@name", namespaces=SPACE)
        self.sheets = {name: self.parsed(f"xl/worksheets/sheet{i}.xml") for i, name in enumerate(names, 1)}
        shared = self.parsed("xl/sharedStrings.xml").xpath("//m:si", namespaces=SPACE)
        self.strings = ["".join(si.itertext()) for si in shared]
        styles = self.parsed("xl/styles.xml")
        codes = {f.get("numFmtId"): f.get("formatCode") for f in styles.xpath("//m:numFmt", namespaces=SPACE)}
        forms = styles.xpath("//m:cellXfs/m:xf", namespaces=SPACE)
        self.formats = [codes.get(xf.get("numFmtId"), "") for xf in forms]

    def parsed(self, part: str) -> etree._Element:
        return etree.fromstring(self.zip.read(part))

    def cells(self, sheet: str) -> dict[str, tuple[str | Decimal, str]]:
        found = {}
        for cell in self.sheets[sheet].xpath("//m:c[m:v]", namespaces=SPACE):
            value = cell.find("m:v", SPACE).text
            words = self.strings[int(value)] if cell.get("t") == "s" else Decimal(value)
            found[cell.get("r")] = (words, self.formats[int(cell.get("s", 0))])
        return found

    def column(self, sheet: str, title: str) -> dict[int, str | Decimal]:
        cells = self.cells(sheet)
        letters = next(re.sub(r"\d", "", place) for place, (words, _) in cells.items() if words == title)
        return {int(p[len(letters) :]): w for p, (w, _) in cells.items() if re.fullmatch(letters + r"\d+", p)}


def workbook(sample: Sample) -> Book:
    return Book(digest_xlsx(sample.digest, sample.summaries, sample.reports))


def test_sheets_have_frozen_filtered_heads(two: Sample) -> None:
    book = workbook(two)
    assert list(book.sheets) == ["数据一览", "成效清单", "全部数据", "核稿提示"]
    for sheet in book.sheets.values():
        assert sheet.xpath("//m:pane/@state", namespaces=SPACE) == ["frozen"]
        assert len(sheet.xpath("//m:autoFilter", namespaces=SPACE)) == 1


def test_all_figures_are_the_contracts_with_exact_values(two: Sample) -> None:
    book = workbook(two)
    rows = [row for summary in two.summaries for row in summary.figures]
    values, texts = book.column("全部数据", "数值"), book.column("全部数据", "原文写法")
    assert [texts[at] for at in sorted(texts)[1:]] == [row.text for row in rows]
    assert [values[at] for at in sorted(values)[1:]] == [Decimal(row.value) for row in rows]


def test_achievements_are_the_contracts(two: Sample) -> None:
    texts = workbook(two).column("成效清单", "成效")
    wanted = [claim.text for summary in two.summaries for claim in summary.achievements]
    assert [texts[at] for at in sorted(texts)[1:]] == wanted


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        pytest.param("98.50%", '0.00"%"', id="percent-keeps-its-zero"),
        pytest.param("8个", "#,##0", id="count"),
        pytest.param("15.155亿元", "¥#,##0", id="money"),
    ],
)
def test_number_formats_follow_the_kind(two: Sample, text: str, pattern: str) -> None:
    book = workbook(two)
    cells = book.cells("全部数据")
    at = next(place for place, (words, _) in cells.items() if words == text)
    assert cells["D" + at[1:]][1] == pattern


def test_values_a_cell_cannot_hold_stay_words(make: Make) -> None:
    book = workbook(make([BODY.replace("8个", "12345678901234567个")]))
    assert "12345678901234567" in book.column("全部数据", "数值").values()


def test_figures_link_to_their_row_and_rows_to_the_page(two: Sample) -> None:
    book = workbook(two)
    links = book.sheets["数据一览"].xpath("//m:hyperlink/@location", namespaces=SPACE)
    texts = book.column("全部数据", "原文写法")
    shown = [cell.figure.text for i in two.digest.indicators for cell in i.rows if cell.figure]
    assert [texts[int(link.split("!A")[1])] for link in links] == shown
    outward = book.parsed("xl/worksheets/_rels/sheet3.xml.rels").xpath("//@Target")
    assert set(outward) == {"digest.html"}
    places = book.sheets["全部数据"].xpath("//m:hyperlink/@location", namespaces=SPACE)
    assert places[0] == "s1-f1"


@pytest.mark.parametrize(
    ("pages", "targets"),
    [
        pytest.param(
            ["digest.html", "reports/001.html", "reports/002.html"],
            ["reports/001.html", "reports/002.html"],
            id="split",
        ),
        pytest.param([], [], id="no-page"),
    ],
)
def test_links_follow_the_pages_there_are(two: Sample, pages: list[str], targets: list[str]) -> None:
    book = Book(digest_xlsx(two.digest, two.summaries, two.reports, pages=pages))
    names = [name for name in book.zip.namelist() if name == "xl/worksheets/_rels/sheet3.xml.rels"]
    found = {t.replace("\\", "/") for name in names for t in book.parsed(name).xpath("//@Target")}
    assert sorted(found) == targets


def test_charts_cover_each_comparable_indicator(two: Sample) -> None:
    book = workbook(two)
    charts = [name for name in book.zip.namelist() if "charts/chart" in name]
    assert len(charts) == len(two.digest.indicators) == 2


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_text_and_no_formula(make: Make, hostile: str) -> None:
    sample = make(
        [hostile + BODY.replace("老旧小区", hostile).replace("一、项目", "一、" + hostile), BODY], title=hostile
    )
    book = workbook(sample)
    for sheet in book.sheets.values():
        assert sheet.xpath("//m:f", namespaces=SPACE) == []
    targets = {
        target
        for name in book.zip.namelist()
        if "worksheets/_rels" in name
        for target in book.parsed(name).xpath("//@Target")
    }
    assert {t for t in targets if not t.startswith("../drawings")} == {"digest.html"}
    assert any(visible(hostile)[:1000] in words for words in book.strings)
    assert max(len(words) for words in book.strings) <= 32_767


@pytest.mark.parametrize("bodies", [[], [""], ["没有数字的一句话。"]], ids=["none", "empty", "no-figures"])
def test_little_is_enough_for_a_workbook(make: Make, bodies: list[str]) -> None:
    assert len(workbook(make(bodies)).sheets) == 4


def test_same_arguments_same_bytes(two: Sample) -> None:
    made = [digest_xlsx(two.digest, two.summaries, two.reports) for _ in range(2)]
    assert made[0] == made[1]
    dates = {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(made[0])).infolist()}
    assert dates == {(1980, 1, 1, 0, 0, 0)}


def test_csv_has_a_mark_for_excel_and_every_figure(two: Sample) -> None:
    text = figures_csv(two.summaries)
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    wanted = [row for summary in two.summaries for row in summary.figures]
    assert [(r["编号"], r["原文写法"], r["数值"], r["起"]) for r in rows] == [
        (row.id, row.text, row.value, str(row.start)) for row in wanted
    ]
    assert list(rows[0]) == [title for title, _, _ in COLUMNS]


@pytest.mark.parametrize(
    ("direction", "endpoint", "said"),
    [
        pytest.param("up", "change", "增", id="growth"),
        pytest.param("down", "change", "减", id="fall"),
        pytest.param("down", "level", "减", id="fell-to"),
        pytest.param("down", None, "负", id="below-zero"),
        pytest.param(None, None, "", id="none"),
    ],
)
def test_csv_tells_a_fall_from_an_amount_below_zero(
    two: Sample, direction: str | None, endpoint: str | None, said: str
) -> None:
    first = two.summaries[0]
    row = first.figures[0].model_copy(update={"direction": direction, "endpoint": endpoint})
    text = figures_csv([first.model_copy(update={"figures": (row,)})])
    (cells,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert cells["增减"] == said


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_csv_cell_begins_like_a_formula(two: Sample, hostile: str) -> None:
    first = two.summaries[0]
    row = first.figures[0].model_copy(update={"indicator": hostile, "section": hostile, "unit": hostile})
    text = figures_csv([first.model_copy(update={"figures": (row,)})])
    cells = [cell for line in csv.reader(io.StringIO(text.removeprefix("\ufeff"))) for cell in line]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert any(cell.endswith(visible(hostile)) for cell in cells)


def test_json_lines_are_the_contracts_rows(two: Sample) -> None:
    lines = figures_jsonl(two.summaries).splitlines()
    wanted = [row for summary in two.summaries for row in summary.figures]
    assert [FigureRow.model_validate(json.loads(line)) for line in lines] == wanted


def indicator(*figures: tuple[str, str, str] | None) -> Indicator:
    """Cells of (value, unit, kind), or none."""
    base = dict.fromkeys(("bound", "direction", "base", "value_hi"))
    rows = []
    for figure in figures:
        made = None
        if figure:
            value, unit, kind = figure
            fields = {"report": "r", "id": "f1", "start": 0, "end": 1, "text": value, "approx": False}
            words = {"status": "achieved", "indicator": "", "section": ""}
            made = FigureRow.model_validate({**base, **fields, **words, "value": value, "unit": unit, "kind": kind})
        rows.append(Cell(report="r", figure=made))
    return Indicator(name="x", unit="", rows=tuple(rows))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param([("4", "个", "count"), ("2", "个", "count")], [1, 0.5], id="same-unit"),
        pytest.param([("4", "元", "money"), ("2", "", "money")], [1, 0.5], id="yuan-may-be-left-out"),
        pytest.param([("4", "㎡", "area"), ("1", "平米", "area")], [1, 0.25], id="spellings-of-a-unit"),
        pytest.param([("4", "户", "count"), ("2", "处", "count")], [None, None], id="unlike-units"),
        pytest.param([("4", "处", "count"), ("2", "户", "count"), ("1", "处", "count")], [1, None, 0.25], id="most"),
        pytest.param([("4", "元", "money"), None, ("1", "元", "money")], [1, None, 0.25], id="missing"),
        pytest.param([("4", "元", "money"), None], [None, None], id="nothing-to-compare-with"),
        pytest.param([("0", "个", "count"), ("0", "个", "count")], [None, None], id="all-zero"),
        pytest.param([], [], id="empty"),
    ],
)
def test_bars_stand_only_for_one_measure(
    given: list[tuple[str, str, str] | None], expected: list[float | None]
) -> None:
    assert [None if share is None else float(share) for share in bar_lengths(indicator(*given))] == expected
