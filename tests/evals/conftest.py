"""The seeds and the scripted cases, measured once for all tests of the harness."""

import shutil
from pathlib import Path

import pytest

from evals.cases import CaseSet, folder_cases, seed_cases
from evals.rows import Results
from evals.run import run_evals
from evals.scripted.write import write_scripted


@pytest.fixture(scope="session")
def seeds_run() -> Results:
    """The five seeds through the built-in engine."""
    return run_evals(seed_cases(), ["extractive"])


@pytest.fixture(scope="session")
def scripted_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripted cases, made now: fresh whatever the prompts say."""
    folder = tmp_path_factory.mktemp("scripted")
    write_scripted(folder)
    return folder


@pytest.fixture(scope="session")
def scripted_run(scripted_folder: Path) -> Results:
    """The scripted cases through the llm engine."""
    return run_evals(folder_cases(scripted_folder), ["llm"])


@pytest.fixture
def scripted_copy(scripted_folder: Path, tmp_path: Path) -> CaseSet:
    """A copy of them that a test may damage."""
    shutil.copytree(scripted_folder, tmp_path / "cases")
    return folder_cases(tmp_path / "cases")
