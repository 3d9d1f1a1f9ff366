"""A quick, generous test whether words state an amount; what exactly a figure is, `pipeline.figures` decides."""

import re

_AMOUNT = re.compile(
    r"\d(?!\d*\s*(?:年|月|日|号|时))(?<![“‘\"\d]\d)"
    r"|[一二两三四五六七八九十百千万亿]+余?(?:个|家|户|名|人次|件|处|座|条|公里|亩|万|亿|倍|成|%|元|吨|场|批|起)"
)


def states_amount(words: str) -> bool:
    """True when `words` hold a numeral that may be an amount; dates and quoted codes (“1245”) are none."""
    return _AMOUNT.search(words) is not None
