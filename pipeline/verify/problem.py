"""What can be wrong with one number of a text, as a value."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["info", "warn", "error"]
Code = Literal[
    "marker_lost",  # 约 余 以上… lost, added or turned round
    "unit_mismatch",  # 人 for 人次, % for 百分点
    "scale_slip",  # 万 for 亿, a factor of ten
    "direction",  # 增长 for 下降, 增长到 for 增长了, 同比 for 环比
    "status",  # a plan told as done
    "attribution",  # the words are those of another figure
    "unsupported",  # no such number, name or date in the evidence
    "quotation",  # a mark whose words are not the figure's
    "evidence",  # a figure of a sentence that is not cited
]


@dataclass(frozen=True, slots=True)
class Problem:
    """One objection to a text; an `error` refuses it, a `warn` is kept and shown."""

    code: Code
    severity: Severity
    message: str  # a sentence an editor understands
    start: int  # of the number, in the text judged
    end: int
    figure: str | None = None  # id of the report's figure concerned
