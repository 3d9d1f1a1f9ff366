"""A DOCX file to text: body order, tables, the numbers Word counts, footnotes, text boxes, changes as accepted.

Only the parts of the package itself are read, so nothing a document points at is ever fetched; entities are not
resolved.
"""

import re
import zipfile
from typing import TYPE_CHECKING

from pipeline.errors import InputError
from pipeline.sources.archive import opened, unpack
from pipeline.sources.extract import Extract
from pipeline.sources.word_body import Body
from pipeline.sources.word_numbers import Numbering, W, value_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_PACKAGE = b"PK\x03\x04"
_DOCUMENT = "word/document.xml"
_CONTENTS = re.compile(r"(?i)(?:toc|目录)\s*(?:\d|heading|标题)")


def is_word(data: bytes) -> bool:
    """True for a package with a Word document in it."""
    if not data.startswith(_PACKAGE):
        return False
    try:
        with opened(data) as package:
            return _DOCUMENT in package.namelist()
    except InputError:
        return False


def read_word(data: bytes) -> Extract:
    """The text of a Word document. Raises `InputError`, without the file's name, when it cannot be read."""
    with opened(data) as package:
        document = _part(package, _DOCUMENT)
        if document is None:
            raise InputError("is a Word file without a document; save it from Word again")
        numbering = Numbering(_part(package, "word/numbering.xml"))
        sheet = _part(package, "word/styles.xml")
        styles = _list_styles(sheet)
        notes = {**_notes(package, "footnote"), **_notes(package, "endnote")}
    root = document.find(f"{W}body")
    lines = Body(numbering, styles, notes, _contents_styles(sheet)).lines(root) if root is not None else []
    return Extract("\n".join(lines) + "\n")


def _part(package: zipfile.ZipFile, name: str) -> "_Element | None":
    from lxml.etree import XMLParser, XMLSyntaxError, fromstring

    if name not in package.namelist():
        return None
    data = unpack(package, package.getinfo(name))
    parser = XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
    try:
        root = fromstring(data, parser)
    except (XMLSyntaxError, ValueError) as error:
        raise InputError("is a damaged Word file; open it in Word and save it again") from error
    if root.getroottree().docinfo.doctype:
        raise InputError("is a Word file that declares entities, which Word never does; save it from Word again")
    return root


def _contents_styles(part: "_Element | None") -> frozenset[str]:
    """The styles of the lines of a table of contents, which Word writes and counts itself."""
    styles = () if part is None else part.iter(f"{W}style")
    return frozenset(
        style.get(f"{W}styleId") or "" for style in styles if _CONTENTS.match(value_of(style.find(f"{W}name")) or "")
    )


def _list_styles(part: "_Element | None") -> dict[str, tuple[str, int]]:
    """(list, level) of each paragraph style that is numbered, its own or that of the style it is based on."""
    if part is None:
        return {}
    based: dict[str, str | None] = {}
    own: dict[str, tuple[str, int]] = {}
    for style in part.iter(f"{W}style"):
        name = style.get(f"{W}styleId") or ""
        based[name] = value_of(style.find(f"{W}basedOn"))
        number = style.find(f"{W}pPr/{W}numPr")
        if number is not None and (list_id := value_of(number.find(f"{W}numId"))):
            level = value_of(number.find(f"{W}ilvl")) or "0"
            own[name] = (list_id, int(level) if level.isdecimal() else 0)
    found = {}
    for name in based:
        here: str | None = name
        for _ in range(12):  # styles based on each other in a ring
            if here is None or here in own:
                break
            here = based.get(here)
        if here in own:
            found[name] = own[here]
    return found


def _notes(package: zipfile.ZipFile, kind: str) -> dict[tuple[str, str], "_Element"]:
    """The notes of one kind by (kind, id), without the rulings Word keeps among them."""
    part = _part(package, f"word/{kind}s.xml")
    notes = () if part is None else part.iter(f"{W}{kind}")
    return {(kind, one.get(f"{W}id") or ""): one for one in notes if one.get(f"{W}type") in (None, "normal")}
