"""Files in, reports out: the edge that reads."""

from pipeline.sources.drafts import read_draft
from pipeline.sources.files import Source, discover, passed_over, read_source, same_name
from pipeline.sources.read import hash_of, read_report, report_of
from pipeline.sources.same import same_reports
from pipeline.sources.split import split_report
from pipeline.sources.themes import read_themes
from pipeline.sources.words import words_of

__all__ = [
    "Source",
    "discover",
    "hash_of",
    "passed_over",
    "read_draft",
    "read_report",
    "read_source",
    "read_themes",
    "report_of",
    "same_name",
    "same_reports",
    "split_report",
    "words_of",
]
