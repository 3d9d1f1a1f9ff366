"""Many reports: read, summarised and written one by one, so that a stop loses nothing that is done."""

from pipeline.corpus.run import Failure, Outcome, Plan, Settled, run_reports, settle

__all__ = ["Failure", "Outcome", "Plan", "Settled", "run_reports", "settle"]
