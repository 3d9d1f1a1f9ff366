"""Several reports as one digest."""

from pipeline.digest.indicators import DEFAULT_INDICATORS, IndicatorRule, shared_indicators
from pipeline.digest.make import DIGEST_TITLE, make_digest, make_digest_async

__all__ = [
    "DEFAULT_INDICATORS",
    "DIGEST_TITLE",
    "IndicatorRule",
    "make_digest",
    "make_digest_async",
    "shared_indicators",
]
