"""Whatever happens to a file on its way, it is read or is an error of one line."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.sources import report_of
from pipeline.sources.read import extract
from tests.sources.documents import PAGES, Content, content_of
from tests.sources.word_files import word_file

_TEXT = "某街道2022年工作总结\n\n" + "今年以来，街道完成投资3.6亿元，惠及群众1200户，取得明显成效。\n" * 20
_TIMES = 40


def _page(content: Content) -> bytes:
    return PAGES["standard"](content).encode()


def _old_page(content: Content) -> bytes:
    return PAGES["tables"](content).encode("gb18030")


def _pdf(_: Content) -> bytes:
    return (Path(__file__).parent / "data" / "002.pdf").read_bytes()


def _damaged(data: bytes, chance: random.Random) -> bytes:
    """Cut off, with bytes changed, or with a piece lost, as `chance` has it."""
    place = chance.randrange(len(data))
    kind = chance.randrange(3)
    if kind == 0:
        return data[:place]
    if kind == 1:
        return data[:place] + data[place + chance.randrange(2000) :]
    changed = bytearray(data)
    for _ in range(chance.choice([1, 5, 50])):
        changed[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(changed)


@pytest.mark.parametrize(
    ("name", "make"),
    [
        pytest.param("a.html", _page, id="page"),
        pytest.param("a.htm", _old_page, id="old-page"),
        pytest.param("a.docx", word_file, id="word"),
        pytest.param("a.pdf", _pdf, id="pdf"),
    ],
)
def test_damage_is_never_more_than_an_error(name: str, make: Callable[[Content], bytes]) -> None:
    data, chance = make(content_of(report_of(_TEXT))), random.Random(name)
    for _ in range(_TIMES):
        assert "\n" not in _reason(_damaged(data, chance), name)


def _reason(data: bytes, name: str) -> str:
    """Why `data` cannot be read; "" when it can. Anything but an `InputError` goes through."""
    try:
        extract(data, name)
    except InputError as error:
        return str(error)
    return ""
