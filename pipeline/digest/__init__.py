"""Several reports as one digest."""

from pipeline.digest.choose import Length
from pipeline.digest.indicators import shared_indicators
from pipeline.digest.make import DIGEST_TITLE, in_full, make_digest, make_digest_async
from pipeline.digest.rules import IndicatorRule, default_indicators, read_indicators

__all__ = [
    "DIGEST_TITLE",
    "IndicatorRule",
    "Length",
    "default_indicators",
    "in_full",
    "make_digest",
    "make_digest_async",
    "read_indicators",
    "shared_indicators",
]
