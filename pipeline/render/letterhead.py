"""What stands above a digest: the standard's red head, or an office's own Word template filled by docxtpl.

A template may use {{ title }}, {{ office }}, {{ issue_no }}, {{ date }} (2026年11月21日), {{ date_iso }},
{{ overview }} and the list `items` (title, headline, summary, themes with name and claims).
Where a paragraph says {{ body }}, the digest goes.
"""

import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.domain.result import Digest, DigestItem, Text
from pipeline.errors import InputError
from pipeline.render.plain import visible
from pipeline.render.word_layout import element, lay_out

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_MARK = "\ue000正文\ue000"  # private use: no report can be taken for it, `visible` or not
_FIELDS = ("title", "office", "issue_no", "date", "date_iso", "overview", "items", "body")
_WIDTH_PT = 442  # of the 版心, 156 mm
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def official_date(iso: str) -> str:
    """2026-11-21 as 2026年11月21日, without leading zeros; anything else as it is."""
    found = _DATE.fullmatch(iso)
    return f"{int(found[1])}年{int(found[2])}月{int(found[3])}日" if found else iso


def masthead(document: "Document", office: str | None, issue_no: str | None, date: str) -> bool:
    """Write the red head into a laid-out document; False, and nothing, when there is neither office nor issue."""
    if not office and not issue_no:
        return False
    from docx.shared import Pt

    if office:
        name = document.add_paragraph(style="发文机关标志").add_run(visible(office))
        name.font.size = Pt(max(22, min(36, int(_WIDTH_PT / len(office)))))  # on one line where that is legible
    line = document.add_paragraph(style="简报期号")
    line.add_run((f"第{visible(issue_no)}期" if issue_no else "") + "\t" + official_date(date))
    _ruled(line)
    document.add_paragraph(style="Normal")
    return True


def letterhead_sample() -> bytes:
    """A template to start from: the standard's layout and red head with docxtpl's fields, and {{ body }}."""
    from docx import Document

    document = Document()
    lay_out(document)
    document.add_paragraph("{{ office }}", style="发文机关标志")
    line = document.add_paragraph("第{{ issue_no }}期\t{{ date }}", style="简报期号")
    _ruled(line)
    document.add_paragraph(style="Normal")
    document.add_paragraph("{{ title }}", style="Title")
    document.add_paragraph("{{ body }}", style="Body Text")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def check_template(template: Path) -> None:
    """Raise InputError, before any report is read, for a template that `fill` could not fill."""
    nothing = Digest(
        title="", date="2000-01-01", overview=Text(text=""), items=(), indicators=(), findings=(), counts={}
    )
    fill(template, nothing, None, None)


def fill(template: Path | bytes, digest: Digest, office: str | None, issue_no: str | None) -> "Document":
    """The office's template with its fields filled; {{ body }} is left as a mark for `take_mark`.

    Raises InputError when it is no Word file or uses a field there is not.
    """
    import jinja2
    from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # the package ships no types
    from jinja2.sandbox import SandboxedEnvironment

    name = str(template) if isinstance(template, Path) else "template"
    try:
        data = template.read_bytes() if isinstance(template, Path) else template
        filled = DocxTemplate(io.BytesIO(data))
        environment = SandboxedEnvironment(autoescape=True, undefined=jinja2.StrictUndefined)
        filled.render(_fields(digest, office, issue_no), jinja_env=environment)
    except jinja2.TemplateError as error:
        raise InputError(f"{name}: {error}; a template may use {', '.join(_FIELDS)}") from error
    except Exception as error:  # docxtpl and python-docx raise whatever a broken zip or XML makes them
        raise InputError(f"{name}: not a Word template (.docx): {error}") from error
    document: Document = filled.docx
    return document


def take_mark(document: "Document", parts: Sequence[Any]) -> None:
    """Move `parts` to where the template said {{ body }}; without it they stay at the end."""
    place = next((p for p in document.paragraphs if _MARK in p.text), None)
    if place is None:
        return
    for part in parts:
        place._p.addprevious(part)
    place._p.getparent().remove(place._p)


def _fields(digest: Digest, office: str | None, issue_no: str | None) -> dict[str, object]:
    return {
        "title": visible(digest.title),
        "office": visible(office or ""),
        "issue_no": visible(issue_no or ""),
        "date": official_date(digest.date),
        "date_iso": digest.date,
        "overview": visible(digest.overview.text),
        "items": [_item(item) for item in digest.items],
        "body": _MARK,
    }


def _item(item: DigestItem) -> dict[str, object]:
    themes = dict.fromkeys(claim.theme for claim in item.achievements)
    return {
        "title": visible(item.title or item.report),
        "headline": visible(item.headline.text),
        "summary": visible(item.summary.text),
        "themes": [
            {"name": visible(t), "claims": [visible(c.text) for c in item.achievements if c.theme == t]} for t in themes
        ],
    }


def _ruled(line: "Paragraph") -> None:
    """A red rule under the line, and a tab stop at the right edge of the 版心 for the date."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Mm

    properties = line._p.get_or_add_pPr()
    border = element("pBdr")
    border.append(element("bottom", val="single", sz=12, space=4, color="C00000"))
    properties.append(border)
    line.paragraph_format.tab_stops.add_tab_stop(Mm(156), WD_TAB_ALIGNMENT.RIGHT)
