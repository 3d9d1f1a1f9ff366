"""What a review starts from: a digest as the pipeline made it, and how its files are dressed."""

import base64
from pathlib import Path
from typing import Literal

from pydantic import Base64Bytes, Field

from pipeline.domain.result import Digest, Row
from pipeline.errors import InputError
from pipeline.render.edition import Look
from pipeline.render.labels import Lang


class Made(Row):
    """`review.json` of a result folder. 数据一览 stands in the digest, so the list it was chosen by is not kept."""

    schema_: Literal["jianbao.made/1"] = Field("jianbao.made/1", alias="schema")
    lang: Lang
    office: str | None
    issue_no: str | None
    template: Base64Bytes | None  # the letterhead's own bytes: its file may move
    length: str
    themes: tuple[str, ...] | None
    digest: Digest

    @property
    def look(self) -> Look:
        """How the files are dressed."""
        return Look(self.lang, self.office, self.issue_no, self.template)


def made_of(digest: Digest, look: Look, length: str, themes: list[str] | None) -> Made:
    """`digest` with its look, its letterhead read; raises InputError when that cannot be.

    `length` and `themes` say how its achievements were chosen.
    """
    template = _read(look.template) if isinstance(look.template, Path) else look.template
    return Made(
        lang=look.lang,
        office=look.office,
        issue_no=look.issue_no,
        template=base64.b64encode(template) if template is not None else None,
        length=length,
        themes=tuple(themes) if themes is not None else None,
        digest=digest,
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error
