"""Where running text turns to plans or problems and back, in both widths: the role of each sentence, in order."""

import pytest

from pipeline.outline import read_outline

_WORK = "全年改造老旧小区6个,新增停车位300个。"
_SHORT = {"preface": "-", "work": "w", "plans": "P", "problems": "B", "closing": "c"}
_WIDE = str.maketrans(",;:()", "，；：（）")


def roles(text: str, title: str) -> str:
    read = read_outline(f"{title}\n{text}")
    return "".join(_SHORT[read.role(sentence)] for sentence in read.sentences)


_YEARLY, _HALF = "平湖镇2023年工作总结", "平湖镇2023年上半年工作总结"

_PLANS = [
    pytest.param(_YEARLY, _WORK + "\n2024年,我镇将新建公园3处。\n完成道路硬化12公里。", "-PP", id="next-year"),
    pytest.param(_YEARLY, _WORK + "\n二〇二四年,全镇将新建公园3处。", "-P", id="next-year-in-signs"),
    pytest.param(_YEARLY, _WORK + "\n展望2024年,全镇力争新建公园3处。", "-P", id="looking-ahead"),
    pytest.param(_YEARLY, _WORK + "\n2024年将对全镇30所幼儿园开展检查。", "-P", id="what-it-will-be-done-to"),
    pytest.param(_YEARLY, _WORK + "\n2024年是全镇发展的关键之年。新建公园3处。", "-PP", id="what-the-year-is"),
    pytest.param(_YEARLY, _WORK + "\n下一步,新建公园3处。", "-P", id="next-step"),
    pytest.param(_YEARLY, _WORK + "\n下步,我局将新建公园3处。", "-P", id="next-step-short"),
    pytest.param(_YEARLY, _WORK + "\n下一阶段,要新建公园3处。", "-P", id="next-stage"),
    pytest.param(_YEARLY, _WORK + "\n年内,将新建公园3处。", "-P", id="within-the-year-still"),
    pytest.param(_YEARLY, _WORK + "\n明年,新建公园3处。", "-P", id="tomorrow-year"),
    pytest.param(_YEARLY, _WORK + "\n新的一年,我们将新建公园3处。", "-P", id="new-year"),
    pytest.param(_YEARLY, _WORK + "\n今后五年,生产总值突破500亿元。", "-P", id="five-years-ahead"),
    pytest.param(_YEARLY, _WORK + "\n在新的一年里,我区将新建公园3处。", "-P", id="in-the-new-year"),
    pytest.param(_HALF, "上半年完成税收3亿元。\n下半年,继续抓好征收,完成税收4亿元。", "-P", id="second-half"),
    pytest.param("平湖镇2023年一季度工作总结", "完成税收1亿元。\n二季度,要完成税收2亿元。", "-P", id="next-quarter"),
    pytest.param(
        "平湖镇2023年前三季度工作总结", "完成税收3亿元。\n四季度,我镇将完成税收2亿元。", "-P", id="fourth-quarter"
    ),
    pytest.param(
        _YEARLY,
        _WORK + "\n2024年,我们将重点做好以下工作:\n一是抓项目。新建公园3处。\n二是抓民生。新增床位50张。",
        "-PPP",
        id="items-of-a-line-each",
    ),
    pytest.param(
        _YEARLY,
        _WORK + "\n2024年,我们将抓好以下工作:一是新建公园3处;二是新增床位50张。",
        "-PPP",
        id="items-inside-the-paragraph",
    ),
    pytest.param(
        _YEARLY,
        _WORK + "\n下一步,我局将做好以下工作。\n(一)抓项目\n新建公园3处。\n(二)抓民生\n新增床位50张。",
        "-PPP",
        id="items-with-the-numbers-of-a-part",
    ),
    pytest.param(
        _YEARLY,
        _WORK + "\n2024年,我镇将抓好三件事。\n1.新建公园。新建公园3处。\n2.完成征收。完成征收9户。",
        "-PPP",
        id="an-item-named-after-a-deed-is-still-planned",
    ),
    pytest.param(
        _YEARLY,
        "一、抓项目\n" + _WORK + "\n2024年,我镇将新建公园3处。\n二、抓民生\n新增床位50张。",
        "wPw",
        id="the-next-heading-ends-it",
    ),
    pytest.param(
        _YEARLY,
        _WORK + "下一步,将新建公园3处。\n教育方面,新增学位900个。",
        "-P-",
        id="inside-a-paragraph-to-its-end",
    ),
    pytest.param(
        _YEARLY,
        "下一步,将新建公园3处。\n2023年以来,新增学位900个。\n新增床位50张。",
        "P--",
        id="words-of-the-past-end-it",
    ),
    pytest.param(
        "平湖镇2024年工作要点", "坚持稳中求进。\n一、完成改造\n改造小区6个。\n二、抓民生\n新增床位50张。", "PPP",
        id="a-report-of-plans-alone",
    ),
    pytest.param(
        _YEARLY, "一、工作情况\n" + _WORK + "\n二、存在问题\n以上问题,我们将认真解决。", "wP", id="among-the-problems"
    ),
]  # fmt: skip

