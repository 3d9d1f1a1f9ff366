"""Names, codes, ordinals and list numbers: numerals that say which one, not how many."""

import re

from pipeline.domain.figure import Kind, Owner
from pipeline.figures.lexicon import word_set, words
from pipeline.figures.reading import Reading

QUOTED = re.compile(
    r"“[^”“\n]*”|\"[^\"\n]*\"|《[^》\n]*》|「[^」\n]*」|『[^』\n]*』|‘[^’‘\n]*’|〔[^〕\n]*〕|【[^】\n]*】"
)

# National short numbers of public services.
_HOTLINES = word_set(
    """
    110 119 120 122 114 12122 12123 12301 12305 12309 12310 12313 12314 12315 12316 12317 12318 12319 12320 12328
    12329 12331 12333 12336 12337 12338 12339 12340 12341 12345 12348 12349 12350 12351 12355 12356 12360 12363
    12365 12366 12369 12371 12377 12378 12379 12380 12381 12385 12386 12388 12389 12390 12391 12393 12395 12396
    12398 95598 96333 96315 96110
    """
)
_NAMED_AFTER = words(
    """
    热线 平台 国道 省道 县道 乡道 高速 路公交 工程 计划 行动 模式 工作法 号 届 级 强 型 版 后 代 弄 楼 室 系列 园区
    文化 创意 广场 影院 空间 中学 小学 医院
    """
)
_CODE_BEFORE = re.compile(
    "(?:电话|传真|邮编|邮政编码|编号|代码|号码|索引号|标识码|备案|热线|QQ|qq|微信|邮箱|字第|网安备|帐号|账号|型号"
    r"|证号|文号|区号|户名|刊号|书号|车牌)[^，。,;；\n0-9]{0,4}$"
)
_RANKED = re.compile(
    r"(?:排名|位列|名列|位居|(?<![系陈])列(?![入为车支])|(?<![民邻定群旧聚])居(?![家民住委])|(?<!安)排(?![查摸水污放练]))"
    r"(?:[^，。,;；\n0-9]{0,8})$"
)
_RISING = words("上升到 上升至 上升为 前移到 前移至 跃升到 跃升至 提升到 提升至 下降到 下降至 升至 升到")
_RISEN = re.compile("(?:上升|下降|前移|后移|跃升|提升|攀升|晋升|前进|升)[到至为]$")
_LIST_AFTER = ".．、)）"
_CIRCLE = re.compile(r"[^，,。；;、\n]{0,10}圈")
_ROUND_THE_CLOCK = re.compile(
    r"小时(?:[^，,。；;、\n]{0,2})(?:值|轮|不间断|在线|服务|自助|不打烊|监控|巡|待命|响应|全天)"
)
_POWERS = frozenset(("千瓦", "兆瓦", "千伏安", "kW", "MW"))
_SYMBOLS = frozenset("+＋-－_/／#×*.")
_ALNUM = re.compile(r"[A-Za-z0-9\u4e00-\u9fff]")
# Enum members as globals: reading one through its class takes ten times as long on Python 3.11.
_MONEY, _DURATION = Kind.MONEY, Kind.DURATION


def is_list_number(text: str, start: int, end: int) -> bool:
    """True for `1.`, `2、`, `(3)` at the head of a line or in brackets."""
    if end - start > 3 or text[end : end + 1] not in _LIST_AFTER or end >= len(text):
        return False
    lead = text[max(0, start - 12) : start].rpartition("\n")[2] if start else ""
    opening = lead.strip(" \t\u3000\xa0*#>-")
    if opening == "" and (start - len(lead) == 0 or text[start - len(lead) - 1] == "\n"):
        return True
    if opening[-1:] in ("(", "（"):
        return text[end] in ")）"
    return (
        opening[-1:] in ("。", "；", ";", "：", ":", "！", "”")
        and text[end] in ".．、"
        and not text[end + 1 : end + 2].isdigit()
    )


def is_code(text: str, start: int, digits: str) -> bool:
    """True for phones, index numbers, post codes: long runs, or a word like 电话 before."""
    return len(digits) > 15 or _CODE_BEFORE.search(text, max(0, start - 12), start) is not None


def is_named(text: str, end: int, digits: str) -> bool:
    """True for a number without unit that is a name or part of one: 12345热线, 312国道, 1+2+N, 4级, 500强."""
    if digits in _HOTLINES:
        return True
    following = text[end : end + 1]
    return following in ("+", "＋", "#", "×", "*") or text.startswith(_NAMED_AFTER, end)


