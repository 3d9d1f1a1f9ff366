"""What a page counts and shows beside its text: how often it was read, liked and rated, and the weather of the day.

Whole lines only. A line with any other word is text: 网站浏览量达415万次，比上年增长12%。
"""

import re

from pipeline.domain.span import Span
from pipeline.outline.page_words import COUNTED_WORDS, READ_WORDS, spaced

_LONGEST = 120  # characters
_BETWEEN = r"[\s•·|｜/、,，;；]*"
_WHEN = r"(?:19|20)\d\d\s*[-年./]\s*\d{1,2}\s*[-月./]\s*\d{1,2}\s*日?(?:\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
_NUMBER = r"\d[\d,，.]*+\s*[万亿wWkK]?\s*[+＋]?\s*(?:人次|人(?!气)|分(?!享)|[次条个票篇%％])?"
_SHOWN = rf"[\[［【(（<]?\s*{_NUMBER}\s*[)）\]］】>]?"
_READ = (
    r"(?:[本此该][文页站条]|文章|页面|网站|信息|累计|[今昨]日|本[周月日]|总|共|已被?|被)*"
    rf"(?:{spaced(READ_WORDS)})(?:人数|人次|数量|总数|次数|总量|热度|统计|计数|指数|量|数)?"
)
_COUNTED = rf"(?:{spaced(COUNTED_WORDS)})(?:人数|次数|总数|数|量)?"
_ASKED = r"[您你](?:对|觉得|认为)[^，,。；;]{0,20}[:：?？]"  # 您对该信息的评价：
_RATED = r"(?:非常满意|比较满意|基本满意|不太满意|不满意|满意|一般|很好|较好|较差|好|中|差)"
_TALLY = re.compile(
    rf"{_BETWEEN}(?:[\[［【(（]?{_WHEN}[)）\]］】]?{_BETWEEN})?"
    rf"(?:(?:(?:{_READ}|{_COUNTED})\s*[:：]?\s*(?:{_SHOWN}(?:\s*{_SHOWN})?)?"
    rf"|(?:已有|共有|共|已|累计)?\s*{_NUMBER}\s*[人次]?\s*已?(?:{spaced(READ_WORDS + COUNTED_WORDS)})[过了]?)"
    rf"[)）\]］】]?{_BETWEEN})++"
)
_ASKS = re.compile(
    rf"\s*{_ASKED}{_BETWEEN}(?:(?:{_RATED}|{_COUNTED})\s*[:：]?\s*(?:{_SHOWN}(?:\s*{_SHOWN})?)?{_BETWEEN})*+"
)
_SKY = (
    r"今[天日]|明[天日]|星期[一二三四五六日天]|周[一二三四五六日]|天气(?:预报|实况)?|气温|温度|湿度|风力|微风|[东南西北]{1,2}风|"
    r"空气质量(?:指数|等级)?|晴|多云|阴|(?:雷?阵|雨夹|[小中大暴]){0,2}[雨雪]|雾|霾|转|到|间|优|良好?|(?:轻|中|重)度污染|严重污染|"
    r"AQI|PM\s?(?:2\.5|10)|[零-]?\d++(?:\.\d)?\s*(?:℃|°C|度|级|%|μg/m³)?|[-~～—–/至:：,，|｜℃\s]"
)
_WEATHER = re.compile(rf"\s*(?:[一-龥]{{2,6}}\s+)?(?:{_WHEN}\s*)?(?:{_SKY})++")
_OF_THE_DAY = re.compile(r"℃|°C|空气质量(?:等级)?\s*[:：]?\s*(?:优|良|轻|中|重|严)")


def is_tally(text: str, line: Span) -> bool:
    """True for a line of nothing but counters and buttons of the page, with their numbers, or the weather."""
    if line.end - line.start > _LONGEST:
        return False
    counted = any(test.fullmatch(text, line.start, line.end) for test in (_TALLY, _ASKS))
    return counted or _is_weather(text, line)


def _is_weather(text: str, line: Span) -> bool:
    told = _OF_THE_DAY.search(text, line.start, line.end) is not None
    return told and _WEATHER.fullmatch(text, line.start, line.end) is not None
