"""What langextract's grounding makes of false clauses, beside our verdict on the same clauses.

Grounded there is what gets a `char_interval`; accepted here is what `verify` does not object to. Clauses are those of
`evals.mutate`: quoted from the labelled reports, one number changed.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from random import Random
from typing import Any, NamedTuple

from evals.mutate.drafts import Draft, Label, drafts, load_sources
from evals.mutate.operators import OPERATORS, Operator
from evals.mutate.rewrites import REWRITES
from pipeline.verify import SourceIndex, verify

_WINDOW = 400  # characters of the report on either side of the clause; its chunks are about a thousand
_DECIMAL = re.compile(r"\d+\.\d+")

Grounds = Callable[[str, str], bool]


class Clause(NamedTuple):
    """A clause as a model might give it, and where the number that was changed stands in it."""

    text: str
    report: int
    near: int  # place in the report
    start: int
    end: int


def run() -> int:
    """Print the share accepted, kind by kind; 1 when we accept a false clause or refuse a true one."""
    if find_spec("langextract") is None:
        print("grounding: langextract not installed")
        return 0
    loaded = load_sources()
    sources = [index for index, _ in loaded]
    quoted = [draft for draft in drafts(loaded) if draft.id.startswith("q")]
    grounders = _grounders()
    names = "".join(f"{name:>22}" for name in (*grounders, "jianbao"))
    print(f"grounding: share of clauses accepted\n  {'':34}{'clauses':>8}{names}")
    missed = 0
    for kind, true, clauses in _kinds(quoted, sources):
        ours = [_accepted(clause, sources) for clause in clauses]
        theirs = [
            [grounds(clause.text, _around(clause, sources)) for clause in clauses] for grounds in grounders.values()
        ]
        print(f"  {kind:34}{len(clauses):>8}" + "".join(f"{_share(column):>22}" for column in (*theirs, ours)))
        missed += sum(accepted is not true for accepted in ours)
    return int(missed > 0)


def _kinds(quoted: Sequence[Draft], sources: Sequence[SourceIndex]) -> Iterator[tuple[str, bool, list[Clause]]]:
    yield "true: as quoted", True, [_whole(draft, draft.labels[0]) for draft in quoted]
    for name in ("full_width", "separators", "rescaled"):
        rewrite = REWRITES[name]
        made = [_whole(new, label) for draft in quoted for label in draft.labels for new in rewrite(draft, label)]
        yield f"true: {name}", True, made
    yield "false: last decimal changed", False, list(_false(quoted, sources, _last_decimal))
    for name in ("wan_yi", "times_ten", "digit_insert", "unit"):
        yield f"false: {name}", False, list(_false(quoted, sources, OPERATORS[name]))


def _false(quoted: Sequence[Draft], sources: Sequence[SourceIndex], corrupt: Operator) -> Iterator[Clause]:
    random = Random(0)  # the same clauses every time
    for draft in quoted:
        for label in draft.labels:
            for changed, start, end in corrupt(draft, label, random, sources):
                if changed.text not in sources[draft.report].report.text:
                    yield Clause(changed.text, draft.report, label.figure.start, start, end)


def _last_decimal(draft: Draft, label: Label, _: Random, __: Sequence[SourceIndex]) -> Iterator[tuple[Draft, int, int]]:
    """15.155亿元 as 15.156亿元."""
    found = _DECIMAL.search(label.figure.text)
    if found:
        at = label.start + found.end() - 1
        digit = str((int(draft.text[at]) + 1) % 10)
        yield draft.edit(at, at + 1, digit), label.start, label.end


def _whole(draft: Draft, label: Label) -> Clause:
    return Clause(draft.text, draft.report, label.figure.start, 0, len(draft.text))


def _accepted(clause: Clause, sources: Sequence[SourceIndex]) -> bool:
    rows = verify(clause.text, sources)
    return not any(row.severity != "info" and row.start < clause.end and clause.start < row.end for row in rows)


def _around(clause: Clause, sources: Sequence[SourceIndex]) -> str:
    text = sources[clause.report].report.text
    return text[max(0, clause.near - _WINDOW) : clause.near + _WINDOW]


def _share(accepted: Sequence[bool]) -> str:
    return f"{sum(accepted) / len(accepted):.0%}" if accepted else "-"


def _grounders() -> dict[str, Grounds]:
    """Its aligner as it comes, with its tokenizer for Chinese, and with that and exact matches only."""
    from langextract.core import tokenizer  # type: ignore[import-not-found,unused-ignore]  # for comparison only

    chinese = tokenizer.UnicodeTokenizer()
    exact = {"enable_fuzzy_alignment": False, "accept_match_lesser": False}
    return {
        "langextract": lambda clause, text: _grounded(clause, text),
        "its Chinese tokenizer": lambda clause, text: _grounded(clause, text, tokenizer_impl=chinese),
        "and exact only": lambda clause, text: _grounded(clause, text, tokenizer_impl=chinese, **exact),
    }


def _grounded(clause: str, text: str, **options: Any) -> bool:
    from langextract import data, resolver  # type: ignore[import-not-found,unused-ignore]  # for comparison only

    extraction = data.Extraction(extraction_class="claim", extraction_text=clause)
    ((aligned,),) = resolver.WordAligner().align_extractions([[extraction]], text, **options)
    return aligned.char_interval is not None
