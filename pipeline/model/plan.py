"""What a run would ask and cost, before anything is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from pipeline.model.prices import Cost, Price
from pipeline.model.protocol import Request, Usage
from pipeline.model.tokens import Method, prompt_bytes, prompt_tokens

_LOWEST = 0.2  # tokens a byte of the leanest vocabulary known for Chinese (0.6 a character, DeepSeek's own figure)
_LEAST_OUTPUT = 0.1  # share of the input an answer takes at the least
_MOST_OUTPUT = 1.0  # and at the most, where the request sets no lower limit


@dataclass(frozen=True, slots=True)
class Estimate:
    """Calls, tokens and cost of a run, each as a range from low to high; `cost` is None when the price is unknown."""

    calls: int
    input_tokens: tuple[int, int]
    output_tokens: tuple[int, int]
    method: Method
    cost: tuple[Cost, Cost] | None
    price_source: str  # "unknown" when it is


def estimate(
    requests: Sequence[Request],
    price: Price | None,
    learned: float | None = None,
    *,
    answers: int | None = None,
    times: Fraction = Fraction(1),
) -> Estimate:
    """The plan for `requests`, each asked `times` times. Re-asks and retries are not in it.

    `answers` are the bytes of all answers, where these are known better than by what a request allows.
    """
    counts = [prompt_tokens(request, learned) for request in requests]
    method: Method = counts[0].method if counts else "bytes"
    high = sum(count.tokens for count in counts)
    low = high if method != "bytes" else round(_LOWEST * sum(map(prompt_bytes, requests)))
    output = (round(low * _LEAST_OUTPUT), sum(map(_most_output, requests, (count.tokens for count in counts))))
    if answers is not None:
        output = (round(_LOWEST * answers), (answers + 1) // 2)
    into, output = _times((low, high), times), _times(output, times)
    return Estimate(
        calls=round(len(requests) * times),
        input_tokens=into,
        output_tokens=output,
        method=method,
        cost=_range(price, into, output),
        price_source=price.source if price else "unknown",
    )


def _range(price: Price | None, into: tuple[int, int], out: tuple[int, int]) -> tuple[Cost, Cost] | None:
    if price is None:
        return None
    low, high = (price.cost(Usage(i, o)) for i, o in zip(into, out, strict=True))
    return (low, high) if low and high else None


def _times(tokens: tuple[int, int], times: Fraction) -> tuple[int, int]:
    low, high = tokens
    return round(low * times), round(high * times)


def _most_output(request: Request, prompt: int) -> int:
    most = round(prompt * _MOST_OUTPUT)
    return min(most, request.sampling.max_tokens) if request.sampling.max_tokens else most
