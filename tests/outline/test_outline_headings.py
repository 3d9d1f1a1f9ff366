"""What opens a heading, how far it reaches, what it is for."""

import pytest

from pipeline.outline import read_outline


def outline(text: str) -> list[str]:
    """Level, number and title of each heading; `+` behind one that is a sentence too."""
    read = read_outline(text)
    said = {sentence.span.start for sentence in read.sentences}
    return [
        f"{one.level} {one.number}{one.title}"
        + "+" * any(one.heading.start < start < one.heading.end for start in said)
        for one in read.sections
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "一、工作情况\n(一)抓党建\n全面推进。", ["1 一、工作情况", "2 (一)抓党建"], id="alone-on-the-line"
        ),
        pytest.param("（一）抓党建。全面推进，成效好。", ["2 （一）抓党建"], id="run-in-full-width"),
        pytest.param("(一)抓党建。全面推进,成效好。", ["2 (一)抓党建"], id="run-in-ascii"),
        pytest.param(
            "１．抓党建。全面推进。\n２、抓民生。全面推进。", ["3 １．抓党建", "3 ２、抓民生"], id="full-width-digits"
        ),
        pytest.param("（ 一 ） 抓党建 。全面推进。", ["2 （ 一 ）抓党建"], id="blanks-of-a-scan"),
        pytest.param("⒈抓党建。全面推进。\n㈠查问题。逐项落实。", ["3 ⒈抓党建", "2 ㈠查问题"], id="one-sign-numbers"),
        pytest.param("①抓党建。全面推进。", ["5 ①抓党建"], id="circled"),
        pytest.param("(1)抓党建。全面推进。", ["4 (1)抓党建"], id="arabic-in-brackets"),
        pytest.param("一、综 合\n全年稳定。", ["1 一、综合"], id="spaced-title"),
        pytest.param("一、坚持党建 从严治党\n全年稳定。", ["1 一、坚持党建 从严治党"], id="two-part-title"),
        pytest.param(
            "第一部分 工作回顾\n一、抓党建\n全面推进。\n第二部分 工作安排\n一、抓项目\n全面推进。",
            ["1 第一部分工作回顾", "2 一、抓党建", "1 第二部分工作安排", "2 一、抓项目"],
            id="parts-push-the-rest-down",
        ),
        pytest.param(
            "今年稳定。\n2021年工作总结\n全面推进。\n2022年工作计划\n1.抓项目。全面推进。",
            ["1 2021年工作总结", "1 2022年工作计划", "3 1.抓项目"],
            id="part-titles-without-number",
        ),
        pytest.param(
            "2021年的主要工作\n一、抓党建\n全面推进。\n2022年工作建议\n(一)抓项目。全面推进。",
            ["1 2021年的主要工作", "2 一、抓党建", "1 2022年工作建议", "3 (一)抓项目"],
            id="what-is-proposed-for-the-year",
        ),
        pytest.param(
            "今年稳定。\n2021年工作回顾\n一、抓党建\n全面推进。\n2022年主要措施\n(一)抓项目。全面推进。",
            ["1 2021年工作回顾", "2 一、抓党建", "1 2022年主要措施", "3 (一)抓项目"],
            id="measures-of-the-year",
        ),
        pytest.param(
            "全面推进。一是抓项目。逐项落实。二是抓招商。主动对接。",
            ["7 一是抓项目", "7 二是抓招商"],
            id="items-inside-a-line",
        ),
        pytest.param(
            "方面,一是扎实推进征迁,以超常规举措推进。二是新建市场。",
            ["7 一是", "7 二是新建市场+"],
            id="item-without-a-title",
        ),
        pytest.param("一要抓项目,落实专班;二要抓招商。", ["7 一要", "7 二要抓招商+"], id="items-between-semicolons"),
        pytest.param(
            "第一，抓学习。组织12次。第二，抓业务。办件30件。", ["6 第一，抓学习", "6 第二，抓业务"], id="first-second"
        ),
        pytest.param("一、支出情况：全区支出稳定。", ["1 一、支出情况"], id="colon-ends-a-label"),
        pytest.param("## 一、成效\n\n1. **抓产业。** 新增企业。", ["1 一、成效", "3 1.抓产业"], id="markdown"),
    ],
)
def test_headings_in_every_numbering(text: str, expected: list[str]) -> None:
    assert outline(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "1.攻坚项目,提升品质。加快建设。\n2.聚焦改革,优化服务对标先进,创新管理。\n3.整合资源,紧抓契机。围绕产业发力。",
            ["3 1.攻坚项目,提升品质", "3 2.聚焦改革,优化服务", "3 3.整合资源,紧抓契机"],
            id="siblings-of-two-parts",
        ),
        pytest.param(
            "1.健全保障体系。加大力度。\n2.统筹推进建设坚持标准不降低,积极推进。\n3.推进综合整治。定人定岗。",
            ["3 1.健全保障体系", "3 2.统筹推进建设", "3 3.推进综合整治"],
            id="siblings-of-one-part",
        ),
        pytest.param(
            "1.健全保障体系。加大力度。\n2.完成改造小区8个,惠及辖区各个社区的广大居民群众,得到一致好评和肯定。\n3.推进综合整治。定人定岗。",
            ["3 1.健全保障体系", "3 2.", "3 3.推进综合整治"],
            id="no-cut-where-no-sentence-can-begin",
        ),
        pytest.param(
            "1.健全体系。加大力度。\n2.统筹推进建设坚持标准不降低,积极推进城区路段和交通节点的全面改造。\n3.推进综合整治。定人定岗。",
            ["3 1.健全体系", "3 2.", "3 3.推进综合整治"],
            id="no-cut-where-siblings-differ",
        ),
        pytest.param(
            "情况如下: 一、公开情况 2009年我镇公开信息,内容多样。 二、申请情况 本年度没有。",
            ["1 一、公开情况", "1 二、申请情况"],
            id="lost-line-breaks-with-blanks",
        ),
        pytest.param(
            "今年稳定。一、2020年工作总结(一)防控常态。干部奋战。(二)脱贫攻坚。落实资助。二、2021年工作计划(一)抓产业。引进项目。(二)抓民生。办好实事。",
            [
                "1 一、2020年工作总结",
                "2 (一)防控常态",
                "2 (二)脱贫攻坚",
                "1 二、2021年工作计划",
                "2 (一)抓产业",
                "2 (二)抓民生",
            ],
            id="lost-line-breaks-without-blanks",
        ),
    ],
)
def test_headings_that_lost_their_marks(text: str, expected: list[str]) -> None:
    assert outline(text) == expected


