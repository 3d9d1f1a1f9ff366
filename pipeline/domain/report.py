"""A report as we read it: its text, its head, its body, its outline and its sentences."""

from dataclasses import dataclass
from enum import StrEnum

from pipeline.domain.span import Span


class Role(StrEnum):
    """What a section is for; a subsection has the role of its parent unless its own title says otherwise."""

    PREFACE = "preface"  # words before the first heading
    WORK = "work"  # what was done
    PLANS = "plans"  # 下一步, 工作计划, 2023年工作重点 …
    PROBLEMS = "problems"  # 存在问题, 困难和不足 …
    CLOSING = "closing"  # words after the plans that belong to no section


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of the page says about the report; None where it says nothing."""

    title: str | None
    issuer: str | None
    year: int | None  # the year reported on, not the year of publication
    published: str | None  # ISO date, e.g. "2022-12-08"
    period: str | None  # "全年", "上半年", "1—9月" as the text has it
    page_title: str | None = None  # the title of the page, where it differs from the report's own


@dataclass(frozen=True, slots=True)
class Section:
    """One heading of the author's outline and what stands under it."""

    id: int  # place in `Outline.sections`
    level: int  # 1 第一部分 or an unnumbered part title or 一、; deeper is larger: see `outline.headings`
    number: str  # as written: "一、", "(一)", "1.", "一是"; "" for an unnumbered heading
    title: str  # the heading's words without the number and without closing punctuation
    heading: Span  # number and title
    span: Span  # from the heading to the next heading of the same or a higher level
    parent: int | None
    role: Role


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the body; headings that stand alone on their line are not sentences."""

    number: int  # 1-based, in order of the text
    span: Span  # without surrounding white space, with the closing mark
    clauses: tuple[Span, ...]  # cut at ；; and, as a second order, at ，, : see `outline.sentences`
    section: int | None  # the innermost section, None before the first heading
    row: bool = False  # a row of a table or a part of one: no sentence, and nothing to be told in its words
    role: Role | None = None  # where its own words turn to another role than its section's: see `outline.turns`


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table of the body that is not blank. It is read by itself, as if nothing stood beside it."""

    span: Span
    label: str  # what its row is of: the nearest words on its left; "" without any
    above: str  # the heads of its column, the outermost first; "" where they cannot be told for certain
    head: bool = False  # is itself a head
    tells: bool = False  # holds sentences
    unsure: bool = False  # heads speak of plans or of other years too, and which is its own cannot be told


@dataclass(frozen=True, slots=True)
class Outline:
    """The reading of one text: body, head, sections, sentences, cells. Spans refer to the text given."""

    head: Head
    body: tuple[Span, ...]  # in order, disjoint; what is outside is page furniture, head or colophon
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    cells: tuple[Cell, ...] = ()  # in order, disjoint
    ends: tuple[int, ...] = ()  # of the paragraphs: no number goes on behind one

    def role(self, sentence: Sentence) -> Role:
        """What `sentence` is for: what its own words turn to, else what its section is for."""
        if sentence.role is not None:
            return sentence.role
        return Role.PREFACE if sentence.section is None else self.sections[sentence.section].role

    def path(self, section: int | None) -> tuple[str, ...]:
        """The headings (number and title) from the outermost to section `section`; () for None."""
        names: list[str] = []
        while section is not None:
            here = self.sections[section]
            names.append(here.number + here.title)
            section = here.parent
        return tuple(reversed(names))


@dataclass(frozen=True, slots=True)
class Report:
    """A report: the text its user has, never changed after reading, and our outline of it."""

    name: str  # the file's stem, unique within a run
    text: str  # of a text file decoded, CRLF as LF, nothing else changed; of other formats what was extracted
    sha256: str  # of the file's bytes
    outline: Outline
    extracted: bool = False  # `text` is not the file itself
    pages: tuple[int, ...] = ()  # where each page begins in `text`, for a PDF
    unread: tuple[int, ...] = ()  # the numbers, from 1, of its pages that are pictures without words
    pager: str = ""  # 上一页 1 2 3 下一页: what a web page shows that holds one part of it; "" where it holds all


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of whole sentences of one report, under a token budget."""

    id: str  # "c01", "c02" … in order of the text
    span: Span
    sentences: tuple[Sentence, ...]
    path: tuple[str, ...]  # headings above the first sentence
    tokens: int  # estimate, see `outline.chunks`
