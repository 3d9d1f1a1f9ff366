"""Achieved, planned or context: one row a rule, the statuses of the figures in order."""

import pytest

from pipeline.figures import find_figures

A, P, C = "achieved", "planned", "context"
_PLANS = "一、2021年工作总结\n(一)工作有成效。各项工作顺利推进。\n二、2022年工作计划\n(一)抓好项目建设。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("建成停车位90个。", [A], id="done-by-default"),
        pytest.param("年度计划投资7.2亿元,完成投资7.4亿元。", [P, A], id="clause-by-clause"),
        pytest.param("其他7个配套项目预计11月底全面完工。", [P], id="cue-behind-the-number"),
        pytest.param("超额完成年度22%的增长目标任务。", [P], id="target-behind-the-number"),
        pytest.param("完成全年任务进度的71.20%。", [A], id="share-of-a-target-is-achieved"),
        pytest.param("预计完成投资72亿元。", [P], id="expected-completion-is-a-plan"),
        pytest.param("原计划全部实施,已累计完成投资3亿元。", [A], id="already-beats-planned"),
        pytest.param("直排式热水器从498台锐减至60台。", [C, A], id="start-of-a-change-is-context"),
        pytest.param("由2018年的3.5%下降到2022年的1.2%。", [C, A], id="year-at-the-end-of-a-change-is-no-horizon"),
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
        pytest.param(_PLANS + "新建停车位90个。", [P], id="section-of-plans"),
        pytest.param(_PLANS + "已完成7个小区的入户调查。", [A], id="done-inside-a-section-of-plans"),
    ],
)
def test_status(text: str, expected: list[str]) -> None:
    assert [figure.status.value for figure in find_figures(text)] == expected
