"""Was a list meant to be whole? Only then is it worth a question that its parts come to less than the whole."""

import re
from collections.abc import Sequence
from decimal import Decimal

from pipeline.audit.interval import interval, total
from pipeline.audit.layout import Item
from pipeline.domain.figure import Kind

_RESPECTIVELY = re.compile(r"分别[是为有]|按[^,，;；。]{1,12}分|分[^,，;；。]{1,6}看")
_COMPRISES = re.compile(r"包括|包含")
_IN_ALL = re.compile(r"[共总合全]")
_ONE, _TWO = re.compile("一是|其一"), re.compile("二是|其二")
_LITTLE = Decimal("0.05")  # of the whole: what is missing was more likely forgotten than left out
_AND_SO_ON = re.compile(r"^[^,，;；。\d]{0,8}等")
_PERSONAL = re.compile(r"女|党员|预备|岁|学历|大专|本科|以上学|少数民族|职称|残疾")  # kinds of persons that overlap
_FEWEST = 5  # things of which one may be missing
_SET_OUT = 3  # parts that fill a bracket


def meant_whole(whole: Item, parts: Sequence[Item]) -> bool:
    """Announced (分别为, 按…分, 共…包括, 一是…二是), set out in a bracket, or all but the whole; never with 等."""
    lead = parts[0].lead
    if _AND_SO_ON.match(parts[-1].tail) or any(
        _PERSONAL.search(re.split("[,，、;；]", part.lead)[-1]) for part in parts
    ):
        return False
    if _RESPECTIVELY.search(lead) or (_ONE.search(lead) and _TWO.search(parts[1].lead)):
        return True
    if _COMPRISES.search(lead) and _IN_ALL.search(re.split("[,，;；。]", whole.lead)[-1]):
        return True
    made, size = total(part.figure for part in parts).high, interval(whole.figure).low
    if len(parts) >= _SET_OUT and parts[0].depth > whole.depth and made * 2 >= size:
        return True
    counted = whole.figure.kind in (Kind.COUNT, Kind.PEOPLE) and whole.figure.value >= _FEWEST
    return size - made <= max(size * _LITTLE, Decimal(1) if counted else Decimal(0))
