"""Scorers: each turns one thing the pipeline made into rows, by the harness's own reading of it."""
