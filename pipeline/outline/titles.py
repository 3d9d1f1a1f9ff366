"""Lines that stand before and after a report: its title, its office, its date, the meeting it was given at."""

import re

from pipeline.domain.span import Span
from pipeline.outline.dates import DATE

_TAIL = r"(?:\s*[(（][^()（）]{1,12}[)）])?(?:\s*[\[［]\d{1,2}[\]］])?"
_TITLE = re.compile(
    r"[^。；;！？!?:：|]{2,60}?(?:(?:总结|报告|公报|汇报|要点|述职)|"
    r"(?:计划|思路|打算|情况|结果|方案|规划|小结|安排|任务|草案|摘要|亮点|谋划|回顾|年报|通报|综述))" + _TAIL
)
_STRONG_TITLE = re.compile(r"(?:总结|报告|公报|汇报|要点|述职)" + _TAIL + "$")
_ABOUT = re.compile(r"\d{4}|[一二][九〇零○][〇零○一二三四五六七八九]{2}年|^关于|街道|[镇乡县区市省局]|政府")
_TOLD = re.compile(r"^[一-龥]{2,12}(?:街道|[镇乡县区市局])[:：]\s*(?=\S*\d{4}年)")  # 某街道：2023年工作总结
_NOTE = re.compile(r"\s*[\[［]\d{1,2}[\]］]$")  # the number of a note
_DAY = re.compile(rf"\s*[(（]\s*{DATE.pattern}\s*[)）]$")
_SPACED = re.compile(r"\S(?:[ \u3000\xa0]+\S)+")  # 政 府 工 作 报 告
_BREAK = re.compile(r"\s*\n\s*")
_GOES_ON = re.compile(r"[和及与暨]")
_REMNANT = re.compile("的?(?:工作)?(?:报告|总结|公报|汇报)")
_UNFINISHED = re.compile(r"[和及与的暨、]$|^关于(?!.*(?:报告|公报|总结|汇报|要点|方案)$)")
_YEAR = (
    r"(?:(?:\d{4}|[一二][九〇零○][〇零○一二三四五六七八九]{2})年度?|上半年|下半年|全年|今年|明年|来年|"
    r"(?:第?[一二三]、)?第?[一二三四]季度|前三季度|(?:过去|今后|未来)(?:[一二三五]年)?)?"
)
_PART = re.compile(
    rf"(?:回顾|展望)?{_YEAR}(?:的|主要|重点|工作|任务|政府|经济社会发展|发展|奋斗|预期|和|及|与|、){{0,5}}"
    rf"(?:总结|回顾|计划|打算|思路|安排|要点|重点|开展情况|完成情况|进展情况|成效|成果|成绩|亮点|目标任务|任务|"
    rf"重点工作|主要工作|(?:工作|奋斗|预期|发展|主要)目标)"
    rf"|(?:当前|目前|工作中)?(?:存在|面临)(?:的|着)?(?:主要|突出)?(?:问题|不足|困难|短板|和|与|及|、|挑战|形势|原因){{1,6}}"
    rf"|{_YEAR}下一?步(?:的|重点|主要|工作|和|及){{0,4}}(?:计划|打算|思路|安排|重点|措施|目标|任务|建议){{0,3}}"
    rf"|{_YEAR}(?:基本|总体|主要)(?:情况|做法|成效|要求|目标|经验)"
)
_OFFICE_END = (
    "街道办事处|街道|办事处|人民政府|政府|镇|乡|区|县|市|省|自治州|自治区|旗|局|厅|委|"
    "委员会|办公室|党委|党工委|管委会|政府办|中心|调查队|支队|大队|法院|检察院|国务院"
)
_OFFICE = re.compile(
    rf"(?:中共)?(?:[一-龥]{{1,25}}(?:{_OFFICE_END}))(?:[\s、]{{1,10}}[一-龥]{{1,25}}(?:{_OFFICE_END})){{0,3}}"
)
_PERSON = re.compile(
    r"[一-龥（）() ]{0,25}(?:省长|市长|区长|县长|镇长|乡长|州长|主席|主任|局长|书记|代表|负责人)"
    r"[ \u3000]*[一-龥·* \u3000]{0,8}"
)
_MEETING = re.compile(r"[—\-(（\s]*[^。；]{0,60}(?:会议|大会|全会|会)(?:第[一二三四五六七八九十]+次会议)?上[)）]?")
# Behind a clock time stands what a page says of its text; no sentence begins with one.
_DATED = re.compile(
    r"[(（\s]*"
    + DATE.pattern
    + r"(?:[^。，,]{0,12}|[^。，,；;]{0,40}[:：]\s*\[?\d*\]?次?|\s*\d{1,2}[:：]\d{2}[^。]{0,60})[)）]?"
)


def is_title(text: str, line: Span) -> bool:
    """True for a line that can be the title of a report."""
    words = _TOLD.sub("", _close(line.of(text)), count=1)
    if not 3 < len(words) <= 60 or not _TITLE.fullmatch(words):
        return False
    return bool(_STRONG_TITLE.search(words) or _ABOUT.search(words))


def title_words(title: str) -> str:
    """A title on one line, without the blanks of 政 府 工 作 报 告, and without the day or the note behind it."""
    return _NOTE.sub("", _DAY.sub("", _close(_BREAK.sub("", title))))


def _close(words: str) -> str:
    return "".join(words.split()) if _SPACED.fullmatch(words) else words


def goes_on(text: str, line: Span) -> bool:
    """True for the second line of a title: 暨2023年工作计划."""
    return _GOES_ON.match(text, line.start, line.end) is not None and is_title(text, line)


def is_remnant(text: str, title: Span, line: Span) -> bool:
    """True for what is left of a title on its next line: 的报告."""
    whole = _STRONG_TITLE.search(title.of(text))
    return whole is None and _REMNANT.fullmatch(text, line.start, line.end) is not None


def is_unfinished_title(text: str, line: Span) -> bool:
    """True for lines that are a title together with the next one: 关于某区2022年预算执行情况和."""
    return line.end - line.start <= 120 and _UNFINISHED.search(title_words(line.of(text))) is not None


def is_part_title(text: str, line: Span) -> bool:
    """True for the title of a part that has no number: 2021年工作总结, 下一步工作打算, 存在的问题和不足."""
    return 4 <= line.end - line.start <= 30 and _PART.fullmatch(text, line.start, line.end) is not None


def is_office(text: str, line: Span) -> bool:
    """True for a line that names offices and nothing else."""
    return 3 <= line.end - line.start <= 60 and _OFFICE.fullmatch(text, line.start, line.end) is not None


def is_date(text: str, line: Span) -> bool:
    """True for a line that is a date and at most the word or two of a place, or what a page says behind the hour."""
    return line.end - line.start <= 80 and _DATED.fullmatch(text, line.start, line.end) is not None


def is_person(text: str, line: Span) -> bool:
    """True for the line that names who reports: 县长  某某某."""
    return line.end - line.start <= 40 and _PERSON.fullmatch(text, line.start, line.end) is not None


def is_meeting(text: str, line: Span) -> bool:
    """True for the line that says where the report was given: ——2023年1月5日在县第十八届人民代表大会上."""
    return line.end - line.start <= 80 and _MEETING.fullmatch(text, line.start, line.end) is not None
