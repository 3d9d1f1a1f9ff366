"""Cases: a report, its labels where somebody made them, and recorded answers where somebody has them."""

import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from evals.labels import Label, read_labels
from pipeline.domain.report import Report
from pipeline.errors import InputError
from pipeline.settings import Settings
from pipeline.sources import discover, read_report

ROOT = Path(__file__).resolve().parent.parent
_SETTINGS = "settings.toml"
_LABELS = ".figures.jsonl"


@dataclass(frozen=True)
class Case:
    """One report to be judged."""

    name: str
    doc: str  # the file as reports of ours name it: relative to the working folder where it lies below it
    report: Report
    labels: tuple[Label, ...] | None  # None: nobody labelled it, which is not the same as no figures
    labels_sha256: str | None = None


@dataclass(frozen=True)
class CaseSet:
    """Reports in a folder (or given one by one), labels by their names, recordings by model."""

    reports: Sequence[Path]
    gold: Path | None = None
    recordings: Path | None = None

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """Every case, in the order a run of the same paths takes. InputError for a report or label that is none."""
        found = [self._case(source.path, source.name) for source in discover(self.reports)]
        loose = {path.name.removesuffix(_LABELS) for path in self._label_files()} - {case.name for case in found}
        if loose:
            raise InputError(f"{self.gold}: labels without a report: {', '.join(sorted(loose))}")
        return tuple(found)

    @property
    def models(self) -> tuple[str, ...]:
        """The models there are recordings of, by the names of their folders."""
        if self.recordings is None or not self.recordings.is_dir():
            return ()
        return tuple(sorted(p.name for p in self.recordings.iterdir() if p.is_dir() and any(p.glob("*/*.json"))))

    def settings(self, model: str) -> Settings:
        """The settings its recordings were made with: the defaults, and what `settings.toml` beside them says.

        The environment is not asked, so that a run here and a run in CI ask the same questions.
        """
        path = (self.recordings or Path()) / model / _SETTINGS
        own = _read_settings(path) if path.is_file() else {}
        return Settings.model_construct(**{**own, "engine": "llm", "model": own.get("model", model)})

    def _case(self, path: Path, name: str) -> Case:
        report = read_report(path, name)
        file = self.gold / f"{name}{_LABELS}" if self.gold else None
        if file is None or not file.is_file():
            return Case(name, _shown(path), report, None)
        sha = hashlib.sha256(file.read_bytes()).hexdigest()
        return Case(name, _shown(path), report, read_labels(file, report.text), sha)

    def _label_files(self) -> list[Path]:
        return sorted(self.gold.glob(f"*{_LABELS}")) if self.gold and self.gold.is_dir() else []


def _read_settings(path: Path) -> dict[str, Any]:
    """Settings by name, each as its type. InputError for a name or value that is none."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
        if strange := given.keys() - Settings.model_fields.keys():
            raise InputError(f"{path}: no such settings: {', '.join(sorted(strange))}")
        kinds: dict[str, Any] = {name: Settings.model_fields[name].annotation for name in given}
        return {name: TypeAdapter(kinds[name]).validate_python(value) for name, value in given.items()}
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read ({error})") from error


def seed_cases() -> CaseSet:
    """The cases of this repository."""
    return CaseSet([ROOT / "seeds"], ROOT / "evals/gold", ROOT / "evals/recordings")


def folder_cases(folder: Path) -> CaseSet:
    """A folder of one's own: `reports/` (or the reports themselves), `gold/` and `recordings/` where there are any."""
    if not folder.exists():
        raise InputError(
            f"{folder}: no such folder; give one with reports/, and gold/ and recordings/ if you have them"
        )
    reports = folder / "reports"
    return CaseSet([reports if reports.is_dir() else folder], folder / "gold", folder / "recordings")


def _shown(path: Path) -> str:
    full = path.resolve()
    for base in (Path.cwd(), ROOT):
        if full.is_relative_to(base):
            return full.relative_to(base).as_posix()
    return full.as_posix()
