"""Shares, changes with their rate, complete sets and one-digit slips: what is found, and what is left alone."""

import pytest

from pipeline.audit import audit, audit_checks
from pipeline.audit.slips import slip
from pipeline.domain.figure import Figure
from pipeline.domain.report import Report
from pipeline.figures import find_figures
from pipeline.outline import read_outline

_WIDE = str.maketrans({",": "，", ";": "；", ":": "：", "(": "（", ")": "）"})


def report(body: str) -> Report:
    text = f"柳林县2022年工作总结\n\n一、2022年工作情况\n\n{body}\n"
    return Report("r", text, "", read_outline(text))


def numbers(sentence: str) -> list[Figure]:
    return list(find_figures(sentence))


_FOUND = [
    pytest.param(
        "全年造林4200亩,比上年增加600亩,增长26.7%。", "change_rate", "error", "16.6667%", id="change-and-rate"
    ),
    pytest.param("入库税款8400万元,增长5%,增收900万元。", "change_rate", "error", "12.0000%", id="rate-before-change"),
    pytest.param(
        "支出4600万元,占预算的95.8%,增支500万元,增长21.2%。", "change_rate", "error", "12.1951%", id="share-between"
    ),
    pytest.param(
        "抽检比2020年的5000批次增加1500批次,增长33%。", "change_rate", "error", "30.0000%", id="base-and-change"
    ),
    pytest.param(
        "农民人均纯收入4200元,增加600元,增长11.5%。生产总值按可比价计算,增长9%。",
        "change_rate",
        "info",
        "16.6667%",
        id="prices-may-be-constant",
    ),
    pytest.param(
        "收入完成6400万元,占调整预算6000万元的106.7%,增收800万元,增长12.3%。",
        "change_rate",
        "error",
        "14.2857%",
        id="amount-of-a-plan-between",
    ),
    pytest.param(
        "收入完成6400万元,为年初预算6000万元的106.7%,同比增长12.3%,增收800万元。",
        "change_rate",
        "error",
        "14.2857%",
        id="rate-first-behind-a-plan",
    ),
    pytest.param("立案250件,结案236件,结案率34.4%。", "rate", "warn", "94.4000%", id="first-digit-of-a-rate"),
    pytest.param("立案250件,结案86件,结案率74.4%。", "rate", "warn", "34.4000%", id="first-digit-of-a-part"),
    pytest.param(
        "林地900公顷,其中乔木林250公顷,占林地的94.4%。",
        "share",
        "info",
        "27.7778%",
        id="first-digit-of-the-part-of-a-share",
    ),
    pytest.param(
        "收入完成6400万元,增收800万元,增长54.3%。", "change_rate", "error", "14.2857%", id="first-digit-of-a-change"
    ),
    pytest.param("立案240件,结案180件,结案率7.50%。", "rate", "error", "75.0000%", id="point-of-a-rate-moved"),
    pytest.param(
        "林地900公顷,其中乔木林540公顷,占林地的6.00%。", "share", "warn", "60.0000%", id="point-of-a-share-moved"
    ),
    pytest.param(
        "年末从业人员52.6万人,其中第一产业12.1万人、第二产业18.3万人、第三产业20.2万人。",
        "partition_sum",
        "warn",
        "50.45万",
        id="workers-by-industry",
    ),
    pytest.param(
        "新收案件520件,办结430件,办结率88.6%。", "rate", "error", "82.6923%", id="old-ones-make-no-rate-larger"
    ),
    pytest.param("清理旧存案件520件,执结430件,执结率88.6%。", "rate", "error", "82.6923%", id="of-the-old-ones-alone"),
    pytest.param("排查隐患260处,整改221处,整改率95%。", "rate", "error", "85.0000%", id="rate-behind-both"),
    pytest.param("计划建设公厕60座,完成54座,完成率85%。", "rate", "error", "90.0000%", id="completion-behind-both"),
    pytest.param(
        "受理诉求8000件,其中咨询4000件,占50%;投诉2400件,占30%;求助1200件,占18%;建议400件,占5%。",
        "share",
        "error",
        "15.0000%",
        id="share-where-the-others-agree",
    ),
    pytest.param(
        "林地900公顷。其中,乔木林540公顷,占60%;灌木林180公顷,占28%。",
        "share",
        "error",
        "20.0000%",
        id="share-of-the-head-of-a-list",
    ),
    pytest.param(
        "就业人员64万人,其中城镇就业人员40万人,占就业人员的65.5%。",
        "share",
        "warn",
        "62.5000%",
        id="share-of-one-named",
    ),
    pytest.param(
        "全乡共有耕地6800亩,其中水田3000亩,占50%;旱地1800亩,占30%;坡地1200亩,占20%。",
        "share",
        "error",
        "44.1176%",
        id="whole-that-no-share-fits",
    ),
    pytest.param(
        "地区生产总值135.8亿元。其中,第一产业20.1亿元,第二产业45.3亿元,第三产业60.4亿元。",
        "partition_sum",
        "warn",
        "125.65亿",
        id="three-industries",
    ),
    pytest.param("三次产业结构为15.2:35.6:59.2。", "structure", "warn", "110", id="structure"),
    pytest.param(
        "发放补贴8756万元,其中农机补贴3412万元,地力补贴2968万元,种粮补贴2476万元。",
        "flat_sum",
        "warn",
        "8854.5万",
        id="one-digit-wrong",
    ),
    pytest.param("完成支出3600万元,占预算8000万元的54%。", "rate", "error", "45.0000%", id="of-a-plan"),
    pytest.param("抽检食品200批次,合格195批次,不合格5批次,合格率95.5%。", "rate", "error", "97.5000%", id="rest"),
    pytest.param("空置率由12.5%下降至8.5%,降低5个百分点。", "rate", "error", "4.0", id="points-of-two-rates"),
]


