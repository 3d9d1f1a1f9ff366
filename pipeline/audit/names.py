"""What a number is the number of: 全年共引进项目8个 is 引进项目 of the whole year, wherever the report says it."""

import re
from dataclasses import dataclass

from pipeline.audit.layout import Item

_YEAR = r"(?:全年|今年|本年度?|一年来|年内|(?P<number>(?:19|20)\d\d)年(?:度|全年)?)"
WHOLE = "全年"
_PART = r"(?:上半年|下半年|[一二三四前]季度|前三季度|1[-—－~至]\d{1,2}月份?)"
_LED = re.compile(
    rf"^(?:其中)?(?:(?P<year>{_YEAR})|(?P<part>{_PART}))?(?:[全我][省市县区镇乡局院街]道?)?(?:共计?|累计|总共|一共|合计|已)*"
)
_CLOSED = re.compile(r"(?:[共总]计?|累计|合计|达到?|到|为|是|有|完成|实现|仅|只|已)*[:：]?$")
_CUT = re.compile("[,，;；。:：!！?？\n]")
_NOUN = re.compile("^[\u4e00-\u9fff]{1,10}")
_VERB = re.compile(
    r"^(?:实施|推进|安排|承担|组织实施|形成|建立|现有|拥有|确定|列入|引进|招引|签约|收到|受理|办理|提出|制定|制发|出台|印发|建成|新增|新建|实现|完成)"
)


@dataclass(frozen=True, slots=True)
class Name:
    """The words of a number without those that only say when, where and that it is a sum."""

    period: str  # 全年, 2019 for another year, 上半年 …; "" where none is said
    words: str
    at_start: bool  # nothing of its sentence stands before

    @property
    def thing(self) -> str:
        """The words without their verb: 重点项目 of 实施重点项目."""
        return _VERB.sub("", self.words)

    @property
    def verb(self) -> str:
        """The verb: 实施; "" where none is known."""
        return self.words[: len(self.words) - len(self.thing)]


def name_of(item: Item, year: int | None) -> Name:
    """The name before the number, or before and after it: 引进6个项目 is 引进项目. `year` is that of the report."""
    pieces = _CUT.split(item.lead)
    own = re.sub(r"\s", "", pieces[-1])
    led = _LED.match(own)
    assert led is not None  # every part of the pattern may be missing
    other = led["number"] if led["number"] != str(year) else None
    period = other or (WHOLE if led["year"] else led["part"] or "")
    words = _CLOSED.sub("", own[led.end() :])
    noun = _NOUN.match(_CUT.split(item.tail)[0].strip())
    after = noun[0] if noun and not re.search(r"[,，、;；。]", item.tail[:1]) else ""
    return Name(period, words + after, len(pieces) == 1)
