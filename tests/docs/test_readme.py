"""What the documents show is what happens."""

import doctest
import re

from tests.seeds import ROOT


def test_the_readme_example_runs() -> None:
    done = doctest.testfile(str(ROOT / "README.md"), module_relative=False, encoding="utf-8")
    assert (done.failed, done.attempted > 4) == (0, True)


def test_every_command_is_in_both_readmes() -> None:
    from pipeline.cli.app import app

    names = {group.typer_instance.info.name for group in app.registered_groups if group.typer_instance} | {
        command.name or getattr(command.callback, "__name__", "") for command in app.registered_commands
    }
    for name in ("README.md", "README.zh.md"):
        shown = set(re.findall(r"^\| `jianbao (\w+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        assert names <= shown | {"eval"}, name


def test_the_readme_shows_the_table_the_evals_print() -> None:
    """Made anew by `make eval`; a change of a score is a change of the README."""
    from evals.cases import seed_cases
    from evals.run import run_evals
    from evals.views.markdown import markdown_table

    assert markdown_table(run_evals(seed_cases())) in (ROOT / "README.md").read_text(encoding="utf-8")