_DONE = "开展线上招聘会7场,帮助1280名务工人员返岗,新增城镇就业321人。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"{_DONE}\n经济发展稳中有进\n{_DONE}\n乡村面貌焕然一新\n{_DONE}\n下一步工作打算\n{_DONE}",
            ["1 经济发展稳中有进", "1 乡村面貌焕然一新", "1 下一步工作打算"],
            id="lines-of-their-own",
        ),
        pytest.param(
            f"{_DONE}\n抓实稳岗就业。{_DONE}\n抓实医疗保障。{_DONE}\n抓实养老服务。{_DONE}",
            ["2 抓实稳岗就业", "2 抓实医疗保障", "2 抓实养老服务"],
            id="run-in",
        ),
        pytest.param(
            f"经济发展稳中有进\n抓实稳岗就业。{_DONE}\n抓实医疗保障。{_DONE}\n民生福祉持续增进\n抓实养老服务。{_DONE}",
            ["1 经济发展稳中有进", "2 抓实稳岗就业", "2 抓实医疗保障", "1 民生福祉持续增进", "2 抓实养老服务"],
            id="both",
        ),
        pytest.param(f"{_DONE}\n经济发展稳中有进\n{_DONE}", [], id="one-line-alone-proves-nothing"),
        pytest.param(f"成效明显。{_DONE}\n{_DONE}\n{_DONE}\n群众满意。{_DONE}", [], id="two-short-sentences-are-none"),
        pytest.param(
            f"一、工作情况\n{_DONE}\n经济发展稳中有进\n{_DONE}\n乡村面貌焕然一新\n{_DONE}",
            ["1 一、工作情况"],
            id="numbered-ones-are-enough",
        ),
        pytest.param(f"新建公园3处\n{_DONE}\n改造小区8个\n{_DONE}", [], id="amounts-are-told"),
    ],
)
def test_headings_without_a_number(text: str, expected: list[str]) -> None:
    assert outline("某街道2022年工作总结\n" + text) == expected


