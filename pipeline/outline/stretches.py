"""How far a turn of running text holds: which sentences, and which headings below it, it gives their role.

A turn that opens its paragraph (2024年,我们将…) holds until a heading of the text's own order or words of the past;
one inside a paragraph holds to its end. A list that begins behind it (1. 一是 ①) carries it on to the list's end; one
with the numbers of a part (一、) only where it is a plan, or was promised (…做好以下工作:).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.domain.report import Head, Role, Section, Sentence
from pipeline.outline.amounts import states_amount
from pipeline.outline.audits import finds_fault, is_audit
from pipeline.outline.headings import Opening
from pipeline.outline.numbering import Kind
from pipeline.outline.roles import announces, firm_role_of, tells_problems_first
from pipeline.outline.turns import done_before_problem, ends_report, lacks, promises, turn_of, turns_later

_LISTED = Kind.ARABIC  # the outermost way of numbering that lists rather than divides
_NAMED = Kind.CIRCLED  # from here on a number can only list: ① 第一, 一是


def turned(
    text: str,
    sections: Sequence[Section],
    openings: Sequence[Opening],
    sentences: Sequence[Sentence],
    head: Head,
) -> tuple[list[Section], list[Sentence]]:
    """The sections and sentences with the roles that running text gives them; all else as it was."""
    walk = _Walk(text, sections, openings, head)
    read = [walk.read(sentence) for sentence in sentences]
    return walk.sections, read


class _Walk:
    """Goes through the text once, with the turn that holds where it is."""

    def __init__(self, text: str, sections: Sequence[Section], openings: Sequence[Opening], head: Head) -> None:
        self.sections = list(sections)
        self._text, self._openings, self._year, self._period = text, openings, head.year, head.period
        self._first = Role.PLANS if announces(head.title) else Role.PREFACE
        self._audit = is_audit(head.title)
        self._next = 0  # the section not entered yet
        self._end = 0  # of the sentence before
        self._over = False  # 专此报告。 was said: what follows, the office and the day, is no work
        self._drop()

    def read(self, sentence: Sentence) -> Sentence:
        """`sentence` with the role that holds for it."""
        opens = not self._end or "\n" in self._text[self._end : sentence.span.start]
        while self._next < len(self.sections) and self.sections[self._next].span.start <= sentence.span.start:
            self._enter(self._next)
            self._next += 1
        words = sentence.span.of(self._text)
        fresh = sentence.section == self._entered and self._end <= self._entered_at
        if opens and not fresh:
            self._next_paragraph(words)
        self._end = sentence.span.end
        # A row of a table turns nothing.
        role = self._role if sentence.row else self._turn(words, sentence.section, opens)
        of_section = Role.PREFACE if sentence.section is None else self.sections[sentence.section].role
        role = role or self._own(sentence.section)
        if self._audit and role is Role.WORK and finds_fault(words, self._titles(sentence.section)):
            role = Role.PROBLEMS
        return sentence if role is of_section else replace(sentence, role=role)

    def _titles(self, section: int | None) -> Iterator[str]:
        while section is not None:
            yield self.sections[section].title
            section = self.sections[section].parent

    def _drop(self) -> None:
        self._role: Role | None = None
        self._whole = self._promised = False
        self._at: int | None = None  # the section the turn stands in
        self._list: int | None = None  # the level of the list that carries it on
        self._entered: int | None = None
        self._entered_at = -1

    def _enter(self, number: int) -> None:
        section, opening = self.sections[number], self._openings[number]
        self._over = False
        outer = section.parent is None and section.level <= 2
        stated = firm_role_of(section.title, self._year, outer=outer) is not None
        if stated or self._role is None or not self._carries(section, opening):
            self._drop()
            if stated and section.role is Role.PLANS and self._begins_with_problems(section):
                self._role, self._at, self._promised = Role.PROBLEMS, number, True
            return
        self._entered, self._entered_at = number, section.span.start
        if section.role is Role.WORK or self._role is Role.PROBLEMS:
            self.sections[number] = replace(section, role=self._role)

    def _carries(self, section: Section, opening: Opening) -> bool:
        """True when the heading is of the list that the turn announced, or of one inside it."""
        if self._list is not None:
            return section.level >= self._list
        number = opening.number
        begins = self._promised if number is None or not number.span.of(self._text) else number.value == 1
        listed = opening.kind >= _LISTED
        inline = number is not None and not number.opens_line
        follows = opening.kind >= _NAMED and not self._text[self._end : section.span.start].strip()
        near = self._whole or self._promised or inline or follows
        divides = listed or self._promised or (self._role is Role.PLANS and self._whole)
        if begins and near and divides and self._below(section, number is not None and number.value == 1):
            self._list = section.level
            return True
        return False

    def _below(self, section: Section, first: bool) -> bool:
        if self._at is None:
            return True
        here = self.sections[self._at]
        behind = self._openings[self._at].number
        return section.level > here.level or (first and behind is not None and behind.value > 1)

    def _begins_with_problems(self, section: Section) -> bool:
        """True for 存在问题及下一步打算 whose text, and no heading below it, says where the plans begin."""
        below = self._text[section.heading.end : section.span.end]
        return tells_problems_first(section.title) and turns_later(below)

    def _next_paragraph(self, words: str) -> None:
        """A turn inside a paragraph ends with it, a list of problems without numbers where nothing is wanting."""
        if self._role is Role.PROBLEMS:
            if not (self._promised and self._list is None and lacks(words)):
                self._drop()
        elif self._role is not None and not self._whole and not self._promised:
            self._drop()

    def _own(self, section: int | None) -> Role:
        return self._first if section is None else self.sections[section].role

    def _turn(self, words: str, section: int | None, opens: bool) -> Role | None:
        own = self._own(section)
        self._over = self._over or ends_report(words)
        if self._over and not states_amount(words):
            return Role.CLOSING
        found = turn_of(words, self._role or own, self._year, self._period, opens=opens)
        if found is Role.CLOSING:
            return found
        if found is Role.WORK:
            self._drop()
            return Role.WORK if own is Role.PROBLEMS else None
        if found is not None and found is not self._role:
            whole = self._whole
            self._drop()
            self._role, self._at, self._whole = found, section, found is Role.PLANS and (opens or whole)
        if self._role is not None and promises(words):
            self._promised = True
        if found is Role.PROBLEMS and own is not Role.PROBLEMS and done_before_problem(words):
            return None
        return self._role
