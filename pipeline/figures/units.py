"""Units: how each is written, what it counts, and which spellings are one unit.

A unit is what stands behind the number without 万/亿/千. Spellings of one unit share a canonical name
(㎡, 平米 → 平方米); units that count different things never do (人 ≠ 人次 ≠ 户, % ≠ 个百分点).
"""

from dataclasses import dataclass
from functools import lru_cache

from pipeline.domain.figure import Kind


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit as written, its canonical name and the kind of amount it makes."""

    text: str
    norm: str
    kind: Kind


_WRITTEN: dict[Kind, str] = {
    Kind.MONEY: """
        元 美元 欧元 日元 英镑 港元 港币 澳元 加元 澳门元 新台币 台币 卢布 韩元 新元 瑞士法郎 法郎 马克
        元人民币 人民币元 人民币 美金 块钱 块 角钱
    """,
    Kind.PERCENT: "% ％ ‰ ﹪ 个百分比",
    Kind.POINT: "个百分点 百分点 个千分点 千分点 个基点 基点 个基本点 基本点 BP",
    Kind.AREA: """
        ㎡ m² m2 M2 M² ㎡² 平方米 平方公尺 平米 平方 平 亩 亩次 公亩 市亩 公顷 顷 平方公里 平方千米 平方厘米
        平方英尺 平方里 km² km2 KM² KM2 ㎢ ha 平方尺 平方丈
    """,
    Kind.LENGTH: """
        米 公里 千米 里 华里 厘米 毫米 微米 纳米 公分 分米 丈 尺 寸 英尺 英寸 英里 海里 m km KM Km cm mm ㎞ ㎝
        ㎜ 延米 延长米 延展米 车道公里 皮长公里 芯公里 沟公里 单公里 对公里 人公里 车公里 吨公里
    """,
    Kind.MASS: """
        吨 公吨 公斤 千克 市斤 斤 克 毫克 微克 kg KG Kg ㎏ ㎎ mg t 担 公担 磅 盎司 克拉 载重吨 总吨 净吨 吨级
        吨煤 吨标准煤 吨标煤 μg/m³ μg/m3 µg/m³ µg/m3 ug/m3 ug/m³ mg/m³ mg/m3 mg/L mg/l
    """,
    Kind.VOLUME: """
        立方米 立方公里 立方 方 土方 m³ m3 M3 M³ 升 公升 千升 毫升 L ml mL ML 标方 标立方米 标准立方米 桶 加仑
        立方分米 立方厘米
    """,
    Kind.DURATION: """
        年 周年 个月 个多月 个星期 星期 个礼拜 周 天 个工作日 工作日 小时 个小时 个多小时 个钟头 分钟 秒 秒钟
        毫秒 学时 课时 个学时 个课时 工时 个工时 工日 个工日 昼夜 个昼夜 个季度 机时 标准学时 学年 个学年
    """,
    Kind.PEOPLE: """
        人 人次 名 位 户 户次 口 口人 人·次 人/次 人日 人天 群众 居民 农民 村民 市民 学生 师生 游客 党员 职工
        劳动力 人口
    """,
    Kind.MULTIPLE: "倍 成 番",
    Kind.OTHER: """
        岁 周岁 ℃ °C ºC ˚C oC 摄氏度 ° 度 度电 千瓦 瓦 兆瓦 吉瓦 kW KW kw MW GW W 千瓦时 瓦时 兆瓦时 kWh KWH kwh KWh
        MWh GWh 千瓦·时 千瓦小时 千伏安 千伏 伏 伏特 kVA KVA MVA 兆伏安 kV KV 安 安培 马力 焦 千焦 兆焦 吉焦
        GJ 千卡 大卡 大卡路里 帕 兆帕 千帕 百帕 分 分贝 dB 赫兹 兆赫 MHz GHz Hz 兆 兆位 Mbps Gbps MB GB TB PB
        兆字节 吉字节 TEU 标箱 标准箱 个标箱 个标准箱 毫西弗 贝克 勒克斯 摩尔 ppm PPM 当量 转 吨当量 蒸吨 冷吨
    """,
    Kind.COUNT: """
        个 家 家次 处 处次 次 起 件 件次 宗 桩 单 份 份次 条 条次 项 项次 批 批次 期 期次 轮 轮次 场 场次 届次
        台 台次 台套 台（套） 台(套) 辆 辆次 车 车次 部 部次 架 架次 艘 艘次 列 列次 班 班次 趟 趟次 航班 航次
        节 台班 套 栋 幢 座 间 层 所 处所 栏 块 片 片区 根 株 棵 颗 粒 枚 支 枝 把 张 幅 面 顶 盏 只 头 羽 尾
        窝 群 蒲式耳 盆 坛 盒 箱 袋 包 瓶 罐 篇 册 本 卷 卷次 首 则 类 种 款 样 门 门次 课 讲 堂 集 版 页 字 行 组
        组次 队 队次 支队 个次 篇次 帧 副 双 对 团 伙 剂 剂次 针 针次 针剂 人份 人份次 例 例次 床 床位 餐 餐次
        顿 桌 席 席位 座次 摊 摊位 铺 铺位 档 档次 步 点 点次 站 站次 段 道 道次 口井 眼 眼井 孔 门店 扇 尊 杆
        柄 挂 串 束 捆 堆 垛 埭 池 窖 笔 手 票 注 股 元股 签 封 通 通次 则次 例件 个/次 件套 件/套 套/件 多头
        头次 头只 头（只） 头(只) 只次 羽次 胎 茬 村 镇 乡 社区 街道 县 区 市 省 州 旗 行政村 自然村 村民组
        村民小组 居民小组 小组 网格 微网格 大网格 小网格 采样台 采样点 园区 大类 门类 小类 中类 大项 小项 学校
        企业 站点 点位 单位 院落 小区 楼栋 楼宇 泊位 车位 停车位 机位 学位 校 园 班级 机组 岗位 品种 品牌 工位
        车道 井次 井 盘 盘次 锭 纱锭 筐 篓 卡车 船 船次 周次 场馆 场所 市场主体 农户 用户 重量箱
        标准桶 匹 位次 个位次 名次 个名次 杯 碗 所（个） 个（次） 个(次) 点（处） 处（点） 处(点) 家（次） 家(次) 户/次
    """,
}

_SAME = {
    "平方米": "㎡ m² m2 M2 M² ㎡² 平米 平方 平 平方公尺",
    "平方公里": "平方千米 km² km2 KM² KM2 ㎢",
    "公顷": "ha",
    "公里": "千米 km KM Km ㎞",
    "米": "m ",
    "厘米": "公分 cm ㎝",
    "毫米": "mm ㎜",
    "立方米": "立方 方 土方 m³ m3 M3 M³",
    "升": "公升 L",
    "毫升": "ml mL ML",
    "吨": "公吨 t",
    "公斤": "千克 kg KG Kg ㎏",
    "斤": "市斤",
    "毫克": "mg ㎎",
    "元": "人民币元 元人民币 人民币 块 块钱",
    "美元": "美金",
    "港元": "港币",
    "%": "％ ﹪",
    "个百分点": "百分点",
    "个千分点": "千分点",
    "个基点": "基点 个基本点 基本点 BP",
    "人": "名 位 口 口人 ",
    "个月": "个多月",
    "小时": "个小时 个多小时 个钟头",
    "工作日": "个工作日",
    "星期": "个星期 个礼拜 周",
    "秒": "秒钟",
    "℃": "°C ºC ˚C oC 摄氏度",
    "岁": "周岁",
    "千瓦": "kW KW kw",
    "兆瓦": "MW",
    "吉瓦": "GW",
    "千瓦时": "kWh KWH kwh KWh 千瓦·时 千瓦小时 度电",
    "兆瓦时": "MWh",
    "千伏安": "kVA KVA",
    "千伏": "kV KV",
    "标准箱": "TEU 标箱 个标箱 个标准箱",
    "头": "多头",
    "个工时": "工时",
}


def _table() -> dict[str, Unit]:
    norm = {spelling: name for name, spellings in _SAME.items() for spelling in spellings.split()}
    return {word: Unit(word, norm.get(word, word), kind) for kind, words in _WRITTEN.items() for word in words.split()}


UNITS = _table()


def _sizes() -> dict[str, tuple[int, ...]]:
    sizes: dict[str, set[int]] = {}
    for word in UNITS:
        sizes.setdefault(word[0], set()).add(len(word))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in sizes.items()}


BY_FIRST = _sizes()  # first character → lengths of the units that begin with it, longest first


def unit_at(text: str, at: int) -> Unit | None:
    """The longest unit that starts at `at`; None when no unit stands there."""
    for size in BY_FIRST.get(text[at : at + 1], ()):
        unit = UNITS.get(text[at : at + size])
        if unit:
            return unit
    return None


@lru_cache(maxsize=4096)
def norm(unit: str) -> str:
    """Canonical name of a unit as written; both parts of a rate ("元/平米" → "元/平方米")."""
    known = UNITS.get(unit)
    if known:
        return known.norm
    head, slash, tail = unit.partition("/")
    return f"{norm(head)}/{norm(tail)}" if slash and tail else unit
