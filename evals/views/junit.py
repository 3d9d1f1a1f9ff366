"""JUnit XML: a suite an engine, a test a report and metric. No times in it: they would differ between two runs."""

from xml.etree import ElementTree as Tree

from evals.metrics import METRICS, score_rows
from evals.rows import Results, Row
from evals.views.console import row_line

_SHOWN = 50  # rows of one failure
_FORBIDDEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF], "�")


def junit_xml(results: Results) -> str:
    """The whole run as one file: a fault is a failure, what could not be measured an error, nothing to score a skip."""
    root = Tree.Element("testsuites", name="jianbao eval")
    columns = sorted({score.engine for score in score_rows(results.rows)} | {e.engine for e in results.run.engines})
    by_test: dict[tuple[str, str, str], list[Row]] = {}
    for row in results.rows:
        by_test.setdefault((row.engine, row.case, row.rule), []).append(row)
    for engine in columns:
        suite = Tree.SubElement(root, "testsuite", name=engine)
        tests = failures = errors = skipped = 0
        metrics = [
            m.name
            for m in METRICS
            if (m.reading or engine) == engine and (not m.reading) == _is_engine(results, engine)
        ]
        for case in [*results.run.cases, "digest"]:
            for rule in [*metrics, "replay"]:
                rows = by_test.get((engine, case, rule), [])
                if not rows and (case == "digest" or rule == "replay"):
                    continue
                test = Tree.SubElement(suite, "testcase", classname=f"{engine}.{case}", name=rule)
                tests += 1
                if not rows:
                    Tree.SubElement(test, "skipped", message="nothing to score")
                    skipped += 1
                failures += _problem(test, "failure", [row for row in rows if row.state == "fail"], len(rows))
                errors += _problem(test, "error", [row for row in rows if row.state == "infra"], len(rows))
        for name, number in (("tests", tests), ("failures", failures), ("errors", errors), ("skipped", skipped)):
            suite.set(name, str(number))
    Tree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Tree.tostring(root, encoding="unicode") + "\n"


def _is_engine(results: Results, engine: str) -> bool:
    return any(one.engine == engine for one in results.run.engines)


def _problem(test: Tree.Element, kind: str, rows: list[Row], of: int) -> int:
    if not rows:
        return 0
    made = Tree.SubElement(test, kind, message=f"{len(rows)} of {of}", type=rows[0].rule)
    made.text = "\n".join(row_line(row) for row in rows[:_SHOWN]).translate(_FORBIDDEN)
    return 1
