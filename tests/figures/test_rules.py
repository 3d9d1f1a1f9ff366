"""The rules of reading, one row a rule: the text and what is found in it; the id says why."""

import pytest

from pipeline.figures import find_figures
from pipeline.figures.numerals import plain


def _said(text: str) -> list[str]:
    """Figures as "value unit", a range as "low~high unit"."""
    found = []
    for figure in find_figures(text):
        high = "" if figure.value_hi is None else f"~{plain(figure.value_hi)}"
        found.append(f"{plain(figure.value)}{high} {figure.unit}".rstrip())
    return found


def row(name: str, text: str, *figures: str) -> object:
    return pytest.param(text, list(figures), id=name)


AMOUNTS = [
    # multipliers
    row("multiplier-is-applied", "完成投资15.155亿元。", "1515500000 元"),
    row("multiplier-without-unit-keeps-an-empty-unit", "产业投资完成10.36亿、", "1036000000"),
    row("yu-before-the-multiplier", "争取资金100余万元。", "1000000 元"),
    row("yu-behind-the-multiplier", "投资136万余元实施改造。", "1360000 元"),
    row("duo-behind-the-multiplier", "惠及群众2万多人。", "20000 人"),
    row("qian-is-a-multiplier", "服务时长达8千小时。", "8000 小时"),
    row("qian-of-a-unit-is-not", "新增装机30千瓦、铺路5千米。", "30 千瓦", "5 千米"),
    row("wan-and-qianwa", "建成机组30万千瓦。", "300000 千瓦"),
    row("qian-wan", "储量为8千万吨。", "80000000 吨"),
    row("yi-then-qian-wan-is-one-number", "年营业额达到1亿3千万元。", "130000000 元"),
    row("dollars", "外贸进出口额完成3.65亿美元。", "365000000 美元"),
    # writing
    row("thousands-separator", "完成1,234.5万元。", "12345000 元"),
    row("full-width-separator", "完成2，277万元。", "22770000 元"),
    row("list-commas-do-not-join", "分别建成3,5,2个。", "2 个"),
    row("full-width-digits-and-sign", "增长６．０８％。", "6.08 %"),
    row("spaces-inside-scanned-numbers", "全镇人均纯收入1 8 5 6元。", "1856 元"),
    row("line-end-after-the-point", "全年完成固定资产投资总额达到12.\n5亿元。", "1250000000 元"),
    row("line-end-inside-the-digits", "全乡总户数二千多，总人口1\n0485人。", "10485 人"),
    row("line-end-before-the-unit", "全乡农村用电量达到了108\n万千瓦时。", "1080000 千瓦时"),
    row("space-before-the-unit", "增加公共车位 260个。", "260 个"),
    row("space-as-thousands-separator", "存款余额1 256.8亿元。", "125680000000 元"),
    # ranges
    row("range-with-one-unit", "新办企业3-5家。", "3~5 家"),
    row("range-with-both-multipliers", "投资3000万至5000万元。", "30000000~50000000 元"),
    row("range-takes-the-upper-multiplier", "引资8-10亿元。", "800000000~1000000000 元"),
    row("range-of-shares", "增长15%—30%。", "15~30 %"),
    row("range-of-temperatures", "最高气温37℃～38℃。", "37~38 ℃"),
    # several together
    row("glued-figures", "接待来访群众306批413人次。", "306 批", "413 人次"),
    row("glued-teams", "成立24支72人流调小组。", "24 支", "72 人"),
    row("shared-unit", "分别新建12、15和18个。", "12 个", "15 个", "18 个"),
    row("three-part-ratio", "三次产业结构调整为11.8:48.3:39.9。", "11.8", "48.3", "39.9"),
    row("three-part-ratio-that-looks-like-a-clock", "三次产业结构由21:50:29调整为其他。", "21", "50", "29"),
    # units
    row("points-are-not-percent", "提高3.3个百分点。", "3.3 个百分点"),
    row("per-mille", "出生率12.62‰。", "12.62 ‰"),
    row("rate-with-divisor", "年产20万吨/年。", "200000 吨/年"),
    row("density", "浓度26微克/立方米。", "26 微克/立方米"),
    row("wrapped-unit", "年末国家外汇储备比上年末增加51亿美\n元。年末", "5100000000 美元"),
    row("table-cell-is-no-wrapped-unit", "小计\n5个\n月度合计", "5 个"),
    row("space-between-digit-groups-before-a-classifier", "年末存栏生猪12 560头。", "12560 头"),
    row("space-inside-a-decimal-amount", "卫生支出7 12.6亿元。", "71260000000 元"),
    row("space-behind-the-point", "疏浚河道12. 5公里。", "12.5 公里"),
    row("four-digit-range-with-a-unit-is-no-pair-of-years", "海拔1100--1200米。", "1100~1200 米"),
    row("four-digit-range-of-money", "补助1000-1500元。", "1000~1500 元"),
    row("raised-points-in-a-ratio", "比例调整为10·5:45·4:44·1。", "10.5", "45.4", "44.1"),
    row("decimal-before-a-bracket", "男女性别比99.8(女性为100)。", "99.8", "100"),
    row("decimal-that-changes", "城乡收入比由上年的2.35缩小到2.32。", "2.35", "2.32"),
    row("rate-for-each-hundred", "电话普及率41部/百人。", "41 部/百人"),
    row("rate-for-each-scaled-unit", "公路密度98.6公里/百平方公里。", "98.6 公里/百平方公里"),
    row("rate-on-money", "事故死亡率0.62人/亿元。", "0.62 人/亿元"),
    row("rate-for-a-person-and-month", "低保标准590元/人·月。", "590 元/人·月"),
    row("concentration-in-letters", "细颗粒物浓度45μg/m³。", "45 μg/m³"),
    row("thousand-litres", "生产啤酒240.3万千升。", "2403000 千升"),
    row("basis-points-as-written-in-1998", "汇率略升9个基本点。", "9 个基本点"),
    row("size-of-each-set", "装机2×1250千瓦。", "1250 千瓦"),
    row("noun-as-unit", "共设置217采样台。", "217 采样台"),
    row("unknown-noun-as-unit-after-a-counting-verb", "全镇共有35茶场。", "35 茶场"),
    row("longest-unit-wins", "检查企业1109家次。", "1109 家次"),
    row("times-and-turns", "增长1.2倍。实现总量翻两番。", "1.2 倍", "2 番"),
    row("two-by-thirty-three-is-the-size", "装机2×33万千瓦。", "330000 千瓦"),
    row("letters-before-money-are-a-noun", "完成GDP12.5亿元。", "1250000000 元"),
    row("average-age-is-an-amount", "成员平均年龄43岁。", "43 岁"),
    row("percent-run-into-the-next", "城乡收入分别增长5.2%7.9%。", "5.2 %", "7.9 %"),
    row("points-for-short-behind-a-decimal", "涨幅高出目标1.4个点。", "1.4 个点"),
    row("places-are-no-points", "设置采样3个点位。", "3 个"),
    row("degrees-in-letters", "年均气温17oC。", "17 oC"),
    row("rate-for-a-square-centimetre", "辐射量96千卡/CM2。", "96 千卡/CM2"),
    row("letter-for-the-nought", "旱地3O5O亩。", "3050 亩"),
    row("question-mark-for-the-dash-of-a-range", "年日照1105?1280小时。", "1105~1280 小时"),
    row("lectures-are-counted", "开设党课15讲。", "15 讲"),
    row("people-behind-a-word-with-ju", "居家观察人员312名。", "312 名"),
    row("people-of-merit", "评选100名优秀教师、20名优良学生,位于第3名次。", "100 名", "20 名"),
    row("amount-that-mounts-a-step", "总量迈上300亿台阶。", "30000000000"),
    row("two-measures-of-one-thing", "修建桥梁8座/215延米。", "8 座", "215 延米"),
    row("deaths-for-each-hundred-thousand", "孕产妇死亡率9.6/10万。", "9.6 /10万"),
    row("base-of-a-rate-in-tons", "百万吨死亡率0.15。", "0.15"),
    row("places-risen", "上升了4位。", "4 位"),
    # Chinese numerals
    row("one-in-a-row-of-counts", "设21个村民小组,一个居民小组。", "21 个", "1 个"),
    row("sorted-into-classes", "对象分为三类。", "3 类"),
    row("issues-of-a-course", "举办培训班两期。", "2 期"),
    row("chinese-distance", "新铺管线三里。", "3 里"),
    row("chinese-count-of-things", "推进四个项目。", "4 个"),
    row("chinese-with-yu", "协调问题十余件。", "10 件"),
    row("chinese-with-near", "服务近千人。", "1000 人"),
    row("chinese-money", "拨付两万余元。", "20000 元"),
    row("chinese-decimal-with-multiplier", "生产总值十八点二三亿元。", "1823000000 元"),
    row("chinese-decimal-of-one", "解决一点五万头大牲畜饮水。", "15000 头"),
    row("chinese-old-measure", "超收二万担。", "20000 担"),
    row("round-amount-before-a-mark-passed", "总产值突破百亿大关。", "10000000000"),
    row("chinese-percent", "占比百分之三十八点五。", "38.5 %"),
    row("chinese-fraction", "三分之一的村达标。", "0.3333"),
    row("chinese-tenths", "增长近三成。", "3 成"),
    row("two-digits-in-a-row-are-an-estimate", "新增三四个项目。", "3~4 个"),
    row("round-measure", "建成千亩茶园。", "1000 亩"),
    row("one-thing-built", "新建敬老院一所。", "1 所"),
    row("set-of-districts-is-counted", "调整优化十大片区。", "10 片区"),
    # no unit written
    row("index", "居民消费价格指数为102.3。", "102.3"),
    row("threshold", "引入1000万元以上项目7个。", "10000000 元", "7 个"),
    row("threshold-in-chinese", "引进3个亿元以上项目。", "3 个", "100000000 元"),
    row("round-amount-after-a-bound", "支出突破万亿元大关。", "1000000000000 元"),
    row("zero-of-a-unit", "反对票0票。", "0 票"),
]

