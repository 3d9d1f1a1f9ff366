"""How much an editor would want a claim: its figures, its result, its place, its nearness to the whole report.

Centrality is the cosine of character-bigram counts against the report's own (the sentence-to-centroid score of
Radev et al., 2004, MEAD), bigrams because Chinese has no spaces and needs no dictionary for it.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.domain.figure import Base, Figure, Kind, Status

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_KIND = {
    Kind.MONEY: 3.0,
    Kind.PERCENT: 1.5,
    Kind.AREA: 2.0,
    Kind.PEOPLE: 1.2,
    Kind.MULTIPLE: 1.5,
    Kind.LENGTH: 1.2,
    Kind.MASS: 1.5,
}
_STRONG = re.compile(
    r"超额|全面完成|实现|完成|建成|新增|引进|增长|下降|第一|率先|首家|获|化解|拆除|投资|收入|总额|总产值|接种|改造|脱贫|搬迁|粮食总?产"
)
_KEY = re.compile(
    r"固定资产投资|固投|完成投资|产业投资|财政收入|预算收入|税收|总产值|社零|零售额|营业收入|外资|内资|进出口|生产总值|老旧小区|"
    r"拆迁|征收|签约(?:率|总面积)|拆违|违章建筑|违法建设|接种|核酸|就业|隐患|纠纷|信访|来访|满意|服务事项|办理|规模以上|项目\d*|"
    r"新增|企业|网格|党员|社区|志愿|救助|低保|补贴|脱贫|扶贫|搬迁|危房|粮食|居民人均可支配收入|公路"
)
_TOP = re.compile(
    r"财政(?:总)?收入|公共预算：?(?:收入|支出)|固定资产投资|固投|累计完成投资|生产总值|GDP|税收|税费|社零|社会消费品|工业总产值|规上工业产值"
)
_OUTPUT = re.compile(r"(?<!人均)(?<!人均地区)生产总值|(?<!人均)GDP")  # named before all else
_BUDGET = re.compile(r"^[^，]*(?:公共(?:财政)?预算：?(?:全[省市县区])?(?:总?收入|支出)|财政总收入)(?!的|总计|合计)")
# What a court, a congress, a bureau of accidents is asked for first: its totals.
_TOTAL = re.compile(
    r"各类[^，{]{0,8}(?:案件|事故)|召开[^，{]*常委会|审议[^，{]*报告|结案率|(?:总投入|总收入|总额|合计)(?:达到?|为)?\{"
)
_WANTING = re.compile(r"负债率|亏损|赤字|欠[付薪账]|失业率|逾期|败诉|缺口")  # true and needed, but no claim to fame
_FIRST_AMOUNT = re.compile(r"[^，；{]*\{")  # up to it stands what a highlight is of
_LARGE = 7  # decimal places of 1000万: a tax of less is no headline
_DULL = re.compile(r"发现|查处|处罚|排查|摸排|检查")  # effort and fault rather than result
_UNSURE = re.compile(r"预计|估算|计划|约占|平均年龄")
_MINOR = re.compile(
    r"谈话|横幅|宣传资料|宣传品|会议|检查记录|立案|警告|罚款|行政拘留|处分|阳性|树木|招牌|垃圾|车位|横幅|劝导|取缔|暂扣|单车|清扫|杂物|电线杆|"
    r"新增低保|贫困户共|存款|贷款余额|用电|党员[0-9{]|志愿者[0-9{]|播面|播种面积|种植面积|保有量|结构比|产业比"
)
# A name and its number (农民合作社769个): how many there are, not what was done.
_STOCK = re.compile(r"^(?:目前|现|共)?(?:现?有)?[^，{]*(?:社|场|企业|党员|支部|大户|户|店|站)\{")


def is_sum_of_place(text: str) -> bool:
    """True for the output, the revenue and the spending of a place: each is told, whatever else is of their theme."""
    first = _FIRST_AMOUNT.search(text)
    return first is not None and bool(_OUTPUT.search(first[0]) or _BUDGET.search(first[0]))


@dataclass(frozen=True, slots=True)
class Bigrams:
    """Counts of adjacent pairs of Han characters; `square` is the square of their length as a vector."""

    counts: Counter[str]
    square: int


def bigrams(text: str) -> Bigrams:
    """Those of `text`."""
    counts = Counter(run[i : i + 2] for run in _HAN.findall(text) for i in range(len(run) - 1))
    return Bigrams(counts, sum(count * count for count in counts.values()))


def cosine(one: Bigrams, other: Bigrams) -> float:
    """Cosine of two count vectors; 0.0 when either is empty."""
    shared = sum(count * other.counts[key] for key, count in one.counts.items() if key in other.counts)
    size = math.sqrt(one.square * other.square)
    return shared / size if size else 0.0


def weight(figures: Iterable[Figure]) -> float:
    """How much the achieved figures of a clause matter; the first counts in full, each further one half as much."""
    values = sorted((_worth(f) for f in figures if f.status is Status.ACHIEVED), reverse=True)
    return sum(value / 2.0**place for place, value in enumerate(values))


def score(text: str, figures: Sequence[Figure], centroid: Bigrams, place: float) -> float:
    """Worth of a claim; `place` is 0.0 at the start of its section and 1.0 at the end."""
    first = _FIRST_AMOUNT.search(text)
    head = first[0] if first else text
    return (
        weight(figures)
        + 1.0 * min(2, len(_STRONG.findall(text)))
        + 1.2 * min(2, len(_KEY.findall(text)))
        + 2.5 * bool(_TOP.search(head) and any(f.value.adjusted() >= _LARGE for f in figures))
        + 4.0 * bool(_OUTPUT.search(head))
        + 1.2 * bool(_BUDGET.search(head))
        + 2.0 * bool(_TOTAL.search(head))
        - 2.5 * bool(_WANTING.search(text.split("，")[0]))
        - 1.0 * bool(_DULL.search(text))
        - 2.0 * bool(_UNSURE.search(text) and not _OUTPUT.search(head))
        - 1.5 * bool(_MINOR.search(text) and not _TOTAL.search(head))
        - 1.5 * bool(_STOCK.match(text) and not _TOP.search(text))
        + 3.0 * cosine(bigrams(text), centroid)
        + 0.8 * (1.0 - place)
    )


def _worth(figure: Figure) -> float:
    worth = _KIND.get(figure.kind, 1.0)
    if figure.kind is Kind.MONEY:
        worth += min(1.5, max(0.0, float(figure.value.adjusted()) - 6) / 2)  # 1000万元 and up
        worth -= 0.0 if figure.unit else 1.5  # “3.8亿” of what: an editor would have to ask
    if figure.kind in (Kind.COUNT, Kind.PEOPLE):
        # Ten thousand and up counts in full; 引进企业1个 is no news.
        worth += min(1.0, max(0, figure.value.adjusted()) / 4) - (0.6 if figure.value < 5 else 0.0)
    if figure.base is Base.YEAR:
        worth += 0.5
    return worth
