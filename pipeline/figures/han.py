"""One numeral in Chinese digits: an amount when it counts real things, else an ordinal, a name or an idiom."""

import re
from decimal import Decimal

from pipeline.domain.figure import Kind, Marker, Owner
from pipeline.figures.amount import finish
from pipeline.figures.bare import with_elided_unit
from pipeline.figures.compounds import is_other_word
from pipeline.figures.lexicon import word_set, words
from pipeline.figures.names import is_named_span
from pipeline.figures.numerals import chinese
from pipeline.figures.reading import Reading
from pipeline.figures.scan import HAN, HAN_NUMBER
from pipeline.figures.units import BY_FIRST, UNITS, Unit, unit_at

# Classifiers that count when a Chinese numeral stands before them; 级 期 届 线 等 make ordinals and names.
_COUNTS = word_set(
    """
    个 家 名 人 位 户 处 项 件 条 座 所 台 套 辆 栋 幢 间 支 场 起 宗 只 头 批 片 根 株 棵 颗 枚 张 幅 艘 架 部 例
    门 篇 册 本 种 组 队 对 口 眼 盏 台套 人次 家次 批次 场次 台次 车次 件次 条次 户次 份 类 行政村 自然村 社区
    街道
    """
)
_MEASURES = word_set(
    """
    亩 公顷 公里 里 华里 米 千米 平方米 平方公里 立方米 吨 公斤 千克 斤 担 马力 千瓦 千瓦时 元 美元 港元 欧元 倍
    个百分点 百分点
    个月 小时 个小时 分钟 天 周 个工作日 个星期 学时 课时 个季度 年
    """
)
_TERSE = word_set("期 次 层 村 镇 乡 区 县 市 省 届 轮 点 成 番 岁")  # count only in a plain setting
_ROUND = frozenset(("百", "千", "万", "百万", "千万", "亿", "十万", "万亿", "百亿", "千亿"))
_ENDS = "，,。；;、)）！!\n"
_OPENS_A_LABEL = frozenset(("", *"（(：:、/\n \u3000|"))
_ENDS_OF_A_LABEL = frozenset(("", *"）)、/，,\n \u3000|"))
_VAGUE = frozenset("每数几第前头上中下逐某哪这那周")
# After “N个” these make a slogan or a packaged set, not a count of things.
_SLOGANS = words(
    """
    高地 全覆盖 代表 服从 革命 文明 坚持 确保 转变 突破 百分 必须 维护 自信 意识 不 提升 加强 更加 方面 层面 环节
    使命 重点任务 任务 举措 措施 理念 战略 关键 原则 关系 统筹 结合 到位 统一 一律 专项行动 全面 务必 融合 注重
    优先 聚焦 务实 体系 抓手 保障 机制 目标 倡导 主义 形态 责任 走在 导向 定位 文章 防控 方案 政策 意见 禁令 规定
    标准 阶段 时期 规范 严格 严禁 带头 创新 攻坚战 保护 清零 共同 走进 做到 强化 建设 行业 思想 维度 要素 跨越 支撑
    功能区 世界 创建 重点工作 费用 有色金属 制度改革 底线 红线
    """
)
_PACKAGED = re.compile(f'[“"‘一二三四五六七八九十]|{"|".join(_SLOGANS)}')
_LARGE_SET = word_set("片区 类 大类 门类 园区 网格 区域 板块 基地 市场 组团")
_BUILT = re.compile("(?:新建|建成|修建|改建|扩建|购置|建有|设有|拥有|新增)$")
_LISTED = re.compile(r"[0-9０-９](个|所|家|座|处)[^，,。；;、0-9０-９\n]{1,8}[，,、和及]$")  # 19个行政村,一个居委会
_SESSIONS = re.compile("班|训|座|坛|刊|报|节目|办|习|讲|了")
_BUILDINGS = word_set("座 所 家 处 台 套 栋 条 辆 支 个 间")
_PER_CENT = re.compile(rf"[百千]分之([{HAN}]{{1,8}}+)(?:点([{HAN}]{{1,8}}+))?")
_FRACTION = re.compile(rf"([{HAN}]{{1,5}}+)分之([{HAN}]{{1,5}}+)")
# 三家寨村, 五里店镇, 三道沟: a place named by what once stood there.
_PLACE = re.compile("[寨庄沟坪屯堡营坝坡岭湾洼坳峪垭]|[店铺河桥塘房子](?:村|镇|乡|街|社区|路)")
_PLACE_UNITS = frozenset("家里道间棵门")
_NAMED_PLACE = {"台": ("县", "山"), "门": ("峡",)}  # 五台县, 三门峡
_SORTED = re.compile("(?:分|为|成|共|有|这|含|括)$")  # 分为三类 counts, 二类村 is a class
_LI_AFTER = re.compile(r"[，,。；;、)）\n的远外地多以]|长(?!街)|$")  # 十里长街 and 七里河区 are names
_DUAL = re.compile("经济|结构|体制|化|论|杂交|分割|社会|格局|矛盾|主体")  # 二元结构, 多元投入
_LOOSE = frozenset(("一", "百", "千", "万"))  # 进一步, 百姓, 千方百计, 万家
_TIMES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_TURNED = re.compile("翻了?$")
_PERCENT, _PERMILLE = UNITS["%"], UNITS["‰"]
_PART = Unit("", "", Kind.OTHER)
# Enum members as globals: reading one through its class takes ten times as long on Python 3.11.
_IDIOM, _NAME = Owner.IDIOM, Owner.NAME


