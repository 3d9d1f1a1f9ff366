"""Debian's Chromium and what it is to look at; skipped with a reason where there is none."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.serving import JIANBAO, Process, Served, served_here
from tests.review.desks import bench_of, written_to
from tests.seeds import ROOT

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_PATIENCE = 8_000  # ms; a busy machine, not a slow page


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the browser is."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        pytest.skip("no Chromium on the PATH; `apt-get install chromium` runs the browser tests")
    return found


@pytest.fixture(scope="session")
def folder_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small digest as `jianbao digest` leaves it, written before a browser runs its event loop here."""
    return written_to(tmp_path_factory.mktemp("small") / "out", bench_of())


@pytest.fixture(scope="module")
def browser(chromium: str, folder_once: Path) -> Iterator[Browser]:
    """One browser for a module: it runs an event loop here, and other tests want one of their own."""
    del folder_once
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=_ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def seeds_page(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Address of the static page of the five seeds."""
    del chromium
    out = tmp_path_factory.mktemp("seeds") / "out"
    subprocess.run([*JIANBAO, "digest", ROOT / "seeds", "--out", out, "--engine", "extractive", "-q"], check=False)
    return (out / "digest.html").as_uri()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window of its own, wide; the page's script must not fail in it."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(_PATIENCE)
    opened, errors = context.new_page(), list[str]()
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert errors == []


@pytest.fixture
def folder(folder_once: Path, tmp_path: Path) -> Path:
    """A folder of this test's own."""
    return Path(shutil.copytree(folder_once, tmp_path / "out"))


@pytest.fixture
def served(folder: Path) -> Iterator[Served]:
    """A review of it."""
    with served_here(folder) as review:
        yield review


@pytest.fixture
def process(folder: Path) -> Iterator[Process]:
    """The command, to be killed."""
    review = Process(folder)
    review.start()
    yield review
    review.kill()
