"""What an engine says of a chunk or a report. Nothing here is trusted until it is resolved and verified.

Texts carry figures as references: "完成{f31}老旧小区改造". The JSON Schemas of these types are what the
llm engine sends, so field names are short, every field is required and nothing has a default.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict


class Draft(BaseModel):
    """Base: unknown fields are an error, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class AchievementDraft(Draft):
    """Something the report says was done or is being done."""

    theme: str
    status: Literal["completed", "under_way"]
    text: str
    sentences: tuple[int, ...]


class PlanDraft(Draft):
    """Something the report intends."""

    theme: str
    text: str
    sentences: tuple[int, ...]


class ProblemDraft(Draft):
    """A shortcoming the report itself names."""

    text: str
    sentences: tuple[int, ...]


class ChunkDraft(Draft):
    """What an engine found in one chunk; each list may be empty."""

    achievements: tuple[AchievementDraft, ...]
    plans: tuple[PlanDraft, ...]
    problems: tuple[ProblemDraft, ...]


class ComposeDraft(Draft):
    """The words over a report (or over several): a headline and a summary, figures as references."""

    headline: str
    summary: str
