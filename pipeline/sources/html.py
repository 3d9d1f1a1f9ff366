"""A saved web page (HTML, MHTML) to text: title, the labels of its head, and the report without the site round it."""

import re
from typing import TYPE_CHECKING

from pipeline.domain.span import Span
from pipeline.errors import InputError
from pipeline.outline.titles import is_title
from pipeline.sources.decode import decode
from pipeline.sources.extract import Extract
from pipeline.sources.html_head import head_of
from pipeline.sources.html_lines import lines_of, once
from pipeline.sources.html_main import holds_report, main_of, strip_page
from pipeline.sources.html_nothing import why_nothing
from pipeline.sources.html_pager import pager_of
from pipeline.sources.mojibake import garbled

if TYPE_CHECKING:
    from lxml.etree import _Element

_SNIFF = re.compile(
    rb"(?i)^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,400}?-->\s*)?<(?:!doctype\s+html|html)\b",
    re.DOTALL,
)
_MAIL = re.compile(rb"(?im)^content-type:\s*multipart/(?:related|alternative|mixed)")
_CHARSET = re.compile(rb"(?i)charset\s*=\s*[\"']?\s*([a-z0-9_-]{2,20})")
_MOST_TAGS = 300_000  # a long report exported by Word has some fifty thousand
_CERTAIN = 3000  # characters; what is left of a page without a report is far less
_MOST_FRAMES = 8  # the longest of an MHTML file
_TOP = 30  # lines a title is looked for in
_WHERE = 4096  # bytes in which a page names its encoding
# Encodings a page may state beside the two of ours; what else it states is not tried: pages are GBK that say Latin-1.
_OTHERS = frozenset({"big5", "big5-hkscs", "euc-kr", "shift_jis", "euc-jp", "utf-16", "hz-gb-2312"})
# What XML has no place for: control signs and halves of pairs, as they are or as &#11; or &#x1f;.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile("&#(?:x([0-9a-f]{1,8})|([0-9]{1,8}));?", re.IGNORECASE)


def is_html(data: bytes) -> bool:
    """True for bytes that begin as a page does."""
    return _SNIFF.match(data[:2048]) is not None


def is_mhtml(data: bytes) -> bool:
    """True for bytes that begin as a page saved with its pictures does."""
    head = data[:4096]
    return _MAIL.search(head) is not None and re.match(rb"(?i)\s*[a-z-]{2,40}:", head) is not None


def read_html(data: bytes) -> Extract:
    """The text of a page. Raises `InputError`, without the file's name, when there is none or it cannot be told."""
    return _extract(_decoded(data))


def read_mhtml(data: bytes) -> Extract:
    """The text of a page saved as MHTML; of one of frames, of the frame with a report, else of the longest."""
    from email import message_from_bytes
    from email.errors import MessageError

    try:
        parts = [part for part in message_from_bytes(data).walk() if part.get_content_type() == "text/html"]
        pages = [(part.get_payload(decode=True), part.get_content_charset()) for part in parts]
    except (MessageError, LookupError, ValueError, RecursionError) as error:
        raise InputError("is an MHTML file that cannot be read; save the page as HTML") from error
    found = [(data, charset) for data, charset in pages if isinstance(data, bytes)]
    if not found:
        raise InputError("is an MHTML file without a page in it; save the page as HTML")
    found.sort(key=lambda one: -len(one[0]))
    read, refused = [], []
    for page in found[:_MOST_FRAMES]:
        try:
            read.append(_extract(_decoded(*page)))
        except InputError as error:
            refused.append(error)
    if not read:
        raise refused[0]
    return max(read, key=lambda one: (_has_title(one.text), len(one.text)))


def _has_title(text: str) -> bool:
    return any(is_title(line, Span(0, len(line))) for line in text.split("\n")[:_TOP])


def _decoded(data: bytes, charset: str | None = None) -> str:
    """UTF-8 where it is that without an error, else as the page says, else as `decode` finds it.

    A page with a few broken bytes is read in the encoding that loses least; many losses are found by the door.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return decode(data)
    named = _CHARSET.search(data[:_WHERE])
    stated = (charset or (named[1].decode("ascii") if named else "utf-8")).lower()
    for encoding in ("utf-8-sig", *((stated,) if stated in _OTHERS else ()), "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    read = [data.decode(encoding, "replace") for encoding in ("utf-8", "gb18030")]
    return min(read, key=lambda text: text.count("\ufffd"))


def _extract(text: str) -> Extract:
    page = _parsed(text)
    meta = {
        (one.get("name") or one.get("property") or "").lower(): " ".join((one.get("content") or "").split())
        for one in page.iter("meta")
    }
    name = " ".join("".join(str(word) for one in page.iter("title") for word in one.itertext()).split())
    reason, pager = why_nothing(page), pager_of(page)
    strip_page(page)
    main = main_of(page)
    body = once(lines_of(main))
    if sum(map(len, body)) < _CERTAIN and not holds_report(page) and not garbled("\n".join(body)):
        raise InputError(reason)
    return Extract("\n".join([*head_of(page, main, meta, name, body), *body]) + "\n", pager=pager)


def _parsed(text: str) -> "_Element":
    from lxml.etree import HTMLParser, ParserError, XMLSyntaxError, fromstring

    if text.count("<") > _MOST_TAGS:
        raise InputError(f"is a page of more than {_MOST_TAGS} tags; open it in a browser and save its text")
    parser = HTMLParser(encoding="utf-8", recover=True, huge_tree=True, no_network=True)
    try:
        page = fromstring(_allowed(text).encode("utf-8"), parser)
    except (XMLSyntaxError, ParserError, ValueError) as error:
        raise InputError("is no page that can be read; open it in a browser and save its text") from error
    if any("RESOURCE_LIMIT" in str(entry.type_name) or "depth" in entry.message for entry in parser.error_log):
        raise InputError("is a page nested too deep to be read; open it in a browser and save its text")
    if page is None:
        raise InputError("is a page without text; open it in a browser and save its text")
    return page


def _allowed(text: str) -> str:
    """`text` with blanks for the signs a tree of elements cannot hold."""

    def shown(found: re.Match[str]) -> str:
        number = int(found[1], 16) if found[1] else int(found[2])
        return " " if number > 0x10FFFF or _FORBIDDEN.match(chr(number)) else found[0]

    return _FORBIDDEN.sub(" ", _REFERENCE.sub(shown, text))
