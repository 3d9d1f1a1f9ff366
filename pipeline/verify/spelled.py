"""Numerals that are no digits: 三个, 两百, 百分之百, 数万, 一半, 零事故, and the signs ½ ③ Ⅷ 卅.

Words that hold a numeral and tell no amount (一批, 千家万户, 三农, 二十大) are left out here or, where they cannot be
told from an amount, asked for in the source like any name.
"""

import re
import unicodedata
from collections.abc import Iterator

NUMERALS = "一二两三四五六七八九十百千万亿零〇壹贰叁肆伍陆柒捌玖拾佰仟廿卅卌"
CLASSIFIER = (
    "个|项|家|户|人|名|位|处|件|起|次|场|条|座|栋|幢|辆|台|所|支|批|亩|元|米|公里|吨|成|倍|套|间|宗|单|份|张|块|棵|株|头|只|轮|期|"
    "公顷|平方|颗|粒|片|根|枚|匹|艘|架|口|盏|幅|册|箱|袋|桶|斤|克|立方|天|小时|对|封|部|本|篇|车|剂|例|笔|趟|岁|%|‰|百分点"
)
_DIGIT = "一二两三四五六七八九几"
_SCALE = "百千万亿"
_ANY = f"{_DIGIT}十{_SCALE}零〇"
_FORMAL = "壹贰叁肆伍陆柒捌玖拾佰仟"
_NOUN = r"(?:(?![并和的了与及等至为以])[\u4e00-\u9fff])?"  # what is counted belongs to the words asked for
_PROVERBIAL = "千家|万家|万户|百家"  # asked for with two characters more, so that 千家万户 is no ground for 千家企业
_COUNTED = rf"[{_ANY}半]{{1,24}}+[余多来]?(?:{CLASSIFIER}|大|类|方面|级)"
_SHARE = rf"百分(?:之[{_ANY}点半]{{1,24}}+|百)|[{_ANY}]{{1,24}}+分之[{_ANY}点]{{1,24}}+"
_PART = (
    r"过半|半数|[一大多]半(?![年个月天岛夜径])|减半|翻倍|翻[一两二三几]?了?[一两]?番|(?<=[降减打])[二三四五六七八九]折"
)
# From a hundred up a numeral needs no classifier to tell an amount: 下降两百, 三百老人, 百万群众.
_LARGE = (
    rf"[{_DIGIT}十][{_ANY}]{{0,23}}[{_SCALE}](?!强)[{_DIGIT}十零〇]{{0,8}}[余多]?{_NOUN}|[十百千][万亿](?![不别众])"
)
_TENS = (
    rf"(?<![第初双{_ANY}])(?!十一(?:国庆|黄金|长假|假期|期间))"
    rf"(?:[{_DIGIT}]十[{_DIGIT}]?|十[{_DIGIT}])(?![{_ANY}月日号届中])[余多]?{_NOUN}"
)
_IDIOMS = "[姓科货花众分方]|家万|户千"  # 百姓, 百分, 千方百计, 千家万户
_ABOUT = (
    rf"[数几][十{_SCALE}]{{1,4}}+(?!{_IDIOMS})[余多]?"
    rf"|(?<![线网以路身街会村])上[{_SCALE}]{{1,4}}+(?!{_IDIOMS})[余多]?"
    rf"|(?:[近超破逾达]|(?<![节条签合预])约)[{_SCALE}]{{1,4}}+(?!{_IDIOMS})"
    rf"|(?<![通经透度超穿走])过[{_SCALE}]{{1,4}}+(?=[余{CLASSIFIER.replace('|', '')}])(?!{_IDIOMS})"
    rf"|(?<![{_ANY}])[十{_SCALE}]{{1,4}}+(?:[余多]|来(?=[个名人户家]))"
)
# After a word of change or of reaching a bare numeral is an amount too.
_REACHED = "下降|上升|增长|增加|减少|降低|提高|提升|达到|高达|突破|超过|不足"
_BARE = "|".join(
    rf"(?<={word})[二两三四五六七八九十{_SCALE}]{{1,24}}+(?![\u4e00-\u9fff])" for word in _REACHED.split("|")
)
_NOUGHT = (
    rf"(?<![{_ANY}清归整批飘凋丁])零(?![售散星碎件食花钱用部下距容基门接障的开起{_ANY}]|工(?!伤)|上(?!访))[\u4e00-\u9fff]{{2}}"
    r"|(?<![整抹])(?:[为归清]|[降减][至到])零(?![\u4e00-\u9fff])"
)
_WRITTEN_OUT = rf"(?<![队大水着登收])(?:[{_FORMAL}]{{2,24}}+|[壹贰叁肆柒捌]){_NOUN}"
_HOMES = rf"(?<![{_ANY}])(?:{_PROVERBIAL})[\u4e00-\u9fff]{{2}}"
_SPELLED = re.compile("|".join((_SHARE, _PART, _HOMES, _COUNTED, _ABOUT, _LARGE, _TENS, _BARE, _NOUGHT, _WRITTEN_OUT)))
# 一批, 一个, 千家万户, 情暖万家: no count; 千家企业 and 万户居民 are.
_IDIOM = re.compile(
    rf"一[^十百千万亿倍成半]|(?:{_PROVERBIAL})(?:(?![\u4e00-\u9fff]{{2}})|(?<=[进入走串暖访送].{{2}})|万户|千家|灯火|争鸣)"
    r"|亿万|三五成|半(?!数)"
)
_NO_WORD = re.compile(r"[廿卅卌]|[^\u4e00-\u9fff\x00-\x7f，。、；：“”（）]")  # all that may be a sign, and little else
_POWER = frozenset("²³")  # of m², km²


def spelled(text: str) -> Iterator[tuple[int, int]]:
    """Places of the numerals of `text` (folded) that are no digits and may tell an amount, in no set order."""
    for found in _SPELLED.finditer(text):
        if not _IDIOM.match(text, found.start()) and not text[max(0, found.start() - 1) : found.start()].isdecimal():
            yield found.span()
    yield from _signs(text)


def _signs(text: str) -> Iterator[tuple[int, int]]:
    """Runs of ½, ③, Ⅷ and of the signs for 20, 30 and 40."""
    start = end = -1
    for found in _NO_WORD.finditer(text):
        at, char = found.start(), found[0]
        if not is_sign(char) or (char in _POWER and text[at - 1 : at] == "m"):
            continue
        if at != end:
            if start >= 0:
                yield start, end
            start = at
        end = at + 1
    if start >= 0:
        yield start, end


def is_sign(char: str) -> bool:
    """Is `char` a numeral that is neither a digit nor one of the usual Chinese ones?"""
    return char in "廿卅卌" or (char != "〇" and char.isnumeric() and unicodedata.category(char) in ("No", "Nl"))
