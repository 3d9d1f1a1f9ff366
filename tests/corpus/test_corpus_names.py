"""Names and shards: a report keeps its name over runs, and belongs to one part."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.corpus.journal import Known
from pipeline.corpus.naming import keep_names
from pipeline.corpus.shard import Shard, read_shard
from pipeline.errors import SettingsError
from pipeline.sources import Source


def known(name: str, path: str, sha256: str = "1") -> Known:
    return Known(name, path, (), "done", None, sha256, "", 0, 0)


def source(name: str, path: str) -> Source:
    return Source(Path(path), name)


@pytest.mark.parametrize(
    ("sources", "before", "hashes", "names"),
    [
        pytest.param([("a", "in/a.txt")], [], {}, ["a"], id="a-first-run"),
        pytest.param([("x_a", "in/x/a.txt")], [("a", "in/x/a.txt")], {}, ["a"], id="a-second-file-of-that-stem-came"),
        pytest.param(
            [("a", "in/y/a.txt")], [("a", "in/x/a.txt")], {"in/y/a.txt": "2"}, ["a_2"], id="another-report-of-that-name"
        ),
        pytest.param([("a", "new/a.txt")], [("a", "in/a.txt")], {"new/a.txt": "1"}, ["a"], id="moved"),
        pytest.param(
            [("a", "in/a.txt"), ("a", "new/a.txt")],
            [("a", "in/a.txt")],
            {"new/a.txt": "1"},
            ["a", "a_2"],
            id="copied-not-moved",
        ),
        pytest.param([("a", "new/a.txt")], [("a", "in/a.txt")], {"new/a.txt": None}, ["a_2"], id="unreadable"),
    ],
)
def test_who_has_a_result_keeps_its_name(
    sources: list[tuple[str, str]], before: list[tuple[str, str]], hashes: dict[str, str | None], names: list[str]
) -> None:
    kept = keep_names(
        [source(*one) for one in sources], [known(*one) for one in before], lambda one: hashes[str(one.path)]
    )
    assert [one.name for one in kept] == names


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["p", "q", "r", "s"])), unique_by=lambda one: one[1]))
def test_names_stay_unique_and_a_second_look_changes_nothing(pairs: list[tuple[str, str]]) -> None:
    sources = [source(*pair) for pair in pairs]
    before = [known("a", "p"), known("b", "elsewhere")]
    once = keep_names(sources, before, lambda _: "9")
    assert len({one.name for one in once}) == len(once)
    now = [known(one.name, str(one.path)) for one in once]
    assert keep_names(sources, [*before, *now], lambda _: "9") == once


@given(st.text(max_size=20).filter(lambda name: "\0" not in name), st.integers(1, 50))
def test_a_report_belongs_to_exactly_one_part(name: str, parts: int) -> None:
    assert sum(Shard(number, parts).holds(source(name, f"in/{name}")) for number in range(1, parts + 1)) == 1


def test_no_newcomer_falls_between_the_folders_of_parts() -> None:
    """A name that is taken in the folder of one part is free in the others': that must not decide whose it is."""
    files = [f"2022/街道{n}.txt" for n in range(12)]
    first = [source(Path(file).stem, file) for file in files]
    done = [[known(one.name, str(one.path)) for one in first if Shard(n, 3).holds(one)] for n in (1, 2, 3)]
    corrected = [source(Path(file).stem, file.replace("2022", "修订")) for file in files]
    found = [
        [str(one.path) for one in keep_names(corrected, done[n - 1], lambda _: None) if Shard(n, 3).holds(one)]
        for n in (1, 2, 3)
    ]
    assert sorted(path for part in found for path in part) == sorted(str(one.path) for one in corrected)


@pytest.mark.parametrize("text", ["", "0/3", "4/3", "1", "1/0", "-1/3", "a/b", "1/2/3", "1/9999999"])
def test_a_part_that_is_none_is_a_sentence(text: str) -> None:
    with pytest.raises(SettingsError, match="write it as 2/8"):
        read_shard(text)


def test_a_part_is_written_with_or_without_spaces() -> None:
    assert read_shard(" 2/8 ") == Shard(2, 8)
