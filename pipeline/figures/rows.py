"""A figure as the row of the result contract."""

from pipeline.domain.figure import Figure
from pipeline.domain.report import Outline
from pipeline.domain.result import FigureRow
from pipeline.figures.numerals import plain


def figure_row(figure: Figure, report_name: str, outline: Outline) -> FigureRow:
    """The JSON row of `figure`; its section is the headings above it, joined by " > "."""
    return FigureRow(
        report=report_name,
        id=figure.id,
        start=figure.start,
        end=figure.end,
        text=figure.text,
        value=plain(figure.value),
        value_hi=None if figure.value_hi is None else plain(figure.value_hi),
        unit=figure.unit,
        kind=figure.kind.value,
        approx=figure.approx,
        bound=figure.bound and figure.bound.value,
        direction=figure.direction and figure.direction.value,
        base=figure.base and figure.base.value,
        status=figure.status.value,
        indicator=figure.indicator,
        section=" > ".join(outline.path(figure.section)),
        marker=figure.marker and figure.marker.value,
        endpoint=figure.endpoint and figure.endpoint.value,
        sentence=figure.sentence,
    )
