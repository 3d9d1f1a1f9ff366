"""Holds a text against its sources, number by number. Pure; the pipeline's gate is the same judgement."""

from pipeline.verify.claim import Mark, check_claim
from pipeline.verify.draft import verify
from pipeline.verify.index import SourceIndex, index_source
from pipeline.verify.problem import Problem

__all__ = ["Mark", "Problem", "SourceIndex", "check_claim", "index_source", "verify"]
