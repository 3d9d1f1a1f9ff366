"""Lines that stand before and after a report: its title, its office, its date, the meeting it was given at."""

import re

from pipeline.domain.span import Span
from pipeline.outline.dates import DATE, YEAR
from pipeline.outline.offices import identifies, is_name, names_person, office_titled, place_titled

_USUAL, _LONGEST = 60, 90  # characters of a title, and of one that quotes another
_RUBRICS = frozenset({"计划总结", "总结计划", "规划计划", "工作总结及计划"})  # where a site puts reports
_TAIL = r"(?:\s*[(（][^()（）]{1,12}[)）])?(?:\s*[\[［]\d{1,2}[\]］])?"
_TITLE = re.compile(
    r"[^。；;！？!?:：|]{2,90}?(?:(?:总结|报告|公报|汇报|要点|述职)|"
    r"(?:计划|思路|打算|情况表?|结果|方案|规划|小结|安排|任务|分析|简析|简况|草案|摘要|亮点|谋划|回顾|年报|通报|综述))"
    + _TAIL
)
_STRONG_TITLE = re.compile(r"(?:总结|报告|公报|汇报|要点|述职)" + _TAIL + "$")
_ABOUT = re.compile(r"\d{4}|[一二][九〇零○][〇零○一二三四五六七八九]{2}年|^关于|街道|[镇乡县区市省局]|政府")
_TOLD = re.compile(r"^([一-龥（）()]{2,30})[:：]\s*(?=\S*\d{4}年)")  # 某街道：2023年工作总结
_NOTE = re.compile(r"\s*[\[［]\d{1,2}[\]］]$")  # the number of a note
_DAY = re.compile(
    rf"\s*[(（\[［]\s*(?:{DATE.pattern}[一-龥·*\s]{{0,10}}|20\d{{6}}|全文|实录)\s*[)）\]］]$|(?:_[^_。]{{2,30}})+$"
)
_CALL = re.compile(
    r"^(?:[一-龥]{2,8}\d{1,2}月\d{1,2}日[电讯]|【[^】]{1,16}】|[(（\[［][^()（）\[\]［］]{2,16}[)）\]］])\s*(?=\S{4})"
)  # 【年终盘点】某镇…
# Where a page puts the meeting, or all of the head, on the line of the title.
_GIVEN_AT = re.compile(
    rf"\s*(?:[(（]|[—―━-]{{1,2}})\s*(?:{DATE.pattern})?\s*在?[^()（）。；;]{{4,60}}会议?上\s*[)）]?[^。；;]{{0,30}}$"
)
_DASHES = re.compile(r"^[—―–━-]+\s*")  # before a subtitle
_BROKEN = re.compile(r"(?<=[一-龥]) +(?=[一-龥])")  # where a line break was
_BETWEEN_NAMES = re.compile(r"[\s、]+")
_SPACED = re.compile(r"(?:\S|\d{4})(?:[ \u3000\xa0]+(?:\S|\d{4}))+")  # 政 府 工 作 报 告
_BREAK = re.compile(r"\s*\n\s*")
_GOES_ON = re.compile(r"[和及与暨]")
_REMNANT = re.compile("的?(?:工作)?(?:报告|总结|公报|汇报)")
# What is said of a title on the line below it: （2023年度）, （审议稿）.
_ADDED = re.compile(
    r"[(（](?:(?:19|20)\d\d(?:[-—–~至](?:19|20)?\d\d)?年?度?|[上下]半年|草案|摘要|[一-龥]{0,4}稿|全文)[)）]"
)
_UNFINISHED = re.compile(
    r"(?:[和及与的暨、]|关于)$|.{6}(?:\d{4}年度?|[上下]半年)$|^关于(?!.*(?:报告|公报|总结|汇报|要点|方案)$)"
)
_GENERAL = re.compile(r"(?:20|19|[二一][〇○零九]|年度|[上下]半年|工作(?:总结|报告|汇报)|法治政府)")
_YEAR = (
    r"(?:(?:\d{4}|[一二][九〇零○][〇零○一二三四五六七八九]{2})年度?|上半年|下半年|全年|今年|明年|来年|"
    r"(?:第?[一二三]、)?第?[一二三四]季度|前三季度|(?:过去|今后|未来)(?:[一二三五]年)?)?"
)
_PART = re.compile(
    rf"(?:回顾|展望)?{_YEAR}(?:的|主要|重点|工作|任务|政府|经济社会发展|发展|奋斗|预期|和|及|与|、){{0,5}}"
    rf"(?:总结|回顾|计划|打算|思路|安排|建议|设想|部署|要点|重点|措施|举措|努力方向|开展情况|完成情况|进展情况|成效|成果|成绩|亮点|目标任务|任务|"
    rf"重点工作|主要工作|(?:工作|奋斗|预期|发展|主要)目标)"
    rf"|(?:当前|目前|工作中)?(?:存在|面临)(?:的|着)?(?:主要|突出)?(?:问题|不足|困难|短板|和|与|及|、|挑战|形势|原因){{1,6}}"
    rf"|{_YEAR}下一?步(?:的|重点|主要|工作|和|及){{0,4}}(?:计划|打算|思路|安排|重点|措施|目标|任务|建议){{0,3}}"
    rf"|{_YEAR}(?:基本|总体|主要)(?:情况|做法|成效|要求|目标|经验)"
)
_NAME_OF_A_PERSON = re.compile(r"[一-龥][ \u3000\xa0]+[一-龥·]{1,3}(?:[ \u3000\xa0]+[一-龥])?")  # 周　某某
_ASIDE = re.compile(r"[(（][^()（）\d]{2,40}[)）]")
_SIGNS_OF_A_NAME = re.compile(r"[一-龥·]{2,4}")
_MEETING = re.compile(r"[—―━\-(（\s]*[^。；]{0,60}(?:会议|大会|全会|会)(?:第[一二三四五六七八九十]+次会议)?上[)）]?")
# The first of two such lines; pages lose signs of its date.
_MEETING_OPENS = re.compile(
    rf"[—―━\-(（\s]*在?(?:{DATE.pattern}|\d{{6,8}}日|20\d\d年\d{{1,4}}日)\s*在?[^。，,；;]{{2,40}}(?:届|代表大会|委员会|大会|人大常委会)"
)
_MEETING_PAPER = re.compile(
    r"[^。，,；;]{2,30}(?:大会|会议|全会|次会)(?:第[一二三四五六七八九十\d]+次会议)?(?:文件|材料)(?:之?[（(]?[一二三四五六七八九十\d]+[)）]?)?"
)
_MONTH = re.compile(
    r"[(（\s]*(?:(?:19|20)\d\d|[二一][〇○零九][〇○零一二三四五六七八九]{2})\s*年\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*[)）]?"
)
# Behind a clock time stands what a page says of its text; no sentence begins with one.
_DATED = re.compile(
    r"[(（\s]*"
    + DATE.pattern
    + r"(?:[^。，,]{0,12}|[^。，,；;]{0,40}[:：]\s*\[?\d*\]?次?|\s*\d{1,2}[:：]\d{2}[^。]{0,60})[)）]?"
)