NO_AMOUNTS = [
    # dates and times
    row("year", "2021年工作总结"),
    row("spaced-year", "1 9 9 7 年"),
    row("short-year", "98年实现目标"),
    row("months", "1—9月份"),
    row("days", "8月5日—9日"),
    row("iso-date", "发布时间为2022-12-08"),
    row("clock", "于13:53召开"),
    row("years-of-a-plan", "规划(2021-2025)"),
    row("period-before-the-figure", "近5年来,今后三年"),
    row("first-months", "前10个月"),
    row("plan-of-years", "3年行动计划"),
    row("anniversary", "成立70周年"),
    row("months-listed-before-their-count", "降水多在6、7、8三个月"),
    row("year-with-the-letter-for-the-nought", "2OO6年工作"),
    row("how-often-a-flood-comes", "防洪标准达到20年一遇"),
    row("years-since-an-event", "改革开放30年成就"),
    row("days-of-a-holiday", "国庆七天长假"),
    # order
    row("tables-in-a-list", "详见表3-表8,三、表11:收支总表"),
    row("rank-reached", "位次由28位上升到21位"),
    row("phase-of-a-line", "开通轨道6号线二期"),
    row("class-of-places", "扶持二类村发展"),
    row("footnote-run-into-the-text", "2本公报为快报数"),
    row("base-of-an-index", "以2010年为100、上年=100"),
    row("base-of-a-comparison", "以农民收入为1"),
    row("ordinal", "第3批"),
    row("ordinals-in-a-list", "第3、5、7组村民"),
    row("list-number", "2.强化储备"),
    row("list-number-run-into-a-year", "2.2006年工作安排"),
    row("bracketed-list-number", "(3)强化储备"),
    row("chinese-list-number", "一是推进"),
    row("sequence-of-times", "一次通报、二次检查、三次问责"),
    row("weekday", "每周五街道干部下沉"),
    row("rank", "居全市12位"),
    row("caption-number", "表1 单位:万元"),
    row("years-within", "5年内二产上升明显"),
    row("packaged-costs", "科技三项费用"),
    row("packaged-work", "突出四项重点工作"),
    row("vague-tens", "走访数十户、几十年来"),
    row("phase", "水乡苑五期C2块安置房"),
    # names
    row("hotline", "办理12345热线"),
    row("hotline-bare", "整合12345、派出所"),
    row("quoted-scheme", "打造“1245”大厅"),
    row("plus-scheme", "推行1+2+N模式"),
    row("pollutant", "开展PM10专项整治"),
    row("voltage-of-a-thing", "协调220KV塔基"),
    row("road", "321省道横穿全境"),
    row("generation", "5G基站"),
    row("grade", "4A级景区"),
    row("ranking-name", "世界500强"),
    row("circle", "打造15分钟医保服务圈"),
    row("round-the-clock", "24小时值班"),
    row("age-group", "60岁以上、18-59岁人群"),
    row("title-in-book-marks", "《2021年12项措施》"),
    row("congress", "党的二十大、十四五"),
    row("coordinates", "东经104°19′、北纬28度"),
    row("base-of-a-rate", "每10万人口"),
    row("packaged-slogan", "五大举措、三个高地、四项使命任务"),
    row("party-rules", "八项规定"),
    row("set-of-classes", "食品等八大类价格上涨"),
    row("lines-not-to-cross", "守住三条底线"),
    row("second-tier-college", "二本以上上线率"),
    row("metals-by-number", "十种有色金属"),
    row("reforms-by-number", "三项制度改革"),
    row("dual-structure", "打破城乡二元结构"),
    row("spare-parts", "汽车零部件"),
    row("village-named-after-houses", "四家寨村、五里店镇、六里河"),
    row("county-named-with-a-numeral", "五台县、三门峡市"),
    row("circle-in-chinese", "两小时经济圈"),
    row("zero-slogan", "零确诊"),
    # codes
    row("phone", "电话:0791-86221407"),
    row("document-number", "国发〔2021〕12号"),
    row("post-code", "邮编：331200"),
    row("index-number", "索引号MB1670946"),
    # idioms
    row("idiom-batch", "解决一批问题、一系列措施"),
    row("idiom-one", "进一步统一思想,一体推进"),
    row("idiom-households", "千家万户"),
    row("page-number", "第1页共3页"),
]


@pytest.mark.parametrize(("text", "expected"), AMOUNTS)
def test_amounts(text: str, expected: list[str]) -> None:
    assert _said(text) == expected


@pytest.mark.parametrize(("text", "expected"), NO_AMOUNTS)
def test_numerals_that_are_no_amounts(text: str, expected: list[str]) -> None:
    assert _said(text) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("建筑面积约6500平米", "约6500平米", id="about-belongs-to-the-figure"),
        pytest.param("签约4018户", "4018户", id="signed-is-not-about"),
        pytest.param("附近3个村", "3个", id="nearby-is-not-almost"),
        pytest.param("总收入超过10万元", "超过10万元", id="over-belongs-to-the-figure"),
        pytest.param("满意率达100%", "100%", id="reaching-does-not"),
        pytest.param("成功率达94%以上", "94%", id="above-behind-the-unit-does-not"),
        pytest.param("完成8个老旧小区改造", "8个", id="ends-at-the-classifier"),
    ],
)
def test_words_of_a_figure(text: str, words: str) -> None:
    assert [figure.text for figure in find_figures(text)] == [words]
