"""Benchmarks: `python -m evals.bench [name …]`; each module here has a `run()` that returns 0 or 1."""
