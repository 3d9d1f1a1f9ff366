"""Many reports as data: offices, a time series of each indicator for each, and figures out of proportion."""

from pipeline.series.findings import finding_of
from pipeline.series.gather import Entry, Office, Series, gather
from pipeline.series.groups import Group, groups
from pipeline.series.office import Level
from pipeline.series.outliers import Outlier, outliers
from pipeline.series.point import Measure, Point
from pipeline.series.stored import stored_summaries

__all__ = [
    "Entry",
    "Group",
    "Level",
    "Measure",
    "Office",
    "Outlier",
    "Point",
    "Series",
    "finding_of",
    "gather",
    "groups",
    "outliers",
    "stored_summaries",
]
