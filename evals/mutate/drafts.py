"""Correct drafts built out of the labelled figures: a clause quoted, a clause rephrased, a summary of several."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from pipeline.domain.figure import Figure
from pipeline.domain.report import Report
from pipeline.figures import find_figures
from pipeline.outline import read_outline
from pipeline.verify import SourceIndex, index_source

_ROOT = Path(__file__).resolve().parents[2]
_PART = re.compile(r"[^；;。！？\n]+")
_LEAD = re.compile(r"^(?:[一二三四五六七八九十]是|[(（][^)）]*[)）]|同时|此外|另外|目前|其中|截至目前)[,，、]?")
_SUMMARY = 3  # clauses of one summary


@dataclass(frozen=True, slots=True)
class Label:
    """One hand-labelled figure and where it stands in a draft."""

    id: str  # report and label index: "003:41"
    start: int  # in the draft
    end: int
    figure: Figure  # of the report


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that says what a report says, and the labelled figures in it, in order."""

    id: str
    report: int
    text: str
    labels: tuple[Label, ...]

    def edit(self, start: int, end: int, words: str) -> "Draft":
        """The draft with `[start, end)` replaced; labels behind move, labels inside are kept where they touch."""
        shift = len(words) - (end - start)
        labels = tuple(
            replace(label, start=label.start + shift, end=label.end + shift)
            if label.start >= end
            else replace(label, end=label.end + shift)
            if label.start <= start and end <= label.end
            else label
            for label in self.labels
        )
        return replace(self, text=self.text[:start] + words + self.text[end:], labels=labels)


def load_sources() -> list[tuple[SourceIndex, dict[int, str]]]:
    """The labelled reports, prepared, each with the label id of every figure by where it starts."""
    sources = []
    for path in sorted((_ROOT / "evals/gold").glob("*.figures.jsonl")):
        name = path.name.removesuffix(".figures.jsonl")
        text = (_ROOT / "seeds" / f"{name}.txt").read_bytes().decode()
        outline = read_outline(text)
        index = index_source(Report(name, text, "", outline), find_figures(text, outline))
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        good = {
            row["start"]: f"{name[:3]}:{row['i']}"
            for row in rows
            if row["label"] == "F" and _found(index, row["start"], row["text"], row["value"])
        }
        sources.append((index, good))
    return sources


def _found(index: SourceIndex, start: int, text: str, value: str) -> bool:
    """Only figures that were found as labelled are mutated: finding them is measured elsewhere."""
    return any(f.start == start and f.text == text and f.value == Decimal(value) for f in index.figures)


def drafts(sources: Sequence[tuple[SourceIndex, dict[int, str]]]) -> Iterator[Draft]:
    """Every draft: quotations, rephrasings, summaries."""
    for n, (index, good) in enumerate(sources):
        quoted = list(_quoted(n, index, good))
        yield from quoted
        for draft in quoted:
            yield from _rephrased(draft)
        for i in range(0, len(quoted) - _SUMMARY + 1, _SUMMARY):
            yield _summary(index, quoted[i : i + _SUMMARY])


def _quoted(n: int, index: SourceIndex, good: dict[int, str]) -> Iterator[Draft]:
    for sentence in index.report.outline.sentences:
        for part in _PART.finditer(index.report.text, sentence.span.start, sentence.span.end):
            inside = [f for f in index.figures if part.start() <= f.start and f.end <= part.end()]
            labels = [
                Label(good[f.start], f.start - part.start(), f.end - part.start(), f) for f in inside if f.start in good
            ]
            if labels:
                yield Draft(f"q{labels[0].id}", n, part.group(), tuple(labels)).edit(0, 0, "")


def _rephrased(draft: Draft) -> Iterator[Draft]:
    """Without what introduces it, and with its last clause first where the clauses stand alone."""
    lead = _LEAD.match(draft.text)
    if lead:
        yield replace(draft.edit(0, lead.end(), ""), id="r" + draft.id[1:])
    cut = draft.labels[0].start
    comma = max(draft.text.rfind(mark, 0, cut) for mark in ",，")
    if comma > 0:
        yield replace(draft.edit(0, comma + 1, ""), id="s" + draft.id[1:])


def _summary(index: SourceIndex, drafts: Sequence[Draft]) -> Draft:
    name = min(index.names, key=len, default="")
    text, labels = f"{name}：" if name else "", []
    for draft in drafts:
        labels += [replace(label, start=label.start + len(text), end=label.end + len(text)) for label in draft.labels]
        text += draft.text + "；"
    return Draft("m" + drafts[0].id[1:], drafts[0].report, text[:-1] + "。", tuple(labels))
