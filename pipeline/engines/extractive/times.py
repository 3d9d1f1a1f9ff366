"""Words that say when: of a part of the year, of the year, of many years."""

import re

# Less than a year: what is said under it must not be told of the year.
PART_OF_YEAR = r"(?:预计)?(?:今年|[0-9０-９]{4}年)?(?:[上下]半年|前[一二三]季度|第?[一二三四]季度)"
# What a change is told against when it is not the year before: 与2016年相比, 较上届末.
_BASE_OF_OLD = (
    r"(?:(?:与|同|和|跟)(?!上年|去年|同期)[^，,；;。]{0,8}(?:年|届|期|末|前|初)[^，,；;。]{0,4}相?(?:比|对比|比较)|"
    r"[比较][0-9０-９]{4}年(?:[底末初]|同期)?)"
)
_SINCE = r"(?!今年|本年|年初|年内|一年|开年|入[春夏秋冬汛])[^，,；;。]{2,12}以来"
MANY_YEARS = (  # more than a year: what is said under it must not be told of the year
    r"(?:(?:过去|近|最近|这|前)的?[两二三四五六七八九十几2-9]+年(?:来|间)?|[两二三四五六七八九十几多]+年(?:多)?(?:来|间)|"
    rf"“?十[一二三四]五”?(?:期间|时期|以来)?|{_BASE_OF_OLD})"
)
TIME = re.compile(
    rf"^(?:{PART_OF_YEAR}|{MANY_YEARS}|(?:与|同|和|跟)(?:上年|去年)(?:同期)?相?(?:比|比较)|"
    r"[0-9０-９]{1,2}月?[-—–~～至][0-9０-９]{1,2}月(?:份|底)?|过去一年|一年来|特别是|尤其是|同时|目前|现已|截[至止](?:到)?[^，,；;。]{1,14}|今年(?:以)?来|一年来|年初|年底|全年|"
    r"(?:自|从)?[0-9０-９]{1,4}[年月][^，,；;。]{0,12}|疫情发生以来|[^，,；;。]{0,10}(?:以来|期间|月底前))$"
)
LIMIT = re.compile(
    rf"^(?:{PART_OF_YEAR}|{MANY_YEARS}|{_SINCE}$|"
    r"截[至止]|[0-9０-９]{1,2}月?[-—–~～至](?!12月)[0-9０-９]{1,2}月)"
)
OPENING_LIMIT = re.compile(
    rf"^(?:{PART_OF_YEAR}|[两二三四五六七八九十]+年来|"
    r"[0-9０-９]{1,2}月?[-—–~～至](?!12月)[0-9０-９]{1,2}月(?:份|底)?|"
    r"截[至止](?:到)?(?:[0-9０-９]{4}年)?[0-9０-９]{1,2}月(?:[0-9０-９]{1,2}日|份|底|末|[上中下]旬)*)"
)
OWN_TIME = re.compile(r"^(?:全年|今年|年内|去年|上年|年[初底末]|[上下]半年|目前|现|[0-9０-９]{1,4}[年月]|截[至止])")
OF_A_DATE = re.compile(r"^(?:自|从)?[0-9０-９]{1,4}[年月]")
LIMITED = re.compile(
    rf"^(?:{PART_OF_YEAR}(?:以来)?$|{MANY_YEARS}|(?!今年|一年)[^，{{]{{2,12}}以来$|"
    r"截[至止](?!目前)|[0-9]{1,2}月?[-—–~～至](?!12月)[0-9]{1,2}月)[^{]*$"
)
# What is said of years, wherever in a clause it says so: in a report on one year its own figures come first.
_OF_YEARS = re.compile(rf"^(?:{MANY_YEARS}|[^，{{]{{2,12}}以来，)|(?:^|，)[两二三四五六七八九十]+年(?:来|间)?累计")
_OF_THE_YEAR = re.compile(r"^(?:今年|年初|一年|20\d\d年)以?来")
_OF_A_PART = re.compile(rf"^{PART_OF_YEAR}")
_DATED = re.compile(
    rf"^(?:{PART_OF_YEAR}|{MANY_YEARS}|[0-9]{{4}}年[0-9]{{1,2}}月|[^，{{]{{2,12}}以来，|"
    r"截[至止]|过去一年|目前|[0-9]{1,2}[-—月]|自)"
)
_LAST_MONTH = {"一季度": 3, "第一季度": 3, "上半年": 6, "前三季度": 9}


def is_dated(text: str) -> bool:
    """True when `text` opens with a time of its own, which a year before it would contradict."""
    return _DATED.match(text) is not None


def is_partial(text: str, period: str | None) -> bool:
    """True when `text` opens with a part of the year that is not the report's `period`, or is of many years."""
    if _OF_YEARS.search(text) and not _OF_THE_YEAR.match(text):
        return True
    found = _OF_A_PART.match(text)
    return found is not None and not (period and found[0].endswith(period))


def opening_limit(text: str) -> str:
    """The 截至9月底 or 1-9月 that `text` opens with; "" without one."""
    head = text.partition("，")[0]
    if LIMITED.match(head):
        return head
    found = OPENING_LIMIT.match(text)
    return found[0] if found else ""


def without_stretch(stretch: str, text: str) -> str:
    """`text` without the report's own stretch before it, in months too: 1-6月 in a report on 上半年."""
    last = _LAST_MONTH.get(stretch)
    months = rf"|1月?[-—–~～至]{last}月(?:份|底)?" if last else ""
    return re.sub(rf"^(?:{re.escape(stretch)}{months})，?", "", text) if stretch else text
