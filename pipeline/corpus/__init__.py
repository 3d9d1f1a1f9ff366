"""Many reports: read, summarised and written as a stream, so that a stop loses nothing that is done."""

from pipeline.corpus.attempt import Tally, attempt
from pipeline.corpus.folder import RunFolder, run_folder
from pipeline.corpus.journal import ResultLine
from pipeline.corpus.made import Recipe, Settled, Task, settle
from pipeline.corpus.manifest import Attempt, Manifest, Totals, manifest_of, read_attempts, write_manifest
from pipeline.corpus.run import Outcome, choose_tasks, left_over, run_reports
from pipeline.corpus.shard import Shard, read_shard
from pipeline.corpus.workers import Workers, workers_for

__all__ = [
    "Attempt",
    "Manifest",
    "Outcome",
    "Recipe",
    "ResultLine",
    "RunFolder",
    "Settled",
    "Shard",
    "Tally",
    "Task",
    "Totals",
    "Workers",
    "attempt",
    "choose_tasks",
    "left_over",
    "manifest_of",
    "read_attempts",
    "read_shard",
    "run_folder",
    "run_reports",
    "settle",
    "workers_for",
    "write_manifest",
]