@pytest.mark.parametrize(("body", "rule", "severity", "computed"), _FOUND)
@pytest.mark.parametrize("wide", [False, True], ids=["half", "full"])
def test_finds(body: str, rule: str, severity: str, computed: str, wide: bool) -> None:
    found = [
        (finding.rule, finding.severity, finding.computed)
        for finding in audit(report(body.translate(_WIDE) if wide else body))
    ]
    assert [(r, s) for r, s, c in found if r == rule and (c or "").startswith(computed)] == [(rule, severity)], found


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("全年造林4200亩,比上年增加600亩,增长16.7%。", id="change-that-holds"),
        pytest.param("全县人均收入3.1万元,增加0.2万元,可比增长9.5%。", id="another-measure-of-growth"),
        pytest.param("人均生产总值42000元,增加6000元,增长9.1%。", id="real-growth"),
        pytest.param("增加值由40亿元提高到60亿元,增长32%。", id="real-growth-from-to"),
        pytest.param(
            "收入完成6400万元,占调整预算6000万元的106.7%,同比增长14.3%,增收800万元。", id="growth-of-the-income"
        ),
        pytest.param("上诉案件120件,改判21件,改判率0.95%。", id="rate-of-all-judged"),
        pytest.param("全县卫技人员820人。参保人数16.3万人,参保率97.9%。", id="insured-are-no-staff"),
        pytest.param("城建投资3.1亿元,改造道路4公里。供水厂完成投资1920万元,占总投资的64%。", id="total-of-one-plant"),
        pytest.param("收入占调整预算31200万元的104.1%。其中税收完成12400万元,占调整预算的92.3%。", id="its-own-plan"),
        pytest.param("受理执行案件900件,执结830件,实际执结率78.4%。", id="rate-of-some-of-them"),
        pytest.param("惠及1.6万名幼儿。出生人口5200人,出生率5.9‰。", id="births-are-no-part-of-them"),
        pytest.param("抽检6500批次,比2020年的5000批次增加1500批次,增长30%。", id="base-that-is-named"),
        pytest.param("住房公积金缴存12亿元,净增1.2亿元,增幅提高11%。", id="rate-of-a-rate"),
        pytest.param(
            "一般案件229起,占55.2%。其中涉毒61起,占14.7%;盗窃104起,占25.1%;诈骗83起,占20%。", id="whole-is-a-row-itself"
        ),
        pytest.param(
            "收到来信560件,其中有效500件。投诉300件,占60%;咨询150件,占30%;建议50件,占10%。",
            id="shares-of-the-valid-ones",
        ),
        pytest.param("党员900名,其中女党员300名,占33.3%;35岁以下180名,占20%;大专以上540名,占60%。", id="overlap"),
        pytest.param("支出26亿元,比上年增支10.5亿元,占上级核定数的31.8%。", id="change-is-no-part"),
        pytest.param("全市接待游客830万人次,占全省的4.2%。", id="share-of-another-level"),
        pytest.param(
            "地区生产总值125.8亿元。其中,第一产业20.1亿元,第二产业45.3亿元,第三产业60.4亿元。三次产业结构为16:36:48。",
            id="industries-that-close",
        ),
        pytest.param("人均可支配收入2.9万元,城镇3.8万元,农村1.9万元。", id="averages-do-not-add-up"),
        pytest.param("进出口25.1亿元,其中对东盟出口6亿元、进口3亿元。", id="trade-with-one-partner"),
        pytest.param(
            "发放补贴8856万元,其中农机补贴3412万元,地力补贴2968万元,种粮补贴2470万元。", id="short-by-a-remainder"
        ),
        pytest.param("批准逮捕250人,不捕240人,不捕率49%。", id="both-together-are-the-whole"),
        pytest.param("决定逮捕12.5万人;不捕11.5万人,不捕率48.5%。", id="the-opposite-is-no-whole"),
        pytest.param("受理案件4939件(含旧存256件),结案2837件,结案率57.44%。", id="taken-over-is-counted-in"),
        pytest.param("一般公共预算收入5亿元,地方级收入4.1亿元,完成进度96%。", id="budget-income-is-no-plan"),
        pytest.param("空置率由12.5%下降至8.5%,降低4个百分点。", id="points-that-hold"),
        pytest.param("能耗由6.4吨下降到5.1吨,降幅20%。", id="fall-within-rounding"),
        pytest.param(
            "10月份用水量增长4.3%。居民生活用水932万吨。1月至10月用水量累计增长7.6%。居民生活用水12659万吨。",
            id="another-period-between",
        ),
        pytest.param("处理案件90件,按方式分,调解40件、和解30件、判决20件。其中上门调解15件。", id="columns-that-close"),
    ],
)
@pytest.mark.parametrize("wide", [False, True], ids=["half", "full"])
def test_leaves_alone(body: str, wide: bool) -> None:
    findings = audit(report(body.translate(_WIDE) if wide else body))
    assert [f.message for f in findings if f.severity in ("warn", "error")] == []


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        pytest.param("全年造林4200亩,比上年增加600亩,增长16.7%。", "change_rate", id="change"),
        pytest.param("林地900公顷,其中乔木林540公顷,占60%。", "share", id="share"),
        pytest.param("三次产业结构为15.2:35.6:49.2。", "structure", id="structure"),
    ],
)
def test_passes_are_told(body: str, rule: str) -> None:
    assert rule in {check.rule for check in audit_checks(report(body))}