def is_title(text: str, line: Span) -> bool:
    """True for a line that can be the title of a report."""
    if line.end - line.start > 2 * _LONGEST:
        return False
    words = _close(line.of(text))
    told = _TOLD.match(words)
    words = _bare(words[told.end() :] if told and is_name(told[1]) else words)
    if not 3 < len(words) <= _LONGEST or not _TITLE.fullmatch(words) or words in _RUBRICS:
        return False
    strong = _STRONG_TITLE.search(words)
    return bool(strong or _ABOUT.search(words)) and (len(words) <= _USUAL or strong is not None)


def title_words(title: str) -> str:
    """A title on one line, without blanks a line break left, a call before it, the day or the note behind it."""
    said = _DASHES.sub("", _bare(_NOTE.sub("", _close(_BREAK.sub("", title)))))
    pieces = _BROKEN.split(said)
    named = len(pieces) > 1 and all(map(identifies, pieces[:-1]))  # two offices that sign together
    return said if named and office_titled(pieces[-1]) else "".join(pieces)


def day_behind(title: str) -> re.Match[str] | None:
    """The day in brackets behind a title, as a match of `DATE`: 某镇2022年工作总结（2023-01-05）."""
    found = _DAY.search(title)
    return found if found and found["year"] else None


def _bare(words: str) -> str:
    return _GIVEN_AT.sub("", _DAY.sub("", _CALL.sub("", words)))


