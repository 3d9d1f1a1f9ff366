"""A run in parts for plain job arrays: each report belongs to one part, whatever else is in the folder."""

import hashlib
import re
from dataclasses import dataclass

from pipeline.errors import SettingsError
from pipeline.sources import Source, same_name


@dataclass(frozen=True, slots=True)
class Shard:
    """Part `number` (from 1) of `of`."""

    number: int
    of: int

    def holds(self, source: Source) -> bool:
        """True when `source` is of this part: by what its file and its place in it are called.

        Not by its name in the run, which depends on what a folder of results holds, and folders of parts differ; so
        two files of one name are of one part, which keeps them apart.
        """
        called = "\n".join((same_name(source.path.stem), *source.member))
        digest = hashlib.sha256(called.encode("utf-8", "surrogatepass")).digest()
        return int.from_bytes(digest[:8]) % self.of == self.number - 1

    def __str__(self) -> str:
        return f"{self.number}-of-{self.of}"


def read_shard(text: str) -> Shard:
    """The second of eight parts for "2/8". Raises SettingsError for anything else."""
    found = re.fullmatch(r"(\d{1,6})/(\d{1,6})", text.strip())
    if not found or not 1 <= int(found[1]) <= int(found[2]):
        raise SettingsError(f"--shard {text}: write it as 2/8, the second of eight parts")
    return Shard(int(found[1]), int(found[2]))
