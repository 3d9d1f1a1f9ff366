"""Is a number told below zero where its source has it so? A minus sign, or words that say the same."""

from pipeline.domain.figure import Base, Direction, Endpoint, Figure, Kind
from pipeline.figures.sign import is_minus, touched
from pipeline.verify import cues
from pipeline.verify.setting import Setting

_RATES = {Kind.PERCENT, Kind.POINT, Kind.MULTIPLE}


def settled(told: Setting, source: Setting, figure: Figure) -> bool:
    """True where a minus sign, or a word for one, stands on either side: `objection` alone says if they agree."""
    return _told_sign(told, source, figure) or _has_sign(source, figure) or _turned(told, source) is not None


def objection(told: Setting, source: Setting, figure: Figure, falls: Direction | None) -> str | None:
    """What is wrong with the sign of the number told, said after the source's words; None when nothing is.

    `falls` is the direction the words round the number tell.
    """
    said, true = _told_sign(told, source, figure), _has_sign(source, figure)
    if said == true:
        return None if said else _turned(told, source)
    fell = falls is Direction.DOWN and told.endpoint is not Endpoint.LEVEL
    if true:
        if cues.deficit(told.before) or (fell and not _is_level(figure)):
            return None
        return "是负数本身，不是减少的数，这里写成了减少" if fell else "有负号，这里丢了负号，负数变成了正数"
    declines = Direction.DOWN in (source.direction, figure.direction) and figure.endpoint is not Endpoint.LEVEL
    if cues.deficit(source.before) or declines:
        return None
    return "没有负号，这里写成了负数"


def same_loss(told: Setting, figure: Figure) -> bool:
    """亏损350万元 for 利润-350万元: no word is the same, and yet the words are of one thing."""
    return figure.negative and figure.kind is Kind.MONEY and cues.deficit(told.before)


def _turned(told: Setting, source: Setting) -> str | None:
    """利润350万元 for 亏损350万元, and the other way."""
    if cues.deficit(source.before) and cues.surplus(told.before):
        return "是亏损或短缺，这里写成了盈余"
    if cues.surplus(source.before) and cues.deficit(told.before):
        return "是盈余，这里写成了亏损或短缺"
    return None


def _has_sign(source: Setting, figure: Figure) -> bool:
    return figure.negative or is_minus(source.text, source.start, figure.kind, figure.unit_norm)


def _told_sign(told: Setting, source: Setting, figure: Figure) -> bool:
    """A dash at the number is a sign where the source has one; where its source has that dash too it is none."""
    if not touched(told.text, told.start):
        return is_minus(told.text, told.start, figure.kind, figure.unit_norm)
    if _has_sign(source, figure):
        return True
    clear = is_minus(told.text, told.start, figure.kind, figure.unit_norm)
    return clear and not touched(source.text, source.start)


def _is_level(figure: Figure) -> bool:
    """利润-350万元 is no fall; a rate with a sign and nothing else (GDP-3.2%) is told as one."""
    return figure.negative and figure.kind not in _RATES and figure.base in (None, Base.TARGET)
