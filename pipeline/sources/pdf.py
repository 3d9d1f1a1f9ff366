"""A PDF with a text layer to text: lines put together to paragraphs, headers, footers and page numbers left out."""

import io
import logging
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from pipeline.domain.span import Span
from pipeline.errors import InputError
from pipeline.outline.furniture import is_label
from pipeline.sources.extract import LONGEST, Extract
from pipeline.sources.pdf_images import shows_scan
from pipeline.sources.pdf_page import Line, lines_of, signs_of

if TYPE_CHECKING:
    from pypdf import PageObject

_MOST_PAGES = 2000
_MOST_SECONDS = 120.0  # a report of a hundred pages takes about ten
_EDGE = 2  # lines at the top and at the bottom of a page that may be header and footer
_FEWEST = 8  # letters on a page that has a text layer
_NUMBER = re.compile(
    r"(?P<mark>[-—–－·~\s]*)(?:第\s*)?(?P<page>\d{1,4})(?:\s*页)?(?:\s*[/／共,，]+\s*共?\s*\d{1,4}\s*页?)?[-—–－·~\s]*"
)
# What a browser prints above and below each page: day, hour and title; address and number.
_PRINTED_ABOVE = re.compile(r"\d{1,4}[/年-]\d{1,2}[/月-]\d{1,4}日?[,，]?\s*(?:[上下]午)?\s*\d{1,2}[:：]\d{2}")
_PRINTED_BELOW = re.compile(r"(?:https?|file)://\S+\s+\d{1,4}/\d{1,4}")
_DIGITS = re.compile(r"\d+")
_END = re.compile(r"[。！？!?；;：:…][”’」』）)]*$")
_SLACK = 2.2  # signs a full line may lack: no line begins with a mark that closes something
_NARROWEST = 15  # signs; paragraphs are wider, the columns of a table narrower
_NARROW_COLUMN = 8  # signs of a column of a page that is known to have two
_ROW = 20  # signs; a line with gaps that has fewer is a row of a table
_INDENT = 1.2  # signs
_TWICE_INDENT = 2.6  # signs; a paragraph is indented by two
_CENTRE = 1.5  # signs by which a centred line may miss the centre
# What no program breaks: a sign or a Latin word, with the marks behind it and what these open.
_TOKEN = re.compile(r"[“‘（《【]*(?:[!-~]+|.)[，。；：、！？）》】”’％]*(?:[“‘（《【]+.)?")
_MARGIN = 0.03  # share of lines that begin at the margin, at least
_INDENTED = 0.06  # share of lines that are indented, above which paragraphs are
_PRIVATE = re.compile("[\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
_PRIVATE_SHARE = 0.05


def is_pdf(data: bytes) -> bool:
    """True for bytes that begin as a PDF does, junk of a server before it allowed."""
    return data.startswith(b"%PDF") or b"%PDF-" in data[:1024]


def read_pdf(data: bytes) -> Extract:
    """The text of a PDF and where its pages begin. Raises `InputError`, without the file's name, when it has none."""
    pages, scanned = _pages(data)
    written = [page for page in pages if _is_written(page)]
    if len(written) * 2 < len(pages) or not written:
        raise InputError("a PDF with no text layer: scanned; run OCR first")
    text, starts = _joined(_without_edges(pages))
    if len(_PRIVATE.findall(text)) > _PRIVATE_SHARE * len(text):
        raise InputError("a PDF whose fonts do not say which characters they show; run OCR first")
    return Extract(text, pages=starts, unread=scanned)


def _is_written(page: Sequence[Line]) -> bool:
    return sum(len(line.words) for line in page) >= _FEWEST


def _pages(data: bytes) -> tuple[list[list[Line]], tuple[int, ...]]:
    """The lines of each page, and the numbers of the pages that are pictures."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    until = time.monotonic() + _MOST_SECONDS
    try:
        with _quiet():
            reader = PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise InputError(
                    "an encrypted PDF; open it, with its password if it asks for one, and print it to a new PDF"
                )
            pages = list(_read(reader.pages, until))
            blank = [number for number, page in enumerate(pages, 1) if not _is_written(page)]
            return pages, tuple(number for number in blank if shows_scan(reader.pages[number - 1]))
    except InputError:
        raise
    except ImportError as error:
        raise InputError(
            "an encrypted PDF; open it, with its password if it asks for one, and print it to a new PDF"
        ) from error
    except (PyPdfError, RecursionError, MemoryError, OSError, ArithmeticError, LookupError) as error:
        raise InputError("a PDF that is damaged; open it and print it to a new PDF") from error
    except (AttributeError, TypeError, ValueError, AssertionError, NotImplementedError) as error:
        # pypdf trusts the types of a file's objects; in a damaged one they are anything.
        raise InputError("a PDF that is damaged; open it and print it to a new PDF") from error


def _read(pages: Iterable["PageObject"], until: float) -> Iterator[list[Line]]:
    signs = 0

    def check() -> None:
        if time.monotonic() > until:
            raise InputError("a PDF that takes too long to read; print it to a new PDF, or split it")

    for number, page in enumerate(pages, 1):
        if number > _MOST_PAGES:
            raise InputError(f"a PDF of more than {_MOST_PAGES} pages; split it")
        lines = lines_of(page, check)
        signs += sum(len(line.words) for line in lines)
        if signs > LONGEST:
            raise InputError(f"a PDF of more than {LONGEST} characters; split it")
        yield lines


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps pypdf's warnings about a file's form, which no editor can act on, off the screen."""
    log = logging.getLogger("pypdf")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(before)


def _without_edges(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without their numbers, and without the lines that most of them have at top or bottom."""
    kept = [_without_number(pages, place) for place in range(len(pages))]
    for last in (False, True):
        for _ in range(_EDGE):
            kept = _without_repeated(kept, last=last)
    return kept


def _without_number(pages: Sequence[Sequence[Line]], place: int) -> list[Line]:
    page = list(pages[place])
    if page and _PRINTED_BELOW.fullmatch(page[-1].words):
        return page[1:-1] if _PRINTED_ABOVE.match(page[0].words) else page[:-1]
    for end in (-1, 0):
        if page and _is_number(pages, place, end):
            page.pop(end)
            break
    return page


def _is_number(pages: Sequence[Sequence[Line]], place: int, end: int) -> bool:
    """True for a page number with dashes or words, or one that counts on from the page before or to the next."""
    found = _number(pages[place], end)
    if found is None:
        return False
    if found["mark"].strip() or "页" in found[0]:
        return True
    near = [(one, _number(pages[one], end)) for one in (place - 1, place + 1) if 0 <= one < len(pages)]
    counted = any(other and int(other["page"]) - int(found["page"]) == one - place for one, other in near)
    return counted or int(found["page"]) == place + 1


def _number(page: Sequence[Line], end: int) -> re.Match[str] | None:
    return _NUMBER.fullmatch(page[end].words) if page else None


def _without_repeated(pages: Sequence[list[Line]], *, last: bool) -> list[list[Line]]:
    end = -1 if last else 0
    shapes = [_shape(page[end]) if len(page) > 1 else "" for page in pages]
    often = Counter(shape for shape in shapes if shape)
    least = max(2, len(pages) / 2) if len(pages) > 2 else 2
    repeated = {shape for shape, times in often.items() if times >= least}
    return [
        (page[:-1] if last else page[1:]) if shape in repeated else page
        for page, shape in zip(pages, shapes, strict=True)
    ]


def _shape(line: Line) -> str:
    """What is the same on every page: the words and their place; other digits only where they count pages."""
    words = "".join(line.words.split())
    if _END.search(words):
        return ""
    return f"{_DIGITS.sub('#', words) if '页' in words else words} {round(line.top / 6)}"


def _joined(pages: Sequence[Sequence[Line]]) -> tuple[str, tuple[int, ...]]:
    """The text, a paragraph a line, and the place in it where each page begins."""
    lines = [(line, number) for number, page in enumerate(pages) for line in page]
    margins = {column: _margins([line for line, _ in lines if line.column is column]) for column in (False, True)}
    text: list[str] = []
    starts: list[int] = []
    length = 0
    before: Line | None = None
    for line, number in lines:
        if before is not None:
            between = _between(before, line, margins[line.column]) if before.column is line.column else "\n"
            text.append(between)
            length += len(between)
        starts += [length] * (number + 1 - len(starts))
        text.append(line.words)
        length += len(line.words)
        before = line
    starts += [length] * (len(pages) - len(starts))
    return "".join(text) + "\n", tuple(starts)


class _Margins(NamedTuple):
    left: float
    right: float
    indents: bool  # paragraphs are indented


def _margins(lines: Sequence[Line]) -> _Margins:
    """The left edge lines go on at, and the right edge only one line in twenty passes.

    Of a text of short paragraphs most lines are indented: an edge less than three signs to the left of theirs is the
    margin.
    """
    if not lines:
        return _Margins(0.0, 0.0, indents=False)
    edges = Counter(round(line.left) for line in lines)
    common, size = edges.most_common(1)[0][0], sorted(line.size for line in lines)[len(lines) // 2]
    least = max(2, _MARGIN * len(lines))
    left = min(edge for edge, times in edges.items() if times >= min(least, edges[common]) and common - edge < 3 * size)
    rights = sorted(line.right for line in lines)
    indents = sum(line.left > left + _INDENT * line.size for line in lines) > _INDENTED * len(lines)
    return _Margins(float(left), rights[len(rights) * 19 // 20], indents)


def _is_centred(line: Line, following: Line, left: float, right: float) -> bool:
    """True for the last line of a title or subtitle that runs over its full first line."""
    first = line.left < left + _INDENT * line.size and not _END.search(line.words)
    middle = abs((following.left - left) - (right - following.right)) < _CENTRE * following.size
    return first and middle and following.left > left + _TWICE_INDENT * following.size


def _between(line: Line, following: Line, margins: _Margins) -> str:
    """What stands between two lines: nothing or a blank inside a paragraph, else a line break."""
    left, right, indents = margins
    token = _TOKEN.match(following.words)
    lacks = _SLACK + (signs_of(token.group()) - 1 if token else 0)
    full = (
        line.right > right - lacks * line.size
        and right - left > (_NARROW_COLUMN if line.column else _NARROWEST) * line.size
    )
    labels = line.gaps and (len(line.words) < _ROW or is_label(line.words, Span(0, len(line.words))))
    row = line.row or following.row or labels
    digits = line.words[-1].isdecimal() and following.words[0].isdecimal()  # no program breaks a number
    if not full or row or digits or abs(line.size - following.size) > 0.15 * line.size:
        return "\n"
    if indents and following.left > left + _INDENT * following.size:
        return "" if _is_centred(line, following, left, right) else "\n"
    if not indents and _END.search(line.words):
        return "\n"
    latin = line.words[-1].isascii() and following.words[0].isascii() and following.words[0].isalpha()
    return " " if latin else ""
