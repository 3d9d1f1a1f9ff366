"""The order of steps for one report: figures, audit, chunks, drafts, gate, merge, words over it, counts."""

from pipeline.summarize.report import engine_row, summarize, summarize_report

__all__ = ["engine_row", "summarize", "summarize_report"]
