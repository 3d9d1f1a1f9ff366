"""What lies before an editor at one moment: the desk, what was decided, and the files that come of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.render.edition import Edition
from pipeline.review.decided import Decided
from pipeline.review.decisions import Decisions, Line
from pipeline.review.desk import Desk
from pipeline.review.judge import Judged
from pipeline.review.publish import published
from pipeline.review.table import decisions_csv

TABLE = "decisions.csv"


@dataclass(frozen=True, eq=False)  # no slots: what follows from it is worked out when first asked for
class View:
    """The desk with everything decided so far.

    It never changes: files asked of one view are of the same decisions, whatever is decided or run meanwhile.
    """

    lot: str  # a word for the digest; another one after `jianbao digest` was run again
    desk: Desk
    decisions: Decisions
    lines: Sequence[Line]  # the log that led to the decisions
    judge: Callable[[str, str], Judged]  # words in the place of a slot, by its key

    @cached_property
    def decided(self) -> Decided:
        """What the decisions make of the desk."""
        return Decided(self.desk, self.decisions, self.judge)

    @cached_property
    def edition(self) -> Edition:
        """The digest in all its files."""
        return published(self.decided)

    def history(self, most: int = 500) -> Sequence[Line]:
        """The last decisions, the latest first."""
        return self.lines[: -most - 1 : -1]

    def changed(self, since: int) -> list[str]:
        """Subjects that a line after `since` has touched."""
        return [subject for subject, version in self.decisions.versions.items() if version > since]

    def names(self) -> list[str]:
        """Names of what can be exported."""
        return [*self.edition.names(), TABLE]

    def file(self, name: str) -> bytes:
        """One export, made of the decisions. Raises KeyError for a name that is none."""
        return decisions_csv(self.decided, self.lines) if name == TABLE else self.edition.file(name)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every export with its name, made as it is asked for."""
        return ((name, self.file(name)) for name in self.names())
