"""The Word file as LibreOffice lays it out: 22 lines of 28 characters a page, page numbers, nothing past the edge."""

import io
import re
import shutil
import subprocess
from pathlib import Path

import pypdf
import pytest
from render_samples import Make

from pipeline.render import digest_docx

_OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(_OFFICE is None, reason="LibreOffice is not installed: pages cannot be measured")
_MM = 72 / 25.4


def printed(data: bytes, folder: Path) -> pypdf.PdfReader:
    """The pages of a .docx; it must convert without a word of complaint."""
    (folder / "digest.docx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [str(_OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), "digest.docx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    return pypdf.PdfReader(io.BytesIO((folder / "digest.pdf").read_bytes()))


def lines_of(page: pypdf.PageObject) -> dict[int, list[tuple[float, str]]]:
    """Characters of a page by height in points: each with its distance from the left edge."""
    found: dict[int, list[tuple[float, str]]] = {}

    def visit(text: str, _: object, matrix: list[float], *rest: object) -> None:  # noqa: ARG001  (the caller's shape)
        if text.strip():
            found.setdefault(round(matrix[5]), []).append((matrix[4], text))

    page.extract_text(visitor_text=visit)
    return found


@pytest.fixture(scope="module")
def pages(make: Make, tmp_path_factory: pytest.TempPathFactory) -> list[pypdf.PageObject]:
    """A digest whose body is nothing but 字, so that every line is full."""
    sample = make(
        ["某街道2022年工作总结\n\n一、项目\n完成8个老旧小区改造" + "字" * 2600 + "。\n二、下一步\n计划投资9.3亿元。\n"]
    )
    data = digest_docx(sample.digest, sample.summaries, sample.reports, sources="none")
    return list(printed(data, tmp_path_factory.mktemp("printed")).pages)


def test_a_full_page_has_22_lines_of_28_characters(pages: list[pypdf.PageObject]) -> None:
    text = pages[2].extract_text()
    full = [line for line in text.splitlines() if set(line.strip()) == {"字"}]
    assert len(full) == 22
    assert {len(line.strip()) for line in full} == {28}


def test_the_page_number_stands_between_dashes_right_on_odd_pages_left_on_even_ones(
    pages: list[pypdf.PageObject],
) -> None:
    for number, page in enumerate(pages[:4], 1):
        foot = "".join(words for _, words in lines_of(page)[min(lines_of(page))])
        left = min(x for x, _ in lines_of(page)[min(lines_of(page))])
        assert re.sub(r"\s", "", foot) == f"—{number}—"
        assert (left > 105 * _MM) is (number % 2 == 1)


def test_paper_is_a4_and_text_stays_inside_its_margins(pages: list[pypdf.PageObject]) -> None:
    for page in pages:
        assert (round(float(page.mediabox.width) / _MM), round(float(page.mediabox.height) / _MM)) == (210, 297)
        lines = lines_of(page)
        body = sorted(lines)[1:]
        assert min(x for y in body for x, _ in lines[y]) >= 28 * _MM - 1
        assert max(body) <= (297 - 37) * _MM
        assert min(body) >= 35 * _MM - 1
