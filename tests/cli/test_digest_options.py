"""The options of `jianbao digest` with anything written into them: no other file, and code 2 says what is wrong."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from lxml import html as lxml_html

from pipeline.render.letterhead import letterhead_sample
from pipeline.render.plain import visible

Run = Callable[..., tuple[int, str, str]]
OverTwo = Callable[..., tuple[int, str]]
TEXT = (
    "{office}2022年工作总结\n\n一、经济发展\n\n全年完成税收3.6亿元,同比增长4.5%;新增企业12家。改造老旧小区6个,惠及912户。\n\n"
    "二、民生保障\n\n发放低保金74.6万元。城镇新增就业3600人。举办招聘会12场。\n\n三、2023年工作计划\n\n新建停车场8处。\n"
)
_FILES = {*(f"digest.{kind}" for kind in ("json", "md", "html", "docx", "xlsx")), "figures.csv", "figures.jsonl"}
_OF_THE_RUN = {"reports", "run.json", "results.jsonl", ".run.lock", "review.json"}
HOSTILE = [
    pytest.param("<script>alert(1)</script>", id="script"),
    pytest.param("../../out", id="way-up"),
    pytest.param('=HYPERLINK("http://x","y")', id="formula"),
    pytest.param("]]>&amp;\x1b[31m\u202e", id="controls"),
    pytest.param("{{ 7*7 }}", id="template-words"),
    pytest.param("长" * 10_000, id="endless"),
    pytest.param(" \n ", id="blank"),
]


@pytest.fixture
def over_two(run: Run, tmp_path: Path) -> OverTwo:
    """Run `jianbao digest` with more arguments over two reports: (exit code, talk)."""
    (tmp_path / "in").mkdir()
    for place, office in enumerate(("平湖街道", "青山街道")):
        (tmp_path / "in" / f"{place}.txt").write_text(TEXT.format(office=office), encoding="utf-8")

    def call(*arguments: str | Path) -> tuple[int, str]:
        common = ["digest", "in", "--out", "out", "--date", "2026-11-21", "--engine", "extractive", "-q"]
        code, _, said = run(*common, *arguments)
        return code, said

    return call


def digest(tmp_path: Path) -> Any:
    return json.loads((tmp_path / "out" / "digest.json").read_text(encoding="utf-8"))


def words(path: Path) -> str:
    """All words of a Word file's body."""
    body = Document(io.BytesIO(path.read_bytes())).element.body
    return "".join(t.text or "" for t in body.iter("{*}t"))


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("flag", ["--title", "--office", "--issue-no"])
def test_a_name_is_words_and_nothing_else(over_two: OverTwo, tmp_path: Path, flag: str, hostile: str) -> None:
    code, _ = over_two(flag, hostile)
    assert code == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} == _FILES | _OF_THE_RUN
    assert {path.name for path in tmp_path.iterdir()} == {"in", "out"}
    page = lxml_html.document_fromstring((tmp_path / "out" / "digest.html").read_text(encoding="utf-8"))
    assert not page.xpath("//script[contains(., 'alert(1)')]")
    assert zipfile.ZipFile(tmp_path / "out" / "digest.xlsx").testzip() is None
    assert visible(hostile).strip() in words(tmp_path / "out" / "digest.docx")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["--length", "long"], "brief, standard, full", id="length"),
        pytest.param(["--themes", "园艺"], "园艺", id="theme-nobody-has"),
        pytest.param(["--themes", ","], "--themes", id="no-theme"),
        pytest.param(["--lang", "fr"], "zh, en", id="language"),
        pytest.param(["--date", "tomorrow"], "2026-11-21", id="date"),
        pytest.param(["--template", "in/0.txt"], "not a Word template", id="no-template"),
        pytest.param(["--indicators", "in/0.txt"], "indicator", id="no-indicators"),
    ],
)
def test_a_wrong_option_is_one_line_code_2_and_no_file(
    over_two: OverTwo, tmp_path: Path, arguments: list[str], says: str
) -> None:
    code, said = over_two(*arguments)
    assert code == 2
    assert says in said
    assert len(said.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_each_length_holds_the_one_before(over_two: OverTwo, tmp_path: Path) -> None:
    shown = []
    for length in ("brief", "standard", "full"):
        assert over_two("--length", length)[0] == 0
        shown.append([{claim["id"] for claim in item["achievements"]} for item in digest(tmp_path)["items"]])
    brief, standard, full = shown
    for one, two, three in zip(brief, standard, full, strict=True):
        assert one <= two <= three
        assert len(three) > 0


def test_only_the_themes_asked_for_in_either_comma(over_two: OverTwo, tmp_path: Path) -> None:
    for themes in ("经济,民生", "经济，民生"):
        assert over_two("--themes", themes, "--length", "full")[0] == 0
        found = {claim["theme"] for item in digest(tmp_path)["items"] for claim in item["achievements"]}
        assert found <= {"经济", "民生"}


def test_english_labels_leave_the_reports_words_alone(over_two: OverTwo, tmp_path: Path) -> None:
    assert over_two("--lang", "en")[0] == 0
    page = lxml_html.document_fromstring((tmp_path / "out" / "digest.html").read_text(encoding="utf-8"))
    assert page.get("lang") == "en"
    assert "Overview" in page.text_content()
    assert "平湖街道" in page.text_content()


def test_an_offices_letterhead_is_filled(over_two: OverTwo, tmp_path: Path) -> None:
    (tmp_path / "in.docx").write_bytes(letterhead_sample())
    assert (
        over_two("--template", "in.docx", "--office", "某市政府办公室", "--issue-no", "7", "--title", "工作摘编")[0]
        == 0
    )
    said = words(tmp_path / "out" / "digest.docx")
    assert all(part in said for part in ("某市政府办公室", "第7期", "工作摘编", "2026年11月21日"))
    assert "{{" not in said


def test_a_template_that_asks_for_what_there_is_not_stops_before_any_report_is_read(
    over_two: OverTwo, tmp_path: Path
) -> None:
    document = Document()
    document.add_paragraph("{{ nobody }}")
    document.save(str(tmp_path / "t.docx"))
    code, said = over_two("--template", "t.docx")
    assert code == 2
    assert "nobody" in said
    assert len(said.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_pages_of_an_earlier_larger_digest_are_taken_away(over_two: OverTwo, tmp_path: Path) -> None:
    reports = tmp_path / "out" / "reports"
    reports.mkdir(parents=True)
    (reports / "417.html").write_text('<a href="../digest.html">back</a>', encoding="utf-8")
    (reports / "2023.html").write_text("<p>a page of the user's own</p>", encoding="utf-8")
    assert over_two()[0] == 0
    assert [path.name for path in reports.glob("*.html")] == ["2023.html"]