@pytest.mark.parametrize(
    ("whole", "parts", "meant"),
    [
        pytest.param("875643元", ("341227元", "296851元", "247565元"), "875643元", id="digit-of-the-whole"),
        pytest.param("885643元", ("341227元", "298651元", "247565元"), "298651元", id="neighbours-swapped"),
        pytest.param("885643元", ("341227元", "296851元", "247565元"), None, id="adds-up"),
        pytest.param("885643元", ("341227元", "296851元", "247560元"), None, id="a-small-remainder"),
        pytest.param("29个", ("12个", "9个", "6个"), None, id="too-small-to-tell-from-chance"),
        pytest.param("12000个", ("3100个", "2800个", "5600个"), None, id="round-numbers"),
        pytest.param("约875643元", ("341227元", "296851元", "247565元"), None, id="about"),
    ],
)
def test_slip(whole: str, parts: tuple[str, ...], meant: str | None) -> None:
    first, *rest = numbers(f"补贴{whole},其中甲{parts[0]},乙{parts[1]},丙{parts[2]}。")
    found = slip(first, rest)
    assert (found.text if found else None) == meant


def test_more_tries_need_more_certainty() -> None:
    first, *rest = numbers("补贴875643元,其中甲341227元,乙296851元,丙247565元。")
    assert slip(first, rest) is not None
    assert slip(first, rest, tries=1000) is None
