"""What a reader makes of a file's bytes: the text, and whether it is the file itself."""

from dataclasses import dataclass

LARGEST = 64 * 2**20  # bytes of a file, and of a package or archive once unpacked
LONGEST = 20 * 2**20  # characters of an extracted text


@dataclass(frozen=True, slots=True)
class Extract:
    """The text of a document.

    For a PDF `pages` holds the place in `text` where each page begins, and `unread` the numbers of scanned pages; for
    a web page `pager` holds the words that lead to the other pages of its text.
    """

    text: str
    extracted: bool = True  # False when `text` is the decoded file
    pages: tuple[int, ...] = ()
    unread: tuple[int, ...] = ()
    pager: str = ""
