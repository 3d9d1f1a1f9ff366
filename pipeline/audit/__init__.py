"""Holds a report against itself: sums, shares, rates, changes, repeats. Pure; it finds, asks, and never corrects."""

from pipeline.audit.outcome import RULES, Outcome, Rule
from pipeline.audit.run import audit, audit_checks, examine

__all__ = ["RULES", "Outcome", "Rule", "audit", "audit_checks", "examine"]
