"""Names of reports over several runs into one folder: who has a result keeps its name."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.corpus.journal import Known
from pipeline.sources import Source, same_name, words_of


def place_of(source: Source) -> tuple[str, tuple[str, ...]]:
    """Where a source is, as a journal's line says it."""
    return words_of(str(source.path)), source.member


def keep_names(
    sources: Sequence[Source], known: Iterable[Known], hash_of: Callable[[Source], str | None]
) -> list[Source]:
    """`sources` under the names `known` has them by; a newcomer whose name is taken gets a number.

    Names are made from what stands in a run's folders, so one more file can change another's: without this a report
    would be done again under a second name. A file that was moved is known by its bytes, which `hash_of` looks at only
    where a name is taken.
    """
    held = {one.name: one for one in known}
    names = {one.place: one.name for one in held.values()}
    given = {names[place_of(source)] for source in sources if place_of(source) in names}
    taken = set(map(same_name, held))
    kept = []
    for source in sources:
        name = names.get(place_of(source)) or _moved(source, held, given, hash_of) or _free(source.name, taken)
        given.add(name)
        taken.add(same_name(name))
        kept.append(source if name == source.name else replace(source, name=name))
    return kept


def _moved(
    source: Source, held: Mapping[str, Known], given: set[str], hash_of: Callable[[Source], str | None]
) -> str | None:
    one = held.get(source.name)
    if one is None or one.name in given or one.sha256 is None:
        return None
    return one.name if hash_of(source) == one.sha256 else None


def _free(name: str, taken: set[str]) -> str:
    number, free = 2, name
    while same_name(free) in taken:
        free, number = f"{name}_{number}", number + 1
    return free
