"""Asks an endpoint what it really supports, with a handful of tiny calls, and says it as facts."""

import time
from dataclasses import dataclass, replace
from typing import Literal

from pydantic import BaseModel, ConfigDict

from pipeline.model.client import Endpoint, OpenAIModel
from pipeline.model.errors import EndpointError, Fault
from pipeline.model.judge import AnswerClass, judge
from pipeline.model.protocol import Completion, Message, Request, Sampling, Step
from pipeline.model.schema import wire_schema

Support = Literal["enforced", "followed", "ignored", "rejected", "failed"]
_STEPS: tuple[Step, ...] = ("json_schema", "json_object", "text")
_QUESTION = "办结率为98.5%，比上年提高1.2个百分点。请给出指标名称和句中数字的个数。"
_TRAP = "这次请不要用JSON，用一句话回答。"  # an enforced format answers in JSON all the same


class Probe(BaseModel):
    """The answer a probe asks for."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    indicator: str
    numbers: int


@dataclass(frozen=True, slots=True)
class StepFact:
    """What an endpoint does with one response format; enforced means against a prompt that asks for something else."""

    step: Step
    support: Support
    detail: str
    latency_ms: int | None


@dataclass(frozen=True, slots=True)
class EndpointFacts:
    """What a probe found. `calls` were made and may have been billed."""

    base_url: str
    profile: str
    model: str
    reachable: bool
    problem: str | None  # a sentence, when it did not answer at all
    model_returned: str
    counts_tokens: bool
    tokens_per_byte: float | None
    steps: tuple[StepFact, ...]
    dropped: tuple[str, ...]  # parameters it refuses
    window: int | None  # tokens, as configured or as the profile has it
    calls: int
    seconds: float

    @property
    def best(self) -> Step | None:
        """The format to use."""
        good = [fact.step for fact in self.steps if fact.support in {"enforced", "followed"}]
        return good[0] if good else None


async def probe(endpoint: Endpoint, model: str, sampling: Sampling | None = None) -> EndpointFacts:
    """Ask in each response format, once, and tell what came of it. Raises nothing: a failure is a fact."""
    started = time.monotonic()
    facts: list[StepFact] = []
    answers: list[Completion] = []
    problem: str | None = None
    dropped: frozenset[str] = frozenset()
    for step in _STEPS:
        fact, answer, error, refused = await _one(endpoint, model, step, sampling or Sampling(max_tokens=200))
        facts.append(fact)
        dropped |= refused
        answers += [answer] if answer else []
        if error is not None and error.fault not in {Fault.FORMAT_REJECTED, Fault.BAD_REQUEST}:
            problem = str(error)
            if error.fault in {Fault.AUTH, Fault.NOT_FOUND, Fault.CONNECTION, Fault.QUOTA}:
                break
    first = answers[0] if answers else None
    counted = next((a.usage.input_tokens for a in answers if a.usage.input_tokens and a.step == "json_schema"), None)
    return EndpointFacts(
        base_url=endpoint.base_url,
        profile=endpoint.profile.name,
        model=model,
        reachable=first is not None,
        problem=None if first else problem,
        model_returned=first.model_returned if first else "",
        counts_tokens=any(a.usage.input_tokens is not None for a in answers),
        tokens_per_byte=counted / len((_QUESTION + _TRAP).encode()) if counted else None,
        steps=tuple(facts),
        dropped=tuple(sorted(dropped)),
        window=endpoint.window,
        calls=len(facts),
        seconds=time.monotonic() - started,
    )


async def _one(
    endpoint: Endpoint, model: str, step: Step, sampling: Sampling
) -> tuple[StepFact, Completion | None, EndpointError | None, frozenset[str]]:
    alone = replace(
        endpoint, response_format=step, context_window=10**9
    )  # a probe is short; the window is not its matter
    client = OpenAIModel(alone)
    client.negotiation.steps = (step,)
    question = _question(model, step, sampling)
    try:
        answer = await client.complete(question)
    except EndpointError as error:
        rejected = error.fault in {Fault.FORMAT_REJECTED, Fault.BAD_REQUEST}
        return StepFact(step, "rejected" if rejected else "failed", str(error), None), None, error, frozenset()
    finally:
        await client.close()
    cls = judge(answer, Probe, question).cls
    support: Support = "ignored" if not cls.usable else "followed"
    if cls is AnswerClass.OK and step == "json_schema":
        support = "enforced"
    return StepFact(step, support, str(cls), answer.latency_ms), answer, None, client.negotiation.form.dropped


def _question(model: str, step: Step, sampling: Sampling) -> Request:
    """Only json_schema carries no word of the format in its prompt, so only there a trap tells anything."""
    text = _QUESTION + _TRAP if step == "json_schema" else _QUESTION
    return Request(model, (Message("user", text),), wire_schema(Probe), "probe", sampling, logical=f"doctor/{step}")
