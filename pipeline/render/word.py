"""The digest as a Word file in the layout of official documents, or on an office's own letterhead."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.domain.report import Report
from pipeline.domain.result import Digest, ReportSummary
from pipeline.render.letterhead import fill, masthead, take_mark
from pipeline.render.pack import repack
from pipeline.render.plain import one_line
from pipeline.render.view import volumes
from pipeline.render.word_body import Bulletin
from pipeline.render.word_layout import complete, font_table, lay_out
from pipeline.render.word_marks import Sources, moment

if TYPE_CHECKING:
    from docx.document import Document


def digest_docx(
    digest: Digest,
    summaries: Sequence[ReportSummary],
    reports: Sequence[Report],
    *,
    office: str | None = None,
    issue_no: str | None = None,
    template: Path | bytes | None = None,
    sources: Sources = "appendix",
) -> bytes:
    """The digest as .docx; the same arguments give the same bytes.

    `template` is an office's docxtpl letterhead (`letterhead_sample` makes one to start from). `sources` says where a
    figure's sentence is: in an appendix the figure links to, in a comment, or nowhere. Findings and sources stand on
    pages of their own, to be taken off before the digest is sent. Raises InputError when the template is none.
    """
    from docx import Document

    if template is None:
        document = Document()
        lay_out(document)
        headed = masthead(document, office, issue_no, digest.date)
    else:
        document, headed = fill(template, digest, office, issue_no), True
        complete(document)
    body = document.element.body
    before = set(body)
    bulletin = Bulletin(document, digest, volumes(digest, summaries, reports), sources)
    bulletin.write(office, titled=template is None, dated=not headed)
    if template is not None:
        take_mark(document, [part for part in body if part not in before])
    _properties(document, digest, office)
    written = io.BytesIO()
    document.save(written)
    return repack(written.getvalue(), {"word/fontTable.xml": font_table()} if template is None else {})


def _properties(document: "Document", digest: Digest, office: str | None) -> None:
    """The file's own data: no clock, no machine, no library's advertisement."""
    properties = document.core_properties
    date = moment(digest.date).replace(tzinfo=None)
    properties.title, properties.author = one_line(digest.title, 200), one_line(office or "", 200)
    properties.subject, properties.category = "工作报告摘编", "简报"
    properties.keywords = " ".join(one_line(item.title or item.report, 60) for item in digest.items)[:250]
    properties.comments, properties.language = "", "zh-CN"
    properties.last_modified_by, properties.revision = "jianbao", 1
    properties.created = properties.modified = date
