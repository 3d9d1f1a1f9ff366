"""Achieved, planned or context: one row a rule, the statuses of the figures in order."""

import pytest

from pipeline.figures import find_figures

_WIDE = str.maketrans(",;:()", "，；：（）")
A, P, C = "achieved", "planned", "context"
_YEARLY = "平湖镇2021年工作总结\n"
_PLANS = "一、2021年工作总结\n(一)工作有成效。各项工作顺利推进。\n二、2022年工作计划\n(一)抓好项目建设。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("建成停车位90个。", [A], id="done-by-default"),
        pytest.param("年度计划投资7.2亿元,完成投资7.4亿元。", [P, A], id="clause-by-clause"),
        pytest.param(
            "预计实现产值391亿元,增长8.6%；收入38.7亿元,增长4%。", [P, P, A, A], id="an-estimate-ends-at-a-semicolon"
        ),
        pytest.param("其他7个配套项目预计11月底全面完工。", [P], id="cue-behind-the-number"),
        pytest.param("超额完成年度22%的增长目标任务。", [P], id="target-behind-the-number"),
        pytest.param("完成全年任务进度的71.20%。", [A], id="share-of-a-target-is-achieved"),
        pytest.param("预计完成投资72亿元。", [P], id="expected-completion-is-a-plan"),
        pytest.param("原计划全部实施,已累计完成投资3亿元。", [A], id="already-beats-planned"),
        pytest.param("直排式热水器从498台锐减至60台。", [C, A], id="start-of-a-change-is-context"),
        pytest.param("由2018年的3.5%下降到2022年的1.2%。", [C, A], id="year-at-the-end-of-a-change-is-no-horizon"),
        pytest.param("比上年同期3200万元增收150万元。", [C, A], id="base-of-a-comparison-is-context"),
        pytest.param("2021年支出安排68亿元。", [P], id="what-a-budget-allots"),
        pytest.param("引入1000万元以上项目7个。", [C, A], id="threshold-is-context"),
        pytest.param("满意率达94%以上。", [A], id="bounded-result-is-no-threshold"),
        pytest.param("整治校园周边200米的商店。", [C], id="distance-round-something"),
        pytest.param(
            "现有企业77家,其中工业15家(其中高新技术5家),服务业16家。", [C, C, C, C], id="existing-holds-for-the-list"
        ),
        pytest.param("现有网吧51家,开展整治,今年查处2家。", [C, A], id="something-done-ends-the-list"),
        pytest.param("将20个村划分为177个网格。", [C, A], id="whole-that-is-divided"),
        pytest.param("4022户住宅的动迁工作已完成住宅签约4018户。", [P, A], id="task-and-what-was-done-of-it"),
        pytest.param("力争生产总值增长6%以上,收入增长5%。", [P, P], id="wish-holds-to-the-end-of-the-sentence"),
        pytest.param("到2030年,企业达到150家,产值突破500亿元。", [P, P], id="horizon"),
        pytest.param("计划生育率91.35%。", [A], id="family-planning-is-no-plan"),
        pytest.param("完成20万吨/年橡胶项目建设。", [P], id="capacity-of-a-project"),
        pytest.param("完成全年任务(1396.5万元)进度的71.2%。", [P, A], id="whole-in-brackets-is-the-plan"),
        pytest.param("完成年度预算2,200万元的106.7%。", [P, A], id="whole-of-a-share-is-the-plan"),
        pytest.param("全区率先完成接种任务达90.6%的目标。", [A], id="target-that-was-reached"),
        pytest.param("占调整预算105.47%。", [A], id="share-of-an-adjusted-budget"),
        pytest.param("预算调整为10250万元,实际支出10180万元。", [P, A], id="adjusted-budget-is-a-plan"),
        pytest.param("比计划目标3000亿元超过1070亿元。", [P, A], id="beyond-the-target-is-achieved"),
        pytest.param("财政收入超亿元的县已达84个。", [C, A], id="class-of-places-is-context"),
        pytest.param("债务余额28亿元,控制在限额30亿元以内。", [A, C], id="debt-limit-is-context"),
        pytest.param("结构由1992年的18.2:58.7:23.1调整为8.9:56.8:34.3。", [C, C, C, A, A, A], id="ratio-before"),
        pytest.param("调整到2005年的18.9%,提高2个百分点。", [A, A], id="year-with-de-is-no-horizon"),
        pytest.param("预计到12月底,收入将达130万元,完成计划152.9%。", [P, P], id="expected-by-a-day-is-a-horizon"),
        pytest.param("化学需氧量排放3210吨。", [A], id="oxygen-demand-is-no-plan"),
        pytest.param("现有网吧51家,营业收入2亿元。", [C, A], id="money-ends-a-list-of-what-stands"),
        pytest.param("完成投资12.3亿元,占目标任务15亿元的82%。", [A, P, A], id="share-of-a-named-whole"),
        pytest.param("预计全年完成收入4.56亿元,同比增长9.2%。", [P, P], id="growth-of-what-is-expected"),
        pytest.param("现有基层党组织86个,党员3215名。", [C, C], id="party-organisation-is-no-doing"),
        pytest.param("培育产值过10亿元企业2家。", [C, A], id="class-of-firms-is-context"),
        pytest.param("存在的主要问题:规模以上企业仅60家。", [C], id="named-among-the-problems"),
        pytest.param("人均预期寿命78.6岁。", [A], id="expected-life-is-no-plan"),
        pytest.param("2022年目标完成100万平方米。", [P], id="what-the-aim-is-to-complete"),
        pytest.param("目标任务完成102%。", [A], id="share-of-the-aim-is-achieved"),
        pytest.param("年度任务是新增床位500张。", [P], id="what-the-task-is"),
        pytest.param("下达指导性计划为造林4000亩,育苗5000亩。", [P, P], id="what-the-plan-lists"),
        pytest.param("计划的种植粮食面积37.7万亩。", [P], id="amount-of-a-plan-is-no-share"),
        pytest.param("完成计划的98%。", [A], id="share-of-the-plan"),
        pytest.param("预计,全年可完成投资3亿元,增长8%。", [P, P], id="expected-before-a-comma"),
        pytest.param("预计,年内可完成种植38万亩,其中水稻完成30万亩。", [P, P], id="part-of-what-is-expected"),
        pytest.param("预计(下同),实现产值6亿元。", [A], id="estimates-of-the-whole-report"),
        pytest.param("增长7.1%(预计,下同)。", [A], id="not-yet-closed-is-achieved"),
        pytest.param("争取税收达到3亿元。", [P], id="striven-for"),
        pytest.param("争取年内引进项目5个。", [P], id="striven-for-within-the-year"),
        pytest.param("争取上级资金完成道路硬化3公里。", [A], id="money-obtained-is-no-wish"),
        pytest.param("力争新增学位3000个,全年新增3200个。", [P, A], id="what-came-of-the-wish"),
        pytest.param("争取到上级资金3000万元。", [A], id="obtained"),
        pytest.param("紧盯全年3亿元目标任务。", [P], id="target-named-behind-the-number"),
        pytest.param("完成12个目标任务。", [A], id="targets-counted"),
        pytest.param(
            _YEARLY + "完成投资3亿元。\n2022年,我镇将新建公园3处。\n整治河道12公里。",
            [A, P, P],
            id="next-year-in-the-text",
        ),
        pytest.param("但也存在不足,造林下降12%。", [C], id="figure-of-a-problem"),
        pytest.param("还存在不足,税收仅完成3亿元。", [A], id="what-was-done-among-the-problems"),
        pytest.param(_PLANS + "投资五年累计450亿元。", [P], id="sum-of-coming-years"),
        pytest.param("辖七个村,48个村民小组。", [C, C], id="what-a-place-is-made-of"),
        pytest.param("今年共有发展对象141人。", [A], id="had-this-year-is-achieved"),
        pytest.param("排查发现的隐患,11月底前整改率应达到95%以上。", [P], id="what-ought-to-be-reached"),
        pytest.param("医疗物资供应达到98%。", [A], id="supply-is-no-ought"),
        pytest.param("年底前须完成清淤12公里,实际完成9公里。", [P, A], id="what-must-be-done-and-what-was"),
        pytest.param(
            _YEARLY + "2022年主要预期目标是:出口增长6%,实际使用外资增长5%,新增学位300个。",
            [P, P, P],
            id="foreign-capital-in-a-list-of-targets",
        ),
        pytest.param("实际利用外资3200万美元,增长5%。", [A, A], id="foreign-capital-that-came"),
        pytest.param(_PLANS + "民事案件法定期限内办结率不低于92%。", [P], id="least-share-within-a-time-limit"),
        pytest.param("贷款期限24个月。", [C], id="time-limit"),
        pytest.param("全县生产总值增长11.4%,高于计划目标1.4个百分点。", [A, A], id="points-above-the-target"),
        pytest.param("工业增速超过年度预期2个百分点。", [A], id="points-beyond-what-was-expected"),
        pytest.param(_PLANS + "收入增长6%,高于全市目标0.5个百分点。", [P, P], id="points-above-among-the-plans"),
        pytest.param(_PLANS + "收入4万元,比上年增长8%。", [P, P], id="than-last-year-inside-a-section-of-plans"),
        pytest.param(_PLANS + "新建停车位90个。", [P], id="section-of-plans"),
        pytest.param(_PLANS + "已完成7个小区的入户调查。", [A], id="done-inside-a-section-of-plans"),
    ],
)
@pytest.mark.parametrize("wide", [False, True], ids=["narrow", "wide"])
def test_status(text: str, expected: list[str], *, wide: bool) -> None:
    written = text.translate(_WIDE) if wide else text
    assert [figure.status.value for figure in find_figures(written)] == expected
