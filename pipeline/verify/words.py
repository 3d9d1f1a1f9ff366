"""The content words of a stretch of text as character bigrams, with the usual synonyms of reports made one.

Bigrams need no dictionary of words and no segmenter; what is left out are the cues `verify.cues` judges on their own
(同比, 增长, 计划…), figures, and words every report puts beside any number (共, 累计, 达到…).
"""

import re
import unicodedata
from functools import lru_cache

# One name for what reports call by several; the first of a row stands for the rest.
_SYNONYMS = (
    ("违建", "违章建筑物?|违法建筑物?|违法建设|违法违建|违章搭建|违规建筑|拆违"),
    ("工业总产值", "工业产值"),
    ("规上", "规模以上|规模(?=工业|企业|服务业)|限额以上|限上"),
    ("固投", "固定资产投资"),
    ("医保", "医疗保险|基本医疗保险"),
    ("隐患", "安全隐患|风险隐患|问题隐患"),
    ("群众", "老百姓|百姓|居民群众|市民|居民"),
    ("市民热线", "12345(?:政务服务便民|政务服务|市民服务|便民|平台)?热线|12345平台"),
    ("平方米", "平方|平米|㎡"),
    ("人数", "人次"),
    ("个体户", "个体工商户"),
    ("财政收入", "一般公共预算收入|公共财政预算收入|公共预算收入"),
    ("零售额", "消费品零售总额|社零总额"),
)
_CANON = tuple((re.compile(pattern), name) for name, pattern in _SYNONYMS)

_FUNCTION = re.compile(
    r"同比|环比|(?:[比较与]|相比)?(?:上年|去年|上一年|上届|上月|年初|上年末|去年末)(?:同期)?(?:相比)?|同期"
    r"|负?增长|增加|上升|提高|上涨|新增|增幅|增速|扩大|攀升|净增|回升|下降|减少|降低|下滑|回落|锐减|压减|缩减|降幅|持平"
    r"|计划|预计|预期|拟|力争|年度|全年|今年以?来?|本年|目前|截至|截止|其中|左右|不足|超过|超额|不少于"
    r"|共计|合计|总计|累计|共有|共|已经|已|均|各类|各项|各种|分别|达到|达|约|近|超|逾|余|为|了|的|和|与|及|以及|并|等|对|在|从|至|到|于|是|有|其|个|万|亿"
    r"|(?<![\u4e00-\u9fff])占比?(?![\u4e00-\u9fff])|完成|实现|进行|开展|推进|实施|落实|组织|成功|全面|扎实|积极|有效|进一步|另外|还|也|将|把|被|由|向|全街道|街道|我们"
)
_RUN = re.compile(r"(?P<number>\d+)|[\u3400-\u9fff々A-Za-z]+")


def plain(text: str) -> str:
    """`text` in compatibility form without white space: full-width digits and ㎡ as their ASCII and long forms."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=1024)
def content(text: str) -> frozenset[str]:
    """The content bigrams of `text`; a single character and a number count as themselves."""
    for pattern, name in _CANON:
        text = pattern.sub(name, text)
    grams: set[str] = set()
    for found in _RUN.finditer(_FUNCTION.sub(" ", text)):
        run = found.group()
        if len(run) == 1 or found["number"]:  # a number here is a name's: 60-69岁人群, 12345热线
            grams.add(run)
        else:
            grams.update(run[i : i + 2] for i in range(len(run) - 1))
    return frozenset(grams)