_WORK_DONE = [
    pytest.param(_YEARLY, "2023年,我镇将党建摆在首位,新建公园3处。", "-", id="the-year-itself"),
    pytest.param(_YEARLY, "下半年,完成改造6个。", "-", id="second-half-of-a-whole-year"),
    pytest.param("平湖镇2023年下半年工作总结", "下半年,要求严格,完成改造6个。", "-", id="the-stretch-itself"),
    pytest.param(_YEARLY, "2024年1月,平湖镇获评先进,累计建成公园3处。", "-", id="a-later-month-that-is-past"),
    pytest.param(_YEARLY, "年内办结281件,结转下年度继续办理9件,办结率100%。", "-", id="carried-over-to-next-year"),
    pytest.param(_YEARLY, "年内改造道路3条,其余5条继续施工。", "-", id="within-the-year-done"),
    pytest.param(_YEARLY, "年底前顺利完成征收9户,确保了项目开工。", "-", id="before-the-end-of-the-year-done"),
    pytest.param(_YEARLY, "为下一步工作打下基础,新建公园3处。", "-", id="for-the-next-step"),
    pytest.param(_YEARLY, "现将2023年工作总结和2024年工作计划报告如下。\n" + _WORK, "--", id="what-is-reported"),
    pytest.param(_YEARLY, "查处存在的问题12个,发现隐患还存在的问题全部整改。", "-", id="problems-dealt-with"),
    pytest.param(_YEARLY, "聚焦群众反映仍较突出的问题,新增车位300个。", "-", id="problems-aimed-at"),
    pytest.param(_YEARLY, "走访仍有困难群众120户,发放救助金30万元。", "-", id="people-in-need"),
    pytest.param(_YEARLY, "深刻认识到安全生产的重要意义,开展检查12次。", "-", id="what-was-understood"),
    pytest.param(_YEARLY, "化解矛盾纠纷48起,但从未发生上访。", "-", id="disputes"),
    pytest.param(_YEARLY, "面对仍然面临的压力,全镇上下完成税收3亿元。", "-", id="in-spite-of"),
    pytest.param(_YEARLY, "在肯定成绩的同时,我们总结经验3条。", "-", id="while-praising"),
]

_PROBLEMS = [
    pytest.param(_YEARLY, _WORK + "\n在肯定成绩的同时,我们也清醒地认识到,发展还不平衡。", "-B", id="sees-clearly"),
    pytest.param(_YEARLY, _WORK + "\n我们也要看到,基础设施历史欠账多等问题突出。", "-B", id="has-to-see"),
    pytest.param(_YEARLY, _WORK + "同时,工作中还存在人手不足等问题。", "-B", id="there-still-is"),
    pytest.param(_YEARLY, _WORK + "\n当前,全镇发展仍面临不少困难。", "-B", id="still-faces"),
    pytest.param(_YEARLY, _WORK + "\n存在的主要问题:一是人手不足;二是经费偏少。", "-BBB", id="named-with-items"),
    pytest.param(
        _YEARLY,
        _WORK + "\n虽然取得了一定成绩,但也存在一些不足。主要表现在:一是进展不快。二是资金紧张。",
        "-BBBB",
        id="shows-itself-in",
    ),
    pytest.param(
        _YEARLY,
        _WORK + "\n我们也清醒地看到,困难依然较多。\n一是产业基础薄弱。龙头企业少。\n二是投资下降。",
        "-BBB",
        id="items-of-a-line-each",
    ),
    pytest.param(_YEARLY, _WORK + "\n与先进镇相比,我们还有一定差距。", "-B", id="compared-with-others"),
    pytest.param(_YEARLY, _WORK + "\n但服务水平仍然不高。", "-B", id="but-still-not"),
    pytest.param(
        _YEARLY,
        _WORK + "\n同时,还面临资金紧张的压力。针对这些问题,我们将多方筹措,争取资金2亿元。",
        "-BP",
        id="what-will-be-done-about-them",
    ),
    pytest.param(
        _YEARLY,
        _WORK + "\n存在的主要问题是:一是人手不足;二是经费偏少。\n下一步,我局将招录人员12名。",
        "-BBBP",
        id="the-next-step-behind-the-items",
    ),
    pytest.param(
        _YEARLY,
        _WORK + "\n同时,工作中还存在人手不足等问题。对此,我们必须认真解决。",
        "-BP",
        id="must-be-solved",
    ),
    pytest.param(_YEARLY, "同时,工作中还存在人手不足等问题。\n" + _WORK, "B-", id="a-paragraph-ends-them"),
    pytest.param(
        _YEARLY,
        "一、工作情况\n" + _WORK + "\n二、存在问题及下一步打算\n人手不足,经费偏少。\n下一步,将招录人员12名。",
        "wBP",
        id="under-one-heading-with-the-plans",
    ),
    pytest.param(
        _YEARLY,
        "一、工作情况\n" + _WORK + "\n二、下一步打算\n新建公园3处。\n当前还存在征地困难等问题。",
        "wPB",
        id="among-the-plans",
    ),
]