def _close(words: str) -> str:
    return "".join(words.split()) if _SPACED.fullmatch(words) else words


def goes_on(text: str, line: Span) -> bool:
    """True for the second line of a title: 暨2023年工作计划."""
    return _GOES_ON.match(text, line.start, line.end) is not None and is_title(text, line)


def lacks_office(text: str, line: Span) -> bool:
    """True for a title that does not say whose it is: 关于…的报告, 2020年度工作报告; it may stand on the line above."""
    title = title_words(line.of(text))
    if title.startswith("关于"):
        return office_titled(title) is None
    return _GENERAL.match(title) is not None and _is_nameless(title)


def is_remnant(text: str, title: Span, line: Span) -> bool:
    """True for what is left of a title on its next line, or said of it: 的报告, （2023年度）."""
    if _ADDED.fullmatch(text, line.start, line.end):
        return True
    whole = _STRONG_TITLE.search(title.of(text))
    return whole is None and _REMNANT.fullmatch(text, line.start, line.end) is not None


def is_unfinished_title(text: str, line: Span) -> bool:
    """True for lines that are a title together with the next one: 关于某区2022年预算执行情况和."""
    return line.end - line.start <= 120 and _UNFINISHED.search(title_words(line.of(text))) is not None


def is_dated_title(text: str, line: Span) -> bool:
    """True for a title that begins with its year or with whose it is; others can be the end of one: 统计公报."""
    title = title_words(line.of(text))
    return YEAR.match(title) is not None or title.startswith("关于") or not _is_nameless(title)


def _is_nameless(title: str) -> bool:
    return office_titled(title) is None and place_titled(title) is None


def is_part_title(text: str, line: Span) -> bool:
    """True for the title of a part that has no number: 2021年工作总结, 下一步工作打算, 存在的问题和不足."""
    return 4 <= line.end - line.start <= 30 and _PART.fullmatch("".join(line.of(text).split())) is not None


def is_office(text: str, line: Span) -> bool:
    """True for a line that names offices and nothing else."""
    return 3 <= line.end - line.start <= 60 and all(map(is_name, names_of(line.of(text))))


def names_of(words: str) -> list[str]:
    """The names on a line of offices, without the brackets round them."""
    return _BETWEEN_NAMES.split(words.strip("()（）"))


def is_date(text: str, line: Span) -> bool:
    """True for a line that is a date and at most the word or two of a place, or what a page says behind the hour."""
    tests = (_DATED, _MONTH)
    return line.end - line.start <= 80 and any(test.fullmatch(text, line.start, line.end) for test in tests)


def is_person(text: str, line: Span) -> bool:
    """True for the line that names who reports: 县长  某某某."""
    return line.end - line.start <= 50 and names_person(line.of(text))


def is_bare_name(text: str, line: Span) -> bool:
    """True for a line that can be the name of a person alone, spread as names of two signs are: 周　某."""
    return _NAME_OF_A_PERSON.fullmatch(text, line.start, line.end) is not None


def is_aside(text: str, line: Span) -> bool:
    """True for words in brackets, without a digit, as they stand below a title: （在全镇干部大会上的报告）."""
    return _ASIDE.fullmatch(text, line.start, line.end) is not None


def can_be_name(text: str, line: Span) -> bool:
    """True for a line of two to four signs, as names are; so are headings: what stands round it decides."""
    return _SIGNS_OF_A_NAME.fullmatch(text, line.start, line.end) is not None


def is_meeting(text: str, line: Span) -> bool:
    """True for the line that says where the report was given: ——2023年1月5日在县第十八届人民代表大会上."""
    tests = (_MEETING, _MEETING_PAPER)
    return line.end - line.start <= 80 and any(test.fullmatch(text, line.start, line.end) for test in tests)


def opens_meeting(text: str, line: Span) -> bool:
    """True for the first of two lines that say where the report was given: ——2023年1月5日在某县第十八届."""
    return line.end - line.start <= 80 and _MEETING_OPENS.fullmatch(text, line.start, line.end) is not None
