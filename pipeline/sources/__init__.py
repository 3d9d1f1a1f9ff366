"""Files in, reports out: the edge that reads."""

from pipeline.sources.files import Source, discover, read_report, report_of

__all__ = ["Source", "discover", "read_report", "report_of"]
