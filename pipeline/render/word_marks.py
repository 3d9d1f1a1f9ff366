"""What carries a figure's source in a Word file: links to bookmarked sentences, or comments."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING, Literal, Protocol

from pipeline.domain.result import FigureRow, Text
from pipeline.render.pieces import pieces
from pipeline.render.plain import sentence_of, visible
from pipeline.render.view import Volume
from pipeline.render.word_layout import element

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

Sources = Literal["appendix", "comments", "none"]


class Marks(Protocol):
    """Writes a text with its figures into a paragraph."""

    def write(self, paragraph: "Paragraph", text: Text, report: str | None) -> None:
        """Append `text`; `report` is the report of marks that name none."""
        ...


class PlainMarks:
    """Figures as words."""

    def write(self, paragraph: "Paragraph", text: Text, report: str | None) -> None:  # noqa: ARG002  # the door's shape
        """Append the words."""
        paragraph.add_run(visible(text.text))


class LinkMarks:
    """Each figure a link without decoration to its sentence in the appendix; prints like any other word."""

    def __init__(self, volumes: dict[str, Volume]) -> None:
        self._volumes = volumes
        self._names: dict[tuple[str, int], str] = {}  # (report, sentence or negative start) → bookmark
        self._rows: dict[str, FigureRow] = {}
        self._ids = count(1)

    def write(self, paragraph: "Paragraph", text: Text, report: str | None) -> None:
        """Append the words, each known figure as a link."""
        for words, mark in pieces(text):
            run = paragraph.add_run(visible(words))
            row = find_row(self._volumes, mark.report or report, mark.id) if mark else None
            if row is not None:
                link = element("hyperlink", anchor=self.bookmark(row), history=1)
                run._r.addprevious(link)  # python-docx reads links to bookmarks but does not write them
                link.append(run._r)

    def bookmark(self, row: FigureRow) -> str:
        """The bookmark of the sentence that holds `row`, made on first use."""
        key = (row.report, row.sentence or -row.start)
        if key not in self._names:
            self._names[key] = f"src{len(self._names) + 1}"
            self._rows[self._names[key]] = row
        return self._names[key]

    def cited(self) -> Iterator[tuple[Volume, list[tuple[str, FigureRow]]]]:
        """For each report: the bookmarks used and a figure of each, in the order of the report."""
        for name, volume in self._volumes.items():
            rows = [(bookmark, row) for bookmark, row in self._rows.items() if row.report == name]
            if rows:
                yield volume, sorted(rows, key=lambda pair: pair[1].start)

    def write_source(self, paragraph: "Paragraph", bookmark: str, words: str) -> None:
        """Append `words` under `bookmark`."""
        number = next(self._ids)
        paragraph._p.append(element("bookmarkStart", id=number, name=bookmark))
        paragraph.add_run(visible(words))
        paragraph._p.append(element("bookmarkEnd", id=number))


class CommentMarks:
    """Each figure with a comment that holds its sentence, for going over the text in Word."""

    def __init__(self, volumes: dict[str, Volume], document: "Document", date: datetime) -> None:
        self._volumes, self._document, self._date = volumes, document, date

    def write(self, paragraph: "Paragraph", text: Text, report: str | None) -> None:
        """Append the words, each known figure with its comment."""
        for words, mark in pieces(text):
            run = paragraph.add_run(visible(words))
            name = (mark.report or report or "") if mark else ""
            row = find_row(self._volumes, name, mark.id) if mark else None
            if row is not None:
                volume = self._volumes[name]
                said = f"{volume.name}：{sentence_of(volume.report, row)}"
                comment = self._document.add_comment(run, said, author="jianbao", initials="简")
                comment._comment_elm.date = self._date  # the library takes the clock; a result must not


def find_row(volumes: dict[str, Volume], report: str | None, figure: str) -> FigureRow | None:
    """The row of a figure; None when the result has none."""
    volume = volumes.get(report or "")
    return volume.rows.get(figure) if volume else None


def moment(date: str) -> datetime:
    """Midnight UTC of an ISO date; of 1 January 2000 when it is none."""
    try:
        return datetime.fromisoformat(date[:10]).replace(tzinfo=UTC)
    except ValueError:
        return datetime(2000, 1, 1, tzinfo=UTC)
