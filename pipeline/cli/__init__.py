"""The command line: reads, calls one function, writes; it decides nothing about text."""

from pipeline.cli.app import main

__all__ = ["main"]