def read_han(text: str, start: int, floor: int, quoted: bool) -> Reading:
    """Read the Chinese numeral at `start`."""
    found = HAN_NUMBER.match(text, start)
    assert found is not None  # START matched a Chinese digit
    end = found.end()
    following = text[end : end + 1]
    if following == "分" and text.startswith("分之", end):
        return _share(text, start, end, floor)
    before = text[start - 1 : start]
    if quoted or before in ("第", "前", "每") or not (following in BY_FIRST or following == "大"):
        return Reading(start, end, Owner.ORDINAL if before == "第" else _IDIOM)
    if text.startswith("大关", end) and len(found[1]) > 1 and found[1] in _ROUND:  # 突破百亿大关
        return with_elided_unit(
            text, _amount(text, start, end, floor, (chinese(found[1]) or Decimal(0), None), _PART, False)
        )
    unit = _large_set(text, end) if following == "大" else unit_at(text, end)
    if unit is None or not _counts(text, start, end, found, unit):
        return Reading(start, end, _IDIOM if found[1] in _LOOSE else _NAME)
    value = _value(found)
    if value is None:
        return Reading(start, end, _NAME)
    return _amount(text, start, end, floor, value, unit, bool(found[3] or found[5]))


def _large_set(text: str, end: int) -> Unit | None:
    """十大片区 counts 片区; 五大举措 is a packaged name."""
    unit = unit_at(text, end + 1)
    return unit if unit and unit.text in _LARGE_SET else None


def _value(found: re.Match[str]) -> tuple[Decimal, Decimal | None] | None:
    """Value of the numeral; two digits in a row are an estimate between them (三四个)."""
    numeral, point, _, multiplier, _ = found.groups()
    if len(numeral) == 2 and not point and not multiplier:
        low, high = chinese(numeral[0]), chinese(numeral[1])
        if low and high and low < 10 and high < 10:
            return (low, high) if high == low + 1 else None
    value = chinese(f"{numeral}点{point}" if point else numeral)
    if value is None:
        return None
    for char in multiplier or "":
        value *= _TIMES[char]
    whole = value.to_integral_value()
    return (whole if whole == value else value), None


def _amount(
    text: str, start: int, end: int, floor: int, value: tuple[Decimal, Decimal | None], unit: Unit, over: bool
) -> Reading:
    at = text.index(unit.text, end)
    marker = Marker.OVER if over else None
    return finish(text, start, at + len(unit.text), floor, (*value, Decimal(1)), unit, marker)


def _share(text: str, start: int, end: int, floor: int) -> Reading:
    """百分之三十八点五 and 三分之一."""
    if found := _PER_CENT.match(text, end - 1):
        value = chinese(f"{found[1]}点{found[2]}" if found[2] else found[1])
        if value is not None:
            unit = _PERCENT if text[end - 1] == "百" else _PERMILLE
            return finish(text, start, found.end(), floor, (value, None, Decimal(1)), unit, None, printed=False)
    if found := _FRACTION.match(text, start):
        below, above = chinese(found[1]), chinese(found[2])
        if below and above and above < below:
            share = (above / below).quantize(Decimal("0.0001"))
            return finish(text, start, found.end(), floor, (share, None, Decimal("0.0001")), _PART, None)
    return Reading(start, end, _NAME)


