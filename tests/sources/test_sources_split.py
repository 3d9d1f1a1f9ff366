"""A document of several reports is taken apart at their titles; one report stays one."""

from pipeline.domain.report import Report
from pipeline.sources import report_of, split_report
from tests.seeds import SEEDS, seed_report
from tests.sources.documents import amounts, as_text, content_of

_CONTENTS = [content_of(seed_report(path)) for path in SEEDS]


def test_a_collection_of_the_seeds_is_the_seeds() -> None:
    contents = "目录\n" + "\n".join(content.title for content in _CONTENTS) + "\n\n"
    whole = report_of(contents + "\n".join(map(as_text, _CONTENTS)), "汇编")
    parts = split_report(whole)
    assert [part.name for part in parts] == [f"汇编_{n}" for n in range(1, len(SEEDS) + 1)]
    for part, path in zip(parts, SEEDS, strict=True):
        seed = seed_report(path)
        assert (part.outline.head.title, part.outline.head.year) == (seed.outline.head.title, seed.outline.head.year)
        assert amounts(part) == amounts(seed)
        assert part.text in whole.text


def test_one_report_stays_one(report: Report) -> None:
    assert split_report(report) == [report]
