"""One digest in all its files: Word and Markdown as it is sent out, the rest in full."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipeline.digest import in_full
from pipeline.domain.report import Report
from pipeline.domain.result import Digest, ReportSummary
from pipeline.render.html import digest_pages
from pipeline.render.labels import Lang
from pipeline.render.markdown import digest_markdown
from pipeline.render.rows import figures_csv, figures_jsonl
from pipeline.render.word import digest_docx
from pipeline.render.xlsx import digest_xlsx


@dataclass(frozen=True, slots=True)
class Look:
    """How the files of a digest are dressed: the page's labels, the Word file's head, an office's own letterhead."""

    lang: Lang = "zh"
    office: str | None = None
    issue_no: str | None = None
    template: Path | bytes | None = None


@dataclass(frozen=True)  # no slots: the pages are made once
class Edition:
    """A digest and what it was made of; the same values give the same files."""

    digest: Digest
    summaries: Sequence[ReportSummary]
    reports: Sequence[Report]
    look: Look = Look()

    def names(self) -> list[str]:
        """Every file, in the order they are written."""
        return [*_TEXTS, *self._pages, *_OFFICE]

    def file(self, name: str) -> bytes:
        """The content of one of `names`. Raises KeyError for another."""
        make = _TEXTS.get(name) or _OFFICE.get(name)
        return make(self) if make else _bytes(self._pages[name])

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Each of `names` with its content, made as it is asked for."""
        return ((name, self.file(name)) for name in self.names())

    @cached_property
    def _whole(self) -> Digest:
        return in_full(self.digest, self.summaries)

    @cached_property
    def _pages(self) -> dict[str, str]:
        return digest_pages(self._whole, self.summaries, self.reports, lang=self.look.lang)

    def _word(self) -> bytes:
        look = self.look
        return digest_docx(
            self.digest,
            self.summaries,
            self.reports,
            office=look.office,
            issue_no=look.issue_no,
            template=look.template,
        )

    def _workbook(self) -> bytes:
        return digest_xlsx(self._whole, self.summaries, self.reports, pages=tuple(self._pages))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


_TEXTS: Mapping[str, Callable[[Edition], bytes]] = {
    "digest.json": lambda made: _bytes(made.digest.model_dump_json(by_alias=True, indent=1) + "\n"),
    "digest.md": lambda made: _bytes(digest_markdown(made.digest, made.summaries)),
    "figures.csv": lambda made: _bytes(figures_csv(made.summaries)),
    "figures.jsonl": lambda made: _bytes(figures_jsonl(made.summaries)),
}
_OFFICE: Mapping[str, Callable[[Edition], bytes]] = {
    "digest.docx": Edition._word,
    "digest.xlsx": Edition._workbook,
}
FILES = (*_TEXTS, *_OFFICE)  # without the pages, whose number depends on their length