def _counts(text: str, start: int, end: int, found: re.Match[str], unit: Unit) -> bool:
    """True when numeral and unit count or measure something."""
    numeral, softened = found[1], bool(found[2] or found[3] or found[5])  # 一点五万头 is no article
    after = text.index(unit.text, end) + len(unit.text)
    following = text[after : after + 1]
    before = text[start - 1 : start]
    if (before in _VAGUE and before) or is_other_word(unit.text, following):
        return False
    if (unit.text in _PLACE_UNITS and _PLACE.match(text, after)) or text.startswith(
        _NAMED_PLACE.get(unit.text, ()), after
    ):
        return False
    if (
        numeral[0] == "零"
        or (unit.text == "本" and text.startswith("以上", after))
        or (unit.text == "类" and not (softened or _SORTED.search(text, max(0, start - 3), start)))
    ):
        return False  # 零部件, 二类水质
    near = (before in "近超逾约破过" and before != "") or text.startswith(("以上", "以下"), after)
    if unit.text in _MEASURES:
        return _measures(text, start, after, numeral, unit.text, softened or near)
    if unit.text in _TERSE:
        return softened or (near and unit.text == "成") or _terse(text, start, after, numeral, unit.text)
    if unit.text not in _COUNTS and unit.text not in _LARGE_SET:
        return False
    if numeral in _ROUND:
        return softened or (near and before != "上")
    if numeral == "一":
        return softened or _single(text, start, after, unit.text) or _listed(text, start, unit.text)
    return not _PACKAGED.match(text, after) or softened


def _measures(text: str, start: int, after: int, numeral: str, unit: str, softened: bool) -> bool:
    if unit == "年":
        return _is_span(text, start, after) and numeral != "一"
    if unit in ("小时", "分钟", "天") and is_named_span(text, after):
        return False
    if unit == "里":
        return softened or _LI_AFTER.match(text, after) is not None
    if unit == "个月":
        return not text[start - 1 : start].isdigit()  # 7、8、9三个月
    if unit == "元" and len(numeral) == 1 and _DUAL.match(text, after):
        return False
    if numeral == "一":
        return unit == "倍" or softened
    if numeral in _ROUND:
        if text[start - 1 : start] in _OPENS_A_LABEL and text[after : after + 1] in _ENDS_OF_A_LABEL:
            return False  # 单位：万吨, 产量（万吨）
        return softened or (unit in ("亩", "公里", "平方公里", "平方米", "吨") and not text.startswith("死亡率", after))
    return True


def _is_span(text: str, start: int, after: int) -> bool:
    """用三年时间, 连续五年: a length of time; 今后五年, 三年行动: a period or a name."""
    if text[max(0, start - 2) : start].endswith(("去", "来", "后", "近", "前")):
        return False
    return text.startswith(("时间", "内", "之内", "左右", "以上", "期"), after) or text[max(0, start - 2) : start] in (
        "连续",
        "为期",
        "历时",
    )


def _terse(text: str, start: int, after: int, numeral: str, unit: str) -> bool:
    plain_end = text[after : after + 1] in _ENDS or after >= len(text)
    if unit == "番":
        return _TURNED.search(text, max(0, start - 2), start) is not None
    if unit == "成":
        return numeral != "一" and (plain_end or text.startswith(("以上", "左右", "的", "多"), after))
    if unit in ("村", "镇", "乡", "区", "县", "市"):
        return text[start - 1 : start] in "辖有共乡镇村区县" and start > 0
    if unit == "期" and not _SESSIONS.search(text, max(0, start - 2), start):  # 地铁8号线二期 is a phase
        return False
    return unit in ("次", "期", "轮") and numeral != "一" and plain_end and text[start - 1 : start] not in _ENDS


def _single(text: str, start: int, after: int, unit: str) -> bool:
    """新建敬老院一所。 and 建成一座…: one real thing; 一个 is an article everywhere else."""
    if unit in ("人", "名", "位", "种", "批", "类", "片", "头", "本", "门", "组", "队", "对", "口", "眼"):
        return False
    if _BUILT.search(text, max(0, start - 2), start):
        return unit in _BUILDINGS and unit != "个"
    at_end = text[after : after + 1] in _ENDS
    return at_end and "\u4e00" <= text[start - 1 : start] <= "\u9fff" and unit in _BUILDINGS


def _listed(text: str, start: int, unit: str) -> bool:
    """辖19个行政村,一个居委会: 一个 in a row of counts is a count."""
    found = _LISTED.search(text, max(0, start - 16), start)
    return found is not None and found[1] == unit
