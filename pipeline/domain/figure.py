"""A figure: a quantity where it stands. Definition label by label: `evals/gold/GUIDELINES.md`."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pipeline.domain.span import Span


class Kind(StrEnum):
    """What is measured, as the unit says."""

    MONEY = "money"
    PERCENT = "percent"
    POINT = "point"  # 百分点
    AREA = "area"
    LENGTH = "length"
    MASS = "mass"
    VOLUME = "volume"
    DURATION = "duration"
    PEOPLE = "people"
    COUNT = "count"
    MULTIPLE = "multiple"  # 倍, 番, 成
    OTHER = "other"


class Status(StrEnum):
    """Whether the amount was reached, is intended, or only frames what is said."""

    ACHIEVED = "achieved"
    PLANNED = "planned"
    CONTEXT = "context"


class Marker(StrEnum):
    """How a number is softened: 余/多/来 · 约/左右/上下 · 近/将近 · two that contradict each other (近600余亩)."""

    OVER = "over"
    ABOUT = "about"
    NEAR = "near"
    CONFLICT = "conflict"


class Bound(StrEnum):
    """A one-sided limit: 以上/不少于 · 超/逾/突破 · 以下/以内/不超过 · 不足/不到."""

    GE = "ge"
    GT = "gt"
    LE = "le"
    LT = "lt"


class Direction(StrEnum):
    """Which way a change goes; DOWN without an endpoint is an amount below zero (see `Figure.negative`)."""

    UP = "up"
    DOWN = "down"
    FLAT = "flat"


class Base(StrEnum):
    """What a change is measured against."""

    YEAR = "yoy"  # 同比, 比上年, 较去年同期
    MONTH = "mom"  # 环比
    TERM = "prev_term"  # 比上届
    YEAR_START = "year_start"  # 比年初, 较上年末
    TARGET = "target"  # 占年度任务, 完成计划的


class Endpoint(StrEnum):
    """增长到 (the level reached) against 增长了 (the change)."""

    LEVEL = "level"
    CHANGE = "change"


@dataclass(slots=True)  # not frozen: a frozen one takes three times as long to make; nobody changes one
class Figure:
    """A claim of an amount: numeral, multiplier and unit, and what the words round it say of it.

    `value` has 万/亿/千 applied ("15.155亿元" is 1515500000 with unit 元) and is never negative:
    the direction of a change is `direction`, and so is a minus sign (利润-350万元 is 3500000, down).
    `ulp` is one unit in the last printed place after scaling.
    """

    id: str  # "f1" … in order of the text
    start: int
    end: int
    text: str  # exactly the characters [start, end) of the report
    value: Decimal
    value_hi: Decimal | None  # upper end of a range
    unit: str  # as written, without the multiplier; "" when none is written
    unit_norm: str  # canonical: 平米, m² and ㎡ are 平方米
    kind: Kind
    ulp: Decimal
    marker: Marker | None
    bound: Bound | None
    direction: Direction | None
    base: Base | None
    endpoint: Endpoint | None
    status: Status
    indicator: str  # the few words of the text that say what is measured
    section: int | None  # index into `Outline.sections`
    sentence: int  # number of the sentence; 0 outside the body
    clause: Span  # the narrowest clause that holds it

    @property
    def approx(self) -> bool:
        """True when any marker or bound applies, as the labels count it."""
        return self.marker is not None or self.bound is not None

    @property
    def negative(self) -> bool:
        """True for an amount that stands below zero: 利润-350万元, 气温零下5℃, but not 增速-12.3%, a fall."""
        return self.direction is Direction.DOWN and self.endpoint is None

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


class Owner(StrEnum):
    """What a numeral belongs to."""

    FIGURE = "figure"
    DATE = "date"
    PERIOD = "period"
    CLOCK = "clock"
    ORDINAL = "ordinal"
    LIST_NUMBER = "list_number"
    NAME = "name"  # 12345热线, 二十大, “1245”, 三重一大, 十四五, 220KV塔基, C2块, age groups
    CODE = "code"  # document numbers, phones, index numbers, site ids
    IDIOM = "idiom"  # 一批, 进一步, 万家
    FURNITURE = "furniture"  # stands outside the body


@dataclass(frozen=True, slots=True)
class Numeral:
    """One numeral of the text and its owner; `figure` when it is one."""

    start: int
    end: int
    text: str
    owner: Owner
    figure: Figure | None = None
