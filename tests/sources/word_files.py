"""Word files made in the tests: python-docx for the package, plain XML for what it has no words for."""

import io
import zipfile
from collections.abc import Sequence

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from tests.sources.documents import Content

_NS = (
    nsdecls("w") + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def word_file(content: Content) -> bytes:
    """The report as paragraphs, with the title, issuer and date above them."""
    document = Document()
    for words in (content.title, content.issuer, content.published):
        document.add_paragraph(words)
    for words in content.paragraphs:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.first_line_indent = Pt(24)
        for at in range(0, len(words), 7):  # Word cuts a paragraph into runs wherever something was edited
            paragraph.add_run(words[at : at + 7])
    return saved(document)


def with_blocks(blocks: Sequence[str], numbering: str = "") -> bytes:
    """A document with the XML of `blocks` as its body; `numbering` replaces the list definitions."""
    document = Document()
    body = document.element.body
    for block in blocks:
        body.insert(len(body) - 1, parse_xml(block.replace(">", f" {_NS}>", 1)))
    if numbering:
        part = document.part.numbering_part
        for child in list(part.element):
            part.element.remove(child)
        for child in parse_xml(f"<w:numbering {_NS}>{numbering}</w:numbering>"):
            part.element.append(child)
    return saved(document)


def saved(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]  # python-docx's Document is a function, its class private
    return buffer.getvalue()


def with_part(data: bytes, name: str, part: bytes) -> bytes:
    """The package with one part put in or replaced."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            if one != name:
                new.writestr(one, old.read(one))
        new.writestr(name, part)
    return buffer.getvalue()