_AUDITED = "关于云川市2022年度市级预算执行和其他财政收支的审计工作报告"
_FOUND = "二、部门预算执行审计情况\n对38个部门开展审计。5个部门会议费超标准支出12万元。\n"
_AUDIT = [
    pytest.param(_AUDITED, _FOUND + "(一)资金使用。2个项目资金300万元闲置。", "wBB", id="what-an-audit-found"),
    pytest.param(
        _AUDITED, _FOUND + "三、整改情况\n违规支出的9万元全部退还,完善制度3项。", "wBw", id="what-was-put-right"
    ),
    pytest.param(_AUDITED, "一、审计工作情况\n完成审计项目12个,查出违规金额3亿元。", "w", id="what-the-audit-achieved"),
    pytest.param("平湖县2022年度预算执行审计结果报告", _FOUND, "wB", id="report-on-results"),
    pytest.param("平湖县审计局2022年工作总结", _FOUND, "ww", id="work-of-the-audit-office"),
    pytest.param(_YEARLY, _FOUND, "ww", id="no-audit"),
]

_CLOSING = [
    pytest.param(_YEARLY, _WORK + "\n下一步,新建公园3处。\n特此报告。\n平湖镇卫生院", "-P", id="on-a-line-of-its-own"),
    pytest.param(_YEARLY, "二、2024年工作计划\n新建公园3处。\n让我们更加紧密地团结起来,再创佳绩!", "Pc", id="let-us"),
    pytest.param(_YEARLY, "二、2024年工作计划\n新建公园3处。专此报告。", "Pc", id="reported-herewith"),
    pytest.param(_YEARLY, _WORK + "以上报告,请予审议。", "-c", id="asks-for-review"),
    pytest.param(_YEARLY, "还存在人手不足等问题。特此报告。\n平湖镇卫生院", "Bc", id="behind-the-problems"),
    pytest.param(
        _YEARLY,
        _WORK + "\n下一步,新建公园3处。特此报告。\n平湖镇卫生院\n联系人见附页。",
        "-Pccc",
        id="and-what-follows",
    ),
]


@pytest.mark.parametrize("wide", [False, True], ids=["narrow", "wide"])
@pytest.mark.parametrize(("title", "text", "expected"), [*_PLANS, *_WORK_DONE, *_PROBLEMS, *_AUDIT, *_CLOSING])
def test_what_running_text_turns_to(title: str, text: str, expected: str, *, wide: bool) -> None:
    assert roles(text.translate(_WIDE) if wide else text, title) == expected


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        pytest.param(
            "云川市2023年前三季度工作总结",
            "一、主要工作\n稳定。\n二、面临的困难\n任务重。\n三、四季度工作安排\n推进。",
            "work problems plans",
            id="a-third-part-on-the-fourth-quarter",
        ),
        pytest.param(_HALF, "稳定发展。\n三、四季度工作安排\n推进。", "plans", id="the-third-and-fourth-quarter"),
        pytest.param(
            "平湖镇2023年二季度工作总结", "一、二季度工作完成情况\n稳定。\n二、三季度工作计划\n推进。", "work plans",
            id="quarters-in-both-parts",
        ),
        pytest.param(_YEARLY, "稳定发展。\n下一步打算\n推进。", "plans", id="bare-next-step"),
        pytest.param(_YEARLY, "稳定发展。\n2024年重点任务\n推进。", "plans", id="bare-tasks-of-the-next-year"),
        pytest.param(
            _YEARLY, "回顾2023年工作成果\n稳定。\n展望2024年工作目标\n推进。", "work plans", id="back-and-ahead"
        ),
        pytest.param(
            "政府工作报告\n——2021年12月3日在云川县第十八届人民代表大会第一次会议上",
            "一、过去五年工作回顾\n稳定。\n二、今后五年的奋斗目标\n推进。\n三、2022年主要工作\n推进。",
            "work plans plans", id="five-years-back-and-ahead",
        ),
        pytest.param(_YEARLY, "一、工作情况\n稳定。\n二、工作思路\n推进。", "work plans", id="way-of-thinking"),
        pytest.param(
            "平湖镇2023年一季度工作总结", "一、一季度工作\n稳定。\n二、二季度重点工作\n推进。", "work plans",
            id="work-of-the-next-quarter",
        ),
    ],
)  # fmt: skip
def test_headings_of_plans(title: str, text: str, expected: str) -> None:
    assert " ".join(section.role for section in read_outline(f"{title}\n{text}").sections) == expected


def test_an_enumeration_of_quarters_opens_no_heading() -> None:
    text = f"{_YEARLY}\n一、二季度完成税收3亿元,增长8%。\n三、四季度完成税收4亿元,增长9%。"
    assert read_outline(text).sections == ()
