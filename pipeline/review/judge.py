"""The gate for words an editor types: numbers found and given to the report's figures, then held as any draft is.

Two judgements are joined and the stricter one counts: the pipeline's own gate, against the sentences a claim cites,
and `verify`, against the whole report. A number printed in another scale (1.2亿元 for 12000万元) is the report's figure
all the same: the gate sees the report's words in its place.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from unicodedata import normalize

from pipeline.claims import Source, accept
from pipeline.digest.overview import judge_overview
from pipeline.domain.figure import Figure
from pipeline.domain.result import Claim, FigureMark, Text, VerifyRow
from pipeline.figures import find_figures, match
from pipeline.review.desk import Desk, Slot
from pipeline.summarize.compose import head_spans
from pipeline.verify import verify
from pipeline.verify.reading import plain_outline

_SAME = frozenset({"exact", "rescaled"})
_LOOSE = "不是引用的数"
_WHY = {
    "rounded": "是概数，这里要写原文的数",
    "derived": "是算出来的数，原文没有写",
    "exact": "不在这一条所引的句子里",
    "rescaled": "不在这一条所引的句子里",
}

Address = tuple[str, str]  # report, figure


@dataclass(frozen=True, slots=True)
class Judged:
    """Words with their figures. They may stand when `objections` is empty, or when the editor answers for them."""

    text: Text
    objections: tuple[str, ...]
    notes: tuple[str, ...]  # to look at
    numbers: tuple[VerifyRow, ...]  # each number of the words with its verdict


def judge(words: str, slot: Slot, desk: Desk) -> Judged:
    """Hold `words`, as `words.let_in` gives them, in place of what `slot` was made with."""
    if words == slot.text.text:
        return Judged(slot.text, (), (), tuple(_rows(words, slot, desk)))
    rows = _rows(words, slot, desk)
    placed = dict(_placed(words, slot, desk, rows))
    marks = tuple(
        FigureMark(id=figure, start=start, end=end, report=None if slot.report else report)
        for (start, end), (report, figure) in sorted(placed.items())
    )
    reasons, notes = _overview(words, placed, desk) if not slot.report else _claim(words, placed, slot, desk)
    known = {(row.text, row.verdict) for row in _wrong(_rows(slot.text.text, slot, desk))}
    wrong = [row for row in _wrong(rows) if (row.text, row.verdict) not in known]
    told = [_plainer(reason, rows) for reason in reasons if not _says_again(reason, wrong)]
    objections = dict.fromkeys([*(row.message for row in wrong), *told])
    notes = [*notes, *(row.message for row in rows if row.severity == "warn")]
    return Judged(
        Text(text=words, figures=marks),
        tuple(objections),
        tuple(note for note in dict.fromkeys(notes) if note not in objections),
        tuple(rows),
    )


def _rows(words: str, slot: Slot, desk: Desk) -> list[VerifyRow]:
    return verify(words, [desk.sources[name].index for name in _reports(slot, desk)])


def _reports(slot: Slot, desk: Desk) -> Sequence[str]:
    return [slot.report] if slot.report else [report.name for report in desk.reports]


def _wrong(rows: Iterable[VerifyRow]) -> list[VerifyRow]:
    return [row for row in rows if row.severity == "error"]


def _says_again(reason: str, wrong: Sequence[VerifyRow]) -> bool:
    """A bare “is no reference” adds nothing to a row that says what the report has instead."""
    return _LOOSE in reason and any(_quoted(reason) in row.text for row in wrong)


def _plainer(reason: str, rows: Sequence[VerifyRow]) -> str:
    """Why a number `verify` would let pass, or pass with a query, is refused all the same."""
    row = next((row for row in rows if _quoted(reason) in row.text), None) if _LOOSE in reason else None
    if row is None or row.verdict not in _WHY:
        return row.message if row and row.severity == "warn" else reason
    return f"“{row.text}”{_WHY[row.verdict]}（{row.message}）"


def _quoted(reason: str) -> str:
    return reason.partition("“")[2].partition("”")[0]


def _placed(words: str, slot: Slot, desk: Desk, rows: Sequence[VerifyRow]) -> Iterator[tuple[tuple[int, int], Address]]:
    """Which figure each number of `words` is, as far as it is one.

    A number that stood there before keeps its figure. Another is the one figure of its amount among those that may be
    told, or, of several, the one `verify` reads in these words.
    """
    found = sorted(find_figures(words, plain_outline(words)), key=lambda figure: figure.start)
    kept = _kept([figure.text for figure in found], slot)
    read = {(row.start, row.end): row.source for row in rows if row.source and row.verdict in _SAME}
    allowed = list(_allowed(slot, desk))
    for place, number in enumerate(found):
        span = (number.start, number.end)
        if place in kept:
            yield span, kept[place]
            continue
        equal = [(name, figure) for name, figure in allowed if match(number, figure).verdict.value in _SAME]
        source = read.get(span)
        meant = [
            (name, figure) for name, figure in equal if source and (source.report, source.start) == (name, figure.start)
        ]
        fit = meant or (equal if len(equal) == 1 or isinstance(slot.text, Claim) else [])
        if fit:
            yield span, (fit[0][0], fit[0][1].id)


def _kept(numbers: Sequence[str], slot: Slot) -> dict[int, Address]:
    """By place among `numbers`: the figure of the number that was there before the words were changed, in any width."""
    before = sorted(slot.text.figures, key=lambda mark: mark.start)
    said = [normalize("NFKC", slot.text.text[mark.start : mark.end]) for mark in before]
    typed = [normalize("NFKC", number) for number in numbers]
    kept: dict[int, Address] = {}
    for block in SequenceMatcher(None, said, typed, autojunk=False).get_matching_blocks():
        for i in range(block.size):
            mark = before[block.a + i]
            kept[block.b + i] = (mark.report or slot.report, mark.id)
    return kept


def _allowed(slot: Slot, desk: Desk) -> Iterator[tuple[str, Figure]]:
    """The figures a text may tell: a claim those it cites, a text over a report all of it, the overview all of all."""
    for name in _reports(slot, desk):
        source = desk.sources[name]
        if isinstance(slot.text, Claim):
            for number in _sentences(slot.text, source):
                yield from ((name, figure) for figure in source.held(number))
        else:
            yield from ((name, figure) for figure in source.figures)


def _sentences(claim: Claim, source: Source) -> list[int]:
    starts = {piece.start for piece in claim.evidence}
    return [sentence.number for sentence in source.report.outline.sentences if sentence.span.start in starts]


def _claim(
    words: str, placed: Mapping[tuple[int, int], Address], slot: Slot, desk: Desk
) -> tuple[list[str], list[str]]:
    source = desk.sources[slot.report]
    draft = _draft(words, {span: figure for span, (_, figure) in placed.items()})
    if isinstance(slot.text, Claim):
        cited, extra = _sentences(slot.text, source), []
    else:
        named = {source.by_id[figure].sentence for _, figure in placed.values()} - {0}
        cited, extra = sorted(named) or _told(slot, desk), head_spans(source.report)
    judged = accept(draft, cited, source, extra, planned=slot.kind == "plan")
    return list(judged.reasons), list(judged.notes)


def _told(slot: Slot, desk: Desk) -> list[int]:
    """The sentences all claims of the report cite: what words without a figure are held against."""
    source = desk.sources[slot.report]
    claims = [one.text for one in desk.of(slot.report) if isinstance(one.text, Claim)]
    return sorted({number for claim in claims for number in _sentences(claim, source)})


def _overview(words: str, placed: Mapping[tuple[int, int], Address], desk: Desk) -> tuple[list[str], list[str]]:
    numbers = {report.name: i for i, report in enumerate(desk.reports, 1)}
    draft = _draft(words, {span: f"{numbers[name]}.{figure}" for span, (name, figure) in placed.items()})
    _, reasons = judge_overview(draft, [desk.sources[report.name] for report in desk.reports])
    return (reasons if words else ["没有文字"]), []


def _draft(words: str, references: Mapping[tuple[int, int], str]) -> str:
    """`words` with a reference in the place of each number that is a figure."""
    parts, at = [], 0
    for (start, end), reference in sorted(references.items()):
        parts += [words[at:start], "{" + reference + "}"]
        at = end
    return "".join([*parts, words[at:]])
