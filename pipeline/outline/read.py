"""Reads a text: zones, paragraphs, headings, sentences, head, and what each sentence is for."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from pipeline.domain.report import Outline, Section, Sentence
from pipeline.domain.span import Span
from pipeline.outline.closing import closing_of
from pipeline.outline.head import head_of
from pipeline.outline.headings import Opening, levels_of, openings_of
from pipeline.outline.lines import lines_of
from pipeline.outline.paragraphs import paragraphs_of
from pipeline.outline.runin import Words, words_of
from pipeline.outline.sections import cut_at_closing, sections_of, titles_of
from pipeline.outline.sentences import clause_spans, sentence_spans
from pipeline.outline.stretches import turned
from pipeline.outline.tables import Row, lead_of, sentences_of, tables_of
from pipeline.outline.zones import zones_of


def read_outline(text: str) -> Outline:
    """The head, body, sections and sentences of `text`. Any text will do; takes time in proportion to its length.

    Every character of the body that is not white space stands in exactly one sentence or in a heading. A heading whose
    words state an amount, or that has nothing under it, is a sentence too (without its number): what it claims must be
    citable.
    """
    lines = lines_of(text)
    zones = zones_of(text, lines)
    rows = {row.line: row for row in tables_of(text, zones.body)}
    paragraphs = paragraphs_of(text, zones.body, rows)
    openings = openings_of(
        text, [lead for one in paragraphs if (lead := lead_of(text, rows[one]) if one in rows else one)]
    )
    words = words_of(text, openings, paragraphs)
    titles = titles_of(text, words)
    parts = [title for title, level in zip(titles, levels_of(openings), strict=True) if level == 1]
    begin, end = (paragraphs[0].start, paragraphs[-1].end) if paragraphs else (0, 0)
    head = head_of(text, zones, parts, text[begin : min(end, begin + 1000)])
    sections = sections_of(text, openings, words, titles, head, end)
    closing = closing_of(text, sections, paragraphs)
    if closing is not None:
        sections = cut_at_closing(sections, closing)
    sentences = list(_sentences(text, paragraphs, rows, sections, openings, words, closing))
    sections, sentences = turned(text, sections, openings, sentences, head)
    cells = tuple(cell for row in rows.values() for cell in row.cells)
    ends = tuple(one.end for one in paragraphs)
    return Outline(head, _runs(zones.body, lines), tuple(sections), tuple(sentences), cells, ends)


def _sentences(
    text: str,
    paragraphs: Sequence[Span],
    rows: Mapping[Span, Row],
    sections: Sequence[Section],
    openings: Sequence[Opening],
    words: Sequence[Words],
    closing: int | None,
) -> Iterator[Sentence]:
    number = 0
    ends = {line.end: row for line, row in rows.items()}
    for piece, section in _pieces(paragraphs, sections, openings, words, closing):
        row = ends.get(piece.end)
        spans, no_sentences = sentences_of(text, row, piece.start) if row else (sentence_spans(text, piece), ())
        for span in spans:
            number += 1
            yield Sentence(number, span, clause_spans(text, span), section, row=span in no_sentences)


def _pieces(
    paragraphs: Sequence[Span],
    sections: Sequence[Section],
    openings: Sequence[Opening],
    words: Sequence[Words],
    closing: int | None,
) -> Iterator[tuple[Span, int | None]]:
    """What the headings leave of the paragraphs, each piece with the section it stands in."""
    place = 0
    section: int | None = None
    for paragraph in paragraphs:
        begin = paragraph.start
        if begin == closing:
            section = _outermost(sections, section)
        while place < len(openings) and openings[place].start < paragraph.end:
            yield Span(begin, openings[place].start), section
            begin = openings[place].words if words[place].said else words[place].after
            section, place = place, place + 1
        yield Span(begin, paragraph.end), section


def _outermost(sections: Sequence[Section], section: int | None) -> int | None:
    while section is not None and (parent := sections[section].parent) is not None:
        section = parent
    return section


def _runs(body: Sequence[Span], lines: Sequence[Span]) -> tuple[Span, ...]:
    """The body lines as runs: lines that follow each other in the text are one span."""
    following = {line.end: after.start for line, after in pairwise(lines)}
    runs: list[Span] = []
    for line in body:
        if runs and following.get(runs[-1].end) == line.start:
            runs[-1] = Span(runs[-1].start, line.end)
        else:
            runs.append(line)
    return tuple(runs)
