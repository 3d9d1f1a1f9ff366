"""Figures: every quantity of a report where it stands, and what every other numeral is."""

from pipeline.figures.find import find_figures, find_numerals
from pipeline.figures.match import Match, MatchVerdict, match
from pipeline.figures.rows import figure_row

__all__ = ["Match", "MatchVerdict", "figure_row", "find_figures", "find_numerals", "match"]
