"""Themes: the closed list under which achievements are shown, and the words that point to each.

The list and its words are data an office can replace (`JIANBAO_THEMES`, a TOML file); the last theme takes the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme; a cue counts once for each time it stands in a text."""

    name: str
    cues: tuple[str, ...]


def _words(cues: str) -> tuple[str, ...]:
    return tuple(cues.split())


DEFAULT_THEMES = (
    Theme(
        "党建",
        _words(
            "党建 党支部 党组织 党员 党委 党工委 党史 党课 换届 两委 “两委” 基层组织 主题教育 入党 党群 支部 "
            "组织生活 党的二十大精神 流动党员"
        ),
    ),
    Theme(
        "经济",
        _words(
            "经济 产值 税收 财政 营业收入 营业额 销售额 固定资产投资 固投 规上 规模以上 限额以上 社零 零售 预算收入 "
            "外贸 进出口 外资 内资 工业 服务业 增加值 利润 欠税 个体户 生产总值 消费 商圈 入库 四上 纳税 "
            "出口总额 三次产业 农业 粮食 种植 养殖 生猪 播面 机耕 合作社 家庭农场 高标准农田 存款 市场主体 经营主体"
        ),
    ),
    Theme(
        "项目与城建",
        _words(
            "项目 拆迁 征迁 征收 征拆 棚改 安置房 开工 竣工 城建 道路 管网 工程 老旧小区 旧改 地块 签约面积 基础设施 "
            "立面 互通 桥 用地 腾空 土地 加装电梯 城市更新 提质改造"
        ),
    ),
    Theme(
        "民生",
        _words(
            "民生 就业 社保 医保 低保 救助 养老 老人 残疾 困难 慰问 帮扶 补贴 生活补贴 助餐 志愿 教育 学校 幼儿园 "
            "医疗 卫生服务 住房 退役军人 未成年人 技能培训 福利 高龄 "
            "人均可支配收入 人均纯收入 脱贫 扶贫 贫困 危房 学位 托位 参保 失业 欠薪 农民工工资 常住人口 公租房 "
            "高考 中考 一本 学业 宫颈癌 HPV HPV疫苗 两癌"
        ),
    ),
    Theme(
        "公共服务",
        _words(
            "公共服务 政务服务 服务事项 便民 大厅 窗口 一网通办 办理 审批 热线 12345 按期办结 满意率 代办 服务中心 "
            "行政许可 停车位 食堂 政务公开 信息公开 主动公开 依申请公开 公开信息"
        ),
    ),
    Theme(
        "城市管理与环境",
        _words(
            "环境 城管 市容 垃圾 扬尘 违建 违法建设 拆违 违章 占道 广告 环卫 绿化 污染 生态 油烟 整治 清理 乱堆 乱扔 "
            "卫生死角 停车泊位 泊车 河长 水质 裸露 清运 清扫 烟花爆竹 禁燃 美丽 PM2.5 空气 优良天数 造林 森林"
        ),
    ),
    Theme(
        "安全与应急",
        _words(
            "安全生产 安全隐患 隐患 消防 燃气 应急 防汛 自建房 事故 危险 检查企业 防灾 森林防火 执法检查 危树 "
            "液化气 食品安全"
        ),
    ),
    Theme(
        "社会治理与平安",
        _words(
            "治理 平安 信访 矛盾 纠纷 调解 网格 综治 维稳 扫黑 治安 刑事 破案 刑拘 普法 法治 来访 禁毒 反诈 群租房 "
            "交通安全 酒驾 醉驾 志愿者 人民调解 民主法治 审判 审结 执结 积案 涉诉 判决 公诉 起诉 抗诉 逮捕 漏捕 漏诉 "
            "检察建议 司法 行政复议 行政诉讼 行政应诉 行政处罚 案卷 规范性文件 立法"
        ),
    ),
    Theme(
        "疫情防控",
        _words("疫情 防疫 核酸 疫苗 接种 隔离 中高风险 返乡 境外 管控 密接 采样 新冠 消杀 流调 布洛芬 确诊"),
    ),
    Theme(
        "文化与文明",
        _words("文化 文明 文体 文旅 精神文明 志愿服务 家风 送戏 书屋 非遗 旅游 文艺 公益广告 新时代文明实践 体育"),
    ),
    Theme(
        "营商与招商",
        _words(
            "营商 招商 引进 企业服务 助企 楼宇 入驻 签约项目 惠企 签约企业 个体工商户 走访企业 服务企业 外资企业 落户"
        ),
    ),
    Theme(
        "廉政与作风",
        _words("廉 作风 纪律 纪检 监督 党纪 处分 约谈 问责 诫勉 警示 三重一大 八项规定 谈话 督查 贪污 受贿 职务犯罪"),
    ),
    Theme("其他", ()),
)


def choose_theme(text: str, headings: Sequence[str], themes: Sequence[Theme] = DEFAULT_THEMES) -> str:
    """The theme whose cues `text` and its `headings` hold most of; the last of `themes` when none is found.

    The text itself counts most, for headings join several subjects (社会民生不断完善); the innermost one counts more
    than those above it. Ties go to the earlier theme.
    """
    weights = [(text, 3), *((heading, 2 if heading is headings[-1] else 1) for heading in headings)]
    known = tuple(themes)
    found = [(weight, _found(words, known)) for words, weight in weights]
    scores = [sum(weight * held[i] for weight, held in found) for i in range(len(known))]
    best = max(range(len(themes)), key=lambda i: (scores[i], -i))
    return themes[best].name if scores[best] else themes[-1].name


@lru_cache(maxsize=1024)  # the claims of a section share its headings
def _found(words: str, themes: tuple[Theme, ...]) -> tuple[int, ...]:
    """Characters of each theme's cues in `words`."""
    return tuple(sum(len(cue) * words.count(cue) for cue in theme.cues) for theme in themes)
