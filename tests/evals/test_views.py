"""Every view is a projection of the rows; what a report says cannot break out of any."""

import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as Tree

import pytest

from evals.cases import ROOT, CaseSet
from evals.cli import write_run
from evals.diff import diff_results
from evals.rows import Results, Row, read_results, write_results
from evals.run import run_evals
from evals.views.console import change_lines, table
from evals.views.html import report_html
from evals.views.junit import junit_xml
from evals.views.sarif import sarif_json

HOSTILE = """平湖街道2022年工作总结
<script>alert(1)</script>全年改造老旧小区6个,惠及居民912户。]]>&amp;"onload=x" {{ 7*7 }}
=HYPERLINK("http://x")检查企业240家。
"""


@pytest.fixture(scope="module")
def hostile_run(tmp_path_factory: pytest.TempPathFactory) -> Results:
    path = tmp_path_factory.mktemp("hostile") / "h.txt"
    path.write_text(HOSTILE, encoding="utf-8")
    return run_evals(CaseSet([path]), ["extractive"])


def test_rows_survive_the_file(scripted_run: Results, tmp_path: Path) -> None:
    write_results(scripted_run, tmp_path)
    read = read_results(tmp_path)
    assert read.run == scripted_run.run
    assert list(read.rows) == list(scripted_run.rows)
    fields = json.loads((tmp_path / "rows.jsonl").read_text(encoding="utf-8").splitlines()[0])
    wanted = {"doc", "case", "claim_id", "fact_id", "rule", "state", "expected", "got", "source", "output", "message"}
    assert wanted <= fields.keys()


def test_junit_counts_what_the_rows_say(scripted_run: Results) -> None:
    root = Tree.fromstring(junit_xml(scripted_run))
    (suite,) = [s for s in root.iter("testsuite") if s.get("name") == "llm:scripted"]
    wrong = {(r.case, r.rule) for r in scripted_run.rows if r.engine == "llm:scripted" and r.state == "fail"}
    assert int(suite.get("failures", "0")) == len(wrong) == len(suite.findall(".//failure"))
    assert int(suite.get("tests", "0")) == len(suite.findall("testcase"))
    assert "152人次" in "".join(f.text or "" for f in suite.iter("failure"))


def test_sarif_points_at_the_line_of_the_report(scripted_run: Results) -> None:
    made = json.loads(sarif_json(scripted_run))
    assert made["version"] == "2.1.0"
    (run,) = made["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(run["results"]) == sum(row.state != "pass" for row in scripted_run.rows)
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in {"error", "note", "warning"}
    (flipped,) = [r for r in run["results"] if "152人次" in r["message"]["text"] and r["ruleId"] == "ungrounded_draft"]
    place = flipped["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"].endswith("typed_digit_flipped.txt")
    assert place["region"]["startLine"] == 4


class _Page(HTMLParser):
    """Ids, links and tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            if name == "href" and value:
                (self.links if value.startswith("#") else self.outside).append(value)
            if name.startswith("on") or name == "src":
                self.outside.append(f"{name}={value}")


def page(results: Results) -> _Page:
    made = _Page()
    made.feed(report_html(results))
    return made


def test_the_page_is_whole_and_leads_from_every_fault_to_its_claim(scripted_run: Results) -> None:
    made = page(scripted_run)
    assert made.outside == []
    assert len(made.ids) == len(set(made.ids))
    assert {link[1:] for link in made.links} <= set(made.ids)
    assert len(made.links) > 10
    assert "走访困难群众125人次,发放慰问金18.6万元。" in report_html(scripted_run)  # the source of a claim


def test_a_hostile_report_stays_text(hostile_run: Results, tmp_path: Path) -> None:
    made = page(hostile_run)
    assert "script" not in made.tags
    assert made.outside == []
    assert "49" not in re.findall(
        r"\b\d+\b", report_html(hostile_run).split("Claims and drafts")[1].split("240")[0][:400]
    )
    write_run(hostile_run, tmp_path)
    Tree.parse(tmp_path / "junit.xml")
    json.loads((tmp_path / "report.sarif").read_text(encoding="utf-8"))


def test_the_table_shows_engines_side_by_side_and_where_answers_come_from(scripted_run: Results) -> None:
    from rich.console import Console

    console = Console(width=150, record=True, file=open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115  (closed with the test)
    console.print(table(scripted_run))
    shown = console.export_text()
    assert "answers: 44 scripted" in shown
    assert "scripted answers back no statement about quality" in shown
    assert "llm:scripted" in shown


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["--engine", "extractive"], id="seeds-built-in"),
        pytest.param(["--cases", "evals/scripted"], id="scripted-both-engines"),
    ],
)
def test_two_runs_are_the_same_bytes_whatever_the_hash_seed(tmp_path: Path, arguments: list[str]) -> None:
    written = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        command = [sys.executable, "-m", "evals", "run", *arguments, "--out", str(out)]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        written.append({path.name: path.read_bytes() for path in out.iterdir()} | {"stdout": done.stdout})
    assert written[0].keys() == {
        "rows.jsonl",
        "run.json",
        "junit.xml",
        "report.sarif",
        "report.html",
        "table.md",
        "stdout",
    }
    assert written[0] == written[1]


def test_a_diff_of_a_run_with_itself_is_empty(scripted_run: Results) -> None:
    assert diff_results(scripted_run, scripted_run) == []
    assert change_lines([]) == ["no difference"]


def changed(results: Results, **fields: str) -> Results:
    """The run with the claim a1 of `clean` told otherwise."""

    def told(row: Row) -> Row:
        from dataclasses import replace

        is_it = row.rule == "claim" and row.case == "clean" and row.claim_id == "a1"
        return replace(row, **fields) if is_it else row  # type: ignore[arg-type]  # only text fields are given

    return Results(results.run, [told(row) for row in results.rows])


def test_a_reworded_claim_is_known_again_by_its_figures(scripted_run: Results) -> None:
    (change,) = diff_results(scripted_run, changed(scripted_run, got="别的说法"))
    assert (change.what, change.case, change.rule, change.after) == ("reworded", "clean", "achievements", "别的说法")


def test_claims_that_vanish_and_verdicts_that_turn_are_said(scripted_run: Results) -> None:
    from dataclasses import replace

    rows = [
        replace(row, state="fail") if row.rule == "ungrounded" and row.case == "clean" and row.claim_id == "a2" else row
        for row in scripted_run.rows
        if not (row.case == "clean" and row.claim_id == "a1")
    ]
    changes = diff_results(scripted_run, Results(scripted_run.run, rows))
    assert [(c.what, c.rule) for c in changes if c.what == "vanished"] == [("vanished", "achievements")]
    assert [(c.rule, c.before, c.after) for c in changes if c.what == "verdict"] == [("ungrounded", "pass", "fail")]
    back = diff_results(Results(scripted_run.run, rows), scripted_run)
    assert [c.what for c in back if c.what == "appeared"] == ["appeared"]


def test_a_figure_that_is_no_longer_covered_is_said_by_its_words(seeds_run: Results) -> None:
    from dataclasses import replace

    first = next(row for row in seeds_run.rows if row.rule == "coverage" and row.state == "pass")
    rows = [replace(row, state="fail") if row is first else row for row in seeds_run.rows]
    (change,) = diff_results(seeds_run, Results(seeds_run.run, rows))
    assert (change.what, change.before, change.after) == ("figure", "pass", "fail")
    assert first.expected in change.message
