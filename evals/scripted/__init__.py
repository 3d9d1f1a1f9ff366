"""Answers written for a test, one class of failure each: what the gate must catch and the metrics must locate.

They are made of a script and back no statement about quality. `python -m evals.scripted` writes them anew, which a
changed prompt asks for.
"""