@pytest.mark.parametrize(
    "contents",
    [
        pytest.param("目录\n一、工作情况\n二、下步打算\n", id="titles-only"),
        pytest.param("目  录\n一、工作情况 1\n二、下步打算\t12\n", id="with-pages"),
        pytest.param("一、工作情况……………1\n二、下步打算.........12\n", id="with-leaders"),
    ],
)
def test_a_list_of_contents_is_no_outline(contents: str) -> None:
    text = f"某街道2022年工作总结\n{contents}一、工作情况\n全面推进。\n二、下步打算\n继续推进。"
    assert outline(text) == ["1 一、工作情况", "1 二、下步打算"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1.5亿元投资到位。", id="decimal"),
        pytest.param("完成投资12.\n5亿元。", id="decimal-broken-by-a-line-end"),
        pytest.param("12.4万人参与。", id="decimal-of-two-digits"),
        pytest.param("打造1-2栋楼宇。", id="range"),
        pytest.param("2022.投资稳定。", id="year"),
        pytest.param("1、2号楼竣工。", id="enumerated-digits"),
        pytest.param("一、二期工程竣工。", id="enumerated-stages"),
        pytest.param("我们坚持一是一、二是二。", id="saying"),
        pytest.param("全面推进。一是抓项目。", id="item-without-a-second"),
        pytest.param("落实《意见(一)》要求。", id="part-of-a-name"),
        pytest.param("推进三项工作。5、6月份完成。", id="months"),
        pytest.param("参加者(1人)到场。", id="count-in-brackets"),
    ],
)
def test_numerals_that_open_nothing(text: str) -> None:
    assert outline(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "一是完成8个小区改造项目。逐户走访。二是抓招商。主动对接。",
            ["7 一是完成8个小区改造项目+", "7 二是抓招商"],
            id="amount-in-a-title",
        ),
        pytest.param("(一)新建5座公园\n全面推进。", ["2 (一)新建5座公园+"], id="amount-alone-on-its-line"),
        pytest.param("1.聚焦产业。引进企业。\n2.聚焦民生。", ["3 1.聚焦产业", "3 2.聚焦民生+"], id="nothing-under-it"),
        pytest.param("(一)2022年情况\n全面推进。", ["2 (一)2022年情况"], id="a-year-is-no-amount"),
    ],
)
def test_a_title_that_claims_something_is_a_sentence_too(text: str, expected: list[str]) -> None:
    assert outline(text) == expected


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        pytest.param("一、2022年工作回顾\n稳定。\n二、2023年重点工作\n推进。", "work plans", id="later-year"),
        pytest.param("一、工作开展情况\n稳定。\n二、下一步打算\n推进。", "work plans", id="next-step"),
        pytest.param(
            "一、工作情况\n稳定。\n二、存在的困难和不足\n人少。\n三、今后工作思路\n推进。",
            "work problems plans",
            id="problems",
        ),
        pytest.param(
            "一、2022年工作总结\n(一)落实五年行动计划\n推进。\n(二)谋划未来目标\n推进。",
            "work work work",
            id="plan-words-deep",
        ),
        pytest.param("一、工作情况\n(一)下步工作打算\n推进。", "work plans", id="next-step-deep"),
        pytest.param("一、年度工作计划完成情况\n稳定。", "work", id="plan-that-was-carried-out"),
        pytest.param(
            "一、存在问题及下一步打算\n(一)存在问题\n人少。\n(二)下一步打算\n推进。", "plans problems plans", id="both"
        ),
        pytest.param(
            "一、存在的主要问题及改进情况\n(一)存在问题:栏目更新不及时。\n(二)改进措施:开展抽查不少于3次。",
            "problems problems plans",
            id="improvement-below-the-problems",
        ),
        pytest.param(
            "一、工作情况\n(一)改进措施\n完善制度12项。\n(二)整改措施\n办结9件。",
            "work work work",
            id="improvement-in-the-work",
        ),
        pytest.param(
            "推进工作。一是落实年度计划。逐项督办。二是抓招商。主动对接。",
            "work work",
            id="items-of-a-text-without-parts",
        ),
        pytest.param(
            "一、上半年工作\n稳定。\n二、下半年工作打算\n推进。\n三、组织保障\n推进。",
            "work plans plans",
            id="after-plans",
        ),
    ],
)
def test_roles(text: str, roles: str) -> None:
    read = read_outline("某街道2022年工作总结\n" + text)
    assert " ".join(section.role for section in read.sections) == roles


@pytest.mark.parametrize(
    "plans",
    [
        pytest.param("1.抓项目。引进企业。\n2.抓民生。新增学位。\n{}", id="run-in-items"),
        pytest.param("（一）抓项目\n引进企业。\n（二）抓民生\n新增学位。\n{}", id="items-with-a-paragraph"),
    ],
)
def test_closing_words_belong_to_the_plans_but_to_no_item(plans: str) -> None:
    read = read_outline("一、工作总结\n稳定。\n二、2023年工作计划\n" + plans.format("新的一年,街道将再创佳绩。"))
    last = read.sentences[-1]
    assert last.section is not None
    assert read.path(last.section) == ("二、2023年工作计划",)
    assert read.sections[-1].span.end <= last.span.start < read.sections[last.section].span.end


def test_width_of_punctuation_does_not_change_the_outline() -> None:
    wide = "一、工作情况\n（一）抓党建，强基础。一是抓学习。组织活动；二是抓作风。开展督查。"
    wide += "\n二、下步打算\n１．抓项目。全面推进。"
    narrow = wide.translate(str.maketrans("（），；１．", "(),;1."))
    shape = [[(one.level, one.role, one.parent) for one in read_outline(text).sections] for text in (wide, narrow)]
    assert shape[0] == shape[1]
    assert len(shape[0]) == 6
