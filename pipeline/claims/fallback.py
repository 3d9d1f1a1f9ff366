"""When a draft claim is refused: the report's own sentence in its place."""

from pipeline.claims.accept import Accepted, Source
from pipeline.domain.report import Sentence
from pipeline.domain.result import FigureMark


def source_sentence(sentence: Sentence, source: Source) -> Accepted:
    """The sentence word for word, with all its figures; what the report says itself needs no gate."""
    text = sentence.span.of(source.report.text)
    start = sentence.span.start
    marks = tuple(
        FigureMark(id=figure.id, start=figure.start - start, end=figure.end - start)
        for figure in source.held(sentence.number)
    )
    return Accepted(text, marks, (sentence,), ())
