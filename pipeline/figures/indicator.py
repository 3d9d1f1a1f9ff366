"""What a figure measures, in the words of its clause."""

import re

from pipeline.domain.figure import Direction, Kind
from pipeline.figures.lexicon import words
from pipeline.figures.reading import Reading
from pipeline.figures.sign import sign_start

_LEAD = re.compile(
    r"^(?:[一二三四五六七八九十]是|其中|同时|此外|另外|另|并|且|以及|及|和|与|全年|今年以?来?|今年|年内|目前|截至目前|截止目前|截至[^，,]{0,10}底|本年度?|共计?|累计|全[县乡镇省]|全市(?!场)|全区(?!域)|全街道|我[县市区乡镇](?!级)|我街道|有(?=[\u4e00-\u9fff]{2})(?![关效机线色望限序偿])|已|还|对(?!接|口|外)|将|截[至止][0-9年月份底末]{1,10}(?:中旬|上旬|下旬)?|至[0-9]+月底?"
    r"|[0-9 ]{4,7}年(?:度|以来|来)?|[0-9]{1,2}[-—至][0-9]{1,2}月份?|[、（()）:：\s])+"
)
_TAIL = re.compile(
    r"(?:[:：\s（(]|(?<![签预合节履])约|近|超过?|逾|突破|达到?|为|是|共计?|累计|合计|总计|完成|实现|约为|计|有|至|到|了|的|高达|仅|均|分别|已|各|占|不足|不到|以|完成(?:全年|年度)?任务|并|将|[由从](?:[0-9０-９]{4}年|上年|去年)?)+$"
)
_NOUN = re.compile(
    r"(?:以[上下内]|左右|的|余|多)*([\u4e00-\u9fffA-Za-z“][\u4e00-\u9fffA-Za-z“”\"（）()·]{0,15}?)(?=[，,。；;、:：\n0-9]|进行|开展|定期|已|完成|开工|分(?![子局公支校店院散类布])|对(?![象外口])|换发|达|实现|均|的|和|与|及|为|有|在|被|全部|$)"
)
# A clause that ends in one of these names what was done; what was counted stands behind the number.
_DOING = words(
    """
    完成 推进 实施 新增 新建 建成 建设 引进 签约 开工 检查 组织 开展 举办 召开 成立 清理 拆除 办理 发放 处理 受理
    整治 培育 创建 获 获得 摸排 对 在 涉及 与 为 给予 加快 等 有 将 建立 打造 设立 设置 配备 改造 服务 惠及 救助
    帮扶 帮助 争取 落实 带动 吸纳 形成 拥有 调处 化解 查处 排查 分 按照 围绕 有序 前 含 包括 中 其他 全部 覆盖
    巩固提高现有 现有 现 余 收录 内 辖区内 共有 辖 下辖 了 出动
    """
)
_VERBISH = re.compile(f"(?:{'|'.join(_DOING)})$")
_COUNTED = (Kind.COUNT, Kind.PEOPLE)
_CUT = re.compile("[，,；;。：:\n、（(]")
_THRESHOLD = re.compile(r"(?:及?以[上下内]|之内)([\u4e00-\u9fff]{1,10}?)(?=[，,。；;、:：\n0-9（(]|达|有|为|完成|$)")
_LIMIT = re.compile(r"[0-9０-９][0-9０-９.,]{0,9}[百千]?[万亿]{0,2}(?:[元亩吨米]|美元|平方米|公里)?$")
_BARE = {"户": "户数", "人": "人数", "元": "金额"}  # when the words say nothing else
_ACTING = re.compile("重新|施划|增设|新增|新建|设置|拆除|清理|清扫|整治|开展|组织|实施|发放|查处|修建|改造|建设|培训")
_MOST = 18  # characters an indicator may have
# Enum members as globals: reading one through its class takes ten times as long on Python 3.11.
_COUNT = Kind.COUNT


def indicator(text: str, reading: Reading, floor: int, previous: str, direction: Direction | None, limit: int) -> str:
    """The words that say what is measured; `floor` is the start of the comma clause or the end of the figure before it.

    `previous` is the indicator of the figure before in the same sentence: what a bare 同比增长 speaks of and
    what the later items of a list share. `limit` is the end of the sentence.
    """
    left = _left(text, floor, sign_start(text, reading.start, reading.kind, reading.unit_norm))
    counts = reading.kind in _COUNTED
    if reading.bound and (limited := _THRESHOLD.match(text, reading.end, limit)):
        return f"{text[reading.start : limited.end()]}"[-_MOST:]
    if counts and "、" in left and (named := _NOUN.match(text, reading.end, limit)) and len(named[1]) > 1:
        return named[1].strip('“”"（）()')  # 教育、医疗、文体五个大类服务
    if not left and previous and text.startswith("的", reading.end):
        return previous  # 城镇新增就业…,完成年度任务5000人的124.2%
    if counts and (not left or left[-1] in "、和及与" or _VERBISH.search(left)):
        noun = _NOUN.match(text, reading.end, limit)
        if noun:
            return noun[1].strip('“”"（）()')
    if direction and reading.kind is not _COUNT and len(left) <= 8 and previous and not _own_subject(left):
        return f"{previous}{left}"[-_MOST - 8 :] if left not in previous else previous
    return left or previous or _BARE.get(reading.unit, reading.unit)


_CHANGE = re.compile(
    "^(?:(?:同比|环比|比上年|较上年|比去年|较去年|同期|比|较|年均|名义|实际|分别|增长|增加|下降|提高|上升|减少|回落|降低|增幅|增速|增|降|减|末|底|初|平均|年|了)+)$"
)


def _own_subject(left: str) -> bool:
    return _CHANGE.match(left) is None


def _left(text: str, floor: int, start: int) -> str:
    words = text[max(floor, start - 40) : start].replace("\n", "")
    if words.startswith(("以上", "以下", "及以上")) and (limit := _LIMIT.search(text, max(0, floor - 14), floor)):
        words = limit[0] + words  # 1000万元以上项目7个
    opening = max(words.rfind("("), words.rfind("（"))
    if 0 <= opening < len(words) - 2 and not (")" in words[opening:] or "）" in words[opening:]):
        words = words[opening + 1 :]
    words = _LEAD.sub("", _TAIL.sub("", words))
    if len(words) <= _MOST:
        return words
    words = words[-_MOST:]
    cut = max(words.find(mark, 0, _MOST // 2) for mark in "、的和及对为在”")
    if cut < 0 and (acting := _ACTING.search(words, 0, _MOST - 4)):
        return words[acting.start() :]
    return words[cut + 1 :]
