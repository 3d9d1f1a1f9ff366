"""Numbers without a unit: when the words round them make them an amount, and of which kind."""

import re

from pipeline.domain.figure import Kind, Marker, Owner
from pipeline.figures.amount import finish
from pipeline.figures.numerals import arabic
from pipeline.figures.reading import Reading
from pipeline.figures.scan import D
from pipeline.figures.units import Unit

# What may stand directly before a bare number that is an amount: a measured noun or a verb of reaching.
_HEAD = re.compile(
    r"(?:收入|支出|总额|投资|产值|税收|资金|利润|余额|存款|贷款|增加值|人口|总数|户数|人数|数|量|率|面积|指数|系数|得分|评分|分值|浓度|比例|比重|密度|额"
    r"|为|达|达到|是|占|完成|约|近|超|超过|逾|突破|至|到|增至|升至|降至|共|共计|合计|总计|男|女|比|值|均)[:：]?[ ]?$"
)
_MONEY = re.compile(
    "收入|支出|总额|投资|产值|税|资金|利润|余额|存款|贷款|增加值|销售|营业|额|外资|内资|GDP|生产总值|预算|财政|经费|债|基金|零售|成交|亿元|募"
)
_PEOPLE = re.compile("人口|人数|从业|就业|居民|群众|游客|党员|人次|粉丝")
_INDEX = re.compile("指数|系数|比|率|浓度|得分|评分")
_COUNTED = re.compile("量|次|用户|粉丝|播放|浏览|点击|下载|阅读|客流")
_ENDS = frozenset("(（，,。；;、)）!！?？\n \u3000\t|以左的和及与而比且")
_CHANGING = re.compile("提高|提升|上升|下降|降|增|缩小|扩大|调整|回落|升|变")
_NOUN = re.compile(r"[\u4e00-\u9fff]{1,5}?(?=[，,。；;、()（）0-9０-９：:\n和与及为在的等开完实进全]|$)")
_HAN_DIGITS = frozenset("一二三四五六七八九十两")
_COUNTING = frozenset("有共设置建成辖增立备进组派拥含涉全近约、，, （(")
_RATIO = re.compile(rf"[:：︰∶]\s?{D}++(?:[.．]{D}++)?")
_RATIO_BACK = re.compile(rf"{D}\s?[:：︰∶]\s?$")
_BASE = re.compile(
    r"(?:以[^，,。；;0-9]{0,10}(?:[0-9]{4}年)?[^，,。；;0-9]{0,4}为|(?:年|期|月)[=＝])[ ]?$"
)  # 以1978年为100
_OPENS_A_UNIT = ("（", "(", "：", ":")
_HEADS = ("/10万", "／10万", "/十万", "/万")
_LINE_HEAD = re.compile(r"(?:^|\n)[ \t\u3000#]*$")


def read_bare(text: str, start: int, found: re.Match[str], floor: int) -> Reading | None:
    """The amount of a number nothing but words stands round; None when it is a name."""
    digits, more, _, more_too = found.groups()
    end = found.end()
    soft = Marker.OVER if more or more_too else None
    if digits in ("1", "100") and _BASE.search(text, max(0, start - 20), start):
        return None
    for base in _HEADS:
        if text.startswith(base, end):  # 死亡率8.5/10万
            if digits == "1" and text[start - 1 : start] in _OPENS_A_UNIT:
                return Reading(start, end + len(base), Owner.NAME)  # 孕产妇死亡率（1/10万）
            value, ulp = arabic(digits)
            return finish(text, start, end + len(base), floor, (value, None, ulp), Unit(base, base, Kind.OTHER), soft)
    if not _is_amount(text, start, end, digits):
        return _counted_noun(text, start, end, digits, soft, floor)
    value, ulp = arabic(digits)
    reading = finish(text, start, end, floor, (value, None, ulp), None, soft)
    return with_elided_unit(text, reading)


def _is_amount(text: str, start: int, end: int, digits: str) -> bool:
    if _RATIO.match(text, end) or _RATIO_BACK.search(text, max(0, start - 3), start):
        return True
    decimal = "." in digits or "．" in digits
    if text[end : end + 1] not in _ENDS and end < len(text):
        return (
            decimal
            and "\u4e00" <= text[end] <= "\u9fff"
            and (_HEAD.search(text, max(0, start - 5), start) or _CHANGING.match(text, end)) is not None
        )
    if decimal:
        return not _LINE_HEAD.search(text, max(0, start - 6), start) and digits.count(".") < 2
    if "," in digits or "，" in digits:
        return True
    if len(digits) == 4 and digits[:2] in ("19", "20"):
        return False
    return _HEAD.search(text, max(0, start - 5), start) is not None


def _counted_noun(text: str, start: int, end: int, digits: str, soft: Marker | None, floor: int) -> Reading | None:
    """217采样台: the noun itself is the unit, when the words before the number count or list."""
    if (
        "." in digits
        or digits[0] in "0０"
        or len(digits) > 6
        or text[start - 1 : start] not in _COUNTING
        or text[end : end + 1] in _HAN_DIGITS  # 7、8、9三个月
        or (len(digits) == 4 and digits[:2] in ("19", "20"))
    ):
        return None
    noun = _NOUN.match(text, end)
    if noun is None:
        return None
    value, ulp = arabic(digits)
    unit = Unit(noun[0], noun[0], Kind.COUNT)
    return finish(text, start, noun.end(), floor, (value, None, ulp), unit, soft)


def with_elided_unit(text: str, reading: Reading) -> Reading:
    """Name the kind of an amount whose unit is not printed: 税收3.8亿 is money, 总人口3.2万 is people."""
    if reading.unit == "":
        reading.kind = _kind(text, reading)
    return reading


def _kind(text: str, reading: Reading) -> Kind:
    left = text[max(0, reading.start - 16) : reading.start]
    left = re.split("[，,。；;]", left)[-1] or left
    if _INDEX.search(left):
        return Kind.OTHER
    if _PEOPLE.search(left):
        return Kind.PEOPLE
    if _MONEY.search(left) or text.startswith(("投资", "以上投资", "以下投资"), reading.end):
        return Kind.MONEY
    if _COUNTED.search(left):
        return Kind.COUNT
    return Kind.MONEY if reading.value >= 10_000_000 and reading.value == int(reading.value) else Kind.OTHER