def glued_to(text: str, start: int) -> bool:
    """True when a letter, or a sign with a word before it, stands directly before: PM10, C2, A-5, B/12."""
    before = text[start - 1 : start]
    if before in _SYMBOLS:
        if before in "/／" and text[start - 2 : start - 1] > "\u4e00":  # 桥梁12座/356延米
            return False
        return before in "+＋×*_#" or _ALNUM.match(text[start - 2 : start - 1]) is not None
    return (before.isascii() and before.isalpha()) or before in ("＋", "×")


def is_power_of_sets(text: str, start: int, amount: Reading) -> bool:
    """True for the size of each set of a power station: 2×1250千瓦."""
    return amount.unit in _POWERS and text[start - 1] in "×xX*" and text[start - 2 : start - 1].isdigit()


def names_an_amount(text: str, start: int, amount: Reading, quoted: bool) -> bool:
    """True when number and unit together are a name: “15分钟”医保服务圈, 60岁以上, 24小时值班."""
    if (quoted and amount.kind is not _MONEY) or text[start - 1 : start] == "每":  # 每10万人口 is a base
        return True
    if amount.kind is _DURATION:
        return is_named_span(text, amount.end) or _ROUND_THE_CLOCK.match(text, amount.end - 2) is not None
    if amount.unit in ("岁", "周岁"):
        return not is_age_amount(text, amount)
    if amount.unit == "人":
        return text.startswith(("群", "制"), amount.end)
    if amount.unit in ("°", "度"):  # 东经104°19′50″
        return text[start - 1 : start] in ("经", "纬") or (
            amount.unit == "°" and text[amount.end : amount.end + 1].isdigit()
        )
    if amount.unit == "页" and text[start - 1 : start] == "共":  # 第1页共3页
        return True
    if amount.unit == "位" and (
        text.startswith(_RISING, amount.end) or _RISEN.search(text, max(0, amount.start - 4), amount.start)
    ):  # 由15位上升到12位
        return True
    if amount.unit in ("位", "名"):
        return _RANKED.search(text, max(0, amount.start - 14), amount.start) is not None
    return amount.unit in ("千伏", "kV", "KV", "伏") and text[amount.end : amount.end + 1] != "安"


def is_named_span(text: str, end: int) -> bool:
    """True when a length of time names something: 15分钟生活圈, 七天长假."""
    return _CIRCLE.match(text, end) is not None or text.startswith(("长假", "小长假", "假期"), end)


_AGE_BEFORE = re.compile("平均|年龄|寿命|下降|提高|延长|增加|达到|享年")
_AGE_GROUP = (
    "人",
    "老",
    "儿",
    "及以",
    "以上",
    "以下",
    "(含",
    "（含",
    "的",
    "至",
    "-",
    "适",
    "女",
    "妇",
    "青",
    "少",
    "高",
)


def is_age_amount(text: str, amount: Reading) -> bool:
    """True for 平均年龄43岁 and 预期寿命78.5岁; an age group (60岁以上) is a name."""
    if text.startswith(_AGE_GROUP, amount.end):
        return False
    return _AGE_BEFORE.search(text, max(0, amount.start - 10), amount.start) is not None


_CHAINED = frozenset(" \u3000、和及至-—~～")
_ORDINALS = re.compile(r"第[ \u30000-9、和及至—~～-]{0,12}$")


_CAPTIONED = frozenset("表图件 ")
_CAPTION = re.compile(r"(?:^|[\n\s(（见如、：:至和及—–~～-])(?:附?[表图]|附件)[ ]?$")


def is_ordinal(text: str, start: int) -> bool:
    """True after 第, also down a list (第3、5、7组), and for the number of a table or figure (表1 单位:万元)."""
    before = text[start - 1 : start]
    if before == "第":
        return True
    if before in _CAPTIONED and before:
        return _CAPTION.search(text, max(0, start - 5), start) is not None
    return before in _CHAINED and _ORDINALS.search(text, max(0, start - 14), start) is not None


def owner_without_unit(digits: str) -> Owner:
    """What a number nobody claimed is: a code when it is long, else a name."""
    return Owner.CODE if len(digits) > 6 else Owner.NAME
